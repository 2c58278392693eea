"""Outputs into a folder: what did not change is linked from the build before, the rest is made.

Two processes share what there is to make; who writes an output changes no byte of it.
"""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from catalog.apart import shared
from catalog.built import Built, Entry, packed
from catalog.depends import Inputs
from catalog.emit import Site, output_path
from catalog.pages import Page
from catalog.stamp import Digest

SHARED = 1_000
"""From so many outputs to make, a second process pays for itself."""
CHUNK = 200
"""Pages that a process takes at a time."""
LINKS = 5_000
"""Outputs that a process links at a time."""
GUARDED = 2
"""How many pages of each kind a build also renders whole, to hold the splices to."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a build wrote: its outputs, and how many of them had to be made."""

    built: Built
    made: int
    missed: frozenset[str] = frozenset()
    """The kinds of pages that the theme renders in a way splicing misses."""


@dataclass(slots=True)
class Part:
    """What one piece of work wrote."""

    entries: dict[str, Entry] = field(default_factory=dict)
    missed: set[str] = field(default_factory=set)


Output = tuple[str, Page | None]
"""A path, and the page that stands there; None for a file."""
Work = Callable[[], Part]
"""Makes and writes some outputs."""


def write(site: Site, inputs: Inputs, target: Path, before: Built | None) -> Written:
    """Every output of `site` below `target`; OSError when the disk refuses.

    Some pages of each kind are rendered whole too. Where a splice is not the same byte for byte,
    every page of that kind is.
    """
    kept: dict[str, Entry] = {}
    mark = site.ctx.fingerprint
    every = ((output_path(page.address), page) for page in site.pages.values())
    pages = _stale(every, inputs, before, mark, kept)
    files = _stale(((path, None) for path in site.files), inputs, before, mark, kept)
    folders = []
    for folder in site.together:
        found = _folder_kept(folder, site, inputs.everything, before)
        kept.update(found)
        if not found:
            folders.append(folder)
    work: list[Work] = [
        partial(_folder, site, target, folder, inputs.everything) for folder in folders
    ]
    data = [f for f in files if f[0].startswith("data/")]  # the sums need the tables' bytes
    work += [partial(_outputs, site, inputs, target, data)] if data else []
    held = _sample(pages, site.ctx.today)
    work += [partial(_held, site, inputs, target, output) for output in held]
    chosen = {path for path, _ in held}
    rest = [f for f in files if not f[0].startswith("data/")]
    rest += [page for page in pages if page[0] not in chosen]
    work += _chunks(site, inputs, target, rest)
    if before is not None:
        paths = list(kept)
        work += [
            partial(_linked, before, target, mark, paths[i : i + LINKS])
            for i in range(0, len(paths), LINKS)
        ]
    parts = _done(work, alone=not folders and len(rest) + len(kept) < SHARED)
    missed = frozenset[str]().union(*(part.missed for part in parts))
    if missed:
        site.whole.update(missed)
        again = [(path, page) for path, page in pages if page is not None and page.kind in missed]
        parts += _done(_chunks(site, inputs, target, again), alone=len(again) < SHARED)
    made: dict[str, Entry] = {}
    for part in parts:
        made.update(part.entries)
        part.entries.clear()  # there are many, and twice would be too much
    return Written(Built(target, {**kept, **made}, fingerprint=mark), len(made), missed)


def _sample(pages: Sequence[Output], today: str) -> list[Output]:
    """Some pages of each kind, the same for the same pages on the same date."""
    chance = random.Random(today)  # noqa: S311 - a sample
    kinds: dict[str, list[Output]] = {}
    for path, page in pages:
        if page is not None:
            kinds.setdefault(page.kind, []).append((path, page))
    return [o for found in kinds.values() for o in chance.sample(found, min(GUARDED, len(found)))]


def _stale(
    outputs: Iterable[Output],
    inputs: Inputs,
    before: Built | None,
    mark: str,
    kept: dict[str, Entry],
) -> list[Output]:
    """The outputs that have to be made; the entries of the others go to `kept`."""
    if before is None:
        return list(outputs)
    found = []
    for path, page in outputs:
        entry = before.kept(before.path(path, mark), _digest(inputs, path, page))
        if entry is None:
            found.append((path, page))
        else:
            kept[path] = entry
    return found


def _digest(inputs: Inputs, path: str, page: Page | None) -> Digest:
    return inputs.file(path) if page is None else inputs.page(page)


def _folder_kept(folder: str, site: Site, digest: Digest, before: Built | None) -> dict[str, Entry]:
    """The outputs of a folder that is made in one go, if all of them can stay."""
    if before is None or before.fingerprint != site.ctx.fingerprint:
        return {}
    names = [
        p for p in before.entries if p.rpartition("/")[0] == folder[:-1] and p not in site.files
    ]
    found = {p: before.kept(p, digest) for p in names}
    entries = {p: entry for p, entry in found.items() if entry is not None}
    return entries if len(entries) == len(names) else {}


def _done(work: Sequence[Work], *, alone: bool) -> list[Part]:
    return [each() for each in work] if alone else shared(work)


def _chunks(site: Site, inputs: Inputs, target: Path, outputs: Sequence[Output]) -> list[Work]:
    return [
        partial(_outputs, site, inputs, target, outputs[i : i + CHUNK])
        for i in range(0, len(outputs), CHUNK)
    ]


def _outputs(site: Site, inputs: Inputs, target: Path, outputs: Sequence[Output]) -> Part:
    part = Part()
    for path, page in outputs:
        content = site.render(path) if page is None else site.made(page)
        part.entries[path] = _put(f"{target}/{path}", content, _digest(inputs, path, page))
    return part


def _held(site: Site, inputs: Inputs, target: Path, output: Output) -> Part:
    """A page rendered whole, and whether splicing misses something on it."""
    path, page = output
    if page is None or page.kind in site.whole:
        return _outputs(site, inputs, target, [output])
    content, alike = site.guarded(page)
    entry = _put(f"{target}/{path}", content, inputs.page(page))
    return Part({path: entry}, set() if alike else {page.kind})


def _folder(site: Site, target: Path, folder: str, digest: Digest) -> Part:
    return Part(
        {
            f"{folder}{name}": _put(f"{target}/{folder}{name}", content, digest)
            for name, content in site.together[folder]().items()
        }
    )


def _put(path: str, content: bytes, digest: Digest) -> Entry:
    """Create `path`, and its folder if need be; most outputs have a folder of their own."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    if path.endswith("/index.html"):
        with contextlib.suppress(OSError):
            os.mkdir(path[: -len("/index.html")])
    try:
        handle = os.open(path, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle = os.open(path, flags, 0o644)
    try:
        written = os.write(handle, content)
        while written < len(content):
            written += os.write(handle, content[written:])
        found = os.fstat(handle)
    finally:
        os.close(handle)
    return digest + packed(found)


def _linked(before: Built, target: Path, mark: str, paths: Sequence[str]) -> Part:
    """Nothing written: outputs of an earlier build, linked."""
    for path in paths:
        lay = f"{before.folder}/{before.path(path, mark)}"
        if path.endswith("/index.html"):
            with contextlib.suppress(OSError):
                os.mkdir(f"{target}/{path[: -len('/index.html')]}")
        try:
            os.link(lay, f"{target}/{path}")
        except FileNotFoundError:
            os.makedirs(os.path.dirname(f"{target}/{path}"), exist_ok=True)
            os.link(lay, f"{target}/{path}")
        except FileExistsError:  # a hand-written page in its place, or a process that was killed
            os.unlink(f"{target}/{path}")
            os.link(lay, f"{target}/{path}")
    return Part()
