"""Bytes that break the reader: `scripts/fuzz.py [FOLDER] [-max_total_time=60]`.

The search is guided by what the bytes reach in the code.

Whatever breaks it is written to the folder the run starts in as `crash-…`; put it in
`tests/fixtures/broken/`, where a test reads every file again.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["catalog.source", "catalog.records", "catalog.library"]):
    from catalog.loading import load

PATHS = ("products/09/x.yaml", "agreements/x.yaml", "vocabulary/rates.yaml")


def one(content: bytes) -> None:
    """Read `content` as each kind of record: a sound record or faults with a place, never more."""
    for path in PATHS:
        _, report = load({path: content})
        assert all(d.position.line >= 1 and d.message for d in report)  # noqa: S101 - the point


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
