"""What has happened and when: `/endringer/`, the feeds, and what became of ids that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.library import placements
from catalog.periods import last_day
from catalog.records import Agreement, Product, Tombstone
from catalog.views.context import Context, Link, agreement_name


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `id` stays the same when its day or words are corrected."""

    id: str
    day: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that happened on one day."""

    day: str
    iso: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything the template of `/endringer/` shows."""

    coming: tuple[Day, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class GonePage:
    """What stands at the address of an id that is taken out."""

    name: str
    kind: str
    reason: str
    day: str
    successor: Link | None


def newest(ctx: Context, product: Product) -> str:
    """The newest day a fact of the product is known from."""
    days = [ctx.library.sources[s].date for s in product.sources]
    days += [p.as_of for v in product.variants for p in placements(product, v)]
    return max(*days, product.checked or "")


def newest_of(ctx: Context, agreement: Agreement) -> str:
    """The newest day a fact of the agreement is known from."""
    return max(*(ctx.library.sources[s].date for s in agreement.sources), agreement.checked or "")


SHOWN = 200
"""How many events the page lists before it leaves the rest to the feeds and the API."""


def happenings(ctx: Context) -> tuple[Happening, ...]:
    """Every event up to the build date, newest first."""
    if not ctx.happened:
        past = [h for h in _all(ctx) if h.day <= ctx.today]
        ctx.happened.extend(sorted(past, key=lambda h: (h.day, h.id), reverse=True))
    return tuple(ctx.happened)


def _all(ctx: Context) -> Iterator[Happening]:
    for agreement in ctx.library.agreements.values():
        yield from _of_agreement(ctx, agreement)
    for product in ctx.library.products.values():
        yield from _of_product(ctx, product)
    for stone in ctx.library.tombstones:
        yield Happening(f"gone/{stone.id}", stone.date, _gone_text(ctx, stone), gone_url(stone))
    for release in ctx.library.releases:
        for event in release.events:
            name = f"{release.date}/{event.kind}/{event.url}/{event.text}"
            yield Happening(name, release.date, event.text, event.url)


def _of_agreement(ctx: Context, agreement: Agreement) -> Iterator[Happening]:
    _, name, url = ctx.language, agreement_name(agreement), f"avtale/{agreement.id}/"
    if agreement.valid_from:
        text = _("Avtalen {name} begynte å gjelde.").format(name=name)
        yield Happening(f"begins/{agreement.id}", agreement.valid_from, text, url)
    for option in agreement.options:
        if option.exercised:
            text = _("Avtalen {name} ble forlenget til {day}.")
            text = text.format(name=name, day=_.day(option.until))
            yield Happening(f"option/{agreement.id}/{option.until}", option.exercised, text, url)
    end = last_day(agreement)
    if end:
        text = _("Siste dag for avtalen {name}.").format(name=name)
        yield Happening(f"ends/{agreement.id}", end, text, url)


def _of_product(ctx: Context, product: Product) -> Iterator[Happening]:
    _ = ctx.language
    for variant in product.variants:
        if variant.discontinued:
            text = _("{name} (HMS {number}) gikk ut.")
            text = text.format(name=variant.name, number=variant.hms_number)
            url = f"produkt/{product.id}/"
            yield Happening(f"discontinued/{variant.hms_number}", variant.discontinued, text, url)


def about(ctx: Context, urls: frozenset[str]) -> tuple[Happening, ...]:
    """The events of some pages: of an agreement, or of every product of a category."""
    return tuple(h for h in happenings(ctx) if h.url in urls)


def history_page(ctx: Context) -> HistoryPage:
    """What is coming within the data, and what has happened."""
    coming = sorted((h for h in _all(ctx) if h.day > ctx.today), key=lambda h: (h.day, h.id))
    return HistoryPage(_days(ctx, coming), _days(ctx, list(happenings(ctx))[:SHOWN]))


def _days(ctx: Context, found: list[Happening]) -> tuple[Day, ...]:
    by: dict[str, list[Happening]] = {}
    for happening in found:
        by.setdefault(happening.day, []).append(happening)
    return tuple(Day(ctx.language.day(day), day, tuple(these)) for day, these in by.items())


_KINDS = {"product": "produkt", "agreement": "avtale", "hms": "hms"}


def gone_url(stone: Tombstone) -> str:
    """The address that the id had, and keeps."""
    return f"{_KINDS[stone.kind]}/{stone.id}/"


def _gone_text(ctx: Context, stone: Tombstone) -> str:
    text = ctx.language("{name} ({id}) er tatt ut: {reason}")
    return text.format(name=stone.name, id=stone.id, reason=ctx.text(stone.reason))


def gone_page(ctx: Context, stone: Tombstone) -> GonePage:
    """The page of a tombstone."""
    library, after = ctx.library, stone.successor
    link = None
    if after is not None and stone.kind == "agreement":
        link = ctx.agreement_link(library.agreements[after])
    elif after is not None and stone.kind == "product":
        link = ctx.product_link(library.products[after])
    elif after is not None:
        product, variant = library.by_hms[after]
        link = Link(f"{variant.name} (HMS {after})", f"produkt/{product.id}/#v{after}")
    kinds = {"product": "Produkt", "agreement": "Rammeavtale", "hms": "HMS-nummer"}
    return GonePage(
        stone.name,
        f"{ctx.language(kinds[stone.kind])} {stone.id}",
        ctx.text(stone.reason),
        ctx.language.day(stone.date),
        link,
    )
