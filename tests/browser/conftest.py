"""A page for each browser test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any script error or request to another host."""
    context = browser.new_context()
    found = context.new_page()
    faults: list[str] = []
    found.on("pageerror", lambda error: faults.append(str(error)))
    found.on(
        "request",
        lambda r: None if r.url.startswith(("http://127.0.0.1", "blob:")) else faults.append(r.url),
    )
    yield found
    context.close()
    assert faults == []
