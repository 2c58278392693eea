"""What the records say to readers: every retail decision, and every text, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.diagnostics import Route
from catalog.library import Library, product_path
from catalog.records import Finding, RetailFinding, Text

FINDINGS = "vocabulary/findings.yaml"


def said(library: Library) -> Iterator[tuple[str, Route, Finding | RetailFinding]]:
    """Every decision on retail status: path, route and what it says."""
    for i, finding in enumerate(library.findings_in_order):
        yield FINDINGS, ("findings", i), finding
    for product in library.products.values():
        if product.retail is not None:
            yield product_path(product), ("retail",), product.retail


def texts(library: Library) -> Iterator[tuple[str, Route, str]]:
    """Every text written for readers, in each language it has."""
    for path, route, found in said(library):
        yield from _languages(path, (*route, "reason"), found.reason)
        yield from _languages(path, (*route, "override_reason"), found.override_reason)
        if isinstance(found, Finding):
            yield from _languages(path, (*route, "covered"), found.covered)
            for i, condition in enumerate(found.conditions):
                here = (*route, "conditions", i)
                yield from _languages(path, (*here, "when"), condition.when)
                yield from _languages(path, (*here, "answer"), condition.answer)
    for product in library.products.values():
        yield from _languages(product_path(product), ("summary",), product.summary)
    yield from _ways(library)


def _ways(library: Library) -> Iterator[tuple[str, Route, str]]:
    where = "vocabulary/paths.yaml"
    for i, path in enumerate(library.paths.values()):
        yield from _languages(where, ("paths", i, "intro"), path.intro)
        yield from _languages(where, ("paths", i, "refused"), path.refused)
        for j, step in enumerate(path.steps):
            yield from _languages(where, ("paths", i, "steps", j, "do"), step.do)
    where = "vocabulary/situations.yaml"
    for i, situation in enumerate(library.situations.values()):
        yield from _languages(where, ("situations", i, "intro"), situation.intro)
        for j, text in enumerate(situation.simple):
            yield from _languages(where, ("situations", i, "simple", j), text)
    where = "vocabulary/guide.yaml"
    for i, outcome in enumerate(library.guide_outcomes):
        yield from _languages(where, ("outcomes", i, "title"), outcome.title)
        yield from _languages(where, ("outcomes", i, "text"), outcome.text)


def _languages(path: str, route: Route, text: Text | None) -> Iterator[tuple[str, Route, str]]:
    if text is None:
        return
    for language in ("nb", "nn", "en"):
        value = getattr(text, language)
        if value:
            yield path, (*route, language), value
