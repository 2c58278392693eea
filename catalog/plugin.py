"""MkDocs adapter: hand-written pages are MkDocs', everything else comes from `catalog.compile`.

Generated pages never pass through MkDocs: it gives the theme's environment and the folder, and they
are written beside its own when it is done. The only importer of mkdocs beside the CLI.
"""

from __future__ import annotations

import datetime as dt
import gc
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
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from catalog import compile as compiler
from catalog import report
from catalog.built import Built
from catalog.depends import Inputs
from catalog.emit import Site, top_of
from catalog.language import BOKMAL, Language, languages
from catalog.loading import Parsed
from catalog.pages import Options
from catalog.progress import Progress
from catalog.stamp import FOLDERS, below, mixed, packages, program
from catalog.writer import Written, write

log = get_plugin_logger("catalog")

UNSEEN = {
    "site_dir",
    "config_file_path",
    "docs_dir",
    "plugins",
    "theme",
    "nav",
    "mdx_configs",
    "hooks",
}
"""Settings that no generated page shows, or that say where things lie."""


class CatalogConfig(Config):
    """`plugins: - catalog: …` in mkdocs.yml."""

    today = config_options.Optional(config_options.Type(str))
    """The build date, ISO; the day of the build if absent."""
    pages_only = config_options.Type(bool, default=False)
    """Leave out the search index, the API and the downloads."""
    languages = config_options.ListOfItems(
        config_options.Choice(["nb", "nn", "en"]), default=["nb", "nn", "en"]
    )
    """The languages of the site; bokmål is always among them."""
    cards = config_options.Type(bool, default=False)
    """Name a card image on product and post pages; `scripts/cards.py` makes them afterwards."""


