"""How good the facts are, in figures anyone can recompute from the records."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from catalog.library import agreement_path, placements
from catalog.periods import last_day
from catalog.views.context import Context, agreement_name
from catalog.views.retail import counts


@dataclass(frozen=True, slots=True)
class Figure:
    """A count out of a whole, and what it says."""

    label: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Due:
    """Something to look at: its day, ISO, what it is, the record and its page."""

    day: str
    text: str
    path: str
    url: str


AHEAD_DAYS = 90
"""An agreement that ends within so many days is due."""


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Everything the template of `/kvalitet/` shows."""

    figures: tuple[Figure, ...]
    retail: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, str, int], ...]
    """Source, its day, and how many products lean on it; the oldest first."""
    ages: tuple[tuple[str, int], ...]
    """Age of the newest source of each product, and how many."""
    due: tuple[Due, ...]


def quality_page(ctx: Context) -> QualityPage:
    """Count everything once."""
    _ = ctx.language
    products = ctx.library.products.values()
    variants = [(p, v) for p in products for v in p.variants]
    places = [x for p, v in variants for x in placements(p, v)]
    limit = (dt.date.fromisoformat(ctx.today) - dt.timedelta(days=365)).isoformat()
    figures = (
        Figure(
            _("Produkter bekreftet av et menneske det siste året"),
            sum(1 for p in products if p.checked and p.checked >= limit),
            len(products),
        ),
        Figure(
            _("Produkter uten leverandør"), sum(not p.supplier for p in products), len(products)
        ),
        Figure(_("Produkter uten kategori"), sum(not p.category for p in products), len(products)),
        Figure(
            _("Plasser i en post der rangeringen ikke er registrert"),
            sum(x.rank is None and x.basis != "listed" for x in places),
            len(places),
        ),
        Figure(
            _("Plasser som bare er kjent fra en erstatningsliste"),
            sum(x.basis == "listed" for x in places),
            len(places),
        ),
        Figure(
            _("Varianter uten noe mål"),
            sum(not v.properties for _p, v in variants),
            len(variants),
        ),
    )
    leaning = Counter(name for p in products for name in p.sources)
    known = sorted((ctx.library.sources[n] for n in leaning), key=lambda s: (s.date, s.id))
    sources = tuple((_.foreign(s.title), _.day(s.date), leaning[s.id]) for s in known)
    return QualityPage(figures, counts(ctx), sources, _ages(ctx), due(ctx))


def _ages(ctx: Context) -> tuple[tuple[str, int], ...]:
    _, year = ctx.language, dt.date.fromisoformat(ctx.today).year
    steps = (
        (_("Under ett år"), 1),
        (_("Ett til to år"), 2),
        (_("To til fem år"), 5),
        (_("Over fem år"), 200),
    )
    found = dict.fromkeys((label for label, _years in steps), 0)
    for product in ctx.library.products.values():
        newest = max(ctx.library.sources[s].date for s in product.sources)
        for label, years in steps:
            if newest > f"{year - years}{ctx.today[4:]}":
                found[label] += 1
                break
    return tuple(found.items())


def due(ctx: Context) -> tuple[Due, ...]:
    """Findings older than a year, and agreements that end soon without a successor."""
    _ = ctx.language
    today = dt.date.fromisoformat(ctx.today)
    limit = (today - dt.timedelta(days=365)).isoformat()
    soon = (today + dt.timedelta(days=AHEAD_DAYS)).isoformat()
    found = [
        Due(f.as_of, ctx.text(f.title), "vocabulary/findings.yaml", "handelsvare/")
        for f in ctx.library.findings.values()
        if f.as_of < limit
    ]
    for agreement in ctx.library.agreements.values():
        end = last_day(agreement)
        followed = agreement.id in ctx.library.successor or agreement.not_continued
        if end and end <= soon and not followed:
            text = _("Avtalen {name} går ut, og ingen følger etter").format(
                name=agreement_name(agreement)
            )
            found.append(Due(end, text, agreement_path(agreement), f"avtale/{agreement.id}/"))
    return tuple(sorted(found, key=lambda d: (d.day, d.text)))
