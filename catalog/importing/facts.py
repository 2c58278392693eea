"""What every importer gives: facts about one article, and remarks for the person who imports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class UnusableFileError(Exception):
    """The file cannot be used at all; the message is a sentence in bokmål."""


class Note(NamedTuple):
    """A remark with its place in the file (sheet and row, or JSON path). `kind` sorts them."""

    kind: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A place in a post. `rank` is a number, `unranked` or None for not stated."""

    agreement: str
    post: str
    rank: int | str | None = None
    basis: str = "stated"
    valid_from: str | None = None
    valid_to: str | None = None
    source: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a source says of one HMS number; None and empty are «says nothing»."""

    hms_number: str
    where: str
    name: str | None = None
    product_name: str | None = None
    series: str | None = None
    """Articles with the same series are variants of one product."""
    product_id: str | None = None
    """Our own id, when the source is our own export."""
    kind: str | None = None
    category: str | None = None
    supplier: str | None = None
    supplier_ref: str | None = None
    order_scheme: bool | None = None
    discontinued: str | None = None
    replaced_by: str | None = None
    properties: dict[str, Any] = field(default_factory=dict)
    places: tuple[PlaceFact, ...] = ()
    fits: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What an importer read."""

    articles: list[ArticleFacts] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: str, where: str, text: str) -> None:
        """Remember a remark."""
        self.notes.append(Note(kind, where, text))
