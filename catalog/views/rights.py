"""Paths, rates, situations and the guide: whom to ask, what to do next and what it costs."""

from __future__ import annotations

import json
from dataclasses import dataclass

from catalog import rights
from catalog.records import Outcome, Path, Product, Rate, Situation
from catalog.views.context import Context, Link
from catalog.views.retail import (
    ADDRESSES,
    Answer,
    RateLine,
    SourceLine,
    amount,
    of_finding,
    path_link,
    period,
    rate_line,
)

ACTORS = {
    "resident": "Du selv",
    "therapist": "Kommunens terapeut",
    "centre": "Nav hjelpemiddelsentral",
    "supplier": "Leverandøren",
    "hospital": "Sykehuset",
    "employer": "Arbeidsgiveren",
    "municipality": "Kommunen",
}
EXAMPLES = (10_000, 30_000, 70_000, 100_000)
"""Prices the share is worked out for."""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: who, what, with which form, how long."""

    who: str
    actor: str
    what: str
    form: str
    time: str


@dataclass(frozen=True, slots=True)
class PathPage:
    """Everything the template of a path shows."""

    title: str
    intro: str
    steps: tuple[StepView, ...]
    bring: tuple[str, ...]
    refused: str
    rates: tuple[RateLine, ...]
    notices: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    day: str
    share: Share | None


@dataclass(frozen=True, slots=True)
class Share:
    """The user's share: a percentage up to a cap, and what it makes of some prices."""

    percent: float
    cap: float
    cap_text: str
    period: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate with its history."""

    id: str
    now: RateLine
    stale: bool
    earlier: tuple[tuple[str, str], ...]
    source: SourceLine


@dataclass(frozen=True, slots=True)
class RatesPage:
    """Everything the template of the rates shows."""

    rows: tuple[RateRow, ...]
    notices: tuple[str, ...]
    share: Share | None


@dataclass(frozen=True, slots=True)
class SituationPage:
    """Everything the template of a situation shows."""

    title: str
    intro: str
    simple: tuple[str, ...]
    buy: tuple[tuple[str, Answer], ...]
    categories: tuple[Link, ...]
    contact: tuple[str, ...]
    path: Link
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answers, for a form."""

    id: str
    ask: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One step of the guide: a question with its links, or an outcome."""

    number: int
    trail: tuple[tuple[str, str, Link], ...]
    """Question, chosen answer, and where to change it."""
    question: str
    help: str
    options: tuple[Link, ...]
    form: tuple[Asked, ...]
    """Every question at once, on the first page."""
    ends: str
    """The answer sets that end, as JSON for the form's script."""
    outcome: str
    text: str
    ask: tuple[str, ...]
    path: Link | None
    bring: tuple[str, ...]
    rates: tuple[RateLine, ...]
    notices: tuple[str, ...]
    sources: tuple[SourceLine, ...]


def ways(ctx: Context, product: Product) -> tuple[Link, ...]:
    """The paths a product's page points to."""
    if product.kind != "aid":
        return ()
    code = product.category or ""
    ordered = any(v.order_scheme for v in product.variants)
    return tuple(
        path_link(ctx, p.id)
        for p in ctx.library.paths.values()
        if p.always or (p.order_scheme and ordered) or code.startswith(p.categories)
    )


def path_page(ctx: Context, path: Path) -> PathPage:
    """Everything the template of a path shows."""
    steps = tuple(
        StepView(
            ctx.language(ACTORS[s.actor]),
            s.actor,
            ctx.text(s.do),
            s.form or "",
            ctx.text(s.time) if s.time else "",
        )
        for s in path.steps
    )
    capped = "akt26-tak" in path.rates
    return PathPage(
        ctx.text(path.title),
        ctx.text(path.intro),
        steps,
        tuple(ctx.text(b) for b in path.bring),
        ctx.text(path.refused) if path.refused else "",
        tuple(rate_line(ctx, r) for r in path.rates),
        _notices(ctx) if capped else (),
        _sources(ctx, path.sources),
        ctx.language.day(path.as_of),
        share(ctx) if capped else None,
    )


def share(ctx: Context) -> Share | None:
    """The share of AKT26 on the build date, or None where its rates are unknown."""
    rates = ctx.library.rates
    if "akt26-tak" not in rates or "akt26-andel" not in rates:
        return None
    percent = rights.valued(rates["akt26-andel"], ctx.today).current
    cap = rights.valued(rates["akt26-tak"], ctx.today).current
    if percent is None or cap is None:
        return None
    examples = tuple(
        (amount(ctx, "kr", p), amount(ctx, "kr", rights.share(p, percent.amount, cap.amount)))
        for p in EXAMPLES
    )
    text = amount(ctx, "kr", cap.amount)
    return Share(percent.amount, cap.amount, text, period(ctx, cap), examples)


def rates_page(ctx: Context) -> RatesPage:
    """Every rate on the build date, with its history."""
    rows = tuple(_rate(ctx, rate) for rate in ctx.library.rates.values())
    return RatesPage(rows, _notices(ctx), share(ctx))


