"""Importers: round trip, nothing over a person's word, twice is once, and every bad file told."""

from __future__ import annotations

import io
import json
import shutil
import tracemalloc

import openpyxl
import pytest
from click.testing import CliRunner
from sites import FICTIONAL, ROOT, TODAY

from catalog import compile as compiler
from catalog import formatting, importing, stamp
from catalog.cli import main
from catalog.export import opensearch
from catalog.importing import finnhjelpemiddel
from catalog.library import placements
from catalog.loading import load
from catalog.records import Product

SOURCE = "prove-2025"


def run(root, *arguments, stdin=None):
    full = ["import", *arguments, "--root", str(root), "--today", TODAY, "--source", SOURCE]
    return CliRunner().invoke(main, [str(a) for a in full], input=stdin)


@pytest.fixture
def root(tmp_path):
    shutil.copytree(FICTIONAL, tmp_path / "k")
    return tmp_path / "k"


def carried(library):
    """What FinnHjelpemiddel's shape and our addition carry of every product."""
    return {
        p.id: (
            p.name,
            p.kind,
            p.category,
            p.supplier,
            p.sources,
            sorted(p.fits),
            [
                (
                    v.hms_number, v.name, v.supplier_ref, v.properties, v.order_scheme,
                    v.discontinued, v.replaced_by, placements(p, v),
                )
                for v in p.variants
            ],
        )
        for p in library.products.values()
    }  # fmt: skip


@pytest.mark.parametrize("whole", [FICTIONAL, ROOT], ids=["fictional", "shipped"])
def test_records_exported_and_imported_are_the_same_records(whole):
    files = stamp.read(whole)
    today = TODAY if whole == FICTIONAL else "2026-11-22"
    before = compiler.check(files, today)
    exported = opensearch.files(compiler.context(before, today))["products.ndjson"]
    empty = {p: c for p, c in files.items() if not p.startswith("products/")}
    bare, _ = load(empty)
    found = importing.read("finnhjelpemiddel", io.BytesIO(exported), bare)
    made = importing.plan(bare, found.articles, next(iter(bare.sources)), "2025-01-01")
    again = {
        **empty,
        **{p: formatting.edited(p, "", d, Product).encode() for p, d in made.records.items()},
    }
    after, report = load(again)
    assert not report.errors
    assert carried(after) == carried(before.library)


def document(number="000901", **more):
    return {
        "_source": {
            "id": "x",
            "title": "Elv dusjstol",
            "articleName": f"Elv {number}",
            "seriesId": "s1",
            "hmsArtNr": number,
            "supplierRef": "E-1",
            "supplier": {"name": "Nordvik Hjelpemidler AS", "id": "y"},
            "isoCategory": "09330701",
            "main": True,
            "accessory": False,
            "sparePart": False,
            "status": "ACTIVE",
            **more,
        }
    }


def answer(*documents) -> bytes:
    return json.dumps({"hits": {"hits": list(documents)}}).encode()


TECH = [
    {"key": "Setebredde min", "value": "40", "unit": "cm"},
    {"key": "Setebredde maks", "value": "42,5", "unit": "cm"},
    {"key": "Brukervekt maks", "value": "135", "unit": "kg"},
    {"key": "Sammenleggbar", "value": "JA", "unit": ""},
    {"key": "Ukjent egenskap", "value": "1", "unit": "cm"},
]
PLACE = {
    "reference": "24/1",
    "title": "Dusjstoler",
    "postTitle": "1A: Dusjstoler for barn",
    "refNr": "1A",
    "rank": 99,
    "expired": "2028-12-31T00:00:00",
}


def test_a_new_series_becomes_one_product(root):
    content = answer(
        document(data=TECH, agreements=[PLACE]),
        document("000902", articleName="Elv stor", agreements=[PLACE]),
    )
    done = run(root, "finnhjelpemiddel", "-", stdin=content)
    assert done.exit_code == 0, done.output
    assert "«Ukjent egenskap» har ingen plass i ordlista" in done.output
    library = load(stamp.read(root))[0]
    product = library.products["elv-dusjstol"]
    assert (product.supplier, product.category, len(product.variants)) == ("nordvik", "09330701", 2)
    first = product.variants[0]
    assert first.properties == {"seat_width": (40, 42.5), "user_weight_max": 135, "foldable": True}
    (place,) = placements(product, first)
    assert (place.agreement, place.post, place.rank, place.source) == (
        "dusj-2025",
        "1A",
        "unranked",
        SOURCE,
    )
    again = run(root, "finnhjelpemiddel", "-", stdin=content)
    assert "0 filer er skrevet" in again.output


