"""Lists of products: by category, by supplier, A–Å, and the front page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog import retail
from catalog.language import filled
from catalog.records import Product, Supplier
from catalog.views.agreement import AgreementGroup, agreement_groups
from catalog.views.context import Context, Link, sort_key
from catalog.views.linked import dataset
from catalog.views.placement import (
    Standing,
    headline,
    placement_views,
    standing,
    standing_text,
)
from catalog.views.retail import Answer, of_finding
from catalog.views.rights import situation_links

PLACES = 2
"""How many places a card shows before it counts the rest."""
SHOWN_BELOW = 4
"""Category codes at least this long list the products of their whole subtree."""
LIMIT = 400
"""A category with more products than this shows only its subcategories."""


@dataclass(frozen=True, slots=True)
class Card:
    """A product in a list: each place with its post, never a bare rank."""

    product: Link
    kind: str
    supplier: str
    variants: int
    standing: str
    status: str
    places: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards with the same standing."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A category with the number of products in it and below it."""

    link: Link
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """Everything the template of a category shows."""

    code: str
    name: str
    title: str
    trail: tuple[Link, ...]
    children: tuple[Branch, ...]
    groups: tuple[CardGroup, ...]
    count: int
    requires: tuple[str, ...]
    retail: Answer | None


@dataclass(frozen=True, slots=True)
class SupplierPage:
    """Everything the template of a supplier shows."""

    name: str
    aliases: tuple[str, ...]
    groups: tuple[CardGroup, ...]
    count: int


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Products whose name begins with one letter."""

    letter: str
    letters: tuple[tuple[str, Link], ...]
    products: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class EntranceView:
    """An everyday entrance on the front page."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Everything the front page shows."""

    products: str
    variants: str
    entrances: tuple[EntranceView, ...]
    categories: tuple[Branch, ...]
    current: AgreementGroup | None
    today: str
    situations: tuple[Link, ...]
    linked: str


def card(ctx: Context, product: Product) -> Card:
    """One product for a list."""
    if product.id not in ctx.cards:
        ctx.cards[product.id] = _card(ctx, product)
    found: Card = ctx.cards[product.id]
    return found


def _card(ctx: Context, product: Product) -> Card:
    _, found = ctx.language, standing(ctx, product)
    supplier = ctx.library.suppliers.get(product.supplier or "")
    views = placement_views(ctx, product)
    live = [v for v in views if not v.rank.over] or list(views)
    where = "{agreement}, " + _("post") + " {number}"
    places = tuple(
        (
            filled(where, agreement=v.agreement.title, number=v.post.url.split("/")[-2]),
            v.rank.text,
        )
        for v in live
    )
    return Card(
        ctx.product_link(product),
        product.kind,
        supplier.name if supplier else "",
        len(product.variants),
        found.name.lower(),
        headline(ctx, product),
        places[:PLACES],
        max(0, len(places) - PLACES),
    )


def card_groups(ctx: Context, products: Iterable[Product]) -> tuple[CardGroup, ...]:
    """Cards by standing: on agreement first, then what is less certain; by name inside."""
    groups: dict[Standing, list[Product]] = {}
    for product in products:
        groups.setdefault(standing(ctx, product), []).append(product)
    return tuple(
        CardGroup(
            found.name.lower(),
            standing_text(ctx, found),
            tuple(
                card(ctx, p)
                for p in sorted(
                    groups[found], key=lambda p: (p.kind != "aid", sort_key(p.name), p.id)
                )
            ),
        )
        for found in sorted(groups)
    )


def category_page(ctx: Context, code: str) -> CategoryPage:
    """The page of one category."""
    library = ctx.library
    category = library.categories[code]
    below = ctx.filed[code]
    everything = len(code) >= SHOWN_BELOW and len(below) <= LIMIT
    products = below if everything else library.by_category.get(code, ())
    found = retail.for_category(library, code)
    _ = ctx.language
    return CategoryPage(
        code=code,
        name=ctx.category_name(code),
        title=_.foreign(category.title),
        trail=tuple(ctx.category_link(code[:n]) for n in range(2, len(code), 2)),
        children=branches(ctx, code),
        groups=card_groups(ctx, products),
        count=len(below),
        requires=tuple(ctx.text(library.requirements[r].label) for r in category.requires),
        retail=of_finding(ctx, found, scope=_("Gjelder hele kategorien.")) if found else None,
    )


def branches(ctx: Context, code: str = "") -> tuple[Branch, ...]:
    """The categories right below `code` that have products, by name."""
    found = [
        Branch(ctx.category_link(c), c, len(products))
        for c, products in ctx.filed.items()
        if len(c) == len(code) + 2 and c.startswith(code) and c in ctx.library.categories
    ]
    return tuple(sorted(found, key=lambda b: sort_key(b.link.title)))


def supplier_page(ctx: Context, supplier: Supplier) -> SupplierPage:
    """The page of one supplier."""
    products = ctx.library.by_supplier.get(supplier.id, ())
    return SupplierPage(supplier.name, supplier.aliases, card_groups(ctx, products), len(products))


def suppliers(ctx: Context) -> tuple[tuple[Link, int], ...]:
    """Every supplier with its number of products, by name."""
    found = sorted(ctx.library.suppliers.values(), key=lambda s: sort_key(s.name))
    return tuple(
        (Link(s.name, f"leverandor/{s.id}/"), len(ctx.library.by_supplier.get(s.id, ())))
        for s in found
    )


_SLUGS = {"æ": "ae", "ø": "oe", "å": "aa"}


def letter_url(letter: str) -> str:
    """`produkter/aa/` for Å."""
    return f"produkter/{_SLUGS.get(letter, letter)}/"


def letter_page(ctx: Context, letter: str) -> LetterPage:
    """The page of one letter; of none, the index of letters."""
    links = tuple(
        (k, Link(f"{k.upper()} ({len(v)})", letter_url(k))) for k, v in ctx.letters.items()
    )
    products = tuple((ctx.product_link(p), _where(ctx, p)) for p in ctx.letters.get(letter, ()))
    return LetterPage(letter.upper(), links, products)


def _where(ctx: Context, product: Product) -> str:
    code = product.category
    return ctx.category_name(code) if code else ""


def front_page(ctx: Context) -> FrontPage:
    """The front page."""
    library = ctx.library
    groups = {g.id: g for g in agreement_groups(ctx)}
    return FrontPage(
        products=ctx.language.number(len(library.products)),
        variants=ctx.language.number(len(library.by_hms)),
        entrances=tuple(
            EntranceView(
                ctx.text(e.label),
                tuple(ctx.category_link(c) for c in e.categories if c in ctx.filed),
            )
            for e in library.entrances
        ),
        categories=branches(ctx),
        current=groups.get("gjeldende"),
        today=ctx.language.day(ctx.today),
        situations=situation_links(ctx),
        linked=dataset(ctx),
    )
