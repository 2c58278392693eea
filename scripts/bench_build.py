"""Builds side by side: this, mkdocs-material, Zensical, Hugo, Eleventy and what the disk allows.

`python scripts/bench_build.py [--rounds N] [--patience S] [--tools a,b] [PRODUCTS[xVARIANTS] …]`, by
default 1000, 12000x5 and 60000. A synthetic catalogue (scripts/synthetic.py), bokmål alone, is built
by all. The others get each page's finished content as Markdown (markdownify), outside `nav`; Hugo and
Eleventy with our own shells around it, so that they write pages as large as ours. The limit reads the
same YAML with libyaml and writes the same files. Rounds alternate the tools; everything lies in memory
where there is room. Printed: one table in Markdown, a row for each size and tool, with the medians of
the cold build, the same build with nothing changed and with one record changed, the time from a saved
file to its page where a tool serves, and how the tool's time compares with ours in the same rounds;
then how many of our words stand on a sample of each tool's pages, and how the cold build grows.
A tool that took more than four minutes is not run again. One that is not done within the patience has
`> S` for its time, and is not asked for a larger size; one that took half of it is not asked to serve.
"""

from __future__ import annotations

import functools
import html
import math
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
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
"""Runs with nothing changed, and edits."""
KEPT = {"ours", "zensical"}
"""What is built upon afterwards. What the others wrote is taken away at once: the largest sites
together have more files than a disk in memory has room for."""
MEMORY = 4_000_000_000
"""Bytes that are touched before a tool is timed: more than most of them need."""
ONCE = 240.0
"""Seconds from which a tool is run in one round only."""
SLOW = 30.0
"""Seconds of them after which a tool is not asked for more."""
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
disableKinds = ["taxonomy", "term", "RSS"]
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
class Row:
    """What one tool took at one size: seconds, and MB at most."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)
    files: int = 0
    size: int = 0
    """Bytes written."""
    gave_up: str = ""
    again: str = ""
    changed: str = ""
    start: str = ""
    edit: str = ""

    def add(self, command: list[str], folder: Path, patience: int) -> bool:
        """Run `command` once more; a tool that fails or takes too long has no time."""
        try:
            wall, cpu, peak = _run(command, folder, patience)
        except (subprocess.TimeoutExpired, OSError) as error:
            self.gave_up = f"> {patience}" if _killed(error) else "feilet"
            print(f"gave up: {str(error)[:300]}", flush=True)
            return False
        self.wall.append(wall)
        self.cpu.append(cpu)
        self.peak.append(peak)
        return True

    def cells(self, base: dict[str, Row]) -> list[str]:
        """The row's cells, with its time as a multiple of each of `base`."""
        if not self.wall:
            return [self.gave_up or "–", *["–"] * 6, *self._after()]
        wall, cpu, peak = (statistics.median(each) for each in (self.wall, self.cpu, self.peak))
        ratios = [
            f"{wall / statistics.median(other.wall):.2f}" if other.wall else "–"
            for other in base.values()
        ]
        made = [str(self.files), f"{self.size / 1e6:.0f}"]
        return [f"{wall:.2f}", f"{cpu:.2f}", f"{peak:.0f}", *made, *ratios, *self._after()]

    def _after(self) -> list[str]:
        return [each or "–" for each in (self.again, self.changed, self.start, self.edit)]


