"""Framework agreements with their posts and generations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from loading.naming import tidy
from loading.origins import Origins

# The later agreement → the one it follows: the same area, and a later start or register number.
FOLLOWS = {
    "kalendere-2023": "kalendere-2019",
    "senger-2023": "senger-2019",
    "hygiene-2022": "hygiene-2018",
    "hygiene-2025": "hygiene-2022",
    "kjoreramper-2022": "kjoreramper-4289",
    "kjoreramper-2026": "kjoreramper-2022",
    "personloftere-2025": "personloftere-2021",
    "sitteputer-2023": "sitteputer-4361",
    "ers-2023": "ers-7449",
    "varme-2023": "varme-7490",
    "varme-2026": "varme-2023",
    "gang-2024": "gang-8594",
    "mrs-2024": "mrs-8617",
    "arbeidsstoler-2024": "stoler-bord-8607",
    "madrasser-2024": "madrasser-8628",
    "kjoreposer-2024": "kjoreposer-8646",
    "varsling-2025": "varsling-8641",
    "horsel-2025": "horsel-8654",
    "stoler-oppreis-2025": "stoler-oppreis-8688",
}
_ABBREVIATIONS = {
    "mrs": "MRS",
    "ers": "ERS",
    "gang": "GANG",
    "senger": "SENG",
    "hygiene": "HYGIENE",
    "stoler-oppreis": "STOL",
    "kjoreramper": "RAMPE",
    "sitteputer": "PUTE",
    "madrasser": "MADRASS",
    "personloftere": "PLØFT",
    "overflytting": "OVERFLYTTING",
    "arbeidsstoler": "ARBSTOL",
    "sittesystem": "SITTE",
    "staastativ": "STÅGÅ",
    "sykler": "SYKKEL",
    "varsling": "VARSLING",
    "kalendere": "KOGN",
    "kommunikasjon": "KOMM",
    "syn": "SYN",
    "horsel": "HØRSEL",
    "varme": "VARME",
    "kjoreposer": "KJØREPOSE",
}
_NUMBER = re.compile(r"([1-9]\d*(?:\.\d+)?[A-Z]*)(?::? +syns\w*\.?)?", re.IGNORECASE)
_KEPT_WITHOUT_POSTS = frozenset(FOLLOWS)


def wanted(agreement: Mapping[str, Any]) -> bool:
    """Those with posts, and those that a later date shows to follow one with posts."""
    return bool(agreement["posts"]) or agreement["key"] in _KEPT_WITHOUT_POSTS


def post_number(text: str) -> str | None:
    """`1B  synstekn.` → `1B`; None for a heading that is no post («19 gammel», «Div. senger»)."""
    match = _NUMBER.fullmatch(text)
    return match[1].upper() if match else None


def records(
    agreements: list[dict[str, Any]], ranked: set[tuple[str, str]], origins: Origins
) -> dict[str, dict[str, Any]]:
    """Agreement id → record; `ranked` are the (agreement, post) with a rank in some product."""
    by_key = {a["key"]: a for a in agreements if wanted(a)}
    return {key: _record(a, by_key, ranked, origins) for key, a in sorted(by_key.items())}


def _record(
    agreement: Mapping[str, Any],
    by_key: Mapping[str, Mapping[str, Any]],
    ranked: set[tuple[str, str]],
    origins: Origins,
) -> dict[str, Any]:
    key = agreement["key"]
    made: dict[str, Any] = {"id": key, "title": agreement["title"].split(" (agreement ")[0]}
    short = next((v for k, v in _ABBREVIATIONS.items() if key == k or key.startswith(f"{k}-")), "")
    if short and not key.startswith("tohjulssykler"):
        made["abbreviation"] = short
    for field, name in (("reference", "reference"), ("valid_from", "from"), ("valid_to", "to")):
        if agreement.get(name):
            made[field] = agreement[name]
    previous = by_key.get(FOLLOWS.get(key, ""))
    if previous:
        made["supersedes"] = previous["key"]
    made["posts"] = [
        _post(agreement, post, previous, ranked)
        for post in agreement["posts"]
        if post_number(post["nr"])
    ]
    if not made["posts"]:
        del made["posts"]
    names = agreement["source"] if isinstance(agreement["source"], list) else [agreement["source"]]
    made["sources"] = sorted({origins.of(name).id for name in names})
    return made


def _post(
    agreement: Mapping[str, Any],
    post: Mapping[str, Any],
    previous: Mapping[str, Any] | None,
    ranked: set[tuple[str, str]],
) -> dict[str, Any]:
    number = post_number(post["nr"])
    made: dict[str, Any] = {"number": number}
    if post["title"]:
        made["title"] = tidy(post["title"].replace("\u200b", " ")).strip(".")
    if (agreement["key"], number) in ranked:
        made["allocation"] = "ranked"
    earlier = _earlier(post, previous)
    if previous and earlier:
        made["successor_of"] = [{"agreement": previous["key"], "post": earlier}]
    return made


def _earlier(post: Mapping[str, Any], previous: Mapping[str, Any] | None) -> str | None:
    """The post of the previous generation with the same title, if just one has it."""
    if previous is None:
        return None
    same = [
        n for p in previous["posts"] if (n := post_number(p["nr"])) and _key(p) == _key(post) != ""
    ]
    return same[0] if len(same) == 1 else None


def _key(post: Mapping[str, Any]) -> str:
    return "".join(c for c in (post["title"] or "").lower() if c.isalnum())
