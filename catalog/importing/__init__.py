"""Facts from Nav's own formats, as edits of records; never over what a person wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import IO

from catalog.importing.facts import Found, Note, UnusableFileError
from catalog.importing.plan import Plan, plan
from catalog.library import Library

SHOWN = 40
"""So many remarks are shown; the rest are counted by kind."""

KINDS = {
    "kept": "står som de er",
    "checked": "bekreftet av et menneske",
    "unmatched": "egenskaper uten plass i ordlista",
    "unit": "andre enheter",
    "value": "verdier som ikke kan leses",
    "agreement": "ukjente avtaler",
    "post": "ukjente poster",
    "supplier": "ukjente leverandører",
    "category": "ukjente kategorier",
    "number": "uten HMS-nummer",
    "twice": "doble",
    "unknown": "ukjente artikler",
    "left": "ikke lenger på lista",
    "sheet": "ark som er hoppet over",
    "head": "ark uten rette kolonner",
    "form": "uten rett form",
}


def read(form: str, file: IO[bytes], library: Library, agreement: str = "") -> Found:
    """The facts of a file: `finnhjelpemiddel`, `sheet` or `order-list`.

    Raises UnusableFileError with a sentence in bokmål.
    """
    # Each format's library is loaded only by those who import it.
    if form == "finnhjelpemiddel":
        from catalog.importing import finnhjelpemiddel  # noqa: PLC0415

        return finnhjelpemiddel.read(file, library)
    if form == "sheet":
        from catalog.importing import sheet  # noqa: PLC0415

        return sheet.read(file, library, agreement)
    from catalog.importing import order_list  # noqa: PLC0415

    return order_list.read(file, library)


def told(notes: Iterable[Note]) -> str:
    """The remarks as lines, and a count by kind when there are many."""
    listed = list(notes)
    lines = [f"{note.where}: {note.text}" for note in listed[:SHOWN]]
    if len(listed) > SHOWN:
        counts = Counter(KINDS[n.kind] for n in listed)
        lines.append(
            f"… {len(listed)} merknader i alt: "
            + ", ".join(f"{n} {k}" for k, n in counts.most_common())
        )
    return "".join(f"{line}\n" for line in lines)


__all__ = ["Found", "Note", "Plan", "UnusableFileError", "plan", "read", "told"]
