"""`catalog rules`."""

from __future__ import annotations

import textwrap

import click

from catalog.rules.docs import DOCS, RuleDoc


@click.command()
@click.argument("code", required=False, metavar="[KODE]")
def rules(code: str | None) -> None:
    """List reglene, eller forklar én: hva, hvorfor og et eksempel."""
    if code is None:
        for doc in DOCS.values():
            click.echo(f"{doc.code:32}{doc.title}")
        return
    if code not in DOCS:
        raise click.BadParameter(f"Ingen regel heter «{code}». `catalog rules` lister alle.")
    click.echo(_explained(DOCS[code]))


def _explained(doc: RuleDoc) -> str:
    parts = (("Hva", doc.what), ("Hvorfor", doc.why), ("Eksempel", doc.example))
    body = "\n".join(
        textwrap.fill(f"{name}: {text}", 90, subsequent_indent="    ") for name, text in parts
    )
    return f"{doc.code} ({doc.severity})\n{doc.title}\n\n{body}"
