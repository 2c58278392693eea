"""pydantic's faults in the author's words: code, message and hint in bokmål."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from catalog.diagnostics import Route
from catalog.records import base
from catalog.records.base import Record

Fault = tuple[Route, bool, str, str, str]
"""Route, whether the key is meant, code, message, hint."""

_PATTERNS = {
    base.ID_PATTERN: (
        "bad-id",
        "en id: små bokstaver a–z, tall og enkle bindestreker",
        "etac-swift",
    ),
    base.PROPERTY_PATTERN: ("bad-id", "et egenskapsnavn: a–z, tall og _", "seat_width"),
    base.DAY_PATTERN: ("bad-date", "en dato på formen ÅÅÅÅ-MM-DD", "2025-09-01"),
    base.HMS_PATTERN: ("bad-hms-number", "et HMS-nummer på seks sifre", '"019161"'),
    base.CATEGORY_PATTERN: ("bad-category", "en ISO-kode på 2, 4, 6 eller 8 sifre", '"09330701"'),
    base.POST_PATTERN: ("bad-post-number", "et postnummer", '"17" eller "1A"'),
    base.HTTPS_PATTERN: ("bad-url", "en adresse som begynner med https://", "https://www.nav.no/"),
}
_WANTED = {
    "string_type": "tekst",
    "int_type": "et heltall",
    "float_type": "et tall",
    "bool_type": "true eller false",
    "tuple_type": "en liste",
    "dict_type": "en samling felt",
    "dataclass_type": "en samling felt",
}
_FOUND = {
    str: "tekst",
    int: "et tall",
    float: "et tall",
    bool: "true/false",
    list: "en liste",
    dict: "en samling felt",
}


def faults(model: type[Record], error: ValidationError) -> Iterator[Fault]:
    """Each fault of `error` once per route, in the order of the record."""
    seen: set[Route] = set()
    details = error.errors(include_url=False)
    deeper = {tuple(d["loc"])[:n] for d in details for n in range(len(d["loc"]))}
    for detail in details:
        route = tuple(detail["loc"])
        # a list whose only items are faulty also counts as too short
        if route in seen or (detail["type"] == "too_short" and route in deeper):
            continue
        seen.add(route)
        yield _fault(model, route, detail)


def _fault(model: type[Record], route: Route, detail: Any) -> Fault:  # noqa: PLR0911 - a table
    kind, context, value = detail["type"], detail.get("ctx", {}), detail.get("input")
    name = str(route[-1]) if route else ""
    match kind:
        case "unexpected_keyword_argument":
            near = difflib.get_close_matches(name, _fields(model, route[:-1]), n=1, cutoff=0.6)
            hint = (
                f"Mente du `{near[0]}`?"
                if near
                else "Se feltene i CONTRIBUTING.md. Ukjente felt er ikke tillatt."
            )
            return route, True, "unknown-field", f"Ukjent felt `{name}`.", hint
        case "missing":
            return (
                route[:-1],
                False,
                "missing-field",
                f"Feltet `{name}` mangler.",
                f"Legg til `{name}: …`.",
            )
        case "string_pattern_mismatch":
            code, what, example = _PATTERNS.get(
                context["pattern"], ("bad-value", "på rett form", "")
            )
            return (
                route,
                False,
                code,
                f"«{_short(value)}» er ikke {what}.",
                f"Eksempel: {example}" if example else "",
            )
        case "literal_error":
            return (
                route,
                False,
                "bad-choice",
                f"«{_short(value)}» er ikke et av valgene.",
                _choices(value, context["expected"]),
            )
        case "string_too_short" | "too_short":
            return (
                route,
                False,
                "empty-value",
                f"`{name}` er tom.",
                "Fyll ut, eller ta feltet bort.",
            )
        case "string_too_long" | "too_long":
            return (
                route,
                False,
                "too-long",
                f"`{name}` er for lang.",
                f"Grensen er {context['max_length']}.",
            )
        case _ if kind in _WANTED:
            found = "ingenting" if value is None else _FOUND.get(type(value), "noe annet")
            return (
                route,
                False,
                "wrong-type",
                f"`{name}` skal være {_WANTED[kind]}, men er {found}.",
                "",
            )
        case _ if "-" in kind:
            return route, False, kind, detail["msg"], str(context.get("hint", ""))
        case _:
            return (
                route,
                False,
                "bad-value",
                f"`{name}` har en verdi som ikke går an.",
                str(detail["msg"]),
            )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _choices(value: Any, expected: str) -> str:
    choices = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
    near = difflib.get_close_matches(str(value), choices, n=1, cutoff=0.6)
    return f"Mente du `{near[0]}`?" if near else f"Velg mellom {', '.join(choices)}."


def _fields(model: type[Record], route: Route) -> list[str]:
    """The field names of the model at `route`."""
    current: Any = model
    for part in route:
        if isinstance(part, int):
            continue
        field = current.__pydantic_fields__.get(part)
        current = _inner(field.annotation) if field else None
        if current is None:
            return []
    return [field.alias or name for name, field in current.__pydantic_fields__.items()]


def _inner(annotation: Any) -> Any:
    """The first model class inside an annotation such as `tuple[Variant, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _inner(part)) is not None:
            return found
    return None
