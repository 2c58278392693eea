"""What the pages say of retail status: one sentence first, then why, since when and whom to ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from catalog import retail, rights
from catalog.records import Finding, Product, RateValue, RetailFinding, Text, Variant
from catalog.views.context import Context, Link, letter_of, sort_key

OLD_DAYS = 365
"""A finding older than this says so."""

STATUSES = {
    "special_aid": ("Spesiallaget hjelpemiddel", "Nei, dette er et spesiallaget hjelpemiddel."),
    "retail": ("Vanlig handelsvare", "Ja, dette er en vanlig vare. Du kjøper den selv."),
    "retail_but_aid": (
        "Selges i butikk, men kan likevel søkes om",
        "Det selges i butikk, men kan likevel søkes om.",
    ),
    "former_aid": (
        "Tidligere hjelpemiddel, nå vanlig vare",
        "Ja. Det var hjelpemiddel før, men er nå en vanlig vare.",
    ),
    "small_aid_grant": (
        "Kjøp selv, tilskudd kan søkes",
        "Du kjøper det selv og kan søke tilskudd.",
    ),
    "adaptation_only": (
        "Vanlig vare, men tilpasning kan dekkes",
        "Ja, varen kjøper du selv. Tilpasning kan dekkes.",
    ),
    "treatment_aid": (
        "Behandlingshjelpemiddel (sykehuset)",
        "Nei, det kommer fra sykehuset og ikke fra Nav.",
    ),
    "other_responsibility": ("Andre har ansvaret", "Andre enn Nav har ansvaret."),
    "training_excluded": ("Treningsutstyr, dekkes ikke", "Det er treningsutstyr og dekkes ikke."),
    "not_an_aid": (
        "Regnes ikke som hjelpemiddel",
        "Det regnes ikke som hjelpemiddel og dekkes ikke.",
    ),
    "conditional": ("Kommer an på alder, sted eller behov", "Det kommer an på."),
    "not_assessed": ("Ikke vurdert", "Ikke vurdert"),
}
"""Status → its label and the one sentence that answers «is it ordinary retail?»."""

ADDRESSES = {
    "municipality": "kommunens ergoterapeut",
    "nav": "Nav hjelpemiddelsentral, telefon 55 55 11 11",
    "hospital": "sykehuset",
    "employer": "arbeidsgiveren",
    "school": "skolen eller barnehagen",
    "yourself": "butikken: du kjøper det selv",
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with its day, and a link when it is public."""

    title: str
    day: str
    url: str


@dataclass(frozen=True, slots=True)
class RateLine:
    """A rate on the build date, in words."""

    title: str
    value: str
    note: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer box."""

    status: str
    label: str
    sentence: str
    why: str
    code: str
    rule: str
    scope: str = ""
    since: str = ""
    day: str = ""
    old: bool = False
    sources: tuple[SourceLine, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    covered: str = ""
    override: str = ""
    history: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    path: Link | None = None
    rate: RateLine | None = None


def answer(ctx: Context, product: Product) -> Answer:
    """The answer for a product; the same for all that one finding or rule speaks for."""
    found = retail.resolve(ctx.library, product, ctx.today)
    if found.record is not None:
        return _answer(ctx, found)
    key = (found.level, found.code, found.status, found.finding.id if found.finding else "")
    if key not in ctx.answers:
        ctx.answers[key] = _answer(ctx, found)
    known: Answer = ctx.answers[key]
    return known


def answer_of(ctx: Context, product: Product, variant: Variant) -> str:
    """The label of one variant's status; a finding may name a variant alone."""
    found = retail.resolve(ctx.library, product, ctx.today, variant)
    return ctx.language(STATUSES[found.status][0])


def _answer(ctx: Context, found: retail.Resolution) -> Answer:
    scope = {
        "record": ctx.language("Gjelder dette produktet."),
        "product": ctx.language("Gjelder dette produktet."),
        "category": ctx.language("Gjelder produkttypen «{name}»."),
    }.get(found.level, "")
    if found.finding is not None:
        name = ctx.text(found.finding.title)
        return of_finding(ctx, found.finding, found.explanation, scope.format(name=name))
    if found.record is not None:
        return _of_record(ctx, found.record, found.explanation, scope)
    return _of_rule(ctx, found)


