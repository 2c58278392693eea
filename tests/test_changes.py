"""The report of a change: sample changes and exactly what is said of them."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner
from sites import TODAY

from catalog import changes, impact
from catalog import compile as compiler
from catalog.cli import main
from catalog.loading import load

BOLGE = "products/09/bolge.yaml"
FJORD = "products/09/fjord.yaml"
FOSS = "products/09/foss.yaml"
NEW = "agreements/dusj-2025.yaml"
FINDINGS = "vocabulary/findings.yaml"
GIT = shutil.which("git") or "git"
POST = "Dusjstoler 2025, delkontrakt 1"


def own(rank: int) -> str:
    """A variant's own places, those of its product but for the rank in post 1."""
    new, old = (
        f'{{agreement: {agreement}, post: "1", rank: {n}, source: prove-2025, as_of: {day}}}'
        for agreement, n, day in (("dusj-2025", rank, "2025-02-01"), ("dusj-2020", 2, "2020-02-01"))
    )
    return f"[{new}, {old}]"


SAMPLES: dict[str, tuple[dict[str, list[tuple[str, str]]], list[str]]] = {
    "a rank moves": (
        {BOLGE: [("rank: 1", "rank: 2")], FJORD: [("rank: 2", "rank: 1")]},
        [
            f"{POST}: rangering 1 flyttes fra Bølge dusjstol til Fjord dusjstol.",
            f"{POST}: rangering 2 flyttes fra Fjord dusjstol til Bølge dusjstol.",
        ],
    ),
    "a rank becomes known": (
        {FOSS: [('post: "1A"\n', 'post: "1A"\n    rank: 1\n')]},
        ["Dusjstoler 2025, delkontrakt 1A: Foss dusjkrakk får rangering 1."],
    ),
    "a product leaves a post": (
        {FJORD: [('placements:\n  - agreement: dusj-2025\n    post: "1"\n    rank: 2\n    source: prove-2025\n    as_of: 2025-02-01\n', "")]},
        [
            f"{POST}: rangering 2 (Fjord dusjstol) går ut av posten.",
            "1 variant går ut av avtalen Dusjstoler 2025 (Fjord dusjstol).",
        ],
    ),
    "an agreement ends earlier": (
        {NEW: [("valid_to: 2028-12-31", "valid_to: 2027-06-30")]},
        ["Dusjstoler: 1. januar 2025 – 31. desember 2028 → 1. januar 2025 – 30. juni 2027."],
    ),
    "a retail finding changes": (
        {FJORD: [("\nsources:", "\nretail: {status: conditional, reason: {nb: Kommer an på.}, source: prove-2025, as_of: 2026-01-15}\nsources:")]},
        ["Fjord dusjstol: spesiallaget hjelpemiddel → kommer an på."],
    ),
    "a measure changes": (
        {FJORD: [("user_weight_max: 160, f", "user_weight_max: 150.5, f")]},
        ["Fjord dusjstol: brukervekt maks 160 kg → 150,5 kg (1 av 2 varianter)."],
    ),
    "a variant is discontinued": (
        {BOLGE: [("order_scheme: true", "discontinued: 2026-03-01")]},
        [
            "Bølge dusjstol sb45 (HMS 000101) er utgått.",
            "Bølge dusjstol: bestillingsordningen ja → ikke oppgitt (1 av 2 varianter).",
        ],
    ),
    "a product is renamed and refiled": (
        {FOSS: [("name: Foss dusjkrakk\nkind", "name: Foss krakk\nkind"), ('category: "0933"', 'category: "09330701"')]},
        [
            "Foss dusjkrakk heter nå Foss krakk.",
            "Foss krakk: kategori 0933 Vask og bad → 09330701 Dusjstoler.",
        ],
    ),
    "a product is deleted": (
        {FJORD: []},
        [
            "Fjord dusjstol er tatt ut. Adressen trenger en linje i vocabulary/tombstones.yaml.",
            f"{POST}: rangering 2 (Fjord dusjstol) går ut av posten.",
        ],
    ),
    "a supplier is new": (
        {"vocabulary/suppliers.yaml": [("suppliers:\n", "suppliers:\n  - {id: vestlid, name: Vestlid AS, sources: [prove-2025]}\n")]},
        ["Ny leverandør: Vestlid AS."],
    ),
    "a search word is new": (
        {"vocabulary/synonyms.yaml": [("synonyms:\n", "synonyms:\n  - {when: [dusjstol], words: badestol}\n")]},
        ["«badestol» finner nå «dusjstol»."],
    ),
    "one variant gets another rank": (
        {BOLGE: [("    order_scheme: true\n", f"    order_scheme: true\n    placements: {own(3)}\n")]},
        [
            f"{POST}: Bølge dusjstol (HMS 000101) får rangering 3.",
            f"{POST}: Bølge dusjstol (HMS 000101) har ikke lenger rangering 1.",
        ],
    ),
    "a place is over before its agreement": (
        {FJORD: [("rank: 2\n", "rank: 2\n    valid_to: 2026-03-31\n")]},
        [
            f"{POST}: rangering 2 (Fjord dusjstol) går ut av posten.",
            f"{POST}: plassen til Fjord dusjstol gjelder 1. januar 2025 – 31. mars 2026.",
        ],
    ),
    "a place ends later": (
        {FJORD: [("rank: 2\n", "rank: 2\n    valid_to: 2027-03-31\n")]},
        [f"{POST}: plassen til Fjord dusjstol gjelder 1. januar 2025 – 31. mars 2027."],
    ),
    "what no other line tells of": (
        {
            BOLGE: [("supplier_ref: NB-45", "supplier_ref: NB-46"), ("sb50\n", "sb50, ny\n")],
            FJORD: [("as_of: 2025-02-01", "as_of: 2025-03-01"), ('replaced_by: "000201"', 'replaced_by: "000101"')],
            NEW: [("reference: 24/1", "reference: 24/2"), ("checked: 2026-01-15", "checked: 2026-02-15")],
            "vocabulary/categories.yaml": [("title: Dusjstoler", "title: Dusj- og badestoler")],
        },
        [
            "Dusjstoler 2025: saksnummeret er endret.",
            "vocabulary/categories.yaml (categories): 1 oppføring er endret.",
            "Bølge dusjstol: leverandørens artikkelnummer, variantnavn er endret.",
            "Fjord dusjstol: etterfølgeren til en variant, kilden til en plass er endret.",
            "Dusjstoler 2025: bekreftet 15. februar 2026.",
        ],
    ),
    "only the form changes": (
        {FJORD: [("name: Fjord dusjstol\nkind", 'name: "Fjord dusjstol"  # slik står det på skiltet\nkind')]},
        [],
    ),
}  # fmt: skip


