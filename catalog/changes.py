"""What a change of the records does to readers: two libraries → changes in domain words.

Shared by `catalog diff`, `/endringer/` and the feeds. What only moves text about is no change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog import retail
from catalog.language import BOKMAL
from catalog.library import Library, agreement_path, placements, product_path
from catalog.periods import is_discontinued
from catalog.records import Agreement, Product, Property

MOST = 12
"""Changes of one kind beyond this are counted, so that a report stays readable."""

KINDS = (
    ("removed", "Adresser som forsvinner"),
    ("agreement", "Avtaler"),
    ("rank", "Rangering"),
    ("place", "Inn i og ut av poster"),
    ("retail", "Vanlig handelsvare"),
    ("rate", "Satser"),
    ("discontinued", "Utgått"),
    ("measure", "Mål og egenskaper"),
    ("product", "Nye produkter og varianter"),
    ("name", "Navn, kategori og leverandør"),
    ("supplier", "Leverandører"),
    ("text", "Tekster og veier"),
    ("search", "Søk"),
    ("checked", "Bekreftet"),
)
"""Kind → its heading, by impact: what readers may lose or choose wrongly by comes first."""
_ORDER = {kind: i for i, (kind, _) in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `url` is from the language's root; `path` the record it comes from."""

    kind: str
    text: str
    url: str
    path: str


def changes(before: Library, after: Library, today: str) -> tuple[Change, ...]:
    """Every change for readers between two states, both seen on `today`, by impact."""
    pair = _Pair(before, after, today)
    found = [change for part in _PARTS for change in part(pair)]
    return tuple(sorted(found, key=lambda c: (_ORDER[c.kind], c.url, c.text)))


@dataclass(frozen=True)
class _Pair:
    before: Library
    after: Library
    today: str


def _post_name(library: Library, agreement: str, number: str) -> str:
    return f"{_title(library.agreements[agreement])}, delkontrakt {number}"


def _title(agreement: Agreement) -> str:
    return f"{agreement.title} {(agreement.valid_from or '')[:4]}".strip()


def _url(product: Product) -> str:
    return f"produkt/{product.id}/"


def _in_both(pair: _Pair) -> Iterator[tuple[Product, Product]]:
    for name, old in pair.before.products.items():
        new = pair.after.products.get(name)
        if new is not None and new != old:
            yield old, new


def _removed(pair: _Pair) -> Iterator[Change]:
    """Ids that are gone; each needs a tombstone, which names the successor."""
    stones = {t.id: t for t in pair.after.tombstones}
    for name, product in pair.before.products.items():
        if name not in pair.after.products:
            yield Change(
                "removed",
                _gone(product.name, stones.get(name)),
                _url(product),
                product_path(product),
            )
    for name, agreement in pair.before.agreements.items():
        if name not in pair.after.agreements:
            text = _gone(f"Avtalen {_title(agreement)}", stones.get(name))
            yield Change("removed", text, f"avtale/{name}/", agreement_path(agreement))
            continue
        for post in agreement.posts:
            if pair.after.post(name, post.number) is None:
                text = f"{_post_name(pair.before, name, post.number)} er tatt bort."
                yield Change(
                    "removed", text, f"avtale/{name}/post/{post.number}/", agreement_path(agreement)
                )
    for number, (product, variant) in pair.before.by_hms.items():
        if number not in pair.after.by_hms and product.id in pair.after.products:
            text = _gone(f"HMS-nummer {number} ({variant.name})", stones.get(number))
            yield Change("removed", text, f"hms/{number}/", product_path(product))


def _gone(name: str, stone: Any) -> str:
    if stone is None:
        return f"{name} er tatt ut. Adressen trenger en linje i vocabulary/tombstones.yaml."
    after = f" Se {stone.successor}." if stone.successor else ""
    return f"{name} er tatt ut: {stone.reason.nb}{after}"


