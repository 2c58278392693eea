"""Write a release down: what changed for readers since the last one, and the ids it has.

`python scripts/release.py BASE [DATE]`: BASE is the revision or folder of the last release, or `-`
for the first. Writes `vocabulary/releases.yaml` and `vocabulary/published.yaml`.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import yaml

from catalog import canonical, changes, revisions, stamp
from catalog import compile as compiler
from catalog.library import Library

ROOT = Path(__file__).parent.parent
SCHEMA_VERSION = 1


def main() -> None:
    """Write both files."""
    base = sys.argv[1]
    today = sys.argv[2] if len(sys.argv) > 2 else dt.datetime.now(tz=dt.UTC).date().isoformat()
    now = compiler.check(stamp.read(ROOT), today)
    if now.report.errors:
        sys.exit("Postene har feil; kjør `catalog check`.")
    found: tuple[changes.Change, ...] = ()
    if base != "-":
        before = compiler.check(revisions.files(ROOT, base), today)
        found = changes.changes(before.library, now.library, today)
    path = ROOT / "vocabulary" / "releases.yaml"
    older = yaml.safe_load(path.read_text("utf-8"))["releases"] if path.exists() else []
    events = [{"kind": c.kind, "text": c.text, "url": c.url} for c in found]
    releases = [{"date": today, "events": events}, *(_text(r) for r in older)]
    path.write_text(canonical.dump({"releases": releases}), "utf-8")
    (ROOT / "vocabulary" / "published.yaml").write_text(
        canonical.dump(_published(now.library, today)), "utf-8"
    )


def _text(release: dict[str, Any]) -> dict[str, Any]:
    return {**release, "date": str(release["date"])}


def _published(library: Library, today: str) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "date": today,
        "products": list(library.products),
        "agreements": list(library.agreements),
        "hms_numbers": sorted(library.by_hms),
    }


if __name__ == "__main__":
    main()
