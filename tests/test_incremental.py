"""What a build keeps is what it would have made: random edits, faults and kills against cold builds."""

from __future__ import annotations

import fcntl
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from markupsafe import escape
from sites import FICTIONAL, ROOT, TODAY, build, copied

from catalog import assets, builds, cache, emit, rules, stamp
from catalog import compile as compiler
from catalog.apart import shared
from catalog.depends import Inputs
from catalog.emit import output_path
from catalog.language import languages
from catalog.pages import Options
from catalog.progress import Progress
from catalog.views.context import Context
from catalog.writer import Built, write

COMMAND = [sys.executable, "-m", "catalog", "build", "--today", TODAY]
OPTIONS = Options("Prøve", "https://prove.example/")


def made(
    files: dict[str, bytes], today: str = TODAY, *, lazy: bool = False
) -> tuple[emit.Site, Inputs] | None:
    """The site of some records, without a theme around its pages; None when they have a fault."""
    checked = compiler.check(files, today)
    if checked.report.errors:
        return None
    ctx = Context(checked.library, today, languages()[0], checked.fingerprint)
    contexts = [ctx, ctx.spoken(languages()[2])]
    shell = lambda _language, kind, root, slots: f"{kind}{root}{slots}"  # noqa: E731
    return emit.site(contexts, assets.load(), OPTIONS, shell, lazy=lazy), Inputs(ctx, b"base")


def test_a_kind_that_splicing_misses_something_on_is_rendered_whole(tmp_path):
    def shell(language, kind, _root, slots):
        """A theme that shouts the title of a product: a token in capitals is no slot."""
        title = slots["title"].upper() if kind == "product" else slots["title"]
        return f"{language.code} {kind} {title} {slots['path']}"

    site, inputs = made(stamp.read(FICTIONAL))
    site = replace(site, shell=shell)
    written = write(site, inputs, tmp_path, None)
    assert written.missed == {"product"}
    for page in site.pages.values():
        if page.kind != "hms":
            title = str(escape(str(page.title)))
            shown = title.upper() if page.kind == "product" else title
            wanted = f"{page.language.code} {page.kind} {shown} {page.url}"
            assert (tmp_path / output_path(page.address)).read_text("utf-8") == wanted
    assert set(written.built.entries) == set(contents(tmp_path))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def _named(record, name):
    record["name" if "name" in record else "title"] = name.title()


def _identified(record, name):
    record["id"] = f"ny-{name}"


def _added(record, name):
    record["id"] = f"til-{name}"
    for i, variant in enumerate(record.get("variants", ())):
        variant["hms_number"] = f"{900000 + hash_of(name) % 9000 + i}"


def _unplaced(record, _):
    record.pop("placements", None)


def _measured(record, name):
    for variant in record.get("variants", ())[:1]:
        variant.setdefault("properties", {})["seat_width"] = 40 + len(name)


def _ended(record, _):
    if "valid_to" in record:
        record["valid_to"] = "2026-05-01"


def _confirmed(record, _):
    record["checked"] = "2026-05-30"


CHANGES = [_named, _identified, _added, _unplaced, _measured, _ended, _confirmed, None]
"""What an editor may do to a record; None takes it away."""


def changed(name: str, change, files: dict[str, bytes]) -> dict[str, bytes]:
    """`files` with one record edited."""
    paths = sorted(p for p in files if p.startswith(("products/", "agreements/")))
    path = paths[hash_of(name) % len(paths)]
    after = dict(files)
    if change is None:
        del after[path]
        return after
    record = yaml.safe_load(files[path])
    change(record, name)
    if change is _identified:
        del after[path]
    path = f"{path.rpartition('/')[0]}/{record['id']}.yaml"
    after[path] = yaml.safe_dump(record, allow_unicode=True, sort_keys=False).encode()
    return after


