"""A saved file → the preview that shows it: a record at once, the rest when it has been quiet.

Nothing is polled on the disk; the system tells what is saved.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort, MkDocsException
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from catalog import stamp
from catalog.preview import Preview

QUIET = 0.05
"""Seconds without another change before everything is read: an editor saves in several steps."""
SETTLED = 1.5
"""The same after a record that was taken in at once: the whole is then looked at in peace."""
SAVED = {"closed", "moved", "deleted"} | (set() if sys.platform == "linux" else {"modified"})
"""What a file system tells when a file is whole; only Linux tells when it is closed."""
COME = {"created", "moved", "deleted"}
"""What it tells of folders, and of a file that is moved in and never closed."""
WATCHED = (".yaml", ".md", ".html", ".css", ".js", ".yml", ".po")


def watch(preview: Preview, folders: Iterable[Path], log: Callable[[str], None]) -> Any:
    """The watcher of `folders`, begun; the caller ends it."""
    observer = Observer()
    each = _Watch(preview, log)
    for folder in folders:
        if folder.is_dir():
            observer.schedule(each, str(folder), recursive=True)
    observer.start()
    each.begin()
    return observer


class _Watch(FileSystemEventHandler):
    """Takes a saved record in at once; the rest when it has been quiet for a while."""

    def __init__(self, preview: Preview, log: Callable[[str], None]) -> None:
        self.preview, self.log = preview, log
        self._timer: threading.Timer | None = None
        self._whole = False
        self._busy = threading.Lock()

    def begin(self) -> None:
        """Look for what was saved before anyone watched: while the site was made."""
        self._whole = self.preview.rewritten() or self._whole
        self._wait(SETTLED, self._changed if self._whole else self._catch_up)

    def _catch_up(self) -> None:
        if self.preview.resaved():
            self._changed()

    def on_any_event(self, event: FileSystemEvent) -> None:
        path, kind = str(event.dest_path or event.src_path), event.event_type
        if kind not in SAVED | COME or not (event.is_directory or path.endswith(WATCHED)):
            return
        name = self._record(path)
        if name is None:
            self._whole = True
        wait = QUIET
        if name and kind in SAVED and not event.is_directory and self.preview.saved(name):
            self.log(self.preview.faults or "Vist på nytt.")
            wait = SETTLED
        self._wait(wait, self._changed)

    def _wait(self, seconds: float, then: Callable[[], None]) -> None:
        """Do `then` when nothing else has been saved for so long."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(seconds, then)
        self._timer.daemon = True
        self._timer.start()

    def _record(self, path: str) -> str | None:
        """The path of a record, or of a folder of them, from the root; empty for a list."""
        try:
            name = Path(path).resolve().relative_to(self.preview.root.resolve()).as_posix()
        except ValueError:
            return None
        if name.partition("/")[0] not in stamp.FOLDERS:
            return None
        return "" if name.startswith("vocabulary") else name

    def _changed(self) -> None:
        """One at a time: what was saved while another was at work is read by the next."""
        with self._busy:
            whole, self._whole = self._whole, False
            was = self.preview.faults
            try:
                (self.preview.rebuild if whole else self.preview.refresh)()
            except (MkDocsException, OSError, ValueError) as error:
                self._whole = self._whole or whole
                # MkDocs has told the terminal why; an Abort says only that it stopped
                why = error.__context__ if isinstance(error, Abort) else None
                self.preview.say(f"Siden kunne ikke bygges: {str(why or error).strip()}")
            if whole or self.preview.faults != was:
                self.log(self.preview.faults or "Vist på nytt.")
