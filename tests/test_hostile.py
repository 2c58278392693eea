"""Hostile text in every field, odd surroundings, the emptiest and the fullest: all is only text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import feedparser
import pytest
from figures import count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import expect
from sites import FICTIONAL, ROOT, TODAY, build, copied, serve

from catalog import canonical, importing, source, stamp
from catalog import compile as compiler
from catalog.loading import load

SPARKS = (
    "<script>alert(1)</script>", '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "</script><script>alert(1)</script>",
    "<svg/onload=alert(1)>", "javascript:alert(1)", "{{ 7*7 }}", "{% raw %}", "${alert(1)}", "`${alert(1)}`", "<!--", "-->", "]]>", "<![CDATA[",
    "&lt;b&gt;", "&#x3c;script&#x3e;", "\\u003cscript\\u003e", "%3Cscript%3E", "<iframe srcdoc='<script>alert(1)</script>'>", "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>", "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example'>", "<form action=//evil.example>",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", 'a;b"c', "'; DROP TABLE products; --", "__proto__", "constructor", "\u202egnp.exe", "\u200bskjult",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">', "<details open ontoggle=alert(1)>", "onmouseover=alert(1) x=", '" autofocus onfocus=alert(1) x="',
    "qzxcontentxzq", "QZXTITLEXZQ",
)  # fmt: skip
WRAPS = ("{}", "a {} b", "{}{}", "«{}»", "{}\u00a0")
PAYLOADS = [wrap.replace("{}", spark) for spark in SPARKS for wrap in WRAPS]


def hostile(root: Path) -> None:
    """A catalogue with a payload in every text field of 200 products, and of what they refer to."""
    copied(root)
    for i, payload in enumerate(PAYLOADS):
        record = {
            "id": f"vond-{i}",
            "name": payload,
            "kind": "aid",
            "category": "09330701",
            "supplier": "nordvik",
            "summary": {"nb": payload},
            "placements": [
                {"agreement": "dusj-2025", "post": "2", "rank": "unranked", "source": "prove-2025", "as_of": "2026-01-01"}
            ],
            "variants": [
                {"hms_number": f"7{i:05}", "name": payload, "supplier_ref": payload, "properties": {"seat_width": 45, "colour": payload}}
            ],
            "sources": ["prove-2025"],
        }  # fmt: skip
        (root / f"products/09/vond-{i}.yaml").write_text(canonical.dump(record), "utf-8")
    for path, old in (
        ("agreements/dusj-2025.yaml", "title: Dusjkrakker"),
        ("vocabulary/suppliers.yaml", "Nordvik Hjelpemidler AS"),
        ("vocabulary/sources.yaml", "Oppdiktet avtaleregister"),
    ):
        file = root / path
        text = file.read_text("utf-8")
        assert old in text
        new = canonical.scalar(SPARKS[3])
        file.write_text(
            text.replace(
                old, f"title: {new}" if old.startswith("title") else SPARKS[0].replace("(1)", "")
            ),
            "utf-8",
        )


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    hostile(folder / "k")
    build(folder / "k", folder / "site")
    return folder / "site"


def test_no_page_holds_a_foreign_element(site):
    allowed = {"application/json", "application/ld+json"}
    assert len(PAYLOADS) >= 200
    for path in site.rglob("*.html"):
        tree = html.fromstring(path.read_bytes())
        scripts = [
            s for s in tree.iter("script") if s.get("src") is None and s.get("type") not in allowed
        ]
        assert scripts == [], path
        assert list(tree.iter("iframe", "base", "style", "math", "object", "embed")) == [], path
        for element in tree.iter():
            if isinstance(element.tag, str):
                handlers = [a for a in element.attrib if a.lower().startswith("on")]
                assert handlers == [], (path, element.attrib)
        for block in tree.xpath("//script[starts-with(@type, 'application/')]"):
            json.loads(block.text)
        for link in tree.xpath("//@href"):
            assert not link.lower().startswith("javascript:"), path


def test_every_name_is_shown_as_it_is(site):
    for i, payload in enumerate(PAYLOADS):
        tree = html.fromstring((site / f"produkt/vond-{i}/index.html").read_bytes())
        assert tree.xpath("string(//h1)").split() == payload.split(), payload


def test_data_holds_it_as_text(site):
    for i in (0, 50, 100, 150):
        data = json.loads((site / f"api/v1/products/vond-{i}.json").read_text("utf-8"))
        assert data["name"] == PAYLOADS[i]
    rows = list(
        csv.reader(io.StringIO((site / "data/katalog.csv").read_text("utf-8-sig")), delimiter=";")
    )
    assert len({len(r) for r in rows}) == 1
    assert [c for r in rows for c in r if c.startswith(("=", "+", "-", "@"))] == []
    for path in site.rglob("feed.xml"):
        assert not feedparser.parse(path.read_bytes()).bozo, path


@pytest.mark.browser
def test_a_browser_runs_none_of_it(site, browser):
    context = browser.new_context()
    page = context.new_page()
    ran: list[str] = []
    page.on("dialog", lambda d: (ran.append(d.message), d.dismiss()))
    page.on("request", lambda r: ran.append(r.url) if "127.0.0.1" not in r.url else None)
    page.on("pageerror", lambda e: ran.append(str(e)))
    for url in serve(site):
        for path in (
            "kategori/09330701/",
            "produkter/",
            "avtale/dusj-2025/post/2/",
            "leverandor/nordvik/",
        ):
            page.goto(url + path)
        for i in range(0, len(PAYLOADS), 5):
            page.goto(f"{url}{('', 'nn/', 'en/')[i // 5 % 3]}produkt/vond-{i}/")
        page.goto(f"{url}sammenlign/?p=vond-0,vond-10,vond-20,vond-70,vond-185&vis=alle")
        expect(page.locator("#status")).to_have_text("5 side om side")
        page.goto(f"{url}liste/?p=" + ",".join(f"vond-{i}" for i in range(30)))
        expect(page.locator("#status")).to_have_text("30 på lista")
        for query in ("alert", "script", "vond", "%3Cscript%3E", "{{ 7*7 }}"):
            page.goto(f"{url}sok/?q={query}")
            expect(page.locator("#status")).not_to_be_empty()
    context.close()
    count("attacks", len(PAYLOADS), len(ran))
    assert ran == []


SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "77", "TZ": "America/Adak", "LC_ALL": "C.UTF-8", "LANG": "tr_TR"},
)


def test_the_surroundings_change_no_byte(tmp_path):
    made = []
    for i, extra in enumerate(SURROUNDINGS):
        root = tmp_path / str(i)
        copied(root / "k")
        files = sorted(p for p in (root / "k").rglob("*.yaml"))
        for path in files if i else reversed(files):  # another order on the disk
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
        command = [
            sys.executable,
            "-m",
            "catalog",
            "build",
            "--root",
            root / "k",
            "--out",
            root / "s",
            "--today",
            TODAY,
        ]
        env = {**os.environ, **extra, "NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        assert done.returncode == 0, done.stderr
        made.append(
            {
                p.relative_to(root / "s"): p.read_bytes()
                for p in (root / "s").rglob("*")
                if p.is_file()
            }
        )
    assert made[0].keys() == made[1].keys()
    assert [n for n in made[0] if made[0][n] != made[1][n]] == []


def test_a_site_of_nothing_builds(tmp_path):
    root = tmp_path / "k"
    copied(root)
    shutil.rmtree(root / "products")
    for path in (root / "agreements").iterdir():
        path.unlink()
    for name in ("published", "tombstones", "releases", "findings", "situations"):
        (root / f"vocabulary/{name}.yaml").unlink()
    checked = compiler.check(stamp.read(root), TODAY)
    assert [d.code for d in checked.report.errors] == []
    build(root, tmp_path / "site")
    assert "0 produkter" in (tmp_path / "site/index.html").read_text("utf-8")


EMPTIEST = {"id": "tom", "name": "x", "kind": "aid", "variants": [{"hms_number": "000999", "name": "x"}], "sources": ["prove-2025"]}  # fmt: skip


def test_the_emptiest_and_the_fullest_record_build(tmp_path):
    root = tmp_path / "k"
    copied(root)
    (root / "vocabulary/tombstones.yaml").unlink()
    (root / "vocabulary/published.yaml").unlink()
    (root / "products/00/tom.yaml").write_text(canonical.dump(EMPTIEST))
    full = {
        **EMPTIEST,
        "id": "full",
        "name": "Ø" * 300,
        "summary": {"nb": "a " * 1990, "nn": "b", "en": "c"},
        "variants": [
            {"hms_number": f"8{i:05}", "name": "W" * 300, "properties": {"seat_width": [15, 90], "user_weight_max": 10 + i}}
            for i in range(400)
        ],
        "checked": "2026-05-01",
    }  # fmt: skip
    (root / "products/00/full.yaml").write_text(canonical.dump(full))
    build(root, tmp_path / "site")
    assert "ikke registrert" in (tmp_path / "site/produkt/tom/index.html").read_text("utf-8")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda t: t.encode("utf-8", "surrogatepass")),
    )
)
def test_no_bytes_break_the_reader(content):
    library, report = load({"products/09/x.yaml": content})
    assert library.products == {} or not report.errors
    assert all(d.position.line >= 1 and d.message for d in report)


LINES = st.lists(
    st.sampled_from(["id: x", "name: y", "kind: aid", "- a", "  - b: c", "variants:", '  - hms_number: "000001"', "    name: z", "? q", "&a b", "*a", "!t v", "sources: [s]", "a: {b: [c", "\t", "#x", "---", "...", "'", '"', "|", ">-", ": :", "\u2028"]),
    max_size=14,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_no_lines_break_the_reader(lines):
    _, report = load({"products/09/x.yaml": "\n".join(lines).encode()})
    assert all(d.code and d.message for d in report)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**7) | st.text(max_size=8) | st.sampled_from(["000901", "hmsArtNr", "_source"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["hits", "_source", "hmsArtNr", "title", "data", "key", "value", "agreements", "rank", "refNr", "supplier", "attributes", "catalogue", "places", "seriesId"]), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["finnhjelpemiddel", "order-list", "sheet"]), JSON, st.booleans())
def test_no_file_breaks_an_importer(fictional_files, form, data, wrapped):
    library, _ = load(fictional_files)
    body = {"hits": {"hits": [{"_source": data}]}} if wrapped else data
    try:
        found = importing.read(form, io.BytesIO(json.dumps(body).encode()), library, "dusj-2025")
    except importing.UnusableFileError:
        return  # said in a sentence; anything else would fail here
    assert all(len(a.hms_number) == 6 for a in found.articles)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_name_survives_the_canonical_form(text):
    line = canonical.dump({"name": text})
    try:
        data = source.read("x", line.encode()).data
    except source.SourceError:
        pytest.fail(repr(text))
    assert data == {"name": text}


BROKEN = ROOT / "tests" / "fixtures" / "broken"


def test_what_once_broke_the_reader_is_read():
    for path in BROKEN.glob("crash-*"):
        _, report = load({"products/09/x.yaml": path.read_bytes()})
        assert all(d.message for d in report), path


def test_a_guided_search_finds_nothing_that_breaks_the_reader(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in (FICTIONAL / "products").rglob("*.yaml"):
        shutil.copy(path, corpus)
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/fuzz.py", corpus, "-max_total_time=12", "-max_len=800"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert list(tmp_path.glob("crash-*")) == []
    runs = re.search(r"Done (\d+) runs", done.stderr)
    assert runs is not None
    assert int(runs[1]) > 1_000
