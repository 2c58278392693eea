"""A made-up national catalogue, for measuring: `python scripts/synthetic.py FOLDER PRODUCTS [VARIANTS]`.

Shapes are drawn from the shipped records, so the real catalogue's mixture of long and short,
measured and unmeasured, is kept; models, numbers and identifiers are invented and say so. The
same arguments give the same bytes.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from catalog import canonical, source

SYLLABLES = [
    "ba",
    "do",
    "fi",
    "ga",
    "hu",
    "ke",
    "li",
    "mo",
    "na",
    "pe",
    "ri",
    "so",
    "ta",
    "vi",
    "zu",
    "bor",
    "den",
    "fal",
    "gam",
    "hol",
    "kin",
    "lun",
    "mar",
]
SEED = 2026
WORDS = 60
"""Words in a description."""


def main() -> None:
    """Write the catalogue the arguments ask for."""
    if len(sys.argv) not in {3, 4}:
        sys.exit(__doc__)
    variants = int(sys.argv[3]) if len(sys.argv) > 3 else None
    write(Path(sys.argv[1]), int(sys.argv[2]), variants)


def write(folder: Path, count: int, variants: int | None = None) -> None:
    """`count` products with `variants` each, or as many as their models have."""
    chance = random.Random(SEED)  # noqa: S311 - the same arguments give the same bytes
    folder.mkdir(parents=True)
    for name in ("vocabulary", "agreements", "docs"):
        shutil.copytree(name, folder / name)
    (folder / "vocabulary" / "published.yaml").unlink()  # nothing here was ever released
    findings = folder / "vocabulary" / "findings.yaml"
    text = re.sub(r"\n    (products|variants): \[[^\]]*\]", "", findings.read_text("utf-8"))
    findings.write_text(text, "utf-8")
    settings = Path("mkdocs.yml").read_text("utf-8")
    settings = settings.replace("custom_dir: ", f"custom_dir: {Path.cwd().as_posix()}/")
    settings = settings.replace(
        "site_name: Åpen hjelpemiddelkatalog", "site_name: Syntetisk katalog"
    )
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    models = [_read(path) for path in sorted(Path("products").rglob("*.yaml"))]
    chance.shuffle(models)
    words = _words()
    agreements = [_read(path) for path in sorted(Path("agreements").glob("*.yaml"))]
    number = 0
    for again in range(1, (count - 1) // len(models) + 1):
        for record in agreements:  # so that posts stay as long as the real ones
            made = _agreement(record, again)
            text = canonical.dump(made)
            (folder / "agreements" / f"{made['id']}.yaml").write_text(text, "utf-8")
    for i in range(count):
        model = models[i] if i < len(models) else chance.choice(models)
        made = _again(_product(chance, words, model, i), i // len(models))
        kept = made["variants"]
        if variants:
            kept = [dict(kept[n % len(kept)]) for n in range(variants)]
        for variant in kept:
            number += 1
            variant["hms_number"] = f"{number:06d}"
        made["variants"] = kept
        target = folder / "products" / (made.get("category") or "00")[:2] / f"{made['id']}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(canonical.dump(made), "utf-8")


def _read(path: Path) -> dict[str, Any]:
    return dict(source.read(path.as_posix(), path.read_bytes()).data)


def _words() -> list[str]:
    """Every word of the categories, the common ones first, as a stand-in for product texts."""
    text = Path("vocabulary/categories.yaml").read_text("utf-8").lower()
    found = Counter(re.findall(r"[a-zæøå]{3,}", text))
    return [word for word, _ in found.most_common()]


def _prose(chance: random.Random, words: list[str]) -> str:
    """A description's worth of words, few of them often and many seldom."""
    picked = (words[int(len(words) ** chance.random()) - 1] for _ in range(WORDS))
    return " ".join(picked).capitalize() + "."


def _agreement(record: dict[str, Any], again: int) -> dict[str, Any]:
    """An agreement of the same shape, for another helping of products."""
    return _again(record | {"id": f"{record['id']}-s{again}"}, again)


def _again(record: Any, again: int) -> Any:
    """`record` with what it names among agreements moved to their copies."""
    if again == 0:
        return record
    if isinstance(record, list):
        return [_again(each, again) for each in record]
    if not isinstance(record, dict):
        return record
    named = {k: f"{v}-s{again}" for k, v in record.items() if k in {"agreement", "supersedes"}}
    return {k: named.get(k) or _again(v, again) for k, v in record.items()}


def _product(
    chance: random.Random, words: list[str], model: dict[str, Any], i: int
) -> dict[str, Any]:
    """A copy with an invented name; what points at other products is left out."""
    word = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3)))).title()
    rest = model["name"].split()[1:5]
    name = " ".join([word, *rest])
    made = {k: v for k, v in model.items() if k not in {"fits", "checked"}}
    made |= {"id": f"syntetisk-{i}", "name": name}
    made["summary"] = {"nb": f"Oppdiktet produkt {i} til måling av fart. {_prose(chance, words)}"}
    made["variants"] = [
        {k: v for k, v in variant.items() if k not in {"replaced_by", "discontinued"}}
        | {"name": f"{name} {variant['name'].split()[-1]}"}
        for variant in model["variants"]
    ]
    return made


if __name__ == "__main__":
    main()
