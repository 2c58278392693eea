"""Every public file that is not a page, by path: made when asked for."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from catalog.export import api, database, deploy, feeds, opensearch, table
from catalog.records import Agreement, Product
from catalog.views.context import Context, agreement_name
from catalog.views.history import Happening, happenings

Made = Callable[[], bytes]


def files(ctx: Context, name: str, site: str) -> dict[str, Made]:
    """Path → bytes. `name` and `site` are what the site is called and where it lives."""
    made: dict[str, Made] = {
        "api/v1/index.json": lambda: _pretty(api.index(ctx, name)),
        "api/v1/openapi.json": lambda: _pretty(api.openapi(name, site)),
        "api/v1/products.json": lambda: api.encoded(api.products(ctx)),
        "api/v1/agreements.json": lambda: api.encoded(api.agreements(ctx)),
        "api/v1/hms.json": lambda: api.encoded(api.hms(ctx)),
        "api/v1/properties.json": lambda: api.encoded(api.known_properties(ctx)),
        "data/katalog.csv": lambda: _data(ctx, "katalog.csv"),
        "data/katalog.csv-metadata.json": lambda: _pretty(table.metadata(ctx, site)),
        "data/katalog.sqlite": lambda: _data(ctx, "katalog.sqlite"),
        "data/SHA256SUMS": lambda: _sums(ctx),
        **_feeds(ctx, name, site),
        **deploy.files(ctx, site),
    }
    for product in ctx.library.products.values():
        made[f"api/v1/products/{product.id}.json"] = partial(_product, ctx, product, site)
    for agreement in ctx.library.agreements.values():
        made[f"api/v1/agreements/{agreement.id}.json"] = partial(_agreement, ctx, agreement, site)
        made[f"avtale/{agreement.id}.ics"] = partial(feeds.calendar, ctx, site, agreement)
    return made


def exported(ctx: Context, form: str, name: str, site: str) -> dict[str, bytes]:
    """What `catalog export` writes: `json`, `csv`, `sqlite` or `opensearch`, by file name."""
    if form == "opensearch":
        return opensearch.files(ctx)
    made = files(ctx, name, site)
    if form != "json":
        wanted = [path for path in made if path.startswith(f"data/katalog.{form}")]
        return {path.removeprefix("data/"): made[path]() for path in wanted}
    return {p.removeprefix("api/v1/"): m() for p, m in made.items() if p.startswith("api/v1/")}


EXPORTS = ("json", "csv", "sqlite", "opensearch")


def _pretty(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _data(ctx: Context, name: str) -> bytes:
    """A download; its sum is kept for the list of sums, for the bytes are many."""
    content: bytes = (table if name.endswith(".csv") else database).encoded(ctx)
    ctx.sums[name] = hashlib.sha256(content).hexdigest()
    return content


def _sums(ctx: Context) -> bytes:
    names = ("katalog.csv", "katalog.sqlite")
    for name in names:
        if name not in ctx.sums:
            _data(ctx, name)
    return "".join(f"{ctx.sums[name]}  {name}\n" for name in names).encode()


def _feeds(ctx: Context, name: str, site: str) -> dict[str, Made]:
    """The feed of the site, and of each agreement, category and supplier."""
    library = ctx.library
    owners: dict[str, dict[str, str]] = {}
    for agreement in library.agreements.values():
        prefix = f"avtale/{agreement.id}/"
        urls = [prefix, *(f"{prefix}post/{p.number}/" for p in agreement.posts)]
        owners[prefix] = dict.fromkeys(urls, agreement_name(agreement))
    for code in ctx.filed:
        if len(code) == 4 and code in library.categories:
            found = dict.fromkeys((f"produkt/{p.id}/" for p in ctx.filed[code]), "")
            title = ctx.category_link(code).title
            owners[f"kategori/{code}/"] = dict.fromkeys([f"kategori/{code}/", *found], title)
    for supplier in library.suppliers.values():
        own = [f"produkt/{p.id}/" for p in library.by_supplier.get(supplier.id, ())]
        owners[f"leverandor/{supplier.id}/"] = dict.fromkeys(
            [f"leverandor/{supplier.id}/", *own], supplier.name
        )
    made: dict[str, Made] = {
        "feed.xml": lambda: feeds.atom(ctx, site, "feed.xml", name, happenings(ctx))
    }
    for prefix, pages in owners.items():
        made[f"{prefix}feed.xml"] = partial(_feed, ctx, site, prefix, name, pages)
    return made


def _product(ctx: Context, product: Product, site: str) -> bytes:
    return api.encoded(api.product(ctx, product, site))


def _agreement(ctx: Context, agreement: Agreement, site: str) -> bytes:
    return api.encoded(api.agreement(ctx, agreement, site))


def _feed(ctx: Context, site: str, prefix: str, name: str, pages: dict[str, str]) -> bytes:
    title = f"{pages[prefix]} – {name}"
    return feeds.atom(ctx, site, f"{prefix}feed.xml", title, _about(ctx, pages))


def _about(ctx: Context, urls: dict[str, str]) -> tuple[Happening, ...]:
    if not ctx.happened_at:
        by: dict[str, list[Happening]] = defaultdict(list)
        for happening in happenings(ctx):
            by[happening.url].append(happening)
        ctx.happened_at.update(by)
    found = {h.id: h for url in urls for h in ctx.happened_at.get(url, ())}
    return tuple(sorted(found.values(), key=lambda h: (h.day, h.id), reverse=True))
