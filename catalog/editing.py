"""JSON Schemas for an editor: the models' shapes, with the catalogue's own ids as choices."""

from __future__ import annotations

from typing import Any

from catalog.library import Library
from catalog.records import VOCABULARY, Agreement, Product, Record, json_schema

MODELS: dict[str, type[Record]] = {"product": Product, "agreement": Agreement, **VOCABULARY}


def schemas(library: Library | None = None) -> dict[str, dict[str, Any]]:
    """Kind of file → its schema; with a library, ids are limited to those it knows."""
    found = {name: json_schema(model) for name, model in MODELS.items()}
    if library is not None:
        for name in ("product", "agreement"):
            _close(found[name], library)
    return found


def _close(schema: dict[str, Any], library: Library) -> None:
    choices = {
        "supplier": list(library.suppliers),
        "category": list(library.categories),
        "agreement": list(library.agreements),
        "source": list(library.sources),
        "supersedes": list(library.agreements),
    }
    many = {"sources": choices["source"], "requires": list(library.requirements)}
    for part in (schema, *schema.get("$defs", {}).values()):
        fields = part.get("properties", {})
        for name, ids in choices.items():
            if name in fields:
                fields[name] = _only(fields[name], ids)
        for name, ids in many.items():
            if name in fields:
                fields[name] = {**fields[name], "items": {"enum": ids}}
        if "hms_number" in fields and "properties" in fields:
            fields["properties"] = {
                **fields["properties"],
                "propertyNames": {"enum": list(library.properties)},
            }
    place = schema.get("$defs", {}).get("Placement")
    if place is not None:
        place["allOf"] = [
            _posts(a.id, [p.number for p in a.posts]) for a in library.agreements.values()
        ]


def _only(field: dict[str, Any], ids: list[str]) -> dict[str, Any]:
    kept = {k: v for k, v in field.items() if k in {"description", "title", "default"}}
    return {**kept, "enum": ids}


def _posts(agreement: str, numbers: list[str]) -> dict[str, Any]:
    """When the agreement is this one, the post is one of its own."""
    return {
        "if": {"properties": {"agreement": {"const": agreement}}, "required": ["agreement"]},
        "then": {"properties": {"post": {"enum": numbers}}},
    }
