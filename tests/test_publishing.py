"""What publishing adds to a built site: the table in columns, and cards for sharing."""

from __future__ import annotations

import csv
import subprocess
import sys

import cards
import pytest
from PIL import Image
from pyarrow import parquet
from sites import ROOT, TODAY, build, copied


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    root = copied(folder / "k")
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("  - catalog:\n", "  - catalog:\n      cards: true\n")
    )
    build(root, folder / "site", TODAY)
    for name in ("parquet", "cards"):
        script = [sys.executable, ROOT / f"scripts/{name}.py", folder / "site"]
        subprocess.run(script, check=True, capture_output=True)
    return folder / "site"


def test_the_columns_hold_the_rows(site):
    found = parquet.read_table(site / "data/katalog.parquet")
    with (site / "data/katalog.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert found.num_rows == len(rows)
    assert found.column_names == list(rows[0])
    widths = [
        str(v).replace(".", ",").removesuffix(",0") if v is not None else ""
        for v in found["seat_width_maks"].to_pylist()
    ]
    assert widths == [r["seat_width_maks"] for r in rows]
    assert found.schema.metadata[b"licence"]


def test_every_product_and_post_has_its_card(site):
    pages = [*site.glob("produkt/*/index.html"), *site.glob("avtale/*/post/*/index.html")]
    for page in pages:
        with Image.open(page.with_name("kort.png")) as card:
            assert card.size == (1200, 630)
            assert len(card.getcolors(1_000_000)) > 3
        if "gammel" not in page.as_posix():
            assert 'property="og:image"' in page.read_text()
    assert len(pages) > 8


def test_a_card_says_rank_with_its_post_and_agreement(site):
    _, name, lines = cards.words((site / "produkt/bolge/index.html").read_text())
    assert name == "Bølge dusjstol"
    assert "Dusjstoler 2025, Post 1: Dusjstoler med faste hjul: Rangering 1 – vurder først" in lines


def test_no_card_is_named_without_being_asked_for(fictional_site):
    assert "og:image" not in (fictional_site / "produkt/bolge/index.html").read_text()
