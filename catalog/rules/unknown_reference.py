"""En post viser til noe som ikke finnes.

Hva: Avtaler, leverandører, kilder, egenskaper, krav og produkter må finnes der de hører hjemme.
Hvorfor: En henvisning som ikke fører noe sted, gir en lenke som ikke virker og en opplysning uten kilde.
Eksempel: `supplier: etacc` når lista i vocabulary/suppliers.yaml bare har `etac`.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from catalog.diagnostics import Route, Severity
from catalog.library import Library, agreement_path, product_path
from catalog.records import Evidence, Placement, Product
from catalog.rules.base import Finding

Pointer = tuple[str, Route, str, str]
"""Path, route, what it points at, and the name it uses."""

CODE = "unknown-reference"
SEVERITY = Severity.ERROR

ALSO_EVIDENCE = frozenset({"category", "order_scheme", "supplier", "name"})
"""Fields that `evidence` may speak of beside properties."""


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look up every reference of every record."""
    for product in library.products.values():
        yield from _product(library, product)
    yield from _agreements(library)
    yield from _rights(library)
    for supplier in library.suppliers.values():
        for name in supplier.sources:
            yield from _look(
                library.sources,
                "vocabulary/suppliers.yaml",
                (),
                name,
                "Kilden",
                "vocabulary/sources.yaml",
            )


def _product(library: Library, product: Product) -> Iterator[Finding]:
    path = product_path(product)
    if product.supplier is not None:
        yield from _look(
            library.suppliers,
            path,
            ("supplier",),
            product.supplier,
            "Leverandøren",
            "vocabulary/suppliers.yaml",
        )
    yield from _sources(library, path, (), product.sources)
    yield from _placements(library, path, (), product.placements)
    yield from _evidence(library, path, (), product.evidence)
    for i, aid in enumerate(product.fits):
        yield from _look(library.products, path, ("fits", i), aid, "Produktet", "products/")
    if product.retail is not None:
        yield from _look(
            library.sources,
            path,
            ("retail", "source"),
            product.retail.source,
            "Kilden",
            "vocabulary/sources.yaml",
        )
        for i, earlier in enumerate(product.retail.history):
            yield from _look(
                library.sources,
                path,
                ("retail", "history", i, "source"),
                earlier.source,
                "Kilden",
                "vocabulary/sources.yaml",
            )
    for i, variant in enumerate(product.variants):
        route: Route = ("variants", i)
        yield from _placements(library, path, route, variant.placements or ())
        yield from _evidence(library, path, route, variant.evidence or ())
        for name in sorted(variant.properties.keys() - library.properties.keys()):
            yield from _look(
                library.properties,
                path,
                (*route, "properties", name),
                name,
                "Egenskapen",
                "vocabulary/properties.yaml",
                key=True,
            )
        if variant.replaced_by is not None:
            yield from _look(
                library.by_hms,
                path,
                (*route, "replaced_by"),
                variant.replaced_by,
                "HMS-nummeret",
                "products/",
            )


def _agreements(library: Library) -> Iterator[Finding]:
    for agreement in library.agreements.values():
        path = agreement_path(agreement)
        yield from _sources(library, path, (), agreement.sources)
        if agreement.supersedes is not None:
            yield from _look(
                library.agreements,
                path,
                ("supersedes",),
                agreement.supersedes,
                "Avtalen",
                "agreements/",
            )
        for i, post in enumerate(agreement.posts):
            for j, name in enumerate(post.requires):
                yield from _look(
                    library.requirements,
                    path,
                    ("posts", i, "requires", j),
                    name,
                    "Kravet",
                    "vocabulary/requirements.yaml",
                )
            for j, earlier in enumerate(post.successor_of):
                yield from _look(
                    library.agreements,
                    path,
                    ("posts", i, "successor_of", j, "agreement"),
                    earlier.agreement,
                    "Avtalen",
                    "agreements/",
                )


def _rights(library: Library) -> Iterator[Finding]:
    """Findings, rates, paths, situations and the guide point at each other and at sources."""
    known = {
        "source": (library.sources, "Kilden", "vocabulary/sources.yaml"),
        "rate": (library.rates, "Satsen", "vocabulary/rates.yaml"),
        "path": (library.paths, "Veien", "vocabulary/paths.yaml"),
        "finding": (library.findings, "Funnet", "vocabulary/findings.yaml"),
        "product": (library.products, "Produktet", "products/"),
        "category": (library.categories, "Kategorien", "vocabulary/categories.yaml"),
        "hms": (library.by_hms, "HMS-nummeret", "products/"),
    }
    for path, route, what, name in _pointers(library):
        collection, label, where = known[what]
        yield from _look(collection, path, route, name, label, where)


