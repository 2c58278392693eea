"""First answer of a search: bytes on the wire and time, beside Material's search and Pagefind.

`python scripts/bench_search.py [PRODUCTS …]`, by default 1000, 10000 and 60000: a synthetic catalogue
of each size; the same texts for all three. Bytes are those of scripts, index and results, gzipped, page
and style left out. Slow 4G is 150 ms a request and 200 kB/s; the processor is slowed four times in the
warm figures. Needs `requirements/bench.txt` for Pagefind; without it that column is empty.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asking
import synthetic
import yaml
from playwright.sync_api import Browser

from catalog import stamp
from catalog.views import search
from catalog.views.context import Context

SIZES = (1_000, 10_000, 60_000)
QUESTIONS = ("rullator", "rullestol", "madrass", "pute", "seng")
"""Words that all three find: the others know neither compounds nor inflections."""
HARDER = ("dusjstol", "sittepute", "trehjulssykkel", "elektrisk rullestol", "pute til rullestol")
DELAY, SPEED, HEADERS = 0.15, 200_000, 250
"""Slow 4G: seconds a request, bytes a second in all; and what headers weigh."""
THROTTLE = 4
UNCOUNTED = (".css", ".svg", "/filters-", "/facets.js", "/agreements.js")
"""Not needed for the first hits; ours are fetched when those are on the page."""
PATIENCE = 240_000


class _Gzipped(http.server.SimpleHTTPRequestHandler):
    """Sends text gzipped, as a static host does."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = _gz(str(path))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        line = self.server.line  # type: ignore[attr-defined]
        line.sent[self.path] = len(content) + HEADERS
        if line.slow:
            time.sleep(DELAY)
            with line.lock:
                time.sleep((len(content) + HEADERS) / SPEED)
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@functools.cache
def _gz(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6)


@dataclass
class Line:
    """The way to the server: what went over it, and whether it is slow.

    Shaped here and not in the browser, whose shaping forgets what workers fetch.
    """

    url: str = ""
    slow: bool = False
    sent: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def served(folder: Path) -> Iterator[Line]:
    """`folder` over http, gzipped."""
    handler = functools.partial(_Gzipped, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        line = Line(f"http://127.0.0.1:{server.server_port}/")
        server.line = line  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield line
        server.shutdown()
        _gz.cache_clear()


def main() -> None:
    """Print the table."""
    sizes = [int(a) for a in sys.argv[1:]] or list(SIZES)
    memory = Path("/dev/shm")  # noqa: S108 - in memory the disk's moods do not count
    folder = Path(tempfile.mkdtemp(prefix="search-", dir=memory if memory.is_dir() else None))
    try:
        _run([sys.executable, "-m", "catalog", "build", "--out", str(folder / "real")])
        with asking.chromium() as browser:
            print("| products | what | bytes | slow 4G s | warm p50/p95 ms, CPU/4 | facets B |")
            print("|---|---|---|---|---|---|")
            for size in sizes:
                _size(folder, browser, size)
    finally:
        shutil.rmtree(folder)


def _size(folder: Path, browser: Browser, size: int) -> None:
    home = folder / str(size)
    synthetic.write(home / "catalogue", size)
    ctx = asking.context(stamp.read(home / "catalogue"))
    shutil.rmtree(home / "catalogue")
    start = time.perf_counter()
    ours = _ours(folder / "real", home / "ours", ctx)
    seconds = time.perf_counter() - start
    with served(home / "ours") as line:
        row = _first(browser, line, None, ".card-name")
        harder = _first(browser, line, None, ".card-name", questions=HARDER)
        p50, p95, filters = _warm(browser, f"{line.url}sok/")
    print(
        f"| {size} | ours (index in {seconds:.1f} s) | {row['bytes']:.0f}, harder words {harder['bytes']:.0f} |"
        f" {row['slow']:.2f}, harder {harder['slow']:.2f} |"
        f" {p50:.0f}/{p95:.0f}; all counts p95 {filters:.0f} | {ours} |",
        flush=True,
    )
    texts = _texts(ctx)
    for name, made in (("Material", _material), ("Pagefind", _pagefind)):
        if name == "Pagefind" and importlib.util.find_spec("pagefind") is None:
            continue
        selector = made(home / name, texts)
        with served(home / name) as line:
            found = _first(browser, line, *selector)
        ratios = f"ours {row['bytes'] / found['bytes']:.4f}, {row['slow'] / found['slow']:.3f}"
        print(
            f"| {size} | {name} | {found['bytes']:.0f} | {found['slow']:.2f} | {ratios} | |",
            flush=True,
        )
        shutil.rmtree(home / name)
    shutil.rmtree(home)


def _ours(real: Path, target: Path, ctx: Context) -> int:
    """The search page of the shipped site over another index; bytes of the facets, gzipped."""
    files = asking.index(ctx)
    [index] = (real / "assets").glob("sok-*")
    shutil.copytree(real / "sok", target / "sok")
    shutil.copytree(real / "assets", target / "assets", ignore=lambda _, n: {index.name} & set(n))
    (target / "assets" / index.name).mkdir()
    for name, content in files.items():
        (target / "assets" / index.name / name).write_bytes(content)
    return len(gzip.compress(files["facets.js"], 6))


def _texts(ctx: Context) -> list[tuple[str, str]]:
    documents = [search.document(ctx, p) for p in search.ordered(ctx)]
    return [(d.name, " ".join((d.category, d.search_words, *d.names, d.text))) for d in documents]


def _material(folder: Path, texts: list[tuple[str, str]]) -> tuple[Any, ...]:
    """A Material site whose search index holds the texts, one entry a product."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Søk\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        'site_name: Søk\ntheme: {name: material, language: nb, font: false}\nplugins: [search: {lang: "no"}]\n',
        "utf-8",
    )
    _run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")])
    index = folder / "site" / "search" / "search_index.json"
    data = json.loads(index.read_text("utf-8"))
    data["docs"] = [
        {"location": f"p/{i}/", "title": title, "text": text}
        for i, (title, text) in enumerate(texts)
    ]
    index.write_text(json.dumps(data, separators=(",", ":")), "utf-8")
    shutil.copytree(folder / "site", folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "site")
    return ".md-search__input", ".md-search-result__item", ("search", "worker")


PAGEFIND = """<!doctype html><html lang="nb"><meta charset="utf-8"><title>s</title><ol></ol>
<script type="module">
const pagefind = await import("/pagefind/pagefind.js");
const found = await pagefind.search(new URLSearchParams(location.search).get("q"));
const ten = await Promise.all(found.results.slice(0, 10).map((r) => r.data()));
document.querySelector("ol").innerHTML = ten.map((d) => `<li class="hit">${d.url}</li>`).join("");
</script></html>"""


def _pagefind(folder: Path, texts: list[tuple[str, str]]) -> tuple[Any, ...]:
    """One small page a product, indexed by Pagefind's own program."""
    for i, (title, text) in enumerate(texts):
        page = folder / "p" / str(i) / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            f'<html lang="nb"><title>{title}</title><body data-pagefind-body><h1>{title}</h1><p>{text}</p>',
            "utf-8",
        )
    _run([sys.executable, "-m", "pagefind", "--site", str(folder), "--force-language", "nb"])
    shutil.rmtree(folder / "p")
    (folder / "index.html").write_text(PAGEFIND, "utf-8")
    return None, ".hit", ("pagefind",)


