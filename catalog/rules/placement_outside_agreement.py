"""Plassen gjelder utenfor avtalens periode.

Hva: `valid_from` og `valid_to` på en plass ligger innenfor avtalens periode når begge er kjent.
Hvorfor: Et produkt kan ikke være på en avtale før den begynner eller etter at den er slutt.
Eksempel: en plass fra 2018-01-01 i en avtale som begynte 2018-06-20.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Route, Severity
from catalog.library import Library, product_path
from catalog.periods import last_day
from catalog.records import Placement
from catalog.rules.base import Finding

CODE = "placement-outside-agreement"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Compare the dates of each placement with its agreement's."""
    for product in library.products.values():
        path = product_path(product)
        for i, placement in enumerate(product.placements):
            yield from _compare(library, path, ("placements", i), placement)
        for i, variant in enumerate(product.variants):
            for j, placement in enumerate(variant.placements or ()):
                yield from _compare(library, path, ("variants", i, "placements", j), placement)


def _compare(library: Library, path: str, route: Route, placement: Placement) -> Iterator[Finding]:
    agreement = library.agreements.get(placement.agreement)
    if agreement is None:
        return
    start, end = agreement.valid_from, last_day(agreement)
    if placement.valid_from is not None and start is not None and placement.valid_from < start:
        yield Finding(
            path,
            (*route, "valid_from"),
            f"Plassen begynner {placement.valid_from}, men avtalen begynner {start}.",
            "Rett datoen, eller ta den bort når den er lik avtalens.",
        )
    if placement.valid_to is not None and end is not None and placement.valid_to > end:
        yield Finding(
            path,
            (*route, "valid_to"),
            f"Plassen slutter {placement.valid_to}, men avtalen slutter {end}.",
            "Rett datoen, eller ta den bort når den er lik avtalens.",
        )
