"""The command line: `factsheets COMMAND`.

Commands live one a file in `generator/commands/` and are imported when they are called, so that
`factsheets check` starts without what reads documents.  Exit codes: 0 clean, 1 bad input,
2 wrong usage, 3 stale sheets under `generate --check`.
"""

from __future__ import annotations

import importlib
import io
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from generator import __version__
from generator.document import InputError
from generator.problems import as_text

COMMANDS: dict[str, tuple[str, str]] = {
    "generate": ("generate", "Make fact sheets from seeds; what editors changed is kept."),
    "check": ("check", "Tell everything that is wrong with the sheets."),
    "build": ("build", "Build the site from the sheets."),
    "serve": ("serve", "Preview the site; it follows each saved sheet."),
    "diff": ("diff", "Show what changed in facts, not in lines."),
    "accept": ("accept", "Hand an edited entry back to the machine."),
    "restore": ("restore", "Bring back an entry, or a sheet, that was deleted."),
    "retire": ("retire", "Delete a sheet for good."),
    "annotate": ("annotate", "Read documents as JSON lines, for programs."),
    "evaluate": ("evaluate", "Measure the reading against annotated text."),
    "schema": ("schema", "Write the JSON Schemas that editors' YAML support reads."),
}
"""Command -> its module in `generator.commands` (which has a function of the command's name), and
the line that `--help` shows."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of a first day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(f"generator.commands.{module}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; input that can't be used ends in a message, never in a traceback."""
        for stream in (sys.stdout, sys.stderr):
            _speak_utf8(stream)
        try:
            return super().invoke(ctx)
        except InputError as error:
            click.echo(as_text(error.problem), err=True)
        except BrokenPipeError:
            sys.stderr.close()
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            click.echo(f"{name}error[file]: {error.strerror or error}", err=True)
        return ctx.exit(1)


def _speak_utf8(stream: TextIO) -> None:
    """Has a stream take any text: files and pipes get UTF-8, a terminal what it can show."""
    if isinstance(stream, io.TextIOWrapper):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


EPILOG = """\b
A first day:
  put a report into seeds/           (.txt, .md or .html)
  factsheets generate                makes content/sheets/<name>.yaml
  edit that file as you like         your changes are kept from then on
  factsheets check                   tells what is wrong, with line and hint
  factsheets serve                   shows the site while you edit

\b
Exit codes: 0 clean, 1 bad input, 2 wrong usage, 3 stale sheets (generate --check).
`factsheets COMMAND --help` explains a command, with examples.
"""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder, where factsheets.yml may lie.  [default: this folder]",
)
@click.version_option(__version__, prog_name="factsheets")
@click.pass_context
def main(ctx: click.Context, project: Path) -> None:
    """Turn news reports into fact sheets and a searchable site.

    A fact sheet is a YAML file that says who, what, when, where, and which claims compete: who
    says what, against whom, who denies it, and what nobody could verify.
    """
    ctx.obj = project
