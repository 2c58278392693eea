"""Teksten lover noe.

Hva: Ingen tekst sier «har rett til», «garantert» eller «får alltid», og ingen tekst nevner et beløp i kroner.
Hvorfor: Nav avgjør hver sak, og beløp endrer seg. Beløp står i vocabulary/rates.yaml.
Eksempel: `reason: {nb: "Du har rett til stolen"}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library
from catalog.rules.base import Finding
from catalog.rules.said import texts

CODE = "promise"
SEVERITY = Severity.ERROR

PROMISES = (
    "har rett til",
    "har rett på",
    "rett til å få",
    "garantert",
    "får alltid",
    "får du alltid",
)
AMOUNT = re.compile(r"\d[\d  .]*\s?(kr\b|kroner|,-)", re.IGNORECASE)


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Read every text for readers."""
    for path, route, text in texts(library):
        low = text.lower()
        for promise in PROMISES:
            if promise in low:
                yield Finding(
                    path,
                    route,
                    f"Teksten lover noe: «{promise}».",
                    "Nav avgjør hver sak. Skriv «kan søke» eller «kan dekkes».",
                )
        if AMOUNT.search(text):
            yield Finding(
                path,
                route,
                "Teksten nevner et beløp.",
                "Vis til en sats i vocabulary/rates.yaml; der har beløpet dato og kilde.",
            )
