"""What a page may weigh: bytes, which are the same on every machine, never time."""

from __future__ import annotations

from gzip import compress
from pathlib import Path
from statistics import median

import pytest
from lxml import html

FIRST_VIEW = 25_000
"""Bytes of HTML, style and scripts, gzip, before a product page can be read and used."""
STYLE = 8_000


def loaded(path: Path) -> tuple[int, int, int]:
    """Bytes of a page, its style sheets and its scripts, gzip."""
    tree = html.fromstring(path.read_bytes())
    found = []
    for query in ("//link[@rel='stylesheet']/@href", "//script/@src"):
        files = [(path.parent / u).resolve() for u in tree.xpath(query)]
        found.append(sum(len(compress(f.read_bytes(), mtime=0)) for f in files))
    return len(compress(path.read_bytes(), mtime=0)), found[0], found[1]


@pytest.mark.parametrize("prefix", ["", "nn/", "en/"])
def test_no_product_page_weighs_more_than_its_budget(real_site, prefix):
    pages = sorted((real_site / prefix / "produkt").glob("*/index.html"))
    assert len(pages) > 2_000
    sizes = [len(compress(p.read_bytes(), mtime=0)) for p in pages]
    heaviest = pages[sizes.index(max(sizes))]
    page, style, script = loaded(heaviest)
    assert page + style + script <= FIRST_VIEW, heaviest
    assert median(sizes) <= 4_000
    assert style <= STYLE


@pytest.mark.parametrize(
    ("url", "most"),
    [("", 20_000), ("sok/", 30_000), ("avtale/personloftere-2025/post/10/", 35_000)],
)
def test_front_search_and_post_keep_to_their_budgets(real_site, url, most):
    assert sum(loaded(real_site / url / "index.html")) <= most


def test_nothing_blocks_the_first_view(real_site):
    for url in ("", "sok/", "produkt/jay-j2-cushion/", "avtale/personloftere-2025/post/10/"):
        tree = html.fromstring((real_site / url / "index.html").read_bytes())
        scripts = [s for s in tree.xpath("//script[@src]") if s.get("type") is None]
        assert scripts == [s for s in scripts if "defer" in s.attrib]
        assert len(tree.xpath("//link[@rel='stylesheet']")) == 1
        assert tree.xpath("//img | //iframe | //link[@rel='preconnect']") == []
