"""The walls of the house: imports point one way, and each library has its rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from catalog.cli import COMMANDS as NAMES
from catalog.cli import main
from catalog.rules.docs import DOCS

PACKAGE = Path("catalog")
ROOMS = {
    "yaml": {"source", "formatting"},
    "pydantic": {"records"},
    "pydantic_core": {"records"},
    "mkdocs": {"plugin", "making", "preview", "watching", "commands"},
    "watchdog": {"watching"},
    "click": {"cli", "commands", "__main__"},
    "jinja2": {"emit", "plugin"},
    "babel": {"language"},
    "lunr": {"search"},
    "ijson": {"importing"},
    "openpyxl": {"importing"},
}
STOREYS = [
    {
        "apart",
        "built",
        "cache",
        "diagnostics",
        "canonical",
        "language",
        "progress",
        "search",
        "stamp",
    },
    {"source", "records", "assets", "shell"},
    {"library"},
    {"loading", "periods", "rights", "report", "formatting", "editing"},
    {"retail"},
    {"rules", "changes", "views", "scaffold", "importing"},
    {"impact", "export", "pages"},
    {"emit", "depends"},
    {"compile", "edits"},
    {"revisions", "offline", "writer"},
    {"plugin"},
    {"making", "preview"},
    {"builds", "watching", "server"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
LEVEL = {room: level for level, rooms in enumerate(STOREYS) for room in rooms}


def modules() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = (
                    [f"catalog.{alias.name}" for alias in node.names]
                    if node.module == "catalog"
                    else [node.module]
                )
                yield from ((room, name) for name in names)
            elif isinstance(node, ast.Import):
                yield from ((room, alias.name) for alias in node.names)


@pytest.mark.parametrize(("room", "module"), sorted(set(modules())))
def test_imports_stay_in_their_room(room, module):
    top, *rest = module.split(".")
    assert room in ROOMS.get(top, {room})
    if top == "catalog" and rest and rest[0] not in {"__version__", room}:
        assert LEVEL[rest[0]] < LEVEL[room] or (room, rest[0]) == ("records", "diagnostics")


def test_every_room_stands_in_the_architecture_page():
    page = Path("ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {p.name for p in PACKAGE.iterdir() if p.suffix == ".py" or p.is_dir()}
    rooms -= {"__init__.py", "__main__.py", "__pycache__"}
    assert [room for room in sorted(rooms) if f"`{room}" not in page] == []


def test_every_command_stands_in_the_readme():
    page = Path("README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"catalog {name}" not in page] == []


def test_every_code_that_is_raised_is_documented():
    raised = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        raised.update(re.findall(r'^CODE = "([a-z0-9-]+)"', text, re.MULTILINE))
        if path.parts[1] in {"source.py", "loading.py", "records"}:
            raised.update(
                re.findall(
                    r'^\s+"([a-z]+(?:-[a-z0-9]+)+)",\n\s+f?"[«A-ZÆØÅ0-9]', text, re.MULTILINE
                )
            )
    assert raised - set(DOCS) == set()


def test_no_dependency_is_unpinned_or_unexplained():
    pins = Path("requirements/test.txt").read_text(encoding="utf-8")
    assert all(
        "==" in line for line in pins.splitlines() if line and not line.startswith((" ", "#"))
    )
    page = Path("ARCHITECTURE.md").read_text(encoding="utf-8").lower()
    wanted = [
        re.split(r"[=<>]", line)[0]
        for name in ("site", "test")
        for line in Path(f"requirements/{name}.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "-"))
    ]
    assert [name for name in wanted if f"`{name}`" not in page] == []


def test_no_template_text_stands_inside_another():
    # The minifier takes the white space out of such a text.
    scripts = [p for p in (PACKAGE / "theme/js").rglob("*.js") if "vendor" not in p.parts]
    nested = re.compile(r"`[^`\n]*\$\{[^}\n]*`")
    assert scripts
    assert [p.name for p in scripts if nested.search(p.read_text())] == []


COMMANDS = {
    "check", "build", "serve", "fmt", "new", "import", "diff", "export", "schema", "rules",
}  # fmt: skip
"""The names others rely on."""


def test_the_commands_are_those_of_the_contract():
    assert set(NAMES) == COMMANDS
    assert all(main.get_command(click.Context(main), name).name == name for name in NAMES)