def test_a_dry_run_writes_nothing(root):
    before = stamp.read(root)
    done = run(root, "finnhjelpemiddel", "-", "--dry-run", stdin=answer(document()))
    assert "Nytt produkt: Elv dusjstol (1 variant)." in done.output
    assert "1 filer ville blitt skrevet" in done.output
    assert stamp.read(root) == before


def test_what_a_person_confirmed_stays(root):
    """Bølge has `checked`: a difference is told, and nothing is changed."""
    before = stamp.read(root)
    done = run(
        root,
        "finnhjelpemiddel",
        "-",
        stdin=answer(document("000101", supplierRef="ANNEN", data=TECH)),
    )
    assert done.exit_code == 0, done.output
    assert "bekreftet av et menneske" in done.output
    assert stamp.read(root) == before


def test_another_sources_value_stays_and_a_missing_one_is_filled(root):
    content = answer(
        document(
            "000201", supplierRef="F-1", data=[{"key": "Setebredde", "value": "99", "unit": "cm"}]
        )
    )
    done = run(root, "finnhjelpemiddel", "-", stdin=content)
    assert (
        "`seat_width` er «46» (fra en annen kilde); importen sier «99». Ikke endret." in done.output
    )
    fjord = load(stamp.read(root))[0].products["fjord"]
    assert fjord.variants[0].supplier_ref == "F-1"
    assert fjord.variants[0].properties["seat_width"] == 46


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Fila er tom"),
        (b"<!doctype html><title>502</title>", "nettside (HTML)"),
        (b'{"hits": {"hits": [{"_source": {"hmsArtNr": "000901"', "ikke hel JSON"),
        (b"{", "ikke hel JSON"),
        (b'{"hits": {"hits": []}}', "ingen treff"),
        (b'{"error": "index_not_found"}', "ingen treff"),
        (b'{"index":{}}\n{"hmsArtNr": ', "ikke hel JSON"),
    ],
)
def test_an_unusable_file_is_told(content, said, root):
    before = stamp.read(root)
    done = run(root, "finnhjelpemiddel", "-", stdin=content)
    assert done.exit_code == 1
    assert said in done.output
    assert stamp.read(root) == before


NULLS = dict.fromkeys(("articleName", "seriesId", "supplierRef", "supplier", "isoCategory", "attributes", "data", "agreements", "status", "expired"))  # fmt: skip


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ([document(**NULLS)], "Nytt produkt: Elv dusjstol"),
        ([document("12"), document("x1")], "Mangler et HMS-nummer"),
        ([document(), document()], "står to ganger"),
        ([document(hmsArtNr=None)], "Mangler et HMS-nummer"),
        ([document(supplier={"name": "Ukjent AS"})], "Leverandøren «Ukjent AS» finnes ikke"),
        ([document(isoCategory="99")], "Kategorien 99 finnes ikke"),
        ([document(agreements=[{**PLACE, "refNr": "77"}])], "Post «77» finnes ikke i dusj-2025"),
        (
            [document(agreements=[{**PLACE, "reference": "?", "title": "?"}])],
            "Avtalen «?» finnes ikke",
        ),
        ([document(data=[{"key": "Setebredde", "value": "40", "unit": "tommer"}])], "er i tommer"),
        ([document(data=[{"key": "Setebredde", "value": "mye", "unit": "cm"}])], "ikke kan lese"),
    ],
)
def test_odd_documents_are_told_and_do_not_stop_the_rest(documents, said, root):
    done = run(root, "finnhjelpemiddel", "-", "--dry-run", stdin=answer(*documents))
    assert done.exit_code == 0, done.output
    assert said in done.output


def test_sixty_thousand_documents_in_bounded_memory(fictional_files):
    library, _ = load(fictional_files)
    one = json.dumps(document("123456", data=TECH))
    many = [one.replace("123456", f"{n:06}") for n in range(1000)]

    def measured(count: int) -> int:
        content = f'{{"hits":{{"hits":[{",".join(many * count)}]}}}}'.encode()
        tracemalloc.start()
        found = finnhjelpemiddel.read(io.BytesIO(content), library)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(found.articles) == 1000
        return peak

    few, all_of_them = measured(1), measured(60)
    assert all_of_them < few + 60_000 * 500  # what is kept is a remark for each repeated number


