"""`vocabulary/synonyms.yaml`: everyday words, other names and other languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalog.records.base import Line, Many, Record, record


@record
class SynonymRule(Record):
    """Ord som skal finne et produkt selv om produktet ikke nevner dem."""

    when: Annotated[Many[Line], Field(min_length=1)]
    """Gjelder produkter der alle ordene i ett av disse uttrykkene står i navn eller kategori."""
    words: Line
    """Ordene som da også finner produktet, med mellomrom mellom."""


@record
class Synonyms(Record):
    """`vocabulary/synonyms.yaml`."""

    synonyms: Many[SynonymRule]
    """Reglene, i den rekkefølgen de gjelder."""
