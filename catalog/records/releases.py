"""What has been published, what became of what is gone, and what changed when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from catalog.records.base import Day, HmsNumber, Id, Line, Many, Record, Text, record


@record
class Tombstone(Record):
    """En id som er tatt ut. Adressen består, med grunn og dato."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    """Id-en til produktet eller avtalen, eller HMS-nummeret i anførselstegn."""
    kind: Literal["product", "agreement", "hms"]
    """`product`, `agreement` eller `hms`."""
    name: Line
    """Navnet den hadde."""
    reason: Text
    """Hvorfor den er tatt ut, med egne ord."""
    date: Day
    """Datoen den ble tatt ut."""
    successor: Line | None = None
    """Id-en eller HMS-nummeret som tar over, om det finnes."""


@record
class Tombstones(Record):
    """`vocabulary/tombstones.yaml`."""

    tombstones: Many[Tombstone] = ()
    """Det som er tatt ut."""


@record
class Published(Record):
    """`vocabulary/published.yaml`: det siste utgivelse hadde. Skrives av et skript."""

    schema_version: Literal[1]
    """Utgaven av dette formatet; en nyere leses ikke av dette programmet."""
    date: Day
    """Datoen for utgivelsen."""
    products: Many[Id] = ()
    """Produktene."""
    agreements: Many[Id] = ()
    """Avtalene."""
    hms_numbers: Many[HmsNumber] = ()
    """HMS-numrene."""


@record
class Event(Record):
    """En endring for leserne, slik den ble sagt da den ble utgitt."""

    kind: Id
    """Hva slags endring."""
    text: Annotated[str, Field(min_length=1, max_length=1000)]
    """Endringen med ord."""
    url: Annotated[str, Field(max_length=300)]
    """Siden den gjelder, fra roten."""


@record
class Release(Record):
    """En utgivelse med endringene den hadde."""

    date: Day
    """Datoen."""
    events: Many[Event] = ()
    """Endringene, viktigst først."""


@record
class Releases(Record):
    """`vocabulary/releases.yaml`."""

    releases: Many[Release] = ()
    """Utgivelsene, nyeste først."""
