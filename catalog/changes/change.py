"""One change, the two states it lies between, and what both call things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.library import Library, product_path
from catalog.records import Agreement, Product


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `url` is from the language's root; `path` the record it comes from."""

    kind: str
    text: str
    url: str
    path: str


@dataclass(frozen=True)
class Pair:
    """The records before and after, both seen on `today` (ISO)."""

    before: Library
    after: Library
    today: str


def post_name(library: Library, agreement: str, number: str) -> str:
    """What readers call a post, with its agreement."""
    return f"{title(library.agreements[agreement])}, delkontrakt {number}"


def title(agreement: Agreement) -> str:
    """The agreement's title with its first year, for two periods often share a title."""
    return f"{agreement.title} {(agreement.valid_from or '')[:4]}".strip()


def url_of(product: Product) -> str:
    """The product's page, from the language's root."""
    return f"produkt/{product.id}/"


def in_both(pair: Pair) -> Iterator[tuple[Product, Product]]:
    """Products in both states whose records differ."""
    for name, old in pair.before.products.items():
        new = pair.after.products.get(name)
        if new is not None and new != old:
            yield old, new


def names(pair: Pair, products: Iterable[str]) -> str:
    """The names of some products, at most three of them written out."""
    known = {**pair.before.products, **pair.after.products}
    found = sorted(known[p].name for p in products)
    shown = ", ".join(found[:3])
    return shown if len(found) <= 3 else f"{shown} og {len(found) - 3} til"


def record_of(pair: Pair, product: str) -> str:
    """The file a product's record is in, or was in."""
    found = pair.after.products.get(product) or pair.before.products[product]
    return product_path(found)
