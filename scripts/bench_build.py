"""Builds side by side: this, mkdocs-material, Zensical, Hugo, Eleventy and what the disk allows.

`python scripts/bench_build.py [--rounds N] [--patience S] [--tools a,b] [PRODUCTS[xVARIANTS] …]`, by
default 1000, 12000x5 and 60000. A synthetic catalogue (scripts/synthetic.py), bokmål alone, is built
by all. The others get each page's finished content as Markdown (markdownify), outside `nav`; Hugo and
Eleventy with our own shell around it, so that they write as many bytes. The limit reads the same YAML
with libyaml and writes the same files. Rounds alternate the tools; everything lies in memory where
there is room. Printed: medians of wall time, CPU time and peak memory of the cold build; how many of
our words stand on a sample of each tool's pages; the build with nothing changed and with one record
changed, where a tool keeps anything between builds (the others build all again); the time from a
saved file to its page where a tool serves; and how the cold build grows from the first size to the
last.
"""

from __future__ import annotations

import functools
import html
import math
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import markdownify
import synthetic
from lxml import html as markup

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-24"
SAMPLE = 30
"""Pages whose words are compared."""
EDITS = 3
"""Edits of a file that is served."""
KEPT = {"ours", "zensical"}
"""What is built upon afterwards. What the others wrote is taken away at once: the largest sites
together have more files than a disk in memory has room for."""
SLOW = 30.0
"""Seconds of edits after which a tool is not asked for more."""
PORT = 8790
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
ELEVENTY_CONFIG = """export default function (config) {
  config.setUseGitIgnore(false);
  config.addGlobalData("layout", "shell.njk");
}
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

    def add(self, command: list[str], folder: Path, patience: int) -> None:
        """Run `command` once more; one that fails or takes too long has no times."""
        try:
            wall, cpu, peak = _run(command, folder, patience)
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
    patience = int(words.pop(words.index("--patience") + 1)) if "--patience" in words else 900
    chosen = words.pop(words.index("--tools") + 1).split(",") if "--tools" in words else []
    sizes = [w for w in words if not w.startswith("--")] or ["1000", "12000x5", "60000"]
    grown = []
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="bench-", dir=_room(size, chosen)))
        try:
            grown.append(_size(folder, size, rounds, chosen, patience))
        finally:
            shutil.rmtree(folder)
    if len(grown) > 1 and grown[0][1] and grown[-1][1]:
        (less, first), (more, last) = grown[0], grown[-1]
        exponent = math.log(last / first) / math.log(more / less)
        print(f"growth from {less} to {more} pages: exponent {exponent:.2f}")


OURS = {"pages", "everything", "limit", "again"}
"""Tools that need no content from us as Markdown."""


def _room(size: str, chosen: list[str]) -> Path | None:
    """Where in memory there is room for so many files; else the disk, moods and all."""
    files = int(size.partition("x")[0]) * (40 if 0 < len(chosen) < 4 else 65)
    memory = Path("/dev/shm")  # noqa: S108 - only where nothing else than ours is written
    enough = memory.is_dir() and os.statvfs(memory).f_favail > files
    return memory if enough else None


def _size(
    home: Path, size: str, rounds: int, chosen: list[str], patience: int
) -> tuple[int, float]:
    """The number of pages, and the seconds ours took for everything."""
    products, _, variants = size.partition("x")
    source, site = home / "katalog", home / "ours"
    synthetic.write(source, int(products), int(variants) if variants else None)
    settings = (source / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("  - catalog\n", "  - catalog:\n      languages: [nb]\n")
    (source / "mkdocs.yml").write_text(settings, "utf-8")
    ours = [sys.executable, "-m", "catalog", "build", "--root", str(source), "--today", TODAY]
    _run([*ours, "--out", str(site), "--pages-only"], home)
    others = not OURS.issuperset(chosen) or not chosen
    pages = _content(site, home, chosen) if others else sum(1 for _ in site.rglob("index.html"))
    files = [p for p in site.rglob("*") if p.is_file()]
    weight = sum(p.stat().st_size for p in files)
    print(f"\n{size}: {pages} pages, {len(files)} files, {weight / 1e6:.0f} MB", flush=True)
    tools = {k: v for k, v in _tools(home, ours).items() if not chosen or k in chosen}
    if "limit" in tools:
        shutil.copytree(site, home / "copy", copy_function=os.link)
    times = {name: Times() for name in tools}
    words = []
    for left in reversed(range(rounds)):
        for name, (command, outputs) in tools.items():
            for output in outputs:
                shutil.rmtree(home / output, ignore_errors=True)
            times[name].add(command, home, patience)
            print(f"  {name}: {times[name].row()}", flush=True)
            if "ours" not in outputs:
                words += [] if left else _compared(home, outputs[0])
            if not KEPT & {*outputs}:
                shutil.rmtree(home / outputs[0], ignore_errors=True)
    print(f"{'cold':34}{'wall s':>9} {'CPU s':>9} {'MB':>7}   ratio to this")
    for name, found in times.items():
        base = times["everything" if name.endswith("+ search") else "pages"]
        ratio = statistics.median(found.wall) / statistics.median(base.wall) if found.wall else 0
        print(f"{name:34}{found.row()}   {f'{ratio:.2f}' if ratio else ''}", flush=True)
    print("\n".join(words), flush=True)
    if not chosen or "again" in chosen:
        _again(home, source, ours, patience)
    if not chosen or "serve" in chosen:
        _served(home, patience, chosen)
    return pages, statistics.median(times["everything"].wall) if "everything" in times else 0.0


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


def _again(home: Path, source: Path, ours: list[str], patience: int) -> None:
    """Nothing changed, and one record changed; ours, and Zensical, which keeps a cache."""
    record = min((source / "products").rglob("*.yaml"))
    page = min((home / "md" / "produkt").rglob("index.md"))
    _run([*ours, "--out", str(home / "ours")], home)
    zensical = [str(BIN / "zensical"), "build", "-f", "zensical.yml"]
    for name, command, changed in (("this", [*ours, "--out", str(home / "ours")], record),) + (
        (("zensical", zensical, page),) if any(home.glob("zensical/*")) else ()
    ):
        still = Times()
        still.add(command, home, patience)
        changed.write_text(changed.read_text("utf-8").replace("Oppdiktet", "Oppdikta"), "utf-8")
        edit = Times()
        edit.add(command, home, patience)
        print(f"{name + ', nothing changed':34}{still.row()}")
        print(f"{name + ', one changed':34}{edit.row()}", flush=True)


def _content(site: Path, home: Path, chosen: list[str]) -> int:
    """The finished content of each page, for the others chosen; the number of pages."""
    for name in ("hugo/layouts/_default", "layouts", "content"):
        (home / name).mkdir(parents=True)
    (home / "hugo/hugo.toml").write_text(HUGO, "utf-8")
    shell = next((site / "produkt").rglob("index.html")).read_text("utf-8")
    shell = MAIN.sub(
        "<main>CONTENT</main>", re.sub("<title>.*?</title>", "<title>TITLE</title>", shell)
    )
    for name in ("single", "list", "home"):
        made = shell.replace("TITLE", "{{ .Title }}").replace("CONTENT", "{{ .Content }}")
        (home / f"hugo/layouts/_default/{name}.html").write_text(made, "utf-8")
    made = shell.replace("TITLE", "{{ title }}").replace("CONTENT", "{{ content | safe }}")
    (home / "layouts/shell.njk").write_text(made, "utf-8")
    (home / "eleventy.config.js").write_text(ELEVENTY_CONFIG, "utf-8")
    (home / "package.json").write_text('{"type": "module"}', "utf-8")
    with ProcessPoolExecutor() as pool:
        paths = list(site.rglob("index.html"))
        page = functools.partial(_page, site, home, chosen or ["hugo", "eleventy"])
        return sum(pool.map(page, paths, chunksize=500))


MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)(?: – |</title>)")


def _page(site: Path, home: Path, chosen: list[str], path: Path) -> bool:
    """Write one page's content for each of the others; False where a page has none."""
    text = path.read_text("utf-8")
    content, named = MAIN.search(text), TITLE.search(text)
    if content is None or named is None:
        return False
    name = path.parent.relative_to(site)
    head = html.unescape(named[1]).replace('"', "'")
    body = markdownify.markdownify(content[1], heading_style="ATX")
    made = home / "md" / name / "index.md"
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(f'---\ntitle: "{head}"\n---\n\n{body}\n', "utf-8")
    above = any(each.is_dir() for each in path.parent.iterdir())
    for tool, other in (
        ("hugo", home / "hugo/content" / name / ("_index.md" if above else "index.md")),
        ("eleventy", home / "content" / name / "index.md"),
    ):
        if tool in chosen:
            other.parent.mkdir(parents=True, exist_ok=True)
            other.hardlink_to(made)
    return True


