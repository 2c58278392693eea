"""OpenSearch answers as FinnHjelpemiddel gives them, and our own bulk export in that shape.

Read as a stream, so that 60,000 documents need no more memory than their facts.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

import ijson

from catalog.importing.facts import ArticleFacts, Found, PlaceFact, UnusableFileError
from catalog.library import Library
from catalog.records import Property

UNRANKED = 99
_POST = re.compile(r"(\d+(?:\.\d+)?)([A-Za-z]*)\s*[.:|]")
_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,4})?")


def read(stream: IO[bytes], library: Library) -> Found:
    """Every document of an answer (`hits.hits[]._source`) or of a bulk request (NDJSON)."""
    found, seen = Found(), set[str]()
    reader = _Reader(library, found)
    documents = 0
    for where, source in _documents(stream):
        documents += 1
        if not isinstance(source, dict):
            found.note("form", where, "Dokumentet er ikke et objekt.")
            continue
        article = reader.article(source, where)
        if article is None:
            continue
        if article.hms_number in seen:
            found.note(
                "twice",
                where,
                f"HMS-nummer {article.hms_number} står to ganger; det første gjelder.",
            )
            continue
        seen.add(article.hms_number)
        found.articles.append(article)
    if not documents:
        raise UnusableFileError("Svaret har ingen treff (hits.hits er tom eller mangler).")
    for label, count in reader.unmatched.most_common():
        found.note(
            "unmatched", f"{count} steder", f"Egenskapen «{label}» har ingen plass i ordlista."
        )
    return found


def _documents(stream: IO[bytes]) -> Iterator[tuple[str, Any]]:
    head = stream.read(1 << 16)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise UnusableFileError("Fila er tom.")
    if start.startswith(b"<"):
        raise UnusableFileError("Fila er en nettside (HTML), ikke JSON. Last ned svaret på nytt.")
    rest = _Joined(start, stream)
    if re.match(rb'\{\s*"index"\s*:', start):
        yield from _bulk(rest)
        return
    try:
        for i, source in enumerate(ijson.items(rest, "hits.hits.item._source", use_float=True)):
            yield f"hits.hits[{i}]", source
    except ijson.JSONError as error:
        raise UnusableFileError(f"Fila er ikke hel JSON: {_plain(error)}") from None


def _bulk(stream: _Joined) -> Iterator[tuple[str, Any]]:
    action = True
    for number, line in enumerate(stream.lines(), start=1):
        if not line.strip():
            continue
        if not action:
            try:
                yield f"linje {number}", json.loads(line)
            except ValueError:
                raise UnusableFileError(f"Linje {number} er ikke hel JSON.") from None
        action = not action


def _plain(error: Exception) -> str:
    text = str(error).splitlines()
    return text[0][:200] if text else "den slutter midt i"


class _Joined:
    """What was read to look at the file, and the rest of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._head:
            taken = self._head if size < 0 else self._head[:size]
            self._head = self._head[len(taken) :]
            return taken
        return self._rest.read(size)

    def lines(self) -> Iterator[bytes]:
        """The lines, one at a time."""
        left = b""
        while chunk := self.read(1 << 16):
            *whole, left = (left + chunk).split(b"\n")
            yield from whole
        yield left


