"""What must hold between files: one file per rule, listed here, documented by its own docstring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from catalog.apart import shared
from catalog.diagnostics import Diagnostic, Position, Report, Severity
from catalog.library import Library
from catalog.records import KnownException
from catalog.rules import (
    date_in_future,
    duplicate_hms_number,
    duplicate_placement,
    finding_without_answer,
    fits_on_aid,
    fixture_rank,
    former_aid_since,
    implausible_measure,
    listed_rank,
    living_tombstone,
    missing_tombstone,
    no_successor,
    old_finding,
    placement_outside_agreement,
    promise,
    property_type,
    rank_gap,
    retail_on_agreement,
    reversed_dates,
    same_rank,
    unanswered,
    unknown_category,
    unknown_post,
    unknown_reference,
    wrong_folder,
)
from catalog.rules.base import Finding, Rule

RULES: tuple[Rule, ...] = (
    unknown_reference,
    unknown_category,
    unknown_post,
    wrong_folder,
    duplicate_hms_number,
    duplicate_placement,
    reversed_dates,
    placement_outside_agreement,
    date_in_future,
    fixture_rank,
    listed_rank,
    property_type,
    fits_on_aid,
    implausible_measure,
    same_rank,
    rank_gap,
    no_successor,
    retail_on_agreement,
    former_aid_since,
    finding_without_answer,
    promise,
    unanswered,
    old_finding,
    missing_tombstone,
    living_tombstone,
)


SHARED = 5_000
"""From so many products on, a second process pays for itself."""


def check(library: Library, today: str) -> Report:
    """Every breach of every rule on the build date `today`, known exceptions taken out."""
    found: list[Diagnostic] = []
    used: set[KnownException] = set()
    for rule, findings in zip(RULES, _findings(library, today), strict=True):
        for finding in findings:
            exception = _exception(library, rule.CODE, finding)
            if exception is not None:
                used.add(exception)
                continue
            position = library.locate(finding.path, finding.route, key=finding.key)
            found.append(
                Diagnostic(
                    finding.path, position, rule.CODE, finding.message, finding.hint, rule.SEVERITY
                )
            )
    found.extend(_spent(library, used))
    return Report.of(found)


def _findings(library: Library, today: str) -> list[list[Finding]]:
    """What each rule finds, in the order of `RULES`."""
    work = [partial(_found, rule, library, today) for rule in RULES]
    if len(library.products) < SHARED:
        return [each() for each in work]
    library.index()
    return shared(work)


def _found(rule: Rule, library: Library, today: str) -> list[Finding]:
    return list(rule.check(library, today))


def check_part(
    library: Library, today: str, products: Sequence[str], agreements: Iterable[str]
) -> Report:
    """The breaches that can be seen from some records: every rule, over those alone.

    What only the whole shows (a number used twice, an exception that is spent) is left to `check`.
    """
    part = library.part(products, agreements)
    return Report.of(d for d in check(part, today) if d.code != "spent-exception")


def _exception(library: Library, code: str, finding: Finding) -> KnownException | None:
    for exception in library.exceptions:
        if (
            exception.rule == code
            and exception.path == finding.path
            and (exception.contains or "") in finding.message
        ):
            return exception
    return None


def _spent(library: Library, used: set[KnownException]) -> Iterator[Diagnostic]:
    """Exceptions that no longer fail: debts must not rot."""
    path = "vocabulary/exceptions.yaml"
    for i, exception in enumerate(library.exceptions):
        if exception not in used:
            position: Position = library.locate(path, ("exceptions", i))
            yield Diagnostic(
                path,
                position,
                "spent-exception",
                f"Unntaket fra «{exception.rule}» for {exception.path} slår ikke lenger ut.",
                "Ta linja bort.",
                Severity.ERROR,
            )
