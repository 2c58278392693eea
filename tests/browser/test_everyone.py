"""Accessible to everyone: valid HTML, focus, spacing, colours and targets on every kind of page."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from pathlib import Path

import pytest
from figures import count
from sites import ROOT
from test_pages import violations

pytestmark = pytest.mark.browser

VNU = ROOT / "requirements/node/node_modules/vnu-jar/build/dist/vnu.jar"
KINDS = (
    "", "sok/?q=dusj", "produkt/bolge/", "avtale/", "avtale/dusj-2025/", "avtale/dusj-2025/post/1/", "kategori/",
    "kategori/0933/", "leverandor/", "leverandor/nordvik/", "produkter/", "produkter/b/", "sammenlign/?p=bolge,fjord",
    "liste/?p=bolge", "handelsvare/", "rettigheter/", "rettigheter/vanlig-vei/", "satser/", "veiviser/", "kvalitet/",
    "endringer/", "lagret/", "meld/", "regler/", "regler/rank-99/", "om/", "personvern/", "produkt/gammel/",
)  # fmt: skip
REAL = (
    "", "sok/?q=rullestol", "produkt/jay-j2-cushion/", "produkt/eliramp/", "produkt/raizer-ii-loftestol/",
    "avtale/personloftere-2025/post/10/", "avtale/sykler-list-2025/post/6/", "avtale/hygiene-2025/",
    "avtale/kjoreramper-2022/", "avtale/sitteputer-2023/post/7/", "kategori/1222/", "kategori/0933/", "handelsvare/",
    "rettigheter/aktivitet-over-26/", "rettigheter/utenfor-avtale/", "satser/", "kvalitet/", "endringer/",
    "sammenlign/?p=eliramp,jay-j2-cushion", "tilgjengelighet/",
)  # fmt: skip


def checked(*paths: Path) -> str:
    command = [
        shutil.which("java") or "java",
        "-jar",
        VNU,
        "--errors-only",
        "--skip-non-html",
        "--format",
        "gnu",
    ]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
    pages = [p for path in paths for p in ([path] if path.is_file() else path.rglob("*.html"))]
    count("html", len(pages), len(done.stderr.splitlines()))
    return done.stderr[:4000]


def test_every_page_of_the_fictional_site_is_valid_html(fictional_site):
    assert checked(fictional_site) == ""


def test_real_pages_are_valid_html(real_site):
    paths = sorted(p for p in real_site.rglob("*.html") if "/hms/" not in p.as_posix())
    assert checked(*paths[:: max(1, len(paths) // 250)]) == ""


@pytest.mark.parametrize("url", REAL)
def test_axe_finds_nothing_on_twenty_real_pages(url, page, real_url):
    page.goto(real_url + url)
    page.wait_for_load_state("networkidle")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("url", KINDS)
def test_axe_finds_nothing_in_forced_colours(url, page, fictional_url):
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(fictional_url + url)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert page.evaluate("document.getAnimations().length") == 0


SPACING = """(() => { const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }`); document.adoptedStyleSheets = [sheet]; })()"""
CLIPPED = """[...document.querySelectorAll('main *')].filter((e) => {
const s = getComputedStyle(e); return (s.overflowY === 'hidden' || s.overflowX === 'hidden') && s.position !== 'absolute'
 && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1); }).map((e) => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("url", KINDS)
def test_text_can_be_spaced_and_enlarged(url, page, fictional_url):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(fictional_url + url)
    page.wait_for_load_state("networkidle")
    page.evaluate(SPACING)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(CLIPPED) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


SMALL = """[...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter((e) => {
if (!e.checkVisibility() || e.closest('.skip') || e.matches('.skip')) return false;
const r = e.getBoundingClientRect(); if (!r.width) return false;
const inline = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
return !inline && (r.height < 23.5 || r.width < 23.5); }).map((e) => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("url", KINDS)
def test_targets_are_large_enough(url, page, fictional_url):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(fictional_url + url)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SMALL) == []


FOCUS = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
const r = e.getBoundingClientRect(), s = getComputedStyle(e);
return { top: r.top, bottom: r.bottom, high: innerHeight, tall: r.height > innerHeight, shown:
 (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none', what: e.outerHTML.slice(0, 90) }; }"""


@pytest.mark.parametrize("url", KINDS)
def test_focus_is_visible_and_on_the_screen(url, page, fictional_url):
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(fictional_url + url)
    page.wait_for_load_state("networkidle")
    for _ in range(45):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found is None:
            break
        count("focus", 1, not found["shown"])
        assert found["shown"], found
        assert found["tall"] or (found["bottom"] > 0 and found["top"] < found["high"]), found


@pytest.mark.parametrize("prefix", ["", "nn/", "en/"])
@pytest.mark.parametrize("url", KINDS)
def test_every_kind_of_page_reads_without_javascript(prefix, url, browser, fictional_url):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(fictional_url + prefix + url)
    read = page.locator("h1").is_visible() and len(page.locator("main").inner_text()) > 10
    count("plain", 1, not read)
    assert read
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("url", ["", "produkt/bolge/", "avtale/dusj-2025/post/1/", "handelsvare/"])
def test_it_reads_without_style(url, browser, fictional_url):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(fictional_url + url)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])"
    )
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    context.close()


def test_status_is_never_colour_alone(page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    assert page.locator(".rank").count() >= 3
    for rank in page.locator(".rank").all():
        assert rank.inner_text().strip()
        assert rank.locator("svg").count() == 1
