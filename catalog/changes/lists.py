"""The lists beside the records: suppliers, rates, paths, situations, findings, synonyms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.changes.change import Change, Pair


def suppliers(pair: Pair) -> Iterator[Change]:
    """Suppliers that are new, renamed or gone."""
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


def rates(pair: Pair) -> Iterator[Change]:
    """Rates that are new or changed."""
    for name, new in pair.after.rates.items():
        old = pair.before.rates.get(name)
        if old is not None and old != new:
            yield Change(
                "rate", f"Satsen «{new.title.nb}» er endret.", "satser/", "vocabulary/rates.yaml"
            )
        elif old is None:
            yield Change("rate", f"Ny sats: «{new.title.nb}».", "satser/", "vocabulary/rates.yaml")


def texts(pair: Pair) -> Iterator[Change]:
    """Paths, situations and findings whose text is new or changed."""
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


def synonyms(pair: Pair) -> Iterator[Change]:
    """Words that find something new."""
    old = {(s.when, s.words) for s in pair.before.synonyms}
    for rule in pair.after.synonyms:
        if (rule.when, rule.words) not in old:
            text = f"«{rule.words}» finner nå «{', '.join(rule.when)}»."
            yield Change("search", text, "sok/", "vocabulary/synonyms.yaml")


_OTHERS = (
    ("categories", "vocabulary/categories.yaml", "kategori/"),
    ("properties", "vocabulary/properties.yaml", ""),
    ("sections", "vocabulary/properties.yaml", ""),
    ("requirements", "vocabulary/requirements.yaml", ""),
    ("sources", "vocabulary/sources.yaml", ""),
    ("entrances", "vocabulary/entrances.yaml", ""),
    ("notices", "vocabulary/rates.yaml", "satser/"),
    ("guide_questions", "vocabulary/guide.yaml", "veiviser/"),
    ("guide_outcomes", "vocabulary/guide.yaml", "veiviser/"),
)
"""Lists that are told of by number alone: the field of a library, its file and a page."""


def others(pair: Pair) -> Iterator[Change]:
    """The lists of which no other line tells, by how many entries differ."""
    for field, path, url in _OTHERS:
        old, new = getattr(pair.before, field), getattr(pair.after, field)
        if old != new:
            count = _differing(old, new)
            said = "1 oppføring er endret" if count == 1 else f"{count} oppføringer er endret"
            yield Change("text", f"{path} ({field}): {said}.", url, path)
    fresh = [f for name, f in pair.after.findings.items() if name not in pair.before.findings]
    gone = [f for name, f in pair.before.findings.items() if name not in pair.after.findings]
    for found, how in ((fresh, "er ny"), (gone, "er tatt bort")):
        for finding in found:
            text = f"Vurderingen av «{finding.title.nb}» {how}."
            yield Change("text", text, "handelsvare/", "vocabulary/findings.yaml")


def _differing(old: Any, new: Any) -> int:
    """How many entries of a list are new, changed or gone; or are in another order."""
    if isinstance(old, Mapping):
        return sum(1 for name in {*old, *new} if old.get(name) != new.get(name)) or 1
    return max(sum(e not in old for e in new), sum(e not in new for e in old)) or 1
