"""The product page: the answer first, then the facts, then where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.language import filled, joined
from catalog.library import cited, placements, places
from catalog.periods import OVER, is_discontinued
from catalog.records import Agreement, Product, Variant
from catalog.views import linked, properties
from catalog.views.context import Context, Link
from catalog.views.difference import Difference, entry_differences
from catalog.views.placement import (
    Entry,
    PlacementView,
    RankView,
    gone,
    headline,
    ladder,
    past,
    placement_views,
    rank_view,
    standing,
)
from catalog.views.retail import Answer, answer, answer_of
from catalog.views.rights import ways

NEIGHBOURS = 8
"""How many others of a post a product page shows before it links to the post."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the variant table."""

    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One variant: its number, and a cell per column of the table."""

    hms_number: str
    name: str
    cells: tuple[str, ...]
    discontinued: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another product of the same post."""

    id: str
    product: Link
    supplier: str
    rank: RankView


@dataclass(frozen=True, slots=True)
class Step:
    """A rung as this product sees it; above it in rank, with what differs and what is unknown."""

    of: Neighbour
    differences: tuple[Difference, ...]
    above: bool


class Lot(NamedTuple):
    """A post as the pages of its products show it."""

    rungs: tuple[Entry, ...]
    neighbours: tuple[Neighbour, ...]
    where: dict[str, int]
    """Product id → its first rung."""
    ranks: frozenset[object]