def of_finding(ctx: Context, finding: Finding, rule: str = "", scope: str = "") -> Answer:
    """The answer a finding gives."""
    label, sentence = (ctx.language(t) for t in STATUSES[finding.status])
    return Answer(
        status=finding.status,
        label=label,
        sentence=sentence,
        why=ctx.text(finding.reason),
        code="R00",
        rule=ctx.language(rule or retail.RULES[0][2]),
        scope=scope,
        since=_since(ctx, finding.since),
        day=ctx.language.day(finding.as_of),
        old=is_old(finding.as_of, ctx.today),
        sources=tuple(_source(ctx, s) for s in finding.sources),
        conditions=tuple((ctx.text(c.when), ctx.text(c.answer)) for c in finding.conditions),
        covered=_text(ctx, finding.covered),
        override=_text(ctx, finding.override_reason),
        history=_history(ctx, finding),
        ask=tuple(ctx.language(ADDRESSES[a]) for a in finding.ask),
        path=path_link(ctx, finding.path) if finding.path else None,
        rate=rate_line(ctx, finding.rate) if finding.rate else None,
    )


def _of_record(ctx: Context, record: RetailFinding, rule: str, scope: str) -> Answer:
    label, sentence = (ctx.language(t) for t in STATUSES[record.status])
    return Answer(
        status=record.status,
        label=label,
        sentence=sentence,
        why=ctx.text(record.reason),
        code="R00",
        rule=ctx.language(rule),
        scope=scope,
        since=_since(ctx, record.since),
        day=ctx.language.day(record.as_of),
        old=is_old(record.as_of, ctx.today),
        sources=(_source(ctx, record.source),),
        override=_text(ctx, record.override_reason),
        history=_history(ctx, record),
        ask=(ctx.language(ADDRESSES["municipality"]),),
    )


def _of_rule(ctx: Context, found: retail.Resolution) -> Answer:
    """An answer without a finding: from the agreements, or none."""
    label, sentence = (ctx.language(t) for t in STATUSES[found.status])
    why = (
        ctx.language("Ingen har vurdert dette i katalogen. Det betyr verken ja eller nei.")
        if found.status == "not_assessed"
        else ctx.language(
            "Det er på en gjeldende rammeavtale. Det er et sterkt tegn, ikke et bevis."
        )
    )
    return Answer(
        status=found.status,
        label=label,
        sentence=sentence,
        why=why,
        code=found.code,
        rule=ctx.language(found.explanation),
        ask=tuple(ctx.language(ADDRESSES[a]) for a in ("municipality", "nav")),
    )


def is_old(day: str, today: str) -> bool:
    """Whether a finding of `day` is more than twelve months old on `today`."""
    age = dt.date.fromisoformat(today) - dt.date.fromisoformat(day)
    return age.days > OLD_DAYS


def _since(ctx: Context, since: str | None) -> str:
    if not since:
        return ""
    return since if len(since) == 4 else ctx.language.day(since)


def _text(ctx: Context, text: Text | None) -> str:
    return ctx.text(text) if text else ""


def _source(ctx: Context, name: str) -> SourceLine:
    source = ctx.library.sources[name]
    return SourceLine(
        ctx.language.foreign(source.title), ctx.language.day(source.date), source.url or ""
    )


def _history(ctx: Context, found: Finding | RetailFinding) -> tuple[str, ...]:
    rows = []
    for earlier in found.history:
        label = ctx.language(STATUSES[earlier.status][0])
        rows.append(f"{label}: {ctx.language.span(earlier.from_, earlier.to)}")
    return tuple(rows)


def path_link(ctx: Context, name: str) -> Link:
    """The page of a path."""
    return Link(ctx.text(ctx.library.paths[name].title), f"rettigheter/{name}/")


