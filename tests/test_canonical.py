"""Canonical text reads back as the data it was written from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import source
from catalog.canonical import dump

RECORD = {
    "id": "a",
    "name": 'Stol: "stor" # 1',
    "category": "09330701",
    "placements": [{"agreement": "x", "post": "17", "rank": 1, "as_of": "2025-01-01"}],
    "evidence": [{"of": ["w", "h"], "basis": "name", "source": "s"}],
    "variants": [{"hms_number": "000101", "properties": {"w": 45, "h": [43, 58.5], "f": True}}],
    "sources": ["s", "t"],
}
TEXT = """\
id: a
name: "Stol: \\"stor\\" # 1"
category: "09330701"
placements:
  - agreement: x
    post: "17"
    rank: 1
    as_of: 2025-01-01
evidence:
  - {of: [w, h], basis: name, source: s}
variants:
  - hms_number: "000101"
    properties: {w: 45, h: [43, 58.5], f: true}
sources: [s, t]
"""


def test_the_form_of_a_record():
    assert dump(RECORD) == TEXT


keys = st.text("abcdefghij_", min_size=1, max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
numbers = st.integers(-(10**9), 10**9) | st.sampled_from([0.5, 10.25, -3.75, 58.5])
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(keys, values, min_size=1, max_size=5))
def test_any_data_comes_back(data):
    assert source.read("x.yaml", dump(data).encode()).data == data


@pytest.mark.parametrize("text", ["012345", "no", "2025-01-01", "1e5", "1", "true", "~", "", " x"])
def test_text_stays_text(text):
    data = {"a": text, "b": [text]}
    assert source.read("x.yaml", dump(data).encode()).data == data
