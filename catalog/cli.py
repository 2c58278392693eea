"""The commands. The clock, the file system and the exit code are met here and in the plugin."""

from __future__ import annotations

import datetime as dt
import gc
import json
import logging
import re
import sys
import textwrap
from pathlib import Path
from typing import IO

import click
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from catalog import (
    builds,
    changes,
    editing,
    formatting,
    impact,
    importing,
    loading,
    revisions,
    scaffold,
    server,
)
from catalog import compile as compiler
from catalog import offline as zipped
from catalog import report as reports
from catalog.diagnostics import Report
from catalog.export import files as exports
from catalog.progress import Progress
from catalog.records import Agreement, Product
from catalog.rules.docs import DOCS, RuleDoc
from catalog.source import SourceError


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str:
    if value is None:
        return dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"«{value}» er ikke en dato på formen ÅÅÅÅ-MM-DD.") from None


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="Mappa med products/, agreements/ og vocabulary/.",
)
today_option = click.option(
    "--today", callback=_day, metavar="DATO", help="Byggedato, ÅÅÅÅ-MM-DD. Ellers dagens dato."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="catalog")
def main() -> None:
    """Kompilatoren for hjelpemiddelkatalogen."""
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
        log.setLevel(logging.WARNING)


@main.command()
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
        wanted = tuple(_inside(root, p) for p in paths)
        report = Report.of(
            d for d in report if any(d.path == w or d.path.startswith(f"{w}/") for w in wanted)
        )
    texts = checked.library.texts
    click.echo(
        reports.text(report, texts) if form == "text" else reports.FORMATS[form](report), nl=False
    )
    sys.exit(1 if report.errors or (strict and report.warnings) else 0)


def _inside(root: Path, path: str) -> str:
    """`path` as the report names it; wrong use when it is not below the root."""
    full = Path(path).resolve()
    if not full.exists():
        raise click.BadParameter(f"«{path}» finnes ikke.")
    try:
        return full.relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.BadParameter(f"«{path}» ligger ikke i katalogen.") from None


@main.command()
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
    gc.disable()  # here too
    config = _config(root, today)
    config.plugins["catalog"].config["pages_only"] = pages_only
    try:
        builds.build(config, (out or Path(config.site_dir)).resolve(), progress, fresh=fresh)
    except (Abort, MkDocsException, builds.BuildError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    out = (out or Path(config.site_dir)).resolve()
    if offline:
        target = out.with_name(f"{out.name}.zip")
        click.echo(f"{target}: {zipped.pack(out, target)} filer")
    if timings:
        click.echo(progress.timings(), nl=False)
    if log:
        log.write_text(progress.log(), "utf-8")


def _config(root: Path, today: str) -> MkDocsConfig:
    config = load_config(str(root / "mkdocs.yml"), strict=True)
    config.plugins["catalog"].config["today"] = today
    return config


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@root_option
def serve(port: int, root: Path) -> None:
    """Vis nettstedet lokalt. En lagret post vises med en gang, en feil ved siden av siden."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        preview = server.Preview(lambda: _config(root, today), root, today)
    except (Abort, MkDocsException) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    watched = [root / f for f in (*compiler.FOLDERS, "docs")] + [compiler.THEME, compiler.TEMPLATES]
    found, observer = server.serve(preview, port, watched, click.echo)
    click.echo(f"http://127.0.0.1:{found.server_port}/  (Ctrl+C avslutter)")
    try:
        found.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        observer.stop()
        found.server_close()
        preview.close()


@main.group()
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
    found = loading.load(compiler.read(root))[0].agreements.get(old) if old else None
    if old and found is None:
        raise click.BadParameter(f"Avtalen «{old}» finnes ikke.")
    if not title and found is None:
        raise click.BadParameter("Skriv --title, eller --from en avtale som finnes.")
    name = title or (found.title if found else "")
    _write_new(root, id_, f"agreements/{id_}.yaml", scaffold.agreement(name, id_, source, found))


def _write_new(root: Path, id_: str, path: str, text: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise click.BadParameter("En id har små bokstaver a–z, tall og bindestrek: etac-swift.")
    problem = scaffold.taken(loading.load(compiler.read(root))[0], id_)
    if problem or (root / path).exists():
        raise click.BadParameter(problem or f"{path} finnes.")
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")
    click.echo(f"{path} er laget. Fyll den ut, og kjør «catalog check {path}».")


@main.command()
@click.argument("paths", nargs=-1, metavar="[STI…]")
@click.option("--check", "only", is_flag=True, help="Skriv ingenting; 1 når noe ikke er i form.")
@root_option
def fmt(paths: tuple[str, ...], root: Path, *, only: bool) -> None:
    """Skriv produkter og avtaler i fast form. Kommentarer beholdes, verdier endres aldri."""
    wanted = tuple(_inside(root, p) for p in paths) or ("products", "agreements")
    found, faults = [], []
    for path, content in compiler.read(root).items():
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


@main.command()
@click.argument("base", metavar="FØR")
@click.argument("head", required=False, metavar="[ETTER]")
@click.option("--format", "form", type=click.Choice(list(impact.FORMATS)), default="text")
@root_option
@today_option
def diff(base: str, head: str | None, form: str, root: Path, today: str) -> None:
    """Si hva en endring gjør for leserne. FØR og ETTER er git-revisjoner eller mapper."""
    try:
        states = [revisions.files(root, base), revisions.files(root, head or str(root))]
    except revisions.RevisionError as error:
        raise click.UsageError(str(error)) from None
    checked = [compiler.check(files, today) for files in states]
    for name, state in zip((base, head or str(root)), checked, strict=True):
        if state.report.errors:
            click.echo(reports.text(state.report), nl=False)
            click.echo(f"Postene i «{name}» har feil, så endringene kan ikke regnes ut.", err=True)
            sys.exit(1)
    address = str(load_config(str(root / "mkdocs.yml")).site_url or "/")
    found = changes.changes(checked[0].library, checked[1].library, today)
    click.echo(impact.FORMATS[form](found, address), nl=False)


IMPORTS = ("finnhjelpemiddel", "sheet", "order-list")


@main.command("import")
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
    files = compiler.read(root)
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


@main.command()
@click.argument("form", type=click.Choice(exports.EXPORTS), metavar="|".join(exports.EXPORTS))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="MAPPE")
@root_option
@today_option
def export(form: str, folder: Path, root: Path, today: str) -> None:
    """Skriv katalogen som data i en mappe."""
    checked = compiler.check(compiler.read(root), today)
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


@main.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="schemas")
@click.option("--lists", is_flag=True, help="Ta med id-ene som finnes, som valg i redigereren.")
@root_option
def schema(out: Path, root: Path, *, lists: bool) -> None:
    """Skriv JSON Schema for hver slags fil, fra de samme modellene som kontrollerer."""
    out.mkdir(parents=True, exist_ok=True)
    known = loading.load(compiler.read(root))[0] if lists else None
    for name, found in editing.schemas(known).items():
        content = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        (out / f"{name}.schema.json").write_text(content, encoding="utf-8")
        click.echo(f"{out / name}.schema.json")


@main.command()
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
