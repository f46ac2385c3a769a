"""`factsheets check`: tells everything that is wrong with the sheets."""

from __future__ import annotations

from pathlib import Path

import click

from generator.check import check_files, check_project
from generator.commands.shared import counted, project_of, show
from generator.document import Severity
from generator.problems import FORMATS
from generator.project import Project


@click.command()
@click.argument("files", nargs=-1, metavar="[SHEET]…", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text",
              help="How problems are written.  [default: text]")  # fmt: skip
@click.option("--strict", is_flag=True, help="Fail on warnings as well, review lines among them.")
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], style: str, strict: bool) -> None:
    r"""Tell everything that is wrong with the sheets, all at once.

    Looks at the YAML, at each field, at names and claims that entries refer to, at dates and
    links, and whether the seed holds every `evidence`.  A `review:` line is a warning.

    \b
    Examples:
      factsheets check
      factsheets check content/sheets/quarry-dam.yaml
      factsheets check quarry-dam
      factsheets check --strict --format github
    """
    project = project_of(ctx)
    named = [_sheet(project, path) for path in files]
    checked = check_files(project, named) if named else check_project(project)
    show(checked.problems, style)
    errors = sum(p.severity is Severity.ERROR for p in checked.problems)
    warnings = len(checked.problems) - errors
    if style == "text":
        click.echo(
            f"{counted(checked.sheets, 'sheet')}: {counted(errors, 'error')}, "
            f"{counted(warnings, 'warning')}", err=True,
        )  # fmt: skip
    ctx.exit(1 if errors or (strict and warnings) else 0)


def _sheet(project: Project, path: Path) -> Path:
    """The file that is meant: the other commands call a sheet by its name alone."""
    sheet = project.sheets / f"{path}.yaml"
    return sheet if len(path.parts) == 1 and not path.exists() and sheet.exists() else path
