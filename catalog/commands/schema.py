"""`catalog schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from catalog import editing, loading, stamp
from catalog.commands.options import root_option


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="schemas")
@click.option("--lists", is_flag=True, help="Ta med id-ene som finnes, som valg i redigereren.")
@root_option
def schema(out: Path, root: Path, *, lists: bool) -> None:
    """Skriv JSON Schema for hver slags fil, fra de samme modellene som kontrollerer."""
    out.mkdir(parents=True, exist_ok=True)
    known = loading.load(stamp.read(root))[0] if lists else None
    for name, found in editing.schemas(known).items():
        content = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        (out / f"{name}.schema.json").write_text(content, encoding="utf-8")
        click.echo(f"{out / name}.schema.json")
