"""What a rule is: a code, a severity, a docstring for people and a check over the library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from catalog.diagnostics import Route, Severity
from catalog.library import Library


class Finding(NamedTuple):
    """One breach. Rules speak in routes; line and column are found later, in one place."""

    path: str
    route: Route
    message: str
    hint: str = ""
    key: bool = False


class Rule(Protocol):
    """A module in `catalog.rules`; its docstring has the parts Hva, Hvorfor and Eksempel."""

    __doc__: str | None

    @property
    def CODE(self) -> str:  # noqa: N802 - a module's constant
        """Kebab-case and permanent."""
        ...

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802 - a module's constant
        """Whether a breach stops the build."""
        ...

    def check(self, library: Library, today: str) -> Iterator[Finding]:
        """Every breach in `library` on the build date `today` (ISO)."""
        ...
