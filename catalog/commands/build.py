"""`catalog build`."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click
from mkdocs.exceptions import Abort, MkDocsException

from catalog import builds
from catalog import offline as zipped
from catalog.commands.options import root_option, today_option
from catalog.progress import Progress


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Ellers site/.")
@click.option("--pages-only", is_flag=True, help="Uten søkeindeks, API og nedlastinger.")
@click.option("--offline", is_flag=True, help="Skriv også <MAPPE>.zip, som åpnes med dobbeltklikk.")
@click.option("--fresh", is_flag=True, help="Lag alt på nytt, også det som ikke er endret.")
@click.option("--timings", is_flag=True, help="Vis hvor tiden gikk.")
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), help="Stegene som JSON.")
@root_option
@today_option
def build(  # noqa: PLR0913 - one for each thing a person may ask for
    out: Path | None,
    root: Path,
    today: str,
    log: Path | None,
    *,
    pages_only: bool,
    offline: bool,
    fresh: bool,
    timings: bool,
) -> None:
    """Bygg nettstedet, det som er endret, og bytt det inn til slutt."""
    progress = Progress(sys.stderr)
    gc.disable()  # a short run: what would be collected goes with the process
    try:
        place = builds.build(builds.Wanted(root, today, out, pages_only), progress, fresh=fresh)
    except (Abort, MkDocsException, builds.BuildError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    try:
        if offline:
            target = place.with_name(f"{place.name}.zip")
            click.echo(f"{target}: {zipped.pack(place, target)} filer")
        if timings:
            click.echo(progress.timings(), nl=False)
        if log:
            log.write_text(progress.log(), "utf-8")
    except OSError as error:
        click.echo(f"Nettstedet er bygd, men: {error.strerror} ({error.filename}).", err=True)
        sys.exit(1)
