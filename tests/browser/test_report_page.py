"""The form without git: it makes a text, and sends nothing."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import expect
from test_pages import violations

pytestmark = pytest.mark.browser


def opened(page, url, query=""):
    page.goto(f"{url}meld/{query}")
    page.wait_for_load_state("networkidle")
    return page


def test_a_product_becomes_a_record(page, fictional_url):
    opened(page, fictional_url, "?slag=produkt")
    requests: list[str] = []
    page.on("request", lambda r: requests.append(r.url))
    page.get_by_label("Produktets navn").fill('Ny «stol»: "stor" # 1')
    page.get_by_label("HMS-nummer, seks sifre").fill("19161")
    page.get_by_label("Kilde, med dato").fill("Leverandørens ark, 2026-05-01")
    page.get_by_role("button", name="Lag teksten").click()
    record = yaml.safe_load(page.get_by_label("Teksten").input_value())
    assert record["name"] == 'Ny «stol»: "stor" # 1'
    assert record["variants"][0]["hms_number"] == "019161"
    assert requests == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_fault_becomes_a_prefilled_issue(page, fictional_url):
    opened(page, fictional_url)
    page.goto(f"{fictional_url}avtale/dusj-2025/post/1A/")
    page.get_by_role("link", name="Meld feil på denne siden").click()
    page.wait_for_url(re.compile("meld/"))
    expect(page.get_by_label("Siden eller HMS-nummeret")).to_have_value("avtale/dusj-2025/post/1A/")
    page.get_by_label("Hva er feil").fill("Rangering & «navn»")
    page.get_by_label("Kilde, med dato").fill("x")
    page.get_by_role("button", name="Lag teksten").click()
    mail = page.get_by_role("link", name="Send på e-post").get_attribute("href")
    assert "Rangering%20%26%20%C2%ABnavn" in mail
    issue = urlsplit(page.locator("#meld-sak").get_attribute("href"))
    assert parse_qs(issue.query)["template"] == ["meld-feil.yml"]


@pytest.mark.parametrize("value", ["", "abc", "1234567"])
def test_a_wrong_number_is_told(value, page, fictional_url):
    opened(page, fictional_url, "?slag=produkt")
    page.get_by_label("Produktets navn").fill("x")
    page.get_by_label("Kilde, med dato").fill("x")
    page.get_by_label("HMS-nummer, seks sifre").fill(value)
    page.get_by_role("button", name="Lag teksten").click()
    expect(page.locator("#meld-feil")).to_contain_text("HMS-nummer")
    assert page.locator("#meld-ut").is_hidden()


@pytest.mark.parametrize(
    "query", ["?slag=ukjent", "?side=javascript:alert(1)", "?side=%3Cscript%3E"]
)
def test_a_strange_address_is_left_out(query, page, fictional_url):
    opened(page, fictional_url, query)
    expect(page.get_by_label("Siden eller HMS-nummeret")).to_have_value("")


def test_axe_finds_nothing(page, fictional_url):
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        opened(page, fictional_url, "?slag=status")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
