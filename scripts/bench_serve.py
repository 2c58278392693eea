"""From a saved record to the page that shows it: `python scripts/bench_serve.py [PRODUCTS …]`.

By default 1000, 12000 and 60000 products. `catalog serve` runs; a product's name is changed and its
page asked for until it shows the new one, then an agreement's. Printed in milliseconds: median and
95th percentile of the edits, the start with records read before, and idle CPU.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import synthetic

ROOT = Path(__file__).parent.parent
EDITS = 40
PORT = 8771
IDLE = 5.0


def main() -> None:
    """Measure each size."""
    memory = Path("/dev/shm")  # noqa: S108 - in memory the disk's moods do not count
    for size in sys.argv[1:] or ["1000", "12000", "60000"]:
        home = Path(tempfile.mkdtemp(prefix="serve-", dir=memory if memory.is_dir() else None))
        try:
            synthetic.write(home / "katalog", int(size), 5 if size == "12000" else None)
            _measure(home / "katalog", size)
        finally:
            shutil.rmtree(home)


def _measure(root: Path, size: str) -> None:
    command = [sys.executable, "-m", "catalog", "serve", "--root", str(root), "--port", str(PORT)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "catalog", "check", "--root", str(root)],
        env=environment,
        check=True,
        capture_output=True,
    )
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        while not _got("om/"):
            time.sleep(0.02)
        ready = time.perf_counter() - start
        products = sorted((root / "products").rglob("*.yaml"))[:: max(1, int(size) // EDITS)]
        product = _times(products[:EDITS], r"(?m)^name: (\S+)", "produkt")
        agreements = sorted((root / "agreements").glob("*.yaml"))[: EDITS // 2]
        agreement = _times(agreements, r"(?m)^title: \"?(\w+)", "avtale")
        time.sleep(8 if int(size) < 50_000 else 40)
        before = _cpu(process.pid)
        time.sleep(IDLE)
        idle = (_cpu(process.pid) - before) / IDLE
    finally:
        process.kill()
        process.wait()
    print(
        f"{size}: start {ready:.1f} s; product {_told(product)}; agreement {_told(agreement)}; "
        f"idle {idle:.1%} CPU",
        flush=True,
    )


def _times(paths: list[Path], field: str, folder: str) -> list[float]:
    found = []
    for number, path in enumerate(paths):
        text = path.read_text("utf-8")
        match = re.search(field, text)
        if match is None:
            continue
        word = f"{match[1][0]}ord{number}"
        fresh = path.with_suffix(".tmp")
        fresh.write_text(text[: match.start(1)] + word + text[match.end(1) :], "utf-8")
        address = f"{folder}/{path.stem}/"
        start = time.perf_counter()
        fresh.replace(path)
        while word not in _got(address):
            if time.perf_counter() - start > 60:
                sys.exit(f"{address} never showed {word}")
        found.append((time.perf_counter() - start) * 1000)
        time.sleep(0.2)
    return found


def _got(address: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{address}") as answer:
            content: bytes = answer.read()
            return content.decode()
    except (urllib.error.URLError, ConnectionError):
        return ""


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95) - 1]:.0f} ms"


if __name__ == "__main__":
    main()