class CatalogPlugin(BasePlugin[CatalogConfig]):
    """Builds the catalogue beside the hand-written pages."""

    before: Built | None = None
    """An earlier build to keep what has not changed from."""
    read: dict[str, bytes] | None = None
    """The record files, when somebody has read them already; emptied once they are checked."""
    serving = False
    """Whether pages are made when asked for, and none are written."""
    written: Written
    hand_made: list[str]
    """What MkDocs itself writes."""
    parsed: Parsed
    progress: Progress

    def __init__(self) -> None:
        """Silent until somebody gives it where to tell."""
        self.progress = Progress()

    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check every record; stop with the report when one has a fault."""
        self._collecting = gc.isenabled()
        gc.disable()  # what is loaded stays; collecting it again and again costs a tenth of a build
        today = self.config.today or dt.datetime.now(tz=dt.UTC).date().isoformat()
        with self.progress.stage("poster lest og kontrollert") as stage:
            root = Path(config.config_file_path).parent
            checked = compiler.check_folder(root, today, self.read)
            if self.read:
                self.read.clear()  # the library has what it needs of them
            stage.count = len(checked.library.texts)
        self.parsed = checked.parsed
        if checked.report.errors:
            raise PluginError("\n" + report.text(checked.report))
        for warning in checked.report.warnings:
            log.info("%s:%s: %s", warning.path, warning.position.line, warning.message)
        config.theme.static_templates.discard("sitemap.xml")  # ours knows every page
        self._today = today
        self._base = base(config, today)
        self._options = options = Options(
            config.site_name,
            config.site_url or "",
            _edit_base(config),
            (config.repo_url or "").rstrip("/"),
            languages=tuple(self.config.languages),
            data=not self.config.pages_only,
        )
        self._shell: dict[str, Any] = {}
        with self.progress.stage("sider navngitt") as stage:
            self._made = compiler.project(checked, today, options, self._render, lazy=self.serving)
            stage.count = len(self._made.pages)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Leave out the theme files that no page of ours loads; add pages nobody has translated."""
        theme = [f for f in files if f.src_dir not in (None, config.docs_dir)]
        for file in theme:
            files.remove(file)
        self._fallbacks = _fallbacks(files, config, list(self._made.contexts))
        self._made.hand_written.extend(f.url for f in files.documentation_pages())
        self.hand_made = [*(f.dest_uri for f in files), *config.theme.static_templates]
        return files

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Keep the theme's environment for the shells."""
        env.globals.update(
            absolute_root=_absolute_root(config),
            cards=self.config.cards,
            **self._spoken(BOKMAL),
        )
        self._shell = {"env": env, "config": config}
        return env

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write every generated output beside the hand-written pages."""
        if not self.serving:
            with self.progress.stage("sider og filer skrevet") as stage:
                inputs = Inputs(self._made.ctx, self._base, self._made.hand_written)
                self.written = write(self._made, inputs, Path(config.site_dir), self.before)
                stage.count = self.written.made
            for kind in sorted(self.written.missed):
                text = (
                    f"ADVARSEL: temaet tegner sider av slaget «{kind}» på en måte som ikke lar seg "
                    "sette sammen; hver av dem er tegnet for seg"
                )
                self.progress.note(text)
                log.info(text)  # no warning: the pages are right, and strict would stop at one
        if self._collecting:
            gc.enable()

    def _spoken(self, language: Language) -> dict[str, Any]:
        """What the theme needs to speak `language`."""
        return {
            "_": language,
            "lang": language,
            "languages": [ctx.language for ctx in self._made.contexts.values()],
            "asset": lambda name: self._made.assets.url(name, language),
            "site_date": language.day(self._made.ctx.today),
        }

    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002 - MkDocs' signature
        nav: Navigation,  # noqa: ARG002 - MkDocs' signature
    ) -> TemplateContext:
        """A hand-written page in the language of its folder."""
        language = language_of(page.url)
        context.update(self._spoken(language))  # type: ignore[typeddict-item]
        context.update(  # type: ignore[call-arg]
            path=page.url.removeprefix(language.prefix),
            fallback=page.file.src_uri in self._fallbacks,
        )
        return context

    def on_serve(
        self,
        server: LiveReloadServer,
        /,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],  # noqa: ARG002 - MkDocs' signature
    ) -> LiveReloadServer:
        """Build anew when a record changes."""
        for folder in FOLDERS:
            server.watch(str(Path(config.config_file_path).parent / folder))
        return server

    @property
    def made(self) -> Site:
        """The site of the last build."""
        return self._made

    def remade(self, checked: compiler.Checked) -> Site:
        """The site of other records with the same theme."""
        made = compiler.project(checked, self._today, self._options, self._render, lazy=True)
        made.hand_written.extend(self._made.hand_written)
        self._made = made
        return made

    def _render(self, language: Language, kind: str, root: str, slots: Mapping[str, str]) -> str:
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
                page=page,
                root=root,
                base_url=top_of(language, root).removesuffix("/"),
                path=slots["path"],
                config=self._shell["config"],
                **self._spoken(language),
            )
        )


def _fallbacks(files: Files, config: MkDocsConfig, codes: list[str]) -> set[str]:
    """Give each hand-written page a place in each of the languages `codes`, and in no other.

    Those nobody has translated stand in bokmål, and the theme says so; these are returned.
    """
    added = set()
    for file in files.documentation_pages():
        try:
            file.content_string.encode()
        except (OSError, ValueError) as error:
            raise PluginError(f"{file.abs_src_path}: kan ikke leses som UTF-8 ({error})") from None
    for file in list(files.documentation_pages()):
        spoken = language_of(file.src_uri)
        if spoken.code not in codes:
            files.remove(file)
        if spoken is not BOKMAL:
            continue
        text = file.content_string.replace("](bilder/", "](../bilder/")
        for language in languages()[1:]:
            if language.code not in codes:
                continue
            own = language.prefix + file.src_uri
            if files.get_file_from_path(own) is None:
                files.append(File.generated(config, own, content=text))
                added.add(own)
    return added


def language_of(path: str) -> Language:
    """The language whose folder `path` (a URL or a source) lies in."""
    found = (language for language in languages()[1:] if path.startswith(language.prefix))
    return next(found, BOKMAL)


def around(config: MkDocsConfig) -> tuple[str, ...]:
    """Where the theme and the hooks lie: they have a say in every page."""
    root, theme = Path(config.config_file_path).parent, config.theme.custom_dir
    return (*([theme] if theme else []), *(str(root / name) for name in config.hooks))


def base(config: MkDocsConfig, today: str) -> bytes:
    """Of all that every page depends on but the records: program, settings, theme, date."""
    plugin = config.plugins["catalog"]
    settings = {k: v for k, v in config.items() if k not in UNSEEN}
    own = [*packages(), repr(settings), repr(plugin.config), today]
    return mixed([program(), *own, *below(around(config))])


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
