"""`python -m catalog` and `catalog`."""

from __future__ import annotations

import os
import sys

import click

from catalog.apart import finish
from catalog.cli import main


def run() -> None:
    """Run the command and leave at once: taking a large library apart costs more than a check."""
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    if isinstance(code, str):
        click.echo(code, err=True)
    finish()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    run()
