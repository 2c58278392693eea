"""`catalog new`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from catalog import loading, scaffold, stamp
from catalog.commands.options import root_option, today_option


@click.group()
def new() -> None:
    """Lag en ny post å fylle ut."""


id_argument = click.argument("id_", metavar="ID")
source_option = click.option("--source", default="fyll-inn", help="Id fra vocabulary/sources.yaml.")


@new.command("product")
@id_argument
@click.option("--name", required=True, help="Produktets navn.")
@click.option("--category", default="", help="ISO 9999-kode; utelat når den ikke er kjent.")
@click.option("--hms", "number", default="000000", help="HMS-nummer, seks sifre.")
@source_option
@root_option
@today_option
def new_product(  # noqa: PLR0917 - one for each thing the record asks for
    id_: str, name: str, category: str, number: str, source: str, root: Path, today: str
) -> None:
    """products/NN/<ID>.yaml."""
    path = f"products/{(category or '00')[:2]}/{id_}.yaml"
    _write_new(root, id_, path, scaffold.product(name, id_, category, number, source, today))


@new.command("agreement")
@id_argument
@click.option("--title", default="", help="Avtalens navn; ellers den gamles.")
@click.option("--from", "old", default="", metavar="ID", help="Avtalen den følger etter.")
@source_option
@root_option
def new_agreement(id_: str, title: str, old: str, source: str, root: Path) -> None:
    """agreements/<ID>.yaml, med postene til avtalen den følger etter."""
    found = loading.load(stamp.read(root))[0].agreements.get(old) if old else None
    if old and found is None:
        raise click.BadParameter(f"Avtalen «{old}» finnes ikke.")
    if not title and found is None:
        raise click.BadParameter("Skriv --title, eller --from en avtale som finnes.")
    name = title or (found.title if found else "")
    _write_new(root, id_, f"agreements/{id_}.yaml", scaffold.agreement(name, id_, source, found))


def _write_new(root: Path, id_: str, path: str, text: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise click.BadParameter("En id har små bokstaver a–z, tall og bindestrek: etac-swift.")
    problem = scaffold.taken(loading.load(stamp.read(root))[0], id_)
    if problem or (root / path).exists():
        raise click.BadParameter(problem or f"{path} finnes.")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
    click.echo(f"{path} er laget. Fyll den ut, og kjør «catalog check {path}».")
