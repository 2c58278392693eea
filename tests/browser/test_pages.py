"""Pages in Chromium: accessible, readable at 320 px, usable by keyboard and without JavaScript."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from figures import count
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FICTIONAL = (
    "",
    "produkt/bolge/",
    "produkt/aegir/",
    "avtale/",
    "avtale/dusj-2025/",
    "avtale/dusj-2020/",
    "avtale/dusj-2025/post/1/",
    "kategori/",
    "kategori/0933/",
    "leverandor/",
    "leverandor/solbakken/",
    "produkter/",
    "produkter/b/",
    "regler/",
    "regler/rank-99/",
    "om/",
    "404.html",
    "sammenlign/?p=bolge,fjord",
    "liste/?p=bolge",
    "handelsvare/",
    "rettigheter/",
    "rettigheter/vanlig-vei/",
    "satser/",
    "veiviser/",
    "kvalitet/",
    "endringer/",
    "lagret/",
    "meld/",
    "produkt/gammel/",
)
REAL = (
    "",
    "produkt/jay-j2-cushion/",
    "avtale/personloftere-2025/post/10/",
    "avtale/hygiene-2025/post/17/",
    "avtale/kjoreramper-2022/",
    "avtale/sykler-list-2025/post/6/",
    "kategori/1222/",
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    count("axe", 1, len(found["violations"]))
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768, 320])
@pytest.mark.parametrize("url", FICTIONAL)
def test_axe_finds_nothing(url, width, scheme, page, fictional_url):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(fictional_url + url)
    assert violations(page) == []


@pytest.mark.parametrize("url", REAL)
def test_axe_finds_nothing_on_real_pages(url, page, real_url):
    page.goto(real_url + url)
    assert violations(page) == []


@pytest.mark.parametrize("url", REAL)
def test_nothing_is_wider_than_a_small_screen(url, page, real_url):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(real_url + url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("url", ["malinger/", "data/", "redaktor/"])
def test_a_hand_written_table_keeps_its_headings_on_a_small_screen(url, page, real_url):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(real_url + url)
    headings = page.locator("article table th").all()
    assert headings
    assert all(heading.is_visible() for heading in headings)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_first_tab_stop_skips_to_the_content(page, fictional_url):
    page.goto(fictional_url + "produkt/bolge/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hopp til innholdet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innhold"


@pytest.mark.parametrize("width", [1280, 320])
def test_focus_is_always_on_screen(width, page, fictional_url):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(fictional_url + "produkt/bolge/")
    for _ in range(page.locator("a, button, summary, [tabindex='0']").count()):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(({left, right, top, bottom}) => ({left, right, top, bottom}))"
            "(document.activeElement.getBoundingClientRect())"
        )
        assert box["right"] > 0
        assert box["left"] < width
        assert box["bottom"] > 0
        assert box["top"] < 800


def test_a_number_is_copied_and_said(page, fictional_url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(fictional_url + "produkt/bolge/")
    page.get_by_role("button", name="Kopier HMS-nummer 000101").click()
    said = page.get_by_role("status").filter(has_text="er kopiert")
    expect(said).to_have_text("HMS-nummer 000101 er kopiert")
    assert page.evaluate("navigator.clipboard.readText()") == "000101"


def test_a_number_opens_its_variant(page, fictional_url):
    page.goto(fictional_url + "hms/000102/")
    page.wait_for_url("**/produkt/bolge/#v000102")
    assert page.locator("#v000102").is_visible()


def test_the_missing_page_recognises_a_number(page, fictional_url, fictional_site):
    missing = (fictional_site / "404.html").read_text()
    page.route("**/finnes/**", lambda route: route.fulfill(status=404, body=missing))
    page.goto(fictional_url + "finnes/ikke/000101")
    assert (
        page.get_by_role("link", name="Gå til HMS-nummer 000101").get_attribute("href")
        == "/hms/000101/"
    )
    page.goto(fictional_url + "finnes/ikke/")
    assert page.locator("#hms-hit").is_hidden()


def test_everything_is_readable_without_javascript(browser, fictional_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(fictional_url)
    page.get_by_role("main").get_by_role("link", name="Alle produkter A–Å").click()
    page.get_by_role("link", name="B (1)").click()
    page.get_by_role("link", name="Bølge dusjstol").click()
    expect(page.get_by_text("Rangering 1 – vurder først").first).to_be_visible()
    expect(page.get_by_role("rowheader", name="000101")).to_be_visible()
    context.close()


def test_a_script_in_a_name_never_runs(page, fictional_url):
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    page.goto(fictional_url + "produkt/aegir/")
    assert page.get_by_role("heading", level=1).text_content() == '<script>alert("Ægir")</script>'


def test_the_comparison_is_beside_the_button_just_pressed(page, fictional_url):
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1/")
    picks = page.locator("button.pick")
    for number in (0, 1):
        picks.nth(number).focus()
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Sammenlign 2 valgte"
    page.keyboard.press("Enter")
    page.wait_for_url("**/sammenlign/?p=*")


def test_the_list_of_retail_can_be_entered_by_letter(page, real_url):
    page.goto(f"{real_url}handelsvare/")
    page.get_by_role("navigation", name="Bokstaver").get_by_role("link", name="R").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent")[0].upper() == "R"