def hash_of(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


EDITS = st.tuples(st.text("abcdefgh", min_size=1, max_size=4), st.sampled_from(CHANGES))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_any_edits_in_any_order_give_what_a_cold_build_gives(tmp_path_factory, edits):
    home = tmp_path_factory.mktemp("edits")
    files = stamp.read(FICTIONAL)
    first = made(files)
    assert first is not None
    before = write(*first, home / "0", None).built
    for number, (name, edit) in enumerate(edits, start=1):
        wanted = changed(name, edit, files)
        found = made(wanted)
        if found is None:
            continue  # a fault stops a build; the next edit starts from what was there
        files = wanted
        before = write(*found, home / f"{number}", before).built
        fresh = made(files)
        assert fresh is not None
        write(*fresh, home / f"{number}-cold", None)
        assert contents(home / f"{number}") == contents(home / f"{number}-cold")
    shutil.rmtree(home)


OLDEST = b"id: dusj-2015\ntitle: Dusjstoler\nposts: [{number: '1'}]\nsources: [prove-2025]\n"
DATES = "valid_from: 2020-01-01\nvalid_to: 2024-12-31\n"


def _three_generations(files: dict[str, bytes]) -> dict[str, bytes]:
    """The newest not begun, the one before it undated, the oldest without an end."""
    between = files["agreements/dusj-2020.yaml"].decode().replace(DATES, "supersedes: dusj-2015\n")
    newest = files["agreements/dusj-2025.yaml"].decode().replace("2025-01-01", "2027-01-01")
    return {
        **files,
        "agreements/dusj-2015.yaml": OLDEST,
        "agreements/dusj-2020.yaml": between.encode(),
        "agreements/dusj-2025.yaml": newest.encode(),
    }


def _begun(files: dict[str, bytes]) -> dict[str, bytes]:
    path = "agreements/dusj-2025.yaml"
    return {**files, path: files[path].replace(b"2027-01-01", b"2025-01-01")}


def _renamed(files: dict[str, bytes]) -> dict[str, bytes]:
    left = dict(files)
    left["vocabulary/sources-rights.yaml"] = left.pop("vocabulary/sources.yaml")
    return dict(sorted(left.items()))


@pytest.mark.parametrize(
    ("first", "second"),
    [(_three_generations, _begun), (dict, _renamed)],
    ids=["a later generation begins", "a list has another name"],
)
def test_what_is_seen_from_afar_is_made_again(tmp_path, first, second):
    files = first(stamp.read(FICTIONAL))
    sites = [made(files), made(second(files))]
    before = write(*sites[0], tmp_path / "0", None).built
    write(*sites[1], tmp_path / "1", before)
    write(*made(second(files)), tmp_path / "cold", None)
    assert contents(tmp_path / "1") == contents(tmp_path / "cold")
    assert contents(tmp_path / "1") != contents(tmp_path / "0")


def before_and_after(
    path: str, old: str, new: str
) -> tuple[tuple[emit.Site, Inputs], tuple[emit.Site, Inputs]]:
    """The shipped catalogue, and with `new` for `old` in the record at `path`."""
    files = stamp.read(ROOT)
    text = f"\n{files[path].decode()}"
    assert old in text
    edited = {**files, path: text.replace(old, new)[1:].encode()}
    one, two = made(files, "2026-11-24"), made(edited, "2026-11-24")
    assert one is not None
    assert two is not None
    return one, two


@pytest.mark.parametrize(
    ("path", "old", "new", "most"),
    [
        ("products/09/etac-swift.yaml", "name: Etac Swift\n", "name: Etac Svale\n", 60),
        ("agreements/hygiene-2025.yaml", "\nid: hygiene-2025", "\n# et ord\nid: hygiene-2025", 900),
    ],
)
def test_an_edit_of_the_shipped_catalogue_changes_no_page_that_is_kept(path, old, new, most):
    one, two = before_and_after(path, old, new)
    stale = 0
    for address, page in two[0].pages.items():
        if page.language.code != "nb" or page.kind == "hms":
            continue
        same = address in one[0].pages and one[1].page(one[0].pages[address]) == two[1].page(page)
        stale += not same
        if same and (page.kind != "product" or hash_of(address[-2:-1]) % 4 == 0):
            name = output_path(address)
            assert one[0].render(name) == two[0].render(name), address
    assert 0 < stale < most


@pytest.mark.parametrize(
    ("path", "old", "new", "most"),
    [
        ("products/09/etac-swift.yaml", "seat_width: 54", "seat_width: 55", 2),
        ("products/09/etac-swift.yaml", "name: Etac Swift\n", "name: Ørn\n", 12),
        ("agreements/hygiene-2025.yaml", "\nid: hygiene-2025", "\n# et ord\nid: hygiene-2025", 220),
    ],
    ids=["a measure", "a name", "an agreement"],
)
def test_an_edit_makes_only_the_parts_of_search_and_comparison_that_show_it(path, old, new, most):
    one, two = before_and_after(path, old, new)
    marks = one[0].ctx.fingerprint, two[0].ctx.fingerprint
    parts = [p for p in two[0].files if re.fullmatch(f"assets/[a-z]+-{marks[1]}/[^/]+", p)]
    stale = 0
    for part in parts:
        was = part.replace(marks[1], marks[0])
        if one[1].file(was) == two[1].file(part):
            assert one[0].files[was]() == two[0].files[part](), part
        else:
            stale += 1
    assert len(parts) > 400
    assert 0 < stale <= most, stale


def run(root: Path, out: Path, *flags: str, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "--root", root, "--out", out, *flags],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        **more,
    )


