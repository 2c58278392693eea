"""En opplysning er datert etter byggedatoen.

Hva: `as_of` og `checked` kan ikke ligge fram i tid.
Hvorfor: Datoen sier når noen så opplysningen. Ingen har sett den i morgen.
Eksempel: `as_of: 2062-04-24` der det skulle stått 2026-04-24.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Route, Severity
from catalog.library import Library, agreement_path, product_path
from catalog.rules.base import Finding

CODE = "date-in-future"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:
    """Compare every date of observation with `today`."""
    for product in library.products.values():
        path = product_path(product)
        yield from _compare(path, ("checked",), product.checked, today)
        for i, placement in enumerate(product.placements):
            yield from _compare(path, ("placements", i, "as_of"), placement.as_of, today)
        for i, variant in enumerate(product.variants):
            for j, placement in enumerate(variant.placements or ()):
                route: Route = ("variants", i, "placements", j, "as_of")
                yield from _compare(path, route, placement.as_of, today)
    for agreement in library.agreements.values():
        yield from _compare(agreement_path(agreement), ("checked",), agreement.checked, today)


def _compare(path: str, route: Route, day: str | None, today: str) -> Iterator[Finding]:
    if day is not None and day > today:
        yield Finding(
            path, route, f"Datoen {day} er etter byggedatoen {today}.", "Rett året eller måneden."
        )