def _agreements(pair: _Pair) -> Iterator[Change]:
    for name, new in pair.after.agreements.items():
        url, path = f"avtale/{name}/", agreement_path(new)
        old = pair.before.agreements.get(name)
        if old is None:
            period = BOKMAL.span(new.valid_from, new.valid_to)
            yield Change(
                "agreement",
                f"Ny avtale: {_title(new)} ({period}), {len(new.posts)} poster.",
                url,
                path,
            )
            continue
        if (old.valid_from, old.valid_to) != (new.valid_from, new.valid_to):
            was, is_ = (BOKMAL.span(a.valid_from, a.valid_to) for a in (old, new))
            text = f"{new.title}: {was} → {is_}."
            yield Change("agreement", text, url, path)
        if old.options != new.options:
            yield Change("agreement", f"{_title(new)}: opsjonene er endret.", url, path)
        if (old.supersedes, old.not_continued) != (new.supersedes, new.not_continued):
            yield Change(
                "agreement",
                f"{_title(new)}: hva den følger etter eller føres videre som, er endret.",
                url,
                path,
            )
        if old.title != new.title:
            yield Change("name", f"Avtalen {old.title} heter nå {new.title}.", url, path)
        for post in new.posts:
            yield from _one_post(pair, old, new, post.number)


def _one_post(pair: _Pair, old: Agreement, new: Agreement, number: str) -> Iterator[Change]:
    url, path = f"avtale/{new.id}/post/{number}/", agreement_path(new)
    was, is_ = pair.before.post(old.id, number), pair.after.post(new.id, number)
    if was is None:
        yield Change("agreement", f"{_post_name(pair.after, new.id, number)} er ny.", url, path)
    elif is_ is not None:
        if was.allocation != is_.allocation:
            said = f"fordeling {_ALLOCATION[was.allocation]} → {_ALLOCATION[is_.allocation]}"
            yield Change("rank", f"{_post_name(pair.after, new.id, number)}: {said}.", url, path)
        if was.title != is_.title:
            said = f"heter nå «{is_.title or 'uten tittel'}»"
            yield Change("name", f"{_post_name(pair.after, new.id, number)} {said}.", url, path)
        if (was.intended_for, was.requires, was.successor_of) != (
            is_.intended_for,
            is_.requires,
            is_.successor_of,
        ):
            yield Change(
                "text",
                f"{_post_name(pair.after, new.id, number)}: krav eller forklaring er endret.",
                url,
                path,
            )


_ALLOCATION = {
    "ranked": "rangert",
    "unranked": "ikke rangert",
    "parallel": "parallell",
    "unknown": "ikke kjent",
}

Place = tuple[str, str]


