"""The same tasks in nynorsk and English, and the switch between the languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from test_everyone import KINDS
from test_pages import violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("prefix", ["nn/", "en/"])
@pytest.mark.parametrize("url", KINDS)
def test_axe_finds_nothing_in_the_other_languages(prefix, url, page, fictional_url):
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(fictional_url + prefix + url)
    page.wait_for_load_state("networkidle")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []


def test_the_switch_keeps_the_page_and_the_search(page, fictional_url):
    page.goto(f"{fictional_url}sok/?q=krakk")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{fictional_url}en/sok/?q=krakk")
    expect(page.get_by_role("status").first).to_contain_text("product")
    page.goto(f"{fictional_url}en/sammenlign/?p=bolge,fjord")
    page.get_by_role("link", name="Nynorsk").click()
    expect(page).to_have_url(re.compile(r"/nn/sammenlign/\?p=bolge,fjord&v="))
    expect(page.get_by_role("heading", level=1)).to_have_text("Samanlikn")
    expect(page.locator("#status")).to_have_text("2 side om side")


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "shower stool"), ("nn/", "shower stool"), ("en/", "dusjkrakk"), ("en/", "shower stool")],
)
def test_words_of_every_language_find_in_each(prefix, words, page, real_url):
    page.goto(f"{real_url}{prefix}sok/?q={words}")
    first = page.locator(".card-name").first
    expect(first).to_be_visible()
    assert "krakk" in page.locator(".card").first.inner_text().lower() or "dusj" in (
        page.locator(".card").first.inner_text().lower()
    )


def test_a_therapist_drafts_a_reason_in_nynorsk(page, fictional_url):
    page.goto(f"{fictional_url}nn/avtale/dusj-2025/post/1/")
    assert page.locator("#utkast-mal").input_value() == "nn"
    expect(page.get_by_role("heading", name="Kva må produktet klare?")).to_be_visible()
