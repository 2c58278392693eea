"""What every view needs: the library, the build date and the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from catalog.language import Language
from catalog.library import Library
from catalog.periods import State, agreement_state
from catalog.records import Agreement, Category, Product, Text


@dataclass(frozen=True, slots=True)
class Link:
    """A title and a URL relative to the language's root: `produkt/etac-swift/`."""

    title: str
    url: str


@dataclass(frozen=True, eq=False)
class Context:
    """One build: nothing in it changes while pages are made."""

    library: Library
    today: str
    language: Language
    fingerprint: str
    """Of the records, the date and the program: what this build is made of."""
    ladders: dict[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict, repr=False)
    """Filled by `views.placement.ladder`: each post is sorted once per build."""
    entries: dict[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    """Filled by `views.placement.grouped`: product id → its places."""
    neighbours: dict[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict, repr=False)
    """Filled by `views.product`: each post as the pages of its products show it."""
    rungs: dict[tuple[str, str, str, str], dict[str, str]] = field(default_factory=dict, repr=False)
    """Filled by `views.difference`: a rung's values, for the pages of every product of its post."""
    happened: list[Any] = field(default_factory=list, repr=False)
    """Filled by `views.history`: every event up to the build date."""
    happened_at: dict[str, list[Any]] = field(default_factory=dict, repr=False)
    """Filled by `export.files`: the same by page."""
    downloads: dict[str, bytes] = field(default_factory=dict, repr=False)
    """Filled by `export.files`: the manifest and the files themselves need the same bytes."""
    retail: dict[str, str] = field(default_factory=dict, repr=False)
    """Filled by `views.retail.status`: product id → its retail status."""
    cards: dict[str, Any] = field(default_factory=dict, repr=False)
    """Filled by `views.lists.card`: a product stands in the lists of every level above it."""

    @cached_property
    def states(self) -> dict[str, State]:
        """Agreement id → its state on the build date."""
        return {
            a.id: agreement_state(self.library, a, self.today)
            for a in self.library.agreements.values()
        }

    @cached_property
    def filed(self) -> dict[str, tuple[Product, ...]]:
        """Category code → products at it or anywhere below it, by name."""
        found: dict[str, list[Product]] = {}
        for product in sorted(
            self.library.products.values(), key=lambda p: (sort_key(p.name), p.id)
        ):
            code = product.category or ""
            for length in range(2, len(code) + 1, 2):
                found.setdefault(code[:length], []).append(product)
        return {code: tuple(products) for code, products in sorted(found.items())}

    def text(self, text: Text) -> str:
        """A record's text in the reader's language, or else in bokmål."""
        return getattr(text, self.language.code, None) or text.nb

    def agreement_link(self, agreement: Agreement) -> Link:
        """The agreement's page."""
        return Link(agreement_name(agreement), f"avtale/{agreement.id}/")

    def post_link(self, agreement: Agreement, number: str) -> Link:
        """The post's page; the title names the number and the post."""
        post = self.library.post(agreement.id, number)
        title = f"{self.language('Post')} {number}" + (
            f": {post.title}" if post and post.title else ""
        )
        return Link(title, f"avtale/{agreement.id}/post/{number}/")

    def category_link(self, code: str) -> Link:
        """The category's page."""
        return Link(category_name(self.library.categories[code]), f"kategori/{code}/")

    def product_link(self, product: Product) -> Link:
        """The product's page."""
        return Link(product.name, f"produkt/{product.id}/")


def agreement_name(agreement: Agreement) -> str:
    """The title, with a year when one is known: generations share titles."""
    if agreement.valid_from:
        return f"{agreement.title} {agreement.valid_from[:4]}"
    return (
        f"{agreement.title} (–{agreement.valid_to[:4]})" if agreement.valid_to else agreement.title
    )


def category_name(category: Category) -> str:
    """The short name where there is one."""
    return category.short or category.title


_ALPHABET = {letter: f"z{i}" for i, letter in enumerate("æøå", start=1)}


def sort_key(text: str) -> str:
    """Norwegian alphabetical order, capital and small letters alike."""
    return "".join(_ALPHABET.get(c, c) for c in text.lower().replace("aa", "å"))


def post_key(number: str) -> tuple[int, int, str]:
    """Natural order of post numbers: 1, 1.2, 1A, 2, 10."""
    digits = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    whole, _, part = digits.partition(".")
    return int(whole), int(part or 0), number[len(digits) :]
