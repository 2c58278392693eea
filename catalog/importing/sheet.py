"""Nav's substitute lists as spreadsheets: posts fill down, and every article is only «listed».

Comments are read for a rank and for nothing else; their sentences stay where they are.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from catalog.importing.facts import ArticleFacts, Found, PlaceFact, UnusableFileError
from catalog.library import Library

EMPTY = 1_000
"""So many empty rows in a row are the end of a sheet."""
SKIPPED = re.compile(r"^(info|eksempel|utfylt eksempel)", re.IGNORECASE)
HEADS = {
    "post": re.compile(r"^(delkontrakt|post)(nummer|nr\.?)?$"),
    "title": re.compile(r"^(delkontrakt|post)\s*navn$"),
    "name": re.compile(r"^produkt\s*navn$"),
    "number": re.compile(r"^hms[\s-]*(nr\.?|nummer)$"),
    "comment": re.compile(r"^(evt\.?\s*)?kommentar(er)?$"),
}
NEEDED = ("post", "number")
_RANK = re.compile(r"\brangering\s*(\d{1,2})\b|\b(\d{1,2})\s*\.?\s*valg\b", re.IGNORECASE)


def read(stream: IO[bytes], library: Library, agreement: str) -> Found:
    """Every article of every sheet that holds a list, in the agreement's posts."""
    if agreement not in library.agreements:
        raise UnusableFileError(f"Avtalen «{agreement}» finnes ikke i agreements/.")
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError):
        raise UnusableFileError(
            "Fila kan ikke leses som regneark (.xlsx). Er den beskyttet med passord eller i et "
            "gammelt format, må den lagres på nytt som .xlsx."
        ) from None
    found, seen, read_any = Found(), set[tuple[str, str]](), False
    for sheet in book.worksheets:
        if SKIPPED.match(sheet.title):
            found.note(
                "sheet", sheet.title, "Arket er en forklaring eller et eksempel og er hoppet over."
            )
            continue
        rows = sheet.iter_rows(values_only=True)
        columns = _columns(next(rows, ()))
        missing = [n for n in NEEDED if n not in columns]
        if missing:
            found.note(
                "head",
                f"{sheet.title}, rad 1",
                f"Fant ikke kolonnen for {_NAMES[missing[0]]}; arket er hoppet over.",
            )
            continue
        read_any = True
        for article in _articles(sheet.title, rows, columns, library, agreement, found):
            key = (article.hms_number, article.places[0].post)
            if key not in seen:
                seen.add(key)
                found.articles.append(article)
    book.close()
    if not read_any:
        said = " ".join(f"{n.where}: {n.text}" for n in found.notes if n.kind == "head")
        raise UnusableFileError(f"Ingen ark har kolonnene som trengs. {said}".strip())
    return found


_NAMES = {"post": "delkontrakt", "number": "HMS-nummer"}


def _columns(head: Sequence[Any]) -> dict[str, int]:
    made: dict[str, int] = {}
    for i, cell in enumerate(head):
        text = " ".join(str(cell or "").split()).casefold()
        for name, pattern in HEADS.items():
            if name not in made and pattern.match(text):
                made[name] = i
    return made


def _articles(
    title: str,
    rows: Iterator[tuple[Any, ...]],
    columns: dict[str, int],
    library: Library,
    agreement: str,
    found: Found,
) -> Iterator[ArticleFacts]:
    post, empty = "", 0
    for line, row in enumerate(rows, start=2):
        where = f"{title}, rad {line}"
        cells = {name: row[i] if i < len(row) else None for name, i in columns.items()}
        if all(value is None for value in cells.values()):
            empty += 1
            if empty >= EMPTY:
                return
            continue
        empty = 0
        if cells["post"] is not None:
            post = _post(cells["post"])
        if cells["number"] is None:
            if cells.get("name") is not None:
                found.note("number", where, "Raden har et produktnavn, men ikke noe HMS-nummer.")
            continue
        number = _number(cells["number"])
        if number is None:
            found.note("number", where, f"«{cells['number']}» er ikke et HMS-nummer på seks sifre.")
        elif not post:
            found.note("post", where, "Ingen delkontrakt står over raden.")
        elif library.post(agreement, post) is None:
            found.note("post", where, f"Post «{post}» finnes ikke i {agreement}.")
        else:
            rank = _rank(cells.get("comment"))
            basis = "listed" if rank is None else "derived"
            name = " ".join(str(cells.get("name") or "").split()) or None
            yield ArticleFacts(
                number,
                where,
                name=name,
                product_name=name,
                places=(PlaceFact(agreement, post, rank, basis),),
            )


def _post(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    found = re.match(r"\s*(\d+(?:\.\d+)?\s*[A-Za-z]?)", str(value))
    return re.sub(r"\s", "", found[1]).upper() if found else ""


def _number(value: Any) -> str | None:
    """Six digits; a number that lost its leading zeros gets them back."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = re.sub(r"\s", "", str(value))
    return text.zfill(6) if re.fullmatch(r"\d{3,6}", text) else None


def _rank(comment: Any) -> int | None:
    found = _RANK.search(str(comment or ""))
    return int(found[1] or found[2]) if found else None
