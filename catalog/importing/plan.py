"""Facts → edits of records: what is missing is filled in, what somebody else said stays.

A value is replaced only when the record says it came from the same source as the import. A record
with `checked` is never touched: the difference is told instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog import source
from catalog.importing.facts import ArticleFacts, Note, PlaceFact
from catalog.library import Library, placements, product_path
from catalog.records import Placement, Product, Variant

_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "ö": "o", "ä": "a", "ü": "u"})


@dataclass(slots=True)
class Plan:
    """New contents by path, as data, and what to tell."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    added: int = 0
    filled: int = 0


def plan(library: Library, articles: Iterable[ArticleFacts], source: str, as_of: str) -> Plan:
    """Edits that bring `articles` into the records, with `source` and its day on each new fact."""
    maker = _Maker(library, source, as_of)
    series: dict[str, list[ArticleFacts]] = defaultdict(list)
    for article in articles:
        series[article.product_id or article.series or article.hms_number].append(article)
    for found in series.values():
        maker.series(found)
    maker.fits()
    return maker.made


class _Maker:
    def __init__(self, library: Library, source: str, as_of: str) -> None:
        self.library, self.source, self.as_of = library, source, as_of
        self.made = Plan()
        self._suppliers = {
            name.casefold(): s.id
            for s in library.suppliers.values()
            for name in (s.name, *s.aliases)
        }
        self._products: dict[str, str] = {}
        """Series → product id, for what fits what."""
        self._fits: list[tuple[str, ArticleFacts]] = []
        self._taken = {*library.products, *(t.id for t in library.tombstones)}

    def series(self, found: list[ArticleFacts]) -> None:
        """The articles of one product."""
        known = [
            self.library.by_hms[a.hms_number][0]
            for a in found
            if a.hms_number in self.library.by_hms
        ]
        fresh = [a for a in found if a.hms_number not in self.library.by_hms]
        by_id = self.library.products.get(found[0].product_id or "")
        product = by_id or (known[0] if known else None)
        for article in found:
            if article.hms_number in self.library.by_hms:
                self._fill(article)
        if not fresh:
            key = product.id if product else ""
        elif product is not None:
            key = product.id
            self._extend(product, fresh)
        else:
            key = self._create(fresh)
        for article in found:
            if article.series:
                self._products[article.series] = key
            if article.fits and key:
                self._fits.append((key, article))

    def _data(self, product: Product) -> dict[str, Any]:
        path = product_path(product)
        if path not in self.made.records:
            self.made.records[path] = self._said(path)
        return self.made.records[path]

    def _said(self, path: str) -> Any:
        """What the file of a record says."""
        return source.read(path, self.library.texts[path].encode()).data

    def _touch(self, product: Product) -> dict[str, Any]:
        """The product's data to change, with the import among its sources."""
        data = self._data(product)
        if self.source not in data["sources"]:
            data["sources"] = [*data["sources"], self.source]
        self.made.filled += 1
        return data

    def _fill(self, article: ArticleFacts) -> None:
        product, variant = self.library.by_hms[article.hms_number]
        for name, value in (
            ("supplier_ref", article.supplier_ref),
            ("order_scheme", article.order_scheme),
            ("discontinued", article.discontinued),
            ("replaced_by", article.replaced_by),
        ):
            if value is not None:
                self._one(product, variant, article, name, value, getattr(variant, name))
        for name, value in article.properties.items():
            self._one(
                product, variant, article, name, value, variant.properties.get(name), inside=True
            )
        self._places(product, variant, article)

    def _one(
        self,
        product: Product,
        variant: Variant,
        article: ArticleFacts,
        name: str,
        value: Any,
        old: Any,
        *,
        inside: bool = False,
    ) -> None:
        if old == value:
            return
        if old is not None and (product.checked or not self._ours(product, variant, name)):
            who = "bekreftet av et menneske" if product.checked else "fra en annen kilde"
            text = (
                f"{product.id}, {variant.hms_number}: `{name}` er {_said(old)} ({who}); "
                f"importen sier {_said(value)}. Ikke endret."
            )
            self.made.notes.append(Note("kept", article.where, text))
            return
        if product.checked:
            self._confirmed(product, article, f"også `{name}`: {_said(value)}.")
            return
        data = self._touch(product)
        target = self._variant(data, variant.hms_number)
        if inside:
            target.setdefault("properties", {})[name] = _plain(value)
        else:
            target[name] = value
        if inside or name == "order_scheme":
            self._evidence(data, target, variant, name)

    def _confirmed(self, product: Product, article: ArticleFacts, what: str) -> None:
        """A person has confirmed the record: what the import has is told, not written."""
        text = f"{product.id} er bekreftet {product.checked}. Importen har {what}"
        self.made.notes.append(Note("checked", article.where, text))

    def _ours(self, product: Product, variant: Variant, name: str) -> bool:
        found = product.evidence if variant.evidence is None else variant.evidence
        return any(e.source == self.source and name in e.of for e in found)

    def _evidence(
        self,
        data: dict[str, Any],
        target: dict[str, Any],
        variant: Variant,
        name: str,
    ) -> None:
        """Say of the new value where it is from; a variant's evidence replaces its product's."""
        if "evidence" not in target:
            base = data.get("evidence", []) if variant.evidence is None else []
            target["evidence"] = [dict(e) for e in base]
        rows = [{**e, "of": [n for n in e["of"] if n != name]} for e in target["evidence"]]
        rows = [e for e in rows if e["of"]]
        ours = next(
            (e for e in rows if e["source"] == self.source and e["basis"] == "stated"), None
        )
        if ours is None:
            rows.append({"of": [name], "basis": "stated", "source": self.source})
        else:
            ours["of"] = [*ours["of"], name]
        target["evidence"] = rows

    def _variant(self, data: dict[str, Any], number: str) -> dict[str, Any]:
        found: dict[str, Any] = next(v for v in data["variants"] if v["hms_number"] == number)
        return found

    def _places(self, product: Product, variant: Variant, article: ArticleFacts) -> None:
        """A place that is missing is added; a rank that is missing is filled in."""
        current = placements(product, variant)
        better: dict[int, PlaceFact] = {}
        new = []
        for place in article.places:
            at = next(
                (
                    i
                    for i, p in enumerate(current)
                    if (p.agreement, p.post) == (place.agreement, place.post)
                ),
                None,
            )
            if at is None:
                new.append(place)
            elif self._better(product, current[at], place, article):
                better[at] = place
        if not better and not new:
            return
        if product.checked:
            number = variant.hms_number
            self._confirmed(product, article, f"andre plasser for {number}. Ikke endret.")
            return
        said = self._said(product_path(product))
        own = said if variant.placements is None else self._variant(said, variant.hms_number)
        rows = [
            self._placement(better[i]) if i in better else row
            for i, row in enumerate(own.get("placements", ()))
        ]
        rows += [self._placement(place) for place in new]
        self._variant(self._touch(product), variant.hms_number)["placements"] = rows

    def _better(
        self, product: Product, old: Placement, new: PlaceFact, article: ArticleFacts
    ) -> bool:
        """Whether the new place says more than the old one, and may replace it."""
        if new.basis == "listed" or (old.rank == new.rank and old.basis == new.basis):
            return False
        if old.rank is None and (new.rank is not None or old.basis == "listed"):
            return True
        if new.rank is None or old.rank == new.rank:
            return False
        if old.source == self.source and not product.checked:
            return True
        text = (
            f"{product.id}: {new.agreement} post {new.post} har rangering {old.rank}; "
            f"importen sier {new.rank}. Ikke endret."
        )
        self.made.notes.append(Note("kept", article.where, text))
        return False

    def _placement(self, place: PlaceFact) -> dict[str, Any]:
        row: dict[str, Any] = {"agreement": place.agreement, "post": place.post}
        if place.rank is not None:
            row["rank"] = place.rank
        if place.basis != "stated":
            row["basis"] = place.basis
        for name in ("valid_from", "valid_to"):
            if getattr(place, name):
                row[name] = getattr(place, name)
        row["source"] = place.source or self.source
        row["as_of"] = place.as_of or self.as_of
        return row

    def _extend(self, product: Product, fresh: list[ArticleFacts]) -> None:
        """New variants of a product that is known."""
        if product.checked:
            numbers = ", ".join(a.hms_number for a in fresh)
            self._confirmed(product, fresh[0], f"også HMS {numbers}. Ikke endret.")
            return
        data = self._touch(product)
        for article in fresh:
            data["variants"].append(self._new_variant(article, own_places=True))
            self.made.added += 1

    def _create(self, fresh: list[ArticleFacts]) -> str:
        first = fresh[0]
        if not first.name:
            text = f"HMS-nummer {first.hms_number} er nytt her, og kilden har ikke noe navn."
            self.made.notes.append(Note("unknown", first.where, text))
            return ""
        name = first.product_name or first.name
        id_ = first.product_id or self._new_id(name)
        self._taken.add(id_)
        data: dict[str, Any] = {"id": id_, "name": name, "kind": first.kind or "aid"}
        category = self._category(first)
        if category:
            data["category"] = category
        supplier = self._supplier(first)
        if supplier:
            data["supplier"] = supplier
        alike = len({a.places for a in fresh}) == 1
        if alike and first.places:
            data["placements"] = [self._placement(p) for p in first.places]
        data["variants"] = [self._new_variant(a, own_places=not alike) for a in fresh]
        data["sources"] = list(first.sources) or [self.source]
        self.made.records[f"products/{(category or '00')[:2]}/{id_}.yaml"] = data
        self.made.added += len(fresh)
        return id_

    def _new_variant(self, article: ArticleFacts, *, own_places: bool) -> dict[str, Any]:
        row: dict[str, Any] = {
            "hms_number": article.hms_number,
            "name": article.name or article.hms_number,
        }
        for name in ("supplier_ref", "order_scheme", "discontinued", "replaced_by"):
            if getattr(article, name) is not None:
                row[name] = getattr(article, name)
        if article.properties:
            row["properties"] = {k: _plain(v) for k, v in article.properties.items()}
        if own_places:
            row["placements"] = [self._placement(p) for p in article.places]
        return row

    def _category(self, article: ArticleFacts) -> str | None:
        """The code, or the nearest above that the vocabulary has."""
        code = article.category or ""
        for length in range(len(code), 1, -2):
            if code[:length] in self.library.categories:
                return code[:length]
        if code:
            self.made.notes.append(
                Note("category", article.where, f"Kategorien {code} finnes ikke i ordlista.")
            )
        return None

    def _supplier(self, article: ArticleFacts) -> str | None:
        if article.supplier is None:
            return None
        found = self._suppliers.get(article.supplier.casefold())
        if found is None:
            self.made.notes.append(
                Note(
                    "supplier",
                    article.where,
                    f"Leverandøren «{article.supplier}» finnes ikke i ordlista.",
                )
            )
        return found

    def _new_id(self, name: str) -> str:
        base = (
            re.sub(r"[^a-z0-9]+", "-", name.lower().translate(_ASCII)).strip("-")[:60].strip("-")
            or "produkt"
        )
        made, count = base, 2
        while made in self._taken:
            made, count = f"{base}-{count}", count + 1
        return made

    def fits(self) -> None:
        """What new parts fit, when the import or the catalogue has it."""
        own = {
            f"products/{(d.get('category') or '00')[:2]}/{d['id']}.yaml": d
            for d in self.made.records.values()
        }
        by_id = {d["id"]: d for d in own.values()}
        for key, article in self._fits:
            wanted = [self._products[s] for s in article.fits if self._products.get(s)]
            data = by_id.get(key)
            if data is not None and data["kind"] != "aid" and key not in self.library.products:
                fitting = dict.fromkeys([*data.get("fits", ()), *(w for w in wanted if w != key)])
                if fitting:
                    data["fits"] = list(fitting)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return f"{value[0]}–{value[1]}"
    return f"«{value}»"
