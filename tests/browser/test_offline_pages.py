"""Without coverage: pages the reader kept, and the whole catalogue from a folder."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from figures import count
from playwright.sync_api import expect

from catalog.export.deploy import HEADERS
from catalog.offline import local, pack

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "html", "written"),
    [
        ("produkt/x/index.html", '<a href="../../">', '<a href="../../index.html">'),
        ("produkt/x/index.html", '<a href="../../sok/?q=a">', '<a href="../../sok/index.html?q=a">'),
        ("produkt/x/index.html", '<a href="../y/#v1">', '<a href="../y/index.html#v1">'),
        ("a/index.html", '<a href="/data/x.csv">', '<a href="../data/x.csv">'),
        ("a/index.html", '<a href="https://x.no/">', '<a href="https://x.no/">'),
        ("a/index.html", '<a href="#del">', '<a href="#del">'),
        ("a/index.html", '<form action="../sok/">', '<form action="../sok/index.html">'),
        ("index.html", '<a href="./">', '<a href="./index.html">'),
        ("hms/1/index.html", '<meta content="0; url=../../a/#v">', '<meta content="0; url=../../a/index.html#v">'),
        ("a/index.html", '<meta content="om / og">', '<meta content="om / og">'),
    ],
)  # fmt: skip
def test_a_link_names_its_file(name, html, written):
    assert local(html, name) == written


@pytest.fixture(scope="module")
def folder(fictional_site, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("zip")
    assert pack(fictional_site, out / "a.zip") == pack(fictional_site, out / "b.zip") > 50
    assert (out / "a.zip").read_bytes() == (out / "b.zip").read_bytes()
    with zipfile.ZipFile(out / "a.zip") as bundle:
        bundle.extractall(out)
    return out / "katalog"


@pytest.fixture
def opened(browser, folder):
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith("file:") else faults.append(r.url))
    page.goto((folder / "index.html").as_uri())
    yield page
    context.close()
    assert faults == []


def test_search_from_a_folder(opened):
    opened.get_by_role("searchbox").fill("dusjstol")
    opened.get_by_role("button", name="Søk").click()
    opened.wait_for_url(re.compile("sok/index.html"))
    opened.locator(".card-name", has_text="Bølge dusjstol").first.click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Bølge dusjstol")
    assert opened.url.startswith("file:")


def test_compare_and_draft_from_a_folder(opened, folder):
    opened.goto((folder / "sammenlign/index.html").as_uri() + "?p=bolge,fjord")
    expect(opened.locator("#status")).to_have_text("2 side om side")
    opened.get_by_role("link", name="Bølge dusjstol").first.click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Bølge dusjstol")
    opened.goto((folder / "avtale/dusj-2025/post/1/index.html").as_uri())
    opened.get_by_label("Brukervekt maks (kg), minst").fill("140")
    opened.get_by_role("button", name="Lag utkast til begrunnelse for Fjord").click()
    text = opened.get_by_role("textbox", name="Begrunnelse")
    expect(text).to_have_value(re.compile("^POST DUSJ P1 R2"))


def test_every_link_in_the_folder_is_a_file(folder):
    for path in folder.rglob("*.html"):
        for url in re.findall(r'\s(?:href|src)="([^"#?]+)', path.read_text()):
            if not re.match(r"[a-z]+:", url) and path.name != "404.html":
                assert (path.parent / url).is_file(), (path, url)


def test_kept_pages_open_without_coverage(browser, fictional_url):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{fictional_url}avtale/dusj-2025/")
    page.get_by_role("button", name="Lagre for hjemmebesøk").click()
    expect(page.locator("[data-keep] [role=status]")).to_contain_text("Lagret: 8 sider")
    page.wait_for_function("navigator.serviceWorker.controller")
    context.set_offline(True)
    for url, heading in (
        ("avtale/dusj-2025/", "Dusjstoler"),
        ("avtale/dusj-2025/post/1/", "Dusjstoler med faste hjul"),
        ("produkt/fjord/", "Fjord dusjstol"),
        ("leverandor/", "Lagret for hjemmebesøk"),
    ):
        page.goto(fictional_url + url)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.goto(f"{fictional_url}lagret/")
    expect(page.locator("#lagret")).to_contain_text("8 sider")
    context.set_offline(False)
    page.get_by_role("button", name="Slett Dusjstoler").click()
    expect(page.locator("#lagret-tom")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((r) => r.length)") == 0
    context.close()


def test_nothing_is_kept_unasked(page, fictional_url):
    for url in ("", "produkt/bolge/", "avtale/dusj-2025/", "sok/?q=dusj", "lagret/"):
        page.goto(fictional_url + url)
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((r) => r.length)") == 0
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []


def test_full_storage_is_said(page, fictional_url):
    page.goto(f"{fictional_url}produkt/bolge/")
    page.evaluate(
        "void (caches.open = () => Promise.reject(new DOMException('full', 'QuotaExceededError')))"
    )
    page.get_by_role("button", name="Lagre for hjemmebesøk").click()
    expect(page.locator("[data-keep] [role=status]")).to_contain_text("Kunne ikke lagre")


def test_an_update_while_a_tab_is_open(browser, fictional_url, fictional_site):
    """A kept page that is seen online again is kept as it is now."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{fictional_url}produkt/fjord/")
    page.get_by_role("button", name="Lagre for hjemmebesøk").click()
    expect(page.locator("[data-keep] [role=status]")).to_contain_text("Lagret: 2 sider")
    page.wait_for_function("navigator.serviceWorker.controller")
    file = fictional_site / "produkt" / "fjord" / "index.html"
    before = file.read_text()
    try:
        file.write_text(before.replace("Fjord dusjstol</h1>", "Fjord dusjstol, ny</h1>"))
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Fjord dusjstol, ny")
    finally:
        file.write_text(before)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fjord dusjstol, ny")
    context.close()