def _standings(library: Library) -> dict[Place, dict[str, set[str]]]:
    """(agreement, post) → rank as text → products that have it."""
    found: dict[Place, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (agreement, post), placed in library.by_post.items():
        for item in placed:
            rank = "listed" if item.placement.basis == "listed" else str(item.placement.rank or "")
            found[agreement, post][rank].add(item.product.id)
    return found


def _ranks(pair: _Pair) -> Iterator[Change]:
    before, after = _standings(pair.before), _standings(pair.after)
    for place in sorted({*before, *after}):
        agreement = place[0]
        if agreement not in pair.before.agreements or agreement not in pair.after.agreements:
            continue  # said as a whole by the agreement
        old, new = before.get(place, {}), after.get(place, {})
        if old != new:
            yield from _one_place(pair, place, old, new)


def _one_place(
    pair: _Pair, place: Place, old: Mapping[str, set[str]], new: Mapping[str, set[str]]
) -> Iterator[Change]:
    agreement, number = place
    record = pair.after.agreements[agreement]
    where, url = _post_name(pair.after, agreement, number), f"avtale/{agreement}/post/{number}/"
    path = agreement_path(record)
    here, then = set().union(*new.values()), set().union(*old.values())
    for rank in sorted({*old, *new}, key=lambda r: (not r.isdigit(), r.zfill(3))):
        left, come = (
            old.get(rank, set()) - new.get(rank, set()),
            new.get(rank, set()) - old.get(rank, set()),
        )
        if not rank.isdigit() or not (left or come):
            continue
        path = _record_of(pair, min(come or left))
        if left and come:
            text = f"rangering {rank} flyttes fra {_names(pair, left)} til {_names(pair, come)}"
        elif come:
            text = f"{_names(pair, come)} får rangering {rank}"
        elif left <= here:
            text = f"{_names(pair, left)} har ikke lenger rangering {rank}"
        else:
            text = f"rangering {rank} ({_names(pair, left)}) går ut av posten"
        yield Change("rank", f"{where}: {text}.", url, path)
    gone = [p for p in sorted(then - here) if p in pair.after.products]
    unranked = [p for p in gone if not any(p in old.get(r, ()) for r in old if r.isdigit())]
    if unranked:
        yield Change(
            "place",
            f"{where}: {_names(pair, unranked)} går ut.",
            url,
            _record_of(pair, unranked[0]),
        )
    fresh = [
        p for p in sorted(here - then) if not any(p in new.get(r, ()) for r in new if r.isdigit())
    ]
    if fresh:
        how = {_RANK.get(r, "") for r in new for p in fresh if p in new[r]}
        yield Change(
            "place",
            f"{where}: {_names(pair, fresh)} kommer inn ({', '.join(sorted(how))}).",
            url,
            _record_of(pair, fresh[0]),
        )
    same = (here & then) - {
        p for r in {*old, *new} if r.isdigit() for p in old.get(r, set()) ^ new.get(r, set())
    }
    moved = [p for p in sorted(same) if _how(old, p) != _how(new, p)]
    if moved:
        yield Change(
            "rank",
            f"{where}: {_names(pair, moved)} er nå {', '.join(_how(new, moved[0]))}.",
            url,
            _record_of(pair, moved[0]),
        )


_RANK = {
    "": "rangering ikke registrert her",
    "unranked": "på avtale, uten rangering",
    "listed": "kun kjent fra erstatningsliste",
}


def _how(ranks: Mapping[str, set[str]], product: str) -> list[str]:
    return sorted(_RANK.get(r, f"rangering {r}") for r in ranks if product in ranks[r])


def _names(pair: _Pair, products: Any) -> str:
    known = {**pair.before.products, **pair.after.products}
    names = sorted(known[p].name for p in products)
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} og {len(names) - 3} til"


def _record_of(pair: _Pair, product: str) -> str:
    found = pair.after.products.get(product) or pair.before.products[product]
    return product_path(found)


def _off_agreement(pair: _Pair) -> Iterator[Change]:
    """Variants that lose their last place of an agreement, counted by agreement."""
    lost: dict[str, list[str]] = defaultdict(list)
    gained: dict[str, list[str]] = defaultdict(list)
    for old, new in _in_both(pair):
        then = {v.hms_number: {p.agreement for p in placements(old, v)} for v in old.variants}
        now = {v.hms_number: {p.agreement for p in placements(new, v)} for v in new.variants}
        for number in then.keys() & now.keys():
            for agreement in then[number] - now[number]:
                lost[agreement].append(new.id)
            for agreement in now[number] - then[number]:
                gained[agreement].append(new.id)
    for way, found in (("går ut av", lost), ("kommer inn på", gained)):
        for agreement, products in sorted(found.items()):
            record = pair.after.agreements.get(agreement)
            if record is not None:
                count = "1 variant" if len(products) == 1 else f"{len(products)} varianter"
                text = f"{count} {way} avtalen {_title(record)} ({_names(pair, set(products))})."
                yield Change("place", text, f"avtale/{agreement}/", _record_of(pair, products[0]))


def _retail(pair: _Pair) -> Iterator[Change]:
    found: dict[tuple[str, str], list[Product]] = defaultdict(list)
    for name, old in pair.before.products.items():
        new = pair.after.products.get(name)
        if new is None:
            continue
        was, is_ = _status(pair.before, old, pair.today), _status(pair.after, new, pair.today)
        if was != is_:
            found[was, is_].append(new)
    for (was, is_), products in sorted(found.items()):
        said = f"{_RETAIL[was]} → {_RETAIL[is_]}"
        for product in products if len(products) <= 3 else ():
            yield Change("retail", f"{product.name}: {said}.", _url(product), product_path(product))
        if len(products) > 3:
            text = f"{_names(pair, [p.id for p in products])}: {said}."
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


