"""What is kept between runs: disposable, never half-written, never trusted when anything is odd.

Parsed records are bound to the program that parsed them and to the bytes of their file; what a
build wrote, to the files as they lie there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = ".cache"
_HERE = Path(__file__).parent


def _records() -> str:
    """The name of the cache of records: another program, or another pydantic, has another."""
    digest = hashlib.blake2b(version("pydantic").encode(), digest_size=8)
    for path in sorted(
        (*(_HERE / "records").glob("*.py"), _HERE / "source.py", _HERE / "loading.py")
    ):
        digest.update(path.read_bytes())
    return f"records-{digest.hexdigest()}"


def load(root: Path) -> dict[str, Any]:
    """What an earlier run parsed below `root`; empty when there is nothing to trust."""
    found: dict[str, Any] = kept(root, _records()) or {}
    return found


def store(root: Path, parsed: dict[str, Any]) -> None:
    """Keep `parsed` for the next run, and no other program's."""
    name = _records()
    with contextlib.suppress(OSError):
        for old in (root / FOLDER).glob("records-*"):
            if old.name != name:
                old.unlink()
    keep(root, name, parsed)


def kept(root: Path, name: str) -> Any:
    """What was kept under `name`, or None when there is nothing to trust."""
    try:
        content = (root / FOLDER / name).read_bytes()
        digest, body = content[:16], content[16:]
        if hashlib.blake2b(body, digest_size=16).digest() == digest:
            return pickle.loads(body)  # noqa: S301 - our own file, below the working copy
    except (OSError, ValueError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
        pass
    return None


def keep(root: Path, name: str, value: Any) -> None:
    """Keep `value`; a disk that refuses is no fault, the next run works it out anew."""
    folder = root / FOLDER
    body = pickle.dumps(value, protocol=5)
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.blake2b(body, digest_size=16).digest())
                file.write(body)
            Path(temporary).replace(folder / name)
        except OSError:
            Path(temporary).unlink(missing_ok=True)


def prune(root: Path, start: str, most: int) -> None:
    """Let go of all but the newest `most` of what was kept under names that begin with `start`."""
    with contextlib.suppress(OSError):
        found = sorted((root / FOLDER).glob(f"{start}*"), key=lambda p: -p.stat().st_mtime_ns)
        for old in found[most:]:
            old.unlink()
