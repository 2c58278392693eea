"""One build at a time into one folder: only what changed, the old site whole until the new one is.

A killed build leaves a hidden folder beside the site, which the next build takes away, and the old
site as it was: the new one takes its place by renaming when every file of it is written.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from catalog import cache
from catalog import compile as compiler
from catalog.apart import apart, shared
from catalog.depends import mixed
from catalog.plugin import CatalogPlugin, base
from catalog.progress import Progress
from catalog.writer import Built

SITES = 3
"""How many folders, built into in turn, are each built upon."""


class BuildError(Exception):
    """Why nothing was built, in words."""


def build(config: MkDocsConfig, out: Path, progress: Progress, *, fresh: bool = False) -> None:
    """The site at `out`; BuildError, or MkDocs' own, leaves what was there."""
    root = Path(config.config_file_path).parent
    plugin = config.plugins["catalog"]
    assert isinstance(plugin, CatalogPlugin)  # noqa: S101 - for the types; the name is ours
    plugin.progress = progress
    name = f"site-{mixed([str(out), compiler.program()]).hex()}"
    try:
        with _alone(out):
            _clear(out)
            with progress.stage("det forrige bygget sett over") as stage:
                kept = None if fresh else before(root, name, out)
                half = apart(partial(kept.whole, 1, 2)) if kept else lambda: False
                plugin.read = compiler.read(root)
                stamp = _stamp(config, plugin.read)
                same = kept is not None and kept.stamp == stamp and kept.whole(0, 2)
                unchanged = half() and same
                stage.count = len(kept.entries) if kept else 0
            if unchanged:
                progress.end("Ingenting er endret")
                return
            plugin.before = kept
            _make(config, out, progress)
            built = plugin.written.built
            now = replace(built, folder=out, stamp=stamp, identity=_identity(out))
            cache.keep(root, name, now)
            cache.prune(root, "site-", SITES)
            total = len(built.entries)
            progress.end(f"{out}: {plugin.written.made} av {total} filer er laget på nytt")
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise BuildError(
            f"Kunne ikke skrive: {error.strerror or error}{where}.\n"
            "Ingenting er byttet ut; det gamle nettstedet står som det var."
        ) from None


def _make(config: MkDocsConfig, out: Path, progress: Progress) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-new-", dir=out.parent))
    try:
        config.site_dir = str(fresh)
        mkdocs_build.build(config)
        with progress.stage("byttet inn"):
            _swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, out: Path) -> None:
    """Put the new site where the old one was, in one step where the system can."""
    fresh.chmod(0o755)
    if not out.exists():
        fresh.rename(out)
    elif _exchanged(fresh, out):
        _removed(fresh)
    else:
        old = out.with_name(f".{out.name}-old")
        out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)


def _removed(folder: Path) -> None:
    """Take away a site, its folders shared between two processes."""
    gone = partial(shutil.rmtree, ignore_errors=True)
    shared([partial(gone, path) for path in folder.iterdir() if path.is_dir()])
    gone(folder)


EXCHANGE = 2
"""RENAME_EXCHANGE of Linux' renameat2(2)."""
HERE = -100
"""AT_FDCWD."""


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two have taken each other's place."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = os.fsencode(one), os.fsencode(other)
    return rename is not None and rename(HERE, names[0], HERE, names[1], EXCHANGE) == 0


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold `out` for this build; the lock goes with the process, however it ends."""
    out.parent.mkdir(parents=True, exist_ok=True)
    lock = out.with_name(f".{out.name}.lock")
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(
                f"Et annet bygg skriver til {out} akkurat nå. Vent til det er ferdig."
            ) from None
        yield
    finally:
        os.close(handle)


def _clear(out: Path) -> None:
    """Take away what a killed build left; bring back the old site if it died while swapping."""
    old = out.with_name(f".{out.name}-old")
    if old.exists() and not out.exists():
        old.rename(out)
    for left in (old, *out.parent.glob(f".{out.name}-new-*")):
        shutil.rmtree(left, ignore_errors=True)


def _stamp(config: MkDocsConfig, files: dict[str, bytes]) -> bytes:
    """Of everything a build reads, hand-written pages and theme too."""
    config_of = config.plugins["catalog"].config
    docs = sorted(p for p in Path(config.docs_dir).rglob("*") if p.is_file())
    written = (part for p in docs for part in (p.as_posix(), p.read_bytes()))
    settings = Path(config.config_file_path).read_bytes()
    read = compiler.fingerprint(files, config_of.today)
    return mixed([base(config, config_of.today), settings, read, *written])


def before(root: Path, name: str, out: Path) -> Built | None:
    """The build that lies at `out`, if it is the one that was kept."""
    found = cache.kept(root, name)
    if isinstance(found, Built) and found.folder == out and found.identity == _identity(out):
        return found
    return None


def _identity(out: Path) -> tuple[int, int]:
    """What tells one folder at `out` from another."""
    try:
        found = out.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)
