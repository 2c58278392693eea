"""What a build reads, as bytes, and digests of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

Digest = bytes

FOLDERS = ("products", "agreements", "vocabulary")

_PROGRAM = {".py", ".html", ".js", ".css", ".po", ".svg"}
_PACKAGES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "pydantic",
    "rjsmin",
)


def read(root: Path) -> dict[str, bytes]:
    """Every record file below `root`, by its path from there, with `/`."""
    return {path: content for folder in FOLDERS for path, content in sorted(_below(root, folder))}


def _below(root: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    if not (root / folder).is_dir():
        return
    with os.scandir(root / folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue  # what an editor keeps while it works
            if entry.is_dir():
                yield from _below(root, path)
            elif path.endswith(".yaml"):
                with suppress(FileNotFoundError), open(entry.path, "rb", buffering=0) as file:
                    yield path, file.read()


def below(paths: Iterable[str]) -> Iterator[bytes | str]:
    """The name and the content of each file at or below `paths`; what is gone has none."""
    for path in map(Path, paths):
        for file in (p for p in (path, *sorted(path.rglob("*"))) if p.is_file()):
            yield file.as_posix()
            yield file.read_bytes()


def mixed(parts: Iterable[bytes | str]) -> Digest:
    """One digest of several, in order."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(4, "big"))
        digest.update(content)
    return digest.digest()


def packages() -> list[str]:
    """Each package that has a say in what a page becomes, with its version."""
    return [f"{name}=={version(name)}" for name in _PACKAGES]


def program() -> bytes:
    """The digest of this program: its code, templates, theme and translations."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(p for p in Path(__file__).parent.rglob("*") if p.suffix in _PROGRAM):
        digest.update(path.read_bytes())
    return digest.digest()


def fingerprint(files: dict[str, bytes], today: str) -> str:
    """Of everything a build reads: the date, this program and every record."""
    digest = hashlib.blake2b(today.encode(), digest_size=8)
    digest.update(program())
    for name, content in files.items():
        digest.update(f"\0{name}\0".encode())
        digest.update(content)
    return digest.hexdigest()
