"""`vocabulary/*.yaml`: the closed lists that records refer to."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from catalog.records.base import (
    CategoryCode,
    Day,
    Https,
    Id,
    Line,
    Many,
    PropertyId,
    Record,
    Text,
    record,
)


@record
class Supplier(Record):
    """En leverandør."""

    id: Id
    """Kort, varig navn."""
    name: Line
    """Firmanavnet."""
    aliases: Many[Line] = ()
    """Andre skrivemåter av samme firma."""
    sources: Many[Id] = ()
    """Hvor navnet er hentet fra."""


@record
class Category(Record):
    """En ISO 9999-klasse slik Nav bruker den."""

    code: CategoryCode
    """2, 4, 6 eller 8 sifre."""
    title: Line
    """Tittel på bokmål."""
    short: Line | None = None
    """Kort navn på bokmål."""
    title_en: Line | None = None
    """Tittel på engelsk."""
    search_words: Many[Line] = ()
    """Ord folk søker med."""
    requires: Many[Id] = ()
    """Krav fra `vocabulary/requirements.yaml` for hele kategorien."""


@record
class Bounds(Record):
    """Rimelige grenser for et mål; utenfor dem er verdien trolig en skrivefeil."""

    low: float | int
    """Laveste rimelige verdi."""
    high: float | int
    """Høyeste rimelige verdi."""


@record
class Property(Record):
    """En egenskap produkter kan ha."""

    id: PropertyId
    """Navnet som brukes i postene."""
    label: Text
    """Navnet leserne ser."""
    type: Literal["measure", "boolean", "text"]
    """`measure` (tall eller område), `boolean` (ja/nei) eller `text`."""
    unit: Annotated[str, Field(max_length=10)] | None = None
    """Enheten: cm, kg, W …"""
    section: Id
    """Avsnittet i tabellen."""
    bounds: Bounds | None = None
    """Rimelige grenser."""
    fit: Literal["at_least", "within"] | None = None
    """Hvordan et behov sammenlignes: tåle minst (`at_least`) eller dekke (`within`)."""
    direction: Literal["higher", "lower"] | None = None
    """Hva en sammenligning merker: den høyeste (`higher`) eller laveste (`lower`) verdien."""

    def plausible(self, value: Any) -> bool:
        """Whether `value` lies within the bounds; text and yes/no always do."""
        if self.bounds is None or isinstance(value, bool | str):
            return True
        low, high = value if isinstance(value, tuple) else (value, value)
        return bool(self.bounds.low <= low and high <= self.bounds.high)


@record
class Section(Record):
    """Et avsnitt i egenskapstabellen."""

    id: Id
    """Navnet som brukes i egenskapene."""
    label: Text
    """Overskriften leserne ser."""


@record
class Source(Record):
    """En kilde, med dato."""

    id: Id
    """Kort, varig navn."""
    title: Line
    """Hva kilden er."""
    date: Day
    """Datoen innholdet gjaldt."""
    url: Https | None = None
    """Adressen, om den er offentlig."""
    repository: Line | None = None
    """Lageret og fila, om kilden er åpen kildekode."""
    licence: Line | None = None
    """Lisensen."""
    published: bool = True
    """false: kilden er testdata; tall og rangeringer derfra kan ikke publiseres."""


@record
class Requirement(Record):
    """Et krav som kan gjelde en post eller kategori."""

    id: Id
    """Kort, varig navn."""
    label: Text
    """Teksten leserne ser."""


@record
class Entrance(Record):
    """En inngang på forsiden, i hverdagsord."""

    id: Id
    """Kort, varig navn."""
    label: Text
    """Teksten på inngangen."""
    categories: Annotated[Many[CategoryCode], Field(min_length=1)]
    """Kategoriene den åpner."""


@record
class KnownException(Record):
    """Et kjent avvik fra en regel. Det må fortsatt slå ut; ellers skal linja bort."""

    rule: Id
    """Regelens kode."""
    path: Line
    """Fila det gjelder."""
    reason: Line
    """Hvorfor det er riktig likevel."""
    contains: Line | None = None
    """Utdrag av meldingen, når bare noen av avvikene i fila er kjent."""


@record
class Suppliers(Record):
    """`vocabulary/suppliers.yaml`."""

    suppliers: Many[Supplier]


@record
class Categories(Record):
    """`vocabulary/categories.yaml`."""

    categories: Many[Category]


@record
class Properties(Record):
    """`vocabulary/properties.yaml`."""

    sections: Many[Section]
    properties: Many[Property]


@record
class Sources(Record):
    """`vocabulary/sources.yaml`."""

    sources: Many[Source]


@record
class Requirements(Record):
    """`vocabulary/requirements.yaml`."""

    requirements: Many[Requirement]


@record
class Entrances(Record):
    """`vocabulary/entrances.yaml`."""

    entrances: Many[Entrance]


@record
class Exceptions(Record):
    """`vocabulary/exceptions.yaml`."""

    exceptions: Many[KnownException]
