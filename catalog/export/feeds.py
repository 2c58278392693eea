"""Atom feeds and calendars. An entry keeps its id when its day or words are corrected."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from catalog.periods import last_day
from catalog.records import Agreement
from catalog.views.context import Context, agreement_name
from catalog.views.history import Happening

ATOM = "http://www.w3.org/2005/Atom"
SPACE = uuid.UUID("5b1f6a0e-5c7a-4b44-9d51-6a5b8d1d2f30")
"""Our own name space: the same subject gives the same id in every build."""
ENTRIES = 100
WARNING_DAYS = 90


def name(of: str) -> str:
    """A URN that stays with `of`."""
    return uuid.uuid5(SPACE, of).urn


def atom(ctx: Context, site: str, path: str, title: str, found: tuple[Happening, ...]) -> bytes:
    """One feed; `path` is its own address from the root of the site."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    _text(feed, "id", name(path))
    _text(feed, "title", title)
    _text(feed, "updated", _instant(max((h.day for h in found), default=ctx.today)))
    ET.SubElement(feed, f"{{{ATOM}}}link", {"rel": "self", "href": f"{site}{path}"})
    _text(
        ET.SubElement(feed, f"{{{ATOM}}}author"), "name", ctx.language("Åpen hjelpemiddelkatalog")
    )
    for happening in found[:ENTRIES]:
        entry = ET.SubElement(feed, f"{{{ATOM}}}entry")
        _text(entry, "id", name(happening.id))
        _text(entry, "title", happening.text)
        _text(entry, "updated", _instant(happening.day))
        ET.SubElement(entry, f"{{{ATOM}}}link", {"href": f"{site}{happening.url}"})
        _text(entry, "summary", happening.text)
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, "unicode")}\n'.encode()


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{tag}").text = text


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def calendar(ctx: Context, site: str, agreement: Agreement) -> bytes:
    """The agreement's last day, 90 days before it, and the days its options reach to."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Apen hjelpemiddelkatalog//katalog//NB",
        f"X-WR-CALNAME:{_escaped(agreement_name(agreement))}",
    ]
    stamp = ctx.today.replace("-", "") + "T000000Z"
    for key, day, text in _dates(ctx, agreement):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uuid.uuid5(SPACE, f'{agreement.id}/{key}')}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day.replace('-', '')}",
            f"SUMMARY:{_escaped(text)}",
            f"URL:{site}avtale/{agreement.id}/",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _dates(ctx: Context, agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    _, title = ctx.language, agreement_name(agreement)
    if agreement.valid_from:
        yield "begins", agreement.valid_from, _("{title} begynner").format(title=title)
    end = last_day(agreement)
    if end:
        before = dt.date.fromisoformat(end) - dt.timedelta(days=WARNING_DAYS)
        yield "warning", before.isoformat(), _("{title} går ut om 90 dager").format(title=title)
        yield "ends", end, _("Siste dag for {title}").format(title=title)
    for option in agreement.options:
        if option.exercised is None:
            text = _("{title}: opsjonen rekker hit").format(title=title)
            yield f"option/{option.until}", option.until, text


def _escaped(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line of at most 75 octets, and its continuations (RFC 5545, 3.1)."""
    rest, prefix = line, ""
    while len((prefix + rest).encode()) > 75:
        cut = 74
        while len((prefix + rest[:cut]).encode()) > 75:
            cut -= 1
        yield prefix + rest[:cut]
        rest, prefix = rest[cut:], " "
    yield prefix + rest
