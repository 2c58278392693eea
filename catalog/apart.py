"""Work done in a second process while this one goes on with its own."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

QUEUE = 32_768
"""Bytes of work that a pipe holds for certain; what does not fit is done at the end."""


def apart(work: Callable[[], T]) -> Callable[[], T]:
    """Begin `work` in a forked process; the answer waits for its result.

    Where there is nothing to fork with, or the other process fails, the work is done here.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return work
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(ours)
            content = pickle.dumps(work(), protocol=5)  # whole first: nobody may be reading yet
            with os.fdopen(theirs, "wb") as out:
                out.write(content)
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)

    def result() -> T:
        with os.fdopen(ours, "rb") as came:
            content = came.read()
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
            return work()
        found: T = pickle.loads(content)  # noqa: S301 - from our own fork
        return found

    return result


_LEFT: list[Callable[[], Any]] = []


def left(work: Callable[[], Any]) -> None:
    """Begin `work` in another process; only the end of the program waits for it."""
    _LEFT.append(apart(work))


def finish() -> None:
    """Wait for what was left."""
    while _LEFT:
        _LEFT.pop()()


def shared(work: Sequence[Callable[[], T]]) -> list[T]:
    """The results of `work` in its order, done by this process and another.

    Each takes the next piece when it is ready, so that neither waits for the other. What the
    other process fails at is done here.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1 or len(work) < 2:
        return [each() for each in work]
    queue, fill = os.pipe()
    os.set_blocking(fill, False)
    numbers = b"".join(i.to_bytes(4, "big") for i in range(len(work)))
    os.write(fill, numbers[:QUEUE])
    os.close(fill)

    def taken() -> dict[int, T]:
        found = {}
        while piece := os.read(queue, 4):
            number = int.from_bytes(piece, "big")
            found[number] = work[number]()
        return found

    theirs = apart(taken)
    found = taken()
    found.update(theirs())
    os.close(queue)
    return [found[i] if i in found else work[i]() for i in range(len(work))]
