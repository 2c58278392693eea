"""Et tidligere hjelpemiddel mangler årstall.

Hva: `former_aid` har både `since` og minst én linje i `history`.
Hvorfor: Den som fikk det lånt før, trenger å vite når det endret seg.
Eksempel: `status: former_aid` uten `since`.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library
from catalog.rules.base import Finding
from catalog.rules.said import said

CODE = "former-aid-since"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look at every former aid."""
    for path, route, found in said(library):
        if found.status == "former_aid" and not (found.since and found.history):
            yield Finding(
                path,
                (*route, "status"),
                "Et tidligere hjelpemiddel må si når det endret seg.",
                "Skriv `since` og den tidligere statusen i `history`.",
            )
