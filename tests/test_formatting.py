"""Canonical form: comments stay with their field, values never change, twice is once."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import ROOT

from catalog import source, stamp
from catalog.cli import main
from catalog.formatting import formatted
from catalog.loading import kind
from catalog.records import Product

MESSY = """\
# Øverst
name:   'Fjord dusjstol'   # navnet
id: fjord

# Hva slags
kind: aid
sources:
- prove-2025
variants:
# den nye
- name: "Fjord"
  hms_number: '000201' # seks sifre
  properties: {colour: "blå # ikke grå",
    seat_width: 46}  # målt
placements:
  - {rank: 2, post: '1', agreement: dusj-2025, source: prove-2025, as_of: 2025-02-01}   # rang
# nederst
"""
NEAT = """\
id: fjord
# Øverst
name: Fjord dusjstol  # navnet
# Hva slags
kind: aid
placements:
  - agreement: dusj-2025
    post: "1"
    rank: 2
    source: prove-2025
    as_of: 2025-02-01  # rang
variants:
  - hms_number: "000201"  # seks sifre
    # den nye
    name: Fjord
    properties: {colour: "blå # ikke grå", seat_width: 46}  # målt
sources: [prove-2025]
# nederst
"""


def neat(text: str) -> str:
    return formatted("products/09/fjord.yaml", text.encode(), Product)


def test_comments_stay_with_their_field():
    assert neat(MESSY) == NEAT


def test_twice_is_once():
    assert neat(neat(MESSY)) == neat(MESSY)


def test_every_shipped_record_is_in_form():
    odd = [
        path
        for path, content in stamp.read(ROOT).items()
        if path.startswith(("products/", "agreements/"))
        and formatted(path, content, kind(path)).encode() != content
    ]
    assert odd == []


comment = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans(), comment), max_size=8))
def test_any_comment_anywhere(notes):
    lines = NEAT.splitlines()
    for at, own, text in notes:
        i = at % len(lines)
        if own:
            lines.insert(i, f"# {text}")
        elif "#" not in lines[i] and lines[i].strip():
            lines[i] += f" # {text}"
    before = "\n".join(lines) + "\n"
    after = neat(before)
    assert neat(after) == after
    data = [source.read("x", t.encode()).data for t in (before, after)]
    assert data[0] == data[1]
    assert sorted(c for c in after if c == "#") == sorted(c for c in before if c == "#")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "products/09").mkdir(parents=True)
    (tmp_path / "products/09/fjord.yaml").write_text(MESSY)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_check_writes_nothing(folder):
    done = run("fmt", "--check", "--root", folder)
    assert (done.exit_code, done.output) == (1, "products/09/fjord.yaml\n")
    assert (folder / "products/09/fjord.yaml").read_text() == MESSY


def test_the_form_is_written_once(folder):
    assert run("fmt", "--root", folder).output == "products/09/fjord.yaml\n"
    assert run("fmt", "--root", folder).output == ""
    assert run("fmt", "--check", "--root", folder).exit_code == 0


def test_a_file_with_a_fault_stops_all_writing(folder):
    (folder / "products/09/b.yaml").write_text("id: b\n\tname: x\n")
    done = run("fmt", "--root", folder)
    assert done.exit_code == 1
    assert "products/09/b.yaml:2:1: error[" in done.output
    assert (folder / "products/09/fjord.yaml").read_text() == MESSY
