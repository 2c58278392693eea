"""Photograph pages of a built site at 1280 and 320 px: `screenshots.py SITE OUT URL…`."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (1280, 320)
TALL = 4_000
"""A taller page is shown as the reader first meets it."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def server(site: Path) -> http.server.ThreadingHTTPServer:
    """A built site on a free port of this machine."""
    handler = functools.partial(_Quiet, directory=str(site))
    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)


def _height(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollHeight"))


def main() -> None:
    """Serve SITE on a free port and write `OUT/<name>-<width>.png` for each URL."""
    site, out, urls = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    out.mkdir(parents=True, exist_ok=True)
    with server(site) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{found.server_port}/"
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                for url in urls:
                    page.goto(base + url)
                    page.wait_for_load_state("networkidle")
                    name = url.partition("?")[0].strip("/").replace("/", "-") or "forside"
                    page.screenshot(
                        path=str(out / f"{name}-{width}.png"),
                        full_page=width > 600 and _height(page) < TALL,
                    )
                    print(out / f"{name}-{width}.png")
            browser.close()
        found.shutdown()


if __name__ == "__main__":
    main()
