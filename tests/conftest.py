"""Shared fixtures: the fictional catalogue, and built sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asking
import pytest
from figures import lines
from playwright.sync_api import Browser
from sites import FICTIONAL, ROOT, build, serve

from catalog import compile as compiler


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-snapshots", action="store_true", help="keep what the pages are now")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in lines():
        terminalreporter.write_line(line)


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


@pytest.fixture(scope="session")
def fictional_url(fictional_site: Path) -> Iterator[str]:
    yield from serve(fictional_site)


@pytest.fixture(scope="session")
def real_url(real_site: Path) -> Iterator[str]:
    yield from serve(real_site)
