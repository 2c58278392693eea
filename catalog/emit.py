"""The library as artifacts: every page and data file of the site, each made when asked for.

`site` names every URL first; nothing is rendered until `Site.render`. A build renders them all,
a server only the one it was asked for. The only importer of jinja2.
"""

from __future__ import annotations

import json
import re
from collections import Counter
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
from catalog.library import agreement_path, product_path
from catalog.rights import states as guide_states
from catalog.rules import docs
from catalog.shell import Render, Shell, compile_shell
from catalog.views import (
    agreement,
    comparison,
    history,
    lists,
    post,
    product,
    quality,
    retail,
    rights,
    search,
)
from catalog.views.context import Context
from catalog.views.history import newest, newest_of

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Options:
    """What the site is called and where it will live."""

    name: str
    url: str = ""
    """The address of the site, ending in `/`, or empty when not known."""
    edit: str = ""
    """The address under which a record can be edited, ending in `/`, or empty."""
    repository: str = ""
    """Where the records are kept, without `/` at the end, or empty."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: `kind` is its template, `view` makes what the template shows."""

    url: str
    kind: str
    title: str
    description: str
    view: Callable[[], Any]
    record: str = ""
    changed: Callable[[], str] | None = None
    """The newest day of the facts on it, for the sitemap."""


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
    for page in (*_pages(ctx), _report_page(ctx, options)):
        made.pages[page.url] = page
    for asset in assets.by_name.values():
        made.files[asset.path] = lambda content=asset.content: content  # type: ignore[misc]
    made.files["sw.js"] = worker
    made.files.update(public.files(ctx, options.name, options.url))
    made.together.update(public.folders(ctx, options.url))
    made.together[search.folder(ctx)] = lambda: search.search_files(ctx)
    made.together[comparison.folder(ctx)] = lambda: comparison.compare_files(ctx)
    made.files["opensearch.xml"] = lambda: _opensearch(options)
    made.files["sitemap.xml"] = lambda: _sitemap(made)
    return made


def _report_page(ctx: Context, options: Options) -> Page:
    _ = ctx.language
    return Page(
        "meld/",
        "report",
        _("Meld feil"),
        _("Meld feil, foreslå et produkt eller en status."),
        lambda: options.repository,
    )


def _pages(ctx: Context) -> Iterator[Page]:
    _ = ctx.language
    yield Page(
        "",
        "front",
        _("Finn hjelpemidler, rammeavtaler og rangering"),
        _("Åpen katalog over hjelpemidler: hva det er, om det er på avtale, og hva du gjør."),
        lambda: lists.front_page(ctx),
    )
    yield Page(
        "sok/",
        "search",
        _("Søk"),
        _("Søk i hjelpemidler etter navn, HMS-nummer, avtale, mål og det du har vansker med."),
        lambda: search.search_page(ctx),
    )
    yield Page(
        "sammenlign/",
        "compare",
        _("Sammenlign"),
        _("Se inntil fem hjelpemidler side om side: avtale, post, rangering og mål."),
        lambda: comparison.compare_page(ctx),
    )
    yield Page(
        "liste/",
        "shortlist",
        _("Min liste"),
        _("Hjelpemidler samlet i en adresse du kan dele."),
        lambda: comparison.compare_page(ctx),
    )
    yield Page(
        "lagret/",
        "kept",
        _("Lagret for hjemmebesøk"),
        _("Sider du har valgt å ha uten dekning."),
        lambda: None,
    )
    yield Page(
        "endringer/",
        "history",
        _("Endringer"),
        _("Avtaler som begynner og slutter, produkter som går ut, og det som er rettet."),
        lambda: history.history_page(ctx),
    )
    for stone in ctx.library.tombstones:
        yield Page(
            history.gone_url(stone),
            "gone",
            f"{stone.name} ({stone.id})",
            _("Tatt ut av katalogen."),
            lambda stone=stone: history.gone_page(ctx, stone),  # type: ignore[misc]
            "vocabulary/tombstones.yaml",
        )
    yield from _product_pages(ctx)
    yield from _agreement_pages(ctx)
    yield from _list_pages(ctx)
    yield from _rights_pages(ctx)
    yield Page(
        "regler/",
        "rules",
        _("Regler for postene"),
        _("Hva som kontrolleres i katalogens poster, og hvorfor."),
        lambda: tuple(docs.DOCS.values()),
    )
    for rule in docs.DOCS.values():
        yield Page(f"regler/{rule.code}/", "rule", rule.title, rule.what, lambda rule=rule: rule)  # type: ignore[misc]


