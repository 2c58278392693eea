"""HMS-nummeret er brukt to ganger.

Hva: Et HMS-nummer (hjelpemiddelnummer) står på nøyaktig én variant i hele katalogen.
Hvorfor: Nummeret er det terapeuten bestiller med. Peker det på to ting, kan feil hjelpemiddel bli levert.
Eksempel: `hms_number: "019161"` i både etac-swift.yaml og etac-clean.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, product_path
from catalog.rules.base import Finding

CODE = "duplicate-hms-number"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Report every use of a number after the first, naming the first."""
    first: dict[str, str] = {}
    for product in library.products.values():
        path = product_path(product)
        for i, variant in enumerate(product.variants):
            number = variant.hms_number
            if number in first:
                yield Finding(
                    path,
                    ("variants", i, "hms_number"),
                    f"HMS-nummer {number} er brukt før, i {first[number]}.",
                    "Behold nummeret der det hører hjemme, og rett det andre.",
                )
            else:
                first[number] = path
