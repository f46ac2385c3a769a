"""What several commands share: the project they run in, and how problems are shown."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from generator.document import Problem, Severity
from generator.problems import format_problems, summary_markdown
from generator.project import Project, open_project

STALE = 3
"""Exit code of `generate --check` where a sheet is stale."""


def project_of(ctx: click.Context) -> Project:
    """The project that `--project` names.

    Raises:
        InputError: its settings can't be used.
    """
    assert isinstance(ctx.obj, Path)
    return open_project(ctx.obj)


def show(problems: Sequence[Problem], style: str = "text") -> None:
    """Writes problems to standard error as text, to standard output in other formats."""
    click.echo(format_problems(problems, style), nl=False, err=style == "text")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if style == "github" and summary and problems:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(summary_markdown(problems))


def has_errors(problems: Sequence[Problem]) -> bool:
    """Whether any problem is more than a warning."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def counted(number: int, one: str) -> str:
    """`1 sheet`, `2 sheets`."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def unit_of(argument: str) -> tuple[str, str, str]:
    """`SLUG/UNIT` as slug, slash and unit; the path of a sheet's file does for its slug.

    Raises:
        click.UsageError: the slug can't be one.
    """
    named = re.fullmatch(r"(?:.*/)?(?P<slug>[^/]+)\.yaml(?P<rest>/.+)?", argument)
    if named is not None:
        argument = named["slug"] + (named["rest"] or "")
    slug, slash, unit = argument.partition("/")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        raise click.UsageError(f"`{slug}` is not a sheet's name; write it as in quarry-dam/c-7f2ak")
    return slug, slash, unit
