"""What each output is made of, as a digest: the same digest, the same bytes.

Products and agreements are followed one by one. All else (the vocabulary, the program, the settings
and the date) is part of every digest, so that a change there makes everything anew.
`tests/test_incremental.py` holds this to what a build in fact writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from catalog.library import agreement_path, places, product_path
from catalog.pages import Page
from catalog.periods import following
from catalog.records import Product
from catalog.stamp import Digest, mixed
from catalog.views import comparison, search
from catalog.views.context import Context

SETTLED = frozenset({"rules", "rule", "report", "kept", "rates", "path", "guide", "rights"})
"""Kinds of pages that show the vocabulary alone."""


class Inputs:
    """The digests of one build. `base` is of the program, the settings and the date."""

    def __init__(self, ctx: Context, base: Digest, hand_written: Sequence[str] = ()) -> None:
        self._ctx, self._library, self._hand_written = ctx, ctx.library, hand_written
        vocabulary = (t for p, t in self._library.texts.items() if p.startswith("vocabulary/"))
        self._base = mixed([base, *vocabulary])
        self._records = {p.id: self._text(product_path(p)) for p in self._library.products.values()}
        self._seen: dict[str, Digest] = {}
        self._lots: dict[tuple[str, str], Digest] = {}

    def page(self, page: Page) -> Digest:
        """Of a page."""
        return mixed([self._base, page.title, page.description, *self._shown(page)])

    def file(self, path: str) -> Digest:
        """Of a file that is no page."""
        for pattern, of in self._files:
            found = pattern.fullmatch(path)
            if found:
                return mixed([self._base, *of(found[1])])
        return self._base if path.startswith("assets/") else self.everything

    @cached_property
    def everything(self) -> Digest:
        """Of what depends on every record."""
        names = self._ctx.fingerprint  # files say where the index lies, which is by it
        return mixed([self._base, names, *self._library.texts.values()])

    @cached_property
    def _files(self) -> tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Digest]]], ...]:
        return (
            (re.compile(r"api/v1/products/(.+)\.json"), self._product_file),
            (re.compile(r"api/v1/agreements/(.+)\.json"), self._whole_agreement),
            (re.compile(r"avtale/([^/]+)(?:\.ics|/feed\.xml)"), self._whole_agreement),
            (re.compile(r"kategori/([^/]+)/feed\.xml"), self._category),
            (re.compile(r"leverandor/([^/]+)/feed\.xml"), self._supplier),
            (re.compile(r"assets/sok-[^.]+/c(\d+)\.js"), self._hits),
            (re.compile(r"assets/jamfor-[^.]+/d(\d+)\.js"), self._compared),
            (re.compile(r"assets/jamfor-[^.]+/h(\d+)\.js"), self._numbered),
            (re.compile(r"(sitemap)\.xml"), self._listed),
        )

    @cached_property
    def _kinds(self) -> dict[str, Callable[..., Iterator[Digest]]]:
        return {
            "product": self._product,
            "hms": self._own_product,
            "agreement": self._whole_agreement,
            "post": self._post,
            "category": self._category,
            "supplier": self._supplier,
            "letter": self._letter,
            "situation": self._filed,
        }

    def _shown(self, page: Page) -> Iterator[Digest]:
        of = self._kinds.get(page.kind)
        if of is not None:
            yield from of(*page.subject)
        elif page.kind not in SETTLED:
            yield self.everything

    def _text(self, path: str) -> Digest:
        return mixed([self._library.texts.get(path, "")])

    @cached_property
    def _agreements(self) -> dict[str, Digest]:
        """Each with the one before and all that follow: their dates decide its state."""
        library = self._library
        own = {a.id: self._text(agreement_path(a)) for a in library.agreements.values()}
        found = {}
        for agreement in library.agreements.values():
            near = (agreement.supersedes or "", *(a.id for a in following(library, agreement)))
            found[agreement.id] = mixed([own[agreement.id], *(own.get(n, b"") for n in near)])
        return found

    def _places(self, product: Product) -> dict[tuple[str, str], None]:
        return {(p.agreement, p.post): None for p in places(product)}

    def _card(self, product: Product) -> Digest:
        """A product as lists show it: with the agreements it is on."""
        if product.id not in self._seen:
            agreements = {a: None for a, _ in self._places(product)}
            self._seen[product.id] = mixed(
                [self._records[product.id], *(self._agreements[a] for a in agreements)]
            )
        return self._seen[product.id]

    def _lot(self, agreement: str, number: str) -> Digest:
        """A post with every product placed in it."""
        key = (agreement, number)
        if key not in self._lots:
            placed = dict.fromkeys(p.product.id for p in self._library.by_post.get(key, ()))
            self._lots[key] = mixed(
                [self._agreements[agreement], *(self._records[p] for p in placed)]
            )
        return self._lots[key]

    def _own_product(self, name: str, _number: str) -> Iterator[Digest]:
        yield self._records[name]

    def _product_file(self, name: str) -> Iterator[Digest]:
        yield self._card(self._library.products[name])

    def _product(self, name: str) -> Iterator[Digest]:
        library = self._library
        product = library.products[name]
        yield self._card(product)
        for place in self._places(product):
            yield self._lot(*place)
        for other in (*product.fits, *(p.id for p in library.fitted_by.get(name, ()))):
            yield self._records[other]
        for variant in product.variants:
            if variant.replaced_by and variant.replaced_by in library.by_hms:
                yield self._records[library.by_hms[variant.replaced_by][0].id]

    def _whole_agreement(self, name: str) -> Iterator[Digest]:
        yield self._agreements[name]
        for post in self._library.agreements[name].posts:
            yield self._lot(name, post.number)
            yield from (self._agreements[r.agreement] for r in post.successor_of)

    def _post(self, name: str, number: str) -> Iterator[Digest]:
        yield self._lot(name, number)
        post = self._library.post(name, number)
        yield from (self._agreements[r.agreement] for r in (post.successor_of if post else ()))

    def _category(self, code: str) -> Iterator[Digest]:
        yield from map(self._card, self._ctx.filed[code])

    def _supplier(self, name: str) -> Iterator[Digest]:
        yield from map(self._card, self._library.by_supplier.get(name, ()))

    @cached_property
    def _letters(self) -> tuple[dict[str, tuple[Product, ...]], Digest]:
        index = self._ctx.letters
        return index, mixed(f"{letter}{len(found)}" for letter, found in index.items())

    def _letter(self, letter: str) -> Iterator[Digest]:
        index, counts = self._letters
        yield counts
        yield from (self._records[p.id] for p in index.get(letter, ()))

    @cached_property
    def _in_hits(self) -> list[Sequence[Product]]:
        return search.by_cards(search.ordered(self._ctx))

    def _hits(self, part: str) -> Iterator[Digest]:
        yield from map(self._card, self._in_hits[int(part)])

    @cached_property
    def _in_parts(self) -> list[list[Product]]:
        every = self._library.products.values()
        return comparison.by_part(every, comparison.part_count(len(every)))

    def _compared(self, part: str) -> Iterator[Digest]:
        yield from map(self._card, self._in_parts[int(part)])

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number, (product, _) in self._library.by_hms.items():
            found.setdefault(number[:2], []).append(f"{number}{product.id}")
        return found

    def _numbered(self, start: str) -> Iterator[Digest]:
        yield mixed(self._numbers.get(start, ()))

    def _listed(self, _: str) -> Iterator[Digest]:
        yield self.everything
        yield mixed(self._hand_written)

    @cached_property
    def _codes(self) -> Digest:
        return mixed(f"{code}{len(found)}" for code, found in self._ctx.filed.items())

    def _filed(self) -> Iterator[Digest]:
        yield self._codes
