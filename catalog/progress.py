"""Where a build is, and where its time went: on a terminal, in CI and for a machine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO


@dataclass
class Stage:
    """One part of a build: how much it handled, and how long it took."""

    name: str
    count: int = 0
    seconds: float = 0.0


@dataclass
class Progress:
    """The stages of a build so far, told as they end.

    On a terminal one line follows the build; elsewhere each stage is a line. Without `out` nothing
    is said.
    """

    out: IO[str] | None = None
    stages: list[Stage] = field(default_factory=list)
    _start: float = field(default_factory=time.perf_counter)

    @contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        """Time a part; what happens in it sets its count."""
        stage = Stage(name)
        self._say(f"{name} …", passing=True)
        start = time.perf_counter()
        yield stage
        stage.seconds = time.perf_counter() - start
        self.stages.append(stage)
        self._say(told(stage), passing=False)

    def note(self, message: str) -> None:
        """What somebody should know of a build that goes on."""
        self._say(message, passing=False)

    def end(self, message: str) -> None:
        """The last line of a build."""
        self._say(f"{message} ({_seconds(time.perf_counter() - self._start)})", passing=False)

    def timings(self) -> str:
        """A table of where time went, the whole at the end."""
        whole = time.perf_counter() - self._start
        rest = Stage("annet", seconds=whole - sum(s.seconds for s in self.stages))
        rows = [*self.stages, rest, Stage("i alt", seconds=whole)]
        return "".join(
            f"{s.name:<34}{s.count or '':>9}{_seconds(s.seconds):>10}{s.seconds / whole:>7.0%}\n"
            for s in rows
        )

    def log(self) -> str:
        """The stages as JSON, one a line."""
        return "".join(
            json.dumps(
                {"stage": s.name, "count": s.count, "seconds": round(s.seconds, 4)},
                ensure_ascii=False,
            )
            + "\n"
            for s in self.stages
        )

    def _say(self, text: str, *, passing: bool) -> None:
        if self.out is None:
            return
        if self.out.isatty():
            self.out.write(f"\r\x1b[K{text}" + ("" if passing else "\n"))
        elif not passing:
            self.out.write(f"{text}\n")
        self.out.flush()


def told(stage: Stage) -> str:
    """`sider og filer skrevet: 36 348 (2,61 s)`."""
    count = f": {stage.count:,}".replace(",", "\xa0") if stage.count else ""
    return f"{stage.name}{count} ({_seconds(stage.seconds)})"


def _seconds(value: float) -> str:
    return f"{value:.2f} s".replace(".", ",")
