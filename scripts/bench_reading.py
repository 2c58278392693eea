"""How reading and validating compares with PyYAML's C loader alone, on the same files.

Prints one line: seconds for each and their ratio, medians over alternating rounds in one run.
The wanted ratio is at most 2.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import yaml

from catalog import source
from catalog.records import Product, parse

FILES, ROUNDS = 10_000, 5

RECORD = """\
id: {id}
name: Oppdiktet stol {n}
kind: aid
category: "09330701"
supplier: etac
placements:
  - agreement: hygiene-2025
    post: "10"
    rank: 1
    source: hotsak-2023
    as_of: 2023-04-24
evidence:
  - {{of: [seat_width], basis: name, source: hotsak-2023}}
variants:
  - hms_number: "{a:06d}"
    name: Oppdiktet stol {n} sb45
    supplier_ref: "817{n}"
    properties: {{seat_width: 45, seat_height: [43, 58], user_weight_max: 130, foldable: true}}
  - hms_number: "{b:06d}"
    name: Oppdiktet stol {n} sb50
    properties: {{seat_width: 50, seat_height: [43, 58], user_weight_max: 130, foldable: true}}
sources: [hotsak-2023]
"""


def main() -> None:
    """Time both on the same synthetic records, in turn."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    texts = [
        RECORD.format(id=f"stol-{n}", n=n, a=2 * n, b=2 * n + 1).encode() for n in range(count)
    ]

    def parse_only() -> None:
        for text in texts:
            yaml.load(text, yaml.CSafeLoader)

    def read_and_validate() -> None:
        for text in texts:
            record = parse(Product, source.read("x.yaml", text).data)
            if not isinstance(record, Product):
                raise TypeError(record)

    mine, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_seconds(parse_only))
        mine.append(_seconds(read_and_validate))
    a, b = statistics.median(mine), statistics.median(theirs)
    print(
        f"{count} records: read and validate {a:.2f} s, C loader alone {b:.2f} s, ratio {a / b:.2f}"
    )


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
