"""Rank and agreement status in words: the one place that decides how they are said.

A rank belongs to a variant in a post. Nothing here compares ranks of different posts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from catalog.language import filled
from catalog.library import placements
from catalog.periods import OVER, State, is_discontinued, placement_period
from catalog.records import Placement, Product, Variant
from catalog.views.context import Context, Link, agreement_name, post_key, sort_key


class Standing(IntEnum):
    """How a product stands to the agreements on the build date; lower comes first in lists."""

    ON_AGREEMENT = 0
    PERIOD_UNKNOWN = 1
    UPCOMING = 2
    LISTED = 3
    OVER = 4
    NONE = 5


class Entry(NamedTuple):
    """Variants of one product that stand alike in one post.

    `placement` is one of theirs, stated rather than derived where any is; `derived` counts the
    variants whose rank is derived.
    """

    product: Product
    variants: tuple[Variant, ...]
    placement: Placement
    derived: int


@dataclass(frozen=True, slots=True)
class RankView:
    """A rank in words. `kind`: first, ranked, unranked, unrecorded, listed; `over` when past."""

    kind: str
    number: int | None
    text: str
    over: bool


@dataclass(frozen=True, slots=True)
class PlacementView:
    """One line of a product's answer: always agreement, post, period, rank, source and date."""

    agreement: Link
    post: Link
    state: str
    period: str
    rank: RankView
    scope: str
    source: str
    as_of: str
    basis: str


def rank_view(ctx: Context, placement: Placement, *, gone: bool = False) -> RankView:
    """The rank of `placement` in words; `gone` when every variant in it is discontinued."""
    _ = ctx.language
    state = ctx.state(placement)
    over = state in OVER
    rank = placement.rank
    if placement.basis == "listed":
        return RankView("listed", None, _("Kun kjent fra erstatningsliste"), over)
    if rank is None:
        return RankView("unrecorded", None, _("Rangering ikke registrert her"), over)
    number = None if rank == "unranked" else int(rank)
    text = _(_RANKED[_moment(state, gone=gone)][0 if number is None else 1 if number == 1 else 2])
    start = placement_period(ctx.library, placement)[0]
    kind = "unranked" if number is None else "first" if number == 1 else "ranked"
    if kind == "first" and state is State.UPCOMING:
        kind = "ranked"  # nobody shall consider it first before it has begun
    return RankView(kind, number, text.format(n=number, day=_.day(start) if start else ""), over)


_RANKED = {
    "over": ("Var på avtale, uten rangering", "Hadde rangering {n}", "Hadde rangering {n}"),
    "gone": ("Utgått, uten rangering", "Rangering {n} er utgått", "Rangering {n} er utgått"),
    "upcoming": (
        "På avtale fra {day}, uten rangering",
        "Rangering {n} fra {day}",
        "Rangering {n} fra {day}",
    ),
    "now": (
        "På avtale, uten rangering",
        "Rangering 1 – vurder først",
        "Rangering {n} – krever faglig begrunnelse",
    ),
}
"""When → how no rank, rank 1 and any other rank are said."""


def _moment(state: State, *, gone: bool) -> str:
    if state in OVER:
        return "over"
    if gone:
        return "gone"
    return "upcoming" if state is State.UPCOMING else "now"


def state_text(ctx: Context, placement: Placement) -> str:
    """The period of a placement in words, as it is on the build date."""
    _, library = ctx.language, ctx.library
    agreement = library.agreements[placement.agreement]
    state = ctx.state(placement)
    start, end = placement_period(library, placement)
    if state is State.EXPIRED and end:
        if ctx.states[agreement.id] is not State.EXPIRED:
            return _("Plassen på avtalen er over: den gjaldt til {day}").format(day=_.day(end))
        return _("Avtalen er utløpt: den gjaldt til {day}").format(day=_.day(end))
    if state is State.SUPERSEDED:
        following = library.successor[agreement.id]
        return filled(_("Avtalen er avløst av {title}"), title=_.foreign(agreement_name(following)))
    if state is State.UPCOMING and start:
        return _("Gjelder først fra {day}").format(day=_.day(start))
    if state is State.UNKNOWN:
        return _("Avtaleperioden er ikke kjent her")
    return _("Avtalen gjelder {span}").format(span=_.span(start, end))


def grouped(ctx: Context, product: Product) -> tuple[Entry, ...]:
    """The product's places, variants that stand alike together."""
    if product.id not in ctx.entries:
        ctx.entries[product.id] = _grouped(product)
    return ctx.entries[product.id]


def _grouped(product: Product) -> tuple[Entry, ...]:
    groups: dict[tuple[object, ...], list[tuple[Variant, Placement]]] = {}
    for variant in product.variants:
        for placement in placements(product, variant):
            key = (placement.agreement, placement.post, *_alike(placement))
            groups.setdefault(key, []).append((variant, placement))
    return tuple(
        Entry(product, tuple(v for v, _ in found), *_best([p for _, p in found]))
        for found in groups.values()
    )


def _best(found: list[Placement]) -> tuple[Placement, int]:
    derived = sum(1 for p in found if p.basis == "derived")
    return next((p for p in found if p.basis != "derived"), found[0]), derived


def basis_text(ctx: Context, entry: Entry) -> str:
    """What a reader must know of how a rank is known; empty when the source states it for all."""
    if not entry.derived:
        return ""
    if entry.derived == len(entry.variants):
        return ctx.language("utledet av andre opplysninger i kilden")
    text = ctx.language("utledet for {n} av {total} varianter")
    return text.format(n=entry.derived, total=len(entry.variants))


