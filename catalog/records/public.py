"""The documents of `/api/v1/`. Tests hold every built file to these models."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from catalog.records.base import Record, record

Iso = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", json_schema_extra={"format": "date"})]
RankState = Literal["ranked", "unranked", "not_recorded", "listed"]
PeriodState = Literal["current", "upcoming", "expired", "superseded", "unknown"]


@record
class Named(Record):
    """An id with its name."""

    id: str
    name: str


@record
class ApiSource(Record):
    """Where facts come from."""

    id: str
    title: str
    date: Iso
    url: str | None
    licence: str | None


@record
class ApiPlacement(Record):
    """A variant's place in one post. A rank means something only together with its post."""

    agreement: str
    post: str
    rank: int | None
    """1, 2, 3 … only when `rank_state` is `ranked`."""
    rank_state: RankState
    state: PeriodState
    """On the build date."""
    valid_from: Iso | None
    valid_to: Iso | None
    basis: Literal["stated", "derived", "listed"]
    source: str
    as_of: Iso


@record
class ApiVariant(Record):
    """One article with its own HMS number."""

    hms_number: Annotated[str, Field(pattern=r"^\d{6}$")]
    name: str
    supplier_ref: str | None
    properties: dict[str, Any]
    """Property id → number, [low, high], true/false or text; units: `properties.json`."""
    order_scheme: bool | None
    discontinued: Iso | None
    replaced_by: str | None
    retail: str
    """Its product's status, where no finding names this variant."""
    placements: list[ApiPlacement]


@record
class ApiRetail(Record):
    """Whether it is ordinary retail, with the rule or finding that says so."""

    status: str
    rule: str
    reason: str
    sources: list[str]


@record
class ApiProduct(Record):
    """One product with its variants."""

    id: str
    name: str
    url: str
    kind: Literal["aid", "accessory", "spare_part"]
    category: Named | None
    supplier: Named | None
    summary: dict[str, str] | None
    retail: ApiRetail
    variants: list[ApiVariant]
    fits: list[str]
    sources: list[ApiSource]
    checked: Iso | None
    licence: str


@record
class ApiProductRow(Record):
    """One product in the list."""

    id: str
    name: str
    kind: Literal["aid", "accessory", "spare_part"]
    category: str | None
    supplier: str | None
    retail: str
    hms_numbers: list[str]
    href: str


@record
class ApiPostRef(Record):
    """A post of an earlier agreement."""

    agreement: str
    post: str


@record
class ApiPost(Record):
    """A post with its products in rank order."""

    number: str
    title: str | None
    allocation: Literal["ranked", "unranked", "parallel", "unknown"]
    requires: list[str]
    successor_of: list[ApiPostRef]
    products: list[str]


@record
class ApiOption(Record):
    """An extension that may be, or has been, taken."""

    until: Iso
    exercised: Iso | None


@record
class ApiAgreement(Record):
    """One framework agreement."""

    id: str
    title: str
    abbreviation: str | None
    reference: str | None
    url: str
    state: PeriodState
    valid_from: Iso | None
    valid_to: Iso | None
    options: list[ApiOption]
    supersedes: str | None
    superseded_by: str | None
    posts: list[ApiPost]
    sources: list[ApiSource]
    checked: Iso | None
    licence: str


@record
class ApiProperty(Record):
    """A property that products can have."""

    id: str
    label: dict[str, str]
    type: Literal["measure", "boolean", "text"]
    unit: str | None


@record
class ApiIndex(Record):
    """What the catalogue holds, and where its parts are."""

    name: str
    schema_version: int
    generator: str
    build_date: Iso
    counts: dict[str, int]
    licence: str
    links: dict[str, str]


def component_schemas(template: str) -> dict[str, Any]:
    """The JSON Schemas of every document, references written by `template`."""
    models = (ApiIndex, ApiProduct, ApiProductRow, ApiAgreement, ApiProperty)
    _, found = TypeAdapter.json_schemas(
        [(m, "serialization", TypeAdapter(m)) for m in models], ref_template=template
    )
    return dict(found["$defs"])
