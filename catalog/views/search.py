"""What search shows and filters by: one document a product, in the order of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalog.library import placements
from catalog.periods import OVER
from catalog.records import Product
from catalog.search import parts
from catalog.search.index import FIELDS, SearchDocument, Synonym, postings
from catalog.views import retail
from catalog.views.context import Context, agreement_name, post_key, sort_key
from catalog.views.lists import card
from catalog.views.placement import Standing, standing, standing_text

WEIGHTS = {
    Standing.ON_AGREEMENT: 1.0,
    Standing.PERIOD_UNKNOWN: 0.9,
    Standing.UPCOMING: 0.9,
    Standing.LISTED: 0.8,
    Standing.NONE: 0.8,
    Standing.OVER: 0.6,
}
"""What a hit's score is worth; a part or accessory is worth `PART` whatever it is on."""
PART = 0.05
UNFILED = 0.5
"""No source says what kind of thing it is; many such are parts."""
CHOICES = 12
"""A text property with more values than this in a category is no filter."""


@dataclass(frozen=True, slots=True)
class Need:
    """A measure a reader can ask for: `low` for «at least», both ends for «within»."""

    id: str
    label: str
    unit: str
    at_least: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Everything the template of the search page shows."""

    folder: str
    """Where the parts of the index lie, from the root of the site."""
    own: str
    """Where those in the reader's language lie."""
    needs: tuple[Need, ...]


def ordered(ctx: Context) -> tuple[Product, ...]:
    """Products in the order of the index: like beside like, so that numbers are neighbours."""
    return tuple(
        sorted(
            ctx.library.products.values(),
            key=lambda p: (p.category or "99", sort_key(p.name), p.id),
        )
    )


def folder(ctx: Context) -> str:
    """Where the index lies; another library, date or program gives another folder."""
    return f"assets/sok-{ctx.fingerprint}/"


def own_folder(ctx: Context) -> str:
    """Where the part of the index lies that is in the reader's language."""
    return f"{folder(ctx)}{ctx.language.prefix}"


def search_page(ctx: Context) -> SearchPage:
    """The page that searches."""
    return SearchPage(folder(ctx), own_folder(ctx), needs(ctx))


def needs(ctx: Context) -> tuple[Need, ...]:
    """The measures that a need can be compared with."""
    return tuple(
        Need(p.id, ctx.text(p.label), p.unit or "", p.fit == "at_least")
        for p in ctx.library.properties.values()
        if p.fit
    )


def by_cards(products: Sequence[Product]) -> list[Sequence[Product]]:
    """The products of each part with cards; `products` are in the order of the index."""
    return [products[i : i + parts.CARDS] for i in range(0, len(products), parts.CARDS)]


def card_files(ctx: Context) -> dict[str, Callable[[], bytes]]:
    """The cards of the hits by path, in the index's order."""
    return {
        f"{own_folder(ctx)}c{i}.js": partial(_cards, ctx, f"c{i}", products)
        for i, products in enumerate(by_cards(ordered(ctx)))
    }


def _cards(ctx: Context, name: str, products: Sequence[Product]) -> bytes:
    return parts.part(name, [_card(ctx, p) for p in products])


def own_files(ctx: Context) -> dict[str, bytes]:
    """What a reader sees of the index beside the cards, as files by name: labels of filters."""
    products = ordered(ctx)
    writer = parts.Writer()
    writer.add("facets", _facets(ctx, products))
    writer.add("agreements", _agreements(ctx))
    for code, rows in _choices(ctx, products):
        writer.add(f"p-{code}", rows)
    return writer.files


def search_files(ctx: Context) -> dict[str, bytes]:
    """What is searched, as files by name; the words of every language find in each."""
    products = ordered(ctx)
    writer = parts.Writer()
    rules = [Synonym(s.when, s.words) for s in ctx.library.synonyms]
    found = postings([document(ctx, p) for p in products], rules)
    firsts = parts.index_parts(writer, found)
    prefixes = parts.number_parts(writer, _numbers(products))
    fields = [name for name, _ in FIELDS]
    choices = [code for code, _ in _choices(ctx, products)]
    manifest = {
        "documents": len(products),
        "fields": fields,
        **firsts,
        "numbers": prefixes,
        "choices": sorted(choices),
    }
    writer.add("manifest", manifest)
    parts.lexicon(writer, found)
    writer.add("variants", [len(p.variants) for p in products])
    for name, column in _columns(ctx, products).items():
        writer.add(f"m-{name}", column)
    return writer.files


