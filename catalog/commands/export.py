"""`catalog export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from mkdocs.config import load_config

from catalog import compile as compiler
from catalog import report as reports
from catalog import stamp
from catalog.commands.options import root_option, today_option
from catalog.export import files as exports


@click.command()
@click.argument("form", type=click.Choice(exports.EXPORTS), metavar="|".join(exports.EXPORTS))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="MAPPE")
@root_option
@today_option
def export(form: str, folder: Path, root: Path, today: str) -> None:
    """Skriv katalogen som data i en mappe."""
    checked = compiler.check(stamp.read(root), today)
    if checked.report.errors:
        click.echo(reports.text(checked.report), nl=False)
        sys.exit(1)
    config = load_config(str(root / "mkdocs.yml"))
    ctx = compiler.context(checked, today)
    for name, content in exports.exported(
        ctx, form, config.site_name, config.site_url or ""
    ).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    click.echo(f"{form} er skrevet til {folder}")