def _killed(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno == -signal.SIGKILL


HEAD = (
    "Produkter | Verktøy | Kald, s | CPU, s | Minne, MB | Filer | MB | × sidene | × alt | "
    "Uendret, s | Én endret, s | Server klar, s | Lagret til vist, s"
)


def main() -> None:
    """Bench each size; print the table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # no user's machine reads Python anew each time
    words = sys.argv[1:]
    rounds = int(words.pop(words.index("--rounds") + 1)) if "--rounds" in words else 1
    patience = int(words.pop(words.index("--patience") + 1)) if "--patience" in words else 900
    chosen = words.pop(words.index("--tools") + 1).split(",") if "--tools" in words else []
    sizes = [w for w in words if not w.startswith("--")] or ["1000", "12000x5", "60000"]
    late: dict[str, str] = {}
    grown, table, said = [], [HEAD, " | ".join(["---"] * (HEAD.count("|") + 1))], []
    for size in sizes:
        folder = Path(tempfile.mkdtemp(prefix="bench-", dir=_room(size, chosen)))
        try:
            pages, rows, words = _size(folder, size, rounds, chosen, patience, late)
        finally:
            shutil.rmtree(folder)
        late |= {name: row.gave_up for name, row in rows.items() if row.gave_up.startswith(">")}
        base = {name: rows.get(name, Row()) for name in ("pages", "everything")}
        table += [" | ".join([size, NAMES[n], *row.cells(base)]) for n, row in rows.items()]
        said.append(f"{size}: {pages} pages\n" + "\n".join(words))
        if rows.get("everything", Row()).wall:
            grown.append((pages, statistics.median(rows["everything"].wall)))
    print("".join(f"\n| {row} |" for row in table))
    print("\n".join(said))
    if len(grown) > 1:
        (less, first), (more, last) = grown[0], grown[-1]
        exponent = math.log(last / first) / math.log(more / less)
        print(f"growth from {less} to {more} pages: exponent {exponent:.2f}")


NAMES = {
    "pages": "**Katalogen, sidene**",
    "everything": "**Katalogen, alt**",
    "limit": "Grensen",
    "hugo": "Hugo",
    "eleventy": "Eleventy",
    "material": "mkdocs-material, uten søk",
    "material + search": "mkdocs-material, med søk",
    "zensical + search": "Zensical, med søk",
}
Tool = tuple[list[str], list[str]]
"""A command, and what it must not find from an earlier run, last the folder of its site."""
FORKED = {"pages", "everything"}
"""Tools whose memory is more than one process has."""
OURS = {"pages", "everything", "limit", "again"}
"""Tools that need no content from us as Markdown."""


def _room(size: str, chosen: list[str]) -> Path | None:
    """Where in memory there is room for so many files; else the disk, moods and all."""
    few = 0 < len(chosen) < 4 or (chosen and OURS.issuperset(chosen))
    files = int(size.partition("x")[0]) * (40 if few else 65)
    memory = Path("/dev/shm")  # noqa: S108 - only where nothing else than ours is written
    enough = memory.is_dir() and os.statvfs(memory).f_favail > files
    return memory if enough else None


def _size(
    home: Path, size: str, rounds: int, chosen: list[str], patience: int, late: dict[str, str]
) -> tuple[int, dict[str, Row], list[str]]:
    """The number of pages, what each tool took, and what stands on its pages; not of those `late`."""
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
    print(f"\n{size}: {pages} pages", flush=True)
    tools = {k: v for k, v in _tools(home, ours).items() if not chosen or k in chosen}
    if "limit" in tools:
        shutil.copytree(site, home / "copy", copy_function=os.link)
    rows = {name: Row(gave_up=late.get(name, "")) for name in tools}
    words = [said for _ in range(rounds) for said in _round(home, tools, rows, patience)]
    for name in FORKED & tools.keys():
        shutil.rmtree(home / "ours")
        shutil.rmtree(source / ".cache")
        rows[name].peak = [_together(tools[name][0], home)]
    if not chosen or "again" in chosen:
        _again(home, source, ours, patience, rows)
    if not chosen or "serve" in chosen:
        _served(home, patience, rows)
    return pages, rows, words


def _round(home: Path, tools: dict[str, Tool], rows: dict[str, Row], patience: int) -> list[str]:
    """Each tool once; in the first round also what it wrote, and what stands on its pages."""
    words = []
    for name, (command, outputs) in tools.items():
        row, site = rows[name], home / outputs[-1]
        if row.gave_up or max(row.wall, default=0) > ONCE:
            continue
        for output in outputs:
            shutil.rmtree(home / output, ignore_errors=True)
        _touched()
        done = row.add(command, home, patience)
        print(f"  {name}: {row.cells({})}", flush=True)
        if done and not row.files:
            row.files, row.size = _weight(site)
            words += [] if name in OURS else _compared(home, outputs[-1])
        if not KEPT & {*outputs}:
            shutil.rmtree(site, ignore_errors=True)
    return words


def _touched() -> None:
    """Have the machine's memory at hand before a tool is timed.

    A virtual machine gives back to its host what the tool before let go of, and the next tool would
    pay for getting it again.
    """
    subprocess.run([sys.executable, "-c", f"b'1' * {MEMORY}"], check=True)  # noqa: S603


def _weight(folder: Path) -> tuple[int, int]:
    """The number of files below `folder`, and their bytes."""
    sizes = [p.stat().st_size for p in folder.rglob("*") if p.is_file()]
    return len(sizes), sum(sizes)


def _together(command: list[str], folder: Path) -> float:
    """The most MB that all processes of one run of `command` hold together, shared pages once."""
    process = _begun(command, folder, subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_held, [process.pid, *_children(process.pid)])))
        time.sleep(0.1)
    return most / 1000


def _children(process: int) -> list[int]:
    try:
        return [
            int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    except OSError:
        return []


def _held(process: int) -> int:
    """The proportional set size of a process in kB."""
    try:
        found = re.search(r"(?m)^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _tools(home: Path, ours: list[str]) -> dict[str, Tool]:
    """Every tool by name."""
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
            [".cache", "zensical"],
        ),
    }


def _again(home: Path, source: Path, ours: list[str], patience: int, rows: dict[str, Row]) -> None:
    """Nothing changed, and one record changed; ours, and Zensical, which keeps a cache."""
    record = min((source / "products").rglob("*.yaml"))
    kept = [("everything", [*ours, "--out", str(home / "ours")], record)]
    if any(home.glob("zensical/*")):
        page = min((home / "md" / "produkt").rglob("index.md"))
        zensical = [str(BIN / "zensical"), "build", "-f", "zensical.yml"]
        kept.append(("zensical + search", zensical, page))
    for name, command, changed in kept:
        if name in rows and not rows[name].gave_up:
            _run(command, home, patience)
            rows[name].again = f"{_often(lambda _, c=command: _run(c, home, patience)[0]):.2f}"
            edit = functools.partial(_rebuilt, command, home, patience, changed)
            rows[name].changed = f"{_often(edit):.2f}"
    for name, row in rows.items():
        if row.wall and name not in OURS and not row.again:
            row.again = row.changed = "som kald"


def _rebuilt(command: list[str], home: Path, patience: int, changed: Path, number: int) -> float:
    """Seconds of a build after one more edit of `changed`."""
    word = f"Oppdikt{'a' * (number + 1)}"
    changed.write_text(re.sub(r"Oppdikt\w+", word, changed.read_text("utf-8")), "utf-8")
    return _run(command, home, patience)[0]


def _often(once: Callable[[int], float]) -> float:
    """The median of some runs, each told its number; of fewer where they are slow."""
    took: list[float] = []
    while len(took) < EDITS and sum(took) < SLOW:
        took.append(once(len(took)))
    return statistics.median(took)


def _content(site: Path, home: Path, chosen: list[str]) -> int:
    """The finished content of each page, for the others chosen; the number of pages."""
    for name in ("hugo/layouts/_default", "layouts", "content"):
        (home / name).mkdir(parents=True)
    (home / "hugo/hugo.toml").write_text(HUGO, "utf-8")
    shells = []
    for kind in ("produkt", "hms"):
        shell = min((site / kind).rglob("index.html")).read_text("utf-8")
        shell = re.sub("<title>.*?</title>", "<title>TITLE</title>", shell)
        shells.append(MAIN.sub("<main>CONTENT</main>", shell))
    for name in ("single", "list", "home", WAY):
        made = shells[name == WAY].replace("TITLE", "{{ .Title }}")
        made = made.replace("CONTENT", "{{ .Content }}")
        (home / f"hugo/layouts/_default/{name}.html").write_text(made, "utf-8")
    for name in ("shell", WAY):
        made = shells[name == WAY].replace("TITLE", "{{ title }}")
        made = made.replace("CONTENT", "{{ content | safe }}")
        (home / f"layouts/{name}.njk").write_text(made, "utf-8")
    (home / "eleventy.config.js").write_text(ELEVENTY_CONFIG, "utf-8")
    (home / "package.json").write_text('{"type": "module"}', "utf-8")
    with ProcessPoolExecutor() as pool:
        paths = list(site.rglob("index.html"))
        page = functools.partial(_page, site, home, chosen or ["hugo", "eleventy"])
        return sum(pool.map(page, paths, chunksize=500))


WAY = "way"
"""The layout of the pages that are nothing but a way from a number to its product."""
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
    layout = f"\nlayout: {WAY}" if name.parts[:1] == ("hms",) else ""
    made.write_text(f'---\ntitle: "{head}"{layout}\n---\n\n{body}\n', "utf-8")
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


def _served(home: Path, patience: int, rows: dict[str, Row]) -> None:
    """From a saved file to the page that shows it, by tools that serve."""
    python = sys.executable
    address = f"127.0.0.1:{PORT}"
    record = min((home / "katalog/products").rglob("*.yaml"))
    name = f"produkt/{record.stem}"
    for tool, command, file in (
        ("everything", [python, "-m", "catalog", "serve", "--root", str(home / "katalog"), "--port", str(PORT)], record),
        ("hugo", [str(BIN / "hugo"), "server", "--quiet", "--port", str(PORT), "-s", "hugo"], home / "hugo/content" / name / "index.md"),
        ("eleventy", ["node", str(ELEVENTY), "--serve", "--quiet", f"--port={PORT}"], home / "content" / name / "index.md"),
        ("zensical + search", [str(BIN / "zensical"), "serve", "-a", address, "-f", "zensical.yml"], home / "md" / name / "index.md"),
        ("material", [python, "-m", "mkdocs", "serve", "-q", "-a", address, "-f", "plain.yml"], home / "md" / name / "index.md"),
    ):  # fmt: skip
        if tool not in rows or rows[tool].gave_up or max(rows[tool].wall) * 2 > patience:
            continue
        process = _begun(command, home, subprocess.DEVNULL)
        try:
            began = time.perf_counter()
            _shown(f"http://{address}/{name}/", "", patience)
            start = time.perf_counter() - began
            rows[tool].start = f"{start:.1f}"
            edit = functools.partial(_edited, f"http://{address}/{name}/", file, patience)
            rows[tool].edit = f"{_often(edit):.3f}"
        except TimeoutError:
            late = "edit" if rows[tool].start else "start"
            setattr(rows[tool], late, f"> {patience}")
        finally:
            process.terminate()
            process.wait()


def _edited(url: str, file: Path, patience: int, number: int) -> float:
    """Seconds until the page shows one more new first word of a name."""
    time.sleep(2)
    word = f"Endret{number}"
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


def _begun(command: list[str], folder: Path, said: int) -> subprocess.Popen[bytes]:
    """One of our own commands begun in `folder`; `said` is where its errors go."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(  # noqa: S603 - our own commands
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said, env=environment
    )


def _run(command: list[str], folder: Path, patience: int = 900) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB of one run."""
    start = time.perf_counter()
    process = _begun(command, folder, subprocess.PIPE)
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
