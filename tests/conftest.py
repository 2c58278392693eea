"""Shared fixtures: the fictional catalogue, and built sites."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import asking
import pytest
from playwright.sync_api import Browser
from sites import FICTIONAL, ROOT, build

from catalog import compile as compiler


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with asking.chromium() as found:
        yield found


@pytest.fixture(scope="session")
def fictional_files() -> dict[str, bytes]:
    return compiler.read(FICTIONAL)


@pytest.fixture(scope="session")
def fictional_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("fictional") / "site"
    build(FICTIONAL, out)
    return out


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("real") / "site"
    build(ROOT, out, "2026-11-22")
    return out


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def fictional_url(fictional_site: Path) -> Iterator[str]:
    yield from serve(fictional_site)


@pytest.fixture(scope="session")
def real_url(real_site: Path) -> Iterator[str]:
    yield from serve(real_site)
