"""Egenskapen har feil slags verdi.

Hva: Et mål er et tall eller [fra, til], en ja/nei-egenskap er true eller false, resten er tekst.
Hvorfor: Bare like slags verdier kan sammenlignes, filtreres og få riktig enhet.
Eksempel: `seat_width: "45 cm"`. Skriv `seat_width: 45`; enheten står i vocabulary/properties.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.rules.base import Finding

CODE = "property-type"
SEVERITY = Severity.ERROR

_WANTED = {"measure": "et tall eller [fra, til]", "boolean": "true eller false", "text": "tekst"}


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Compare each value with the type its property has in the vocabulary."""
    for product in library.products.values():
        for i, variant in enumerate(product.variants):
            for name, value in variant.properties.items():
                known = library.properties.get(name)
                if known is not None and _type(value) != known.type:
                    yield Finding(
                        product_path(product),
                        ("variants", i, "properties", name),
                        f"`{name}` skal være {_WANTED[known.type]}.",
                        f"Enheten ({known.unit}) skrives ikke." if known.unit else "",
                    )


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "text" if isinstance(value, str) else "measure"
