"""Målet er lite trolig.

Hva: Et mål ligger utenfor grensene egenskapen har i vocabulary/properties.yaml.
Hvorfor: Et sete på 500 cm er en skrivefeil, og en som filtrerer på mål, blir ledet feil. Verdien vises ikke.
Eksempel: `seat_width: 450` der målet er i millimeter; skriv 45.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.records import Property
from catalog.rules.base import Finding

CODE = "implausible-measure"
SEVERITY = Severity.WARNING


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Compare each measure with its bounds."""
    for product in library.products.values():
        for i, variant in enumerate(product.variants):
            for name, value in variant.properties.items():
                known = library.properties.get(name)
                if known is not None and not known.plausible(value):
                    yield Finding(
                        product_path(product),
                        ("variants", i, "properties", name),
                        f"{known.label.nb} {value} {known.unit or ''} er lite trolig for "
                        f"HMS-nummer {variant.hms_number}.".replace("  ", " "),
                        _bounds(known),
                    )


def _bounds(known: Property) -> str:
    bounds = known.bounds
    return (
        f"Vanlig er {bounds.low}–{bounds.high} {known.unit or ''}.".replace(" .", ".")
        if bounds
        else ""
    )
