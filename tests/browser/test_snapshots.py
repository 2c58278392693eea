"""Names, roles and live messages as assistive technology gets them, kept as text beside the tests.

`pytest tests/browser/test_snapshots.py --write-snapshots` writes them anew; what changed is then
read in the diff, as the words a screen-reader user would hear.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from figures import count
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent.parent / "snapshots"
PAGES = {
    "forside": "",
    "sok": "sok/?q=dusj",
    "produkt": "produkt/bolge/",
    "post": "avtale/dusj-2025/post/1/",
    "avtale": "avtale/dusj-2025/",
    "sammenlign": "sammenlign/?p=bolge,fjord",
    "handelsvare": "handelsvare/",
    "veiviser": "veiviser/",
    "vei": "rettigheter/vanlig-vei/",
    "meld": "meld/",
    "nn-post": "nn/avtale/dusj-2025/post/1/",
    "en-produkt": "en/produkt/bolge/",
    "en-sok": "en/sok/?q=dusj",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_accessibility_tree_is_as_kept(name, page, fictional_url, request):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(fictional_url + PAGES[name])
    page.wait_for_load_state("networkidle")
    found = page.locator("body").aria_snapshot().replace(fictional_url, "/") + "\n"
    kept = FOLDER / f"{name}.yaml"
    if request.config.getoption("--write-snapshots"):
        kept.write_text(found, "utf-8")
    count("snapshots", 1, found != kept.read_text("utf-8"))
    assert found == kept.read_text("utf-8")


def test_live_messages_are_said(page, fictional_url):
    page.goto(f"{fictional_url}sok/?q=dusj")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("status").first.inner_text().strip()
    page.goto(f"{fictional_url}produkt/bolge/")
    page.get_by_role("button", name="Sammenlign Bølge").first.click()
    expect(page.locator(".picked [role=status]")).to_have_text("1 valgt")
