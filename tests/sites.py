"""Where the catalogues of the tests are, and how a site is built."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FICTIONAL = ROOT / "tests" / "fixtures" / "catalogue"
TODAY = "2026-06-01"


def build(root: Path, out: Path, today: str = TODAY) -> None:
    """Build a site as a person would, and fail with what was printed."""
    done = subprocess.run(
        [sys.executable, "-m", "catalog", "build", "--root", root, "--out", out, "--today", today],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def copied(root: Path) -> Path:
    """The fictional catalogue at `root`, with the theme of this working copy."""
    shutil.copytree(FICTIONAL, root, ignore=shutil.ignore_patterns(".cache"))
    config = root / "mkdocs.yml"
    theme = (ROOT / "catalog" / "theme").as_posix()
    config.write_text(config.read_text("utf-8").replace("../../../catalog/theme", theme), "utf-8")
    return root


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> Iterator[str]:
    """The address of a folder, served on a free port until the generator is closed."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
