"""Where facts come from: the names in the data become sources with an id and a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

COMPILED = "2026-11-22"
"""The day the facts were gathered; an undated source is dated by when it was read."""

_DATE = re.compile(r"\b(20\d\d-\d\d-\d\d)\b")
_LIST = re.compile(r"(V\d+)_([A-Za-z0-9_]+?)\.xlsx")

# A part of the name → (id, title, date)
_NAMED = (
    ("grunndataGraphQL.json@8b33e31c", "hotsak-2023", "Produktuttrekk i Navs saksbehandlingsløsning Hotsak", "2023-04-24"),
    ("grunndataGraphQL.json@51c3aa4e", "hotsak-2022", "Produktuttrekk i Navs saksbehandlingsløsning Hotsak", "2022-08-19"),
    ("grunndata.json", "hotsak-2021", "Produktuttrekk i Navs saksbehandlingsløsning Hotsak", "2021-10-19"),
    ("dineHjelpemidlerProdukter", "hjelpemidler-2021", "Produktliste i Navs søknadsløsning", "2021-06-16"),
    ("bestillingsordning_sortiment", "bestillingsordning-2026", "Navs sortiment for bestillingsordningen", "2026-02-02"),
    ("grunndata-db", "avtaleregister-2019", "Avtaler i Navs produktregister", ""),
    ("digihot-sortiment", "sortiment-2026", "Navs sortimentslister", "2026-06-22"),
    ("hm-finnhjelpemiddel", "finnhjelpemiddel-2026", "Avtaleliste i FinnHjelpemiddel", "2026-08-19"),
    ("isos.json", "iso-register-2024", "ISO 9999-klasser i Navs produktregister", "2024-02-08"),
    ("hm-delbestilling-api:legacy", "delbestilling-register", "Hjelpemidler og deler i Navs delbestilling", ""),
    ("hjelpemidler.txt (deleted 2024-04-12)", "delbestilling-2024", "Hjelpemidler i Navs delbestilling", "2024-04-12"),
    ("hjelpemidler_uten_deler", "delbestilling-uten-deler", "Hjelpemidler uten deler i Navs delbestilling", ""),
    ("delbestilling-api", "delbestilling-oppslag", "Produktoppslag i Navs delbestilling", ""),
    ("hm-delbestilling:", "delbestilling-klient", "Produktoppslag i Navs delbestilling, klienten", ""),
    ("hotsak-frontend", "hotsak-oppslag", "Produktoppslag i Navs saksbehandlingsløsning Hotsak", ""),
    ("hm-formidler", "formidler-oppslag", "Produktoppslag i Navs løsning for formidlere", ""),
    ("soknadsbehandling-db", "soknad-oppslag", "Produktoppslag i Navs søknadsløsning", ""),
    ("hm-oebs-listener", "oebs-oppslag", "Produktoppslag i Navs lagersystem", ""),
    ("docplayer.me/131976432", "kravspesifikasjon", "Behov og kravspesifikasjon, bilag til avtale", ""),
    ("kartlegging-for-spyl-tork", "nav-spyl-tork", "Nav Rogaland om toaletter med spyl og tørk", ""),
    ("lawinsider.com", "konkurranse-tohjulssykler", "Kunngjøring av konkurranse om tohjulssykler", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """A source: its id, title, date and where it is kept."""

    id: str
    title: str
    date: str
    repository: str
    url: str = ""


@dataclass
class Origins:
    """Every source met so far, by id."""

    found: dict[str, Origin] = field(default_factory=dict)
    _dates: dict[str, str] = field(default_factory=dict)

    def learn(self, names: Iterable[str]) -> None:
        """Remember the dates of substitute lists: some names leave theirs out."""
        for name in names:
            listed, day = _LIST.search(name), _DATE.search(name)
            if listed and day:
                self._dates[listed[0]] = day[1]

    def of(self, name: str) -> Origin:
        """The source that the data calls `name`."""
        made = self._substitutes(name) or _named(name)
        return self.found.setdefault(made.id, made)

    def _substitutes(self, name: str) -> Origin | None:
        match = _LIST.search(name)
        if match is None:
            return None
        own = _DATE.search(name)
        day = own[1] if own else self._dates.get(match[0], COMPILED)
        topic = re.sub(r"[^a-z0-9]+", "-", match[2].lower()).strip("-")
        number = match[1].lower()
        title = f"Navs erstatningsliste {match[1]} ({match[2].replace('_', ' ')})"
        return Origin(f"erstatningsliste-{number}-{topic}", title, day, _repository(name))

    def vocabulary(self, used: set[str]) -> dict[str, Any]:
        """`vocabulary/sources.yaml` with the sources that records cite."""
        return {"sources": [_record(o) for i, o in sorted(self.found.items()) if i in used]}


def _named(name: str) -> Origin:
    for part, id_, title, date in _NAMED:
        if part in name:
            day = _DATE.search(name)
            dated = date or (day[1] if day else COMPILED)
            undated = not date and not day
            shown = f"{title} (udatert, lest {COMPILED})" if undated else title
            if name.startswith("http"):
                return Origin(id_, shown, dated, "", name.replace("http://", "https://"))
            return Origin(id_, shown, dated, _repository(name))
    raise ValueError(f"no source is known by the name {name!r}")


def _repository(name: str) -> str:
    return re.sub(r"\s*\(.*\)$", "", name).split("@")[0]


def _record(origin: Origin) -> dict[str, Any]:
    made: dict[str, Any] = {"id": origin.id, "title": origin.title, "date": origin.date}
    if origin.url:
        made["url"] = origin.url
    if origin.repository:
        made["repository"] = origin.repository
        made["licence"] = "MIT"
    return made
