"""The search page as people use it, over the shipped catalogue."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect
from test_pages import violations

pytestmark = pytest.mark.browser

MOVES = """
globalThis.moved = [];
new PerformanceObserver((list) => moved.push(...list.getEntries().map((e) => e.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


def opened(page: Page, url: str, query: str = "") -> Page:
    page.goto(f"{url}sok/{query}")
    expect(page.locator("#status")).to_have_text(re.compile(r"\d+ produkt"))
    page.wait_for_function("!('busy' in document.body.dataset)")
    return page


def late(route: Route) -> None:
    """What is fetched comes when the first hits have been shown for a while."""
    time.sleep(0.5)
    route.continue_()


def test_axe_finds_nothing_with_results(page, real_url):
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        opened(page, real_url, "?q=stol&kategori=0933&seat_width=40..45")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_combobox_by_keyboard(page, real_url):
    opened(page, real_url)
    box = page.get_by_role("combobox", name=re.compile("Produkt, HMS-nummer"))
    box.focus()
    page.keyboard.type("gemino", delay=20)
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Gemino")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type(" 20", delay=20)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/produkt/**")


def test_enter_searches_and_the_live_region_says_what(page, real_url):
    opened(page, real_url)
    page.get_by_role("combobox").first.fill("dusjstoler")
    page.keyboard.press("Enter")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile(r"^\d+ produkter på «dusjstoler»"))
    assert page.url.endswith("/sok/?q=dusjstoler")
    expect(page).to_have_title(re.compile("«dusjstoler»"))


def test_filters_the_back_button_and_a_shared_link(page, real_url):
    opened(page, real_url, "?q=sykkel")
    before = page.locator("#status").inner_text()
    page.get_by_label("Rammeavtale").select_option("sykler-list-2025")
    expect(page.locator("#status")).not_to_have_text(before)
    page.get_by_label("Post i avtalen").select_option("6")
    page.get_by_label("Rangering i avtalen").select_option("1")
    expect(page.locator("#status")).to_contain_text("post 6 rangering 1")
    assert "avtale=sykler-list-2025&post=6&rang=1" in page.url
    names = page.locator(".card-name").all_inner_texts()
    assert names
    shared = page.url
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.locator("#status")).to_have_text(before)
    page.goto(shared)
    expect(page.locator(".card-name")).to_have_text(names)


def test_choices_without_hits_are_seen_and_cannot_be_chosen(page, real_url):
    opened(page, real_url, "?q=rullator")
    option = page.locator("#f-kategori option", has_text="(0)").first
    expect(option).to_be_disabled()
    assert option.inner_text().endswith("(0)")


def test_measures_put_products_in_three_groups_and_drop_none(page, real_url):
    opened(page, real_url, "?kategori=1236")
    total = int(page.locator("#status").inner_text().split()[0])
    page.get_by_label(re.compile("må være minst")).first.fill("tull")
    page.keyboard.press("Tab")
    expect(page.locator("[data-need] .wrong").filter(has_text="Skriv et tall")).to_be_visible()
    page.locator("#m-lift_capacity, #m-user_weight_max").first.fill("")
    page.goto(f"{real_url}sok/?kategori=1236&user_weight_max=180")
    expect(page.locator("#status")).to_contain_text("passer")
    page.wait_for_function("!('busy' in document.body.dataset)")
    heads = page.locator("#treff h2").all_inner_texts()
    assert [h.split(" (")[0] for h in heads] == ["Passer", "Mål mangler", "Passer ikke"]
    assert sum(int(re.search(r"\((\d+)\)", h)[1]) for h in heads) == total
    section = page.locator("#treff section", has_text="Passer ikke")
    expect(section.locator(".card-fit").first).to_contain_text("du trenger minst 180")


def test_an_exact_number_opens_its_product(page, real_url):
    page.goto(f"{real_url}sok/?q=019161")
    page.wait_for_url("**/produkt/etac-swift/#v019161")


def test_no_hits_says_where_to_go(page, real_url):
    opened(page, real_url, "?q=xqzzkw")
    expect(page.locator("#hjelp")).to_contain_text("Alle produkter A–Å")
    opened(page, real_url, "?q=rullator&kategori=0933")
    remove = page.get_by_role("link", name=re.compile("Fjern filteret"))
    expect(remove.first).to_be_visible()
    remove.first.click()
    expect(page.locator("#status")).to_have_text(re.compile(r"^[1-9]\d* produkt"))


def test_hits_stay_where_they_are_when_more_arrives(page, real_url):
    page.set_viewport_size({"width": 412, "height": 823})
    page.add_init_script(MOVES)
    page.route("**/filters-*.js", late)
    opened(page, real_url, "?q=rullator")
    near = page.locator(".places details")
    expect(near).to_contain_text("Avtaler og kategorier (4)")
    assert page.evaluate("moved") == []
    near.locator("summary").click()
    expect(near.get_by_role("link")).to_have_count(4)


def test_a_named_post_is_open_above_the_hits(page, real_url):
    opened(page, real_url, "?q=hygiene post 17")
    expect(page.locator(".places a").first).to_be_visible()
    expect(page.locator(".places a").first).to_have_attribute("href", re.compile(r"/post/17/$"))


def test_a_misspelt_word_is_named(page, real_url):
    opened(page, real_url, "?q=madrasxs")
    expect(page.locator("#hjelp")).to_contain_text("Mente du")


@pytest.mark.parametrize(
    "query",
    [
        "?tull=1&kategori=9999&avtale=x&post=17&rang=0&seat_width=bred&leverandor=%00",
        "?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "?seat_width=45..40&user_weight_max=1e9",
        "?skjul=alt&vis=utgatt&q=" + "a" * 2_000,
        "?q=%F0%9F%A6%BD&__proto__=1&constructor=2",
    ],
)
def test_odd_addresses_give_a_page(query, page, real_url):
    opened(page, real_url, query)
    assert page.locator("img").count() == 0


def test_a_missing_part_is_said(page, real_url):
    page.route("**/sok-*/a*.js", lambda route: route.abort())
    page.goto(f"{real_url}sok/?q=rullator")
    expect(page.locator("#status")).to_contain_text("kunne ikke hentes")
    expect(page.get_by_role("link", name="lista A–Å")).to_be_visible()
    page.unroute("**/sok-*/a*.js")
    page.get_by_role("button", name="Prøv igjen").click()
    expect(page.locator("#status")).to_have_text(re.compile(r"^\d+ produkter på «rullator»"))


def test_without_javascript_the_page_says_where_else(browser, real_url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{real_url}sok/")
    expect(page.locator("noscript a", has_text="lista A–Å")).to_be_visible()
    expect(page.locator(".searchgrid")).to_be_hidden()
    context.close()


def test_other_pages_load_nothing_of_the_index(page, real_url):
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(real_url)
    page.goto(f"{real_url}produkt/etac-swift/")
    assert [u for u in asked if "sok" in u or "lunr" in u or "search" in u] == []


def test_the_first_answer_is_light(page, real_url):
    sizes: dict[str, int] = {}
    page.on("response", lambda r: sizes.update({r.url: len(r.body())}))
    opened(page, real_url, "?q=dusjstol")
    assert {k for k in sizes if "facets" in k}, "filters come after the first hits"
    assert len([k for k in sizes if re.search(r"sok-\w+/[ab]\d+\.js$", k)]) <= 6
