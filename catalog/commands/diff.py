"""`catalog diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from mkdocs.config import load_config

from catalog import changes, impact, revisions
from catalog import compile as compiler
from catalog import report as reports
from catalog.commands.options import root_option, today_option


@click.command()
@click.argument("base", metavar="FØR")
@click.argument("head", required=False, metavar="[ETTER]")
@click.option("--format", "form", type=click.Choice(list(impact.FORMATS)), default="text")
@root_option
@today_option
def diff(base: str, head: str | None, form: str, root: Path, today: str) -> None:
    """Si hva en endring gjør for leserne. FØR og ETTER er git-revisjoner eller mapper."""
    try:
        states = [revisions.files(root, base), revisions.files(root, head or str(root))]
    except revisions.RevisionError as error:
        raise click.UsageError(str(error)) from None
    checked = [compiler.check(files, today) for files in states]
    for name, state in zip((base, head or str(root)), checked, strict=True):
        if state.report.errors:
            click.echo(reports.text(state.report), nl=False)
            click.echo(f"Postene i «{name}» har feil, så endringene kan ikke regnes ut.", err=True)
            sys.exit(1)
    address = str(load_config(str(root / "mkdocs.yml")).site_url or "/")
    found = changes.changes(checked[0].library, checked[1].library, today)
    click.echo(impact.FORMATS[form](found, address), nl=False)
