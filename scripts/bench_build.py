"""A cold build of the shipped catalogue against mkdocs-material with the same pages as Markdown.

The Markdown is each page's own content, turned from HTML by markdownify (requirements/bench.txt),
under a front matter title, one file a page, outside `nav`; the short ways in by HMS number are pages on both sides. Two ratios in one run: the
pages alone, search off on both sides; and everything, MkDocs' own search on and ours with index,
comparison, API, tables, feeds and calendars. Nothing is kept between runs. Prints medians over
alternating rounds; the wanted ratio for the pages is at least 10.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import markdownify

ROUNDS = 3
CACHE = Path(__file__).parent.parent / ".cache"
TODAY = "2026-11-22"
CONFIG = """\
site_name: Sammenligning
docs_dir: docs
site_dir: site
theme: {name: material, language: nb, font: false}
nav: [{Forside: index.md}]
plugins: [PLUGINS]
markdown_extensions: [tables]
"""
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)(?: – |</title>)")


def main() -> None:
    """Build ours once for its pages, then time both in turn."""
    memory = Path("/dev/shm")  # noqa: S108 - in memory the disk's moods do not count
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=memory if memory.is_dir() else None))
    try:
        ours = folder / "ours"
        _ours(ours)
        files = sum(1 for p in ours.rglob("*") if p.is_file())
        pages = _markdown(ours, folder / "theirs")
        print(f"{pages} pages; with all data {files} files")
        for what, flags, plugins in (("pages", ["--pages-only"], ""), ("everything", [], "search")):
            (folder / "theirs" / "mkdocs.yml").write_text(
                CONFIG.replace("PLUGINS", plugins), "utf-8"
            )
            mine, theirs = [], []
            for _ in range(ROUNDS):
                shutil.rmtree(ours)
                mine.append(_seconds(lambda flags=flags: _ours(ours, *flags)))
                shutil.rmtree(folder / "theirs" / "site", ignore_errors=True)
                theirs.append(_seconds(lambda: _theirs(folder / "theirs")))
            a, b = statistics.median(mine), statistics.median(theirs)
            print(f"{what}: catalog {a:.1f} s, mkdocs-material {b:.1f} s, ratio {b / a:.1f}")
    finally:
        shutil.rmtree(folder)


def _ours(out: Path, *flags: str) -> None:
    shutil.rmtree(CACHE, ignore_errors=True)
    _run([sys.executable, "-m", "catalog", "build", "--out", str(out), "--today", TODAY, *flags])


def _theirs(folder: Path) -> None:
    _run([sys.executable, "-m", "mkdocs", "build", "-f", str(folder / "mkdocs.yml")])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands


def _markdown(site: Path, folder: Path) -> int:
    """Write each full page's content as Markdown; the number written."""
    count = 0
    for path in site.rglob("index.html"):
        text = path.read_text("utf-8")
        content, title = _MAIN.search(text), _TITLE.search(text)
        name = path.parent.relative_to(site)
        if content is None or title is None:
            continue
        body = markdownify.markdownify(content[1], heading_style="ATX")
        target = folder / "docs" / name / "index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f'---\ntitle: "{title[1]}"\n---\n\n{body}\n', "utf-8")
        count += 1
    return count


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
