"""Et funn mangler det statusen krever.

Hva: `conditional` har vilkår med hvert sitt svar, `small_aid_grant` viser til en sats, `adaptation_only` sier hva som kan tilpasses, og `not_assessed` er ikke et funn.
Hvorfor: Uten dette får leseren et halvt svar.
Eksempel: `status: conditional` uten `conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library
from catalog.rules.base import Finding

CODE = "finding-without-answer"
SEVERITY = Severity.ERROR

NEEDS = {"conditional": "conditions", "small_aid_grant": "rate", "adaptation_only": "covered"}


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look at every finding."""
    for i, found in enumerate(library.findings_in_order):
        route = ("findings", i, "status")
        needed = NEEDS.get(found.status)
        if needed and not getattr(found, needed):
            yield Finding(
                "vocabulary/findings.yaml",
                route,
                f"Funnet «{found.id}» har status `{found.status}`, men mangler `{needed}`.",
                f"Skriv `{needed}`, eller velg en annen status.",
            )
        if found.status == "not_assessed":
            yield Finding(
                "vocabulary/findings.yaml",
                route,
                f"Funnet «{found.id}» sier at ingen har vurdert det. Da er det ikke et funn.",
                "Fjern funnet, eller skriv det som er funnet ut.",
            )
