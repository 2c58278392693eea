"""Lighthouse on four pages, as a throttled phone sees them: `python scripts/lighthouse.py [SITE]`.

The built site (by default `site/`) is served gzipped from this machine. Each page is looked at three
times; printed are the medians: performance, accessibility, good practice and search engines of 100,
first and largest paint in seconds, layout shift and blocking time. Ends with 1 where a page is below
98 in performance, paints later than 1.2 s or moves. Needs `npm ci --prefix requirements/bench`.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CLI = ROOT / "requirements/bench/node_modules/lighthouse/cli/index.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ROUNDS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {
    "first-contentful-paint": 1000,
    "largest-contentful-paint": 1000,
    "cumulative-layout-shift": 1,
    "total-blocking-time": 1,
}
"""Audits and what their numbers are divided by."""
LEAST, PAINT = 98, 1.2


class _Gzipped(http.server.SimpleHTTPRequestHandler):
    """Sends text gzipped, as a static host does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Look at each page; print a table."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").resolve()
    handler = functools.partial(_Gzipped, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    print(
        f"{'page':50}"
        + "".join(f"{name[:13]:>14}" for name in (*CATEGORIES, "FCP", "LCP", "CLS", "TBT"))
    )
    below = False
    for page in _pages(site):
        found = [_looked_at(url + page) for _ in range(ROUNDS)]
        shown = [statistics.median(values) for values in zip(*found, strict=True)]
        performance, paint, shift = shown[0], shown[len(CATEGORIES) + 1], shown[len(CATEGORIES) + 2]
        below = below or performance < LEAST or paint > PAINT or shift > 0
        print(f"{page or '/':50}" + "".join(f"{value:14.4g}" for value in shown), flush=True)
    sys.exit(int(below))


def _pages(site: Path) -> list[str]:
    """The front page, a search, the heaviest product and the heaviest post."""
    heaviest = [
        max(site.glob(pattern), key=lambda p: (p.stat().st_size, p)).parent
        for pattern in ("produkt/*/index.html", "avtale/*/post/*/index.html")
    ]
    return ["", "sok/?q=rullator", *(f"{p.relative_to(site).as_posix()}/" for p in heaviest)]


def _looked_at(url: str) -> list[float]:
    """The figures of one look, in the order of the table."""
    command = ["node", str(CLI), url, "--quiet", "--output=json", "--output-path=stdout"]
    flags = "--headless=new --no-sandbox --disable-dev-shm-usage"
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"],
        capture_output=True,
        check=True,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
    )
    report: dict[str, Any] = json.loads(done.stdout)
    scores = [report["categories"][name]["score"] * 100 for name in CATEGORIES]
    return scores + [report["audits"][a]["numericValue"] / by for a, by in AUDITS.items()]


if __name__ == "__main__":
    main()