class _Reader:
    def __init__(self, library: Library, found: Found) -> None:
        self.library, self.found = library, found
        self.unmatched: Counter[str] = Counter()
        self._labels = {p.label.nb.casefold(): p for p in library.properties.values()}
        self._agreements = {a.reference: a.id for a in library.agreements.values() if a.reference}
        self._titles = {
            (a.title.casefold(), (a.valid_from or "")[:4]): a.id
            for a in library.agreements.values()
        }

    def article(self, source: dict[str, Any], where: str) -> ArticleFacts | None:
        number = source.get("hmsArtNr")
        if not isinstance(number, str | int) or not re.fullmatch(r"\d{1,6}", str(number)):
            self.found.note(
                "number", where, f"Mangler et HMS-nummer på seks sifre (står: {number!r})."
            )
            return None
        own = source.get("catalogue") or {}
        attributes = source.get("attributes") or {}
        fits = (attributes.get("compatibleWith") or {}).get("seriesIds") or ()
        return ArticleFacts(
            hms_number=str(number).zfill(6),
            where=where,
            name=_line(source.get("articleName")) or _line(source.get("title")),
            product_name=_line(source.get("title")),
            series=_line(source.get("seriesId")),
            product_id=_line(own.get("product")),
            kind=_kind(source),
            category=_line(source.get("isoCategory")),
            supplier=_line((source.get("supplier") or {}).get("name")),
            supplier_ref=_ref(source.get("supplierRef")),
            order_scheme=_flag(attributes.get("bestillingsordning")),
            discontinued=_day(source.get("expired"))
            if source.get("status") == "INACTIVE"
            else None,
            replaced_by=_line(own.get("replacedBy")),
            properties=self._own(own) if own else self._properties(source, where),
            places=self._own_places(own) if own else tuple(self._places(source, where)),
            fits=tuple(str(f) for f in fits),
            sources=tuple(own.get("sources") or ()),
        )

    def _own(self, own: dict[str, Any]) -> dict[str, Any]:
        pairs = (json.loads(text) for text in own.get("properties") or ())
        return {k: tuple(v) if isinstance(v, list) else v for k, v in pairs}

    def _own_places(self, own: dict[str, Any]) -> tuple[PlaceFact, ...]:
        return tuple(
            PlaceFact(
                p["agreement"],
                p["post"],
                int(p["rank"]) if (p.get("rank") or "").isdigit() else p.get("rank"),
                p["basis"],
                p.get("validFrom"),
                p.get("validTo"),
                p.get("source"),
                p.get("asOf"),
            )
            for p in own.get("places") or ()
        )

    def _properties(self, source: dict[str, Any], where: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        ends: dict[str, dict[str, float]] = {}
        for row in source.get("data") or source.get("techData") or ():
            label, value = _line((row or {}).get("key")), (row or {}).get("value")
            if not label or value in {None, ""}:
                continue
            known, end = self._known(label)
            if known is None:
                self.unmatched[label] += 1
                continue
            unit = row.get("unit") or None
            if known.unit and unit and unit != known.unit:
                self.found.note("unit", where, f"«{label}» er i {unit}, ordlista har {known.unit}.")
                continue
            found = _value(known, str(value))
            if found is None:
                self.found.note(
                    "value", where, f"«{label}» har en verdi vi ikke kan lese: «{value}»."
                )
            elif end:
                ends.setdefault(known.id, {})[end] = found
            else:
                made[known.id] = found
        for name, pair in ends.items():
            low, high = pair.get("min", pair.get("maks")), pair.get("maks", pair.get("min"))
            if low is not None and high is not None and low <= high:
                made[name] = low if low == high else (low, high)
        return made

    def _known(self, label: str) -> tuple[Property | None, str]:
        """The property of a label; their ranges are two labels, «X min» and «X maks»."""
        found = self._labels.get(label.casefold())
        if found is not None:
            return found, ""
        stem, _, end = label.rpartition(" ")
        if end in {"min", "maks"}:
            return self._labels.get(stem.casefold()), end
        return None, ""

    def _places(self, source: dict[str, Any], where: str) -> Iterator[PlaceFact]:
        for row in source.get("agreements") or ():
            agreement = self._agreement(row)
            post = self._post(row)
            if agreement is None:
                title = _line(row.get("title")) or _line(row.get("reference")) or "uten navn"
                self.found.note("agreement", where, f"Avtalen «{title}» finnes ikke i katalogen.")
                continue
            if post is None or self.library.post(agreement, post) is None:
                self.found.note(
                    "post",
                    where,
                    f"Post «{post or row.get('postTitle')}» finnes ikke i {agreement}.",
                )
                continue
            rank = row.get("rank")
            end = _day(row.get("expired"))
            known = self.library.agreements[agreement].valid_to
            yield PlaceFact(
                agreement,
                post,
                "unranked"
                if rank == UNRANKED
                else rank
                if isinstance(rank, int) and 0 < rank < UNRANKED
                else None,
                valid_to=end if end and known and end != known else None,
            )

    def _agreement(self, row: dict[str, Any]) -> str | None:
        own = row.get("identifier")
        if own in self.library.agreements:
            return str(own)
        if row.get("reference") in self._agreements:
            return self._agreements[row["reference"]]
        title, day = _line(row.get("title")) or "", _day(row.get("published")) or ""
        return self._titles.get((title.casefold(), day[:4]))

    def _post(self, row: dict[str, Any]) -> str | None:
        if _line(row.get("refNr")):
            return str(row["refNr"]).upper()
        found = _POST.search(_line(row.get("postTitle")) or "")
        return found[1] + found[2].upper() if found else None


def _kind(source: dict[str, Any]) -> str | None:
    if source.get("sparePart"):
        return "spare_part"
    if source.get("accessory"):
        return "accessory"
    return "aid" if source.get("main") or source.get("mainProduct") else None


def _line(value: Any) -> str | None:
    text = " ".join(value.split())[:300] if isinstance(value, str) else ""
    return text or None


def _ref(value: Any) -> str | None:
    text = _line(value)
    return None if text is None or text.lower().startswith("ikke oppgitt") else text


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: Any) -> str | None:
    found = re.match(r"\d{4}-\d{2}-\d{2}", value) if isinstance(value, str) else None
    return found[0] if found else None


def _value(known: Property, text: str) -> Any:
    if known.type == "boolean":
        return {"ja": True, "nei": False}.get(text.strip().casefold())
    if known.type == "text":
        return _line(text)
    if not _NUMBER.fullmatch(text.strip()):
        return None
    number = float(text.strip().replace(",", "."))
    return int(number) if number.is_integer() else number
