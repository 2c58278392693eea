"""The library as artifacts: every page and data file of the site, each made when asked for.

`site` names every URL first; nothing is rendered until `Site.render`. A build renders them all,
a server only the one it was asked for. The only importer of jinja2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.nodes import Expr, Getattr, Node
from jinja2.runtime import Macro
from markupsafe import escape
from markupsafe._speedups import _escape_inner

from catalog.assets import Assets, worker
from catalog.export import files as public
from catalog.language import Language
from catalog.pages import Options, Page, pages, product_pages
from catalog.shell import Render, Shell, compile_shell
from catalog.views import (
    comparison,
    search,
)
from catalog.views.context import Context, Link

TEMPLATES = Path(__file__).parent / "templates"
_OF_PRODUCT = re.compile(r"((?:[a-z]{2}/)?)(?:produkt/([^/]+)|hms/([^/]+))/")


@dataclass(frozen=True)
class Site:
    """Every output of a build by path: pages by URL, files by name."""

    contexts: dict[str, Context]
    """The build in each language, by its code, bokmål first."""
    assets: Assets
    options: Options
    shell: Render
    pages: dict[str, Page] = field(default_factory=dict)
    hand_written: list[str] = field(default_factory=list)
    """URLs of pages that somebody else writes, for the sitemap."""
    whole: set[str] = field(default_factory=set)
    """Kinds of pages that the theme renders in a way splicing misses."""
    unnamed: set[str] = field(default_factory=set)
    """The codes of languages whose pages are named when one of them is asked for."""
    lazy: bool = False
    """Whether the pages of a product are named when one of them is asked for."""
    _shells: dict[tuple[str, str, str], Shell] = field(default_factory=dict, repr=False)
    _env: dict[tuple[str, str], Environment] = field(default_factory=dict, repr=False)
    _templates: dict[tuple[str, str, str], Template] = field(default_factory=dict, repr=False)

    @property
    def ctx(self) -> Context:
        """The build in bokmål, which the data is in."""
        return next(iter(self.contexts.values()))

    @property
    def named(self) -> list[Context]:
        """The languages whose pages are named."""
        return [ctx for code, ctx in self.contexts.items() if code not in self.unnamed]

    def page(self, address: str) -> Page | None:
        """The page at `address`; that of a language nobody has asked for has all of it named."""
        for ctx in [self.contexts[code] for code in self.unnamed]:
            if address.startswith(ctx.language.prefix):
                self.name(ctx)
        if self.lazy and address not in self.pages:
            self._name_product(address)
        return self.pages.get(address)

    def name(self, ctx: Context) -> None:
        """Name the pages of a language."""
        named = pages(ctx, self.options, products=not self.lazy)
        self.pages.update((page.address, page) for page in named)
        self.unnamed.discard(ctx.language.code)

    def _name_product(self, address: str) -> None:
        """Name the pages of the product that the page at `address` is about, if there is one."""
        asked = _OF_PRODUCT.fullmatch(address)
        if asked is None:
            return
        for ctx in self.named:
            if ctx.language.prefix == asked[1]:
                library = ctx.library
                product = library.products.get(asked[2]) or library.by_hms.get(asked[3], (None,))[0]
                named = product_pages(ctx, product) if product else ()
                self.pages.update((page.address, page) for page in named)

    def complete(self) -> None:
        """Name every page that nobody has asked for."""
        for ctx in self.contexts.values():
            self.pages.update((page.address, page) for page in pages(ctx, self.options))
        self.unnamed.clear()

    @cached_property
    def fixed(self) -> dict[str, Callable[[], bytes]]:
        """The files that no record is in, by path."""
        found: dict[str, Callable[[], bytes]] = {
            asset.path: (lambda content=asset.content: content)  # type: ignore[misc]
            for asset in self.assets.by_name.values()
        }
        found["sw.js"] = worker
        found["opensearch.xml"] = lambda: _opensearch(self.options)
        return found

    @cached_property
    def files(self) -> dict[str, Callable[[], bytes]]:
        """Every file that is no page, by path."""
        found = {**self.fixed, "sitemap.xml": lambda: _sitemap(self)}
        if self.options.data:
            found.update(public.files(self.ctx, self.options.name, self.options.url))
            for ctx in self.contexts.values():
                found.update(search.card_files(ctx))
                found.update(comparison.compare_files(ctx))
        return found

    @cached_property
    def together(self) -> dict[str, Callable[[], dict[str, bytes]]]:
        """Folders with files that are made in one go, ending in `/`: the index."""
        if not self.options.data:
            return {}
        first, *others = self.contexts.values()
        found: dict[str, Callable[[], dict[str, bytes]]] = {
            search.folder(first): lambda: search.search_files(first) | search.own_files(first)
        }
        for ctx in others:
            found[search.own_folder(ctx)] = partial(search.own_files, ctx)
        return found

    def edited(
        self, contexts: Sequence[Context], gone: Iterable[Page], new: Iterable[Page]
    ) -> Site:
        """The site of other contexts, with `new` pages for those `gone`; this one is spent."""
        for page in gone:
            self.pages.pop(page.address, None)
        for page in new:
            self.pages[page.address] = page
        return replace(self, contexts={ctx.language.code: ctx for ctx in contexts})

    def render(self, path: str) -> bytes:
        """The bytes of one output path; KeyError when there is none."""
        page = self.page(path.removesuffix("index.html"))
        if page is None:
            return (self.fixed.get(path) or self.files[path])()
        return self.made(page)

    def made(self, page: Page) -> bytes:
        """The bytes of a page."""
        return self.guarded(page)[0] if page.kind in self.whole else self._spliced(page)

    def _spliced(self, page: Page) -> bytes:
        if page.kind == "hms":
            return self._way_in(page)
        return self._shell_of(page).fill(self._values(page))

    def _shell_of(self, page: Page) -> Shell:
        language = page.language
        key = (language.code, page.kind, root_of(page.url))
        if key not in self._shells:
            self._shells[key] = compile_shell(self.shell, language, *key[1:])
        return self._shells[key]

    def guarded(self, page: Page) -> tuple[bytes, bool]:
        """The page as the theme renders it whole, and whether splicing gives it byte for byte."""
        if page.kind == "hms":
            return self._way_in(page), True
        values = self._values(page)
        whole = self._whole(page, values)
        return whole, self._shell_of(page).fill(values) == whole

    def _whole(self, page: Page, values: Mapping[str, str]) -> bytes:
        return self.shell(page.language, page.kind, root_of(page.url), values).encode()

    def _way_in(self, page: Page) -> bytes:
        """A number's page: thousands of them, and nothing on them but the way to the product."""
        target = page.view(self.ctx, *page.subject)
        name, number = _escape_inner(page.description), _escape_inner(page.title)
        return (
            f'<!doctype html>\n<html lang="{page.language.code}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{number}: {name}</title>"
            f'<meta http-equiv="refresh" content="0; url=../../{target}">'
            f'<link rel="canonical" href="{_escape_inner(self.options.url)}{page.language.prefix}'
            f'{target.partition("#")[0]}">'
            f'</head>\n<body><main><h1>{number}</h1><p><a href="../../{target}">{name}</a></p>'
            "</main></body></html>\n"
        ).encode()

    def _values(self, page: Page) -> dict[str, str]:
        language, root = page.language, root_of(page.url)
        content = self._template(language, page.kind, root).render(
            view=page.view(self.contexts[language.code], *page.subject),
            root=root,
            top=top_of(language, root),
            url=page.address,
            site=self.options,
            asset=lambda name: self.assets.url(name, language),
            edit=f"{self.options.edit}{page.record}" if self.options.edit and page.record else "",
        )
        return {
            "title": _escape_inner(str(page.title)),
            "description": _escape_inner(str(page.description)),
            "canonical": _escape_inner(self.options.url + page.address),
            "content": content,
            "path": _escape_inner(page.url),
        }

    def _template(self, language: Language, kind: str, root: str) -> Template:
        key = (language.code, root, kind)
        if key not in self._templates:
            if key[:2] not in self._env:
                self._env[key[:2]] = _environment(language, root)
            self._templates[key] = self._env[key[:2]].get_template(f"{kind}.html")
        return self._templates[key]


