"""Rules between files: one change to the sound catalogue gives one finding at its place."""

from __future__ import annotations

import copy
import json

import pytest
from sites import TODAY

from catalog import canonical, source
from catalog import compile as compiler
from catalog.rules import RULES
from catalog.rules.docs import DOCS

BOLGE = "products/09/bolge.yaml"
FJORD = "products/09/fjord.yaml"
NEW = "agreements/dusj-2025.yaml"
OLD = "agreements/dusj-2020.yaml"

FINDINGS = "vocabulary/findings.yaml"
GUIDE = "vocabulary/guide.yaml"

CASES = {
    "unknown-reference": (BOLGE, "supplier: nordvik", "supplier: nordvk", (5, 11), "nordvik"),
    "unknown-category": (BOLGE, '"09330701"', '"09330799"', (4, 11), "093307"),
    "unknown-post": (BOLGE, 'post: "1"', 'post: "17"', (8, 11), "1, 1A, 2"),
    "wrong-folder": (BOLGE, '"09330701"', '"12"', (4, 11), "products/12/bolge.yaml"),
    "duplicate-hms-number": (FJORD, '"000201"', '"000101"', (13, 17), BOLGE),
    "duplicate-placement": (BOLGE, "dusj-2020", "dusj-2025", (12, 5), "to ganger"),
    "reversed-dates": (OLD, "2024-12-31", "2019-12-31", (4, 11), "2020-01-01"),
    "placement-outside-agreement": (
        FJORD,
        "    source: prove-2025\n    as_of",
        "    valid_from: 2024-01-01\n    source: prove-2025\n    as_of",
        (10, 17),
        "2025-01-01",
    ),
    "date-in-future": (BOLGE, "checked: 2026-02-01", "checked: 2062-02-01", (30, 10), TODAY),
    "fixture-rank": (FJORD, "source: prove-2025\n    as_of", "source: testdata\n    as_of", (9, 11), "testdata"),
    "listed-rank": (FJORD, "rank: 2\n", "rank: 2\n    basis: listed\n", (9, 11), "listet"),
    "property-type": (FJORD, "seat_width: 46, user_weight_max: 160, f", 'seat_width: "46", user_weight_max: 160, f', (15, 30), "tall"),
    "fits-on-aid": ("products/09/bolge-sete.yaml", "kind: accessory", "kind: aid", (9, 1), "tilbehør"),
    "implausible-measure": (FJORD, "seat_width: 46, user_weight_max: 160, f", "seat_width: 460, user_weight_max: 160, f", (15, 30), "15–90 cm"),
    "same-rank": (FJORD, "rank: 2", "rank: 1", (11, 5), "nordvik og solbakken"),
    "rank-gap": (FJORD, "rank: 2", "rank: 3", (11, 5), "rangering 2"),
    "retail-on-agreement": (
        BOLGE,
        "\nsources:",
        "\nretail: {status: retail, reason: {nb: Vanlig.}, source: prove-2025, as_of: 2026-01-15}\nsources:",
        (29, 18),
        "override_reason",
    ),
    "former-aid-since": (FINDINGS, '    since: "2020"\n', "", (14, 13), "`since`"),
    "finding-without-answer": (FINDINGS, "    rate: tilskudd\n", "", (32, 13), "`rate`"),
    "promise": (FINDINGS, "Den er blitt vanlig å ha.", "Du har rett til den.", (16, 18), "Nav avgjør"),
    "unanswered": (GUIDE, "alder=ung", "alder=gammel", (21, 12), "alder=gammel"),
    "old-finding": (FINDINGS, "as_of: 2026-01-15", "as_of: 2025-01-15", (8, 12), "tolv måneder"),
    "missing-tombstone": ("vocabulary/published.yaml", "gammel]", "gammel, borte]", (3, 34), "«borte»"),
    "living-tombstone": ("vocabulary/tombstones.yaml", "successor: fjord", "successor: fjor", (7, 16), "«fjor»"),
    "no-successor": (NEW, "supersedes: dusj-2020\n", "", (4, 11), "not_continued"),
}  # fmt: skip


def test_the_fictional_catalogue_is_sound(fictional_files):
    assert list(compiler.check(fictional_files, TODAY).report) == []


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_its_breach_at_its_place(code, fictional_files):
    path, old, new, place, words = CASES[code]
    text = fictional_files[path].decode()
    assert old in text
    changed = {**fictional_files, path: text.replace(old, new, 1).encode()}
    found = [d for d in compiler.check(changed, TODAY).report if d.code == code]
    assert [(d.position.line, d.position.column) for d in found] == [place]
    assert words in f"{found[0].message} {found[0].hint}"


def test_every_rule_has_a_case_and_an_explanation():
    codes = {rule.CODE for rule in RULES}
    assert codes == set(CASES)
    assert codes <= set(DOCS)


EXCEPTION = "exceptions:\n  - {rule: rank-gap, path: %s, reason: Kilden oppgir bare to.}\n"


def test_a_known_exception_is_silent(fictional_files):
    changed = {
        **fictional_files,
        FJORD: fictional_files[FJORD].replace(b"rank: 2", b"rank: 3"),
        "vocabulary/exceptions.yaml": (EXCEPTION % NEW).encode(),
    }
    assert list(compiler.check(changed, TODAY).report) == []


def test_an_exception_that_no_longer_fails_is_an_error(fictional_files):
    changed = {**fictional_files, "vocabulary/exceptions.yaml": (EXCEPTION % NEW).encode()}
    found = list(compiler.check(changed, TODAY).report)
    assert [(d.code, d.position.line, d.severity) for d in found] == [
        ("spent-exception", 2, "error")
    ]


def test_a_missing_file_or_a_name_of_nothing_is_never_a_traceback(fictional_files):
    for path, content in fictional_files.items():
        rest = {p: c for p, c in fictional_files.items() if p != path}
        compiler.check(rest, TODAY)
        record = json.loads(json.dumps(source.read(path, content).data))
        for route in names_in(record):
            broken = copy.deepcopy(record)
            place = broken
            for step in route[:-1]:
                place = place[step]
            place[route[-1]] = "finnes-ikke"
            compiler.check({**rest, path: canonical.dump(broken).encode()}, TODAY)


def names_in(data, route=()):
    """The way to every text of a record but those for readers."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str) and step not in {"nb", "nn", "en"}:
            yield (*route, step)
        elif isinstance(value, dict | list):
            yield from names_in(value, (*route, step))
