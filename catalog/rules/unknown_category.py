"""Kategorien finnes ikke.

Hva: `category` må være en ISO 9999-kode som står i vocabulary/categories.yaml.
Hvorfor: Uten en kjent kategori havner produktet utenfor treet som leserne finner fram i.
Eksempel: `category: "09330799"` når den nærmeste kjente koden er 09330701.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.rules.base import Finding

CODE = "unknown-category"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look up each product's category, and each entrance's."""
    for product in library.products.values():
        code = product.category
        if code is not None and code not in library.categories:
            known = next((code[:n] for n in (6, 4, 2) if code[:n] in library.categories), None)
            hint = (
                f"Nærmeste kjente kode er {known}."
                if known
                else "Kodene står i vocabulary/categories.yaml."
            )
            yield Finding(
                product_path(product), ("category",), f"Kategorien «{code}» finnes ikke.", hint
            )
    for i, entrance in enumerate(library.entrances):
        for j, code in enumerate(entrance.categories):
            if code not in library.categories:
                yield Finding(
                    "vocabulary/entrances.yaml",
                    ("entrances", i, "categories", j),
                    f"Kategorien «{code}» finnes ikke.",
                    "Kodene står i vocabulary/categories.yaml.",
                )
