"""What a change of the records does to readers: two libraries → changes in domain words.

Shared by `catalog diff` and `catalog import`. What only moves text about is no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalog.changes import agreements, lists, places, products, removed
from catalog.changes.change import Change, Pair
from catalog.library import Library

__all__ = ["KINDS", "MOST", "Change", "changes", "grouped"]

MOST = 12
"""Changes of one kind beyond this are counted, so that a report stays readable."""

KINDS = (
    ("removed", "Adresser som forsvinner"),
    ("agreement", "Avtaler"),
    ("rank", "Rangering"),
    ("place", "Inn i og ut av poster"),
    ("retail", "Vanlig handelsvare"),
    ("rate", "Satser"),
    ("discontinued", "Utgått"),
    ("measure", "Mål og egenskaper"),
    ("product", "Nye produkter og varianter"),
    ("name", "Navn, kategori og leverandør"),
    ("supplier", "Leverandører"),
    ("text", "Tekster og veier"),
    ("search", "Søk"),
    ("checked", "Bekreftet"),
)
"""Kind → its heading, by impact: what readers may lose or choose wrongly by comes first."""
_ORDER = {kind: i for i, (kind, _) in enumerate(KINDS)}

_PARTS: tuple[Callable[[Pair], Iterator[Change]], ...] = (
    removed.removed,
    agreements.agreements,
    places.ranks,
    places.periods,
    places.off_agreement,
    products.retail_status,
    products.products,
    lists.suppliers,
    lists.rates,
    lists.texts,
    lists.synonyms,
    lists.others,
)


def changes(before: Library, after: Library, today: str) -> tuple[Change, ...]:
    """Every change for readers between two states, both seen on `today`, by impact."""
    pair = Pair(before, after, today)
    found = [change for part in _PARTS for change in part(pair)]
    return tuple(sorted(found, key=lambda c: (_ORDER[c.kind], c.url, c.text)))


def grouped(
    found: tuple[Change, ...], most: int = MOST
) -> Iterator[tuple[str, tuple[Change, ...], int]]:
    """(heading, the first changes, how many more) for each kind, by impact."""
    for kind, heading in KINDS:
        these = tuple(c for c in found if c.kind == kind)
        if these:
            yield heading, these[:most], max(0, len(these) - most)
