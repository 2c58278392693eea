"""The catalogue for an OpenSearch cluster, in the document shape of FinnHjelpemiddel.

One document per variant, as that service has it. Rank 99 means «without rank» there, and only
there; what their shape cannot say stands under `catalogue`, so that nothing is lost on the way.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from catalog.library import placements
from catalog.periods import OVER, is_discontinued, placement_period
from catalog.records import Placement, Product, Property, Variant
from catalog.views import properties
from catalog.views.context import Context, agreement_name

SPACE = uuid.UUID("0d2a6b0c-8f3e-4f43-8f0e-3f5f6f1a7c11")
UNRANKED = 99
INDEX = "products"

_KEYWORD = {"type": "keyword"}
_TEXT = {
    "type": "text",
    "analyzer": "norwegian_words",
    "fields": {"keyword": {"type": "keyword", "ignore_above": 256}},
}
_DATE = {"type": "date"}
_BOOLEAN = {"type": "boolean"}
_NUMBER = {"type": "integer"}

SETTINGS: dict[str, Any] = {
    "analysis": {
        "filter": {
            "norwegian_stop": {"type": "stop", "stopwords": "_norwegian_"},
            "norwegian_stem": {"type": "stemmer", "language": "light_norwegian"},
            "nynorsk_stem": {"type": "stemmer", "language": "light_nynorsk"},
            "norwegian_fold": {"type": "scandinavian_folding"},
        },
        "analyzer": {
            "norwegian_words": {
                "type": "custom",
                "tokenizer": "standard",
                "filter": ["lowercase", "norwegian_stop", "norwegian_stem", "norwegian_fold"],
            }
        },
    }
}

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "id": _KEYWORD,
        "title": _TEXT,
        "articleName": _TEXT,
        "seriesId": _KEYWORD,
        "hmsArtNr": _KEYWORD,
        "identifier": _KEYWORD,
        "supplierRef": _KEYWORD,
        "supplier": {"properties": {"id": _KEYWORD, "identifier": _KEYWORD, "name": _TEXT}},
        "isoCategory": _KEYWORD,
        "isoCategoryTitle": _TEXT,
        "isoCategoryTitleShort": _TEXT,
        "main": _BOOLEAN,
        "accessory": _BOOLEAN,
        "sparePart": _BOOLEAN,
        "status": _KEYWORD,
        "expired": _DATE,
        "hasAgreement": _BOOLEAN,
        "attributes": {
            "properties": {
                "bestillingsordning": _BOOLEAN,
                "compatibleWith": {"properties": {"seriesIds": _KEYWORD, "productIds": _KEYWORD}},
            }
        },
        "data": {
            "properties": {
                "key": _KEYWORD,
                "value": _KEYWORD,
                "unit": _KEYWORD,
                "type": _KEYWORD,
                "section": _KEYWORD,
            }
        },
        "agreements": {
            "properties": {
                "id": _KEYWORD,
                "identifier": _KEYWORD,
                "title": _TEXT,
                "label": _KEYWORD,
                "reference": _KEYWORD,
                "postId": _KEYWORD,
                "postNr": _NUMBER,
                "refNr": _KEYWORD,
                "postTitle": _TEXT,
                "rank": _NUMBER,
                "status": _KEYWORD,
                "published": _DATE,
                "expired": _DATE,
            }
        },
        "catalogue": {
            "properties": {
                "product": _KEYWORD,
                "replacedBy": _KEYWORD,
                "places": {
                    "properties": {
                        "agreement": _KEYWORD,
                        "post": _KEYWORD,
                        "rank": _KEYWORD,
                        "basis": _KEYWORD,
                        "validFrom": _DATE,
                        "validTo": _DATE,
                        "source": _KEYWORD,
                        "asOf": _DATE,
                    }
                },
                "properties": _KEYWORD,
                "sources": _KEYWORD,
            }
        },
    },
}


def files(ctx: Context) -> dict[str, bytes]:
    """`index.json` (settings and mapping) and `products.ndjson` (a bulk request)."""
    index = {"settings": SETTINGS, "mappings": MAPPING}
    lines = "".join(
        f"{json.dumps(line, ensure_ascii=False, separators=(',', ':'))}\n" for line in _bulk(ctx)
    )
    return {
        "index.json": (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode(),
        "products.ndjson": lines.encode(),
    }


def _bulk(ctx: Context) -> Iterator[dict[str, Any]]:
    for product in ctx.library.products.values():
        for variant in product.variants:
            found = document(ctx, product, variant)
            yield {"index": {"_index": INDEX, "_id": found["id"]}}
            yield found


def identity(kind: str, name: str) -> str:
    """A UUID that stays with the record, as their documents have."""
    return str(uuid.uuid5(SPACE, f"{kind}/{name}"))


def document(ctx: Context, product: Product, variant: Variant) -> dict[str, Any]:
    """One variant as their index has it."""
    library = ctx.library
    supplier = library.suppliers.get(product.supplier or "")
    category = library.categories.get(product.category or "")
    places = placements(product, variant)
    fits = [identity("product", i) for i in product.fits]
    return {
        "id": identity("variant", variant.hms_number),
        "title": product.name,
        "articleName": variant.name,
        "seriesId": identity("product", product.id),
        "hmsArtNr": variant.hms_number,
        "identifier": variant.hms_number,
        "supplierRef": variant.supplier_ref,
        "supplier": {
            "id": identity("supplier", supplier.id),
            "identifier": supplier.id,
            "name": supplier.name,
        }
        if supplier
        else None,
        "isoCategory": product.category,
        "isoCategoryTitle": category.title if category else None,
        "isoCategoryTitleShort": category.short if category else None,
        "main": product.kind == "aid",
        "accessory": product.kind == "accessory",
        "sparePart": product.kind == "spare_part",
        "status": "INACTIVE" if is_discontinued(variant, ctx.today) else "ACTIVE",
        "expired": variant.discontinued,
        "hasAgreement": any(_active(ctx, p) for p in places),
        "attributes": {
            "bestillingsordning": variant.order_scheme,
            "compatibleWith": {"seriesIds": fits, "productIds": []} if fits else None,
        },
        "data": [row for name in variant.properties for row in _tech(ctx, variant, name)],
        "agreements": [_agreement(ctx, p) for p in places if p.basis != "listed"],
        "catalogue": {
            "product": product.id,
            "replacedBy": variant.replaced_by,
            "places": [_place(p) for p in places],
            "properties": [
                json.dumps([k, v], ensure_ascii=False) for k, v in variant.properties.items()
            ],
            "sources": list(product.sources),
        },
    }


def _active(ctx: Context, placement: Placement) -> bool:
    over = ctx.state(placement) in OVER
    return not over and placement.basis != "listed"


def _agreement(ctx: Context, placement: Placement) -> dict[str, Any]:
    agreement = ctx.library.agreements[placement.agreement]
    post = ctx.library.post(agreement.id, placement.post)
    title = (post.title if post else None) or ""
    start, end = placement_period(ctx.library, placement)
    order = next((i for i, p in enumerate(agreement.posts, 1) if p.number == placement.post), 0)
    return {
        "id": identity("agreement", agreement.id),
        "identifier": agreement.id,
        "title": agreement_name(agreement),
        "label": agreement.title,
        "reference": agreement.reference,
        "postId": identity("post", f"{agreement.id}/{placement.post}"),
        "postNr": order,
        "refNr": placement.post,
        "postTitle": f"{placement.post}: {title}",
        "rank": placement.rank if isinstance(placement.rank, int) else UNRANKED,
        "status": "ACTIVE" if _active(ctx, placement) else "INACTIVE",
        "published": start,
        "expired": end,
    }


def _place(placement: Placement) -> dict[str, Any]:
    return {
        "agreement": placement.agreement,
        "post": placement.post,
        "rank": str(placement.rank) if placement.rank is not None else None,
        "basis": placement.basis,
        "validFrom": placement.valid_from,
        "validTo": placement.valid_to,
        "source": placement.source,
        "asOf": placement.as_of,
    }


def _tech(ctx: Context, variant: Variant, name: str) -> Iterator[dict[str, Any]]:
    """Their technical data is text; a range is two labels, «X min» and «X maks»."""
    value = properties.value_of(ctx, variant, name)
    known = ctx.library.properties[name]
    if value is None:
        return
    if isinstance(value, tuple):
        for end, number in zip(("min", "maks"), value, strict=True):
            yield _row(ctx, known, f"{known.label.nb} {end}", str(number))
    elif isinstance(value, bool):
        yield _row(ctx, known, known.label.nb, "Ja" if value else "Nei")
    else:
        yield _row(ctx, known, known.label.nb, str(value))


def _row(ctx: Context, known: Property, key: str, value: str) -> dict[str, Any]:
    return {
        "key": key,
        "value": value,
        "unit": known.unit,
        "type": {"measure": "N", "boolean": "L", "text": "C"}[known.type],
        "section": ctx.library.sections[known.section].label.nb,
    }
