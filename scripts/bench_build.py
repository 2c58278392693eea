"""A cold build of the shipped catalogue against mkdocs-material with the same pages as Markdown.

The Markdown holds each page's own content as HTML under a front matter title, one file a page,
outside `nav`, search off; the short ways in by HMS number are pages on both sides. Prints medians over alternating rounds and the ratio; the wanted ratio is at least 10.
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

ROUNDS = 3
TODAY = "2026-11-22"
CONFIG = """\
site_name: Sammenligning
docs_dir: docs
site_dir: site
theme: {name: material, language: nb, font: false}
plugins: []
nav: [{Forside: index.md}]
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
        pages = _markdown(ours, folder / "theirs")
        mine, theirs = [], []
        for _ in range(ROUNDS):
            shutil.rmtree(ours)
            mine.append(_seconds(lambda: _ours(ours)))
            shutil.rmtree(folder / "theirs" / "site", ignore_errors=True)
            theirs.append(_seconds(lambda: _theirs(folder / "theirs")))
        a, b = statistics.median(mine), statistics.median(theirs)
        files = sum(1 for p in ours.rglob("*") if p.is_file())
        print(f"catalog build: {a:.1f} s for {files} files")
        print(f"mkdocs-material: {b:.1f} s for the same {pages} pages as Markdown")
        print(f"ratio {b / a:.1f}")
    finally:
        shutil.rmtree(folder)


def _ours(out: Path) -> None:
    _run([sys.executable, "-m", "catalog", "build", "--out", str(out), "--today", TODAY])


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
        body = re.sub(r"\n\s*\n", "\n", content[1])
        target = folder / "docs" / name / "index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f'---\ntitle: "{title[1]}"\n---\n\n<div>\n{body}\n</div>\n', "utf-8")
        count += 1
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return count


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
