"""Whole sites: every link leads somewhere, counts agree, text is escaped, builds repeat."""

from __future__ import annotations

import filecmp
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from sites import FICTIONAL, ROOT, TODAY, build, copied

from catalog import compile as compiler
from catalog import stamp

pytestmark = pytest.mark.site


def pages(site: Path):
    for path in sorted(site.rglob("*.html")):
        yield path, html.fromstring(path.read_bytes())


def files(site: Path) -> dict[str, Path]:
    return {p.relative_to(site).as_posix(): p for p in site.rglob("*") if p.is_file()}


def broken_links(site: Path) -> list[str]:
    ids = {path: set(tree.xpath("//@id")) for path, tree in pages(site)}
    found = []
    for path, tree in pages(site):
        for link in tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            base = site if link.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                found.append(f"{path.relative_to(site)} -> {link}")
            elif parts.fragment and target.suffix == ".html" and parts.fragment not in ids[target]:
                found.append(f"{path.relative_to(site)} -> {link} (fragment)")
    return found


def test_every_link_and_fragment_of_the_fictional_site_resolves(fictional_site):
    assert broken_links(fictional_site) == []


def test_every_link_and_fragment_of_the_shipped_site_resolves(real_site):
    assert broken_links(real_site) == []


@pytest.mark.parametrize("root", [FICTIONAL, ROOT], ids=["fictional", "shipped"])
def test_counts_agree(root, request):
    site = request.getfixturevalue("fictional_site" if root == FICTIONAL else "real_site")
    records = stamp.read(root)
    numbers = sum(
        r.count(b"- hms_number:") for p, r in records.items() if p.startswith("products/")
    )
    products = sum(p.startswith("products/") for p in records)
    counts = json.loads((site / "api/v1/index.json").read_text())["counts"]
    assert (counts["products"], counts["variants"]) == (products, numbers)
    front = re.sub(r"\s", "", html.fromstring((site / "index.html").read_bytes()).text_content())
    assert f"{products}produktermed{numbers}varianter" in front
    gone = re.findall(r"^/(\w+)/", (site / "_redirects").read_text(), re.MULTILINE)
    assert len(list((site / "produkt").iterdir())) == products + gone.count("produkt")
    assert len(list((site / "hms").iterdir())) == numbers + gone.count("hms")


def test_two_builds_with_the_same_date_are_byte_equal(fictional_site, tmp_path):
    again = tmp_path / "site"
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "catalog",
            "build",
            "--root",
            FICTIONAL,
            "--out",
            again,
            "--today",
            TODAY,
        ],
        check=True,
        capture_output=True,
        env={**env, "NO_MKDOCS_2_WARNING": "1"},
    )
    first, second = files(fictional_site), files(again)
    assert set(first) == set(second)
    assert [
        name for name in first if not filecmp.cmp(first[name], second[name], shallow=False)
    ] == []


def test_the_sitemap_names_every_page_but_the_ways_in(fictional_site):
    listed = re.findall(
        r"<loc>https://prove.example/(.*?)</loc>", (fictional_site / "sitemap.xml").read_text()
    )
    written = {
        p.parent.relative_to(fictional_site).as_posix() for p in fictional_site.rglob("index.html")
    }
    assert sorted(u.rstrip("/") or "." for u in listed) == sorted(
        w for w in written if not re.search(r"(^|/)hms/|(^|/)produkt/gammel$", w)
    )


