"""Builds side by side: this, mkdocs-material, Zensical, Hugo, Eleventy and what the disk allows.

`python scripts/bench_build.py [--rounds N] [--tools a,b] [PRODUCTS[xVARIANTS] …]`, by default
1000, 12000x5 and 60000. A synthetic catalogue (scripts/synthetic.py), bokmål alone, is built by all.
The others get each page's finished content as Markdown (markdownify), outside `nav`; Hugo and
Eleventy with our own shell around it, so that they write as many bytes. The limit reads the same YAML with libyaml and writes the same files. Rounds
alternate the tools; everything lies in memory where there is room. Printed: medians of wall time,
CPU time and peak memory of the cold build; then the build with nothing changed and with one record
changed, where a tool keeps anything between builds (the others build all again).
"""

from __future__ import annotations

import html
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import markdownify
import synthetic

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-24"
PATIENCE = 900
"""Seconds before a tool that does not end is given up."""
BIN = Path(sys.executable).parent
ELEVENTY = ROOT / "requirements/bench/node_modules/@11ty/eleventy/cmd.cjs"
MKDOCS = """\
site_name: Sammenligning
docs_dir: {docs}
site_dir: {site}
theme: {{name: material, language: nb, font: false}}
nav: [{{Forside: index.md}}]
plugins: [{plugins}]
markdown_extensions: [tables]
"""
HUGO = """\
baseURL = "https://eksempel.example/"
title = "Sammenligning"
disableKinds = ["taxonomy", "term", "RSS", "section"]
"""
ELEVENTY_CONFIG = """export default function (config) { config.setUseGitIgnore(false); }
export const config = { markdownTemplateEngine: false, dir: { input: "content", includes: "../layouts", output: "site" } };
"""
LIMIT = """
import os, sys, yaml
from pathlib import Path
source, site, target = sys.argv[1:]
for path in Path(source).rglob("*.yaml"):
    for _ in yaml.parse(path.read_bytes(), Loader=yaml.CLoader): pass
for path in Path(site).rglob("*"):
    if path.is_file():
        to = f"{target}/{path.relative_to(site)}"
        content = path.read_bytes()
        try: handle = open(to, "wb", 0)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(to), exist_ok=True); handle = open(to, "wb", 0)
        with handle: handle.write(content)
"""