@dataclass(frozen=True, slots=True)
class PostList:
    """The products of one post, in rank order, this one among them."""

    post: Link
    agreement: Link
    steps: tuple[Step, ...]
    more: int
    note: str
    """Why there is no rank to start from, where there is none."""
    elsewhere: bool
    """Whether the note sends the reader to FinnHjelpemiddel."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with its date, and its address if it is public."""

    title: str
    day: str
    url: str
    where: str


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Everything the template of a product shows."""

    id: str
    name: str
    kind: str
    is_aid: bool
    category: tuple[Link, ...]
    category_basis: str
    supplier: Link | None
    standing: str
    headline: str
    placements: tuple[PlacementView, ...]
    summary: str
    shared: tuple[properties.Group, ...]
    columns: tuple[Column, ...]
    variants: tuple[VariantRow, ...]
    order_scheme: str
    fits: tuple[Link, ...]
    fitted_by: tuple[tuple[str, tuple[Link, ...]], ...]
    posts: tuple[PostList, ...]
    sources: tuple[SourceView, ...]
    retail: Answer
    ways: tuple[Link, ...]
    checked: str
    all_gone: bool
    linked: str


_KINDS = {"aid": "Hjelpemiddel", "accessory": "Tilbehør", "spare_part": "Reservedel"}


def product_page(ctx: Context, product: Product) -> ProductPage:
    """The page of one product."""
    _, library = ctx.language, ctx.library
    found = standing(ctx, product)
    alike, differing = properties.parted(ctx, product.variants)
    columns, rows = _variants(ctx, product, differing)
    code = product.category or ""
    trail = tuple(
        ctx.category_link(code[:n])
        for n in range(2, len(code) + 1, 2)
        if code[:n] in library.categories
    )
    supplier = library.suppliers[product.supplier] if product.supplier else None
    return ProductPage(
        id=product.id,
        name=product.name,
        kind=_(_KINDS[product.kind]),
        is_aid=product.kind == "aid",
        category=trail,
        category_basis=_category_basis(ctx, product),
        supplier=Link(supplier.name, f"leverandor/{supplier.id}/") if supplier else None,
        standing=found.name.lower(),
        headline=headline(ctx, product),
        placements=placement_views(ctx, product),
        summary=ctx.text(product.summary) if product.summary else "",
        shared=properties.by_section(ctx, product, alike),
        columns=columns,
        variants=rows,
        order_scheme=_order_scheme(ctx, product),
        fits=tuple(ctx.product_link(library.products[i]) for i in product.fits),
        fitted_by=_fitted_by(ctx, product),
        posts=_posts(ctx, product),
        sources=_sources(ctx, product),
        retail=answer(ctx, product),
        ways=ways(ctx, product),
        checked=_.day(product.checked) if product.checked else "",
        all_gone=gone(ctx, product.variants),
        linked=linked.product(ctx, product, trail),
    )


def _category_basis(ctx: Context, product: Product) -> str:
    derived = any(e.basis == "derived" and "category" in e.of for e in product.evidence)
    return ctx.language("Kategorien er utledet av andre opplysninger.") if derived else ""


def _variants(
    ctx: Context, product: Product, names: Sequence[str]
) -> tuple[tuple[Column, ...], tuple[VariantRow, ...]]:
    """The table of variants, with the properties `names`: only what differs between them."""
    _, library = ctx.language, ctx.library
    columns = [
        Column(ctx.text(library.properties[n].label), properties.basis(ctx, product, n))
        for n in names
    ]
    refs = any(v.supplier_ref for v in product.variants)
    placed = len({placements(product, v) for v in product.variants}) > 1
    scheme = len({v.order_scheme for v in product.variants}) > 1
    if refs:
        columns.append(Column(_("LevArt-nummer")))
    if placed:
        columns.append(Column(_("Avtale og rangering")))
    if scheme:
        columns.append(Column(_("Bestillingsordning")))
    rows = []
    named = any(v.hms_number in library.findings_for for v in product.variants)
    answers = [answer_of(ctx, product, v) for v in product.variants] if named else []
    assessed = len(set(answers)) > 1
    if assessed:
        columns.append(Column(_("Vanlig handelsvare?")))
    for i, variant in enumerate(product.variants):
        cells = [_cell(ctx, variant, n) for n in names]
        if refs:
            cells.append(variant.supplier_ref or "")
        if placed:
            cells.append(_places(ctx, product, variant))
        if scheme:
            cells.append({None: "", True: _("Ja"), False: _("Nei")}[variant.order_scheme])
        if assessed:
            cells.append(answers[i])
        rows.append(
            VariantRow(
                variant.hms_number,
                variant.name,
                tuple(cells),
                _gone_text(ctx, variant),
                variant.replaced_by or "",
            )
        )
    return tuple(columns), tuple(rows)


def _cell(ctx: Context, variant: Variant, name: str) -> str:
    value = properties.value_of(ctx, variant, name)
    return "" if value is None else properties.text(ctx, ctx.library.properties[name], value)


def _gone_text(ctx: Context, variant: Variant) -> str:
    """Since when a variant is discontinued, or when it will be."""
    if variant.discontinued is None:
        return ""
    gone = is_discontinued(variant, ctx.today)
    text = ctx.language("Utgått {day}") if gone else ctx.language("Utgår {day}")
    return text.format(day=ctx.language.day(variant.discontinued))


def _places(ctx: Context, product: Product, variant: Variant) -> str:
    """A variant's places in words, those that are over left out."""
    where = "{agreement}, " + ctx.language("post") + " {number}: {rank}"
    found = [
        filled(
            where,
            agreement=ctx.agreement_link(ctx.library.agreements[p.agreement]).title,
            number=p.post,
            rank=rank_view(ctx, p, gone=is_discontinued(variant, ctx.today)).text,
        )
        for p in placements(product, variant)
        if ctx.state(p) not in OVER
    ]
    return joined("; ", found) or ctx.language("Ingen gjeldende plass registrert")


def _order_scheme(ctx: Context, product: Product) -> str:
    _ = ctx.language
    yes = sum(1 for v in product.variants if v.order_scheme)
    if not yes:
        return ""
    if yes == len(product.variants):
        return _("På bestillingsordningen")
    return _("{n} av {total} varianter er på bestillingsordningen").format(
        n=yes, total=len(product.variants)
    )


def _fitted_by(ctx: Context, product: Product) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    found: dict[str, list[Link]] = {}
    for part in ctx.library.fitted_by.get(product.id, ()):
        found.setdefault(part.kind, []).append(ctx.product_link(part))
    titles = {"accessory": "Tilbehør som passer", "spare_part": "Reservedeler som passer"}
    return tuple((ctx.language(titles[k]), tuple(found[k])) for k in titles if k in found)


