"""The catalogue as data: every public file read by somebody else's library."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import itertools
import json
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import feedparser
import icalendar
import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from lxml import etree
from openapi_spec_validator import validate
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from sites import FICTIONAL, TODAY, build

from catalog import compile as compiler
from catalog.cli import main
from catalog.export import feeds, opensearch, table
from catalog.language import languages

KINDS = {
    "index.json": "ApiIndex",
    "products.json": ["ApiProductRow"],
    "agreements.json": ["Named"],
    "properties.json": ["ApiProperty"],
}


@pytest.fixture(scope="module")
def ctx(fictional_files):
    return compiler.context(compiler.check(fictional_files, TODAY), TODAY)


def load(path: Path):
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("site", ["fictional_site", "real_site"])
def test_every_api_file_is_what_openapi_says(site, request):
    api = request.getfixturevalue(site) / "api" / "v1"
    spec = load(api / "openapi.json")
    validate(spec)
    resource = Resource.from_contents(spec, default_specification=DRAFT202012)
    registry = Registry().with_resource("urn:api", resource)

    def checker(model: str):
        ref = {"$ref": f"urn:api#/components/schemas/{model}"}
        return jsonschema.Draft202012Validator(ref, registry=registry)

    for name, model in KINDS.items():
        data = load(api / name)
        kind = model[0] if isinstance(model, list) else model
        validator = checker(kind)
        for item in data if isinstance(model, list) else [data]:
            validator.validate(item)
    for folder, model in (("products", "ApiProduct"), ("agreements", "ApiAgreement")):
        validator = checker(model)
        paths = sorted((api / folder).iterdir())
        assert paths
        for path in paths[:: max(1, len(paths) // 300)]:
            validator.validate(load(path))


def test_the_index_counts_what_the_lists_hold(real_site):
    api = real_site / "api" / "v1"
    counts = load(api / "index.json")["counts"]
    rows = load(api / "products.json")
    assert counts["products"] == len(rows) == len(list((api / "products").iterdir()))
    assert counts["variants"] == len(load(api / "hms.json"))
    assert counts["variants"] == sum(len(r["hms_numbers"]) for r in rows)
    assert counts["agreements"] == len(load(api / "agreements.json"))


def test_a_rank_is_a_number_only_when_ranked(real_site, fictional_site):
    states = set()
    folders = [s / "api" / "v1" / "products" for s in (real_site, fictional_site)]
    for path in (p for folder in folders for p in folder.iterdir()):
        for variant in load(path)["variants"]:
            for place in variant["placements"]:
                assert (place["rank"] is not None) == (place["rank_state"] == "ranked")
                states.add(place["rank_state"])
    assert states == {"ranked", "unranked", "not_recorded", "listed"}


def test_the_table_opens_in_norwegian(real_site):
    raw = (real_site / "data" / "katalog.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    ramp = next(r for r in rows if r["hms_nummer"] == "170087")
    assert ramp["produkt"] == "Eliramp"
    assert any("," in v for r in rows for k, v in r.items() if k.endswith("_min"))
    assert not any("." in v for r in rows for k, v in r.items() if k.endswith(("_min", "_maks")))
    assert {r["rangering"] for r in rows if r["rangeringsstatus"] != "ranked"} == {""}
    assert all(len(r["hms_nummer"]) == 6 for r in rows)
    columns = load(real_site / "data" / "katalog.csv-metadata.json")["tableSchema"]["columns"]
    assert [c["name"] for c in columns] == list(rows[0])


def test_libreoffice_opens_the_table(real_site, tmp_path):
    lines = (real_site / "data" / "katalog.csv").read_bytes().split(b"\r\n")
    wanted = [lines[0], *(line for line in lines if b"Eliramp" in line or b"Jay J2" in line)]
    (tmp_path / "katalog.csv").write_bytes(b"\r\n".join(wanted) + b"\r\n")
    norwegian = "CSV:59,34,76,1,,1044,false,true"
    arguments = ["--headless", f"--infilter={norwegian}", "--convert-to", "xlsx", "--outdir"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [
            shutil.which("soffice") or "soffice",
            profile,
            *arguments,
            tmp_path,
            tmp_path / "katalog.csv",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    head, *found = openpyxl.load_workbook(tmp_path / "katalog.xlsx").active.values
    rows = [dict(zip(head, row, strict=True)) for row in found]
    assert len(rows) == len(wanted) - 1
    ramp = next(r for r in rows if r["threshold_height_min"] == 1.5)
    assert ramp["kategorinavn"] == "Terskeleliminator"
    assert "påkjøring" in " ".join(str(r["posttittel"]) for r in rows)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+47", "'+47"),
        ("-2", "'-2"),
        ("@sum(A1)", "'@sum(A1)"),
        ("\tx", "'\tx"),
        ("a;b", "a;b"),
        ('"sitat"', '"sitat"'),
        ("to\nlinjer", "to linjer"),
        ("Ægir", "Ægir"),
    ],
)
def test_no_cell_is_a_formula(text, cell):
    assert table.safe(text) == cell
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow([table.safe(text)])
    assert next(csv.reader(io.StringIO(out.getvalue()), delimiter=";")) == [cell]


def test_the_database_is_sound(real_site):
    with closing(sqlite3.connect(real_site / "data" / "katalog.sqlite")) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        variants = base.execute("SELECT count(*) FROM variants").fetchone()[0]
    assert variants == len(load(real_site / "api" / "v1" / "hms.json"))


QUERIES = {
    "SELECT DISTINCT rank FROM placements WHERE agreement='personloftere-2025' AND post='10' "
    "AND rank IS NOT NULL ORDER BY rank": [[1], [2], [3], [4]],
    "SELECT count(*) FROM placements WHERE rank=99": [[0]],
    "SELECT product FROM product_search WHERE product_search MATCH 'eliramp'": [["eliramp"]],
}


def test_datasette_serves_the_database(real_site):
    async def asked() -> list:
        served = Datasette([str(real_site / "data" / "katalog.sqlite")])
        await served.invoke_startup()
        answers = []
        for query in QUERIES:
            answer = await served.client.get(
                "/katalog.json", params={"sql": query, "_shape": "arrays"}
            )
            answers.append(answer.json()["rows"])
        return answers

    with ThreadPoolExecutor(1) as apart:  # the browser's loop runs in this thread
        assert apart.submit(asyncio.run, asked()).result() == list(QUERIES.values())


def test_the_manifest_matches(real_site):
    folder = real_site / "data"
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 2
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_feeds_are_feeds(fictional_site, real_site):
    for site in (fictional_site, real_site):
        paths = sorted(site.rglob("feed.xml"))
        assert site / "feed.xml" in paths
        for path in paths:
            found = feedparser.parse(path.read_bytes())
            assert not found.bozo, path
            ids = [e.id for e in found.entries]
            assert len(set(ids)) == len(ids)
            assert found.feed.id
            assert found.version == "atom10"


def test_an_entry_keeps_its_id_when_its_day_is_corrected(ctx, fictional_files):
    moved = dict(fictional_files)
    path = "agreements/dusj-2020.yaml"
    moved[path] = moved[path].replace(b"2024-12-31", b"2024-12-30")
    other = compiler.context(compiler.check(moved, TODAY), TODAY)
    assert not compiler.check(moved, TODAY).report.errors
    pairs = []
    for found in (ctx, other):
        agreement = found.library.agreements["dusj-2020"]
        events = icalendar.Calendar.from_ical(feeds.calendar(found, "https://x/", agreement)).events
        pairs.append({str(e["UID"]): e["DTSTART"].dt.isoformat() for e in events})
    assert pairs[0].keys() == pairs[1].keys()
    assert sorted(pairs[0].values()) == ["2020-01-01", "2024-10-02", "2024-12-31"]
    assert sorted(pairs[1].values()) == ["2020-01-01", "2024-10-01", "2024-12-30"]


def test_calendars_are_calendars(real_site):
    paths = sorted((real_site / "avtale").glob("*.ics"))
    assert len(paths) == len(load(real_site / "api" / "v1" / "agreements.json"))
    for path in paths:
        raw = path.read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        icalendar.Calendar.from_ical(raw)


def test_the_sitemap_names_days_of_facts(real_site):
    tree = etree.parse(real_site / "sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = tree.xpath("//s:lastmod/text()", namespaces=space)
    assert days
    assert all(len(d) == 10 and d <= "2026-12-31" for d in days)
    assert len(set(days)) > 5


TYPES = {"keyword": str, "text": str, "date": str, "boolean": bool, "integer": int}


def against(mapping, value, where=""):
    """Every field is mapped, and every value has its field's type."""
    if "properties" in mapping:
        for item in value if isinstance(value, list) else [value]:
            for name, inner in (item or {}).items():
                assert name in mapping["properties"], f"{where}.{name}"
                against(mapping["properties"][name], inner, f"{where}.{name}")
        return
    for item in value if isinstance(value, list) else [value]:
        assert item is None or type(item) is TYPES[mapping["type"]], where


