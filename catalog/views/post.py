"""The post page: the ladder in rank order, and the whole post as one table."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.periods import OVER, period
from catalog.records import Agreement, Post
from catalog.views import properties
from catalog.views.agreement import Banner, banner
from catalog.views.comparison import post_facts
from catalog.views.context import Context, Link
from catalog.views.linked import written
from catalog.views.placement import Entry, RankView, basis_text, gone, ladder, rank_view
from catalog.views.retail import path_link

OUTSIDE = "utenfor-avtale"
NUMBERS = 4
"""How many HMS numbers a rung of the ladder shows before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One product in the ladder, with the variants that stand alike."""

    id: str
    product: Link
    kind: str
    supplier: str
    rank: RankView
    hms_numbers: tuple[str, ...]
    more: int
    variants: int
    source: str
    as_of: str
    basis: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A property as a column, under its section."""

    label: str
    section: str


@dataclass(frozen=True, slots=True)
class PostPage:
    """Everything the template of a post shows."""

    number: str
    title: str
    agreement: Link
    period: str
    banner: Banner | None
    allocation: str
    intended_for: str
    requires: tuple[str, ...]
    predecessors: tuple[Link, ...]
    successors: tuple[Link, ...]
    rungs: tuple[Rung, ...]
    columns: tuple[Column, ...]
    sections: tuple[tuple[str, int], ...]
    ranked: bool
    first_missing: bool
    listed: int
    products: int
    variants: int
    outside: Link | None
    """The path for when rank 1 does not cover the need."""
    data: str
    """The facts of the post as JSON, for the desk on the page."""


_ALLOCATION = {
    "ranked": "Posten er rangert. Rangering 1 skal vurderes først.",
    "unranked": "Posten er ikke rangert. Velg det som dekker behovet.",
    "parallel": "Posten er fordelt på flere leverandører etter en nøkkel, ikke etter rangering.",
    "unknown": "Om posten er rangert, er ikke registrert her.",
}

_ALLOCATION_OVER = {
    "ranked": "Posten var rangert. Rangeringene står slik de var.",
    "unranked": "Posten var ikke rangert.",
    "parallel": "Posten var fordelt på flere leverandører etter en nøkkel, ikke etter rangering.",
    "unknown": "Om posten var rangert, er ikke registrert her.",
}


def post_page(ctx: Context, agreement: Agreement, post: Post) -> PostPage:
    """The page of one post."""
    _ = ctx.language
    entries = ladder(ctx, agreement.id, post.number)
    variants = tuple(v for e in entries for v in e.variants)
    names = properties.used(ctx, variants)
    names = tuple(
        n for n in names if any(properties.value_of(ctx, v, n) is not None for v in variants)
    )
    columns = _columns(ctx, names)
    order = tuple(c[0] for c in columns)
    ranks = {e.placement.rank for e in entries if isinstance(e.placement.rank, int)}
    over = ctx.states[agreement.id] in OVER
    return PostPage(
        number=post.number,
        title=_.foreign(post.title)
        if post.title
        else _("Post {number}, uten kjent tittel").format(number=post.number),
        agreement=ctx.agreement_link(agreement),
        period=_.span(*period(agreement)),
        banner=banner(ctx, agreement),
        allocation=_((_ALLOCATION_OVER if over else _ALLOCATION)[post.allocation]),
        intended_for=ctx.text(post.intended_for) if post.intended_for else "",
        requires=tuple(ctx.text(ctx.library.requirements[r].label) for r in post.requires),
        predecessors=tuple(_generation(ctx, ref.agreement, ref.post) for ref in post.successor_of),
        successors=_successors(ctx, agreement, post),
        rungs=tuple(_rung(ctx, e, order) for e in entries),
        columns=tuple(Column(ctx.text(ctx.library.properties[n].label), s) for n, s in columns),
        sections=_spans(tuple(s for _, s in columns)),
        ranked=bool(ranks) and not over,
        first_missing=bool(ranks) and 1 not in ranks,
        listed=sum(1 for e in entries if e.placement.basis == "listed"),
        products=len({e.product.id for e in entries}),
        variants=len(variants),
        outside=path_link(ctx, OUTSIDE) if OUTSIDE in ctx.library.paths else None,
        data=written(post_facts(ctx, agreement, post, entries)),
    )


def _columns(ctx: Context, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """(property, section label), section by section."""
    return [
        (n, ctx.text(section.label))
        for section in ctx.library.sections.values()
        for n in names
        if ctx.library.properties[n].section == section.id
    ]


def _spans(sections: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for section in sections:
        found[section] = found.get(section, 0) + 1
    return tuple(found.items())


def _rung(ctx: Context, entry: Entry, names: tuple[str, ...]) -> Rung:
    _, placement = ctx.language, entry.placement
    supplier = ctx.library.suppliers.get(entry.product.supplier or "")
    numbers = tuple(v.hms_number for v in entry.variants)
    return Rung(
        id=entry.product.id,
        product=ctx.product_link(entry.product),
        kind=entry.product.kind,
        supplier=supplier.name if supplier else "",
        rank=rank_view(ctx, placement, gone=gone(ctx, entry.variants)),
        hms_numbers=numbers[:NUMBERS],
        more=max(0, len(numbers) - NUMBERS),
        variants=len(numbers),
        source=_.foreign(ctx.library.sources[placement.source].title),
        as_of=_.day(placement.as_of),
        basis=basis_text(ctx, entry),
        cells=tuple(properties.summary(ctx, entry.variants, n) for n in names),
    )


def _generation(ctx: Context, agreement_id: str, number: str) -> Link:
    agreement = ctx.library.agreements[agreement_id]
    link = ctx.post_link(agreement, number)
    return Link(f"{ctx.agreement_link(agreement).title}, {link.title}", link.url)


def _successors(ctx: Context, agreement: Agreement, post: Post) -> tuple[Link, ...]:
    """The posts of the following agreement that name this one."""
    following = ctx.library.successor.get(agreement.id)
    if following is None:
        return ()
    return tuple(
        _generation(ctx, following.id, later.number)
        for later in following.posts
        if any(r.agreement == agreement.id and r.post == post.number for r in later.successor_of)
    )
