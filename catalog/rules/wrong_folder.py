"""Posten ligger i feil mappe.

Hva: Et produkt ligger i products/NN/, der NN er de to første sifrene i kategorien (00 uten kategori).
Hvorfor: Den som leter i mappene, skal finne like produkter samlet.
Eksempel: products/12/dusjstol.yaml med `category: "09330701"` hører hjemme i products/09/.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.rules.base import Finding

CODE = "wrong-folder"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Compare where each product lies with where its category says."""
    placed = {
        path.rsplit("/", 1)[-1]: path for path in library.texts if path.startswith("products/")
    }
    for product in library.products.values():
        wanted = product_path(product)
        path = placed[f"{product.id}.yaml"]
        if path != wanted:
            yield Finding(
                path,
                ("category",),
                f"Fila ligger i {path.rsplit('/', 1)[0]}/.",
                f"Flytt den til {wanted}.",
            )
