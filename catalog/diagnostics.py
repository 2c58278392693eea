"""What is wrong, where, and what to do: the one shape every fault of the data takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

Route = tuple[str | int, ...]
"""Keys and indices from the root of a record to a value: `("variants", 1, "hms_number")`."""


class Severity(StrEnum):
    """`error` stops the build; `warning` is printed and, with `--strict`, stops it too."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Line and column, both counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One fault. `message` and `hint` are bokmål; `code` is kebab-case and permanent."""

    path: str
    position: Position
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Report:
    """Every fault of one run, sorted by file and position."""

    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @staticmethod
    def of(diagnostics: Iterable[Diagnostic]) -> Report:
        """Sort `diagnostics` and drop exact repetitions."""
        return Report(tuple(sorted(set(diagnostics))))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self.diagnostics)

    def __add__(self, other: Report) -> Report:
        return Report.of((*self.diagnostics, *other.diagnostics))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The faults that stop the build."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The faults that do not."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.WARNING)
