"""The shape of one file: strict, frozen models, and their faults in the author's words."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from catalog.records.agreement import Agreement, Post
from catalog.records.base import Record, Text
from catalog.records.faults import Fault, faults
from catalog.records.product import Evidence, Placement, Product, RetailFinding, Variant
from catalog.records.public import component_schemas
from catalog.records.releases import Event, Published, Release, Releases, Tombstone, Tombstones
from catalog.records.retail import Address, Condition, Finding, Findings
from catalog.records.rights import (
    Actor,
    Guide,
    Notice,
    Outcome,
    Path,
    Paths,
    Question,
    Rate,
    Rates,
    RateValue,
    Situation,
    Situations,
    Step,
)
from catalog.records.search import SynonymRule, Synonyms
from catalog.records.vocabulary import (
    Categories,
    Category,
    Entrance,
    Entrances,
    Exceptions,
    KnownException,
    Properties,
    Property,
    Requirement,
    Requirements,
    Section,
    Source,
    Sources,
    Supplier,
    Suppliers,
)

R = TypeVar("R", bound=Record)

VOCABULARY: dict[str, type[Record]] = {
    "suppliers": Suppliers,
    "categories": Categories,
    "properties": Properties,
    "sources": Sources,
    "requirements": Requirements,
    "entrances": Entrances,
    "exceptions": Exceptions,
    "synonyms": Synonyms,
    "findings": Findings,
    "rates": Rates,
    "paths": Paths,
    "situations": Situations,
    "guide": Guide,
    "tombstones": Tombstones,
    "published": Published,
    "releases": Releases,
}
"""Each vocabulary file (without `.yaml`) and its model."""


def parse(model: type[R], data: Any) -> R | tuple[Fault, ...]:
    """`data` as a record, or every fault in it."""
    try:
        found: R = _adapter(model).validate_python(data)
    except ValidationError as error:
        return tuple(faults(model, error))
    return found


def json_schema(model: type[Record]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one kind of file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_adapter(model).json_schema(),
    }


def _adapter(model: type[Record]) -> TypeAdapter[Any]:
    if model not in _ADAPTERS:
        _ADAPTERS[model] = TypeAdapter(model)
    return _ADAPTERS[model]


_ADAPTERS: dict[type[Record], TypeAdapter[Any]] = {}


__all__ = [
    "VOCABULARY",
    "Actor",
    "Address",
    "Agreement",
    "Categories",
    "Category",
    "Condition",
    "Entrance",
    "Entrances",
    "Event",
    "Evidence",
    "Exceptions",
    "Fault",
    "Finding",
    "Findings",
    "Guide",
    "KnownException",
    "Notice",
    "Outcome",
    "Path",
    "Paths",
    "Placement",
    "Post",
    "Product",
    "Properties",
    "Property",
    "Published",
    "Question",
    "Rate",
    "RateValue",
    "Rates",
    "Record",
    "Release",
    "Releases",
    "Requirement",
    "Requirements",
    "RetailFinding",
    "Section",
    "Situation",
    "Situations",
    "Source",
    "Sources",
    "Step",
    "Supplier",
    "Suppliers",
    "SynonymRule",
    "Synonyms",
    "Text",
    "Tombstone",
    "Tombstones",
    "Variant",
    "component_schemas",
    "json_schema",
    "parse",
]
