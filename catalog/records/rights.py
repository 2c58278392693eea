"""Money, ways and answers: `vocabulary/{rates,paths,situations,guide}.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalog.records.base import CategoryCode, Day, Id, Line, Many, Record, Text, record
from catalog.records.retail import Address

Actor = Literal[
    "resident", "therapist", "centre", "supplier", "hospital", "employer", "municipality"
]
"""Who takes a step."""


@record
class RateValue(Record):
    """En verdi av en sats i en periode."""

    amount: Annotated[int | float, Field(ge=0)]
    """Tallet, i satsens enhet."""
    from_: Annotated[Day | None, Field(alias="from")] = None
    """Første dag; utelatt: ikke kjent."""
    to: Day | None = None
    """Siste dag; utelatt: ingen kjent slutt."""
    from_year: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    """Når bare året er kjent."""
    seen: Day
    """Den siste dagen en kilde sier at verdien gjaldt."""
    source: Id
    """Kilden."""


@record
class Rate(Record):
    """En sats: et beløp, en andel eller en frist, datert."""

    id: Id
    """Kort, varig navn."""
    title: Text
    """Hva satsen er."""
    unit: Literal["kr", "%", "år", "uker", "mill. kr"]
    """Enheten."""
    yearly: bool = False
    """true: satsen fastsettes for ett år om gangen og kan ikke antas å gjelde videre."""
    note: Text | None = None
    """Vilkår eller forbehold."""
    values: Annotated[Many[RateValue], Field(min_length=1)]
    """Verdiene, eldste først."""


@record
class Notice(Record):
    """En melding som gjelder i en periode og så forsvinner av seg selv."""

    id: Id
    """Kort, varig navn."""
    text: Text
    """Meldingen."""
    from_: Annotated[Day, Field(alias="from")]
    """Første dag den vises."""
    to: Day
    """Siste dag den vises."""
    source: Id
    """Kilden."""


@record
class Rates(Record):
    """`vocabulary/rates.yaml`."""

    rates: Many[Rate]
    """Satsene."""
    notices: Many[Notice] = ()
    """Meldinger om rammer og frister."""


@record
class Step(Record):
    """Ett steg i en vei."""

    actor: Actor
    """Hvem som gjør det."""
    do: Text
    """Hva som gjøres."""
    form: Line | None = None
    """Skjema, med nummer."""
    time: Text | None = None
    """Hvor lang tid det pleier å ta."""


@record
class Path(Record):
    """En vei gjennom systemet, steg for steg."""

    id: Id
    """Kort, varig navn; del av adressen."""
    title: Text
    """Navnet på veien."""
    intro: Text
    """Når veien gjelder, i én eller to setninger."""
    steps: Annotated[Many[Step], Field(min_length=1)]
    """Stegene i rekkefølge."""
    bring: Many[Text] = ()
    """Det man trenger å ha med."""
    refused: Text | None = None
    """Hva man kan gjøre ved avslag."""
    rates: Many[Id] = ()
    """Satser som hører til."""
    categories: Many[CategoryCode] = ()
    """Kategorier der produktsidene viser veien."""
    order_scheme: bool = False
    """true: vises der en variant er på bestillingsordningen."""
    always: bool = False
    """true: vises på alle hjelpemidler."""
    sources: Annotated[Many[Id], Field(min_length=1)]
    """Kildene."""
    as_of: Day
    """Datoen opplysningene gjaldt."""


@record
class Paths(Record):
    """`vocabulary/paths.yaml`."""

    paths: Many[Path]
    """Veiene."""


@record
class Situation(Record):
    """Noe i hverdagen som er vanskelig, og det som kan hjelpe."""

    id: Id
    """Kort, varig navn; del av adressen."""
    title: Text
    """Det som er vanskelig, i vanlige ord."""
    intro: Text
    """Kort om situasjonen."""
    simple: Many[Text] = ()
    """Enkle tiltak å prøve først."""
    buy: Many[Id] = ()
    """Funn om ting man kjøper selv, fra `vocabulary/findings.yaml`."""
    categories: Many[CategoryCode] = ()
    """Kategorier med hjelpemidler."""
    contact: Many[Address] = ("municipality",)
    """Hvem man kontakter."""
    path: Id = "hjelpemiddel-i-dagliglivet"
    """Veien videre."""
    sources: Annotated[Many[Id], Field(min_length=1)]
    """Kildene."""


@record
class Situations(Record):
    """`vocabulary/situations.yaml`."""

    situations: Many[Situation]
    """Situasjonene."""


@record
class Option(Record):
    """Et svar man kan velge."""

    id: Id
    """Kort navn; del av adressen."""
    label: Text
    """Teksten leserne ser."""


@record
class Question(Record):
    """Et spørsmål i veiviseren."""

    id: Id
    """Kort navn."""
    ask: Text
    """Spørsmålet."""
    help: Text | None = None
    """Forklaring."""
    options: Annotated[Many[Option], Field(min_length=2)]
    """Svarene."""


@record
class Outcome(Record):
    """Et svar fra veiviseren. Den første linja der alt stemmer, gjelder."""

    id: Id
    """Kort navn."""
    when: Many[Line] = ()
    """Valg som må være gjort, som `spørsmål=svar`; `spørsmål=a|b` er ett av flere."""
    title: Text
    """Svaret, i én setning."""
    text: Text
    """Forklaringen."""
    address: Annotated[Many[Address], Field(min_length=1)]
    """Hvem man henvender seg til."""
    path: Id | None = None
    """Veien videre."""
    rates: Many[Id] = ()
    """Satser som hører til."""
    sources: Annotated[Many[Id], Field(min_length=1)]
    """Kildene."""


@record
class Guide(Record):
    """`vocabulary/guide.yaml`: en beslutningstabell."""

    questions: Many[Question]
    """Spørsmålene i rekkefølge."""
    outcomes: Many[Outcome]
    """Svarene; den siste har ingen vilkår."""
