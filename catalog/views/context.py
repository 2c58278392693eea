"""What every view needs: the library, the build date and the reader's language."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from catalog.language import Language, led
from catalog.library import Library
from catalog.periods import State, agreement_state, placement_state
from catalog.records import Agreement, Category, Placement, Product, Text


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
    lots: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False)
    """Filled by `views.product`: each post as the pages of its products show it."""
    rungs: dict[tuple[str, str, str], dict[str, str]] = field(default_factory=dict, repr=False)
    """Filled by `views.difference`: a rung's values, for the pages of every product of its post."""
    happened: list[Any] = field(default_factory=list, repr=False)
    """Filled by `views.history`: every event up to the build date."""
    happened_at: dict[str, list[Any]] = field(default_factory=dict, repr=False)
    """Filled by `export.files`: the same by page."""
    sums: dict[str, str] = field(default_factory=dict, repr=False)
    """Filled by `export.files`: the SHA-256 of each download that has been made."""
    answers: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False)
    """Filled by `views.retail.answer`: what a finding or a rule says of every product it is for."""
    retail: dict[str, str] = field(default_factory=dict, repr=False)
    """Filled by `views.retail.status`: product id → its retail status."""
    cards: dict[str, Any] = field(default_factory=dict, repr=False)
    """Filled by `views.lists.card`: a product stands in the lists of every level above it."""

    @cached_property
    def named(self) -> dict[str, tuple[str, ...]]:
        """Name → the products that have it, which are then told apart in their titles."""
        found: dict[str, list[str]] = {}
        for product in self.library.products.values():
            found.setdefault(product.name, []).append(product.id)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def in_order(self) -> tuple[Product, ...]:
        """Every product by name, in Norwegian alphabetical order."""
        return tuple(sorted(self.library.products.values(), key=_by_name))

    @cached_property
    def letters(self) -> dict[str, tuple[Product, ...]]:
        """Letter → products, both in Norwegian alphabetical order."""
        found: dict[str, list[Product]] = {}
        for product in self.in_order:
            found.setdefault(letter_of(product.name), []).append(product)
        order = sorted(found, key=lambda k: "" if k == "0-9" else sort_key(k))
        return {letter: tuple(found[letter]) for letter in order}

    def having(self, library: Library, fingerprint: str, old: Product, new: Product) -> Context:
        """The same build with one product's record replaced; orders are mended, not made anew."""
        made = self.anew(library, fingerprint)
        filed, letters, named = dict(self.filed), dict(self.letters), dict(self.named)
        for product, add in ((old, False), (new, True)):
            code = product.category or ""
            for length in range(2, len(code) + 1, 2):
                _reorder(filed, code[:length], product, add=add)
            _reorder(letters, letter_of(product.name), product, add=add)
            ids = (i for i in named.get(product.name, ()) if i != product.id)
            named[product.name] = tuple(sorted([*ids, *([product.id] if add else [])]))
        made.__dict__.update(filed=filed, letters=letters, named=named, states=self.states)
        return made

    def anew(self, library: Library, fingerprint: str) -> Context:
        """The same day and language over another library; what holds no agreement is kept."""
        made = Context(library, self.today, self.language, fingerprint)
        made.__dict__.update(filed=self.filed, letters=self.letters, named=self.named)
        return made

    def spoken(self, language: Language) -> Context:
        """The same build in another language; what holds no words is shared."""
        made = replace(
            self,
            language=language,
            lots={},
            answers={},
            rungs={},
            happened=[],
            happened_at={},
            sums={},
            cards={},
        )
        made.__dict__.update(
            states=self.states, filed=self.filed, letters=self.letters, named=self.named
        )
        return made

    @cached_property
    def states(self) -> dict[str, State]:
        """Agreement id → its state on the build date."""
        return {
            a.id: agreement_state(self.library, a, self.today)
            for a in self.library.agreements.values()
        }

    def state(self, placement: Placement) -> State:
        """The state of a place on the build date."""
        if placement.valid_from is None and placement.valid_to is None:
            return self.states[placement.agreement]
        return placement_state(self.library, placement, self.today)

    @cached_property
    def filed(self) -> dict[str, tuple[Product, ...]]:
        """Category code → products at it or anywhere below it, by name."""
        found: dict[str, list[Product]] = {}
        for product in self.in_order:
            code = product.category or ""
            for length in range(2, len(code) + 1, 2):
                found.setdefault(code[:length], []).append(product)
        return {code: tuple(products) for code, products in sorted(found.items())}

    def text(self, text: Text) -> str:
        """A record's text in the reader's language, or else in bokmål and marked so."""
        return getattr(text, self.language.code, None) or self.language.foreign(text.nb)

    def agreement_link(self, agreement: Agreement) -> Link:
        """The agreement's page."""
        return Link(self.language.foreign(agreement_name(agreement)), f"avtale/{agreement.id}/")

    def post_link(self, agreement: Agreement, number: str) -> Link:
        """The post's page; the title names the number and the post."""
        post = self.library.post(agreement.id, number)
        title = f"{self.language('Post')} {number}"
        if post and post.title:
            title = led(f"{title}: ", self.language.foreign(post.title))
        return Link(title, f"avtale/{agreement.id}/post/{number}/")

    def category_link(self, code: str) -> Link:
        """The category's page."""
        return Link(self.category_name(code), f"kategori/{code}/")

    def category_name(self, code: str) -> str:
        """The category's short name, in English where that is the language and it is known."""
        category = self.library.categories[code]
        if self.language.code == "en" and category.title_en:
            return category.title_en
        return self.language.foreign(category_name(category))

    def product_link(self, product: Product) -> Link:
        """The product's page."""
        return Link(product.name, f"produkt/{product.id}/")


def _reorder(
    index: dict[str, tuple[Product, ...]], key: str, product: Product, *, add: bool
) -> None:
    """`index[key]`, which is in order, with `product` added or taken out."""
    found = index.get(key, ())
    at = bisect.bisect_left(found, _by_name(product), key=_by_name)
    index[key] = found[:at] + ((product, *found[at:]) if add else found[at + 1 :])


def _by_name(product: Product) -> tuple[str, str]:
    return sort_key(product.name), product.id


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


_ALPHABET = str.maketrans({letter: f"z{i}" for i, letter in enumerate("æøå", start=1)})


def sort_key(text: str) -> str:
    """Norwegian alphabetical order, capital and small letters alike."""
    return text.lower().replace("aa", "å").translate(_ALPHABET)


def letter_of(name: str) -> str:
    """The letter a name is filed under: a–å, or `0-9` for everything else."""
    first = sort_key(name)[:2]
    letter = {"z1": "æ", "z2": "ø", "z3": "å"}.get(first, first[:1])
    return letter if letter.isalpha() else "0-9"


def post_key(number: str) -> tuple[int, int, str]:
    """Natural order of post numbers: 1, 1.2, 1A, 2, 10."""
    digits = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    whole, _, part = digits.partition(".")
    return int(whole), int(part or 0), number[len(digits) :]
