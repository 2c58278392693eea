"""ISO 9999 classes, with short Norwegian names of our own for the two upper levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

SHORT = {
    "04": "Måling, støtte og trening",
    "05": "Undervisning og ferdigheter",
    "06": "Ortoser og proteser",
    "09": "Egenomsorg og hygiene",
    "12": "Forflytning og transport",
    "15": "Husholdning",
    "18": "Møbler og bolig",
    "22": "Kommunikasjon, syn og hørsel",
    "24": "Håndtering og styring",
    "27": "Omgivelser og verktøy",
    "28": "Arbeid",
    "30": "Fritid og aktivitet",
    "0448": "Trening av bevegelse og balanse",
    "0536": "Trening av kroppsstilling",
    "0903": "Klær og sko",
    "0906": "Beskyttelse på kroppen",
    "0912": "Toalett",
    "0933": "Vask, bad og dusj",
    "1203": "Stokker og krykker",
    "1206": "Rullatorer og gåstoler",
    "1217": "Andre motoriserte kjøretøy",
    "1218": "Sykler",
    "1222": "Manuelle rullestoler",
    "1223": "Elektriske rullestoler",
    "1224": "Utstyr til rullestol",
    "1227": "Andre kjøretøy uten motor",
    "1231": "Vending og overflytting",
    "1236": "Personløftere",
    "1803": "Bord",
    "1809": "Stoler og sittemøbler",
    "1810": "Sitteputer og tilleggsutstyr",
    "1812": "Senger",
    "1815": "Høyderegulering av møbler",
    "1818": "Håndlister og støttehåndtak",
    "1830": "Ramper, heiser og trapp",
    "1833": "Sikkerhet i boligen",
    "2203": "Syn",
    "2206": "Hørsel",
    "2209": "Tale",
    "2218": "Lyd og bilde",
    "2221": "Samtale og kommunikasjon",
    "2224": "Telefon og meldinger",
    "2227": "Varsling og alarm",
    "2230": "Lesing",
    "2236": "Styring av datamaskin",
    "2239": "Visning fra datamaskin",
    "2409": "Betjening av utstyr",
    "2436": "Bæring og transport",
    "3009": "Sport",
}


def vocabulary(classes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """`vocabulary/categories.yaml`."""
    return {"categories": [_record(c) for c in sorted(classes, key=lambda c: c["code"])]}


def _record(iso: Mapping[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {"code": iso["code"], "title": _title(iso["titleNb"])}
    short = SHORT.get(iso["code"]) or _title(iso.get("titleShort") or "")
    if short and short != record["title"]:
        record["short"] = short
    if iso.get("titleEn"):
        record["title_en"] = _title(iso["titleEn"])
    words = sorted({" ".join(w.split()) for w in iso.get("searchWords", ()) if w.strip()})
    if words:
        record["search_words"] = words
    if iso.get("requiredCourse"):
        record["requires"] = ["course"]
    return record


def _title(text: str) -> str:
    text = " ".join(text.split())
    return text.capitalize() if text.isupper() else text
