"""MkDocs adapter: hand-written pages are MkDocs', everything else comes from `catalog.compile`.

Generated pages are MkDocs files that write themselves when MkDocs copies static files, so they
stay outside `nav` and never pass through Markdown. The only importer of mkdocs beside the CLI.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import random
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files

from catalog import compile as compiler
from catalog import report
from catalog.emit import Site
from catalog.language import BOKMAL
from catalog.pages import Options

log = get_plugin_logger("catalog")

SHARED = 2_000
"""From this many outputs on, a second process pays for itself."""

GUARDED = 2
"""How many pages of each kind every build also renders whole, to hold the splices to."""


class CatalogConfig(Config):
    """`plugins: - catalog: …` in mkdocs.yml."""

    today = config_options.Optional(config_options.Type(str))
    """The build date, ISO; the day of the build if absent."""
    pages_only = config_options.Type(bool, default=False)
    """Leave out the search index, the API and the downloads."""
    cards = config_options.Type(bool, default=False)
    """Name a card image on product and post pages; `scripts/cards.py` makes them afterwards."""


class _Output(File):
    """One generated output; its bytes are made when MkDocs copies it."""

    def __init__(self, path: str, site: Site, config: MkDocsConfig) -> None:
        super().__init__(path, None, config.site_dir, use_directory_urls=True)
        self._site = site
        self.elsewhere = False
        """Whether another process writes this one."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - MkDocs' signature
        if self.elsewhere:
            return
        write(self.abs_dest_path, self._site.render(self.src_uri))


class _Folder(_Output):
    """A folder of outputs that are made in one go."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - MkDocs' signature
        if self.elsewhere:
            return
        folder = os.path.dirname(self.abs_dest_path)
        for name, content in self._site.together[f"{os.path.dirname(self.src_uri)}/"]().items():
            write(f"{folder}/{name}", content)


def write(path: str, content: bytes) -> None:
    """Create `path`, and its folder if need be; most outputs have a folder of their own."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(path, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle = os.open(path, flags, 0o644)
    with os.fdopen(handle, "wb", 0) as file:
        file.write(content)