def document(ctx: Context, product: Product) -> SearchDocument:
    """What a product is found by."""
    library = ctx.library
    code = product.category or ""
    tree = [
        library.categories[code[:n]]
        for n in (4, 6, 8)
        if len(code) >= n and code[:n] in library.categories
    ]
    supplier = library.suppliers.get(product.supplier or "")
    titles = [t for c in tree for t in (c.title, c.short or "")]
    return SearchDocument(
        name=product.name,
        names=tuple(v.name for v in product.variants),
        category=" ".join([*titles, supplier.name if supplier else ""]),
        search_words=" ".join(
            [*(c.title_en or "" for c in tree), *(w for c in tree[-1:] for w in c.search_words)]
        ),
        text=_text(ctx, product),
        weight=_weight(ctx, product),
    )


def _text(ctx: Context, product: Product) -> str:
    """Agreements, posts and the weight a product bears: found, but below names."""
    words: dict[str, None] = {}
    if product.summary:
        words[product.summary.nb] = None
        words[product.summary.nn or ""] = None
    for variant in product.variants:
        for placement in placements(product, variant):
            agreement = ctx.library.agreements[placement.agreement]
            post = ctx.library.post(agreement.id, placement.post)
            title = post.title if post and post.title else ""
            words[f"{agreement_name(agreement)} post {placement.post} {title}"] = None
        weight = variant.properties.get("user_weight_max")
        if weight is not None:
            words[f"{weight} kg"] = None
    return " ".join(words)


def _numbers(products: tuple[Product, ...]) -> list[tuple[str, int, str]]:
    return [
        (number, i, v.hms_number)
        for i, p in enumerate(products)
        for v in p.variants
        for number in (v.hms_number, v.supplier_ref)
        if number and len(number) > 2
    ]


def _weight(ctx: Context, product: Product) -> float:
    if product.kind != "aid":
        return PART
    return WEIGHTS[standing(ctx, product)] * (1 if product.category else UNFILED)


def _card(ctx: Context, product: Product) -> list[Any]:
    """[id, name, what it is, status, [[where, rank], …], more places]."""
    shown = card(ctx, product)
    _ = ctx.language
    kind = "" if product.kind == "aid" else _(_KINDS[product.kind][1])
    count = f"{shown.variants} {_('variant') if shown.variants == 1 else _('varianter')}"
    category = ctx.category_name(product.category) if product.category else ""
    meta = " · ".join(filter(None, (kind, category, shown.supplier, count)))
    return [product.id, product.name, meta, shown.status, shown.places, shown.more]


def _facets(ctx: Context, products: tuple[Product, ...]) -> dict[str, Any]:
    """Columns in document order: values as numbers into a list of [id, label]."""
    return {
        "kategori": _column_of(products, lambda p: _category(ctx, p)),
        "leverandor": _column_of(products, lambda p: _supplier(ctx, p)),
        "avtalestatus": _column_of(products, lambda p: _standing(ctx, p)),
        "handelsvare": _column_of(products, lambda p: _retail(ctx, p)),
        "type": _column_of(products, lambda p: _kind(ctx, p)),
        "bestilling": "".join(
            "1" if any(v.order_scheme for v in p.variants) else "0" for p in products
        ),
        "plasser": _places(products),
    }


_KINDS = {
    "aid": ("hjelpemiddel", "Hjelpemiddel"),
    "accessory": ("tilbehor", "Tilbehør"),
    "spare_part": ("reservedel", "Reservedel"),
}


def _kind(ctx: Context, product: Product) -> tuple[str, str]:
    name, label = _KINDS[product.kind]
    return name, ctx.language(label)


def _category(ctx: Context, product: Product) -> tuple[str, str]:
    code = (product.category or "")[:4]
    if code not in ctx.library.categories:
        return "ukjent", ctx.language("Kategori ikke registrert")
    return code, ctx.category_name(code)


