"""What is in force on a day."""

from __future__ import annotations

import pytest

from catalog.library import Library
from catalog.periods import agreement_state
from catalog.records import Agreement, parse

TODAY = "2026-06-01"


def agreement(name: str, **fields) -> Agreement:
    made = parse(Agreement, {"id": name, "title": name, "sources": ["s"], **fields})
    assert isinstance(made, Agreement)
    return made


CASES = {
    "no dates": ({}, {}, "unknown"),
    "begun, no end": ({"valid_from": "2025-01-01"}, {}, "current"),
    "begins tomorrow": ({"valid_from": "2026-06-02"}, {}, "upcoming"),
    "begins today": ({"valid_from": "2026-06-01"}, {}, "current"),
    "ends today": ({"valid_to": "2026-06-01"}, {}, "current"),
    "ended yesterday": ({"valid_to": "2026-05-31"}, {}, "expired"),
    "ended, option not used": (
        {"valid_to": "2026-05-31", "options": [{"until": "2027-05-31"}]},
        {},
        "expired",
    ),
    "ended, option used": (
        {"valid_to": "2026-05-31", "options": [{"until": "2027-05-31", "exercised": "2026-01-01"}]},
        {},
        "current",
    ),
    "no end, a newer one has begun": ({}, {"valid_from": "2026-01-01"}, "superseded"),
    "no end, a newer one begins later": ({}, {"valid_from": "2027-01-01"}, "unknown"),
    "an end, though a newer one has begun": (
        {"valid_to": "2026-12-31"},
        {"valid_from": "2026-01-01"},
        "current",
    ),
}


@pytest.mark.parametrize(("own", "newer", "state"), CASES.values(), ids=CASES)
def test_the_state_of_an_agreement(own, newer, state):
    old = agreement("old", **own)
    new = agreement("new", supersedes="old", **newer)
    library = Library(agreements={"old": old, "new": new})
    assert agreement_state(library, old, TODAY) == state


def test_an_undated_generation_between_does_not_hide_a_newer_one():
    generations = {
        "a": agreement("a"),
        "b": agreement("b", supersedes="a"),
        "c": agreement("c", supersedes="b", valid_from="2025-01-01"),
    }
    assert agreement_state(Library(agreements=generations), generations["a"], TODAY) == "superseded"


def test_generations_in_a_circle_end():
    circle = {"a": agreement("a", supersedes="b"), "b": agreement("b", supersedes="a")}
    assert agreement_state(Library(agreements=circle), circle["a"], TODAY) == "unknown"