@pytest.fixture
def home(tmp_path):
    """A copy of the fictional catalogue with its site built once."""
    root = copied(tmp_path / "katalog")
    build(root, tmp_path / "site")
    return tmp_path


def test_nothing_changed_writes_nothing_and_says_so(home):
    was = {p: p.stat().st_mtime_ns for p in (home / "site").rglob("*")}
    done = run(home / "katalog", home / "site")
    assert "Ingenting er endret" in done.stderr
    assert {p: p.stat().st_mtime_ns for p in (home / "site").rglob("*")} == was


LOADED = """
import sys
from catalog.cli import main
try: main()
finally: print(*sorted({n.partition(".")[0] if n[:7] != "catalog" else n for n in sys.modules}))
"""


def test_the_compiler_is_loaded_only_when_there_is_something_to_make(home):
    arguments = ["build", "--today", TODAY, "--root", home / "katalog", "--out", home / "site"]
    found = []
    for more in ([], ["--fresh"]):
        done = subprocess.run(
            [sys.executable, "-c", LOADED, *arguments, *more],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        found.append({*done.stdout.split()})
    heavy = {"catalog.compile", "catalog.plugin", "jinja2", "pydantic", "yaml", "babel"}
    assert found[0] & heavy == set()
    assert found[1] & heavy == heavy


@pytest.mark.parametrize(
    ("settings", "place", "again"),
    [
        ("", "site", True),
        ("site_dir: ut/her\n", "ut/her", True),
        ('site_dir: "ut"  # hit\n', "ut", True),
        ("INHERIT: mor.yml\n", "arvet", False),
        ("copyright: !ENV [HVEM, ingen]\n", "site", False),
    ],
)
def test_the_settings_say_where_and_whether_they_can_be_told_unchanged(
    tmp_path, settings, place, again
):
    root = copied(tmp_path / "katalog")
    written = re.sub("(?m)^site_dir:.*\n", "", (root / "mkdocs.yml").read_text("utf-8"))
    (root / "mkdocs.yml").write_text(settings + written, "utf-8")
    (root / "mor.yml").write_text("site_dir: arvet\n", "utf-8")
    said = [
        subprocess.run([*COMMAND, "--root", root], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert (root / place / "produkt/bolge/index.html").is_file()
    assert ("Ingenting er endret" in said[1].stderr) is again


@pytest.mark.parametrize("kind", ["a page", "a hook", "the theme"])
def test_what_a_site_is_made_of_beside_the_records_is_seen(tmp_path, kind):
    root = copied(tmp_path / "katalog")
    shutil.copytree(ROOT / "catalog/theme", root / "tema")
    (root / "krok.py").write_text("def on_page_markdown(markdown, **_): return markdown\n", "utf-8")
    text = re.sub("custom_dir: .*", "custom_dir: tema", (root / "mkdocs.yml").read_text("utf-8"))
    (root / "mkdocs.yml").write_text(f"{text}hooks: [krok.py]\n", "utf-8")
    build(root, tmp_path / "site")
    assert "Ingenting er endret" in run(root, tmp_path / "site").stderr
    path, old, new = {
        "a page": ("docs/om.md", "e", "é"),
        "a hook": ("krok.py", "return markdown", "return 'Kroket'"),
        "the theme": ("tema/404.html", "</h1>", " igjen</h1>"),
    }[kind]
    _edit(root / path, old, new)
    assert "er laget på nytt" in run(root, tmp_path / "site").stderr
    build(root, tmp_path / "cold")
    assert contents(tmp_path / "site") == contents(tmp_path / "cold")


@pytest.mark.parametrize("name", ["ny", "regler"], ids=["its own", "that of a page of ours"])
def test_a_hand_written_page_more_or_less_gives_what_a_cold_build_gives(home, name):
    page = home / f"katalog/docs/{name}.md"
    for write_or_take_away in (lambda: page.write_text("# Ny side\n", "utf-8"), page.unlink):
        write_or_take_away()
        done = run(home / "katalog", home / "site")
        assert done.returncode == 0, done.stderr
        shutil.rmtree(home / "cold", ignore_errors=True)
        build(home / "katalog", home / "cold")
        assert contents(home / "site") == contents(home / "cold")


def test_a_theme_that_splicing_misses_something_of_is_told_of_and_built(tmp_path):
    root = copied(tmp_path / "katalog")
    theme = root / "tema"
    shutil.copytree(ROOT / "catalog/theme", theme)
    _edit(theme / "main.html", "{{ page.title", "{{ page.title | upper")
    text = re.sub("custom_dir: .*", "custom_dir: tema", (root / "mkdocs.yml").read_text("utf-8"))
    (root / "mkdocs.yml").write_text(text, "utf-8")
    done = run(root, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "ADVARSEL: temaet tegner sider av slaget «product»" in done.stderr
    tree = html.fromstring((tmp_path / "site/produkt/bolge/index.html").read_bytes())
    assert tree.findtext(".//title").startswith("BØLGE DUSJSTOL")


def _latin(home: Path) -> None:
    (home / "katalog/docs/ny.md").write_bytes("# På\n".encode("latin-1"))


def _without_us(home: Path) -> None:
    path = home / "katalog/mkdocs.yml"
    path.write_text(re.sub(r"(?ms)^plugins:.*?(?=^\w)", "", path.read_text("utf-8")), "utf-8")


@pytest.mark.parametrize(
    ("harm", "flags", "said"),
    [
        (_latin, [], "ny.md: kan ikke leses som UTF-8"),
        (_without_us, [], "«catalog» mangler under «plugins»"),
        (lambda _: None, ["--log", "/finnes/ikke/logg.jsonl"], "Nettstedet er bygd, men: "),
    ],
    ids=["a page in Latin-1", "settings without us", "a log that cannot be written"],
)
def test_what_stops_a_build_is_said_in_words(home, harm, flags, said):
    was = contents(home / "site")
    harm(home)
    done = run(home / "katalog", home / "site", *flags)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(home / "site") == was


def test_what_an_editor_keeps_while_it_works_is_no_record(home):
    (home / "katalog/products/09/.#bolge.yaml").symlink_to("noen@maskin.1")
    (home / "katalog/products/09/borte.yaml").symlink_to("finnes-ikke.yaml")
    assert "Ingenting er endret" in run(home / "katalog", home / "site").stderr


def test_when_one_piece_of_work_fails_no_process_goes_on(tmp_path):
    def piece(number: int) -> int:
        if number == 0:
            raise OSError(28, "full")
        time.sleep(0.01)
        (tmp_path / str(number)).touch()
        return number

    with pytest.raises(OSError, match="full"):
        shared([partial(piece, n) for n in range(200)])
    written = len([*tmp_path.iterdir()])
    time.sleep(0.1)
    assert len([*tmp_path.iterdir()]) == written < 199


def test_a_hook_or_a_theme_that_is_gone_is_no_fault(tmp_path):
    root = copied(tmp_path / "katalog")
    text = (root / "mkdocs.yml").read_text("utf-8")
    theme = root / "tema"
    shutil.copytree(ROOT / "catalog/theme", theme)
    (root / "krok.py").write_text("def on_page_markdown(markdown, **_): return 'Kroket'\n", "utf-8")
    moved = re.sub("custom_dir: .*", "custom_dir: tema", text)
    (root / "mkdocs.yml").write_text(f"{moved}hooks: [krok.py]\n", "utf-8")
    build(root, tmp_path / "site")
    (root / "krok.py").unlink()
    shutil.rmtree(theme)
    (root / "mkdocs.yml").write_text(text, "utf-8")
    assert "er laget på nytt" in run(root, tmp_path / "site").stderr
    build(root, tmp_path / "cold")
    assert contents(tmp_path / "site") == contents(tmp_path / "cold")


@pytest.mark.parametrize(
    "path", ["products/09/bolge.yaml", "agreements/dusj-2025.yaml", "docs/om.md"]
)
def test_one_edit_makes_only_what_depends_on_it_and_equals_a_cold_build(home, path):
    record = home / "katalog" / path
    record.write_text(record.read_text("utf-8").replace("e", "e", 1) + "\n", "utf-8")
    done = run(home / "katalog", home / "site")
    assert done.returncode == 0, done.stderr
    made_now, of = (int(n) for n in done.stderr.split(": ")[-1].split() if n.isdigit())
    assert made_now < of * 0.85
    build(home / "katalog", home / "cold")
    assert contents(home / "site") == contents(home / "cold")


@pytest.mark.parametrize("path", ["produkt/bolge/index.html", "om/index.html", "404.html"])
@pytest.mark.parametrize(
    "harm", [Path.unlink, lambda path: path.write_text("ødelagt", "utf-8")], ids=["gone", "other"]
)
def test_what_somebody_took_away_or_changed_in_the_site_is_made_again(home, path, harm):
    wanted = contents(home / "site")
    harm(home / "site" / path)
    assert run(home / "katalog", home / "site").returncode == 0
    assert contents(home / "site") == wanted


@pytest.mark.parametrize("harm", ["half", "other", "empty", "gone"])
def test_a_cache_that_is_not_whole_is_never_trusted(home, harm):
    wanted = contents(home / "site")
    record = home / "katalog/products/09/bolge.yaml"
    record.write_text(record.read_text("utf-8") + "\n", "utf-8")
    for path in (home / "katalog/.cache").iterdir():
        content = path.read_bytes()
        if harm == "gone":
            path.unlink()
        else:
            cut = {"half": content[: len(content) // 2], "other": content[::-1], "empty": b""}
            path.write_bytes(cut[harm])
    assert run(home / "katalog", home / "site").returncode == 0
    assert contents(home / "site").keys() >= {"produkt/bolge/index.html"}
    build(home / "katalog", home / "cold")
    assert contents(home / "site") == contents(home / "cold")
    assert wanted.keys() & contents(home / "site").keys()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


@pytest.mark.parametrize(
    ("between", "asked"),
    [
        (lambda _root: TODAY, 0),
        (lambda _root: "2026-06-02", 1),
        (lambda root: _edit(root / "products/09/bolge.yaml", "name: ", "name: Ny ") or TODAY, 1),
        (lambda root: (root / "products/09/bolge.yaml").unlink() or TODAY, 1),
        (lambda root: _cut(root / ".cache/report") or TODAY, 1),
    ],
    ids=["nothing", "the day", "a record", "a file less", "the cache"],
)
def test_the_rules_are_asked_again_when_anything_is_another(tmp_path, monkeypatch, between, asked):
    root = copied(tmp_path / "katalog")
    first = compiler.check_folder(root, TODAY).report
    calls = []
    ask = rules.check
    monkeypatch.setattr(rules, "check", lambda *given: calls.append(given) or ask(*given))
    day = between(root)
    found = compiler.check_folder(root, day).report
    assert len(calls) == asked
    assert found == compiler.check(stamp.read(root), day).report
    assert asked or found == first


def _edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def test_killed_at_twenty_moments_the_old_site_stays_and_the_next_build_is_right(home):
    chance, swapped = random.Random(8), 0
    record = home / "katalog/products/09/bolge.yaml"
    text = record.read_text("utf-8")
    for number in range(20):
        was, folder = contents(home / "site"), (home / "site").stat().st_ino
        record.write_text(f"{text}# {number}\n", "utf-8")
        flags = ["--fresh"] if number % 2 else []
        process = subprocess.Popen(
            [*COMMAND, "--root", home / "katalog", "--out", home / "site", *flags],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.4, 1.6))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if (home / "site").stat().st_ino != folder:  # it had come as far as swapping
            shutil.rmtree(home / "cold", ignore_errors=True)
            build(home / "katalog", home / "cold")
            was = contents(home / "cold")
            swapped += 1
        assert contents(home / "site") == was
    assert swapped < 20
    assert run(home / "katalog", home / "site").returncode == 0
    shutil.rmtree(home / "cold", ignore_errors=True)
    build(home / "katalog", home / "cold")
    assert contents(home / "site") == contents(home / "cold")
    assert [p.name for p in home.iterdir() if p.name.startswith((".site-new", ".site-old"))] == []


def test_a_full_disk_leaves_the_old_site_and_says_so(home):
    was = contents(home / "site")
    record = home / "katalog/products/09/bolge.yaml"
    record.write_text(record.read_text("utf-8") + "\n", "utf-8")
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))  # noqa: E731
    done = run(home / "katalog", home / "site", preexec_fn=small)
    assert done.returncode == 1
    assert "Kunne ikke skrive" in done.stderr
    assert "det gamle nettstedet står som det var" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(home / "site") == was


def test_a_place_that_cannot_be_written_is_said_in_words(home):
    (home / "fil").write_text("ikke en mappe", "utf-8")
    done = run(home / "katalog", home / "fil" / "site")
    assert done.returncode == 1
    assert "Kunne ikke skrive" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_builds_into_one_folder_do_not_meet(home):
    was = contents(home / "site")
    with (home / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(home / "katalog", home / "site", "--fresh")
    assert done.returncode == 1
    assert "Et annet bygg skriver til" in done.stderr
    assert contents(home / "site") == was


def test_a_record_edited_during_a_build_is_in_the_next(home):
    record = home / "katalog/products/09/bolge.yaml"
    text = record.read_text("utf-8")
    process = subprocess.Popen(
        [*COMMAND, "--root", home / "katalog", "--out", home / "site", "--fresh"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    time.sleep(0.9)
    record.write_text(text.replace("name: ", "name: Ny ", 1), "utf-8")
    assert process.wait() == 0
    assert run(home / "katalog", home / "site").returncode == 0
    tree = html.fromstring((home / "site/produkt/bolge/index.html").read_bytes())
    assert tree.findtext(".//h1").startswith("Ny ")


def test_where_the_time_went_is_a_table_and_a_log(home):
    done = run(
        home / "katalog", home / "site", "--fresh", "--timings", "--log", home / "logg.jsonl"
    )
    assert done.returncode == 0
    rows = [line.split()[-1] for line in done.stdout.splitlines()]
    assert rows[-1] == "100%"
    lines = (home / "logg.jsonl").read_text("utf-8").splitlines()
    assert [yaml.safe_load(line)["stage"] for line in lines] == [
        "det forrige bygget sett over",
        "poster lest og kontrollert",
        "sider navngitt",
        "sider og filer skrevet",
        "byttet inn",
    ]
    assert "\x1b" not in done.stderr


def test_a_build_that_lies_elsewhere_or_was_swapped_is_not_built_upon(tmp_path):
    built = Built(tmp_path / "site", {}, b"stamp", (1, 2))
    (tmp_path / "site").mkdir()
    cache.keep(tmp_path, "site-x", built)
    assert builds.before(tmp_path, "site-x", tmp_path / "site") is None
    assert cache.kept(tmp_path, "site-x") == built


def test_a_silent_progress_says_nothing_and_still_counts():
    progress = Progress()
    with progress.stage("noe") as stage:
        stage.count = 3
    assert [(s.name, s.count) for s in progress.stages] == [("noe", 3)]
