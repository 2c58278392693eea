"""Delkontrakten (posten) finnes ikke i avtalen.

Hva: Hver plass og hver etterfølger viser til et postnummer som står i avtalens egen fil.
Hvorfor: En rangering hører til en bestemt post. Uten posten sier den ingenting.
Eksempel: `post: "17"` i en avtale som bare har postene 1–10.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Route, Severity
from catalog.library import Library, agreement_path, product_path
from catalog.rules.base import Finding

CODE = "unknown-post"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look up the post of each placement and each successor."""
    for product in library.products.values():
        path = product_path(product)
        for i, placement in enumerate(product.placements):
            yield from _look(
                library, path, ("placements", i, "post"), placement.agreement, placement.post
            )
        for i, variant in enumerate(product.variants):
            for j, placement in enumerate(variant.placements or ()):
                route: Route = ("variants", i, "placements", j, "post")
                yield from _look(library, path, route, placement.agreement, placement.post)
    for agreement in library.agreements.values():
        for i, post in enumerate(agreement.posts):
            for j, earlier in enumerate(post.successor_of):
                route = ("posts", i, "successor_of", j, "post")
                yield from _look(
                    library, agreement_path(agreement), route, earlier.agreement, earlier.post
                )


def _look(
    library: Library, path: str, route: Route, agreement: str, number: str
) -> Iterator[Finding]:
    if agreement in library.agreements and library.post(agreement, number) is None:
        known = ", ".join(p.number for p in library.agreements[agreement].posts)
        yield Finding(
            path,
            route,
            f"Post «{number}» finnes ikke i avtalen «{agreement}».",
            f"Avtalen har postene {known}." if known else "Avtalen har ingen registrerte poster.",
        )
