"""`/api/v1/`: the catalogue as JSON documents, in the shapes of `records.public`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from catalog import __version__, retail
from catalog.library import cited, placements
from catalog.periods import placement_period
from catalog.records import Agreement, Placement, Product, Source, Text, Variant, component_schemas
from catalog.views.context import Context, agreement_name, category_name
from catalog.views.placement import ladder

SCHEMA_VERSION = 1
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def index(ctx: Context, name: str) -> dict[str, Any]:
    """Counts, build date, version, licence and links."""
    library = ctx.library
    return {
        "name": name,
        "schema_version": SCHEMA_VERSION,
        "generator": f"catalog {__version__}",
        "build_date": ctx.today,
        "counts": {
            "products": len(library.products),
            "variants": len(library.by_hms),
            "agreements": len(library.agreements),
            "posts": sum(len(a.posts) for a in library.agreements.values()),
            "suppliers": len(library.suppliers),
            "categories": sum(1 for c in ctx.filed if c in library.categories),
        },
        "licence": LICENCE,
        "links": {
            "openapi": "openapi.json",
            "products": "products.json",
            "product": "products/{id}.json",
            "agreements": "agreements.json",
            "agreement": "agreements/{id}.json",
            "hms": "hms.json",
            "properties": "properties.json",
            "csv": "../../data/katalog.csv",
            "sqlite": "../../data/katalog.sqlite",
            "manifest": "../../data/SHA256SUMS",
            "changes": "../../feed.xml",
        },
    }


def product(ctx: Context, item: Product, site: str) -> dict[str, Any]:
    """One product."""
    library = ctx.library
    supplier = library.suppliers.get(item.supplier or "")
    found = retail.resolve(library, item, ctx.today)
    code = item.category
    return {
        "id": item.id,
        "name": item.name,
        "url": f"{site}produkt/{item.id}/",
        "kind": item.kind,
        "category": {"id": code, "name": category_name(library.categories[code])} if code else None,
        "supplier": {"id": supplier.id, "name": supplier.name} if supplier else None,
        "summary": _texts(item.summary),
        "retail": _retail(ctx, found),
        "variants": [_variant(ctx, item, v) for v in item.variants],
        "fits": list(item.fits),
        "sources": [
            _source(library.sources[s]) for s in dict.fromkeys((*cited(item), *found.sources))
        ],
        "checked": item.checked,
        "licence": LICENCE,
    }


def _texts(text: Text | None) -> dict[str, str] | None:
    return {k: v for k, v in asdict(text).items() if v is not None} if text else None


def _retail(ctx: Context, found: retail.Resolution) -> dict[str, Any]:
    said = found.record or found.finding
    return {
        "status": found.status,
        "rule": found.code,
        "reason": ctx.text(said.reason) if said else found.explanation,
        "sources": list(found.sources),
    }


def _variant(ctx: Context, item: Product, variant: Variant) -> dict[str, Any]:
    return {
        "hms_number": variant.hms_number,
        "name": variant.name,
        "supplier_ref": variant.supplier_ref,
        "properties": variant.properties,
        "order_scheme": variant.order_scheme,
        "discontinued": variant.discontinued,
        "replaced_by": variant.replaced_by,
        "retail": retail.resolve(ctx.library, item, ctx.today, variant).status,
        "placements": [_placement(ctx, p) for p in placements(item, variant)],
    }


def rank_state(placement: Placement) -> str:
    """`ranked`, `unranked`, `not_recorded` or `listed`: never a number that is none."""
    if placement.basis == "listed":
        return "listed"
    if placement.rank is None:
        return "not_recorded"
    return "unranked" if placement.rank == "unranked" else "ranked"


def _placement(ctx: Context, placement: Placement) -> dict[str, Any]:
    start, end = placement_period(ctx.library, placement)
    state = rank_state(placement)
    return {
        "agreement": placement.agreement,
        "post": placement.post,
        "rank": placement.rank if state == "ranked" else None,
        "rank_state": state,
        "state": ctx.state(placement).value,
        "valid_from": start,
        "valid_to": end,
        "basis": placement.basis,
        "source": placement.source,
        "as_of": placement.as_of,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "date": source.date,
        "url": source.url,
        "licence": source.licence,
    }


def products(ctx: Context) -> list[dict[str, Any]]:
    """Every product on one line of the list."""
    return [
        {
            "id": p.id,
            "name": p.name,
            "kind": p.kind,
            "category": p.category,
            "supplier": p.supplier,
            "retail": retail.resolve(ctx.library, p, ctx.today).status,
            "hms_numbers": [v.hms_number for v in p.variants],
            "href": f"products/{p.id}.json",
        }
        for p in ctx.library.products.values()
    ]


def agreement(ctx: Context, item: Agreement, site: str) -> dict[str, Any]:
    """One agreement with its posts."""
    following = ctx.library.successor.get(item.id)
    return {
        "id": item.id,
        "title": agreement_name(item),
        "abbreviation": item.abbreviation,
        "reference": item.reference,
        "url": f"{site}avtale/{item.id}/",
        "state": ctx.states[item.id].value,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "options": [{"until": o.until, "exercised": o.exercised} for o in item.options],
        "supersedes": item.supersedes,
        "superseded_by": following.id if following else None,
        "posts": [
            {
                "number": p.number,
                "title": p.title,
                "allocation": p.allocation,
                "requires": list(p.requires),
                "successor_of": [asdict(r) for r in p.successor_of],
                "products": list(
                    dict.fromkeys(e.product.id for e in ladder(ctx, item.id, p.number))
                ),
            }
            for p in item.posts
        ],
        "sources": [_source(ctx.library.sources[s]) for s in item.sources],
        "checked": item.checked,
        "licence": LICENCE,
    }


def agreements(ctx: Context) -> list[dict[str, str]]:
    """Every agreement's id and name."""
    return [{"id": a.id, "name": agreement_name(a)} for a in ctx.library.agreements.values()]


