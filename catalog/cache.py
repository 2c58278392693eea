"""Parsed records kept between runs: disposable, bound to this program, never half-written.

A record is taken from here only when its file's bytes are the same; anything odd about the file of
the cache and it is as if there were none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import tempfile
from importlib.metadata import version
from pathlib import Path

from catalog.library import Parsed

FOLDER = ".cache"
_HERE = Path(__file__).parent


def _name() -> str:
    """Of the cache's file: another program, or another pydantic, has another."""
    digest = hashlib.blake2b(version("pydantic").encode(), digest_size=8)
    for path in sorted(
        (*(_HERE / "records").glob("*.py"), _HERE / "source.py", _HERE / "library.py")
    ):
        digest.update(path.read_bytes())
    return f"records-{digest.hexdigest()}"


def load(root: Path) -> Parsed:
    """What an earlier run parsed below `root`; empty when there is nothing to trust."""
    try:
        content = (root / FOLDER / _name()).read_bytes()
        digest, body = content[:16], content[16:]
        if hashlib.blake2b(body, digest_size=16).digest() == digest:
            found: Parsed = pickle.loads(body)  # noqa: S301 - our own file, below the working copy
            return found
    except (OSError, ValueError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
        pass
    return {}


def store(root: Path, parsed: Parsed) -> None:
    """Keep `parsed`; a disk that refuses is no fault, the next run parses anew."""
    folder = root / FOLDER
    body = pickle.dumps(parsed, protocol=5)
    content = hashlib.blake2b(body, digest_size=16).digest() + body
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        for old in folder.glob("records-*"):
            if old.name != _name():
                old.unlink()
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(folder / _name())
        except OSError:
            Path(name).unlink(missing_ok=True)
