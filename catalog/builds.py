"""One build at a time into one folder: only what changed, the old site whole until the new one is.

A killed build leaves a hidden folder beside the site, which the next build takes away, and the old
site as it was: the new one takes its place by renaming when every file of it is written.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from catalog import cache
from catalog.apart import apart, shared
from catalog.built import Built
from catalog.progress import Progress
from catalog.stamp import Digest, below, mixed, packages, program, read

SITES = 3
"""How many folders, built into in turn, are each built upon."""

OURS = 4
"""One in so many outputs is looked at by the process that also reads the records."""


class BuildError(Exception):
    """Why nothing was built, in words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to build: the catalogue at `root`, on a day, into `out` or where its settings say."""

    root: Path
    today: str
    out: Path | None = None
    pages_only: bool = False


def build(wanted: Wanted, progress: Progress, *, fresh: bool = False) -> Path:
    """Where the site is; BuildError, or MkDocs' own, leaves what was there."""
    root, out = wanted.root, (wanted.out or _place(wanted.root)).resolve()
    name = f"site-{mixed([str(out), program()]).hex()}"
    try:
        with _alone(out):
            _clear(out)
            with progress.stage("det forrige bygget sett over") as stage:
                kept = None if fresh else before(root, name, out)
                some = len(kept.entries) // OURS if kept else 0
                rest = apart(partial(kept.whole, some)) if kept else lambda: False
                files = read(root)
                settings = _settings(root)
                stamp = _stamp(wanted, settings, files, kept.others) if kept else None
                same = kept is not None and kept.stamp == stamp is not None and kept.whole(0, some)
                unchanged = rest() and same
                stage.count = len(kept.entries) if kept else 0
            if unchanged:
                progress.end("Ingenting er endret")
            else:
                now = _made(wanted, out, files, kept, progress)
                cache.keep(root, name, now)
                cache.prune(root, "site-", SITES)
            return out
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise BuildError(
            f"Kunne ikke skrive: {error.strerror or error}{where}.\n"
            "Ingenting er byttet ut; det gamle nettstedet står som det var."
        ) from None


def _made(
    wanted: Wanted, out: Path, files: dict[str, bytes], kept: Built | None, progress: Progress
) -> Built:
    """A new site at `out`, of `files` and what can stay of the one before."""
    from catalog import making  # noqa: PLC0415 - takes longer than to see that nothing changed

    settings = _settings(wanted.root)  # before they are used: an edit meanwhile is another build's
    config = making.config(wanted.root, wanted.today, pages_only=wanted.pages_only)
    others = making.others(config)
    stamp = _stamp(wanted, settings, files, others)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-new-", dir=out.parent))
    try:
        written = making.make(config, fresh, files, kept, progress)
        with progress.stage("byttet inn"):
            _swap(fresh, out)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    built = written.built
    progress.end(f"{out}: {written.made} av {len(built.entries)} filer er laget på nytt")
    return replace(built, folder=out, stamp=stamp, others=others, identity=_identity(out))


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


PLACE = re.compile(rb"(?m)^site_dir:[ \t]*([\w./-]+)[ \t]*$")


def _place(root: Path) -> Path:
    """Where the settings say the site lies; only MkDocs knows all the ways to say it."""
    settings = _settings(root)
    said = PLACE.search(settings)
    if said:
        return root / said[1].decode()
    if b"site_dir" not in settings and b"INHERIT" not in settings:
        return root / "site"
    from catalog import making  # noqa: PLC0415

    return Path(making.config(root, "").site_dir)


def _settings(root: Path) -> bytes:
    try:
        return (root / "mkdocs.yml").read_bytes()
    except FileNotFoundError:
        return b""  # MkDocs will say so


def _stamp(
    wanted: Wanted, settings: bytes, files: dict[str, bytes], others: Sequence[str]
) -> Digest | None:
    """Of everything a build reads but the program, hand-written pages and theme too.

    None where the settings take something from elsewhere, which this cannot see.
    """
    if b"!ENV" in settings or b"INHERIT" in settings:
        return None
    how = (wanted.today, str(wanted.pages_only), *packages())
    records = (part for item in files.items() for part in item)
    return mixed(chain([settings], how, records, below(others)))


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
