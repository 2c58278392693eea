"""`catalog`: the commands by name. Each is loaded when it is asked for."""

from __future__ import annotations

import logging
from importlib import import_module
from keyword import iskeyword

import click

COMMANDS = (
    "build", "check", "diff", "export", "fmt", "import", "new", "rules", "schema", "serve",
)  # fmt: skip
"""Each a module of `commands/` with a function of its name."""


class Commands(click.Group):
    """Loading all of them takes longer than a build with nothing to do."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every name."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, loaded."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        found: click.Command = getattr(import_module(f"catalog.commands.{name}"), name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="catalog")
def main() -> None:
    """Kompilatoren for hjelpemiddelkatalogen."""
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
        log.setLevel(logging.WARNING)
