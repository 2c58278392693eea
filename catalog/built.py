"""A build as it lies on the disk, and whether it is still there.

Loading the compiler takes longer than seeing that nothing has changed, so nothing of it is here.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

Entry = bytes
"""What an output was made of; then the size, time of change (ns) and inode of its file, packed:
there is one for each file of the site, in memory and on the disk."""
FILE = struct.Struct("<QQQ")


def packed(found: os.stat_result) -> Entry:
    """What an entry ends with."""
    return FILE.pack(found.st_size, found.st_mtime_ns, found.st_ino)


@dataclass(frozen=True, slots=True)
class Built:
    """A build on the disk: where it lies, and what each of its outputs was made of."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    stamp: bytes | None = None
    """Of everything that was read for it; None where that cannot be told."""
    others: tuple[str, ...] = ()
    """Files and folders that were read beside the records, the program and the settings."""
    identity: tuple[int, int] = (0, 0)
    """Which folder on which disk it is."""
    fingerprint: str = ""
    """What the folders of parts are named after."""

    def path(self, path: str, fingerprint: str) -> str:
        """Where here lies what lies at `path` in the site with that fingerprint."""
        return path.replace(fingerprint, self.fingerprint) if path.startswith("assets/") else path

    def kept(self, path: str, digest: bytes) -> Entry | None:
        """The entry of `path` if it lies there, untouched and made of the same."""
        entry = self.entries.get(path)
        same = entry is not None and entry[: -FILE.size] == digest
        return entry if entry is not None and same and self._untouched(path, entry) else None

    def whole(self, start: int = 0, stop: int | None = None) -> bool:
        """Whether every output, or some of them, still lies there as it was written."""
        some = islice(self.entries.items(), start, stop)
        return all(self._untouched(path, entry) for path, entry in some)

    def _untouched(self, path: str, entry: Entry) -> bool:
        try:
            found = os.stat(f"{self.folder}/{path}")
        except OSError:
            return False
        return entry.endswith(packed(found))
