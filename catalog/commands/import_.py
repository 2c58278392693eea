"""`catalog import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from catalog import changes, formatting, impact, importing, stamp
from catalog import compile as compiler
from catalog import report as reports
from catalog.commands.options import root_option, today_option
from catalog.records import Product

IMPORTS = ("finnhjelpemiddel", "sheet", "order-list")


@click.command("import")
@click.argument("form", type=click.Choice(IMPORTS), metavar="|".join(IMPORTS))
@click.argument("file", type=click.File("rb"), metavar="FIL")
@click.option("--dry-run", is_flag=True, help="Vis endringene; skriv ingenting.")
@click.option("--source", required=True, help="Kilden, fra vocabulary/sources.yaml.")
@click.option("--agreement", default="", help="For sheet: avtalen lista gjelder.")
@root_option
@today_option
def import_(
    form: str,
    file: IO[bytes],
    source: str,
    agreement: str,
    root: Path,
    today: str,
    *,
    dry_run: bool,
) -> None:
    """Hent opplysninger fra Navs formater. FIL kan være - for standard inn."""
    files = stamp.read(root)
    before = compiler.check(files, today)
    if before.report.errors:
        click.echo(reports.text(before.report), nl=False)
        sys.exit(1)
    known = before.library.sources.get(source)
    if known is None:
        raise click.BadParameter(f"Kilden «{source}» finnes ikke i vocabulary/sources.yaml.")
    try:
        found = importing.read(form, file, before.library, agreement)
    except importing.UnusableFileError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    made = importing.plan(before.library, found.articles, source, known.date)
    click.echo(importing.told([*found.notes, *made.notes]), nl=False)
    new = {
        path: formatting.edited(path, files.get(path, b"").decode(), data, Product).encode()
        for path, data in made.records.items()
    }
    after = compiler.check({**files, **new}, today)
    if after.report.errors:
        click.echo(reports.text(after.report), nl=False)
        click.echo("Ingenting er skrevet.", err=True)
        sys.exit(1)
    changed = changes.changes(before.library, after.library, today)
    click.echo(impact.text(changed, "/"), nl=False)
    written = {p: c for p, c in new.items() if files.get(p) != c}
    for path, content in written.items() if not dry_run else ():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    verb = "ville blitt skrevet" if dry_run else "er skrevet"
    click.echo(f"{len(found.articles)} artikler lest, {len(written)} filer {verb}.")