def placement_views(ctx: Context, product: Product) -> tuple[PlacementView, ...]:
    """Every place of the product: those in force first, then by agreement and post."""
    entries = sorted(grouped(ctx, product), key=lambda e: _entry_key(ctx, e))
    return tuple(_placement_view(ctx, entry) for entry in entries)


_STATE_ORDER = {
    State.CURRENT: 0,
    State.UNKNOWN: 1,
    State.UPCOMING: 2,
    State.SUPERSEDED: 3,
    State.EXPIRED: 4,
}


def _entry_key(ctx: Context, entry: Entry) -> tuple[object, ...]:
    placement = entry.placement
    state = ctx.state(placement)
    listed = placement.basis == "listed"
    return (
        _STATE_ORDER[state],
        listed,
        placement.agreement,
        post_key(placement.post),
        order(placement),
    )


def order(placement: Placement) -> tuple[int, int]:
    """Place in one post's ladder: rank, then unranked, not recorded, listed only."""
    if placement.basis == "listed":
        return 3, 0
    if placement.rank is None:
        return 2, 0
    return (1, 0) if placement.rank == "unranked" else (0, int(placement.rank))


def _alike(placement: Placement) -> tuple[object, ...]:
    """What variants that stand alike in a post have in common."""
    return *order(placement), placement.valid_from, placement.valid_to


def _placement_view(ctx: Context, entry: Entry) -> PlacementView:
    _, placement = ctx.language, entry.placement
    agreement = ctx.library.agreements[placement.agreement]
    total = len(entry.product.variants)
    scope = (
        _("Gjelder {n} av {total} varianter").format(n=len(entry.variants), total=total)
        if len(entry.variants) < total
        else ""
    )
    return PlacementView(
        agreement=ctx.agreement_link(agreement),
        post=ctx.post_link(agreement, placement.post),
        state=ctx.state(placement).value,
        period=state_text(ctx, placement),
        rank=rank_view(ctx, placement, gone=gone(ctx, entry.variants)),
        scope=scope,
        source=_.foreign(ctx.library.sources[placement.source].title),
        as_of=_.day(placement.as_of),
        basis=basis_text(ctx, entry),
    )


def gone(ctx: Context, variants: Iterable[Variant]) -> bool:
    """Whether every one of `variants` is discontinued."""
    return all(is_discontinued(v, ctx.today) for v in variants)


def past(ctx: Context, entry: Entry) -> bool:
    """Whether nobody can get any of the entry's variants by it: discontinued, or its place over."""
    return gone(ctx, entry.variants) or ctx.state(entry.placement) in OVER


def standing(ctx: Context, product: Product) -> Standing:
    """How the product as a whole stands on the build date: the first that holds for a variant.

    A list of substitutes says of nobody that it was on the agreement, so one that is over does not.
    """
    entries = grouped(ctx, product)
    if entries and all(e.placement.basis == "listed" for e in entries):
        return Standing.LISTED
    found = Standing.NONE
    for entry in entries:
        state = ctx.state(entry.placement)
        if state in OVER:
            this = Standing.OVER
        elif entry.placement.basis == "listed":
            this = Standing.LISTED
        elif state is State.CURRENT:
            this = Standing.ON_AGREEMENT
        elif state is State.UPCOMING:
            this = Standing.UPCOMING
        else:
            this = Standing.PERIOD_UNKNOWN
        found = min(found, this)
    return found


def standing_text(ctx: Context, found: Standing) -> str:
    """What products that stand so have in common."""
    return ctx.language(_STANDING[found])


def headline(ctx: Context, product: Product) -> str:
    """The headline of a product's answer."""
    found, entries = standing(ctx, product), grouped(ctx, product)
    text = _STANDING[found]
    if found is Standing.LISTED:
        only = all(e.placement.basis == "listed" for e in entries)
        text = (
            "Kun kjent fra erstatningsliste"
            if only
            else "Var på avtale, nå bare kjent fra erstatningsliste"
        )
    elif found is Standing.OVER and not any(
        ctx.states[e.placement.agreement] in OVER for e in entries
    ):
        text = "Plassen på avtalen er over"
    return ctx.language(text)


_STANDING = {
    Standing.ON_AGREEMENT: "På rammeavtale",
    Standing.PERIOD_UNKNOWN: "På en rammeavtale med ukjent periode",
    Standing.UPCOMING: "På en rammeavtale som ikke har begynt",
    Standing.LISTED: "Kjent fra erstatningsliste",
    Standing.OVER: "Avtalen er utløpt eller avløst",
    Standing.NONE: "Ingen rammeavtale registrert her",
}


def ladder(ctx: Context, agreement: str, number: str) -> tuple[Entry, ...]:
    """Every product of one post: rank ascending, unranked, not recorded, listed; then by name."""
    key = (agreement, number)
    if key not in ctx.ladders:
        ctx.ladders[key] = _ladder(ctx, agreement, number)
    return ctx.ladders[key]


def _ladder(ctx: Context, agreement: str, number: str) -> tuple[Entry, ...]:
    groups: dict[tuple[object, ...], list[tuple[Product, Variant, Placement]]] = {}
    for product, variant, placement in ctx.library.by_post.get((agreement, number), ()):
        key = (product.id, *_alike(placement))
        groups.setdefault(key, []).append((product, variant, placement))
    entries = (
        Entry(found[0][0], tuple(v for _, v, _ in found), *_best([p for _, _, p in found]))
        for found in groups.values()
    )
    return tuple(
        sorted(
            entries,
            key=lambda e: (
                order(e.placement),
                ctx.state(e.placement) in OVER,
                sort_key(e.product.name),
                e.product.id,
            ),
        )
    )
