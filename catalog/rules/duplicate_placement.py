"""Samme post står to ganger for samme variant.

Hva: En variant har høyst én plass i hver post.
Hvorfor: To plasser i samme post kan ha hver sin rangering, og da er ingen av dem til å stole på.
Eksempel: to linjer med `agreement: hygiene-2025` og `post: "17"` under samme produkt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from catalog.diagnostics import Route, Severity
from catalog.library import Library, agreement_path, product_path
from catalog.records import Placement
from catalog.rules.base import Finding

CODE = "duplicate-placement"
SEVERITY = Severity.ERROR


def check(library: Library, today: str) -> Iterator[Finding]:  # noqa: ARG001 - every rule has one shape
    """Look for repeated (agreement, post) in one list, and repeated posts in one agreement."""
    for product in library.products.values():
        path = product_path(product)
        yield from _repeated(path, (), product.placements)
        for i, variant in enumerate(product.variants):
            yield from _repeated(path, ("variants", i), variant.placements or ())
    for agreement in library.agreements.values():
        seen: set[str] = set()
        for i, post in enumerate(agreement.posts):
            if post.number in seen:
                yield Finding(
                    agreement_path(agreement),
                    ("posts", i, "number"),
                    f"Post «{post.number}» står to ganger i avtalen.",
                    "Slå dem sammen, eller rett nummeret.",
                )
            seen.add(post.number)


def _repeated(path: str, route: Route, found: Collection[Placement]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for i, placement in enumerate(found):
        place = placement.agreement, placement.post
        if place in seen:
            yield Finding(
                path,
                (*route, "placements", i),
                f"Post {placement.post} i «{placement.agreement}» står to ganger.",
                "Behold den som har best kilde.",
            )
        seen.add(place)