def test_text_of_records_is_escaped(fictional_site):
    text = (fictional_site / "produkt/aegir/index.html").read_text()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(&#34;Ægir&#34;)&lt;/script&gt;" in text
    assert (
        "Solbakken &lt;Rehab&gt; &amp; &#34;Sønner&#34;"
        in (fictional_site / "leverandor/solbakken/index.html").read_text()
    )


def test_pages_have_one_heading_a_title_and_ordered_levels(fictional_site):
    titles = {}
    for path, tree in pages(fictional_site):
        levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path
        language = path.relative_to(fictional_site).parts[0]
        language = language if language in {"nn", "en"} else "nb"
        assert tree.get("lang") == language
        assert len(set(tree.xpath("//@id"))) == len(tree.xpath("//@id")), path
        for table in tree.iter("table"):
            assert table.find("caption") is not None, path
            assert all(th.get("scope") for th in table.iter("th")), path
        titles.setdefault((language, tree.findtext(".//title")), []).append(path)
    assert [paths for paths in titles.values() if len(paths) > 1] == []


def test_no_page_loads_anything_from_another_host(fictional_site):
    for path, tree in pages(fictional_site):
        loaded = tree.xpath(
            "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href"
        )
        assert [u for u in loaded if urlsplit(u).netloc] == [], path
        assert (
            tree.xpath(
                "//style | //script[not(@src or starts-with(@type, 'application/'))] | //@style"
            )
            == []
        ), path


RANKS = {
    ("bolge", "avtale/dusj-2025/post/1/"): "Rangering 1 – vurder først",
    ("bolge", "avtale/dusj-2020/post/1/"): "Hadde rangering 2",
    ("fjord", "avtale/dusj-2025/post/1/"): "Rangering 2 – krever faglig begrunnelse",
    ("foss", "avtale/dusj-2025/post/2/"): "På avtale, uten rangering",
    ("foss", "avtale/dusj-2025/post/1A/"): "Rangering ikke registrert her",
    ("foss", "avtale/dusj-2025/post/1/"): "Kun kjent fra erstatningsliste",
    ("vidde", "avtale/gange-liste/post/3/"): "Rangering 1 – vurder først",
}


@pytest.mark.parametrize(("product", "post"), RANKS)
def test_a_rank_is_said_with_its_post(product, post, fictional_site):
    tree = html.fromstring((fictional_site / f"produkt/{product}/index.html").read_bytes())
    places = {
        p.xpath(".//p[@class='place-post']/a/@href")[0].removeprefix("../../"): p.xpath(
            "string(.//span[starts-with(@class, 'rank ')])"
        ).strip()
        for p in tree.xpath("//li[starts-with(@class, 'place')]")
    }
    assert places[post] == RANKS[product, post]


HEADLINES = {
    "bolge": "På rammeavtale",
    "odde": "Avtalen er utløpt eller avløst",
    "vidde": "På en rammeavtale med ukjent periode",
    "aegir": "Ingen rammeavtale registrert her",
}


@pytest.mark.parametrize("product", HEADLINES)
def test_the_answer_comes_first(product, fictional_site):
    tree = html.fromstring((fictional_site / f"produkt/{product}/index.html").read_bytes())
    assert tree.xpath("string((//h2)[1])") == HEADLINES[product]


def test_an_expired_agreement_stays_with_a_banner(fictional_site):
    text = (fictional_site / "avtale/dusj-2020/index.html").read_text()
    assert "Denne avtalen er utløpt. Den gjaldt til 31. desember 2024." in text


def test_an_edit_link_opens_the_record(fictional_site):
    text = (fictional_site / "produkt/bolge/index.html").read_text()
    assert "https://git.example/prove/edit/main/products/09/bolge.yaml" in text


def ladder(site: Path, post: str) -> list[str]:
    tree = html.fromstring((site / post / "index.html").read_bytes())
    return [
        " ".join(r.xpath("string(.//span[starts-with(@class, 'rank ')])").split())
        for r in tree.xpath("//li[starts-with(@class, 'rung')]")
    ]


def test_the_shipped_ladders(real_site):
    lifters = ladder(real_site, "avtale/personloftere-2025/post/10")
    assert [text.split(" – ")[0] for text in lifters] == [f"Rangering {n}" for n in (1, 2, 3, 4)]
    ramps = ladder(real_site, "avtale/kjoreramper-2022/post/2")
    assert ramps == ["Hadde rangering 1", "Hadde rangering 2", "Kun kjent fra erstatningsliste"]
    assert (
        ladder(real_site, "avtale/hygiene-2025/post/17") == ["Kun kjent fra erstatningsliste"] * 3
    )


def test_a_fault_leaves_the_old_site_and_says_where(tmp_path):
    root = tmp_path / "root"
    shutil.copytree(FICTIONAL, root)
    config = (root / "mkdocs.yml").read_text().replace("../../../catalog", str(ROOT / "catalog"))
    (root / "mkdocs.yml").write_text(config)
    out = tmp_path / "site"
    build(root, out)
    before = files(out).keys()
    record = root / "products/09/bolge.yaml"
    record.write_text(record.read_text().replace("rank: 1", "rank: 99"))
    done = subprocess.run(
        [sys.executable, "-m", "catalog", "build", "--root", root, "--out", out, "--today", TODAY],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "products/09/bolge.yaml:9:11: error[rank-99]" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(out).keys() == before


def test_every_rule_of_the_sources_is_used_or_left_out_with_a_reason(real_site):
    text = (ROOT / "docs" / "kilderegler.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| (.+) \|$", text, re.MULTILINE))
    assert list(rows) == [str(n) for n in range(1, 127)]
    for cell in rows.values():
        link = re.fullmatch(r"\[.+\]\(\.\./(.*?)(?:#(.+))?\)", cell)
        if link is None:
            assert cell.startswith("Utelatt: ")
            continue
        page = (real_site / link[1] / "index.html").read_text("utf-8")
        assert link[2] is None or f'id="{link[2]}"' in page


def test_counts_on_the_quality_page_are_those_of_the_records(real_site):
    library = compiler.check(stamp.read(ROOT), "2026-11-22").library
    text = html.parse(real_site / "kvalitet" / "index.html")
    rows = {tr.findtext("th"): [td.text for td in tr.iter("td")] for tr in text.iter("tr")}
    products = library.products.values()
    without = str(sum(1 for p in products if p.category is None))
    assert rows["Produkter uten kategori"] == [without, str(len(products))]


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_another_engine_gives_the_same_bytes(engine, tmp_path, fictional_site):
    root = copied(tmp_path / "katalog")
    command = [sys.executable, "-m", engine, "build", "-q", "-f", root / "mkdocs.yml"]
    done = subprocess.run(
        [*command, "-d", tmp_path / "site"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    made, wanted = files(tmp_path / "site"), files(fictional_site)
    assert set(made) - {"sitemap.xml.gz"} == set(wanted) - {"sitemap.xml.gz"}
    different = [n for n in wanted if made[n].read_bytes() != wanted[n].read_bytes()]
    assert [n for n in different if n != "sitemap.xml.gz"] == []
