"""Whether an agreement is in force on a day. The only place where a date meets the build date."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from catalog.library import Library
from catalog.records import Agreement, Placement, Variant


class State(StrEnum):
    """What we know of a period on the build date."""

    CURRENT = "current"
    UPCOMING = "upcoming"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    """The end is not recorded, but a newer agreement for the same area has begun."""
    UNKNOWN = "unknown"
    """Neither beginning nor end is recorded, and no newer agreement is known."""


OVER = frozenset({State.EXPIRED, State.SUPERSEDED})


def last_day(agreement: Agreement) -> str | None:
    """The last day with every exercised option counted, or None if not known."""
    ends = [o.until for o in agreement.options if o.exercised is not None]
    if agreement.valid_to is not None:
        ends.append(agreement.valid_to)
    return max(ends, default=None)


def period(agreement: Agreement) -> tuple[str | None, str | None]:
    """The first and last day of an agreement, exercised options counted; None if not known."""
    return agreement.valid_from, last_day(agreement)


def placement_period(library: Library, placement: Placement) -> tuple[str | None, str | None]:
    """The first and last day of a placement: its own where it has them, else its agreement's."""
    start, end = period(library.agreements[placement.agreement])
    return placement.valid_from or start, placement.valid_to or end


def agreement_state(library: Library, agreement: Agreement, today: str) -> State:
    """The state of `agreement` on `today` (ISO date)."""
    end = last_day(agreement)
    if end is not None and end < today:
        return State.EXPIRED
    if agreement.valid_from is not None and agreement.valid_from > today:
        return State.UPCOMING
    if end is None and _successor_begun(library, agreement, today):
        return State.SUPERSEDED
    if agreement.valid_from is None and end is None:
        return State.UNKNOWN
    return State.CURRENT


def _successor_begun(library: Library, agreement: Agreement, today: str) -> bool:
    """Whether any later generation has begun; an undated one counts through its successor."""
    starts = (later.valid_from for later in following(library, agreement))
    return any(start is not None and start <= today for start in starts)


def following(library: Library, agreement: Agreement) -> Iterator[Agreement]:
    """Every later generation of `agreement`, the next first."""
    seen = {agreement.id}
    later = library.successor.get(agreement.id)
    while later is not None and later.id not in seen:
        yield later
        seen.add(later.id)
        later = library.successor.get(later.id)


def placement_state(library: Library, placement: Placement, today: str) -> State:
    """The state of one placement: its own period first, then its agreement's."""
    if placement.valid_to is not None and placement.valid_to < today:
        return State.EXPIRED
    if placement.valid_from is not None and placement.valid_from > today:
        return State.UPCOMING
    agreement = library.agreements.get(placement.agreement)
    if agreement is None:  # a rule says so; the other rules must not fall over it
        return State.UNKNOWN
    return agreement_state(library, agreement, today)


def is_discontinued(variant: Variant, today: str) -> bool:
    """Whether `variant` has gone out on `today`."""
    return variant.discontinued is not None and variant.discontinued <= today
