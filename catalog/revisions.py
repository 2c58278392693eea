"""The record files of another state: a folder, or a revision of the repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

from catalog.stamp import FOLDERS, read


class RevisionError(Exception):
    """The state cannot be read; the message is for the person who asked."""


def files(root: Path, name: str) -> dict[str, bytes]:
    """Path → bytes of every record at `name`: a folder with records, or a git revision of `root`.

    Raises RevisionError with a sentence in bokmål.
    """
    folder = Path(name)
    if folder.is_dir():
        if not any((folder / f).is_dir() for f in FOLDERS):
            raise RevisionError(f"«{name}» har ingen av mappene {', '.join(FOLDERS)}.")
        return read(folder)
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if commit is None:
        raise RevisionError(_unknown(root, name))
    listed = _git(root, "ls-tree", "-r", "-z", commit.decode().strip(), "--", *FOLDERS) or b""
    found = []
    for line in listed.split(b"\0"):
        meta, _, path = line.partition(b"\t")
        if path.endswith(b".yaml"):
            found.append((path.decode(), meta.split()[2]))
    contents = _blobs(root, [sha for _, sha in found])
    return dict(sorted(zip((p for p, _ in found), contents, strict=True)))


def _unknown(root: Path, name: str) -> str:
    if _git(root, "rev-parse", "--git-dir") is None:
        return f"«{name}» er ingen mappe, og {root} er ikke et git-lager."
    shallow = (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    hint = " Klonen er grunn: kjør «git fetch --unshallow» først." if shallow else ""
    return f"«{name}» er verken en mappe eller en revisjon i lageret.{hint}"


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 - git with our own arguments, never a shell
            ["git", "-C", str(root), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None


def _blobs(root: Path, names: list[bytes]) -> list[bytes]:
    """Contents of many objects with one process."""
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(root), "cat-file", "--batch"],  # noqa: S607
        input=b"\n".join(names) + b"\n",
        capture_output=True,
        check=True,
    )
    found, at = [], 0
    for _ in names:
        end = done.stdout.index(b"\n", at)
        size = int(done.stdout[at:end].split()[2])
        found.append(done.stdout[end + 1 : end + 1 + size])
        at = end + 2 + size
    return found
