"""New records: they are sound once filled in, and nothing is overwritten."""

from __future__ import annotations

import re
import shutil

import pytest
from click.testing import CliRunner
from sites import FICTIONAL, ROOT, TODAY

from catalog import compile as compiler
from catalog import source, stamp
from catalog.cli import COMMANDS, main
from catalog.loading import load
from catalog.records import Product, parse


@pytest.fixture
def root(tmp_path):
    shutil.copytree(FICTIONAL, tmp_path / "k")
    return tmp_path / "k"


def new(root, *arguments):
    return CliRunner().invoke(main, ["new", *arguments, "--root", str(root)])


def test_a_product_to_fill_in_is_sound(root):
    done = new(root, "product", "elv", "--name", "Elv: «stor» # 1", "--category", "09330701", "--hms", "000791", "--source", "prove-2025")  # fmt: skip
    assert done.exit_code == 0, done.output
    checked = compiler.check(stamp.read(root), TODAY)
    assert not checked.report.errors
    assert checked.library.products["elv"].name == "Elv: «stor» # 1"


def test_an_agreement_copies_posts_and_blanks_the_rest(root):
    done = new(root, "agreement", "dusj-2029", "--from", "dusj-2025", "--source", "prove-2025")
    assert done.exit_code == 0, done.output
    found = load(stamp.read(root))[0].agreements["dusj-2029"]
    assert (found.valid_from, found.valid_to, found.supersedes) == (None, None, "dusj-2025")
    assert [p.number for p in found.posts] == ["1", "1A", "2"]
    assert {p.allocation for p in found.posts} == {"unknown"}
    assert [(r.agreement, r.post) for p in found.posts for r in p.successor_of] == [
        ("dusj-2025", "1"),
        ("dusj-2025", "1A"),
        ("dusj-2025", "2"),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["product", "bolge", "--name", "x"], "er i bruk"),
        (["product", "gammel", "--name", "x"], "brukes aldri om igjen"),
        (["product", "../x", "--name", "x"], "små bokstaver"),
        (["agreement", "ny", "--from", "finnes-ikke"], "finnes ikke"),
        (["agreement", "ny"], "--title"),
    ],
)
def test_what_cannot_be_made_is_wrong_use(arguments, said, root):
    before = stamp.read(root)
    done = new(root, *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert stamp.read(root) == before


def test_the_example_of_the_guide_is_a_record():
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    assert not isinstance(parse(Product, source.read("x", block.encode()).data), tuple)
    for command in re.findall(r"catalog ([a-z]+)", guide):
        assert command in COMMANDS
