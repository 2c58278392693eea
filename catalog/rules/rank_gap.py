"""Det er hull i rangeringen i en post.

Hva: Er rangering 3 registrert i en post, skal også 1 og 2 være det.
Hvorfor: Terapeuten må begynne med rangering 1. Mangler den her, sier siden at den ikke er registrert.
Eksempel: en post der bare rangering 2 er kjent.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, agreement_path
from catalog.rules.base import Finding

CODE = "rank-gap"
SEVERITY = Severity.WARNING


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """List the ranks missing below the highest one recorded in each post."""
    for agreement in library.agreements.values():
        for i, post in enumerate(agreement.posts):
            ranks = {
                placed.placement.rank
                for placed in library.by_post.get((agreement.id, post.number), ())
                if isinstance(placed.placement.rank, int)
            }
            missing = sorted(set(range(1, max(ranks, default=0))) - ranks)
            if missing:
                yield Finding(
                    agreement_path(agreement),
                    ("posts", i),
                    f"Post {post.number} mangler rangering {', '.join(map(str, missing))}.",
                    "Finn rangeringen i en kilde, eller forklar hullet i vocabulary/exceptions.yaml.",
                )