def _products(pair: _Pair) -> Iterator[Change]:
    for name, new in pair.after.products.items():
        if name not in pair.before.products:
            count = "1 variant" if len(new.variants) == 1 else f"{len(new.variants)} varianter"
            yield Change(
                "product", f"Nytt produkt: {new.name} ({count}).", _url(new), product_path(new)
            )
    for old, new in _in_both(pair):
        yield from _one_product(pair, old, new)


def _one_product(pair: _Pair, old: Product, new: Product) -> Iterator[Change]:
    url, path = _url(new), product_path(new)
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


def _measures(pair: _Pair, old: Product, new: Product) -> Iterator[Change]:
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
        yield Change("measure", f"{new.name}: {said}{which}.", _url(new), product_path(new))


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


def _suppliers(pair: _Pair) -> Iterator[Change]:
    path = "vocabulary/suppliers.yaml"
    for name, new in pair.after.suppliers.items():
        old = pair.before.suppliers.get(name)
        if old is None:
            yield Change("supplier", f"Ny leverandør: {new.name}.", f"leverandor/{name}/", path)
        elif old.name != new.name:
            yield Change(
                "supplier", f"{old.name} heter nå {new.name}.", f"leverandor/{name}/", path
            )
    for name, old in pair.before.suppliers.items():
        if name not in pair.after.suppliers:
            yield Change(
                "removed", f"Leverandøren {old.name} er tatt bort.", f"leverandor/{name}/", path
            )


def _rates(pair: _Pair) -> Iterator[Change]:
    for name, new in pair.after.rates.items():
        old = pair.before.rates.get(name)
        if old is not None and old != new:
            yield Change(
                "rate", f"Satsen «{new.title.nb}» er endret.", "satser/", "vocabulary/rates.yaml"
            )
        elif old is None:
            yield Change("rate", f"Ny sats: «{new.title.nb}».", "satser/", "vocabulary/rates.yaml")


def _texts(pair: _Pair) -> Iterator[Change]:
    for what, folder, path, old, new in (
        ("Veien", "rettigheter", "vocabulary/paths.yaml", pair.before.paths, pair.after.paths),
        (
            "Siden",
            "situasjon",
            "vocabulary/situations.yaml",
            pair.before.situations,
            pair.after.situations,
        ),
    ):
        for name, record in new.items():
            if old.get(name) != record:
                how = "er endret" if name in old else "er ny"
                yield Change(
                    "text", f"{what} «{record.title.nb}» {how}.", f"{folder}/{name}/", path
                )
    if pair.before.findings != pair.after.findings:
        for name, finding in pair.after.findings.items():
            if pair.before.findings.get(name) not in (None, finding):
                yield Change(
                    "text",
                    f"Vurderingen av «{finding.title.nb}» er endret.",
                    "handelsvare/",
                    "vocabulary/findings.yaml",
                )


def _search(pair: _Pair) -> Iterator[Change]:
    old = {(s.when, s.words) for s in pair.before.synonyms}
    for rule in pair.after.synonyms:
        if (rule.when, rule.words) not in old:
            text = f"«{rule.words}» finner nå «{', '.join(rule.when)}»."
            yield Change("search", text, "sok/", "vocabulary/synonyms.yaml")


_PARTS: tuple[Callable[[_Pair], Iterator[Change]], ...] = (
    _removed,
    _agreements,
    _ranks,
    _off_agreement,
    _retail,
    _products,
    _suppliers,
    _rates,
    _texts,
    _search,
)


def grouped(
    found: tuple[Change, ...], most: int = MOST
) -> Iterator[tuple[str, tuple[Change, ...], int]]:
    """(heading, the first changes, how many more) for each kind, by impact."""
    for kind, heading in KINDS:
        these = tuple(c for c in found if c.kind == kind)
        if these:
            yield heading, these[:most], max(0, len(these) - most)
