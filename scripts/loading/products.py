"""Articles become products: series, categories, placements, evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loading.agreements import post_number
from loading.measures import Measured, measured
from loading.naming import common_name, slug, tidy, without_sizes
from loading.origins import COMPILED, Origins

Article = Mapping[str, Any]
MIN_SHARE = 0.9
MIN_KNOWN = 3
"""A category is derived only where at least this many of a group have one and nearly all agree."""


@dataclass
class Loaded:
    """The records, and what happened on the way."""

    products: dict[str, dict[str, Any]] = field(default_factory=dict)
    articles: int = 0
    merged: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def leave(self, why: str, what: str) -> None:
        """Note a fact that no record carries."""
        self.left_out[why].append(what)


class Loader:
    """One pass over the articles."""

    def __init__(
        self,
        articles: Sequence[Article],
        agreements: Mapping[str, Mapping[str, Any]],
        suppliers: Mapping[str, str],
        order_list: set[str],
        groups: Iterable[Sequence[str]],
        origins: Origins,
    ) -> None:
        """`agreements` by key; `suppliers` name → id; `groups` of HMS numbers that replace each other."""
        self.articles = [a for a in articles if tidy(a["name"])]
        self.agreements, self.suppliers, self.order_list = agreements, suppliers, order_list
        self.origins = origins
        self.out = Loaded()
        self.derived = _derived_categories(self.articles, groups)
        self.parts = {n for a in articles for n in _attributes(a).get("spareParts", ())}

    def load(self) -> Loaded:
        """Every product record by id."""
        series: dict[tuple[Any, ...], list[Article]] = defaultdict(list)
        for article in sorted(self.articles, key=lambda a: a["hmsArtNr"]):
            series[self._series(article)].append(article)
        names: Counter[str] = Counter()
        made = []
        for key, articles in series.items():
            self.out.merged[key[0]] += len(articles) > 1
            name = common_name(
                [a["name"] for a in articles], [a.get("seriesName") for a in articles]
            )
            names[slug(name)] += 1
            made.append((name, articles))
        ids = {}
        for name, articles in made:
            first = articles[0]["hmsArtNr"]
            id_ = slug(name) if names[slug(name)] == 1 else f"{slug(name)[:53].strip('-')}-{first}"
            ids[first] = id_
            self.out.products[id_] = self._product(id_, name, articles)
            self.out.articles += len(articles)
        self._fits(made, ids)
        self.out.products = dict(sorted(self.out.products.items()))
        return self.out

    def _series(self, article: Article) -> tuple[Any, ...]:
        attributes = _attributes(article)
        if attributes.get("hmdbProdId"):
            return ("produktnummer i Navs gamle database", attributes["hmdbProdId"])
        if attributes.get("grunndataSeriesId"):
            return ("serie i Navs produktregister", attributes["grunndataSeriesId"])
        if article.get("seriesName"):
            return ("serienavn og leverandør", article["seriesName"], article.get("supplier"))
        base = without_sizes(article["name"])
        has_size = base != tidy(article["name"])
        kind = self._kind(article)
        # parts share names («Setetrekk kort») across the aids they belong to
        if kind != "aid" or (not has_size and len(base.split()) < 2):
            return ("for seg selv", article["hmsArtNr"])
        places = tuple(
            sorted({(p["agreementKey"], p["postNr"]) for p in article.get("agreements", ())})
        )
        return ("navn uten størrelse", base.lower(), places, article.get("supplier"))

    def _kind(self, article: Article) -> str:
        attributes = _attributes(article)
        if attributes.get("sparePart"):
            return "spare_part"
        if attributes.get("accessory"):
            return "accessory"
        if article["hmsArtNr"] in self.parts and not article.get("agreements"):
            return "spare_part"
        return "aid"

    def _product(self, id_: str, name: str, articles: Sequence[Article]) -> dict[str, Any]:
        record: dict[str, Any] = {"id": id_, "name": name[:300]}
        kinds = Counter(self._kind(a) for a in articles)
        record["kind"] = kinds.most_common(1)[0][0]
        code, derived = self._category(articles)
        if code:
            record["category"] = code
        supplier = self._supplier(id_, articles)
        if supplier:
            record["supplier"] = supplier
        facts = [measured(a.get("techData", ())) for a in articles]
        for article, found in zip(articles, facts, strict=True):
            for reason in found.left_out:
                why, _, what = reason.partition(": ")
                self.out.leave(why, f"{article['hmsArtNr']} {what}")
        places = [self._placements(a) for a in articles]
        evidence = [self._evidence(a, f) for a, f in zip(articles, facts, strict=True)]
        shared_places = _most_common(places)
        if shared_places:
            record["placements"] = shared_places
        shared_evidence = _most_common(evidence)
        of_category = (
            [{"of": ["category"], "basis": "derived", "source": derived}] if derived else []
        )
        if shared_evidence or of_category:
            record["evidence"] = [*of_category, *shared_evidence]
        record["variants"] = [
            self._variant(a, f, p, e, shared_places, record.get("evidence", []), of_category)
            for a, f, p, e in zip(articles, facts, places, evidence, strict=True)
        ]
        record["sources"] = self._sources(articles)
        return record

    def _variant(  # noqa: PLR0917 - a variant is all of these
        self,
        article: Article,
        facts: Measured,
        places: list[dict[str, Any]],
        evidence: list[dict[str, Any]],
        shared_places: list[dict[str, Any]],
        shared_evidence: list[dict[str, Any]],
        of_category: list[dict[str, Any]],
    ) -> dict[str, Any]:
        made: dict[str, Any] = {"hms_number": article["hmsArtNr"], "name": tidy(article["name"])}
        if article.get("supplierRef"):
            made["supplier_ref"] = tidy(article["supplierRef"])
        if facts.values:
            made["properties"] = facts.values
        if places != shared_places:
            made["placements"] = places
        if evidence and [*of_category, *evidence] != shared_evidence:
            made["evidence"] = evidence
        if article["hmsArtNr"] in self.order_list:
            made["order_scheme"] = True
        return made

    def _category(self, articles: Sequence[Article]) -> tuple[str, str]:
        """(code, source if derived). Several codes in one series give what they share."""
        codes = {a["isoCode"] for a in articles if a.get("isoCode")}
        if codes:
            code = _common_prefix(codes)
            matched = all(_attributes(a).get("isoBasis") for a in articles if a.get("isoCode"))
            return code, self.origins.of("isos.json").id if code and matched else ""
        found = {self.derived.get(a["hmsArtNr"], ("", "")) for a in articles}
        code = _common_prefix({c for c, _ in found if c}) if all(c for c, _ in found) else ""
        source = min((s for _, s in found if s), default="")
        return code, self.origins.of(source).id if code else ""

    def _supplier(self, id_: str, articles: Sequence[Article]) -> str:
        found = {self.suppliers[a["supplier"]] for a in articles if a.get("supplier")}
        if len(found) > 1:
            self.out.leave("flere leverandører i samme serie", f"{id_}: {', '.join(sorted(found))}")
        return found.pop() if len(found) == 1 else ""

    def _placements(self, article: Article) -> list[dict[str, Any]]:
        best: dict[tuple[str, str], dict[str, Any]] = {}
        for place in article.get("agreements", ()):
            number = post_number(place["postNr"])
            if number is None:
                what = f"{article['hmsArtNr']} {place['agreementKey']} «{place['postNr']}»"
                self.out.leave("plass under en overskrift som ikke er en post", what)
                continue
            made = self._placement(article, {**place, "postNr": number})
            key = (made["agreement"], made["post"])
            if key not in best or _worth(made) > _worth(best[key]):
                best[key] = made
        return [best[key] for key in sorted(best)]

    def _placement(self, article: Article, place: Mapping[str, Any]) -> dict[str, Any]:
        number = article["hmsArtNr"]
        listed = place["relation"] != "on agreement"
        rank, basis = None, "listed" if listed else "stated"
        if "rank" in place and place["rankConfidence"] == "high":
            rank, basis = place["rank"], "stated"
        elif "rank" in place:
            self.out.leave(
                "rangering fra testdata", f"{number} {place['agreementKey']} {place['postNr']}"
            )
        elif place.get("derivedRankConfidence") == "high":
            rank, basis = place["derivedRank"], "derived"
        elif "derivedRank" in place:
            self.out.leave(
                "rangering utledet av testdata",
                f"{number} {place['agreementKey']} {place['postNr']}",
            )
        source = self._source(place, listed=listed or "comment" in place.get("rankBasis", ""))
        made: dict[str, Any] = {"agreement": place["agreementKey"], "post": place["postNr"]}
        if rank == 99:
            rank = "unranked"
        if rank is not None:
            made["rank"] = rank
        if basis != "stated":
            made["basis"] = basis
        made |= self._dates(number, place)
        made["source"] = source.id
        made["as_of"] = min(place.get("asOf") or source.date, COMPILED)
        return made

    def _source(self, place: Mapping[str, Any], *, listed: bool) -> Any:
        """The newest source of the kind that supports the relation; a dated one before an undated."""
        found = [(("substituttlister" in n) == listed, self.origins.of(n)) for n in place["source"]]
        return max(found, key=lambda f: (f[0], f[1].date < COMPILED, f[1].date, f[1].id))[1]

    def _dates(self, number: str, place: Mapping[str, Any]) -> dict[str, str]:
        """Dates of its own that lie inside the agreement's; others are noted."""
        agreement = self.agreements[place["agreementKey"]]
        made = {}
        for field_, name in (("valid_from", "from"), ("valid_to", "to")):
            own, its = place.get(name), agreement.get(name)
            if not own or own == its:
                continue
            start, end = agreement.get("from") or own, agreement.get("to") or own
            if start <= own <= end:
                made[field_] = own
            else:
                self.out.leave("dato utenfor avtalen", f"{number} {place['agreementKey']} {own}")
        return made

    def _evidence(self, article: Article, facts: Measured) -> list[dict[str, Any]]:
        by: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in facts.values:
            basis, source = facts.basis[name]
            by[basis, self.origins.of(source).id].append(name)
        if article["hmsArtNr"] in self.order_list:
            by["list", self.origins.of("bestillingsordning_sortiment").id].append("order_scheme")
        return [
            {"of": names, "basis": basis, "source": source}
            for (basis, source), names in sorted(by.items())
        ]

    def _sources(self, articles: Sequence[Article]) -> list[str]:
        return sorted({self.origins.of(n).id for a in articles for n in a["source"]})

    def _fits(self, made: list[tuple[str, list[Article]]], ids: Mapping[str, str]) -> None:
        """What parts and accessories fit, from both directions the data gives."""
        by_number, by_register = _indexed(made, ids)
        fits: dict[str, set[str]] = defaultdict(set)
        for article in self.articles:
            attributes, here = _attributes(article), by_number[article["hmsArtNr"]]
            for part in attributes.get("spareParts", ()):
                if part in by_number:
                    fits[by_number[part]].add(here)
                else:
                    self.out.leave("reservedel uten egen artikkel", part)
            with_ = attributes.get("compatibleWith", {})
            for name in (*with_.get("seriesIds", ()), *with_.get("productIds", ())):
                if name in by_register:
                    fits[here].add(by_register[name])
        for id_, aids in fits.items():
            record = self.out.products[id_]
            wanted = sorted(a for a in aids if a != id_ and self.out.products[a]["kind"] == "aid")
            if record["kind"] != "aid" and wanted:
                sources = record.pop("sources")
                record["fits"], record["sources"] = wanted, sources


