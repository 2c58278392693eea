"""What the suites for everyone counted, said once at the end of a run."""

from __future__ import annotations

from collections import Counter

COUNTED: Counter[str] = Counter()
"""«checks» and «faults» of each suite: `axe`, `axe faults`."""

LABELS = {
    "axe": "axe, WCAG 2.2 AA: visninger",
    "html": "Nu HTML Checker: sider",
    "policy": "streng CSP: sider",
    "plain": "uten JavaScript: sider",
    "focus": "synlig fokus: steg",
    "attacks": "angrep gjennom felt",
    "snapshots": "tilgjengelighetstre: sider",
}


def count(what: str, checks: int = 1, faults: int = 0) -> None:
    """Note `checks` more of a suite, and how many of them failed."""
    COUNTED[what] += checks
    COUNTED[f"{what} faults"] += faults


def lines() -> list[str]:
    """A line for each suite that ran."""
    return [
        f"{label}: {COUNTED[what]}, brudd: {COUNTED[f'{what} faults']}"
        for what, label in LABELS.items()
        if COUNTED[what]
    ]
