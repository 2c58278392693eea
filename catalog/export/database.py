"""`katalog.sqlite`: tables with foreign keys and a full-text index, ready for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from catalog import retail
from catalog.export.api import LICENCE, rank_state
from catalog.library import cited, placements
from catalog.periods import period
from catalog.views import properties
from catalog.views.context import Context, agreement_name, category_name

SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (id TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT NOT NULL, url TEXT, licence TEXT);
CREATE TABLE suppliers (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE categories (code TEXT PRIMARY KEY, title TEXT NOT NULL);
CREATE TABLE agreements (id TEXT PRIMARY KEY, title TEXT NOT NULL, abbreviation TEXT, reference TEXT,
  valid_from TEXT, valid_to TEXT, state TEXT NOT NULL, supersedes TEXT REFERENCES agreements(id));
CREATE TABLE posts (agreement TEXT NOT NULL REFERENCES agreements(id), number TEXT NOT NULL, title TEXT,
  allocation TEXT NOT NULL, PRIMARY KEY (agreement, number));
CREATE TABLE products (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
  category TEXT REFERENCES categories(code), supplier TEXT REFERENCES suppliers(id),
  retail_status TEXT NOT NULL, retail_rule TEXT NOT NULL, checked TEXT);
CREATE TABLE variants (hms_number TEXT PRIMARY KEY, product TEXT NOT NULL REFERENCES products(id),
  name TEXT NOT NULL, supplier_ref TEXT, order_scheme INTEGER, discontinued TEXT, replaced_by TEXT);
CREATE TABLE placements (hms_number TEXT NOT NULL REFERENCES variants(hms_number), agreement TEXT NOT NULL,
  post TEXT NOT NULL, rank INTEGER, rank_state TEXT NOT NULL, state TEXT NOT NULL, basis TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES sources(id), as_of TEXT NOT NULL,
  FOREIGN KEY (agreement, post) REFERENCES posts(agreement, number));
CREATE TABLE properties (id TEXT PRIMARY KEY, label TEXT NOT NULL, type TEXT NOT NULL, unit TEXT);
CREATE TABLE measures (hms_number TEXT NOT NULL REFERENCES variants(hms_number),
  property TEXT NOT NULL REFERENCES properties(id), low REAL, high REAL, text TEXT,
  PRIMARY KEY (hms_number, property));
CREATE TABLE product_sources (product TEXT NOT NULL REFERENCES products(id),
  source TEXT NOT NULL REFERENCES sources(id), PRIMARY KEY (product, source));
CREATE INDEX placements_by_post ON placements(agreement, post, rank);
CREATE INDEX variants_by_product ON variants(product);
CREATE VIRTUAL TABLE product_search USING fts5(name, variants, category, supplier,
  product UNINDEXED, tokenize = "unicode61 remove_diacritics 0");
"""  # noqa: E501 - a table a line


def encoded(ctx: Context) -> bytes:
    """The whole database as bytes; the same records give the same bytes."""
    base = sqlite3.connect(":memory:")
    base.executescript(SCHEMA)
    for table, found in _tables(ctx):
        _insert(base, table, found)
    base.commit()
    astray = base.execute("PRAGMA foreign_key_check").fetchall()  # once costs less than row by row
    assert not astray, astray  # noqa: S101 - the rules have held every reference
    base.execute("VACUUM")
    content = base.serialize()
    base.close()
    return content


def _insert(base: sqlite3.Connection, table: str, found: Iterable[tuple[Any, ...]]) -> None:
    rows = iter(found)
    for first in rows:  # a table at a time would weigh as much as the database
        places = ", ".join("?" * len(first))
        base.executemany(f"INSERT INTO {table} VALUES ({places})", chain([first], rows))  # noqa: S608 - our names


def _tables(ctx: Context) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    library = ctx.library
    yield "about", [("build_date", ctx.today), ("licence", LICENCE)]
    yield "sources", ((s.id, s.title, s.date, s.url, s.licence) for s in library.sources.values())
    yield "suppliers", ((s.id, s.name) for s in library.suppliers.values())
    yield "categories", ((c.code, category_name(c)) for c in library.categories.values())
    yield "agreements", _agreements(ctx)
    yield (
        "posts",
        (
            (a.id, p.number, p.title, p.allocation)
            for a in library.agreements.values()
            for p in a.posts
        ),
    )
    yield "products", _products(ctx)
    yield "variants", _variants(ctx)
    yield "placements", _placements(ctx)
    yield "properties", ((p.id, p.label.nb, p.type, p.unit) for p in library.properties.values())
    yield "measures", _measures(ctx)
    yield (
        "product_sources",
        ((p.id, s) for p in library.products.values() for s in cited(p)),
    )
    yield "product_search", _search(ctx)


def _agreements(ctx: Context) -> list[tuple[Any, ...]]:
    """Each after the one it follows, so that every reference points back."""
    left, done = dict(ctx.library.agreements), list[tuple[Any, ...]]()
    while left:
        ready = [a for a in left.values() if a.supersedes not in left] or list(left.values())
        for a in ready:
            del left[a.id]
            state = ctx.states[a.id].value
            done.append(
                (
                    a.id,
                    agreement_name(a),
                    a.abbreviation,
                    a.reference,
                    *period(a),
                    state,
                    a.supersedes,
                )
            )
    return done


def _products(ctx: Context) -> Iterator[tuple[Any, ...]]:
    for p in ctx.library.products.values():
        found = retail.resolve(ctx.library, p, ctx.today)
        yield p.id, p.name, p.kind, p.category, p.supplier, found.status, found.code, p.checked


def _variants(ctx: Context) -> Iterator[tuple[Any, ...]]:
    for p in ctx.library.products.values():
        for v in p.variants:
            scheme = None if v.order_scheme is None else int(v.order_scheme)
            yield (
                v.hms_number,
                p.id,
                v.name,
                v.supplier_ref,
                scheme,
                v.discontinued,
                v.replaced_by,
            )


def _placements(ctx: Context) -> Iterator[tuple[Any, ...]]:
    for product in ctx.library.products.values():
        for v in product.variants:
            for p in placements(product, v):
                state = rank_state(p)
                yield (
                    v.hms_number,
                    p.agreement,
                    p.post,
                    p.rank if state == "ranked" else None,
                    state,
                    ctx.state(p).value,
                    p.basis,
                    p.source,
                    p.as_of,
                )


def _measures(ctx: Context) -> Iterator[tuple[Any, ...]]:
    for product in ctx.library.products.values():
        for variant in product.variants:
            for name in variant.properties:
                value = properties.value_of(ctx, variant, name)
                if isinstance(value, bool | str):
                    text = value if isinstance(value, str) else json.dumps(value)
                    yield variant.hms_number, name, None, None, text
                elif value is not None:
                    low, high = value if isinstance(value, tuple) else (value, value)
                    yield variant.hms_number, name, low, high, None


def _search(ctx: Context) -> Iterator[tuple[Any, ...]]:
    library = ctx.library
    for p in library.products.values():
        category = library.categories.get(p.category or "")
        supplier = library.suppliers.get(p.supplier or "")
        yield (
            p.name,
            " ".join(v.name for v in p.variants),
            category_name(category) if category else "",
            supplier.name if supplier else "",
            p.id,
        )
