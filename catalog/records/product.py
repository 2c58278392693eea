"""`products/<NN>/<id>.yaml`: one product (series) with its variants."""

from __future__ import annotations

import math
from dataclasses import field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from catalog.records.base import (
    Basis,
    CategoryCode,
    Day,
    HmsNumber,
    Id,
    Line,
    Many,
    PostNumber,
    PropertyId,
    Rank,
    Record,
    Text,
    record,
)

Number = int | float
Value = bool | int | float | str | tuple[Number, Number]
"""A property's value; a pair is a range from–to in the property's unit."""

RETAIL_STATUSES = (
    "special_aid",
    "retail",
    "retail_but_aid",
    "former_aid",
    "small_aid_grant",
    "adaptation_only",
    "treatment_aid",
    "other_responsibility",
    "training_excluded",
    "not_an_aid",
    "conditional",
    "not_assessed",
)
RetailStatus = Literal[
    "special_aid",
    "retail",
    "retail_but_aid",
    "former_aid",
    "small_aid_grant",
    "adaptation_only",
    "treatment_aid",
    "other_responsibility",
    "training_excluded",
    "not_an_aid",
    "conditional",
    "not_assessed",
]


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _value(value: Any) -> Any:
    if isinstance(value, bool) or _number(value):
        return value
    if isinstance(value, str) and 1 <= len(value) <= 200:
        return value
    if isinstance(value, list | tuple) and len(value) == 2 and all(map(_number, value)):
        if value[0] > value[1]:
            raise PydanticCustomError(
                "reversed-range",
                "Området går fra {low} til {high}, altså baklengs.",
                {"low": value[0], "high": value[1], "hint": f"Skriv [{value[1]}, {value[0]}]."},
            )
        return tuple(value)
    raise PydanticCustomError(
        "bad-property-value",
        "En egenskap er et tall, et område [fra, til], true, false eller en kort tekst.",
        {"hint": "Desimaler skrives med punktum: 10.5."},
    )


PropertyValue = Annotated[
    Any,
    BeforeValidator(_value),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["boolean", "number"]},
                {"type": "string", "minLength": 1, "maxLength": 200},
                {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            ]
        }
    ),
]


@record
class Placement(Record):
    """Plass i en delkontrakt (post) på en rammeavtale. Rangeringen gjelder bare her."""

    agreement: Id
    """Rammeavtalen: navnet på fila i `agreements/` uten `.yaml`."""
    post: PostNumber
    """Delkontraktens (postens) nummer, i anførselstegn: "17" eller "1A"."""
    rank: Rank | None = None
    """Rangering 1, 2, 3 … eller `unranked`. Utelatt betyr «ikke registrert her»."""
    basis: Basis = "stated"
    """`stated` (kilden sier det), `derived` (utledet), `listed` (kun fra erstatningsliste)."""
    valid_from: Day | None = None
    """Første dag, når den er en annen enn avtalens."""
    valid_to: Day | None = None
    """Siste dag, når den er en annen enn avtalens."""
    source: Id
    """Kilden, fra `vocabulary/sources.yaml`."""
    as_of: Day
    """Datoen opplysningen gjaldt i kilden."""


@record
class Evidence(Record):
    """Hvor opplysninger kommer fra når de ikke står ordrett i kilden produktet ellers bygger på."""

    of: Annotated[Many[PropertyId], Field(min_length=1)]
    """Egenskapene (eller `order_scheme`, `category`) dette gjelder."""
    basis: Literal["stated", "name", "description", "list", "derived"]
    """`name`: lest av artikkelnavnet; `description`: av en beskrivelse; `list`: av en liste."""
    source: Id
    """Kilden, fra `vocabulary/sources.yaml`."""


@record
class Variant(Record):
    """En variant (artikkel) med eget HMS-nummer."""

    hms_number: HmsNumber
    """HMS-nummer (hjelpemiddelnummer), seks sifre i anførselstegn."""
    name: Line
    """Variantens navn."""
    supplier_ref: Line | None = None
    """Leverandørens artikkelnummer (LevArt-nummer)."""
    properties: dict[PropertyId, PropertyValue] = field(default_factory=dict)
    """Egenskaper fra `vocabulary/properties.yaml`: tall, [fra, til], true/false eller tekst."""
    placements: Many[Placement] | None = None
    """Variantens egne plasser; erstatter produktets. En tom liste betyr ingen."""
    evidence: Many[Evidence] | None = None
    """Variantens egne kilder; erstatter produktets."""
    order_scheme: bool | None = None
    """Om varianten er på bestillingsordningen."""
    discontinued: Day | None = None
    """Datoen varianten gikk ut."""
    replaced_by: HmsNumber | None = None
    """HMS-nummeret til etterfølgeren."""


@record
class RetailHistory(Record):
    """En tidligere status, med periode og kilde."""

    status: RetailStatus
    """Statusen som gjaldt."""
    from_: Annotated[Day | None, Field(alias="from")] = None
    """Første dag, om den er kjent."""
    to: Day | None = None
    """Siste dag, om den er kjent."""
    source: Id
    """Kilden, fra `vocabulary/sources.yaml`."""


@record
class RetailFinding(Record):
    """En redaktørs avgjørelse av om dette er vanlig handelsvare, med kilde og dato."""

    status: RetailStatus
    """En av de tolv statusene."""
    reason: Text
    """Hvorfor, med egne ord."""
    source: Id
    """Kilden, fra `vocabulary/sources.yaml`."""
    as_of: Day
    """Datoen vurderingen gjaldt."""
    since: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$")] | None = None
    """Når statusen begynte (år eller dato); kreves for `former_aid`."""
    override_reason: Text | None = None
    """Hvorfor statusen gjelder selv om produktet står på en avtale."""
    history: Many[RetailHistory] = ()
    """Tidligere statuser."""


@record
class Product(Record):
    """Et produkt (en serie) med sine varianter."""

    id: Id
    """Likt filnavnet. Endres aldri og brukes aldri om igjen."""
    name: Line
    """Produktets navn."""
    kind: Literal["aid", "accessory", "spare_part"]
    """`aid` (hjelpemiddel), `accessory` (tilbehør) eller `spare_part` (reservedel)."""
    category: CategoryCode | None = None
    """ISO 9999-kode i anførselstegn, 2, 4, 6 eller 8 sifre. Utelatt betyr ukjent."""
    supplier: Id | None = None
    """Leverandør fra `vocabulary/suppliers.yaml`. Utelatt betyr ukjent."""
    summary: Text | None = None
    """Kort omtale med egne ord."""
    placements: Many[Placement] = ()
    """Plasser på rammeavtaler; gjelder hver variant som ikke har sine egne."""
    evidence: Many[Evidence] = ()
    """Grunnlag for egenskaper som ikke er oppgitt av kilden; gjelder hver variant uten egne."""
    variants: Annotated[Many[Variant], Field(min_length=1)]
    """Variantene, hver med sitt HMS-nummer."""
    fits: Many[Id] = ()
    """For tilbehør og reservedeler: produktene de passer til."""
    retail: RetailFinding | None = None
    """Om det er vanlig handelsvare. Utelatt: det `vocabulary/` sier, ellers «ikke vurdert»."""
    sources: Annotated[Many[Id], Field(min_length=1)]
    """Kildene navn, numre og egenskaper er hentet fra."""
    checked: Day | None = None
    """Datoen et menneske sist bekreftet opplysningene. Settes aldri av et verktøy."""
