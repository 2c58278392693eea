"""Every record of the catalogue as one immutable, indexed whole."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from catalog import source
from catalog.diagnostics import Position, Route
from catalog.records import (
    Agreement,
    Category,
    Entrance,
    Finding,
    KnownException,
    Notice,
    Outcome,
    Path,
    Placement,
    Post,
    Product,
    Property,
    Published,
    Question,
    Rate,
    Release,
    Requirement,
    Section,
    Situation,
    Source,
    Supplier,
    SynonymRule,
    Tombstone,
    Variant,
)

V = TypeVar("V")


class Placed(NamedTuple):
    """A variant's place in one post."""

    product: Product
    variant: Variant
    placement: Placement


@dataclass(frozen=True, eq=False)
class Library:
    """All records, by id in id order, and the ways to find one from another."""

    products: Mapping[str, Product] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    suppliers: Mapping[str, Supplier] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)
    sections: Mapping[str, Section] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    requirements: Mapping[str, Requirement] = field(default_factory=dict)
    entrances: tuple[Entrance, ...] = ()
    exceptions: tuple[KnownException, ...] = ()
    synonyms: tuple[SynonymRule, ...] = ()
    findings: Mapping[str, Finding] = field(default_factory=dict)
    rates: Mapping[str, Rate] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    paths: Mapping[str, Path] = field(default_factory=dict)
    situations: Mapping[str, Situation] = field(default_factory=dict)
    guide_questions: tuple[Question, ...] = ()
    guide_outcomes: tuple[Outcome, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    published: Published | None = None
    """What the last release had; None before the first."""
    releases: tuple[Release, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The text of each record file, for positions."""

    @cached_property
    def by_hms(self) -> Mapping[str, tuple[Product, Variant]]:
        """HMS number → the product and variant that carry it."""
        return {v.hms_number: (p, v) for p in self.products.values() for v in p.variants}

    @cached_property
    def by_post(self) -> Mapping[tuple[str, str], tuple[Placed, ...]]:
        """(agreement, post number) → every variant placed there."""
        found: dict[tuple[str, str], list[Placed]] = defaultdict(list)
        for product in self.products.values():
            for variant in product.variants:
                for placement in placements(product, variant):
                    found[placement.agreement, placement.post].append(
                        Placed(product, variant, placement)
                    )
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def by_category(self) -> Mapping[str, tuple[Product, ...]]:
        """Category code → products filed at exactly that code."""
        found: dict[str, list[Product]] = defaultdict(list)
        for product in self.products.values():
            if product.category is not None:
                found[product.category].append(product)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def by_supplier(self) -> Mapping[str, tuple[Product, ...]]:
        """Supplier id → its products."""
        found: dict[str, list[Product]] = defaultdict(list)
        for product in self.products.values():
            if product.supplier is not None:
                found[product.supplier].append(product)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def fitted_by(self) -> Mapping[str, tuple[Product, ...]]:
        """Product id → accessories and spare parts that fit it."""
        found: dict[str, list[Product]] = defaultdict(list)
        for product in self.products.values():
            for aid in product.fits:
                found[aid].append(product)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def successor(self) -> Mapping[str, Agreement]:
        """Agreement id → the agreement that follows it."""
        return {a.supersedes: a for a in self.agreements.values() if a.supersedes is not None}

    @property
    def findings_in_order(self) -> tuple[Finding, ...]:
        """The findings as they stand in the file."""
        return tuple(self.findings.values())

    @cached_property
    def findings_for(self) -> Mapping[str, Finding]:
        """HMS number, product id or category code → the finding that names it."""
        return {
            name: finding
            for finding in self.findings.values()
            for name in (*finding.categories, *finding.products, *finding.variants)
        }

    def index(self) -> None:
        """Have the indexes made that all else asks for."""
        for name in (*_OF_PRODUCTS, "successor", "_posts"):
            getattr(self, name)

    def with_product(self, product: Product, text: str) -> Library:
        """The same with the record of a product replaced; the indexes are mended, not made anew."""
        old = self.products[product.id]
        made = replace(
            self,
            products=_changed(self.products, {product.id: product}),
            texts=_changed(self.texts, {product_path(product): text}),
        )
        numbers = self.by_hms
        gone = {v.hms_number for v in old.variants} - {v.hms_number for v in product.variants}
        if gone:
            numbers = {n: found for n, found in numbers.items() if n not in gone}
        numbers = _changed(numbers, {v.hms_number: (product, v) for v in product.variants})
        made.__dict__.update(
            by_hms=numbers,
            by_post=_placed_anew(self.by_post, old, product),
            by_category=_moved(self.by_category, old, product, [old.category], [product.category]),
            by_supplier=_moved(self.by_supplier, old, product, [old.supplier], [product.supplier]),
            fitted_by=_moved(self.fitted_by, old, product, old.fits, product.fits),
            successor=self.successor,
            _posts=self._posts,
        )
        return made

    def with_agreement(self, agreement: Agreement, text: str) -> Library:
        """The same with the record of an agreement replaced."""
        made = replace(
            self,
            agreements={**self.agreements, agreement.id: agreement},
            texts=_changed(self.texts, {agreement_path(agreement): text}),
        )
        for name in _OF_PRODUCTS:
            made.__dict__[name] = getattr(self, name)
        return made

    def part(self, products: Sequence[str], agreements: Iterable[str]) -> Library:
        """The same library, where going through the records meets only some; any can be found."""
        made = replace(
            self,
            products=_Part(self.products, products),
            agreements=_Part(self.agreements, agreements),
            texts=_Part(self.texts, (product_path(self.products[name]) for name in products)),
        )
        for name in (*_OF_PRODUCTS, "successor", "_posts"):
            made.__dict__[name] = getattr(self, name)
        return made

    def post(self, agreement: str, number: str) -> Post | None:
        """The post `number` of `agreement`, if both are known."""
        return self._posts.get((agreement, number))

    @cached_property
    def _posts(self) -> Mapping[tuple[str, str], Post]:
        return {(a.id, p.number): p for a in self.agreements.values() for p in a.posts}

    def locate(self, path: str, route: Route, *, key: bool = False) -> Position:
        """The line and column of `route` in the file at `path`."""
        text = self.texts.get(path)
        if text is None:
            return Position()
        return source.Document(path, text, None).locate(route, key=key)


_OF_PRODUCTS = ("by_hms", "by_post", "by_category", "by_supplier", "fitted_by")
"""The indexes that no agreement's record is in."""


class _Part(Mapping[str, V]):
    """A mapping that holds everything and goes through some of it."""

    def __init__(self, whole: Mapping[str, V], names: Iterable[str]) -> None:
        self._whole, self._names = whole, [name for name in names if name in whole]

    def __getitem__(self, key: str) -> V:
        return self._whole[key]

    def __contains__(self, key: object) -> bool:
        return key in self._whole

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _changed(whole: Mapping[str, V], changes: dict[str, V]) -> Mapping[str, V]:
    """`whole` with `changes`, in a time that does not grow with it."""
    if isinstance(whole, ChainMap):
        earlier, whole = whole.maps
        changes = {**earlier, **changes}
    return ChainMap(changes, whole)  # type: ignore[arg-type] # what lies below is never written to


def _placed_anew(
    index: Mapping[tuple[str, str], tuple[Placed, ...]], old: Product, new: Product
) -> dict[tuple[str, str], tuple[Placed, ...]]:
    """`index` with the places of `new` for those of `old`, each post in id order."""
    made = dict(index)
    for key in {(p.agreement, p.post) for v in old.variants for p in placements(old, v)}:
        made[key] = tuple(p for p in made[key] if p.product is not old)
    mine: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for variant in new.variants:
        for placement in placements(new, variant):
            mine[placement.agreement, placement.post].append(Placed(new, variant, placement))
    for key, places in mine.items():
        made[key] = tuple(sorted((*made.get(key, ()), *places), key=lambda p: p.product.id))
    return made


def _moved(
    index: Mapping[str, tuple[Product, ...]],
    old: Product,
    new: Product,
    before: Iterable[str | None],
    after: Iterable[str | None],
) -> dict[str, tuple[Product, ...]]:
    """`index` with `new` under `after` in place of `old` under `before`, products in id order."""
    made = dict(index)
    for key in filter(None, before):
        made[key] = tuple(p for p in made[key] if p is not old)
    for key in filter(None, after):
        made[key] = tuple(sorted((*made.get(key, ()), new), key=lambda p: p.id))
    return {key: found for key, found in made.items() if found}


def placements(product: Product, variant: Variant) -> tuple[Placement, ...]:
    """The places that hold for `variant`: its own, or else its product's."""
    return product.placements if variant.placements is None else variant.placements


def places(product: Product) -> tuple[Placement, ...]:
    """Every place of a product's variants; those they share once."""
    lists = {id(found): found for found in (placements(product, v) for v in product.variants)}
    return tuple(p for found in lists.values() for p in found)


def cited(product: Product) -> tuple[str, ...]:
    """Every source the record leans on: its own, its places' and its values', each once."""
    own = (e for v in product.variants for e in v.evidence or ())
    return tuple(
        dict.fromkeys(
            (
                *product.sources,
                *(p.source for p in places(product)),
                *(e.source for e in own),
                *(e.source for e in product.evidence),
            )
        )
    )


def product_path(product: Product) -> str:
    """Where the record of `product` belongs: `products/09/etac-swift.yaml`."""
    return f"products/{(product.category or '00')[:2]}/{product.id}.yaml"


def agreement_path(agreement: Agreement) -> str:
    """Where the record of `agreement` belongs."""
    return f"agreements/{agreement.id}.yaml"