def _rights_pages(ctx: Context) -> Iterator[Page]:
    """Retail status, paths, rates, situations and the guide, where the vocabulary has them."""
    _ = ctx.language
    library = ctx.library
    yield Page(
        "handelsvare/",
        "retail",
        _("Vanlig handelsvare eller hjelpemiddel?"),
        _("A–Å over vanlige varer, hjelpemidler og tilskudd, med kilde og dato."),
        lambda: retail.retail_page(ctx),
        "vocabulary/findings.yaml",
    )
    yield Page(
        "rettigheter/",
        "rights",
        _("Rettigheter og veier"),
        _("Hvem gjør hva når du trenger et hjelpemiddel, steg for steg."),
        lambda: rights.rights_page(ctx),
    )
    yield Page(
        "satser/",
        "rates",
        _("Satser og frister"),
        _("Egenandeler, tilskudd og frister på byggedatoen, med historikk og kilde."),
        lambda: rights.rates_page(ctx),
        "vocabulary/rates.yaml",
    )
    yield Page(
        "kvalitet/",
        "quality",
        _("Hvor gode er opplysningene?"),
        _("Hva som mangler i katalogen, og hvor gamle kildene er."),
        lambda: quality.quality_page(ctx),
    )
    for path in library.paths.values():
        yield Page(
            f"rettigheter/{path.id}/",
            "path",
            ctx.text(path.title),
            ctx.text(path.intro),
            lambda path=path: rights.path_page(ctx, path),  # type: ignore[misc]
            "vocabulary/paths.yaml",
        )
    for situation in library.situations.values():
        yield Page(
            f"situasjon/{situation.id}/",
            "situation",
            ctx.text(situation.title),
            ctx.text(situation.intro),
            lambda situation=situation: rights.situation_page(ctx, situation),  # type: ignore[misc]
            "vocabulary/situations.yaml",
        )
    for answers in guide_states(library):
        yield Page(
            rights.guide_url(answers),
            "guide",
            rights.guide_title(ctx, answers),
            _("Noen få spørsmål gir deg rett adresse, vei og sats."),
            lambda answers=answers: rights.guide_page(ctx, answers),  # type: ignore[misc]
        )


def _product_pages(ctx: Context) -> Iterator[Page]:
    names = Counter(p.name for p in ctx.library.products.values())
    for item in ctx.library.products.values():
        number = f" – HMS {item.variants[0].hms_number}" if names[item.name] > 1 else ""
        description = ctx.language("{name}: avtale, rangering, varianter, HMS-nummer og mål.")
        yield Page(
            f"produkt/{item.id}/",
            "product",
            item.name + number,
            description.format(name=item.name),
            lambda item=item: product.product_page(ctx, item),  # type: ignore[misc]
            product_path(item),
            lambda item=item: newest(ctx, item),  # type: ignore[misc]
        )
        for variant in item.variants:
            target = f"produkt/{item.id}/#v{variant.hms_number}"
            yield Page(
                f"hms/{variant.hms_number}/",
                "hms",
                f"HMS-nummer {variant.hms_number}",
                variant.name,
                lambda target=target: target,  # type: ignore[misc]
            )


def _agreement_pages(ctx: Context) -> Iterator[Page]:
    _ = ctx.language
    yield Page(
        "avtale/",
        "agreements",
        _("Rammeavtaler"),
        _("Rammeavtaler om hjelpemidler med periode, delkontrakter og rangering."),
        lambda: agreement.agreement_groups(ctx),
    )
    for item in ctx.library.agreements.values():
        name = ctx.agreement_link(item).title
        yield Page(
            f"avtale/{item.id}/",
            "agreement",
            _("{name} – rammeavtale").format(name=name),
            _("Rammeavtalen {name}: periode, delkontrakter og produkter.").format(name=name),
            lambda item=item: agreement.agreement_page(ctx, item),  # type: ignore[misc]
            agreement_path(item),
            lambda item=item: newest_of(ctx, item),  # type: ignore[misc]
        )
        for lot in item.posts:
            title = ctx.post_link(item, lot.number).title
            yield Page(
                f"avtale/{item.id}/post/{lot.number}/",
                "post",
                f"{title} – {name}",
                _("{title}: produktene i rekkefølge etter rangering.").format(title=title),
                lambda item=item, lot=lot: post.post_page(ctx, item, lot),  # type: ignore[misc]
                agreement_path(item),
                lambda item=item: newest_of(ctx, item),  # type: ignore[misc]
            )


def _list_pages(ctx: Context) -> Iterator[Page]:
    _ = ctx.language
    yield Page(
        "kategori/",
        "categories",
        _("Kategorier"),
        _("Hjelpemidler etter ISO 9999-kategori."),
        lambda: lists.branches(ctx),
    )
    for code in ctx.filed:
        if code in ctx.library.categories:
            name = ctx.category_link(code).title
            yield Page(
                f"kategori/{code}/",
                "category",
                _("{name} – kategori {code}").format(name=name, code=code),
                _("{name}: produkter og underkategorier.").format(name=name),
                lambda code=code: lists.category_page(ctx, code),  # type: ignore[misc]
            )
    yield Page(
        "leverandor/",
        "suppliers",
        _("Leverandører"),
        _("Leverandører av hjelpemidler i katalogen."),
        lambda: lists.suppliers(ctx),
    )
    for item in ctx.library.suppliers.values():
        yield Page(
            f"leverandor/{item.id}/",
            "supplier",
            _("{name} – leverandør").format(name=item.name),
            _("Produkter fra {name}.").format(name=item.name),
            lambda item=item: lists.supplier_page(ctx, item),  # type: ignore[misc]
            "vocabulary/suppliers.yaml",
        )
    index = lists.letters(ctx)
    yield Page(
        "produkter/",
        "letter",
        _("Alle produkter A–Å"),
        _("Alle produkter i katalogen, alfabetisk."),
        lambda: lists.letter_page(ctx, "", index),
    )
    for letter in index:
        yield Page(
            lists.letter_url(letter),
            "letter",
            _("Produkter på {letter}").format(letter=letter.upper()),
            _("Produkter som begynner på {letter}.").format(letter=letter.upper()),
            lambda letter=letter: lists.letter_page(ctx, letter, index),  # type: ignore[misc]
        )


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
