"""`catalog check`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from catalog import compile as compiler
from catalog import report as reports
from catalog.commands.options import inside, root_option, today_option
from catalog.diagnostics import Report


@click.command()
@click.argument("paths", nargs=-1, metavar="[STI…]")
@click.option("--format", "form", type=click.Choice(list(reports.FORMATS)), default="text")
@click.option("--strict", is_flag=True, help="Advarsler teller som feil.")
@root_option
@today_option
def check(paths: tuple[str, ...], form: str, *, strict: bool, root: Path, today: str) -> None:
    """Finn hver feil i hver post. 0: ingen feil, 1: feil, 2: feil bruk."""
    gc.disable()  # a short run: what would be collected goes with the process
    checked = compiler.check_folder(root, today)
    report = checked.report
    if paths:
        wanted = tuple(inside(root, p) for p in paths)
        report = Report.of(
            d for d in report if any(d.path == w or d.path.startswith(f"{w}/") for w in wanted)
        )
    texts = checked.library.texts
    click.echo(
        reports.text(report, texts) if form == "text" else reports.FORMATS[form](report), nl=False
    )
    sys.exit(1 if report.errors or (strict and report.warnings) else 0)