def _posts(ctx: Context, product: Product) -> tuple[PostList, ...]:
    """The others of each post that is not over; of a product with none, of its past posts."""
    every = tuple(places(product))
    live = [p for p in every if ctx.state(p) not in OVER] or every
    seen = dict.fromkeys((p.agreement, p.post) for p in live)
    return tuple(_post(ctx, product, a, n) for a, n in seen)


def _post(ctx: Context, product: Product, agreement_id: str, number: str) -> PostList:
    lot = _lot(ctx, agreement_id, number)
    everyone, rungs, here = lot.neighbours, lot.rungs, lot.where[product.id]
    shown = list(range(min(NEIGHBOURS, len(everyone))))
    if here >= NEIGHBOURS:
        shown.append(here)
    agreement = ctx.library.agreements[agreement_id]
    note, elsewhere = _rank_note(ctx, agreement, number, lot, here)
    return PostList(
        post=ctx.post_link(agreement, number),
        agreement=ctx.agreement_link(agreement),
        steps=tuple(_step(ctx, everyone[i], rungs[i], rungs[here]) for i in shown),
        more=len(everyone) - len(shown),
        note=note,
        elsewhere=elsewhere,
    )


def _step(ctx: Context, of: Neighbour, rung: Entry, this: Entry) -> Step:
    """Only what stands above this product in rank is held against it."""
    theirs, ours = rung.placement.rank, this.placement.rank
    above = isinstance(theirs, int) and isinstance(ours, int) and theirs < ours
    return Step(of, entry_differences(ctx, this, rung) if above else (), above)


def _rank_note(
    ctx: Context, agreement: Agreement, number: str, lot: Lot, here: int
) -> tuple[str, bool]:
    """What a reader must know before starting from rank 1, and whether to look elsewhere."""
    _ = ctx.language
    this = lot.rungs[here].placement
    post = ctx.library.post(agreement.id, number)
    over = ctx.states[agreement.id] in OVER
    found = "", False
    if post and post.allocation == "parallel":
        found = _("Posten er fordelt på flere leverandører, ikke etter rangering."), False
    elif this.rank == "unranked":
        found = _("Posten har ingen rangering å begynne med."), False
    elif this.rank is None:
        found = _("Rangeringen til dette produktet er ikke registrert her."), not over
    elif over:
        found = _("Avtalen gjelder ikke lenger. Rangeringene står slik de var."), False
    elif 1 not in lot.ranks:
        found = _("Rangering 1 i posten er ikke registrert her."), True
    elif all(past(ctx, e) for e in lot.rungs if e.placement.rank == 1):
        found = _("Rangering 1 er utgått. De andre beholder sine rangeringer."), False
    return found


def _lot(ctx: Context, agreement: str, number: str) -> Lot:
    """The whole post; every product of it shows a part, so it is made once."""
    key = (agreement, number)
    found: Lot | None = ctx.lots.get(key)
    if found is None:
        rungs = ladder(ctx, agreement, number)
        found = ctx.lots[key] = Lot(
            rungs,
            tuple(_neighbour(ctx, e) for e in rungs),
            {e.product.id: i for i, e in reversed(list(enumerate(rungs)))},
            frozenset(e.placement.rank for e in rungs),
        )
    return found


def _neighbour(ctx: Context, entry: Entry) -> Neighbour:
    supplier = ctx.library.suppliers.get(entry.product.supplier or "")
    return Neighbour(
        entry.product.id,
        ctx.product_link(entry.product),
        supplier.name if supplier else "",
        rank_view(ctx, entry.placement, gone=gone(ctx, entry.variants)),
    )


def _sources(ctx: Context, product: Product) -> tuple[SourceView, ...]:
    """Every source the record cites, newest first."""
    found = sorted(
        (ctx.library.sources[n] for n in cited(product)), key=lambda s: (s.date, s.id), reverse=True
    )
    return tuple(
        SourceView(
            ctx.language.foreign(s.title), ctx.language.day(s.date), s.url or "", s.repository or ""
        )
        for s in found
    )
