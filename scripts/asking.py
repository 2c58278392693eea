"""Ask the built search in Chromium: the same scripts and the same parts as a reader gets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from catalog import assets
from catalog import compile as compiler
from catalog.language import BOKMAL
from catalog.views import search
from catalog.views.context import Context

CHROMIUM = "/usr/bin/chromium"
TODAY = "2026-11-22"
_PAGE = """<!doctype html><meta charset="utf-8"><title>søk</title>
<script src="lunr.js"></script><script src="search.js"></script><script src="guess.js"></script>
<form id="filtre"></form><script src="filters.js"></script>
"""
_ASK = """async (questions) => {
  katalog.open("index/");
  const out = [];
  for (const q of questions) {
    const numbers = await katalog.number(q), found = await katalog.query(q);
    const docs = [...new Set([...numbers.map((n) => n.doc), ...(found.hits ?? []).map((h) => h.doc)])];
    const places = (await katalog.shortcuts(q)).map((p) => p.href);
    out.push({ docs: docs.slice(0, 20), total: docs.length, notes: found.notes, partial: !!found.partial, exact: numbers.some((n) => n.exact), places });
  }
  return out;
}"""


def context(files: dict[str, bytes]) -> Context:
    """The library of `files` on a fixed day."""
    checked = compiler.check(files, TODAY)
    return Context(checked.library, TODAY, BOKMAL, checked.fingerprint)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def index(ctx: Context) -> dict[str, bytes]:
    """Every file of the search's index by name."""
    cards = {path.rpartition("/")[2]: make() for path, make in search.card_files(ctx).items()}
    return {**search.search_files(ctx), **search.own_files(ctx), **cards}


@contextmanager
def searching(ctx: Context, browser: Browser) -> Iterator[Page]:
    """A page of nothing but the search of `ctx`, opened from a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "index").mkdir()
        for path, content in index(ctx).items():
            (folder / "index" / path).write_bytes(content)
        for asset in ("lunr.js", "search.js", "guess.js", "filters.js"):
            (folder / asset).write_bytes(assets.load().by_name[asset].content)
        (folder / "index.html").write_text(_PAGE, "utf-8")
        page = browser.new_page()
        page.goto((folder / "index.html").as_uri())
        yield page
        page.close()


def ask(page: Page, ctx: Context, questions: Sequence[str]) -> list[dict[str, Any]]:
    """For each question: `ids` of the best twenty products, `total`, `notes`, `places`."""
    products = search.ordered(ctx)
    answers = page.evaluate(_ASK, list(questions))
    for answer in answers:
        answer["ids"] = [products[d].id for d in answer["docs"]]
    return list(answers)
