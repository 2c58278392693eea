"""`vocabulary/findings.yaml`: what has been found out about kinds of products, with source."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalog.records.base import CategoryCode, Day, HmsNumber, Id, Line, Many, Record, Text, record
from catalog.records.product import RetailHistory, RetailStatus

Address = Literal["municipality", "nav", "hospital", "employer", "school", "yourself"]
"""Whom to turn to."""


@record
class Condition(Record):
    """Ett vilkår og svaret når det er oppfylt."""

    when: Text
    """Når svaret gjelder: alder, sted eller formål."""
    answer: Text
    """Svaret, i én setning."""


@record
class Finding(Record):
    """Det som er funnet om en produkttype, med kilde og dato. Gjelder aldri en enkelt sak."""

    id: Id
    """Kort, varig navn."""
    title: Text
    """Hva slags produkt, i vanlige ord."""
    also: Many[Line] = ()
    """Andre navn folk bruker."""
    status: RetailStatus
    """En av de tolv statusene."""
    reason: Text
    """Hvorfor, med egne ord."""
    sources: Annotated[Many[Id], Field(min_length=1)]
    """Kildene, fra `vocabulary/sources*.yaml`."""
    as_of: Day
    """Datoen opplysningen gjaldt."""
    categories: Many[CategoryCode] = ()
    """Kategorier den gjelder for; den lengste koden vinner."""
    products: Many[Id] = ()
    """Produkter den gjelder for; går foran kategorier."""
    variants: Many[HmsNumber] = ()
    """Varianter den gjelder for; går foran produkter."""
    since: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}-\d{2})?$")] | None = None
    """Når statusen begynte (år eller dato), om det er kjent."""
    conditions: Many[Condition] = ()
    """Vilkårene; kreves for `conditional`."""
    covered: Text | None = None
    """Hva som likevel kan dekkes: tilpasning, reservedeler, tilskudd."""
    ask: Many[Address] = ()
    """Hvem man spør."""
    rate: Id | None = None
    """Satsen et tilskudd følger, fra `vocabulary/rates.yaml`. Aldri et beløp her."""
    path: Id | None = None
    """Veien videre, fra `vocabulary/paths.yaml`."""
    override_reason: Text | None = None
    """Hvorfor statusen gjelder selv om produkter står på en gjeldende avtale."""
    history: Many[RetailHistory] = ()
    """Tidligere statuser."""


@record
class Findings(Record):
    """`vocabulary/findings.yaml`."""

    findings: Many[Finding]
    """Alle funn."""
