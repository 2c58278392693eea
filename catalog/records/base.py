"""Field types that several records share. Field docstrings are Norwegian: editors read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar, dataclass_transform

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass
from pydantic_core import CoreSchema, PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PROPERTY_PATTERN = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
HMS_PATTERN = r"^\d{6}$"
CATEGORY_PATTERN = r"^\d{2}(\d{2}){0,3}$"
POST_PATTERN = r"^[1-9]\d*(\.\d+)?[A-Z]*$"
HTTPS_PATTERN = r"^https://[^\s<>\"']+$"

T = TypeVar("T")


class Record:
    """Strict, closed and immutable: what a file says is what the program has.

    There are hundreds of thousands of records, and all else reads them again and again: a field in
    a slot is read in a third of the time that one of a pydantic model is, and the records take half
    the memory.
    """

    __slots__: tuple[str, ...] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A file gives a record as a mapping; a strict dataclass would want one made already."""
        schema: Any = handler(source)
        if schema["type"] == "dataclass":
            schema["strict"] = False
        found: CoreSchema = schema
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept as its values alone; what was sound when it was kept is not validated again."""
        return _again, (type(self), *(getattr(self, name) for name in type(self).__slots__))


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
def record(model: type[T]) -> type[T]:
    """The class of a kind of record, its fields annotated and each with a docstring."""
    made: Any = dataclass(model, config=_CONFIG, frozen=True, slots=True, kw_only=True)
    _SETTERS[made] = tuple(getattr(made, name).__set__ for name in made.__slots__)
    found: type[T] = made
    return found


_CONFIG = ConfigDict(
    defer_build=True,  # a build that finds nothing changed validates nothing
    strict=True,
    extra="forbid",
    use_attribute_docstrings=True,
    hide_input_in_errors=True,
)
_SETTERS: dict[type, tuple[Callable[[Record, Any], None], ...]] = {}
"""What fills the slots of each kind of record, in their order."""


def _again(model: type[Record], *values: Any) -> Record:
    """A record of those values."""
    made = object.__new__(model)
    for put, value in zip(_SETTERS[model], values, strict=True):
        put(made, value)
    return made


def _calendar_day(text: str) -> str:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError(
            "bad-date", "«{text}» er ikke en dato i kalenderen.", {"text": text}
        ) from None
    return text


def _quoted(code: str, example: str) -> BeforeValidator:
    def check(value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise PydanticCustomError(
                code,
                "Tallet {value} må stå i anførselstegn.",
                {
                    "value": value,
                    "hint": f"Skriv {example}. Uten anførselstegn går nuller foran tapt.",
                },
            )
        return value

    return BeforeValidator(check)


Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A YAML list, kept as a tuple."""

Id = Annotated[str, Field(pattern=ID_PATTERN)]
PropertyId = Annotated[str, Field(pattern=PROPERTY_PATTERN)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
"""One line of text for readers."""

Day = Annotated[
    str,
    Field(pattern=DAY_PATTERN, json_schema_extra={"format": "date"}),
    AfterValidator(_calendar_day),
]
"""An ISO date as text, `2018-06-20`; such dates compare as text."""

# The pattern stands first, or the JSON Schema loses it.
HmsNumber = Annotated[str, Field(pattern=HMS_PATTERN), _quoted("hms-number-unquoted", '"019161"')]
CategoryCode = Annotated[
    str, Field(pattern=CATEGORY_PATTERN), _quoted("category-unquoted", '"09330701"')
]
PostNumber = Annotated[str, Field(pattern=POST_PATTERN), _quoted("post-unquoted", '"17"')]
Https = Annotated[str, Field(pattern=HTTPS_PATTERN)]


@record
class Text(Record):
    """Tekst på bokmål, og om den finnes på nynorsk og engelsk."""

    nb: Annotated[str, Field(min_length=1, max_length=4000)]
    """Bokmål."""
    nn: Annotated[str, Field(min_length=1, max_length=4000)] | None = None
    """Nynorsk."""
    en: Annotated[str, Field(min_length=1, max_length=4000)] | None = None
    """Engelsk."""


def _rank(value: Any) -> Any:
    if value == "unranked":
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticCustomError(
            "bad-rank",
            "Rangeringen er verken et heltall eller `unranked`.",
            {"hint": "Skriv 1, 2, 3 … eller `unranked`. Er den ukjent, skal feltet stå ute."},
        )
    if value == 99:
        raise PydanticCustomError(
            "rank-99",
            "99 er en kode for «uten rangering», ikke en rangering.",
            {"hint": "Skriv `rank: unranked`."},
        )
    if not 1 <= value <= 98:
        raise PydanticCustomError(
            "bad-rank",
            "Rangering {value} finnes ikke; rangeringer begynner på 1.",
            {"value": value, "hint": "Er rangeringen ukjent, skal feltet stå ute."},
        )
    return value


Rank = Annotated[
    int | Literal["unranked"],
    BeforeValidator(_rank),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 98}, {"const": "unranked"}]}
    ),
]

Basis = Literal["stated", "derived", "listed"]
"""How a placement is known: stated by the source, derived, or only listed as a substitute."""
