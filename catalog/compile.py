"""The whole program, top to bottom: a folder and a date become a library, a report and a site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from catalog import assets, cache, emit, loading, rules
from catalog.apart import apart, left
from catalog.diagnostics import Report
from catalog.emit import Site, site
from catalog.language import BOKMAL, languages
from catalog.library import Library
from catalog.loading import Parsed
from catalog.pages import Options
from catalog.shell import Render
from catalog.stamp import fingerprint, read
from catalog.views.context import Context

TWO = 1_000
"""From so many new files on, a second process pays for itself."""
THEME, TEMPLATES = assets.THEME, emit.TEMPLATES


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading and checking gives; with errors in the report, nothing may be written."""

    library: Library
    report: Report
    fingerprint: str
    """Of everything read, the date and this program."""
    parsed: Parsed
    """The sound records by path, each with the digest of its file."""


def check_folder(root: Path, today: str, files: dict[str, bytes] | None = None) -> Checked:
    """The same for a working copy, with what earlier runs parsed kept beside it.

    `files` are those of `read`, when somebody has read them already.
    """
    coming = apart(partial(read, root)) if files is None else None
    parsed: Parsed = cache.load(root)  # takes as long as reading them
    files = coming() if coming else files or {}
    known = {path: digest for path, (digest, _) in parsed.items()}
    parsed.update(_parsed_in_two(files, [path for path in files if path not in parsed]))
    found = _checked(root, files, today, parsed)
    for path in parsed.keys() - files.keys():
        del parsed[path]
    if {path: digest for path, (digest, _) in parsed.items()} != known:
        left(partial(cache.store, root, parsed))
    return found


def _parsed_in_two(files: dict[str, bytes], paths: list[str]) -> Parsed:
    """The sound records at `paths`, some of them parsed by another process."""
    if len(paths) < TWO:
        return {}
    # In the order all else goes through them: what is used together lies together in memory.
    paths = sorted(paths, key=lambda path: path.rpartition("/")[2])
    # Three of seven are theirs: they also have to send what they read.
    mine = len(paths) * 4 // 7
    theirs = apart(lambda: loading.parsed(files, paths[mine:]))
    ours = loading.parsed(files, paths[:mine])
    return {**ours, **theirs()}


def _checked(root: Path, files: dict[str, bytes], today: str, parsed: Parsed) -> Checked:
    """The same as `check`, where the report on just these files is kept from an earlier run."""
    made_of = fingerprint(files, today)
    known = cache.kept(root, "report")
    if isinstance(known, tuple) and known[0] == made_of:
        return Checked(loading.load(files, parsed)[0], known[1], made_of, parsed)
    found = check(files, today, parsed)
    cache.keep(root, "report", (made_of, found.report))
    return found


def check(files: dict[str, bytes], today: str, parsed: Parsed | None = None) -> Checked:
    """Read, validate, link and check; `parsed` spares the files it knows."""
    found, shape = loading.load(files, parsed)
    report = shape + rules.check(found, today)
    return Checked(found, report, fingerprint(files, today), {} if parsed is None else parsed)


def context(checked: Checked, today: str) -> Context:
    """What every page and export of one build is made from."""
    if checked.report.errors:
        raise ValueError("a library with errors is never made into a site")
    return Context(checked.library, today, BOKMAL, checked.fingerprint)


def project(
    checked: Checked, today: str, options: Options, shell: Render, *, lazy: bool = False
) -> Site:
    """The site of a library without errors; pages are made as they are asked for.

    `lazy` names the pages of products and of the other languages only then too.
    """
    ctx = context(checked, today)
    others = (each for each in languages()[1:] if each.code in options.languages)
    contexts = [ctx, *(ctx.spoken(language) for language in others)]
    return site(contexts, assets.load(), options, shell, lazy=lazy)
