"""A record's text in canonical form, with its comments.

The order of fields is the models'. A comment on a line of its own stays before what followed it,
a comment after a value stays after it, wherever the field moves. Values never change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import yaml

from catalog import canonical, source
from catalog.canonical import Route
from catalog.records import Record, json_schema


def formatted(path: str, content: bytes, model: type[Record]) -> str:
    """The canonical text of the file at `path`.

    Raises source.SourceError where the file is no YAML of ours.
    """
    document = source.read(path, content)
    if not isinstance(document.data, dict):
        return document.text
    return edited(path, document.text, document.data, model)


def edited(path: str, old: str, data: dict[str, Any], model: type[Record]) -> str:
    """`data` as canonical text, with the comments of `old`, which may be empty."""
    schema = _schema(model)
    ordered = _ordered(data, schema, schema.get("$defs", {}))
    above, behind, last = _comments(old) if old else ({}, {}, [])
    out: list[str] = []
    made = list(canonical.lines(ordered))
    known = {route for _, route in made}
    placed: dict[Route, list[str]] = defaultdict(list)
    for route, texts in above.items():
        placed[_near(route, known)] += texts
    after: dict[Route, list[str]] = defaultdict(list)
    for route, texts in behind.items():
        after[_near(route, known)] += texts
    for line, route in made:
        indent = line[: len(line) - len(line.lstrip())]
        out += [f"{indent}{text}" for text in placed.pop(route, ())]
        notes = " ".join(after.pop(route, ()))
        out.append(f"{line}  {notes}" if notes else line)
    out += [*(text for texts in placed.values() for text in texts), *last]
    text = "\n".join(out) + "\n"
    if source.read(path, text.encode()).data != data:
        raise ValueError(f"{path}: the canonical form would change a value")
    return text


def _schema(model: type[Record]) -> dict[str, Any]:
    if model not in _SCHEMAS:
        _SCHEMAS[model] = json_schema(model)
    return _SCHEMAS[model]


_SCHEMAS: dict[type[Record], dict[str, Any]] = {}


def _ordered(data: Any, schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    """`data` with its fields in the schema's order; fields it does not know come last."""
    found = _resolved(schema, definitions)
    if isinstance(data, dict):
        known = found.get("properties", {})
        names = [n for n in known if n in data] + [n for n in data if n not in known]
        return {n: _ordered(data[n], known.get(n, {}), definitions) for n in names}
    if isinstance(data, list):
        return [_ordered(item, found.get("items", {}), definitions) for item in data]
    return data


def _resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in schema:
        return definitions[schema["$ref"].rsplit("/", 1)[1]]  # type: ignore[no-any-return]
    for option in schema.get("anyOf", ()):
        found = _resolved(option, definitions)
        if "properties" in found or "items" in found:
            return found
    return schema


def _near(route: Route, known: set[Route]) -> Route:
    """The route of the line that shows `route`: its own, or that of what it stands inside."""
    while route and route not in known:
        route = route[:-1]
    return route


Found = dict[Route, list[str]]


def _comments(text: str) -> tuple[Found, Found, list[str]]:
    """(above, behind, at the end): the comments by the route they belong to."""
    starts = _starts(yaml.compose(text, Loader=yaml.CSafeLoader))
    lines = [line for line, _ in starts]
    above: Found = defaultdict(list)
    behind: Found = defaultdict(list)
    last: list[str] = []
    for number, own, comment in _found(text):
        if own:
            i = bisect_right(lines, number)
            (above[starts[i][1]] if i < len(starts) else last).append(comment)
        else:
            i = bisect_right(lines, number) - 1
            behind[starts[i][1] if i >= 0 else ()].append(comment)
    return above, behind, last


def _starts(node: Any, at: Route = ()) -> list[tuple[int, Route]]:
    """(line, route) of every key and item, in the order of the text."""
    found: list[tuple[int, Route]] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found.append((key.start_mark.line, (*at, key.value)))
            found += _starts(value, (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            if not isinstance(item, yaml.MappingNode):
                found.append((item.start_mark.line, (*at, i)))
            found += _starts(item, (*at, i))
    return found


def _found(text: str) -> list[tuple[int, bool, str]]:
    """(line, whether it stands alone, text) of every comment: a # outside of every scalar."""
    covered = [
        (t.start_mark.index, t.end_mark.index)
        for t in yaml.scan(text, Loader=yaml.SafeLoader)
        if isinstance(t, yaml.ScalarToken)
    ]
    begins = [a for a, _ in covered]
    found, at = [], 0
    for number, line in enumerate(text.split("\n")):
        for column, character in enumerate(line):
            if character != "#" or (column and line[column - 1] not in " \t"):
                continue
            i = bisect_right(begins, at + column) - 1
            if i >= 0 and at + column < covered[i][1]:
                continue
            found.append((number, not line[:column].strip(), line[column:].rstrip()))
            break
        at += len(line) + 1
    return found
