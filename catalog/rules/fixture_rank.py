"""Rangeringen kommer fra testdata.

Hva: En rangering kan ikke ha en kilde som er merket `published: false`.
Hvorfor: Rangeringer i testdata er oppdiktet. En terapeut som følger dem, begrunner feil produkt.
Eksempel: `rank: 3` med en kilde som er prøvedata fra et annet program.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Route, Severity
from catalog.library import Library, product_path
from catalog.records import Placement
from catalog.rules.base import Finding

CODE = "fixture-rank"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look at the source of every rank."""
    for product in library.products.values():
        path = product_path(product)
        for i, placement in enumerate(product.placements):
            yield from _look(library, path, ("placements", i), placement)
        for i, variant in enumerate(product.variants):
            for j, placement in enumerate(variant.placements or ()):
                yield from _look(library, path, ("variants", i, "placements", j), placement)


def _look(library: Library, path: str, route: Route, placement: Placement) -> Iterator[Finding]:
    source = library.sources.get(placement.source)
    if placement.rank is not None and source is not None and not source.published:
        yield Finding(
            path,
            (*route, "rank"),
            f"Rangeringen kommer fra testdata («{source.id}»).",
            "Ta rangeringen bort, eller vis til en kilde som kan publiseres.",
        )
