"""Changes → the report an editor reads: text, Markdown for a pull request, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from catalog.changes import Change, grouped

NOTHING = "Ingenting endres for leserne."


def text(found: tuple[Change, ...], address: str) -> str:
    """One change a line under its heading, with its page."""
    if not found:
        return f"{NOTHING}\n"
    lines: list[str] = []
    for heading, these, more in grouped(found, _most(found)):
        lines.append(f"{heading}:")
        lines += [f"  {c.text} {address}{c.url}" for c in these]
        lines += [f"  og {more} til"] if more else []
    return "\n".join(lines) + "\n"


def markdown(found: tuple[Change, ...], address: str) -> str:
    """The same as one comment; the first line marks it, so that it can be updated in place."""
    lines = ["<!-- katalog-endringer -->", "## Hva endringen gjør for leserne", ""]
    if not found:
        return "\n".join([*lines, NOTHING]) + "\n"
    for heading, these, more in grouped(found, _most(found)):
        lines.append(f"**{heading}**")
        lines += [f"- [{_plain(c.text)}]({address}{c.url}) `{c.path}`" for c in these]
        lines += [f"- og {more} til"] if more else []
    return "\n".join(lines) + "\n"


def as_json(found: tuple[Change, ...], address: str) -> str:
    """Every change, none left out."""
    rows = [{**asdict(c), "url": f"{address}{c.url}"} for c in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


LINES = 60


def _most(found: tuple[Change, ...]) -> int:
    """How many of each kind fit in a report of at most `LINES` lines."""
    kinds = {c.kind for c in found}
    sizes = [sum(1 for c in found if c.kind == k) for k in kinds]
    most = max(sizes)
    while most > 1 and sum(min(s, most) + 1 + (s > most) for s in sizes) > LINES - 3:
        most -= 1
    return most


def _plain(text: str) -> str:
    """Text that Markdown and HTML show as it is."""
    for character in "\\`*_[]()<>|":
        text = text.replace(character, f"\\{character}")
    return text.replace("@", "&#64;")


FORMATS: dict[str, Callable[[tuple[Change, ...], str], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
