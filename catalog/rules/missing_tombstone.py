"""En utgitt id er borte uten spor.

Hva: Alt siste utgivelse hadde, finnes fortsatt eller har en linje i `vocabulary/tombstones.yaml`.
Hvorfor: Adresser står i vedtak, bokmerker og e-poster. De skal si hva som skjedde, ikke 404.
Eksempel: Fila til et produkt er slettet uten at noe sier hvorfor.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library
from catalog.rules.base import Finding

CODE = "missing-tombstone"
SEVERITY = Severity.ERROR
PATH = "vocabulary/published.yaml"


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001
    """Look for published ids that are neither here nor explained."""
    if library.published is None:
        return
    buried = {t.id for t in library.tombstones}
    for field, ids, living in (
        ("products", library.published.products, library.products),
        ("agreements", library.published.agreements, library.agreements),
        ("hms_numbers", library.published.hms_numbers, library.by_hms),
    ):
        for i, name in enumerate(ids):
            if name not in living and name not in buried:
                yield Finding(
                    PATH,
                    (field, i),
                    f"«{name}» er utgitt før, men finnes ikke lenger.",
                    "Sett posten tilbake, eller skriv grunn, dato og etterfølger i "
                    "vocabulary/tombstones.yaml.",
                )
