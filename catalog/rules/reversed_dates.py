"""Datoene står i feil rekkefølge.

Hva: En periode begynner før den slutter.
Hvorfor: En avtale som slutter før den begynner, blir verken vist som gjeldende eller som utløpt.
Eksempel: `valid_from: 2026-01-01` sammen med `valid_to: 2025-01-01`.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Route, Severity
from catalog.library import Library, agreement_path, product_path
from catalog.rules.base import Finding

CODE = "reversed-dates"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Compare the two ends of every period."""
    for agreement in library.agreements.values():
        path = agreement_path(agreement)
        yield from _compare(path, (), agreement.valid_from, agreement.valid_to)
        for i, option in enumerate(agreement.options):
            yield from _compare(path, ("options", i), agreement.valid_from, option.until, "until")
    for product in library.products.values():
        path = product_path(product)
        for i, placement in enumerate(product.placements):
            yield from _compare(path, ("placements", i), placement.valid_from, placement.valid_to)
        for i, variant in enumerate(product.variants):
            for j, placement in enumerate(variant.placements or ()):
                route: Route = ("variants", i, "placements", j)
                yield from _compare(path, route, placement.valid_from, placement.valid_to)


def _compare(
    path: str, route: Route, start: str | None, end: str | None, name: str = "valid_to"
) -> Iterator[Finding]:
    if start is not None and end is not None and end < start:
        yield Finding(
            path,
            (*route, name),
            f"Perioden slutter {end}, men begynner {start}.",
            "Bytt om eller rett datoene.",
        )
