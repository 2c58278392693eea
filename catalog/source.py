"""YAML text to plain data, and from a route in that data back to its line and column.

Scalars follow the YAML 1.2 core schema, so `012345`, `no` and dates stay text. Duplicate keys,
anchors, aliases, tags, several documents, tabs, BOM, CR and bytes that are not UTF-8 are refused.

Records are read as libyaml events, which is much cheaper than composing nodes; positions are
needed only for the few files with a fault, and are found by composing that file then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from yaml import MappingNode, Node, SequenceNode
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from catalog.diagnostics import Diagnostic, Position, Route

MAX_BYTES = 2_000_000
MAX_DEPTH = 32

_CORE = re.compile(
    r"(?P<null>null|~|)|(?P<bool>true|false)|(?P<int>-?(?:0|[1-9][0-9]{0,17}))"
    r"|(?P<float>-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17})"
)
_TYPES: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text == "true",
    "int": int,
    "float": float,
}
# A plain scalar that begins otherwise is text without asking the expression.
_MAYBE_TYPED = frozenset("-0123456789tfn~")

_SYNTAX: tuple[tuple[str, str], ...] = (
    ("could not find expected ':'", "Det mangler et kolon etter et feltnavn."),
    ("mapping values are not allowed", "Her står et kolon der YAML ikke venter det."),
    ("did not find expected key", "Innrykket stemmer ikke, eller et feltnavn mangler."),
    ("did not find expected '-' indicator", "Innrykket i lista stemmer ikke."),
    ("did not find expected ',' or", "En liste eller samling i klammer er ikke lukket."),
    ("unexpected end of stream", "En tekst i anførselstegn er ikke lukket."),
    ("block sequence entries are not allowed", "Et listepunkt står på feil sted."),
    ("found unknown escape character", "Ukjent tegn etter \\ i en tekst i anførselstegn."),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its repository path, its text and the data in it (dict, list, str, int …)."""

    path: str
    text: str
    data: Any

    def locate(self, route: Route, *, key: bool = False) -> Position:
        """The position of the value (or its key) at `route`, or of its nearest existing parent."""
        node = found = _compose(self.text)
        for part in route:
            if isinstance(node, MappingNode):
                pair = next((p for p in node.value if p[0].value == str(part)), None)
                if pair is None:
                    break
                node, found = pair[1], pair[0] if key else pair[1]
            elif isinstance(node, SequenceNode) and isinstance(part, int):
                if part >= len(node.value):
                    break
                node = found = node.value[part]
            # anything else is a union tag that the validator put in the route
        if found is None:
            return Position()
        return Position(found.start_mark.line + 1, found.start_mark.column + 1)


