"""`catalog fmt`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog import formatting, loading, stamp
from catalog import report as reports
from catalog.commands.options import inside, root_option
from catalog.diagnostics import Report
from catalog.records import Agreement, Product
from catalog.source import SourceError


@click.command()
@click.argument("paths", nargs=-1, metavar="[STI…]")
@click.option("--check", "only", is_flag=True, help="Skriv ingenting; 1 når noe ikke er i form.")
@root_option
def fmt(paths: tuple[str, ...], root: Path, *, only: bool) -> None:
    """Skriv produkter og avtaler i fast form. Kommentarer beholdes, verdier endres aldri."""
    wanted = tuple(inside(root, p) for p in paths) or ("products", "agreements")
    found, faults = [], []
    for path, content in stamp.read(root).items():
        model = loading.kind(path)
        if model not in {Product, Agreement} or not any(
            path == w or path.startswith(f"{w}/") for w in wanted
        ):
            continue
        try:
            text = formatting.formatted(path, content, model).encode()
        except SourceError as error:
            faults.append(error.diagnostic)
            continue
        if text != content:
            found.append((path, text))
    if faults:
        click.echo(reports.text(Report.of(faults)), nl=False)
        sys.exit(1)
    for path, text in found:
        click.echo(path)
        if not only:
            (root / path).write_bytes(text)
    sys.exit(1 if only and found else 0)
