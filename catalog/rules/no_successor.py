"""En utløpt avtale har ingen etterfølger.

Hva: Når en avtale er utløpt, skal en ny avtale vise til den (`supersedes`), eller `not_continued` si at den ikke blir ført videre.
Hvorfor: Den som kommer til en utløpt avtale, trenger å vite hvor produktene er nå.
Eksempel: `valid_to: 2023-05-31` uten at noen avtale har den som `supersedes`.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, agreement_path
from catalog.periods import State, agreement_state
from catalog.rules.base import Finding

CODE = "no-successor"
SEVERITY = Severity.WARNING


def check(library: Library, today: str) -> Iterator[Finding]:
    """Look for expired agreements that nothing follows."""
    for agreement in library.agreements.values():
        if (
            agreement_state(library, agreement, today) is State.EXPIRED
            and agreement.id not in library.successor
            and agreement.not_continued is None
        ):
            yield Finding(
                agreement_path(agreement),
                ("valid_to",),
                f"Avtalen «{agreement.title}» er utløpt, og ingen avtale følger etter den.",
                "Skriv `supersedes` i den nye avtalen, eller `not_continued` her.",
            )
