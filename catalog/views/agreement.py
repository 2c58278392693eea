"""Agreements: one page each, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.language import led
from catalog.periods import OVER, State, last_day, period
from catalog.records import Agreement
from catalog.views.context import Context, Link, sort_key
from catalog.views.placement import ladder


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader must know first. `state`: expired, superseded, upcoming, unknown."""

    state: str
    text: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in its agreement's table."""

    post: Link
    number: str
    products: int
    variants: int
    ranks: str
    follows: tuple[Link, ...]
    """The posts of earlier agreements that it follows."""


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Everything the template of an agreement shows."""

    id: str
    title: str
    abbreviation: str
    reference: str
    period: str
    options: tuple[str, ...]
    banner: Banner | None
    predecessor: Link | None
    successor: Link | None
    posts: tuple[PostRow, ...]
    products: int
    variants: int
    sources: tuple[tuple[str, str], ...]
    checked: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement in a list."""

    link: Link
    period: str
    posts: int
    products: int


@dataclass(frozen=True, slots=True)
class AgreementGroup:
    """Agreements in the same state, by title."""

    id: str
    title: str
    rows: tuple[AgreementRow, ...]


def banner(ctx: Context, agreement: Agreement) -> Banner | None:
    """The banner of every page of an agreement that is not plainly in force."""
    _, state = ctx.language, ctx.states[agreement.id]
    following = ctx.library.successor.get(agreement.id)
    link = ctx.agreement_link(following) if following else None
    end = last_day(agreement)
    if state is State.EXPIRED and end:
        text = _("Denne avtalen er utløpt. Den gjaldt til {day}. Siden viser den slik den var.")
        return Banner("expired", text.format(day=_.day(end)), link)
    if state is State.SUPERSEDED:
        text = _("Denne avtalen er avløst av en nyere. Sluttdatoen er ikke registrert her.")
        return Banner("superseded", text, link)
    if state is State.UPCOMING and agreement.valid_from:
        text = _("Denne avtalen gjelder først fra {day}.").format(day=_.day(agreement.valid_from))
        return Banner("upcoming", text, None)
    if state is State.UNKNOWN:
        return Banner("unknown", _("Når denne avtalen gjelder, er ikke registrert her."), None)
    return None


def agreement_page(ctx: Context, agreement: Agreement) -> AgreementPage:
    """The page of one agreement."""
    _, library = ctx.language, ctx.library
    rows = tuple(_post_row(ctx, agreement, p.number) for p in agreement.posts)
    previous = library.agreements.get(agreement.supersedes or "")
    following = library.successor.get(agreement.id)
    sources = (library.sources[s] for s in agreement.sources)
    return AgreementPage(
        id=agreement.id,
        title=ctx.agreement_link(agreement).title,
        abbreviation=agreement.abbreviation or "",
        reference=agreement.reference or "",
        period=_.span(*period(agreement)),
        options=tuple(_option(ctx, o.until, o.exercised) for o in agreement.options),
        banner=banner(ctx, agreement),
        predecessor=ctx.agreement_link(previous) if previous else None,
        successor=ctx.agreement_link(following) if following else None,
        posts=rows,
        products=len(_products(ctx, agreement)),
        variants=sum(row.variants for row in rows),
        sources=tuple((_.foreign(s.title), _.day(s.date)) for s in sources),
        checked=_.day(agreement.checked) if agreement.checked else "",
    )


def _option(ctx: Context, until: str, exercised: str | None) -> str:
    _ = ctx.language
    if exercised:
        text = _("Forlenget til {until}; opsjonen ble brukt {day}")
        return text.format(until=_.day(until), day=_.day(exercised))
    return _("Kan forlenges til {until}").format(until=_.day(until))


def _products(ctx: Context, agreement: Agreement) -> set[str]:
    return {e.product.id for p in agreement.posts for e in ladder(ctx, agreement.id, p.number)}


def _post_row(ctx: Context, agreement: Agreement, number: str) -> PostRow:
    _, entries = ctx.language, ladder(ctx, agreement.id, number)
    ranks = sorted({e.placement.rank for e in entries if isinstance(e.placement.rank, int)})
    if ranks:
        said = _("Rangering {ranks} registrert").format(ranks=", ".join(map(str, ranks)))
    elif any(e.placement.rank == "unranked" for e in entries):
        said = _("Uten rangering")
    else:
        said = _("Ikke registrert her")
    return PostRow(
        post=ctx.post_link(agreement, number),
        number=number,
        products=len({e.product.id for e in entries}),
        variants=sum(len(e.variants) for e in entries),
        ranks=said,
        follows=_follows(ctx, agreement, number),
    )


def _follows(ctx: Context, agreement: Agreement, number: str) -> tuple[Link, ...]:
    post, word = ctx.library.post(agreement.id, number), ctx.language("Post")
    refs = post.successor_of if post else ()
    names = [ctx.agreement_link(ctx.library.agreements[r.agreement]).title for r in refs]
    return tuple(
        Link(led(f"{word} {r.post}, ", name), f"avtale/{r.agreement}/post/{r.post}/")
        for r, name in zip(refs, names, strict=True)
    )


def agreement_groups(ctx: Context) -> tuple[AgreementGroup, ...]:
    """Every agreement: in force, upcoming, unknown period, over."""
    _ = ctx.language
    titles = (
        ("gjeldende", _("Gjeldende avtaler"), {State.CURRENT}),
        ("kommende", _("Kommende avtaler"), {State.UPCOMING}),
        ("ukjent-periode", _("Avtaler der perioden ikke er kjent"), {State.UNKNOWN}),
        ("utlopt", _("Utløpte og avløste avtaler"), OVER),
    )
    found = []
    for name, title, states in titles:
        agreements = [a for a in ctx.library.agreements.values() if ctx.states[a.id] in states]
        agreements.sort(key=lambda a: (sort_key(a.title), a.valid_from or "", a.id))
        if agreements:
            found.append(AgreementGroup(name, title, tuple(_row(ctx, a) for a in agreements)))
    return tuple(found)


def _row(ctx: Context, agreement: Agreement) -> AgreementRow:
    return AgreementRow(
        ctx.agreement_link(agreement),
        ctx.language.span(*period(agreement)),
        len(agreement.posts),
        len(_products(ctx, agreement)),
    )
