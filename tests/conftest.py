"""Shared fixtures: the fictional catalogue, and built sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asking
import pytest
from figures import COUNTED, lines
from playwright.sync_api import Browser
from sites import FICTIONAL, ROOT, build, serve

from catalog import stamp


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-snapshots", action="store_true", help="keep what the pages are now")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a process that ran some of the tests: hand over what it counted."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counted"] = dict(COUNTED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: pytest.Item) -> None:
    """In the process that tells: take what one of them counted."""
    COUNTED.update(getattr(node, "workeroutput", {}).get("counted", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in lines():
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with asking.chromium() as found:
        yield found


@pytest.fixture(scope="session")
def fictional_files() -> dict[str, bytes]:
    return stamp.read(FICTIONAL)


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