def test_the_hits_as_a_table(page, fictional_url):
    page.goto(f"{fictional_url}sok/?q=dusjstol")
    expect(page.locator("#status")).to_contain_text("produkt")
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned treffene (CSV)").click()
    raw = Path(download.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    shown = int(re.match(r"\d+", page.locator("#status").inner_text())[0])
    assert len(rows) == shown
    assert {"bolge", "fjord"} <= {r["produkt_id"] for r in rows}


POLICY = dict(HEADERS)["Content-Security-Policy"]
PAGES = (
    "", "sok/?q=dusj", "produkt/bolge/", "avtale/dusj-2025/", "avtale/dusj-2025/post/1/", "kategori/0933/",
    "sammenlign/?p=bolge,fjord", "liste/?p=bolge", "handelsvare/", "rettigheter/vanlig-vei/", "satser/",
    "veiviser/", "endringer/", "lagret/", "kvalitet/", "om/", "hms/000101/", "produkt/gammel/", "meld/",
    "regler/", "regler/rank-99/", "leverandor/", "leverandor/nordvik/", "produkter/", "produkter/b/", "personvern/",
    "avtale/", "kategori/", "rettigheter/", "se/", "en/sok/?q=dusj", "nn/avtale/dusj-2025/post/1/", "en/produkt/bolge/",
)  # fmt: skip


@pytest.mark.parametrize("url", PAGES)
def test_the_policy_of_the_host_is_kept(url, browser, fictional_url):
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)

    def headed(route):
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    page.route("**/*", headed)
    page.goto(fictional_url + url)
    page.wait_for_load_state("networkidle")
    refused = [s for s in said if "Content Security" in s or "Refused" in s]
    count("policy", 1, len(refused))
    assert refused == []
    assert page.evaluate("document.fonts.size + [...document.styleSheets].length") >= (
        0 if url.startswith("hms") else 1
    )
    context.close()


@pytest.mark.parametrize(
    "url", ["produkt/bolge/", "avtale/dusj-2025/post/1/", "rettigheter/vanlig-vei/"]
)
def test_a_printed_page_names_itself(url, page, fictional_url):
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(fictional_url + url)
    page.get_by_role("button", name="Skriv ut").last.click()
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".printed")).to_contain_text(url)
    expect(page.locator(".printed .qr svg")).to_be_visible()
    assert page.locator(".top").is_hidden()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
