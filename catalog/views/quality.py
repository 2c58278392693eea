"""How good the facts are, in figures anyone can recompute from the records."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from catalog.library import placements
from catalog.views.context import Context
from catalog.views.retail import counts


@dataclass(frozen=True, slots=True)
class Figure:
    """A count out of a whole, and what it says."""

    label: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Everything the template of `/kvalitet/` shows."""

    figures: tuple[Figure, ...]
    retail: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, str, int], ...]
    """Source, its day, and how many products lean on it; the oldest first."""


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
    sources = tuple((s.title, _.day(s.date), leaning[s.id]) for s in known)
    return QualityPage(figures, counts(ctx), sources)