def hms(ctx: Context) -> dict[str, str]:
    """HMS number → product id."""
    return {n: found[0].id for n, found in sorted(ctx.library.by_hms.items())}


def known_properties(ctx: Context) -> list[dict[str, Any]]:
    """Every property with label, type and unit."""
    return [
        {"id": p.id, "label": _texts(p.label), "type": p.type, "unit": p.unit}
        for p in ctx.library.properties.values()
    ]


def openapi(name: str, site: str) -> dict[str, Any]:
    """The API described, its schemas generated from the models."""
    listed = {"type": "array", "items": _ref("ApiProductRow")}
    numbers = {"type": "object", "additionalProperties": {"type": "string"}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": name,
            "version": f"{SCHEMA_VERSION}.0.0",
            "description": "Hjelpemidler og rammeavtaler som åpne data. Statiske filer.",
            "license": {"name": "CC0 1.0", "url": LICENCE},
        },
        "servers": [{"url": f"{site}api/v1"}],
        "paths": {
            "/index.json": _get("index", "Hva katalogen har", _ref("ApiIndex")),
            "/products.json": _get("products", "Alle produkter", listed),
            "/products/{id}.json": _get("product", "Ett produkt", _ref("ApiProduct"), "id"),
            "/agreements.json": _get(
                "agreements", "Alle avtaler", {"type": "array", "items": _ref("Named")}
            ),
            "/agreements/{id}.json": _get("agreement", "Én avtale", _ref("ApiAgreement"), "id"),
            "/hms.json": _get("hms", "HMS-nummer → produkt", numbers),
            "/properties.json": _get(
                "properties", "Alle egenskaper", {"type": "array", "items": _ref("ApiProperty")}
            ),
        },
        "components": {"schemas": component_schemas("#/components/schemas/{model}")},
    }


def _ref(model: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model}"}


def _get(name: str, summary: str, schema: dict[str, Any], parameter: str = "") -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            **({"404": {"description": "Finnes ikke"}} if parameter else {}),
        },
    }
    if parameter:
        operation["parameters"] = [
            {"name": parameter, "in": "path", "required": True, "schema": {"type": "string"}}
        ]
    return {"get": operation}


def encoded(data: Any) -> bytes:
    """A document as it is written: readable, one final line break."""
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