def edited(files, edits):
    made = dict(files)
    for path, pairs in edits.items():
        if not pairs:
            del made[path]
        for old, new in pairs:
            text = made[path].decode()
            assert old in text, (path, old)
            made[path] = text.replace(old, new, 1).encode()
    return made


def found(before, after):
    return changes.changes(load(before)[0], load(after)[0], TODAY)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_change(name, fictional_files):
    edits, said = SAMPLES[name]
    assert [c.text for c in found(fictional_files, edited(fictional_files, edits))] == said


def test_two_variants_of_one_product_that_change_ranks(fictional_files):
    first, second = "    order_scheme: true\n", "foldable: true}\nsources"
    states = [
        edited(
            fictional_files,
            {
                BOLGE: [
                    (first, f"{first}    placements: {own(a)}\n"),
                    (second, f"foldable: true}}\n    placements: {own(b)}\nsources"),
                ]
            },
        )
        for a, b in ((1, 3), (3, 1))
    ]
    assert [c.text for c in found(*states)] == [
        f"{POST}: rangering 1 flyttes fra Bølge dusjstol (HMS 000101) til Bølge dusjstol (HMS 000102).",
        f"{POST}: rangering 3 flyttes fra Bølge dusjstol (HMS 000102) til Bølge dusjstol (HMS 000101).",
    ]


def test_every_line_names_a_page_and_a_record(fictional_files):
    for edits, _ in SAMPLES.values():
        after = edited(fictional_files, edits)
        for change in found(fictional_files, after):
            assert change.url.endswith("/")
            assert change.path in fictional_files


def test_nothing_is_said_of_nothing(fictional_files):
    assert found(fictional_files, fictional_files) == ()
    assert impact.text((), "") == "Ingenting endres for leserne.\n"