HEAD = ("Delkontrakt", "Delkontraktnavn", "Produktnavn", "HMS nummer", "Kommentar")


def sheet(tmp_path, *rows, head=HEAD, title="Ark1", merge=""):
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in (head, *rows):
        page.append(row)
    if merge:
        page.merge_cells(merge)
    path = tmp_path / "liste.xlsx"
    book.save(path)
    return path


def test_a_sheet_fills_down_and_reads_ranks(root, tmp_path):
    path = sheet(
        tmp_path,
        (1.0, "Med hjul", "Fjord", 201, None),
        (None, None, "Ny stol", "000911", "Rangering 3, god"),
        (None, None, "Ny krakk", 912.0, "2.valg"),
        (None, None, None, None, None),
        ("2", "Krakker", "Krakk", "000913", "utgått"),
    )
    done = run(root, "sheet", path, "--agreement", "dusj-2025")
    assert done.exit_code == 0, done.output
    library = load(stamp.read(root))[0]
    found = {
        n: [(p.post, p.rank, p.basis) for p in placements(*library.by_hms[n])]
        for n in ("000911", "000912", "000913")
    }
    assert found == {
        "000911": [("1", 3, "derived")],
        "000912": [("1", 2, "derived")],
        "000913": [("2", None, "listed")],
    }
    assert "0 filer er skrevet" in run(root, "sheet", path, "--agreement", "dusj-2025").output


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        ([("1", "x", "y", "000911", None)], {"head": ("Post", "Navn", "Vare", "Nummer", "")}, "Fant ikke kolonnen for HMS-nummer"),
        ([("77", "x", "y", "000911", None)], {}, "Ark1, rad 2: Post «77» finnes ikke"),
        ([(None, None, "y", "000911", None)], {}, "Ark1, rad 2: Ingen delkontrakt"),
        ([("1", "x", "y", "tolv", None)], {}, "Ark1, rad 2: «tolv» er ikke et HMS-nummer"),
        ([("1", "x", "y", None, None)], {}, "ikke noe HMS-nummer"),
        ([("1", "x", "y", "=1+1", None)], {}, "ikke noe HMS-nummer"),
        ([("1", "x", "y", "000911", None), (None, None, "z", "000912", None)], {"merge": "A2:A3"}, "2 artikler lest"),
        ([*[(None,) * 5] * 50_000, ("1", "x", "y", "000911", None)], {}, "0 artikler lest"),
    ],
)  # fmt: skip
def test_odd_sheets(rows, more, said, root, tmp_path):
    path = sheet(tmp_path, *rows, **more)
    done = run(root, "sheet", path, "--agreement", "dusj-2025", "--dry-run")
    assert said in done.output, done.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kan ikke leses som regneark"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "passord"),
        (b"PK\x03\x04tull", "kan ikke leses som regneark"),
    ],
)
def test_what_is_no_sheet(content, said, root, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(content)
    done = run(root, "sheet", tmp_path / "x.xlsx", "--agreement", "dusj-2025")
    assert done.exit_code == 1
    assert said in done.output


def test_the_order_list(root):
    rows = [{"hmsnr": "000201", "navn": "Fjord"}, {"hmsnr": "999999", "navn": "?"}, {}]
    done = run(root, "order-list", "-", stdin=json.dumps(rows).encode())
    assert done.exit_code == 0, done.output
    assert "HMS-nummer 999999 (?) finnes ikke i katalogen." in done.output
    assert "Bølge dusjstol sb45 står ikke lenger på lista" in done.output
    fjord = load(stamp.read(root))[0].products["fjord"]
    assert fjord.variants[0].order_scheme is True
    assert any("order_scheme" in e.of for e in fjord.variants[0].evidence)


@pytest.mark.parametrize(
    ("content", "said"), [(b"<html>", "HTML"), (b"[", "JSON"), (b"{}", "liste"), (b"[]", "liste")]
)
def test_what_is_no_order_list(content, said, root):
    done = run(root, "order-list", "-", stdin=content)
    assert done.exit_code == 1
    assert said in done.output


def test_an_unknown_source_is_wrong_use(root):
    done = CliRunner().invoke(
        main, ["import", "order-list", "-", "--root", str(root), "--source", "x"], input=b"[]"
    )
    assert done.exit_code == 2
    assert "finnes ikke i vocabulary/sources.yaml" in done.output
