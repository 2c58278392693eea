"""The library as artifacts: every page and data file of the site, each made when asked for.

`site` names every URL first; nothing is rendered until `Site.render`. A build renders them all,
a server only the one it was asked for. The only importer of jinja2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import escape

from catalog.assets import Assets, worker
from catalog.export import files as public
from catalog.language import Language
from catalog.pages import Options, Page, pages
from catalog.shell import Render, Shell, compile_shell
from catalog.views import (
    comparison,
    search,
)
from catalog.views.context import Context

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Site:
    """Every output of a build by path: pages by URL, files by name."""

    ctx: Context
    assets: Assets
    options: Options
    shell: Render
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    together: dict[str, Callable[[], dict[str, bytes]]] = field(default_factory=dict)
    """Folders whose files are made in one go, ending in `/`: the search index."""
    hand_written: list[str] = field(default_factory=list)
    """URLs of pages that somebody else writes, for the sitemap."""
    _shells: dict[tuple[str, str], Shell] = field(default_factory=dict, repr=False)
    _env: list[Environment] = field(default_factory=list, repr=False)

    @property
    def paths(self) -> Iterator[str]:
        """Every output path but those below `together`, pages as `…/index.html`."""
        yield from (output_path(url) for url in self.pages)
        yield from self.files

    def render(self, path: str) -> bytes:
        """The bytes of one output path."""
        if path in self.files:
            return self.files[path]()
        page = self.pages[path.removesuffix("index.html")]
        return self._spliced(page)

    def _spliced(self, page: Page) -> bytes:
        if page.kind == "hms":
            return self._way_in(page)
        values = self._values(page)
        key = (page.kind, root_of(page.url))
        if key not in self._shells:
            self._shells[key] = compile_shell(self.shell, *key)
        return self._shells[key].fill(values)

    def rendered_whole(self, page: Page) -> bytes:
        """The same page without splicing, to hold `render` to."""
        if page.kind == "hms":
            return self._way_in(page)
        values = self._values(page)
        return self.shell(page.kind, root_of(page.url), values).encode()

    def _way_in(self, page: Page) -> bytes:
        """A number's page: thousands of them, and nothing on them but the way to the product."""
        target = page.view()
        name, number = escape(page.description), escape(page.title)
        return (
            '<!doctype html>\n<html lang="nb"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{number}: {name}</title>"
            f'<meta http-equiv="refresh" content="0; url=../../{target}">'
            f'<link rel="canonical" href="{escape(self.options.url)}{target.partition("#")[0]}">'
            f'</head>\n<body><main><h1>{number}</h1><p><a href="../../{target}">{name}</a></p>'
            "</main></body></html>\n"
        ).encode()

    def _values(self, page: Page) -> dict[str, str]:
        content = self._template(page.kind).render(
            view=page.view(),
            root=root_of(page.url),
            url=page.url,
            site=self.options,
            asset=self.assets.url,
            edit=f"{self.options.edit}{page.record}" if self.options.edit and page.record else "",
        )
        return {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "canonical": str(escape(self.options.url + page.url)),
            "content": content,
        }

    def _template(self, kind: str) -> Any:
        if not self._env:
            self._env.append(_environment(self.ctx.language))
        return self._env[0].get_template(f"{kind}.html")


def _environment(language: Language) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.add_extension(_translated(language))
    return env


_CALL = re.compile(r'_\("((?:[^"\\]|\\.)*)"\)|_\(\'((?:[^\'\\]|\\.)*)\'\)')


def _translated(language: Language) -> type[Extension]:
    """`_("text")` in a template becomes its translation when the template is compiled.

    A call for each text of each page would be a fifth of the time a page takes.
    """

    class Translated(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            def constant(match: re.Match[str]) -> str:
                return json.dumps(language(match[1] or match[2]), ensure_ascii=False)

            return _CALL.sub(constant, source)

    return Translated


def output_path(url: str) -> str:
    """`produkt/x/` → `produkt/x/index.html`; a URL with a suffix is its own path."""
    return url if url.endswith((".html", ".json", ".xml")) else f"{url}index.html"


def root_of(url: str) -> str:
    """The way from a page to the root: `../../` for `produkt/x/`, `./` for the front."""
    return "../" * url.count("/") or "./"


def site(ctx: Context, assets: Assets, options: Options, shell: Render) -> Site:
    """Name every output of the build."""
    made = Site(ctx, assets, options, shell)
    for page in pages(ctx, options):
        made.pages[page.url] = page
    for asset in assets.by_name.values():
        made.files[asset.path] = lambda content=asset.content: content  # type: ignore[misc]
    made.files["sw.js"] = worker
    made.files["opensearch.xml"] = lambda: _opensearch(options)
    made.files["sitemap.xml"] = lambda: _sitemap(made)
    if not options.data:
        return made
    made.files.update(public.files(ctx, options.name, options.url))
    made.together.update(public.folders(ctx, options.url))
    made.together[search.folder(ctx)] = lambda: search.search_files(ctx)
    made.together[comparison.folder(ctx)] = lambda: comparison.compare_files(ctx)
    return made


def _opensearch(options: Options) -> bytes:
    """What lets a browser search here from its own search field."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(options.name[:16])}</ShortName>\n"
        f"<Description>{escape(options.name)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{escape(options.url)}sok/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()


def _sitemap(made: Site) -> bytes:
    """Every page but the short ways in by HMS number, which name their product as canonical."""
    rows = "".join(
        _sitemap_row(made, page.url, page.changed() if page.changed else "")
        for page in made.pages.values()
        if page.kind not in {"hms", "gone"}
    ) + "".join(_sitemap_row(made, url, "") for url in made.hand_written)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n{rows}</urlset>\n'.encode()


def _sitemap_row(made: Site, url: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(made.options.url + url)}</loc>{changed}</url>\n"
