"""`agreements/<id>.yaml`: one framework agreement with its posts (delkontrakter)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalog.records.base import Day, Id, Line, Many, PostNumber, Record, Text, record

Allocation = Literal["ranked", "unranked", "parallel", "unknown"]


@record
class Option(Record):
    """En opsjon på forlengelse."""

    until: Day
    """Siste dag når opsjonen er brukt."""
    exercised: Day | None = None
    """Datoen opsjonen ble utløst. Utelatt: ikke utløst, så vidt vi vet."""


@record
class PostRef(Record):
    """En post i en annen avtale."""

    agreement: Id
    """Rammeavtalen."""
    post: PostNumber
    """Delkontraktens (postens) nummer."""


@record
class Post(Record):
    """En delkontrakt (post)."""

    number: PostNumber
    """Nummeret, i anførselstegn: "17" eller "1A"."""
    title: Line | None = None
    """Delkontraktens navn. Utelatt betyr ikke kjent."""
    allocation: Allocation = "unknown"
    """`ranked`, `unranked`, `parallel` eller `unknown` (ikke kjent)."""
    intended_for: Text | None = None
    """Hvem delkontrakten er ment for, med egne ord."""
    requires: Many[Id] = ()
    """Krav fra `vocabulary/requirements.yaml`."""
    successor_of: Many[PostRef] = ()
    """Postene i tidligere avtaler som denne følger etter."""


@record
class Agreement(Record):
    """En rammeavtale med sine delkontrakter (poster)."""

    id: Id
    """Likt filnavnet. Endres aldri."""
    title: Line
    """Avtalens navn."""
    abbreviation: Annotated[str, Field(pattern=r"^[A-ZÆØÅ0-9]{2,20}$")] | None = None
    """Forkortelsen som brukes i begrunnelser: HYGIENE, MRS …"""
    reference: Line | None = None
    """Avtalereferanse (anbudsnummer)."""
    valid_from: Day | None = None
    """Første dag. Utelatt betyr ikke kjent."""
    valid_to: Day | None = None
    """Siste dag. Utelatt betyr ikke kjent."""
    options: Many[Option] = ()
    """Opsjoner på forlengelse."""
    supersedes: Id | None = None
    """Avtalen denne følger etter."""
    not_continued: Day | None = None
    """Datoen det ble kjent at området ikke får noen ny avtale."""
    posts: Many[Post] = ()
    """Delkontraktene."""
    sources: Annotated[Many[Id], Field(min_length=1)]
    """Kildene, fra `vocabulary/sources.yaml`."""
    checked: Day | None = None
    """Datoen et menneske sist bekreftet opplysningene. Settes aldri av et verktøy."""
