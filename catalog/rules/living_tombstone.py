"""En gravlinje stemmer ikke.

Hva: En id i `vocabulary/tombstones.yaml` finnes ikke ellers, og etterfølgeren finnes.
Hvorfor: En id brukes aldri om igjen, og en pil til ingenting hjelper ingen.
Eksempel: `id: fjord` mens products/09/fjord.yaml finnes.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library
from catalog.rules.base import Finding

CODE = "living-tombstone"
SEVERITY = Severity.ERROR
PATH = "vocabulary/tombstones.yaml"


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001
    """Look for tombstones of the living and successors that do not exist."""
    living = {
        "product": library.products,
        "agreement": library.agreements,
        "hms": library.by_hms,
    }
    for i, stone in enumerate(library.tombstones):
        if stone.id in living[stone.kind]:
            yield Finding(
                PATH,
                ("tombstones", i, "id"),
                f"«{stone.id}» er ikke tatt ut: posten finnes.",
                "Ta linja bort, eller gi den nye posten en annen id.",
            )
        if stone.successor is not None and stone.successor not in living[stone.kind]:
            yield Finding(
                PATH,
                ("tombstones", i, "successor"),
                f"Etterfølgeren «{stone.successor}» finnes ikke.",
                "Skriv id-en til en post som finnes, eller ta feltet bort.",
            )
