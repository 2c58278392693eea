"""Every page of the site by URL: its kind, title, description and what makes its content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from catalog.library import agreement_path, product_path
from catalog.rights import states as guide_states
from catalog.rules import docs
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
    data: bool = True
    """Whether the index, the API and the downloads are made too; without, only the pages are."""


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


def pages(ctx: Context, options: Options) -> Iterator[Page]:
    """Every page of a build; nothing is made until it is asked for."""
    yield from _pages(ctx)
    yield _report_page(ctx, options)


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