class SourceError(Exception):
    """The text is not the YAML we accept; `diagnostic` says why and where."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read(path: str, content: bytes) -> Document:
    """The document in `content`; raises SourceError for anything but one strict YAML document."""
    text = _decode(path, content)
    parser = yaml.CSafeLoader(text)
    try:
        data = _data(path, parser.get_event)
    except yaml.MarkedYAMLError as error:
        raise SourceError(_syntax(path, text, error)) from None
    except yaml.reader.ReaderError as error:
        position = _offset(text, error.position)
        raise SourceError(_control(path, position)) from None
    finally:
        parser.dispose()
    return Document(path, text, data)


def _decode(path: str, content: bytes) -> str:
    def fault(code: str, message: str, hint: str, line: int = 1, column: int = 1) -> SourceError:
        return SourceError(Diagnostic(path, Position(line, column), code, message, hint))

    if len(content) > MAX_BYTES:
        raise fault(
            "file-too-large",
            f"Fila er på {len(content):,} byte; grensen er {MAX_BYTES:,}.".replace(",", " "),
            "En post er sjelden over 100 kB. Del den, eller fjern det som ikke hører hjemme her.",
        )
    if content.startswith(b"\xef\xbb\xbf"):
        raise fault(
            "byte-order-mark",
            "Fila begynner med et usynlig byte-merke (BOM).",
            "Lagre fila som «UTF-8» uten BOM.",
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        raise fault(
            "not-utf-8",
            f"Byten 0x{content[error.start]:02X} er ikke gyldig UTF-8.",
            "Lagre fila som UTF-8 (æ, ø og å er trolig lagret som Latin-1).",
            before.count(b"\n") + 1,
            len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1,
        ) from None
    for character, code, message, hint in (
        (
            "\r",
            "carriage-return",
            "Linja slutter med CRLF (Windows).",
            "Bruk linjeskift av typen LF.",
        ),
        (
            "\t",
            "tab-character",
            "Her står et tabulatortegn.",
            "Bruk mellomrom til innrykk og luft.",
        ),
    ):
        index = text.find(character)
        if index >= 0:
            position = _offset(text, index)
            raise fault(code, message, hint, position.line, position.column)
    return text


def _data(path: str, event: Callable[[], Any]) -> Any:  # noqa: C901, PLR0912, PLR0915 - a call per event costs a third
    """Build plain data from libyaml events; every refusal carries the position of its event."""
    event()
    first = event()
    if type(first) is StreamEndEvent:
        raise SourceError(
            Diagnostic(
                path,
                Position(),
                "empty-file",
                "Fila er tom.",
                "Slett den, eller fyll den ut (`catalog new product` lager et utkast).",
            )
        )
    stack: list[tuple[Any, str | None]] = []
    current: Any = None
    key: str | None = None
    root: Any = None
    while True:
        token = event()
        kind = type(token)
        if kind is ScalarEvent:
            if token.anchor is not None or token.tag is not None:
                raise _refused(path, token)
            value = token.value
            if type(current) is dict:
                if key is None:
                    if value in current:
                        raise _duplicate(path, token)
                    key = value
                    continue
                current[key] = value if not token.implicit[0] else _scalar(value)
                key = None
                continue
            value = value if not token.implicit[0] else _scalar(value)
            if current is None:
                root = value
            else:
                current.append(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if token.anchor is not None or token.tag is not None:
                raise _refused(path, token)
            if type(current) is dict and key is None:
                raise _fault(path, token, "key-not-text", "Et feltnavn må være ren tekst.", "")
            if len(stack) >= MAX_DEPTH:
                raise _fault(
                    path,
                    token,
                    "too-deep",
                    f"Fila er nøstet dypere enn {MAX_DEPTH} nivåer.",
                    "Ingen post trenger det. Se etter en klamme for mye.",
                )
            new: Any = {} if kind is MappingStartEvent else []
            if current is None:
                root = new
            elif type(current) is dict:
                current[key] = new
            else:
                current.append(new)
            stack.append((current, None))
            current, key = new, None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            current, key = stack.pop()
        elif kind is DocumentEndEvent:
            break
        elif kind is AliasEvent:
            raise _refused(path, token)
    if type(token := event()) is not StreamEndEvent:
        raise _fault(
            path,
            token,
            "several-documents",
            "Fila har mer enn ett YAML-dokument.",
            "Fjern linja `---`, eller del fila i to.",
        )
    if root is None:
        raise _fault(
            path, first, "empty-file", "Fila har ikke noe innhold.", "Slett den, eller fyll den ut."
        )
    return root


def _scalar(text: str) -> Any:
    if text and text[0] not in _MAYBE_TYPED:
        return text
    match = _CORE.fullmatch(text)
    return text if match is None else _TYPES[str(match.lastgroup)](text)


def _fault(path: str, event: Any, code: str, message: str, hint: str) -> SourceError:
    mark = event.start_mark
    return SourceError(
        Diagnostic(path, Position(mark.line + 1, mark.column + 1), code, message, hint)
    )


def _refused(path: str, event: Any) -> SourceError:
    if event.anchor is not None:
        return _fault(
            path,
            event,
            "anchor-or-alias",
            f"Ankre og aliaser (`&{event.anchor}`, `*{event.anchor}`) er ikke tillatt.",
            "Skriv verdien ut der den gjelder.",
        )
    return _fault(
        path,
        event,
        "tag",
        f"Merkelappen `{event.tag}` er ikke tillatt.",
        "Skriv verdien uten merkelapp.",
    )


def _duplicate(path: str, event: Any) -> SourceError:
    return _fault(
        path,
        event,
        "duplicate-key",
        f"Feltet `{event.value}` står to ganger.",
        "Behold ett av dem.",
    )


def _syntax(path: str, text: str, error: yaml.MarkedYAMLError) -> Diagnostic:
    problem = error.problem or ""
    message = next((nb for en, nb in _SYNTAX if en in problem), "Fila er ikke gyldig YAML.")
    mark = error.problem_mark
    position = Position(mark.line + 1, mark.column + 1) if mark else Position()
    # libyaml reports a fault at end of file one line past the last
    last = text.count("\n") + 1
    position = min(position, Position(last, position.column))
    return Diagnostic(
        path,
        position,
        "yaml-syntax",
        message,
        "Se etter innrykk, kolon og anførselstegn på linja eller over.",
    )


def _control(path: str, position: Position) -> Diagnostic:
    return Diagnostic(
        path, position, "control-character", "Her står et usynlig styretegn.", "Slett tegnet."
    )


def _offset(text: str, index: int) -> Position:
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


@lru_cache(maxsize=2)  # thousands of faults may lie in one file
def _compose(text: str) -> Node | None:
    loader = yaml.CBaseLoader(text)
    try:
        return loader.get_single_node()
    except yaml.YAMLError:  # the text was read before; only a changed file ends here
        return None
    finally:
        loader.dispose()