def _first(
    browser: Browser,
    line: Line,
    box: str | None,
    hit: str,
    counted: tuple[str, ...] = ("assets",),
    *,
    questions: tuple[str, ...] = QUESTIONS,
) -> dict[str, float]:
    """Bytes and slow seconds to the first ten hits; medians over the questions.

    All are timed from the page's address; Material fetches its index with every page.
    """
    sizes, times = [], []
    where = "" if "pagefind" in counted else "sok/"
    line.slow = True
    for question in questions:
        page = browser.new_context().new_page()
        line.sent.clear()
        start = time.perf_counter()
        if box is None:
            page.goto(f"{line.url}{where}?q={question}", wait_until="commit")
        else:
            page.goto(line.url)
            page.locator(box).wait_for(timeout=PATIENCE)
            page.locator(box).click()
            page.keyboard.type(question)
        page.locator(hit).first.wait_for(state="attached", timeout=PATIENCE)
        times.append(time.perf_counter() - start)
        sizes.append(
            sum(
                size
                for path, size in line.sent.items()
                if any(c in path for c in counted) and not any(c in path for c in UNCOUNTED)
            )
        )
        page.context.close()
    line.slow = False
    return {"bytes": statistics.median(sizes), "slow": statistics.median(times)}


WARM = """async (questions) => {
  const times = [];
  for (let round = 0; round < 2; round++) for (const q of questions) {
    const start = performance.now();
    const found = await katalog.query(q);
    await katalog.cards((found.hits ?? []).slice(0, 10).map((h) => h.doc), "../");
    if (round) times.push(performance.now() - start);
  }
  const { documents } = await katalog.get("manifest"), docs = [...Array(documents).keys()], counts = [];
  for (const params of ["", "kategori=1222", "avtale=hygiene-2025&post=17", "bestilling=1&skjul=deler"]) {
    for (let i = 0; i < 6; i++) {
      const { state } = await katalog.filters.read(new URLSearchParams(params), []);
      const start = performance.now();
      await katalog.filters.apply(docs, state);
      if (i) counts.push(performance.now() - start);
    }
  }
  const at = (list, share) => list.sort((a, b) => a - b)[Math.floor(share * (list.length - 1))];
  return [at(times, 0.5), at(times, 0.95), at(counts, 0.95)];
}"""


def _warm(browser: Browser, url: str) -> list[float]:
    groups = yaml.safe_load(Path("tests/queries.yaml").read_text("utf-8"))
    questions = [question["q"] for found in groups.values() for question in found]
    page = browser.new_page()
    page.goto(url)
    page.locator(".card-name").first.wait_for(timeout=PATIENCE)
    page.wait_for_function("katalog.filters && !('busy' in document.body.dataset)")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    found = page.evaluate(WARM, questions)
    page.close()
    return list(found)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands


if __name__ == "__main__":
    main()
