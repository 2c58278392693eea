"""Products and variants: new, renamed, discontinued, measured anew, another retail status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from catalog import retail
from catalog.changes.change import Change, Pair, in_both, names, url_of
from catalog.language import BOKMAL
from catalog.library import Library, placements, product_path
from catalog.periods import is_discontinued
from catalog.records import Placement, Product, Property


def products(pair: Pair) -> Iterator[Change]:
    """New products, and what changed in those that stay; see `removed` for the rest."""
    for name, new in pair.after.products.items():
        if name not in pair.before.products:
            count = "1 variant" if len(new.variants) == 1 else f"{len(new.variants)} varianter"
            yield Change(
                "product", f"Nytt produkt: {new.name} ({count}).", url_of(new), product_path(new)
            )
    for old, new in in_both(pair):
        yield from _one_product(pair, old, new)
        rest = sorted(_LEFT[field] for field in _left(pair, old, new))
        if rest:
            text = f"{new.name}: {', '.join(rest)} er endret."
            yield Change("text", text, url_of(new), product_path(new))


def _one_product(pair: Pair, old: Product, new: Product) -> Iterator[Change]:
    url, path = url_of(new), product_path(new)
    if old.name != new.name:
        yield Change("name", f"{old.name} heter nå {new.name}.", url, path)
    if old.category != new.category:
        said = f"{_category(pair.before, old)} → {_category(pair.after, new)}"
        yield Change("name", f"{new.name}: kategori {said}.", url, path)
    if old.supplier != new.supplier:
        said = f"{_supplier(pair.before, old)} → {_supplier(pair.after, new)}"
        yield Change("name", f"{new.name}: leverandør {said}.", url, path)
    if old.kind != new.kind or old.fits != new.fits:
        yield Change(
            "name", f"{new.name}: hva det er, eller hva det passer til, er endret.", url, path
        )
    if old.summary != new.summary:
        yield Change("text", f"{new.name}: omtalen er endret.", url, path)
    if old.checked != new.checked and new.checked:
        yield Change("checked", f"{new.name}: bekreftet {BOKMAL.day(new.checked)}.", url, path)
    then, now = ({v.hms_number: v for v in p.variants} for p in (old, new))
    fresh = [n for n in now if n not in then]
    if fresh:
        shown = ", ".join(fresh[:3]) + (f" og {len(fresh) - 3} til" if len(fresh) > 3 else "")
        yield Change("product", f"{new.name}: nye varianter, HMS {shown}.", url, path)
    for number in now:
        if number in then and is_discontinued(now[number], pair.today) != is_discontinued(
            then[number], pair.today
        ):
            said = (
                "er utgått" if is_discontinued(now[number], pair.today) else "er ikke lenger utgått"
            )
            yield Change(
                "discontinued", f"{now[number].name} (HMS {number}) {said}.", f"hms/{number}/", path
            )
    yield from _measures(pair, old, new)


_LEFT = {
    "sources": "kilder",
    "evidence": "grunnlaget for egenskapene",
    "retail": "begrunnelsen for handelsvare",
    "placements": "kilden til en plass",
    "name": "variantnavn",
    "supplier_ref": "leverandørens artikkelnummer",
    "discontinued": "datoen en variant går ut",
    "replaced_by": "etterfølgeren til en variant",
}
"""Fields that no other line tells of, in words."""


def _left(pair: Pair, old: Product, new: Product) -> set[str]:
    """The fields that differ, in the product or a variant that stays, of those in `_LEFT`."""
    found = {f for f in ("sources", "evidence") if getattr(old, f) != getattr(new, f)}
    if old.retail != new.retail and _status(pair.before, old, pair.today) == _status(
        pair.after, new, pair.today
    ):
        found.add("retail")
    then = {v.hms_number: v for v in old.variants}
    for variant in new.variants:
        was = then.get(variant.hms_number)
        if was is None:
            continue
        found |= {
            f
            for f in ("name", "supplier_ref", "evidence", "replaced_by")
            if getattr(was, f) != getattr(variant, f)
        }
        if was.discontinued != variant.discontinued and is_discontinued(
            was, pair.today
        ) == is_discontinued(variant, pair.today):
            found.add("discontinued")
        here, there = placements(old, was), placements(new, variant)
        if here != there and {_where(p) for p in here} == {_where(p) for p in there}:
            found.add("placements")
    return found


def _where(placement: Placement) -> tuple[object, ...]:
    """What other lines tell of a placement."""
    return (
        placement.agreement,
        placement.post,
        placement.rank,
        placement.basis == "listed",
        placement.valid_from,
        placement.valid_to,
    )


def _measures(pair: Pair, old: Product, new: Product) -> Iterator[Change]:
    """Values that changed, one line for all variants that changed alike."""
    found: dict[str, list[str]] = defaultdict(list)
    then = {v.hms_number: v for v in old.variants}
    known = {**pair.before.properties, **pair.after.properties}
    for variant in new.variants:
        was = then.get(variant.hms_number)
        if was is None:
            continue
        for name in sorted({*was.properties, *variant.properties}):
            a, b = was.properties.get(name), variant.properties.get(name)
            if a != b and name in known:
                label = known[name].label.nb.lower()
                said = f"{label} {_value(known[name], a)} → {_value(known[name], b)}"
                found[said].append(variant.hms_number)
        if was.order_scheme != variant.order_scheme:
            said = f"{_yes(was.order_scheme)} → {_yes(variant.order_scheme)}"
            found[f"bestillingsordningen {said}"].append(variant.hms_number)
    for said, numbers in found.items():
        which = (
            ""
            if len(numbers) == len(new.variants)
            else f" ({len(numbers)} av {len(new.variants)} varianter)"
        )
        yield Change("measure", f"{new.name}: {said}{which}.", url_of(new), product_path(new))


def _yes(value: Any) -> str:
    return {None: "ikke oppgitt", True: "ja", False: "nei"}[value]


def _value(known: Property, value: Any) -> str:
    if value is None:
        return "ikke oppgitt"
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, str):
        return value
    return BOKMAL.measure(value, known.unit)


def _category(library: Library, product: Product) -> str:
    code = product.category
    found = library.categories.get(code or "")
    return f"{code} {found.short or found.title}" if found else code or "ikke registrert"


def _supplier(library: Library, product: Product) -> str:
    found = library.suppliers.get(product.supplier or "")
    return found.name if found else "ikke registrert"


def retail_status(pair: Pair) -> Iterator[Change]:
    """Products whose retail status differs; a finding can move many at once."""
    found: dict[tuple[str, str], list[Product]] = defaultdict(list)
    for name, old in pair.before.products.items():
        new = pair.after.products.get(name)
        if new is None:
            continue
        was, is_ = _status(pair.before, old, pair.today), _status(pair.after, new, pair.today)
        if was != is_:
            found[was, is_].append(new)
    for (was, is_), these in sorted(found.items()):
        said = f"{_RETAIL[was]} → {_RETAIL[is_]}"
        for product in these if len(these) <= 3 else ():
            yield Change(
                "retail", f"{product.name}: {said}.", url_of(product), product_path(product)
            )
        if len(these) > 3:
            text = f"{names(pair, [p.id for p in these])}: {said}."
            yield Change("retail", text, "handelsvare/", "vocabulary/findings.yaml")


def _status(library: Library, product: Product, today: str) -> str:
    return retail.resolve(library, product, today).status


_RETAIL = {
    "special_aid": "spesiallaget hjelpemiddel",
    "retail": "vanlig handelsvare",
    "retail_but_aid": "selges i butikk, kan søkes om",
    "former_aid": "tidligere hjelpemiddel",
    "small_aid_grant": "kjøp selv, tilskudd",
    "adaptation_only": "bare tilpasning dekkes",
    "treatment_aid": "behandlingshjelpemiddel",
    "other_responsibility": "andre har ansvaret",
    "training_excluded": "treningsutstyr, dekkes ikke",
    "not_an_aid": "regnes ikke som hjelpemiddel",
    "conditional": "kommer an på",
    "not_assessed": "ikke vurdert",
}
