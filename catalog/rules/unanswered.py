"""Veiviseren mangler et svar.

Hva: Hvert sett av svar i vocabulary/guide.yaml fører til et utfall, og vilkårene viser til spørsmål og svar som finnes.
Hvorfor: En leser som svarer, skal alltid få en adresse.
Eksempel: `when: [alder=26]` når svarene heter `under-26` og `over-26`.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library
from catalog.rights import complete, outcome
from catalog.rules.base import Finding

CODE = "unanswered"
SEVERITY = Severity.ERROR

PATH = "vocabulary/guide.yaml"


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Walk the whole table."""
    known = {q.id: {o.id for o in q.options} for q in library.guide_questions}
    for i, found in enumerate(library.guide_outcomes):
        for j, condition in enumerate(found.when):
            question, _, wanted = condition.partition("=")
            if not set(wanted.split("|")) <= known.get(question, set()):
                yield Finding(
                    PATH,
                    ("outcomes", i, "when", j),
                    f"Vilkåret «{condition}» viser til et spørsmål eller svar som ikke finnes.",
                    "Skriv `spørsmål=svar` med id-ene fra `questions`.",
                )
    if known:
        missing = next((a for a in complete(library) if outcome(library, a) is None), None)
        if missing is not None:
            given = ", ".join(f"{k}={v}" for k, v in missing.items())
            yield Finding(
                PATH,
                ("outcomes",),
                f"Ingen utfall passer når {given}.",
                "La det siste utfallet stå uten vilkår.",
            )