def test_opensearch_documents_match_their_mapping(ctx):
    made = opensearch.files(ctx)
    lines = [json.loads(line) for line in made["products.ndjson"].decode().splitlines()]
    assert len(lines) == 2 * len(ctx.library.by_hms)
    for action, found in zip(lines[::2], lines[1::2], strict=True):
        assert action["index"]["_id"] == found["id"]
        against(opensearch.MAPPING, found)
    assert {p["rank"] for d in lines[1::2] for p in d["agreements"]} == {1, 2, 99}
    index = json.loads(made["index.json"])
    assert index["mappings"]["dynamic"] == "strict"
    assert "light_nynorsk" in json.dumps(index["settings"])


@pytest.mark.parametrize("form", ["json", "csv", "sqlite", "opensearch"])
def test_export_writes_what_the_site_has(form, tmp_path, fictional_site):
    arguments = ["export", form, tmp_path / "ut", "--root", FICTIONAL, "--today", TODAY]
    done = CliRunner().invoke(main, [str(a) for a in arguments])
    assert done.exit_code == 0, done.output
    written = [p for p in (tmp_path / "ut").rglob("*") if p.is_file()]
    assert written
    for path in written if form != "opensearch" else ():
        name = path.relative_to(tmp_path / "ut")
        base = fictional_site / ("api/v1" if form == "json" else "data")
        assert path.read_bytes() == (base / name).read_bytes()