def _indexed(
    made: list[tuple[str, list[Article]]], ids: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """HMS number → product id, and the register's own id → product id."""
    by_number: dict[str, str] = {}
    by_register: dict[str, str] = {}
    for _, articles in made:
        id_ = ids[articles[0]["hmsArtNr"]]
        for article in articles:
            by_number[article["hmsArtNr"]] = id_
            for name in ("grunndataId", "grunndataSeriesId"):
                if _attributes(article).get(name):
                    by_register[_attributes(article)[name]] = id_
    return by_number, by_register


def _attributes(article: Article) -> Mapping[str, Any]:
    found: Mapping[str, Any] = article.get("attributes", {})
    return found


def _worth(placement: Mapping[str, Any]) -> tuple[bool, bool, str]:
    return "rank" in placement, placement.get("basis") != "listed", placement["as_of"]


def _most_common(lists: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The list most variants share; the first of several."""
    counted = Counter(map(repr, lists))
    winner = max(counted, key=lambda r: counted[r])
    return next(found for found in lists if repr(found) == winner)


def _common_prefix(codes: Iterable[str]) -> str:
    first, *rest = sorted(codes)
    for length in (8, 6, 4, 2):
        if len(first) >= length and all(c[:length] == first[:length] for c in rest):
            return first[:length]
    return ""


def _derived_categories(
    articles: Sequence[Article], groups: Iterable[Sequence[str]]
) -> dict[str, tuple[str, str]]:
    """HMS number → (category, source) for articles without one, from those beside them.

    First the articles that replace each other, then the articles of the same post.
    """
    known = {a["hmsArtNr"]: a["isoCode"] for a in articles if a.get("isoCode")}
    posts: dict[tuple[str, str], list[str]] = defaultdict(list)
    source: dict[str, str] = {}
    for article in articles:
        for place in article.get("agreements", ()):
            posts[place["agreementKey"], place["postNr"]].append(article["hmsArtNr"])
            source.setdefault(article["hmsArtNr"], max(place["source"]))
    found: dict[str, tuple[str, str]] = {}
    for numbers in (*groups, *(posts[key] for key in sorted(posts))):
        code = _agreed([known[n] for n in numbers if n in known])
        for number in numbers:
            if code and number not in known and number not in found and number in source:
                found[number] = (code, source[number])
    return found


def _agreed(codes: Sequence[str]) -> str:
    """The longest code that nearly all of `codes` begin with."""
    if len(codes) < MIN_KNOWN:
        return ""
    for length in (8, 6, 4):
        code, count = Counter(c[:length] for c in codes).most_common(1)[0]
        if len(code) == length and count >= MIN_SHARE * len(codes):
            return code
    return ""