def rate_line(ctx: Context, name: str) -> RateLine:
    """A rate in words: its value with the year it is from, or that none is found."""
    found = rights.valued(ctx.library.rates[name], ctx.today)
    title = ctx.text(found.rate.title)
    note = _text(ctx, found.rate.note)
    if found.current is None:
        value = ctx.language("ikke funnet for i dag, sjekk nav.no. Sist kjent: {value}").format(
            value=amount(ctx, found.rate.unit, found.last.amount)
        )
        return RateLine(title, f"{value} ({period(ctx, found.last)})", note, unknown=True)
    value = amount(ctx, found.rate.unit, found.current.amount)
    return RateLine(title, f"{value} ({period(ctx, found.current)})", note, unknown=False)


def amount(ctx: Context, unit: str, value: float) -> str:
    """`7000`, kr → `7 000 kr`."""
    return f"{ctx.language.number(value)} {ctx.language(unit)}"


def period(ctx: Context, value: RateValue) -> str:
    """Where a value stands in time: from when, or when it was last seen."""
    if value.from_year:
        return ctx.language("sats fra {year}").format(year=value.from_year)
    if value.from_:
        return ctx.language("sats fra {day}").format(day=ctx.language.day(value.from_))
    return ctx.language("sist sett {day}").format(day=ctx.language.day(value.seen))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the A–Å: a name people use, and where its answer stands."""

    name: str
    id: str
    status: str
    see: str
    first: str = ""
    """The letter this line is the first of, or empty."""


@dataclass(frozen=True, slots=True)
class RetailPage:
    """Everything the template of `/handelsvare/` shows."""

    entries: tuple[Entry, ...]
    groups: tuple[tuple[str, str, tuple[tuple[str, str, Answer, tuple[Link, ...]], ...]], ...]
    counts: tuple[tuple[str, int], ...]


def retail_page(ctx: Context) -> RetailPage:
    """A–Å of all that has a finding, and the findings by status."""
    findings = ctx.library.findings.values()
    entries = [
        Entry(name, f.id, ctx.language(STATUSES[f.status][0]), "" if i == 0 else ctx.text(f.title))
        for f in findings
        for i, name in enumerate((ctx.text(f.title), *map(ctx.language.foreign, f.also)))
    ]
    groups = []
    for status, (label, _) in STATUSES.items():
        rows = [
            (f.id, ctx.text(f.title), of_finding(ctx, f), _covers(ctx, f))
            for f in sorted(findings, key=lambda f: sort_key(ctx.text(f.title)))
            if f.status == status
        ]
        if rows:
            groups.append((status, ctx.language(label), tuple(rows)))
    return RetailPage(_by_letter(entries), tuple(groups), counts(ctx))


def _by_letter(entries: list[Entry]) -> tuple[Entry, ...]:
    """The lines by name; the first of each letter says so, as a place to jump to."""
    found: list[Entry] = []
    last = ""
    for entry in sorted(entries, key=lambda e: sort_key(e.name)):
        letter = letter_of(entry.name)
        found.append(replace(entry, first="" if letter == last else letter))
        last = letter
    return tuple(found)


def counts(ctx: Context) -> tuple[tuple[str, int], ...]:
    """How many products have each status, in the order of the statuses."""
    found = dict.fromkeys(STATUSES, 0)
    for product in ctx.library.products.values():
        found[status(ctx, product)] += 1
    return tuple((ctx.language(STATUSES[s][0]), n) for s, n in found.items())


def status(ctx: Context, product: Product) -> str:
    """The status of a product on the build date."""
    if product.id not in ctx.retail:
        ctx.retail[product.id] = retail.resolve(ctx.library, product, ctx.today).status
    return ctx.retail[product.id]


def _covers(ctx: Context, finding: Finding) -> tuple[Link, ...]:
    codes = [c for c in finding.categories if c in ctx.filed]
    return (
        *(ctx.category_link(c) for c in codes),
        *(ctx.product_link(ctx.library.products[p]) for p in finding.products),
        *(Link(f"HMS {n}", f"hms/{n}/") for n in finding.variants),
    )
