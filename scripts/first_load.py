"""Turn the gathered facts into records: `first_load.py DATA [ROOT]`.

Writes products/, agreements/ and vocabulary/ below ROOT in canonical form, checks every file with
the models that the catalogue is read with, and ends with a report: loaded, merged, left out and
why. A second run over the same facts changes nothing.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loading import agreements as agreement_records
from loading import categories, measures
from loading.naming import slug
from loading.origins import COMPILED, Origins
from loading.products import Loaded, Loader

from catalog import compile as compiler
from catalog import report as reports
from catalog import stamp
from catalog.canonical import dump

OWN = ("suppliers", "categories", "properties", "sources", "requirements")
"""The vocabulary files that the load writes anew; the others are written by people."""
SHOWN = 12
"""How many examples the report gives for each reason."""

REQUIREMENTS = {
    "requirements": [
        {
            "id": "course",
            "label": {"nb": "Krav om kurs", "nn": "Krav om kurs", "en": "Course required"},
        },
        {"id": "form", "label": {"nb": "Eget skjema", "nn": "Eige skjema", "en": "Separate form"}},
        {
            "id": "trial",
            "label": {"nb": "Utprøving først", "nn": "Utprøving først", "en": "Trial first"},
        },
    ]
}


def main() -> None:
    """Read, load, write, check, report."""
    data = Path(sys.argv[1])
    root = Path(sys.argv[2] if len(sys.argv) > 2 else ".")
    facts = {p.stem: json.loads(p.read_text("utf-8")) for p in data.glob("*.json")}
    origins = Origins()
    origins.learn(_every_source(facts))
    suppliers, names = _suppliers(facts, origins)
    loaded = Loader(
        facts["products"],
        {a["key"]: a for a in facts["agreements"]},
        names,
        {x["hmsnr"] for x in facts["bestillingsordning"]["current"] if x["inCurrent"]},
        [[i["hmsArtNr"] for i in g["items"]] for g in facts["alternatives"]],
        origins,
    ).load()
    agreements = agreement_records.records(facts["agreements"], _ranked(loaded), origins)
    _drop_unknown_agreements(loaded, agreements)
    files = _files(facts, loaded, agreements, suppliers, origins)
    _write(root, files)
    report = _report(facts, loaded, agreements)
    (root / "docs" / "forste-innlasting.md").write_text(report, "utf-8")
    print(report)
    checked = compiler.check(stamp.read(root), COMPILED)
    print(reports.text(checked.report))
    sys.exit(1 if checked.report.errors else 0)


def _every_source(facts: Mapping[str, Any]) -> list[str]:
    found = [n for p in facts["products"] for n in p["source"]]
    found += [n for p in facts["products"] for a in p.get("agreements", ()) for n in a["source"]]
    return found


def _suppliers(facts: Mapping[str, Any], origins: Origins) -> tuple[dict[str, Any], dict[str, str]]:
    """The vocabulary, and every spelling → id. Spellings differing only in case are one firm."""
    spellings: dict[str, Counter[str]] = {}
    sources: dict[str, set[str]] = {}
    for product in facts["products"]:
        name = product.get("supplier")
        if name:
            key = _supplier_id(name)
            spellings.setdefault(key, Counter())[name] += 1
            sources.setdefault(key, set()).update(origins.of(n).id for n in product["source"])
    listed = {}
    for key, found in sorted(spellings.items()):
        best = max(found, key=lambda n: (not n.split()[0].isupper(), found[n]))
        listed[key] = {"id": key, "name": best}
        others = sorted(set(found) - {best})
        if others:
            listed[key]["aliases"] = others
        listed[key]["sources"] = sorted(sources[key])
    names = {name: key for key, found in spellings.items() for name in found}
    return {"suppliers": list(listed.values())}, names


def _supplier_id(name: str) -> str:
    words = [w for w in name.split(",", maxsplit=1)[0].split() if w.lower() not in {"as", "aps"}]
    return slug(" ".join(words))


def _ranked(loaded: Loaded) -> set[tuple[str, str]]:
    return {
        (p["agreement"], p["post"])
        for record in loaded.products.values()
        for places in (
            record.get("placements", []),
            *(v.get("placements", []) for v in record["variants"]),
        )
        for p in places
        if isinstance(p.get("rank"), int)
    }


def _drop_unknown_agreements(loaded: Loaded, agreements: Mapping[str, Any]) -> None:
    """Every placement must have its agreement; the data keeps this, so a breach is an error."""
    for record in loaded.products.values():
        for places in (
            record.get("placements", []),
            *(v.get("placements", []) for v in record["variants"]),
        ):
            for place in places:
                if place["agreement"] not in agreements:
                    raise ValueError(f"{record['id']} is placed in unknown {place['agreement']}")


def _files(
    facts: Mapping[str, Any],
    loaded: Loaded,
    agreements: Mapping[str, Any],
    suppliers: dict[str, Any],
    origins: Origins,
) -> dict[str, str]:
    files = {
        f"products/{r.get('category', '00')[:2]}/{i}.yaml": dump(r)
        for i, r in loaded.products.items()
    }
    files |= {f"agreements/{i}.yaml": dump(r) for i, r in agreements.items()}
    used = {
        n for r in loaded.products.values() for v in r["variants"] for n in v.get("properties", ())
    }
    cited = _cited([*loaded.products.values(), *agreements.values(), *suppliers["suppliers"]])
    vocabulary = {
        "suppliers": suppliers,
        "categories": categories.vocabulary(facts["iso_categories"]),
        "properties": measures.vocabulary(used),
        "sources": origins.vocabulary(cited),
        "requirements": REQUIREMENTS,
    }
    return files | {f"vocabulary/{name}.yaml": dump(vocabulary[name]) for name in OWN}


def _cited(value: Any) -> set[str]:
    """Every source id that `value` names, however deep."""
    if isinstance(value, list):
        return {s for item in value for s in _cited(item)}
    if not isinstance(value, dict):
        return set()
    found = {value["source"]} if "source" in value else set()
    return found.union(value.get("sources", ()), *(_cited(v) for v in value.values()))


def _write(root: Path, files: Mapping[str, str]) -> None:
    """Replace the folders the load owns; files that people wrote in vocabulary/ stay."""
    for folder in ("products", "agreements"):
        shutil.rmtree(root / folder, ignore_errors=True)
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def _report(facts: Mapping[str, Any], loaded: Loaded, agreements: Mapping[str, Any]) -> str:
    records = loaded.products.values()
    variants = [v for r in records for v in r["variants"]]
    lines = [
        "---",
        "title: Første innlasting",
        "description: Hva som ble lastet inn i katalogen første gang, og hva som ble utelatt.",
        "---",
        "",
        "# Første innlasting",
        "",
        f"Denne siden er skrevet av `scripts/first_load.py`. Grunnlaget er opplysninger samlet {COMPILED}.",
        "",
        "## Lastet inn",
        "",
        f"- {loaded.articles} av {len(facts['products'])} artikler, som {len(records)} produkter",
        f"- {len(agreements)} av {len(facts['agreements'])} avtaler, "
        f"med {sum(len(a.get('posts', [])) for a in agreements.values())} poster",
        f"- {sum('category' in r for r in records)} produkter med kategori, "
        f"{sum('supplier' in r for r in records)} med leverandør",
        f"- {sum(len(v.get('properties', ())) for v in variants)} verdier for egenskaper",
        f"- {_count(records, lambda p: isinstance(p.get('rank'), int))} varianter med rangering i en post, "
        f"av dem {_count(records, lambda p: 'rank' in p and p.get('basis') == 'derived')} utledet",
        f"- {_count(records, lambda p: p.get('basis') == 'listed')} plasser kun kjent fra erstatningsliste",
        f"- {sum(v.get('order_scheme', False) for v in variants)} varianter på bestillingsordningen",
        "",
        "## Slått sammen til serier",
        "",
        *(f"- {n} serier etter {why}" for why, n in sorted(loaded.merged.items()) if n),
        "",
        "## Utelatt, og hvorfor",
        "",
        *(f"- Avtalen «{a['title']}» ({a['key']}): ingen poster, og ingen periode som knytter den til de andre"
          for a in facts["agreements"] if a["key"] not in agreements),
        "- Kommentarer, beskrivelser og standardtekster: opplysninger kan gjenbrukes, setninger ikke",
        "- Bilder og dokumenter",
        "",
    ]  # fmt: skip
    for why, found in sorted(loaded.left_out.items()):
        lines += [f"### {why[0].upper()}{why[1:]} ({len(found)})", ""]
        lines += [f"- {what}" for what in sorted(set(found))[:SHOWN]]
        if len(set(found)) > SHOWN:
            lines.append(f"- … og {len(set(found)) - SHOWN} til")
        lines.append("")
    return "\n".join(lines)


def _count(records: Any, test: Any) -> int:
    """Variants' places for which `test` holds."""
    return sum(
        1
        for r in records
        for v in r["variants"]
        for p in v.get("placements", r.get("placements", []))
        if test(p)
    )


if __name__ == "__main__":
    main()
