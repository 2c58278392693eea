"""Field types that several records share. Field docstrings are Norwegian: editors read them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PROPERTY_PATTERN = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}$"
HMS_PATTERN = r"^\d{6}$"
CATEGORY_PATTERN = r"^\d{2}(\d{2}){0,3}$"
POST_PATTERN = r"^[1-9]\d*(\.\d+)?[A-Z]*$"
HTTPS_PATTERN = r"^https://[^\s<>\"']+$"

T = TypeVar("T")


class Record(BaseModel):
    """Strict, closed and immutable: what a file says is what the program has."""

    model_config = ConfigDict(
        defer_build=True,  # a build that finds nothing changed validates nothing
        strict=True,
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    def __reduce__(self) -> tuple[Any, ...]:
        """Records that were given the same fields share the set of them; no record changes.

        They come back in half the time of pydantic's own way, which has such a set in each.
        """
        given = self.__pydantic_fields_set__
        return _again, (type(self), self.__dict__, _GIVEN.setdefault(frozenset(given), given))


_GIVEN: dict[frozenset[str], set[str]] = {}
_set = object.__setattr__


def _again(model: type[Record], values: dict[str, Any], given: set[str]) -> Record:
    """A record that was sound when it was kept."""
    record = object.__new__(model)
    _set(record, "__dict__", values)
    _set(record, "__pydantic_fields_set__", given)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


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
