"""Photograph pages of a built site at 1280 and 320 px: `screenshots.py SITE OUT [--modes] URL…`.

With `--modes` each page as it is first met, in light, dark and forced colours and with text at 200 %.
"""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (1280, 320)
TALL = 4_000
"""A taller page is shown as the reader first meets it."""


MODES: dict[str, Any] = {
    "lys": {"color_scheme": "light", "forced_colors": "none"},
    "mork": {"color_scheme": "dark", "forced_colors": "none"},
    "tvungen": {"color_scheme": "dark", "forced_colors": "active"},
    "stor": {"color_scheme": "light", "forced_colors": "none"},
}
"""How a page is shown, and what the browser is told."""


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
    modes = list(MODES) if "--modes" in urls else [""]
    urls = [url for url in urls if url != "--modes"]
    out.mkdir(parents=True, exist_ok=True)
    with server(site) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{found.server_port}/"
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                for mode in modes:
                    page.emulate_media(**MODES.get(mode, {}))
                    for url in urls:
                        page.goto(base + url)
                        page.wait_for_load_state("networkidle")
                        if mode == "stor":
                            page.evaluate("document.documentElement.style.fontSize = '200%'")
                        name = url.partition("?")[0].strip("/").replace("/", "-") or "forside"
                        path = out / f"{name}{f'-{mode}' if mode else ''}-{width}.png"
                        full = not mode and width > 600 and _height(page) < TALL
                        page.screenshot(path=str(path), full_page=full)
                        print(path)
            browser.close()
        found.shutdown()


if __name__ == "__main__":
    main()
