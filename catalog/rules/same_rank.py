"""To leverandører har samme rangering i samme post.

Hva: I en rangert post har ett produkt hver rangering.
Hvorfor: Er to rangert likt, vet ikke terapeuten hvilket som skal vurderes først.
Eksempel: både Etac og Topro med `rank: 1` i post 3 på samme avtale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalog.diagnostics import Severity
from catalog.library import Library, agreement_path
from catalog.rules.base import Finding

CODE = "same-rank"
SEVERITY = Severity.WARNING


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Compare the known suppliers behind each rank of each post."""
    for agreement in library.agreements.values():
        for i, post in enumerate(agreement.posts):
            if post.allocation == "parallel":
                continue
            suppliers: dict[int, set[str]] = defaultdict(set)
            for placed in library.by_post.get((agreement.id, post.number), ()):
                if isinstance(placed.placement.rank, int) and placed.product.supplier is not None:
                    suppliers[placed.placement.rank].add(placed.product.supplier)
            for rank, found in sorted(suppliers.items()):
                if len(found) > 1:
                    yield Finding(
                        agreement_path(agreement),
                        ("posts", i),
                        f"Rangering {rank} i post {post.number} er gitt til {' og '.join(sorted(found))}.",
                        "Rett rangeringen, eller merk posten `allocation: parallel`.",
                    )