class CatalogPlugin(BasePlugin[CatalogConfig]):
    """Builds the catalogue beside the hand-written pages."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check every record; stop with the report when one has a fault."""
        gc.disable()  # what is loaded stays; collecting it again and again costs a tenth of a build
        today = self.config.today or dt.datetime.now(tz=dt.UTC).date().isoformat()
        checked = compiler.check_folder(Path(config.config_file_path).parent, today)
        if checked.report.errors:
            raise PluginError("\n" + report.text(checked.report))
        for warning in checked.report.warnings:
            log.info("%s:%s: %s", warning.path, warning.position.line, warning.message)
        config.theme.static_templates.discard("sitemap.xml")  # ours knows every page
        self._today = today
        self._options = options = Options(
            config.site_name,
            config.site_url or "",
            _edit_base(config),
            (config.repo_url or "").rstrip("/"),
            data=not self.config.pages_only,
        )
        self._shell: dict[str, Any] = {}
        self._made = compiler.project(checked, today, options, self._render)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add every generated output; leave out the theme files that no page of ours loads."""
        theme = [f for f in files if f.src_dir not in (None, config.docs_dir)]
        for file in theme:
            files.remove(file)
        self._made.hand_written.extend(f.url for f in files.documentation_pages())
        self._outputs = [
            *(_Folder(f"{path}all", self._made, config) for path in self._made.together),
            *(_Output(path, self._made, config) for path in self._made.paths),
        ]
        for output in self._outputs:
            files.append(output)
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Keep the theme's environment for the shells and compare some pages with whole renders."""
        env.globals.update(
            asset=self._made.assets.url,
            site_date=BOKMAL.day(self._made.ctx.today),
            absolute_root=_absolute_root(config),
            cards=self.config.cards,
        )
        self._shell = {"env": env, "config": config}
        self._helper = _share(self._outputs)
        try:
            _guard(self._made)
        except PluginError:
            self._finish()
            raise
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Wait for the other process; a build is whole or none."""
        gc.enable()
        if not self._finish():
            raise PluginError("a page could not be written; see the message above")

    def _finish(self) -> bool:
        """Wait for the other process; whether it wrote all of its share."""
        if not self._helper:
            return True
        helper, self._helper = self._helper, 0
        return os.waitstatus_to_exitcode(os.waitpid(helper, 0)[1]) == 0

    def on_serve(
        self,
        server: LiveReloadServer,
        /,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],  # noqa: ARG002 - MkDocs' signature
    ) -> LiveReloadServer:
        """Build anew when a record changes."""
        for folder in compiler.FOLDERS:
            server.watch(str(Path(config.config_file_path).parent / folder))
        return server

    @property
    def made(self) -> Site:
        """The site of the last build."""
        return self._made

    def remade(self, checked: compiler.Checked) -> Site:
        """The site of other records with the same theme."""
        made = compiler.project(checked, self._today, self._options, self._render)
        made.hand_written.extend(self._made.hand_written)
        self._made = made
        self._shell["env"].globals["asset"] = made.assets.url
        return made

    def _render(self, kind: str, root: str, slots: Mapping[str, str]) -> str:
        """One page through the theme."""
        page = SimpleNamespace(
            title=slots["title"],
            content=slots["content"],
            canonical_url=slots["canonical"],
            meta={"description": slots["description"], "kind": kind, "generated": True},
        )
        template = self._shell["env"].get_template("main.html")
        return str(
            template.render(
                page=page, base_url=root.removesuffix("/"), config=self._shell["config"]
            )
        )


PAGES = 6
"""Beside the data, the second process writes every so many pages."""


def _share(outputs: list[_Output]) -> int:
    """Let a forked process write its share; its id, or 0 where there is nothing to gain.

    Each output is a function of the library alone, so who writes it changes no byte.
    """
    if len(outputs) < SHARED or not hasattr(os, "fork") or threading.active_count() > 1:
        return 0
    # Folders and data weigh nearly half of everything, and the manifest needs the tables' bytes.
    pages = [o for o in outputs if o.src_uri.endswith("index.html")]
    data = [o for o in outputs if not o.src_uri.endswith("index.html")]
    theirs = [*data, *pages[:: PAGES if any(isinstance(o, _Folder) for o in data) else 2]]
    helper = os.fork()
    if helper == 0:
        try:
            for output in theirs:
                output.copy_file()
        except BaseException:  # noqa: BLE001 - the parent must hear of anything
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    for output in theirs:
        output.elsewhere = True
    return helper


def _guard(site: Site) -> None:
    """Raise when a spliced page is not byte for byte what the theme renders."""
    chosen = random.Random(site.ctx.today)  # noqa: S311 - a sample, the same for the same date
    kinds: dict[str, list[str]] = {}
    for url, page in site.pages.items():
        kinds.setdefault(page.kind, []).append(url)
    for kind, urls in kinds.items():
        for url in chosen.sample(urls, min(GUARDED, len(urls))):
            page = site.pages[url]
            if site.render(f"{url}index.html") != site.rendered_whole(page):
                raise PluginError(
                    f"the theme renders pages of kind {kind!r} in a way splicing misses"
                )


def _edit_base(config: MkDocsConfig) -> str:
    """Where records are edited: the repository with the branch of `edit_uri`, without `docs/`."""
    if not config.repo_url or not config.edit_uri:
        return ""
    return f"{config.repo_url.rstrip('/')}/{config.edit_uri.removesuffix('docs/')}"


def _absolute_root(config: MkDocsConfig) -> str:
    """The path of the site on its host, for pages served at any depth (404)."""
    url = config.site_url or "/"
    path = "/" + url.split("://", 1)[-1].partition("/")[2]
    return path if path.endswith("/") else f"{path}/"