def _environment(language: Language, root: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.add_extension(_settled(language, root))
    env.filters["plain"] = str
    env.globals["link"] = Link
    env.globals["once"] = _once()
    env.code_generator_class = _Shown
    env.shown = _shown  # type: ignore[attr-defined]
    return env


def _once() -> Callable[..., str]:
    """A macro called once for all views that are equal: ranks and answers fill most pages."""

    @cache
    def once(macro: Macro, *given: object) -> str:
        html: str = macro(*given)
        return html

    return once


class _Shown(CodeGenerator):
    """Escapes what is shown into text that is joined at once.

    Jinja makes a Markup of every value between two pieces of a template, which costs more than the
    escaping itself and a tenth of a build.
    """

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """The template's own pieces go into one list too, as a macro's do."""
        if not frame.rootlevel:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """An attribute is one, never an item: views are no mappings."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


def _shown(value: object) -> str:
    """`value` as HTML, as markupsafe's `escape` has it."""
    if type(value) is str:
        return _escape_inner(value)
    html = getattr(value, "__html__", None)
    return html() if html is not None else _escape_inner(str(value))


_CALL = re.compile(r'_\("((?:[^"\\]|\\.)*)"\)|_\(\'((?:[^\'\\]|\\.)*)\'\)')


def _settled(language: Language, root: str) -> type[Extension]:
    """What is the same on every page of a language and depth, put in when a template is compiled.

    `_("text")` becomes its translation, `{{ root }}` and `{{ top }}` the way there. A call for each
    text and a piece for each link would be a fourth of the time a page takes.
    """
    ways = {"{{ root }}": root, "{{ top }}": top_of(language, root)}

    class Settled(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            for written, way in ways.items():
                source = source.replace(written, way)

            def constant(match: re.Match[str]) -> str:
                return json.dumps(language(match[1] or match[2]), ensure_ascii=False)

            return _CALL.sub(constant, source)

    return Settled


def output_path(url: str) -> str:
    """`produkt/x/` → `produkt/x/index.html`; a URL with a suffix is its own path."""
    return url if url.endswith((".html", ".json", ".xml")) else f"{url}index.html"


def root_of(url: str) -> str:
    """The way from a page to the root of its language: `../../` for `produkt/x/`, `./` for `""`."""
    return "../" * url.count("/") or "./"


def top_of(language: Language, root: str) -> str:
    """The way to the root of the site, where the files are, from the root of a language."""
    return f"{root}../" if language.prefix else root


def site(
    contexts: Sequence[Context],
    assets: Assets,
    options: Options,
    shell: Render,
    *,
    lazy: bool = False,
) -> Site:
    """Name every output of the build; `contexts` are the same in each language, bokmål first.

    `lazy` leaves the pages of products, and of the other languages, until one is asked for.
    """
    made = Site({ctx.language.code: ctx for ctx in contexts}, assets, options, shell, lazy=lazy)
    first, *others = contexts
    made.name(first)
    if lazy:
        made.unnamed.update(ctx.language.code for ctx in others)
    else:
        for ctx in others:
            made.name(ctx)
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
    if made.lazy:
        made.complete()
    rows = "".join(
        _sitemap_row(
            made, page.address, page.changed(made.ctx, *page.subject) if page.changed else ""
        )
        for page in made.pages.values()
        if page.kind not in {"hms", "gone"}
    ) + "".join(_sitemap_row(made, url, "") for url in made.hand_written)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n{rows}</urlset>\n'.encode()


def _sitemap_row(made: Site, url: str, day: str) -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(made.options.url + url)}</loc>{changed}</url>\n"
