"""`fits` står på et hjelpemiddel.

Hva: Bare tilbehør og reservedeler passer til noe.
Hvorfor: Ellers blir et hovedhjelpemiddel vist som en del av et annet.
Eksempel: `kind: aid` sammen med `fits: [etac-swift]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.rules.base import Finding

CODE = "fits-on-aid"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look for aids that claim to fit something."""
    for product in library.products.values():
        if product.kind == "aid" and product.fits:
            yield Finding(
                product_path(product),
                ("fits",),
                "`fits` hører bare hjemme på tilbehør og reservedeler.",
                "Rett `kind`, eller ta `fits` bort.",
                key=True,
            )
