"""Pages on paper: PDFs of a built site, and pictures of their first sheets.

`python scripts/paper.py SITE OUT URL…` writes `OUT/<name>.pdf`, and `OUT/<name>.png` when
`requirements/extra.txt` is installed. `--one-page` shrinks each to a single sheet: the overview
of an agreement, `avtale/<id>/`.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from screenshots import CHROMIUM, server

SHEET = 1030
"""Pixels of an A4 sheet between its margins, at 96 a inch."""
DPI = 60


def main() -> None:
    """Print each page."""
    one_page = "--one-page" in sys.argv
    site, out, *urls = (a for a in sys.argv[1:] if a != "--one-page")
    Path(out).mkdir(parents=True, exist_ok=True)
    with server(Path(site)) as found, sync_playwright() as play:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 760, "height": SHEET})
        for url in urls:
            _print(
                page, f"http://127.0.0.1:{found.server_port}/{url}", Path(out), one_page=one_page
            )
        browser.close()
        found.shutdown()


def _print(page: Page, address: str, out: Path, *, one_page: bool) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    page.evaluate(
        "async () => { const p = document.querySelector('.printed'), s = document.querySelector("
        "'script[data-qr]'); if (p && s && globalThis.katalog?.qr) "
        "p.append(await katalog.qr(p.dataset.url || location.href, s.dataset.qr)); }"
    )
    height = page.evaluate("document.documentElement.scrollHeight")
    scale = max(0.1, min(1, SHEET / height)) if one_page else 1
    name = address.split("/", 3)[3].partition("?")[0].strip("/").replace("/", "-")
    path = out / f"{name}.pdf"
    page.pdf(path=path, prefer_css_page_size=True, scale=scale, print_background=False)
    if importlib.util.find_spec("pypdfium2"):
        _picture(path)
    print(path)


def _picture(path: Path) -> None:
    import pypdfium2  # noqa: PLC0415 - only those who make pictures have it

    document = pypdfium2.PdfDocument(path)
    image = document[0].render(scale=DPI / 72 * 2).to_pil().convert("L")
    image.quantize(16).save(path.with_suffix(".png"), optimize=True)


if __name__ == "__main__":
    main()
