"""Postings, cards and facets as small files that a browser fetches as it needs them.

Each file is a script that calls `katalog.part(name, data)`: scripts load over http and from a
folder alike. They lie together in a folder whose name changes with what they are made of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from catalog.search.index import FIELDS, Posting, Postings

TARGET = 14_000
"""Raw bytes of one part of the index; the best size on a slow line."""
CARDS = 32
"""Cards in one part."""
SECOND_TIER = len(FIELDS) - 1


@dataclass(frozen=True, slots=True)
class Writer:
    """Collects the parts of one index by file name."""

    files: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, data: Any) -> None:
        """Keep `data` as the part `name`."""
        self.put(name, _compact(data))

    def put(self, name: str, text: str) -> None:
        """Keep what is JSON already."""
        self.files[f"{name}.js"] = _said(name, text)


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def part(name: str, data: Any) -> bytes:
    """`data` as the part `name`."""
    return _said(name, _compact(data))


def _said(name: str, text: str) -> bytes:
    return f"katalog.part({json.dumps(name)},{text})\n".encode()


def index_parts(writer: Writer, postings: Postings) -> dict[str, list[str]]:
    """Cut both tiers by ranges of terms; the first term of each part, by tier."""
    return {
        "a": _tier(writer, "a", postings, lambda f: f < SECOND_TIER),
        "b": _tier(writer, "b", postings, lambda f: f == SECOND_TIER),
    }


def _tier(
    writer: Writer, tier: str, postings: Postings, wanted: Callable[[int], bool]
) -> list[str]:
    firsts: list[str] = []
    rows: list[str] = []
    size = 0

    def close() -> None:
        if rows:
            writer.put(f"{tier}{len(firsts) - 1}", f"[{','.join(rows)}]")
            rows.clear()

    for term, posting in postings.terms.items():
        kept = {f: p for f, p in posting.items() if wanted(f)}
        if not kept:
            continue
        split = list(postings.splits.get(term, ())) if tier == "a" else []
        row = _compact([term, split, _encoded(kept)])
        if not rows or size + len(row) > TARGET:
            close()
            firsts.append(term)
            size = 0
        rows.append(row)
        size += len(row)
    close()
    return firsts


def _encoded(posting: Posting) -> list[Any]:
    """[field, [score × 1000, [first document, gap, gap …], …], …]: whole numbers only."""
    out: list[Any] = []
    for f in sorted(posting):
        groups: list[Any] = []
        for score, numbers in sorted(posting[f].items(), reverse=True):
            groups += [score, [numbers[0], *(b - a for a, b in pairwise(numbers))]]
        out += [f, groups]
    return out


def lexicon(writer: Writer, postings: Postings) -> None:
    """Words of the first tier with how many documents have them; fetched when one is missing."""
    rows = [
        f"{term} {_documents(p)}{_spelling(term, postings)}"
        for term, p in postings.terms.items()
        if any(f < SECOND_TIER for f in p) and term.isalpha()
    ]
    writer.add("lexicon", "\n".join(rows))


def _documents(posting: Posting) -> int:
    """How many documents have the term in a field of the first tier."""
    tier = (posting[f] for f in posting if f < SECOND_TIER)
    return len({n for found in tier for numbers in found.values() for n in numbers})


def _spelling(term: str, postings: Postings) -> str:
    word = postings.spellings.get(term, term)
    return "" if word == term else f" {word}"


def number_parts(writer: Writer, numbers: Iterable[tuple[str, int, str]]) -> list[str]:
    """(number, document, HMS number) by the first two signs; the prefixes that have a part."""
    by: dict[str, list[Any]] = {}
    for number, document, hms in sorted(set(numbers)):
        by.setdefault(_prefix(number), []).append([number, document, hms])
    for prefix, rows in sorted(by.items()):
        writer.add(f"n-{prefix}", rows)
    return sorted(by)


def _prefix(number: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in number[:2].lower())
