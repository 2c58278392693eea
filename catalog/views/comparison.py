"""The facts that the browser compares: products in small parts, and a post's for its own page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalog.language import BOKMAL
from catalog.library import cited
from catalog.periods import OVER, is_discontinued
from catalog.records import Agreement, Post, Product, Property, Variant
from catalog.retail import resolve
from catalog.search.parts import part
from catalog.views import properties, retail
from catalog.views.context import Context, agreement_name
from catalog.views.placement import Entry, gone, grouped, past, rank_view, state_text

TOGETHER = 8
"""Products in one part, about: five products of a comparison then weigh a few kB."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Where the parts lie, in how many, and the day of the data, ISO and in words."""

    folder: str
    parts: int
    today: str
    day: str


def folder(ctx: Context) -> str:
    """Where the facts lie; another library, date or program gives another folder."""
    return f"assets/jamfor-{ctx.fingerprint}/{ctx.language.prefix}"


def compare_page(ctx: Context) -> ComparePage:
    """The page that compares, and the shortlist."""
    parts = part_count(len(ctx.library.products))
    return ComparePage(folder(ctx), parts, ctx.today, ctx.language.day(ctx.today))


def part_count(products: int) -> int:
    """In how many parts so many products lie."""
    return max(1, math.ceil(products / TOGETHER))


def part_of(product_id: str, parts: int) -> int:
    """The part that holds a product: FNV-1a of its id, as the browser works it out too."""
    found = 2166136261
    for byte in product_id.encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found % parts


def by_part(products: Iterable[Product], count: int) -> list[list[Product]]:
    """The products of each part."""
    found: list[list[Product]] = [[] for _ in range(count)]
    for product in products:
        found[part_of(product.id, count)].append(product)
    return found


def compare_files(ctx: Context) -> dict[str, Callable[[], bytes]]:
    """Every part by path: the vocabulary, the products, and HMS number → product."""
    every = ctx.library.products.values()
    made: dict[str, Callable[[], Any]] = {"ord": partial(_words, ctx)}
    for i, products in enumerate(by_part(every, part_count(len(every)))):
        made[f"d{i}"] = partial(_products, ctx, products)
    numbers: dict[str, dict[str, str]] = {f"{start:02}": {} for start in range(100)}
    for product in every:
        for variant in product.variants:
            numbers[variant.hms_number[:2]][variant.hms_number] = product.id
    for start, found in numbers.items():
        made[f"h{start}"] = partial(dict, found)
    return {f"{folder(ctx)}{name}.js": partial(_part, name, make) for name, make in made.items()}


def _part(name: str, make: Callable[[], Any]) -> bytes:
    return part(name, make())


def _words(ctx: Context) -> dict[str, Any]:
    known = tuple(ctx.library.properties.values())
    return {"properties": vocabulary(ctx, known), "sources": _sources(ctx)}


def _products(ctx: Context, products: Sequence[Product]) -> dict[str, Any]:
    return {product.id: _product(ctx, product) for product in products}


def vocabulary(ctx: Context, known: Sequence[Property]) -> list[list[Any]]:
    """[id, bokmål, nynorsk, own language, unit, section, type, fit, direction] by section."""
    return [
        [
            p.id,
            p.label.nb,
            p.label.nn or p.label.nb,
            ctx.text(p.label),
            p.unit or "",
            ctx.text(section.label),
            p.type,
            p.fit or "",
            p.direction or "",
        ]
        for section in ctx.library.sections.values()
        for p in known
        if p.section == section.id
    ]


def _sources(ctx: Context) -> dict[str, str]:
    return {s.id: f"{s.title}, {ctx.language.day(s.date)}" for s in ctx.library.sources.values()}


def _product(ctx: Context, product: Product) -> dict[str, Any]:
    library = ctx.library
    code = product.category or ""
    supplier = library.suppliers.get(product.supplier or "")
    found = resolve(ctx.library, product, ctx.today)
    return {
        "name": product.name,
        "kind": product.kind,
        "category": [code, ctx.category_name(code)] if code else [],
        "supplier": supplier.name if supplier else "",
        "retail": [found.status, ctx.language(retail.STATUSES[found.status][0])],
        "places": [_place(ctx, product, entry) for entry in grouped(ctx, product)],
        "variants": [_variant(ctx, v) for v in product.variants],
        "sources": sorted({*cited(product), *found.sources}),
    }


def _place(ctx: Context, product: Product, entry: Entry) -> list[Any]:
    """[agreement, its name, post, its title, rank, period, over, variants or 0 for all, state].

    The last is the rank and the state in the same words in every language.
    """
    placement = entry.placement
    agreement = ctx.library.agreements[placement.agreement]
    post = ctx.library.post(agreement.id, placement.post)
    where = [i for i, v in enumerate(product.variants) if v in entry.variants]
    return [
        agreement.id,
        agreement_name(agreement),
        placement.post,
        (post.title if post else "") or "",
        rank_view(ctx, placement, gone=gone(ctx, entry.variants)).text,
        state_text(ctx, placement),
        int(ctx.state(placement) in OVER),
        where if len(where) < len(product.variants) else 0,
        f"{placement.rank or placement.basis}/{ctx.state(placement)}",
    ]


def _variant(ctx: Context, variant: Variant) -> list[Any]:
    """[HMS number, name, supplier's number, order scheme, gone since, replaced by, values]."""
    over = is_discontinued(variant, ctx.today) and variant.discontinued
    return [
        variant.hms_number,
        variant.name,
        variant.supplier_ref or "",
        {None: -1, False: 0, True: 1}[variant.order_scheme],
        ctx.language.day(over) if over else "",
        variant.replaced_by or "",
        _values(ctx, variant),
    ]


def _values(ctx: Context, variant: Variant) -> dict[str, Any]:
    return {
        name: value
        for name in variant.properties
        if (value := properties.value_of(ctx, variant, name)) is not None
    }


def post_facts(
    ctx: Context, agreement: Agreement, post: Post, entries: Sequence[Entry]
) -> dict[str, Any]:
    """What the fit and the draft of a reason are made from, on the post's own page.

    The days are for the draft, which is in Norwegian whatever the page is in.
    """
    used = properties.used(ctx, [v for e in entries for v in e.variants])
    return {
        "code": agreement.abbreviation or "",
        "post": post.number,
        "agreement": agreement_name(agreement),
        "allocation": post.allocation,
        "over": ctx.states[agreement.id] in OVER,
        "day": BOKMAL.day(ctx.today),
        "properties": vocabulary(ctx, [ctx.library.properties[n] for n in used]),
        "rungs": [_rung(ctx, entry) for entry in entries],
    }


def _rung(ctx: Context, entry: Entry) -> dict[str, Any]:
    supplier = ctx.library.suppliers.get(entry.product.supplier or "")
    rank = entry.placement.rank
    return {
        "id": entry.product.id,
        "name": entry.product.name,
        "supplier": supplier.name if supplier else "",
        "rank": int(rank) if isinstance(rank, int) else 0,
        "gone": past(ctx, entry),
        "source": ctx.library.sources[entry.placement.source].title,
        "as_of": BOKMAL.day(entry.placement.as_of),
        "variants": [[v.hms_number, _values(ctx, v)] for v in entry.variants],
    }