def test_a_report_stays_under_sixty_lines():
    many = tuple(
        changes.Change(kind, f"{kind} {i}", "x/", "p")
        for kind, _ in changes.KINDS
        for i in range(40)
    )
    for form in (impact.text, impact.markdown):
        text = form(many, "https://x/")
        assert len(text.splitlines()) <= 60
        assert "til\n" in text


def test_what_an_editor_writes_cannot_break_the_comment(fictional_files):
    after = edited(
        fictional_files,
        {FJORD: [("name: Fjord dusjstol\nkind", "name: '<img>](x) `a` @alle'\nkind")]},
    )
    text = impact.markdown(found(fictional_files, after), "https://x/")
    assert "<img>" not in text
    assert "\\]\\(x\\)" in text
    assert "@alle" not in text


@pytest.fixture
def repository(tmp_path, fictional_files):
    for path, content in fictional_files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "mkdocs.yml").write_text("site_name: Prøve\n")
    (tmp_path / "docs").mkdir()

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run([GIT, "-C", tmp_path, *who, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "first")
    return tmp_path


def run(*arguments: object):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_diff_against_a_revision(repository):
    record = repository / FJORD
    record.write_text(record.read_text().replace("rank: 2", "rank: 3"))
    done = run("diff", "HEAD", "--root", repository, "--today", TODAY, "--format", "json")
    assert done.exit_code == 0, done.output
    assert [c["kind"] for c in json.loads(done.output)] == ["rank", "rank"]


def test_a_record_that_moves_with_its_category_is_no_removal(repository):
    old, new = repository / FJORD, repository / "products/12/fjord.yaml"
    old.write_text(old.read_text().replace('"09330701"', '"12"'))
    told = run("diff", "HEAD", "--root", repository, "--today", TODAY)
    assert told.exit_code == 1
    assert "error[wrong-folder]" in told.output
    old.rename(new)
    done = run("diff", "HEAD", "--root", repository, "--today", TODAY, "--format", "json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    assert {c["kind"] for c in found} == {"name"}
    assert "kategori 09330701" in found[0]["text"]


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("finnes-ikke", "verken en mappe eller en revisjon"),
        ("--evil", "No such option"),
        ("/", "har ingen av mappene"),
    ],
)
def test_a_state_that_cannot_be_read_is_wrong_use(base, said, repository):
    done = run("diff", base, "--root", repository)
    assert done.exit_code == 2
    assert said in done.output


def test_a_shallow_clone_is_told_what_to_do(repository, tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone") / "c"
    source = f"file://{repository}"
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    again = ["commit", "--allow-empty", "-qm", "second"]
    subprocess.run([GIT, "-C", repository, *who, *again], check=True)
    subprocess.run([GIT, "clone", "-q", "--depth", "1", source, clone], check=True)
    done = run("diff", "HEAD~1", "--root", clone)
    assert done.exit_code == 2
    assert "git fetch --unshallow" in done.output


def test_faults_stop_the_report(repository):
    record = repository / FJORD
    record.write_text(record.read_text().replace("rank: 2", "rank: 0"))
    done = run("diff", "HEAD", "--root", repository, "--today", TODAY)
    assert done.exit_code == 1
    assert f"{FJORD}:9:11: error[bad-rank]" in done.output


def test_the_fixture_compiles(fictional_files):
    assert not compiler.check(fictional_files, TODAY).report.errors


def test_a_snapshot_of_a_newer_form_is_refused(fictional_files):
    path = "vocabulary/published.yaml"
    newer = {**fictional_files, path: fictional_files[path].replace(b"version: 1", b"version: 2")}
    found = compiler.check(newer, TODAY).report.errors
    assert [(d.path, d.position.line) for d in found] == [(path, 1)]
    assert "1" in found[0].message + found[0].hint


def test_a_missing_snapshot_is_no_fault(fictional_files):
    bare = {
        p: c for p, c in fictional_files.items() if "published" not in p and "releases" not in p
    }
    assert not compiler.check(bare, TODAY).report.errors


def test_a_clock_set_to_1970_is_told(fictional_files):
    found = compiler.check(fictional_files, "1970-01-01").report.errors
    assert {d.code for d in found} == {"date-in-future"}
