"""The catalogue as it is while it is edited: pages made when asked for, the last good site kept.

One ordinary build gives the hand-written pages and the theme; every generated page is then made
when it is asked for, from records read anew when a file changes.
"""

from __future__ import annotations

import gc
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from catalog import apart, edits, loading, rules, stamp
from catalog import compile as compiler
from catalog import report as reports
from catalog.diagnostics import Report
from catalog.emit import Site, output_path
from catalog.library import placements
from catalog.loading import Parsed
from catalog.plugin import CatalogPlugin

PATIENCE = 25.0
"""Seconds a browser waits for news before it asks again."""


class Preview:
    """The site as it is now, and what is wrong with the records if anything is."""

    def __init__(self, config: Callable[[], MkDocsConfig], root: Path, today: str) -> None:
        self._config, self.root, self.today = config, root, today
        self._folder = tempfile.TemporaryDirectory(prefix="catalog-")
        self._lock = threading.RLock()
        self._news = threading.Condition()
        self._made: dict[str, dict[str, bytes]] = {}
        self._parsed: Parsed = {}
        self._bad: dict[str, Report] = {}
        self.version = 0
        self.faults = ""
        self.site: Site
        self.rebuild()

    def rebuild(self) -> None:
        """Everything anew: after a change of the theme or of a hand-written page.

        What stops it is raised, and the last good site stays.
        """
        again = self.version > 0
        folder = tempfile.TemporaryDirectory(prefix="catalog-")
        gc.disable()
        try:
            config = self._config()
            docs = [config.docs_dir]
            written = stamp.mixed(stamp.below(docs))
            config.site_dir = folder.name
            plugin = config.plugins["catalog"]
            assert isinstance(plugin, CatalogPlugin)  # noqa: S101 - for the types; the name is ours
            plugin.serving = True
            mkdocs_build.build(config)
        except BaseException:
            folder.cleanup()
            gc.enable()
            raise
        with self._lock:
            before, self._folder = self._folder, folder
            self._plugin, self._docs, self._written = plugin, docs, written
            self._parsed.update(plugin.parsed)
            self._take(plugin.made)
        before.cleanup()
        if again:
            apart.finish()
            gc.unfreeze()  # the site before goes
            gc.collect()
        gc.freeze()  # what was just read stays; a change makes little that is new
        gc.enable()

    def refresh(self) -> None:
        """Read all records anew; with faults the last good site stays.

        A record saved meanwhile makes what was read stale; whoever saved it has this done again.
        """
        version = self.version
        checked = compiler.check(stamp.read(self.root), self.today, self._parsed)
        with self._lock:
            if self.version != version:
                return
            if checked.report.errors:
                errors = Report.of(checked.report.errors)
                self.say(reports.text(errors, checked.library.texts))
            elif checked.library.texts != self.site.ctx.library.texts or self.faults:
                self._bad.clear()
                self._take(self._plugin.remade(checked))

    def rewritten(self) -> bool:
        """Whether a hand-written page is another than the one shown."""
        return stamp.mixed(stamp.below(self._docs)) != self._written

    def resaved(self) -> bool:
        """Whether a record is another than the one shown."""
        texts, files = self.site.ctx.library.texts, stamp.read(self.root)
        return files.keys() != texts.keys() or any(files[p] != t.encode() for p, t in texts.items())

    def saved(self, path: str) -> bool:
        """Take one saved record in at once; False when only reading everything can tell.

        What depends on the records as a whole is found by the `refresh` that follows.
        """
        try:
            content = (self.root / path).read_bytes()
        except OSError:
            return False
        with self._lock:
            found = self._changed(path, content)
            if isinstance(found, Report):
                self._bad[path] = found
            elif found is None:
                return False
            else:
                self._bad.pop(path, None)
                self.site, self._made = found, {}
            self.say(self._told(path, content) if self._bad else "")
        return True

    def _told(self, path: str, content: bytes) -> str:
        texts = {**self.site.ctx.library.texts, path: content.decode("utf-8", "replace")}
        return "".join(reports.text(r, texts) for r in self._bad.values())

    def _changed(self, path: str, content: bytes) -> Site | Report | None:
        """The site with one record changed, the faults in it, or None: ask `refresh`."""
        alone, report = loading.load({path: content})
        if report.errors:
            return report
        before = self.site.ctx.library
        for product in alone.products.values():
            if edits.is_plain(self.site, product):
                after = before.with_product(product, alone.texts[path])
                near = {p.agreement for v in product.variants for p in placements(product, v)}
                faults = rules.check_part(after, self.today, [product.id], near)
                return (
                    Report.of(faults.errors)
                    if faults.errors
                    else edits.product(self.site, after, product)
                )
        for agreement in alone.agreements.values():
            if agreement.id in before.agreements:
                after = before.with_agreement(agreement, alone.texts[path])
                placed = edits.placed(before, agreement.id)
                faults = rules.check_part(after, self.today, placed, [agreement.id])
                if faults.errors:
                    return Report.of(faults.errors)
                return edits.agreement(self.site, after, agreement)
        return None

    def _take(self, site: Site) -> None:
        with self._lock:
            self.site, self._made = site, {}
            edits.warm(site)
        self.say("")

    def say(self, faults: str) -> None:
        """Tell every open page of `faults`, or that there are none and the page is another."""
        with self._news:
            self.faults = faults
            self.version += 1
            self._news.notify_all()

    def news(self, since: int) -> dict[str, Any]:
        """The version and the faults, as soon as they are not those of `since`."""
        with self._news:
            self._news.wait_for(lambda: self.version != since, PATIENCE)
            return {"version": self.version, "faults": self.faults}

    def get(self, path: str) -> bytes | None:
        """The bytes at `path` (without the first `/`), or None."""
        name = output_path(path) if path == "" or path.endswith("/") else path
        with self._lock:
            address = name.removesuffix("index.html")
            if self.site.page(address) or name in self.site.fixed:
                return self.site.render(name)
            file = (Path(self._folder.name) / name).resolve()
            if file.is_relative_to(Path(self._folder.name).resolve()) and file.is_file():
                return file.read_bytes()
            if name in self.site.files:  # a name for each record: not for a page's styles
                return self.site.render(name)
            folder = f"{name.rpartition('/')[0]}/"
            if folder.startswith("assets/") and folder in self.site.together:
                if folder not in self._made:
                    self._made[folder] = self.site.together[folder]()
                return self._made[folder].get(name.removeprefix(folder))
        return None

    def close(self) -> None:
        """Take the built pages away."""
        self._folder.cleanup()
