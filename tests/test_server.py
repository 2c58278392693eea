"""The preview: a saved record is seen, a fault is told, the last good page stays."""

from __future__ import annotations

import errno
import json
import re
import shutil
import socket
import threading
import time
import urllib.error
import urllib.request

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from mkdocs.config import load_config
from sites import FICTIONAL, TODAY, copied
from test_incremental import EDITS, changed, made

from catalog import compile as compiler
from catalog import edits, stamp, watching
from catalog.cli import main
from catalog.emit import output_path
from catalog.loading import load
from catalog.preview import Preview
from catalog.server import server
from catalog.watching import watch

FJORD = "products/09/fjord.yaml"


@pytest.fixture
def meanwhile():
    """What is done to the catalogue after it was read and before anyone watches it."""
    return lambda _root: None


@pytest.fixture
def running(tmp_path, meanwhile):
    root = copied(tmp_path / "k")

    def config():
        found = load_config(str(root / "mkdocs.yml"), strict=True)
        found.plugins["catalog"].config["today"] = TODAY
        return found

    said: list[str] = []
    preview = Preview(config, root, TODAY)
    meanwhile(root)
    found = server(preview, 0)
    observer = watch(preview, [root / "products", root / "docs"], said.append)
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield root, f"http://127.0.0.1:{found.server_port}", said
    observer.stop()
    observer.join()
    found.shutdown()
    found.server_close()
    thread.join()
    preview.close()


