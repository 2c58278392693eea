"""Work done in a second process while this one goes on with its own."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

END_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of prctl(2)."""
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
            _bound()
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


def _bound() -> None:
    """Have this process end with the one that began it, however that ends; on Linux."""
    control = getattr(ctypes.CDLL(None), "prctl", None)
    if control is not None:
        control(END_WITH_PARENT, signal.SIGKILL)


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
    try:
        found = taken()
    except BaseException:
        while os.read(queue, QUEUE):  # the other has nothing more to take
            pass
        theirs()
        os.close(queue)
        raise
    found.update(theirs())
    os.close(queue)
    return [found[i] if i in found else work[i]() for i in range(len(work))]