def _supplier(ctx: Context, product: Product) -> tuple[str, str]:
    supplier = ctx.library.suppliers.get(product.supplier or "")
    if supplier:
        return supplier.id, supplier.name
    return "ukjent", ctx.language("Leverandør ikke registrert")


def _standing(ctx: Context, product: Product) -> tuple[str, str]:
    found = standing(ctx, product)
    return found.name.lower(), standing_text(ctx, found)


def _agreements(ctx: Context) -> list[Any]:
    """[id, name, abbreviation, over, [[post, title], …]], current ones first."""
    return [
        [
            a.id,
            agreement_name(a),
            a.abbreviation or "",
            int(ctx.states[a.id] in OVER),
            [[p.number, p.title or ""] for p in a.posts],
        ]
        for a in sorted(
            ctx.library.agreements.values(),
            key=lambda a: (ctx.states[a.id] in OVER, sort_key(a.title), a.id),
        )
    ]


def _retail(ctx: Context, product: Product) -> tuple[str, str]:
    found = retail.status(ctx, product)
    return found, ctx.language(retail.STATUSES[found][0])


def _column_of(products: tuple[Product, ...], value: Any) -> dict[str, Any]:
    values = [value(p) for p in products]
    known = sorted(set(values), key=lambda v: (v[0] == "ukjent", sort_key(v[1]), v[0]))
    number = {v: i for i, v in enumerate(known)}
    return {"values": [list(v) for v in known], "of": [number[v] for v in values]}


def _places(products: tuple[Product, ...]) -> dict[str, Any]:
    """Each (agreement, post, rank) once; a document lists those of any of its variants.

    The rank stays with its agreement and post, so a filter can never pair them otherwise.
    """
    rows = [
        sorted(
            {
                (p.agreement, p.post, str(p.rank or ("listet" if p.basis == "listed" else "")))
                for v in product.variants
                for p in placements(product, v)
            }
        )
        for product in products
    ]
    known = sorted({p for row in rows for p in row}, key=lambda p: (p[0], post_key(p[1]), p[2]))
    number = {p: i for i, p in enumerate(known)}
    return {
        "values": [list(p) for p in known],
        "of": [[number[p] for p in row] for row in rows],
    }


def _choices(ctx: Context, products: tuple[Product, ...]) -> Iterator[tuple[str, list[Any]]]:
    """By category, its yes/no and text properties: [id, label, [[value, [document, …], label], …]].

    The last is left out where it is the value.
    """
    by_code: dict[str, dict[str, dict[str, dict[int, None]]]] = {}
    for number, product in enumerate(products):
        found = by_code.setdefault((product.category or "")[:4], {})
        for variant in product.variants:
            for name, value in variant.properties.items():
                if not isinstance(value, bool | str):
                    continue
                text = value if isinstance(value, str) else ("nei", "ja")[value]
                found.setdefault(name, {}).setdefault(text, {})[number] = None
    for code, found in by_code.items():
        rows = [
            [p.id, ctx.text(p.label), [_choice(ctx, v, n) for v, n in sorted(found[p.id].items())]]
            for p in ctx.library.properties.values()
            if p.id in found and len(found[p.id]) <= CHOICES
        ]
        if code and rows:
            yield code, rows


def _choice(ctx: Context, value: str, documents: Iterable[int]) -> list[Any]:
    """[value, its documents], with what it is called where that is another word."""
    label = ctx.language(value.capitalize()).lower() if value in {"ja", "nei"} else value
    return [value, list(documents), *([] if label == value else [label])]


def _columns(ctx: Context, products: tuple[Product, ...]) -> dict[str, list[float | int]]:
    """Measure → [gap to the variant's number, low, high, …] for the variants that have it."""
    known = {p.id: p for p in ctx.library.properties.values() if p.fit}
    out: dict[str, list[float | int]] = {name: [] for name in known}
    last = dict.fromkeys(known, 0)
    for number, variant in enumerate(v for p in products for v in p.variants):
        for name, value in variant.properties.items():
            if name in known and known[name].plausible(value):
                low, high = value if isinstance(value, tuple) else (value, value)
                out[name] += [number - last[name], low, high]
                last[name] = number
    return out
