"""`katalog.csv`: a row per variant and placement, as Norwegian spreadsheets open it; and its CSVW.

A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from catalog import retail
from catalog.export.api import LICENCE, rank_state
from catalog.library import placements
from catalog.periods import placement_period
from catalog.records import Placement, Product, Variant
from catalog.views import properties
from catalog.views.context import Context, agreement_name, category_name

FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    ("hms_nummer", "HMS-nummer, seks sifre", "string"),
    ("variant", "Variantens navn", "string"),
    ("produkt_id", "Produktets id", "string"),
    ("produkt", "Produktets navn", "string"),
    ("type", "aid, accessory eller spare_part", "string"),
    ("kategori", "ISO 9999-kode", "string"),
    ("kategorinavn", "Kategoriens navn", "string"),
    ("leverandor", "Leverandør", "string"),
    ("lev_artnr", "Leverandørens artikkelnummer", "string"),
    ("avtale", "Rammeavtalens id", "string"),
    ("avtalenavn", "Rammeavtalens navn", "string"),
    ("post", "Delkontraktens (postens) nummer", "string"),
    ("posttittel", "Delkontraktens navn", "string"),
    ("rangering", "Rangering i denne posten; tom når den ikke er et tall", "integer"),
    ("rangeringsstatus", "ranked, unranked, not_recorded eller listed", "string"),
    ("avtalestatus", "På byggedatoen", "string"),
    ("gyldig_fra", "Første dag", "date"),
    ("gyldig_til", "Siste dag", "date"),
    ("rangeringskilde", "Kilden til plassen", "string"),
    ("kildedato", "Datoen opplysningen gjaldt", "date"),
    ("handelsvare", "Status som vanlig handelsvare", "string"),
    ("bestillingsordning", "ja, nei eller tom når det ikke er kjent", "string"),
    ("utgaatt", "Datoen varianten gikk ut", "date"),
    ("erstattet_av", "Etterfølgerens HMS-nummer", "string"),
    ("kilder", "Kildene posten bygger på", "string"),
)


def rows(ctx: Context) -> Iterator[list[str]]:
    """The head, then every row."""
    measures = [name for name, *_ in _measure_columns(ctx, _known(ctx))]
    places = {n.removesuffix("_min"): i for i, n in enumerate(measures) if not n.endswith("_maks")}
    yield [*(name for name, *_ in COLUMNS), *measures]
    for product in ctx.library.products.values():
        whole = retail.resolve(ctx.library, product, ctx.today).status
        for variant in product.variants:
            status = whole
            if variant.hms_number in ctx.library.findings_for:
                status = retail.resolve(ctx.library, product, ctx.today, variant).status
            tail = _values(ctx, variant, places, len(measures))
            for placement in placements(product, variant) or (None,):
                yield [*_cells(ctx, product, variant, placement, status), *tail]


def _known(ctx: Context) -> tuple[str, ...]:
    return properties.used(ctx, (v for p in ctx.library.products.values() for v in p.variants))


def _measure_columns(ctx: Context, known: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """(column, title, datatype): a measure has its lowest and highest value."""
    for name in known:
        found = ctx.library.properties[name]
        unit = f" ({found.unit})" if found.unit else ""
        if found.type == "measure":
            yield f"{name}_min", f"{found.label.nb}{unit}, laveste", "number"
            yield f"{name}_maks", f"{found.label.nb}{unit}, høyeste", "number"
        else:
            yield name, f"{found.label.nb}{unit}", "string"


def _cells(
    ctx: Context, product: Product, variant: Variant, placement: Placement | None, status: str
) -> list[str]:
    library = ctx.library
    code = product.category or ""
    supplier = library.suppliers.get(product.supplier or "")
    return [
        variant.hms_number,
        safe(variant.name),
        product.id,
        safe(product.name),
        product.kind,
        code,
        safe(category_name(library.categories[code])) if code else "",
        safe(supplier.name) if supplier else "",
        safe(variant.supplier_ref or ""),
        *_place(ctx, placement),
        status,
        {None: "", True: "ja", False: "nei"}[variant.order_scheme],
        variant.discontinued or "",
        variant.replaced_by or "",
        " ".join(product.sources),
    ]


def _place(ctx: Context, placement: Placement | None) -> list[str]:
    if placement is None:
        return [""] * 11
    agreement = ctx.library.agreements[placement.agreement]
    post = ctx.library.post(agreement.id, placement.post)
    state = rank_state(placement)
    return [
        agreement.id,
        safe(agreement_name(agreement)),
        placement.post,
        safe((post.title if post else "") or ""),
        str(placement.rank) if state == "ranked" else "",
        state,
        ctx.state(placement).value,
        *(day or "" for day in placement_period(ctx.library, placement)),
        placement.source,
        placement.as_of,
    ]


def _values(ctx: Context, variant: Variant, places: dict[str, int], width: int) -> list[str]:
    """The cells of the measures; most are empty, so only those there are are looked at."""
    cells = [""] * width
    for name in variant.properties:
        value = properties.value_of(ctx, variant, name)
        at = places[name]
        if value is None:
            continue
        if ctx.library.properties[name].type == "measure":
            low, high = value if isinstance(value, tuple) else (value, value)
            cells[at : at + 2] = _number(low), _number(high)
        else:
            cells[at] = safe(value) if isinstance(value, str) else "ja" if value else "nei"
    return cells


def _number(value: float) -> str:
    return str(value).replace(".", ",")


def safe(text: str) -> str:
    """`text` as a cell that no spreadsheet runs; line breaks become spaces."""
    line = " ".join(text.splitlines())
    return f"'{line}" if text.startswith(FORMULA) else line


def encoded(ctx: Context) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas."""
    out = io.BytesIO()
    with io.TextIOWrapper(out, "utf-8-sig", newline="") as text:
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows(ctx))
        text.flush()
        return out.getvalue()


def metadata(ctx: Context, site: str) -> dict[str, Any]:
    """CSV on the Web: what each column is."""
    columns = [*COLUMNS, *_measure_columns(ctx, _known(ctx))]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "katalog.csv",
        "dc:title": "Hjelpemidler og rammeavtaler",
        "dc:license": {"@id": LICENCE},
        "dc:modified": {"@value": ctx.today, "@type": "xsd:date"},
        "dc:source": f"{site}om/",
        "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True},
        "tableSchema": {
            "columns": [
                {"name": name, "titles": {"nb": title}, "datatype": _datatype(kind)}
                for name, title, kind in columns
            ]
        },
    }


def _datatype(kind: str) -> Any:
    if kind == "number":
        return {"base": "number", "format": {"decimalChar": ","}}
    return kind