def test_a_gone_id_keeps_its_address(fictional_site):
    page = (fictional_site / "produkt" / "gammel" / "index.html").read_text()
    assert "Samme produkt var ført to ganger." in page
    assert "produkt/fjord/" in page
    assert "000201" in (fictional_site / "hms" / "000999" / "index.html").read_text()
    assert "/produkt/gammel/ " in (fictional_site / "_redirects").read_text()


DAYS = ("2026-06-01", "2026-06-02", "2027-05-20", "2029-01-15")
"""Today, tomorrow, when findings are a year old, and when an agreement is over."""


OLDER = {
    *(f"kategori/{code}/index.html" for code in ("0933", "093307", "09330701")),
    *(f"produkt/{name}/index.html" for name in ("bolge", "fjord", "foss", "odde")),
    "handelsvare/index.html",
    "kvalitet/index.html",
    "rettigheter/vanlig-vei/index.html",
    "satser/index.html",
    "veiviser/voksen/nei/index.html",
}
"""Pages that show a finding, which is then old, or a rate."""
OVER = {
    "api/v1/agreements/dusj-2025.json",
    *(f"api/v1/products/{name}.json" for name in ("bolge", "fjord", "foss")),
    *(f"produkt/{name}/index.html" for name in ("bolge", "fjord", "foss")),
    *(f"avtale/dusj-2025/post/{number}/index.html" for number in ("1", "1A", "2")),
    *(f"kategori/{code}/index.html" for code in ("0933", "093307", "09330701")),
    *(f"leverandor/{name}/index.html" for name in ("nordvik", "solbakken")),
    "avtale/dusj-2025/feed.xml",
    "avtale/dusj-2025/index.html",
    "avtale/index.html",
    "data/katalog.csv",
    "endringer/index.html",
    "feed.xml",
    "index.html",
    "kvalitet/index.html",
}
"""Everything that shows the agreement or a place on it."""


def timeless(folder: Path, day: str) -> dict[str, str]:
    """Every text file without the build date itself and what is named after it."""
    found = {}
    fingerprint = next(p.name for p in (folder / "assets").iterdir() if p.name.startswith("sok-"))
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".json", ".xml", ".ics", ".csv"}:
            text = path.read_text("utf-8").replace(fingerprint.removeprefix("sok-"), "F")
            for said in (*(each.day(day) for each in languages()), day.replace("-", ""), day):
                text = text.replace(said, "DAG")
            found[path.relative_to(folder).as_posix()] = text
    return found


def in_every_language(names):
    pages = [name for name in names if name.endswith(".html")]
    return {*names, *(f"{prefix}{name}" for name in pages for prefix in ("nn/", "en/"))}


def test_a_build_of_another_day_differs_only_in_what_time_changes(tmp_path):
    made = []
    for day in DAYS:
        build(FICTIONAL, tmp_path / day, day)
        made.append(timeless(tmp_path / day, day))
    changed = [
        {name for name in {*a, *b} if a.get(name) != b.get(name)}
        for a, b in itertools.pairwise(made)
    ]
    assert changed[0] == set()
    assert changed[1] == in_every_language(OLDER)
    assert changed[2] == in_every_language(OVER)