def _rate(ctx: Context, rate: Rate) -> RateRow:
    found = rights.valued(rate, ctx.today)
    shown = found.current or found.last
    earlier = [
        (amount(ctx, rate.unit, v.amount), ctx.language.span(v.from_, v.to)) for v in found.earlier
    ]
    return RateRow(
        rate.id,
        rate_line(ctx, rate.id),
        rights.is_stale(shown, ctx.today),
        tuple(reversed(earlier)),
        _sources(ctx, (shown.source,))[0],
    )


def _notices(ctx: Context) -> tuple[str, ...]:
    return tuple(
        f"{ctx.text(n.text)} ({ctx.language.day(n.from_)})"
        for n in rights.notices(ctx.library, ctx.today)
    )


def _sources(ctx: Context, names: tuple[str, ...]) -> tuple[SourceLine, ...]:
    found = (ctx.library.sources[n] for n in names)
    return tuple(
        SourceLine(ctx.language.foreign(s.title), ctx.language.day(s.date), s.url or "")
        for s in found
    )


def situation_page(ctx: Context, situation: Situation) -> SituationPage:
    """Everything the template of a situation shows."""
    findings = [ctx.library.findings[f] for f in situation.buy]
    return SituationPage(
        ctx.text(situation.title),
        ctx.text(situation.intro),
        tuple(ctx.text(s) for s in situation.simple),
        tuple((ctx.text(f.title), of_finding(ctx, f)) for f in findings),
        tuple(ctx.category_link(c) for c in situation.categories if c in ctx.filed),
        tuple(ctx.language(ADDRESSES[a]) for a in situation.contact),
        path_link(ctx, situation.path),
        _sources(ctx, situation.sources),
    )


@dataclass(frozen=True, slots=True)
class RightsPage:
    """Everything the template of `/rettigheter/` shows."""

    paths: tuple[Link, ...]
    situations: tuple[Link, ...]


def rights_page(ctx: Context) -> RightsPage:
    """The way in to every path and situation."""
    return RightsPage(tuple(path_link(ctx, p) for p in ctx.library.paths), situation_links(ctx))


def situation_links(ctx: Context) -> tuple[Link, ...]:
    """Every situation."""
    return tuple(
        Link(ctx.text(s.title), f"situasjon/{s.id}/") for s in ctx.library.situations.values()
    )


def guide_url(answers: dict[str, str]) -> str:
    """The address of a set of answers; nothing in it says who asks."""
    return "veiviser/" + "".join(f"{value}/" for value in answers.values())


def guide_title(ctx: Context, answers: dict[str, str]) -> str:
    """The title of a step: the question of the guide, and what has been answered."""
    labels = {
        (q.id, o.id): ctx.text(o.label) for q in ctx.library.guide_questions for o in q.options
    }
    given = ", ".join(labels[pair] for pair in answers.items())
    title = ctx.language("Hva gjelder for deg?")
    return f"{title} {given}" if given else title


def guide_page(ctx: Context, answers: dict[str, str]) -> GuidePage:
    """A question with a link for each answer, or the outcome."""
    questions = {q.id: q for q in ctx.library.guide_questions}
    trail = []
    given: dict[str, str] = {}
    for name, value in answers.items():
        label = next(o for o in questions[name].options if o.id == value).label
        back = Link(ctx.language("Endre svaret"), guide_url(given))
        trail.append((ctx.text(questions[name].ask), ctx.text(label), back))
        given[name] = value
    question = rights.next_question(ctx.library, answers)
    found = rights.outcome(ctx.library, answers)
    asked = questions[question] if question else None
    return GuidePage(
        len(answers) + 1,
        tuple(trail),
        ctx.text(asked.ask) if asked else "",
        ctx.text(asked.help) if asked and asked.help else "",
        tuple(
            Link(ctx.text(o.label), guide_url({**answers, asked.id: o.id})) for o in asked.options
        )
        if asked
        else (),
        _form(ctx) if not answers else (),
        _ends(ctx) if not answers else "",
        *_outcome(ctx, found),
    )


def _form(ctx: Context) -> tuple[Asked, ...]:
    return tuple(
        Asked(q.id, ctx.text(q.ask), tuple((o.id, ctx.text(o.label)) for o in q.options))
        for q in ctx.library.guide_questions
    )


def _ends(ctx: Context) -> str:
    found = [
        list(answers.items())
        for answers in rights.states(ctx.library)
        if rights.outcome(ctx.library, answers) is not None
    ]
    return json.dumps(found, separators=(",", ":"))


def _outcome(ctx: Context, found: Outcome | None) -> tuple[
    str, str, tuple[str, ...], Link | None, tuple[str, ...], tuple[RateLine, ...],
    tuple[str, ...], tuple[SourceLine, ...],
]:  # fmt: skip
    if found is None:
        return "", "", (), None, (), (), (), ()
    path = ctx.library.paths[found.path] if found.path else None
    return (
        ctx.text(found.title),
        ctx.text(found.text),
        tuple(ctx.language(ADDRESSES[a]) for a in found.address),
        path_link(ctx, path.id) if path else None,
        tuple(ctx.text(b) for b in path.bring) if path else (),
        tuple(rate_line(ctx, r) for r in found.rates),
        _notices(ctx) if "akt26-tak" in found.rates else (),
        _sources(ctx, found.sources),
    )
