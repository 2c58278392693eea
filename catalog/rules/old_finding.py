"""En vurdering er eldre enn tolv måneder.

Hva: Funn om vanlig handelsvare bekreftes minst én gang i året.
Hvorfor: Hva som regnes som hjelpemiddel, endrer seg. Siden sier fra når vurderingen er gammel.
Eksempel: `as_of: 2024-02-13` når siden bygges i november 2026.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library
from catalog.rules.base import Finding
from catalog.rules.said import said

CODE = "old-finding"
SEVERITY = Severity.WARNING

DAYS = 365


def check(library: Library, today: str) -> Iterator[Finding]:
    """Look at the day of every finding."""
    now = dt.date.fromisoformat(today)
    for path, route, found in said(library):
        if (now - dt.date.fromisoformat(found.as_of)).days > DAYS:
            yield Finding(
                path,
                (*route, "as_of"),
                f"Vurderingen er fra {found.as_of} og eldre enn tolv måneder.",
                "Les kilden på nytt og rett datoen, eller la varselet stå til noen kan.",
            )
