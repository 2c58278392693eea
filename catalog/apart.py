"""Work done in a second process while this one goes on with its own."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


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
            with os.fdopen(theirs, "wb") as out:
                pickle.dump(work(), out, protocol=5)
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
