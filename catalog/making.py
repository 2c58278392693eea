"""One site through MkDocs, into a folder. Imports the whole compiler."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from catalog.built import Built, Entry, packed
from catalog.plugin import CatalogPlugin, around
from catalog.progress import Progress
from catalog.writer import Written

NEVER = bytes(8)
"""What stands for the digest of a file that MkDocs wrote: it is never kept, only looked for."""


def config(root: Path, today: str, *, pages_only: bool = False) -> MkDocsConfig:
    """The settings of the catalogue at `root`; MkDocs' Abort or ConfigurationError.

    `pages_only` adds to what they say.
    """
    found = load_config(str(root / "mkdocs.yml"), strict=True)
    if "catalog" not in found.plugins:
        raise ConfigurationError("mkdocs.yml: «catalog» mangler under «plugins».")
    own = found.plugins["catalog"].config
    own.update({"today": today, "pages_only": pages_only or own["pages_only"]})
    return found


def others(settings: MkDocsConfig) -> tuple[str, ...]:
    """Files and folders that the site is made of beside the records, the program and mkdocs.yml."""
    return (settings.docs_dir, *around(settings))


def make(
    settings: MkDocsConfig,
    folder: Path,
    files: dict[str, bytes],
    before: Built | None,
    progress: Progress,
) -> Written:
    """The site in `folder`, of `files`, which are emptied; PluginError tells their faults."""
    plugin = settings.plugins["catalog"]
    assert isinstance(plugin, CatalogPlugin)  # noqa: S101 - for the types; the name is ours
    plugin.progress, plugin.read, plugin.before = progress, files, before
    settings.site_dir = str(folder)
    mkdocs_build.build(settings)
    written = plugin.written
    mine = {path: entry for path in plugin.hand_made if (entry := _entry(folder / path))}
    built = replace(written.built, entries={**mine, **written.built.entries})
    return replace(written, built=built)


def _entry(path: Path) -> Entry | None:
    return NEVER + packed(path.stat()) if path.is_file() else None
