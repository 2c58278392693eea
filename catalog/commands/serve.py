"""`catalog serve`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click
from mkdocs.exceptions import Abort, MkDocsException

from catalog import compile as compiler
from catalog import making, stamp
from catalog.commands.options import root_option
from catalog.preview import Preview
from catalog.server import server
from catalog.watching import watch


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@root_option
def serve(port: int, root: Path) -> None:
    """Vis nettstedet lokalt. En lagret post vises med en gang, en feil ved siden av siden."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        preview = Preview(lambda: making.config(root, today), root, today)
    except (Abort, MkDocsException) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    watched = [root / f for f in (*stamp.FOLDERS, "docs")] + [compiler.THEME, compiler.TEMPLATES]
    try:
        found = server(preview, port)
    except OSError as error:
        preview.close()
        click.echo(
            f"Kan ikke vise på port {port}: {error.strerror}. Velg en annen med --port.", err=True
        )
        sys.exit(1)
    try:
        observer = watch(preview, watched, click.echo)
    except OSError as error:  # the system follows no more folders
        found.server_close()
        preview.close()
        click.echo(f"Kan ikke følge med på filene: {error.strerror}.", err=True)
        sys.exit(1)
    click.echo(f"http://127.0.0.1:{found.server_port}/  (Ctrl+C avslutter)")
    try:
        found.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        observer.stop()
        found.server_close()
        preview.close()
