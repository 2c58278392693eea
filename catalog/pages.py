"""Every page of the site by URL: its kind, title, description and what makes its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog.language import Language
from catalog.library import agreement_path, product_path
from catalog.records import Agreement, Product
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
    languages: tuple[str, ...] = ("nb", "nn", "en")
    """The codes of the languages it is in, bokmål first."""
    data: bool = True
    """Whether the index, the API and the downloads are made too; without, only the pages are."""


class Page(NamedTuple):
    """A page to be made: `kind` is its template, `view` makes what the template shows.

    `view` and `changed` are called with the context and the ids in `subject`: pages are many, and
    a function for each of them would weigh more than all the rest.
    """

    language: Language
    url: str
    """From the root of its language."""
    kind: str
    title: str
    description: str
    view: Callable[..., Any]
    record: str = ""
    changed: Callable[..., str] | None = None
    """The newest day of the facts on it, for the sitemap."""
    subject: tuple[str, ...] = ()
    """The ids of what it is about."""

    @property
    def address(self) -> str:
        """The URL from the root of the site: `nn/produkt/x/`."""
        return self.language.prefix + self.url


def pages(ctx: Context, options: Options, *, products: bool = True) -> Iterator[Page]:
    """Every page of a build, or all but those of `products`; nothing is made until asked for."""
    yield from _pages(ctx)
    if products:
        for item in ctx.library.products.values():
            yield from product_pages(ctx, item)
    yield _report_page(ctx, options)


def _report_page(ctx: Context, options: Options) -> Page:
    _ = ctx.language
    return Page(
        ctx.language,
        "meld/",
        "report",
        _("Meld feil"),
        _("Meld feil, foreslå et produkt eller en status."),
        lambda _ctx: options.repository,
    )


def _pages(ctx: Context) -> Iterator[Page]:
    _ = ctx.language
    yield Page(
        ctx.language,
        "",
        "front",
        _("Finn hjelpemidler, rammeavtaler og rangering"),
        _("Åpen katalog over hjelpemidler: hva det er, om det er på avtale, og hva du gjør."),
        lists.front_page,
    )
    yield Page(
        ctx.language,
        "sok/",
        "search",
        _("Søk"),
        _("Søk i hjelpemidler etter navn, HMS-nummer, avtale, mål og det du har vansker med."),
        search.search_page,
    )
    yield Page(
        ctx.language,
        "sammenlign/",
        "compare",
        _("Sammenlign"),
        _("Se inntil fem hjelpemidler side om side: avtale, post, rangering og mål."),
        comparison.compare_page,
    )
    yield Page(
        ctx.language,
        "liste/",
        "shortlist",
        _("Min liste"),
        _("Hjelpemidler samlet i en adresse du kan dele."),
        comparison.compare_page,
    )
    yield Page(
        ctx.language,
        "lagret/",
        "kept",
        _("Lagret for hjemmebesøk"),
        _("Sider du har valgt å ha uten dekning."),
        lambda _ctx: None,
    )
    yield Page(
        ctx.language,
        "endringer/",
        "history",
        _("Endringer"),
        _("Avtaler som begynner og slutter, produkter som går ut, og det som er rettet."),
        history.history_page,
    )
    for stone in ctx.library.tombstones:
        yield Page(
            ctx.language,
            history.gone_url(stone),
            "gone",
            f"{stone.name} ({stone.id})",
            _("Tatt ut av katalogen."),
            lambda ctx, stone=stone: history.gone_page(ctx, stone),
            "vocabulary/tombstones.yaml",
        )
    yield from _agreements_page(ctx)
    for each in ctx.library.agreements.values():
        yield from agreement_pages(ctx, each)
    yield from _list_pages(ctx)
    yield from _rights_pages(ctx)
    rules = tuple(docs.told(ctx.language, rule) for rule in docs.DOCS.values())
    yield Page(
        ctx.language,
        "regler/",
        "rules",
        _("Regler for postene"),
        _("Hva som kontrolleres i katalogens poster, og hvorfor."),
        lambda _ctx: rules,
    )
    for rule in rules:
        yield Page(
            ctx.language,
            f"regler/{rule.code}/",
            "rule",
            rule.title,
            rule.what,
            lambda _ctx, rule=rule: rule,
        )


def _rights_pages(ctx: Context) -> Iterator[Page]:
    """Retail status, paths, rates, situations and the guide, where the vocabulary has them."""
    _ = ctx.language
    library = ctx.library
    yield Page(
        ctx.language,
        "handelsvare/",
        "retail",
        _("Vanlig handelsvare eller hjelpemiddel?"),
        _("A–Å over vanlige varer, hjelpemidler og tilskudd, med kilde og dato."),
        retail.retail_page,
        "vocabulary/findings.yaml",
    )
    yield Page(
        ctx.language,
        "rettigheter/",
        "rights",
        _("Rettigheter og veier"),
        _("Hvem gjør hva når du trenger et hjelpemiddel, steg for steg."),
        rights.rights_page,
    )
    yield Page(
        ctx.language,
        "satser/",
        "rates",
        _("Satser og frister"),
        _("Egenandeler, tilskudd og frister på byggedatoen, med historikk og kilde."),
        rights.rates_page,
        "vocabulary/rates.yaml",
    )
    yield Page(
        ctx.language,
        "kvalitet/",
        "quality",
        _("Hvor gode er opplysningene?"),
        _("Hva som mangler i katalogen, og hvor gamle kildene er."),
        quality.quality_page,
    )
    for path in library.paths.values():
        yield Page(
            ctx.language,
            f"rettigheter/{path.id}/",
            "path",
            ctx.text(path.title),
            ctx.text(path.intro),
            lambda ctx, path=path: rights.path_page(ctx, path),
            "vocabulary/paths.yaml",
        )
    for situation in library.situations.values():
        yield Page(
            ctx.language,
            f"situasjon/{situation.id}/",
            "situation",
            ctx.text(situation.title),
            ctx.text(situation.intro),
            lambda ctx, situation=situation: rights.situation_page(ctx, situation),
            "vocabulary/situations.yaml",
        )
    for answers in guide_states(library):
        yield Page(
            ctx.language,
            rights.guide_url(answers),
            "guide",
            rights.guide_title(ctx, answers),
            _("Noen få spørsmål gir deg rett adresse, vei og sats."),
            lambda ctx, answers=answers: rights.guide_page(ctx, answers),
        )


def product_pages(ctx: Context, item: Product) -> Iterator[Page]:
    """The page of a product, and the ways in to it by HMS number."""
    number = f" – HMS {item.variants[0].hms_number}" if len(ctx.named[item.name]) > 1 else ""
    description = ctx.language("{name}: avtale, rangering, varianter, HMS-nummer og mål.")
    yield Page(
        ctx.language,
        f"produkt/{item.id}/",
        "product",
        item.name + number,
        description.format(name=item.name),
        _product,
        product_path(item),
        _product_changed,
        subject=(item.id,),
    )
    word = ctx.language("HMS-nummer")
    for variant in item.variants:
        yield Page(
            ctx.language,
            f"hms/{variant.hms_number}/",
            "hms",
            f"{word} {variant.hms_number}",
            variant.name,
            _way_in,
            subject=(item.id, variant.hms_number),
        )


def _product(ctx: Context, name: str) -> product.ProductPage:
    return product.product_page(ctx, ctx.library.products[name])


def _product_changed(ctx: Context, name: str) -> str:
    return newest(ctx, ctx.library.products[name])


def _way_in(_: Context, name: str, number: str) -> str:
    return f"produkt/{name}/#v{number}"


def _agreements_page(ctx: Context) -> Iterator[Page]:
    _ = ctx.language
    yield Page(
        ctx.language,
        "avtale/",
        "agreements",
        _("Rammeavtaler"),
        _("Rammeavtaler om hjelpemidler med periode, delkontrakter og rangering."),
        agreement.agreement_groups,
    )


def agreement_pages(ctx: Context, item: Agreement) -> Iterator[Page]:
    """The page of an agreement, and those of its posts."""
    _ = ctx.language
    name = ctx.agreement_link(item).title
    yield Page(
        ctx.language,
        f"avtale/{item.id}/",
        "agreement",
        _("{name} – rammeavtale").format(name=name),
        _("Rammeavtalen {name}: periode, delkontrakter og produkter.").format(name=name),
        _agreement,
        agreement_path(item),
        _agreement_changed,
        subject=(item.id,),
    )
    for lot in item.posts:
        title = ctx.post_link(item, lot.number).title
        yield Page(
            ctx.language,
            f"avtale/{item.id}/post/{lot.number}/",
            "post",
            f"{title} – {name}",
            _("{title}: produktene i rekkefølge etter rangering.").format(title=title),
            _post,
            agreement_path(item),
            _agreement_changed,
            subject=(item.id, lot.number),
        )


def _agreement(ctx: Context, name: str) -> agreement.AgreementPage:
    return agreement.agreement_page(ctx, ctx.library.agreements[name])


def _agreement_changed(ctx: Context, name: str, _post: str = "") -> str:
    return newest_of(ctx, ctx.library.agreements[name])


def _post(ctx: Context, name: str, number: str) -> post.PostPage:
    item = ctx.library.agreements[name]
    return post.post_page(ctx, item, next(lot for lot in item.posts if lot.number == number))


def _list_pages(ctx: Context) -> Iterator[Page]:
    _ = ctx.language
    yield Page(
        ctx.language,
        "kategori/",
        "categories",
        _("Kategorier"),
        _("Hjelpemidler etter ISO 9999-kategori."),
        lists.branches,
    )
    for code in ctx.filed:
        if code in ctx.library.categories:
            name = ctx.category_link(code).title
            yield Page(
                ctx.language,
                f"kategori/{code}/",
                "category",
                _("{name} – kategori {code}").format(name=name, code=code),
                _("{name}: produkter og underkategorier.").format(name=name),
                lists.category_page,
                subject=(code,),
            )
    yield Page(
        ctx.language,
        "leverandor/",
        "suppliers",
        _("Leverandører"),
        _("Leverandører av hjelpemidler i katalogen."),
        lists.suppliers,
    )
    for item in ctx.library.suppliers.values():
        yield Page(
            ctx.language,
            f"leverandor/{item.id}/",
            "supplier",
            _("{name} – leverandør").format(name=item.name),
            _("Produkter fra {name}.").format(name=item.name),
            _supplier,
            "vocabulary/suppliers.yaml",
            subject=(item.id,),
        )
    yield Page(
        ctx.language,
        "produkter/",
        "letter",
        _("Alle produkter A–Å"),
        _("Alle produkter i katalogen, alfabetisk."),
        lists.letter_page,
        subject=("",),
    )
    for letter in ctx.letters:
        yield Page(
            ctx.language,
            lists.letter_url(letter),
            "letter",
            _("Produkter på {letter}").format(letter=letter.upper()),
            _("Produkter som begynner på {letter}.").format(letter=letter.upper()),
            lists.letter_page,
            subject=(letter,),
        )


def _supplier(ctx: Context, name: str) -> lists.SupplierPage:
    return lists.supplier_page(ctx, ctx.library.suppliers[name])
