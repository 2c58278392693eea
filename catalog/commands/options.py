"""What several commands ask for. The clock is met here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click


def day(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """An ISO date, today if absent; wrong use when it is none."""
    if value is None:
        return dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"«{value}» er ikke en dato på formen ÅÅÅÅ-MM-DD.") from None


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Mappa med products/, agreements/ og vocabulary/.",
)
today_option = click.option(
    "--today", callback=day, metavar="DATO", help="Byggedato, ÅÅÅÅ-MM-DD. Ellers dagens dato."
)


def inside(root: Path, path: str) -> str:
    """`path` as the report names it; wrong use when it is not below the root."""
    full = Path(path).resolve()
    if not full.exists():
        raise click.BadParameter(f"«{path}» finnes ikke.")
    try:
        return full.relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.BadParameter(f"«{path}» ligger ikke i katalogen.") from None
