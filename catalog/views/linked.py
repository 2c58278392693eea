"""schema.org for machines that read pages: what it is and where it stands. Never an offer."""

from __future__ import annotations

import json
from typing import Any

from catalog.records import Product
from catalog.views.context import Context, Link

SPACE = "https://schema.org"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def product(ctx: Context, item: Product, trail: tuple[Link, ...]) -> str:
    """A product with its category's trail; URLs are relative to the page."""
    supplier = ctx.library.suppliers.get(item.supplier or "")
    about: dict[str, Any] = {
        "@type": "Product",
        "name": item.name,
        "sku": item.variants[0].hms_number,
    }
    if trail:
        about["category"] = trail[-1].title
    if supplier:
        about["brand"] = {"@type": "Brand", "name": supplier.name}
    crumbs = [
        {"@type": "ListItem", "position": i, "name": link.title, "item": f"../../{link.url}"}
        for i, link in enumerate(trail, start=1)
    ]
    graph = [about, *([{"@type": "BreadcrumbList", "itemListElement": crumbs}] if crumbs else [])]
    return written({"@context": SPACE, "@graph": graph})


def dataset(ctx: Context) -> str:
    """The catalogue as a dataset with its downloads."""
    files = (("katalog.csv", "text/csv"), ("katalog.sqlite", "application/vnd.sqlite3"))
    data = "../data/" if ctx.language.prefix else "data/"
    return written(
        {
            "@context": SPACE,
            "@type": "Dataset",
            "name": ctx.language("Hjelpemidler og rammeavtaler i Norge"),
            "description": ctx.language("Hver opplysning med kilde og dato."),
            "license": LICENCE,
            "dateModified": ctx.today,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": f"{data}{path}", "encodingFormat": kind}
                for path, kind in files
            ],
        }
    )


def written(data: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    return _JSON.encode(data).replace("<", "\\u003c")
