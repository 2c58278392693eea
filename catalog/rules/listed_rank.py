"""En plass som bare er kjent fra en erstatningsliste, har rangering.

Hva: `basis: listed` betyr at produktet bare står på en liste over erstatninger; da er rangeringen ukjent.
Hvorfor: Listene blander dagens produkter med eldre. De sier ikke at produktet er på avtalen.
Eksempel: `rank: 1` sammen med `basis: listed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.rules.base import Finding

CODE = "listed-rank"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look for ranks whose basis is `listed`."""
    hint = "Sier kilden selv rangeringen, er grunnlaget `stated`. Ellers skal rangeringen bort."
    for product in library.products.values():
        path = product_path(product)
        for i, placement in enumerate(product.placements):
            if placement.basis == "listed" and placement.rank is not None:
                yield Finding(
                    path,
                    ("placements", i, "rank"),
                    "Rangering på en plass som bare er listet.",
                    hint,
                )
        for i, variant in enumerate(product.variants):
            for j, placement in enumerate(variant.placements or ()):
                if placement.basis == "listed" and placement.rank is not None:
                    route = ("variants", i, "placements", j, "rank")
                    yield Finding(path, route, "Rangering på en plass som bare er listet.", hint)