def _compared(home: Path, name: str) -> list[str]:
    """How many of the words of our pages stand on another's pages of the same address."""
    pages = sorted((home / "ours" / "produkt").rglob("index.html"))
    chosen = random.Random(0).sample(pages, min(SAMPLE, len(pages)))  # noqa: S311 - a sample
    shares = []
    for path in chosen:
        other = home / name / path.relative_to(home / "ours")
        if other.exists():
            ours, theirs = _words(path), _words(other)
            shares.append((ours & theirs).total() / ours.total())
    return [f"{name}: least {min(shares):.1%} of our words on {len(shares)} pages"] * bool(shares)


def _words(path: Path) -> Counter[str]:
    tree = markup.fromstring(path.read_bytes().decode("utf-8"))
    found = tree.xpath("//article[contains(@class, 'md-content')]") or tree.xpath("//main")
    text = " ".join(found[0].xpath(".//text()[not(parent::script)]"))
    return Counter(re.findall(r"\w+", text))


def _served(home: Path, patience: int, chosen: list[str]) -> None:
    """From a saved file to the page that shows it, by tools that serve."""
    python = sys.executable
    address = f"127.0.0.1:{PORT}"
    record = min((home / "katalog/products").rglob("*.yaml"))
    name = f"produkt/{record.stem}"
    for tool, command, file in (
        ("this", [python, "-m", "catalog", "serve", "--root", str(home / "katalog"), "--port", str(PORT)], record),
        ("hugo", [str(BIN / "hugo"), "server", "--quiet", "--port", str(PORT), "-s", "hugo"], home / "hugo/content" / name / "index.md"),
        ("eleventy", ["node", str(ELEVENTY), "--serve", "--quiet", f"--port={PORT}"], home / "content" / name / "index.md"),
        ("zensical", [str(BIN / "zensical"), "serve", "-a", address, "-f", "zensical.yml"], home / "md" / name / "index.md"),
        ("material", [python, "-m", "mkdocs", "serve", "-q", "-a", address, "-f", "plain.yml"], home / "md" / name / "index.md"),
    ):  # fmt: skip
        if chosen and tool != "this" and tool not in chosen:
            continue
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command, cwd=home, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            began = time.perf_counter()
            _shown(f"http://{address}/{name}/", "", patience)
            start = time.perf_counter() - began
            took: list[float] = []
            while len(took) < EDITS and sum(took) < SLOW:
                word = f"Endret{tool}{len(took)}"
                took.append(_edited(f"http://{address}/{name}/", file, word, patience))
            print(
                f"{tool + ', served':34} start {start:.1f} s, edit {statistics.median(took):.3f} s"
            )
        except TimeoutError:
            print(f"{tool + ', served':34} gave up", flush=True)
        finally:
            process.terminate()
            process.wait()


def _edited(url: str, file: Path, word: str, patience: int) -> float:
    """Seconds until the first word of a name is shown as `word`."""
    time.sleep(2)
    text = file.read_text("utf-8")
    fresh, made = re.subn(r'(?m)^(name: |title: ")\w+', rf"\g<1>{word}", text, count=1)
    fresh = re.sub(r"(?m)^# \w+", f"# {word}", fresh, count=1)
    assert made  # noqa: S101 - our own file
    start = time.perf_counter()
    file.write_text(fresh, "utf-8")
    _shown(url, word, patience)
    return time.perf_counter() - start


def _shown(url: str, word: str, patience: int) -> None:
    """Ask for `url` until it is there with `word` on it; TimeoutError."""
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(url, timeout=patience) as answer:  # noqa: S310 - our own
                if word in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.01)
    raise TimeoutError(url)


def _run(command: list[str], folder: Path, patience: int = 900) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
    )
    killer = threading.Timer(patience, process.kill)
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