def _pointers(library: Library) -> Iterator[Pointer]:
    path = "vocabulary/findings.yaml"
    for i, finding in enumerate(library.findings_in_order):
        here: Route = ("findings", i)
        yield from _many(path, here, "sources", "source", finding.sources)
        yield from _many(path, here, "products", "product", finding.products)
        yield from _many(path, here, "variants", "hms", finding.variants)
        yield from _many(path, here, "categories", "category", finding.categories)
        yield from _one(path, here, "rate", finding.rate)
        yield from _one(path, here, "path", finding.path)
        for j, earlier in enumerate(finding.history):
            yield from _one(path, (*here, "history", j), "source", earlier.source)
    path = "vocabulary/rates.yaml"
    for i, rate in enumerate(library.rates.values()):
        for j, value in enumerate(rate.values):
            yield from _one(path, ("rates", i, "values", j), "source", value.source)
    for i, notice in enumerate(library.notices):
        yield from _one(path, ("notices", i), "source", notice.source)
    yield from _of_ways(library)


def _of_ways(library: Library) -> Iterator[Pointer]:
    path = "vocabulary/paths.yaml"
    for i, way in enumerate(library.paths.values()):
        yield from _many(path, ("paths", i), "sources", "source", way.sources)
        yield from _many(path, ("paths", i), "rates", "rate", way.rates)
        yield from _many(path, ("paths", i), "categories", "category", way.categories)
    path = "vocabulary/situations.yaml"
    for i, situation in enumerate(library.situations.values()):
        yield from _many(path, ("situations", i), "sources", "source", situation.sources)
        yield from _many(path, ("situations", i), "buy", "finding", situation.buy)
        yield from _many(path, ("situations", i), "categories", "category", situation.categories)
        yield from _one(path, ("situations", i), "path", situation.path)
    path = "vocabulary/guide.yaml"
    for i, outcome in enumerate(library.guide_outcomes):
        yield from _many(path, ("outcomes", i), "sources", "source", outcome.sources)
        yield from _many(path, ("outcomes", i), "rates", "rate", outcome.rates)
        yield from _one(path, ("outcomes", i), "path", outcome.path)


def _many(
    path: str, route: Route, field: str, what: str, names: Collection[str]
) -> Iterator[Pointer]:
    yield from ((path, (*route, field, i), what, name) for i, name in enumerate(names))


def _one(path: str, route: Route, field: str, name: str | None) -> Iterator[Pointer]:
    if name is not None:
        yield path, (*route, field), field, name


def _sources(
    library: Library, path: str, route: Route, names: Collection[str]
) -> Iterator[Finding]:
    for i, name in enumerate(names):
        yield from _look(
            library.sources, path, (*route, "sources", i), name, "Kilden", "vocabulary/sources.yaml"
        )


def _placements(
    library: Library, path: str, route: Route, found: Collection[Placement]
) -> Iterator[Finding]:
    for i, placement in enumerate(found):
        here = (*route, "placements", i)
        yield from _look(
            library.agreements,
            path,
            (*here, "agreement"),
            placement.agreement,
            "Avtalen",
            "agreements/",
        )
        yield from _look(
            library.sources,
            path,
            (*here, "source"),
            placement.source,
            "Kilden",
            "vocabulary/sources.yaml",
        )


def _evidence(
    library: Library, path: str, route: Route, found: Collection[Evidence]
) -> Iterator[Finding]:
    for i, evidence in enumerate(found):
        here = (*route, "evidence", i)
        yield from _look(
            library.sources,
            path,
            (*here, "source"),
            evidence.source,
            "Kilden",
            "vocabulary/sources.yaml",
        )
        for j, name in enumerate(evidence.of):
            if name not in ALSO_EVIDENCE:
                yield from _look(
                    library.properties,
                    path,
                    (*here, "of", j),
                    name,
                    "Egenskapen",
                    "vocabulary/properties.yaml",
                )


def _look(
    known: Collection[str],
    path: str,
    route: Route,
    name: str,
    what: str,
    where: str,
    *,
    key: bool = False,
) -> Iterator[Finding]:
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f"Mente du «{near[0]}»?" if near else f"Legg den til i {where}, eller rett navnet."
        yield Finding(path, route, f"{what} «{name}» finnes ikke i {where}.", hint, key)
