"""Put the questions of `tests/queries.yaml` to the search; with a revision, what has changed since.

`python scripts/search_suite.py [REVISION]`: each question that fails and a line of figures a group;
with REVISION, the questions that are answered otherwise than with the synonyms of that revision.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asking
import yaml
from playwright.sync_api import Page

from catalog import stamp
from catalog.views.context import Context

QUESTIONS = Path("tests/queries.yaml")
SYNONYMS = "vocabulary/synonyms.yaml"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question with its answer; `fault` is empty when the answer is right."""

    group: str
    question: dict[str, Any]
    answer: dict[str, Any]
    fault: str


def outcomes(ctx: Context, page: Page) -> list[Outcome]:
    """Every question answered over `ctx`, in a page of `asking.searching`."""
    groups = yaml.safe_load(QUESTIONS.read_text("utf-8"))
    rows = [(group, question) for group, found in groups.items() for question in found]
    answers = asking.ask(page, ctx, [question["q"] for _, question in rows])
    return [
        Outcome(group, question, answer, _fault(ctx, question, answer))
        for (group, question), answer in zip(rows, answers, strict=True)
    ]


def _fault(ctx: Context, question: dict[str, Any], answer: dict[str, Any]) -> str:
    five = answer["ids"][:5]
    if "first" in question and five[:1] != [question["first"]]:
        return f"first is {five[:1]}"
    if "goes" in question and not any(p.startswith(question["goes"]) for p in answer["places"][:1]):
        return f"goes to {answer['places']}"
    wanted = question.get("top", [])
    met = [w for w in wanted if any(_is(ctx, w, i) for i in five)]
    if wanted and (not met if question.get("any") else met != wanted):
        return f"top is {five}"
    unwanted = [i for w in question.get("never", []) for i in five if _is(ctx, w, i)]
    return f"has {unwanted}" if unwanted else ""


def _is(ctx: Context, wanted: str, product: str) -> bool:
    code = ctx.library.products[product].category or ""
    return product == wanted or (wanted.isdigit() and code.startswith(wanted))


def main() -> None:
    """Print the figures."""
    files = stamp.read(Path())
    now = _outcomes(files)
    for outcome in now:
        if outcome.fault:
            print(f"{outcome.group}: {outcome.question['q']}: {outcome.fault}")
    for group in dict.fromkeys(o.group for o in now):
        found = [o for o in now if o.group == group]
        print(f"{group}: {sum(not o.fault for o in found)} of {len(found)}")
    right = sum(not o.fault for o in now)
    print(f"in all {right} of {len(now)}: {100 * right / len(now):.1f} %")
    if len(sys.argv) > 1:
        command = ["git", "show", f"{sys.argv[1]}:{SYNONYMS}"]
        old = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
        _changes(_outcomes({**files, SYNONYMS: old}), now)


def _outcomes(files: dict[str, bytes]) -> list[Outcome]:
    ctx = asking.context(files)
    with asking.chromium() as browser, asking.searching(ctx, browser) as page:
        return outcomes(ctx, page)


def _changes(before: list[Outcome], after: list[Outcome]) -> None:
    for old, new in zip(before, after, strict=True):
        if (
            old.answer["ids"][:5] != new.answer["ids"][:5]
            or old.answer["total"] != new.answer["total"]
        ):
            verdict = {(True, False): " – now right", (False, True): " – now wrong"}.get(
                (bool(old.fault), bool(new.fault)), ""
            )
            print(
                f"changed: {old.question['q']}: {old.answer['total']} → {new.answer['total']} hits{verdict}"
            )
            print(f"  before {old.answer['ids'][:5]}\n  after  {new.answer['ids'][:5]}")


if __name__ == "__main__":
    main()
