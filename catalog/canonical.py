"""Plain data as canonical YAML text: one way to write a record, so that a diff shows facts only.

Block style, two spaces, lists indented under their key; `properties` and the items of `evidence`
in flow style; identifiers that are all digits always in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 100
QUOTED = frozenset(
    {"hms_number", "category", "post", "number", "code", "replaced_by", "categories", "hms_numbers"}
)
"""Keys whose text is digits that must never be read as a number."""
FLOW = frozenset({"properties", "bounds", "label"})
"""Keys whose mapping is written on one line."""
FLOW_ITEMS = frozenset({"evidence", "successor_of", "options", "entrances"})
"""Keys whose items are written on one line each, when they fit."""

_CORE = re.compile(r"null|~|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?")
_HIDDEN = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff"
_PLAIN = re.compile(rf"(?![\s\-?:,\[\]{{}}#&*!|>'\"%@`~=<])[^{_HIDDEN}]+")
_ESCAPED = re.compile(rf"[{_HIDDEN}\U00010000-\U0010ffff]")


Route = tuple[str | int, ...]


def dump(record: Mapping[str, Any]) -> str:
    """`record` as a YAML document; `source.read` gives the same data back."""
    return "".join(f"{line}\n" for line, _ in lines(record))


def lines(record: Mapping[str, Any]) -> Iterator[tuple[str, Route]]:
    """Each line with the route of the value that begins on it."""
    return _mapping(record, "", ())


def _mapping(data: Mapping[str, Any], indent: str, at: Route) -> Iterator[tuple[str, Route]]:
    for key, value in data.items():
        yield from _entry(key, value, indent, (*at, key))


def _entry(key: str, value: Any, indent: str, at: Route) -> Iterator[tuple[str, Route]]:
    if isinstance(value, Mapping):
        if key in FLOW or not value:
            yield f"{indent}{key}: {flow(value, key)}", at
        else:
            yield f"{indent}{key}:", at
            yield from _mapping(value, indent + "  ", at)
    elif isinstance(value, list | tuple):
        line = f"{indent}{key}: {flow(value, key)}"
        if not any(isinstance(v, Mapping) for v in value) and (len(line) <= WIDTH or not value):
            yield line, at
        else:
            yield f"{indent}{key}:", at
            for i, item in enumerate(value):
                yield from _item(item, key, indent + "  ", (*at, i))
    else:
        yield f"{indent}{key}: {scalar(value, quote=key in QUOTED)}", at


def _item(item: Any, key: str, indent: str, at: Route) -> Iterator[tuple[str, Route]]:
    line = f"{indent}- {flow(item, key)}"
    if not isinstance(item, Mapping) or not item or (key in FLOW_ITEMS and len(line) <= WIDTH):
        yield line, at
        return
    made = _mapping(item, indent + "  ", at)
    first, route = next(made)
    yield f"{indent}- {first.lstrip()}", route
    yield from made


def flow(value: Any, key: str = "") -> str:
    """`value` on one line."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{k}: {flow(v, k)}" for k, v in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(flow(v, key) for v in value)}]"
    return scalar(value, quote=key in QUOTED, inside=True)


def scalar(value: Any, *, quote: bool = False, inside: bool = False) -> str:
    """One value; `inside` a flow collection fewer characters may stand bare."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = str(value)
    if not quote and _bare(text, inside=inside):
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _bare(text: str, *, inside: bool) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and _CORE.fullmatch(text) is None
        and ": " not in text
        and " #" not in text
        and not text.endswith((" ", ":"))
        and not (inside and re.search(r"[,\[\]{}:]", text))
        and text not in {"---", "..."}
    )


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _ESCAPED.fullmatch(character) is None:
        return character
    code = ord(character)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
