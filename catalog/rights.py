"""Money and answers on a day: the value of a rate, the notices, and the guide's decision table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product as every

from catalog.library import Library
from catalog.records import Notice, Outcome, Rate, RateValue

STALE_DAYS = 396
"""Thirteen months: how long after its last sighting a value still passes for the current one."""


@dataclass(frozen=True, slots=True)
class Valued:
    """A rate on a day: the value in force, or none with the last one known."""

    rate: Rate
    current: RateValue | None
    last: RateValue
    """The newest value that had begun, in force or not."""
    earlier: tuple[RateValue, ...]


def valued(rate: Rate, today: str) -> Valued:
    """The rate on `today` (ISO). A yearly rate without a value for the year has none."""
    begun = [v for v in rate.values if v.from_ is None or v.from_ <= today]
    last = begun[-1] if begun else rate.values[0]
    holds = bool(begun) and (last.to is None or last.to >= today)
    earlier = tuple(v for v in begun if v is not last)
    return Valued(rate, last if holds else None, last, earlier)


def is_stale(value: RateValue, today: str) -> bool:
    """Whether so long has passed since a source said it that it should be checked."""
    seen = dt.date.fromisoformat(value.seen)
    return (dt.date.fromisoformat(today) - seen).days > STALE_DAYS


def notices(library: Library, today: str) -> tuple[Notice, ...]:
    """The notices that are shown on `today`."""
    return tuple(n for n in library.notices if n.from_ <= today <= n.to)


def share(price: float, percent: float, cap: float) -> float:
    """The user's share of a price: a percentage, at most the cap."""
    return min(price * percent / 100, cap)


def outcome(library: Library, answers: Mapping[str, str]) -> Outcome | None:
    """The first outcome whose conditions hold, or None while an unanswered question matters.

    An outcome counts only when all it asks about is answered; one that could still match through
    a question not yet answered holds back every later one.
    """
    for found in library.guide_outcomes:
        verdict = _holds(found, answers)
        if verdict:
            return found
        if verdict is None:
            return None
    return None


def _holds(found: Outcome, answers: Mapping[str, str]) -> bool | None:
    open_question = False
    for condition in found.when:
        question, _, wanted = condition.partition("=")
        answer = answers.get(question)
        if answer is None:
            open_question = True
        elif answer not in wanted.split("|"):
            return False
    return None if open_question else True


def next_question(library: Library, answers: Mapping[str, str]) -> str | None:
    """The first question, in order, that an outcome still in play depends on."""
    if outcome(library, answers) is not None:
        return None
    wanted = {
        condition.partition("=")[0]
        for found in library.guide_outcomes
        if _holds(found, answers) is not False
        for condition in found.when
    }
    order = [q.id for q in library.guide_questions]
    return next((q for q in order if q in wanted and q not in answers), None)


def states(library: Library) -> Iterator[dict[str, str]]:
    """Every set of answers a reader can reach, the empty one first."""
    options = {q.id: [o.id for o in q.options] for q in library.guide_questions}

    def walk(answers: dict[str, str]) -> Iterator[dict[str, str]]:
        yield answers
        question = next_question(library, answers)
        if question is not None:
            for option in options[question]:
                yield from walk({**answers, question: option})

    if options:
        yield from walk({})


def complete(library: Library) -> Iterator[dict[str, str]]:
    """Every full set of answers, for checking that each has an outcome."""
    questions = library.guide_questions
    for chosen in every(*([o.id for o in q.options] for q in questions)):
        yield dict(zip((q.id for q in questions), chosen, strict=True))