@dataclass
class Times:
    """What the rounds of one tool took."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)

    def add(self, command: list[str], folder: Path) -> None:
        """Run `command` once more; one that fails or takes too long has no times."""
        try:
            wall, cpu, peak = _run(command, folder)
        except (subprocess.TimeoutExpired, OSError) as error:
            print(f"gave up: {str(error)[:300]}", flush=True)
            return
        self.wall.append(wall)
        self.cpu.append(cpu)
        self.peak.append(peak)

    def row(self) -> str:
        """Medians: seconds, CPU seconds, MB."""
        if not self.wall:
            return "        –         –       –"
        found = (statistics.median(each) for each in (self.wall, self.cpu, self.peak))
        wall, cpu, peak = found
        return f"{wall:9.2f} {cpu:9.2f} {peak:7.0f}"


def main() -> None:
    """Bench each size."""
    words = sys.argv[1:]
    rounds = int(words.pop(words.index("--rounds") + 1)) if "--rounds" in words else 1
    chosen = words.pop(words.index("--tools") + 1).split(",") if "--tools" in words else []
    sizes = [w for w in words if not w.startswith("--")] or ["1000", "12000x5", "60000"]
    memory = Path("/dev/shm")  # noqa: S108 - in memory the disk's moods do not count
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="bench-", dir=memory if memory.is_dir() else None))
        try:
            _size(folder, size, rounds, chosen)
        finally:
            shutil.rmtree(folder)


def _size(home: Path, size: str, rounds: int, chosen: list[str]) -> None:
    products, _, variants = size.partition("x")
    source, site = home / "katalog", home / "ours"
    synthetic.write(source, int(products), int(variants) if variants else None)
    settings = (source / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("  - catalog\n", "  - catalog:\n      languages: [nb]\n")
    (source / "mkdocs.yml").write_text(settings, "utf-8")
    ours = [sys.executable, "-m", "catalog", "build", "--root", str(source), "--today", TODAY]
    _run([*ours, "--out", str(site), "--pages-only"], home)
    others = not chosen or set(chosen) - {"pages", "everything", "limit", "again"}
    pages = _content(site, home) if others else sum(1 for _ in site.rglob("index.html"))
    files = [p for p in site.rglob("*") if p.is_file()]
    weight = sum(p.stat().st_size for p in files)
    print(f"\n{size}: {pages} pages, {len(files)} files, {weight / 1e6:.0f} MB", flush=True)
    tools = {k: v for k, v in _tools(home, ours).items() if not chosen or k in chosen}
    times = {name: Times() for name in tools}
    for _ in range(rounds):
        for name, (command, outputs) in tools.items():
            for output in outputs:
                shutil.rmtree(home / output, ignore_errors=True)
            times[name].add(command, home)
            print(f"  {name}: {times[name].row()}", flush=True)
    print(f"{'cold':34}{'wall s':>9} {'CPU s':>9} {'MB':>7}   ratio to this")
    for name, found in times.items():
        base = times["everything" if name.endswith("+ search") else "pages"]
        ratio = statistics.median(found.wall) / statistics.median(base.wall) if found.wall else 0
        print(f"{name:34}{found.row()}   {f'{ratio:.2f}' if ratio else ''}", flush=True)
    if not chosen or "again" in chosen:
        _again(home, source, ours)


def _tools(home: Path, ours: list[str]) -> dict[str, tuple[list[str], list[str]]]:
    """Name → its command and what it must not find from an earlier run."""
    python = sys.executable
    own = [".cache", "katalog/.cache", "ours"]
    for name, plugins in (("plain", ""), ("search", "search")):
        text = MKDOCS.format(docs=home / "md", site=home / f"material-{name}", plugins=plugins)
        (home / f"{name}.yml").write_text(text, "utf-8")
    (home / "zensical.yml").write_text(
        MKDOCS.format(docs="md", site="zensical", plugins="search"), "utf-8"
    )
    limit = [python, "-c", LIMIT, str(home / "katalog"), str(home / "copy"), str(home / "limit")]
    shutil.copytree(home / "ours", home / "copy")
    return {
        "pages": ([*ours, "--out", str(home / "ours"), "--pages-only"], own),
        "everything": ([*ours, "--out", str(home / "ours")], own),
        "limit": (limit, ["limit"]),
        "hugo": ([str(BIN / "hugo"), "--quiet", "-s", str(home / "hugo")], ["hugo/public"]),
        "eleventy": (["node", str(ELEVENTY), "--quiet"], ["site"]),
        "material": (
            [python, "-m", "mkdocs", "build", "-q", "-f", "plain.yml"],
            ["material-plain"],
        ),
        "material + search": (
            [python, "-m", "mkdocs", "build", "-q", "-f", "search.yml"],
            ["material-search"],
        ),
        "zensical + search": (
            [str(BIN / "zensical"), "build", "-f", "zensical.yml"],
            ["zensical", ".cache"],
        ),
    }


def _again(home: Path, source: Path, ours: list[str]) -> None:
    """Nothing changed, and one record changed; ours, and Zensical, which keeps a cache."""
    record = min((source / "products").rglob("*.yaml"))
    page = min((home / "md" / "produkt").rglob("index.md"))
    _run([*ours, "--out", str(home / "ours")], home)
    zensical = [str(BIN / "zensical"), "build", "-f", "zensical.yml"]
    for name, command, changed in (("this", [*ours, "--out", str(home / "ours")], record),) + (
        (("zensical", zensical, page),) if (home / "zensical").exists() else ()
    ):
        still = Times()
        still.add(command, home)
        changed.write_text(changed.read_text("utf-8").replace("Oppdiktet", "Oppdikta"), "utf-8")
        edit = Times()
        edit.add(command, home)
        print(f"{name + ', nothing changed':34}{still.row()}")
        print(f"{name + ', one changed':34}{edit.row()}", flush=True)


def _content(site: Path, home: Path) -> int:
    """The finished content of each page, for the others; the number of pages."""
    main = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
    title = re.compile(r"<title>(.*?)(?: – |</title>)")
    for name in ("hugo/layouts/_default", "layouts", "content"):
        (home / name).mkdir(parents=True)
    (home / "hugo/hugo.toml").write_text(HUGO, "utf-8")
    shell = next((site / "produkt").rglob("index.html")).read_text("utf-8")
    shell = main.sub(
        "<main>CONTENT</main>", re.sub("<title>.*?</title>", "<title>TITLE</title>", shell)
    )
    for name in ("single", "list", "home"):
        made = shell.replace("TITLE", "{{ .Title }}").replace("CONTENT", "{{ .Content }}")
        (home / f"hugo/layouts/_default/{name}.html").write_text(made, "utf-8")
    made = shell.replace("TITLE", "{{ title }}").replace("CONTENT", "{{ content | safe }}")
    (home / "layouts/shell.njk").write_text(made, "utf-8")
    (home / "eleventy.config.js").write_text(ELEVENTY_CONFIG, "utf-8")
    (home / "package.json").write_text('{"type": "module"}', "utf-8")
    count = 0
    for path in site.rglob("index.html"):
        text = path.read_text("utf-8")
        content, named = main.search(text), title.search(text)
        if content is None or named is None:
            continue
        name = path.parent.relative_to(site)
        head = html.unescape(named[1]).replace('"', "'")
        body = markdownify.markdownify(content[1], heading_style="ATX")
        front = f'---\ntitle: "{head}"\n---\n\n{body}\n'
        _put(home / "md" / name / "index.md", front)
        stem = "_index" if name == Path() else "index"
        _put(home / "hugo/content" / name / f"{stem}.md", front)
        front = front.replace("\n---\n", "\nlayout: shell.njk\n---\n", 1)
        _put(home / "content" / name / "index.md", front)
        count += 1
    return count


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _run(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
    )
    killer = threading.Timer(PATIENCE, process.kill)
    killer.start()
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    killer.cancel()
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise OSError(code, f"{' '.join(command)[:80]}: {said.decode()[-300:]}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


if __name__ == "__main__":
    main()