def got(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


def edit(root, old: str, new: str) -> None:
    path = root / FJORD
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_an_edit_is_seen_and_a_fault_is_told(running):
    root, url, said = running
    page = f"{url}/produkt/fjord/"
    assert "Fjord dusjstol</h1>" in got(page)
    first = json.loads(got(f"{url}/_/news?since=-1"))
    assert first["faults"] == ""

    edit(root, "name: Fjord dusjstol", "name: Fjord dusjstol, ny")
    start = time.perf_counter()
    second = json.loads(got(f"{url}/_/news?since={first['version']}"))
    assert time.perf_counter() - start < 5
    assert second["faults"] == ""
    assert "Fjord dusjstol, ny</h1>" in got(page)

    edit(root, "rank: 2", "rank: 0")
    third = json.loads(got(f"{url}/_/news?since={second['version']}"))
    assert f"{FJORD}:9:11: error[bad-rank]" in third["faults"]
    assert "Fjord dusjstol, ny</h1>" in got(page)
    assert any("bad-rank" in line for line in said)

    edit(root, "rank: 0", "rank: 2")
    fourth = json.loads(got(f"{url}/_/news?since={third['version']}"))
    assert fourth["faults"] == ""


def test_hand_written_pages_and_data_are_served(running):
    root, url, _ = running
    assert "<h1" in got(f"{url}/om/")
    assert json.loads(got(f"{url}/api/v1/products/bolge.json"))["id"] == "bolge"
    front = got(f"{url}/sok/")
    folder = front.split('data-folder="../')[1].split('"')[0]
    assert got(f"{url}/{folder}manifest.js").startswith("katalog.part")
    version = json.loads(got(f"{url}/_/news?since=-1"))["version"]
    (root / "docs/om.md").write_text("---\ntitle: Om\ndescription: Om.\n---\n\n# Om noe nytt\n")
    got(f"{url}/_/news?since={version}")
    assert "Om noe nytt" in got(f"{url}/om/")


def test_the_map_has_pages_that_nobody_has_asked_for(running):
    root, url, _ = running
    shown = set(re.findall("<loc>(.*?)</loc>", got(f"{url}/sitemap.xml")))
    assert CliRunner().invoke(main, ["build", "--root", str(root), "--today", TODAY]).exit_code == 0
    built = (root / "site/sitemap.xml").read_text("utf-8")
    assert shown == set(re.findall("<loc>(.*?)</loc>", built))
    assert any(found.endswith("en/produkt/fjord/") for found in shown)


def until(url: str, status: int, text: str = "") -> None:
    """Wait until `url` answers so."""
    end = time.perf_counter() + 20
    while True:
        try:
            found = 200, got(url)
        except urllib.error.HTTPError as error:
            found = error.code, ""
            error.close()
        if found[0] == status and text in found[1]:
            return
        assert time.perf_counter() < end, (url, found)
        time.sleep(0.05)


def another(root, name: str) -> str:
    text = (root / FJORD).read_text("utf-8").replace("id: fjord", "id: ny").replace("0002", "0009")
    return text.replace("name: Fjord dusjstol\nkind", f"name: {name}\nkind")


def test_records_that_are_moved_in_and_folders_that_are_moved_out_are_seen(running):
    root, url, _ = running
    (root / "ny.yaml").write_text(another(root, "Ny stol"), "utf-8")
    (root / "ny.yaml").rename(root / "products/09/ny.yaml")
    until(f"{url}/produkt/ny/", 200, "Ny stol</h1>")
    shutil.copytree(root / "products/12", root / "inn")
    (root / "products/12").rename(root / "borte")
    until(f"{url}/produkt/vidde/", 404)
    (root / "inn").rename(root / "products/12")
    until(f"{url}/produkt/vidde/", 200)


def test_what_is_saved_while_another_is_read_is_shown(running, monkeypatch):
    root, url, _ = running
    check = compiler.check
    monkeypatch.setattr(compiler, "check", lambda *given: (check(*given), time.sleep(0.5))[0])
    (root / "products/09/ny.yaml").write_text(another(root, "Første"), "utf-8")
    time.sleep(0.3)
    (root / "products/09/ny.yaml").write_text(another(root, "Andre"), "utf-8")
    until(f"{url}/produkt/ny/", 200, "Andre</h1>")


@pytest.mark.parametrize(
    ("meanwhile", "page", "shown"),
    [
        (
            lambda root: edit(root, "name: Fjord dusjstol", "name: Fjord dusjstol, ny"),
            "produkt/fjord/",
            "Fjord dusjstol, ny</h1>",
        ),
        (
            lambda root: (root / "products/09/ny.yaml").write_text(another(root, "Ny stol")),
            "produkt/ny/",
            "Ny stol</h1>",
        ),
        (
            lambda root: (root / "docs/om.md").write_text("---\ntitle: Om\n---\n\n# Om noe nytt\n"),
            "om/",
            "Om noe nytt",
        ),
    ],
    ids=["record", "new-record", "hand-written"],
)
def test_what_is_saved_while_the_first_site_is_made_is_shown(meanwhile, page, shown, running):  # noqa: ARG001
    _, url, _ = running
    until(f"{url}/{page}", 200, shown)


def test_a_page_that_cannot_be_built_stays_and_is_built_when_it_can(running):
    root, url, said = running
    edit(root, "rank: 2", "rank: 0")
    until(f"{url}/_/news?since=-1", 200, "bad-rank")
    (root / "docs/om.md").write_text("---\ntitle: Om\ndescription: Om.\n---\n\n# Om noe nytt\n")
    end = time.perf_counter() + 20
    while sum("bad-rank" in line for line in said) < 2:
        assert time.perf_counter() < end
        time.sleep(0.05)
    assert "<h1" in got(f"{url}/om/")
    assert "Om noe nytt" not in got(f"{url}/om/")
    edit(root, "rank: 0", "rank: 2")
    until(f"{url}/om/", 200, "Om noe nytt")
    assert json.loads(got(f"{url}/_/news?since=-1"))["faults"] == ""


@pytest.mark.parametrize("since", ["--1", "%C2%B2", "", "9" * 40])
def test_news_since_what_is_no_number_comes_at_once(since, running):
    _, url, _ = running
    assert json.loads(got(f"{url}/_/news?since={since}"))["version"] > 0


def test_a_port_that_is_taken_is_said_in_words(tmp_path):
    root = copied(tmp_path / "k")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--root", str(root), "--port", port])
    assert done.exit_code == 1
    assert f"Kan ikke vise på port {port}" in done.output


def test_a_system_that_follows_no_more_folders_is_said_in_words(tmp_path, monkeypatch):
    def full(_observer):
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(watching.Observer, "start", full)
    root = copied(tmp_path / "k")
    done = CliRunner().invoke(main, ["serve", "--root", str(root), "--port", "0"])
    assert done.exit_code == 1
    assert "Kan ikke følge med på filene: inotify watch limit reached." in done.output


@pytest.mark.parametrize("path", ["/finnes/ikke/", "/../../etc/passwd", "/%2e%2e/x", "/_/ukjent"])
def test_what_is_not_there_is_404(path, running):
    _, url, _ = running
    with pytest.raises(urllib.error.HTTPError) as error:
        got(url + path)
    assert error.value.code == 404
    error.value.close()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_a_record_taken_in_at_once_gives_the_pages_that_reading_everything_gives(edit):
    files = stamp.read(FICTIONAL)
    after = changed(*edit, files)
    path = next((p for p in after if files.get(p) != after[p]), "")
    found = made(files, lazy=True)
    wanted = made(after)
    assume(path in files and len(files) == len(after) and wanted is not None)
    edits.warm(found[0])
    alone, _ = load({path: after[path]})
    before = found[0].ctx.library
    for product in alone.products.values():
        assume(edits.is_plain(found[0], product))
        site = edits.product(found[0], before.with_product(product, alone.texts[path]), product)
    for agreement in alone.agreements.values():
        library = before.with_agreement(agreement, alone.texts[path])
        site = edits.agreement(found[0], library, agreement)
    assert site.page("en/")
    gone = [a for a in made(files)[0].pages if a not in wanted[0].pages and site.page(a)]
    assert gone == []
    for address in wanted[0].pages:
        name = output_path(address)
        shown = site.render(name).replace(site.ctx.fingerprint.encode(), b"F")
        fresh = wanted[0].render(name).replace(wanted[0].ctx.fingerprint.encode(), b"F")
        assert shown == fresh, address
