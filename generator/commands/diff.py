"""`factsheets diff`: shows what changed in facts, not in lines."""

from __future__ import annotations

import click

from generator.commands.shared import project_of
from generator.document import InputError
from generator.project import Project
from generator.revision.facts_diff import as_json, as_markdown, as_text, changes
from generator.revision.git import Git
from generator.revision.store import Store
from generator.sheet.data import Data
from generator.sheet.yaml_io import load_sheet

FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}


@click.command()
@click.argument("before", metavar="[REV]", default="HEAD")
@click.argument("after", metavar="[REV]", required=False)
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text",
              help="How changes are written.  [default: text]")  # fmt: skip
@click.pass_context
def diff(ctx: click.Context, before: str, after: str | None, style: str) -> None:
    r"""Show what changed in facts, not in lines.

    Compares the sheets at two revisions of Git; without the second, with the files as they are;
    without any, the last commit with the files as they are.

    \b
    Examples:
      factsheets diff
      factsheets diff origin/main --format markdown
      factsheets diff v1.0 v1.1 --format json
    """
    project = project_of(ctx)
    old = _at_revision(project, before)
    new = _at_revision(project, after) if after else _as_they_are(project)
    click.echo(FORMATS[style](changes(old, new)), nl=False)


def _at_revision(project: Project, revision: str) -> dict[str, Data | None]:
    git = Git(project.root)
    files = git.files(git.commit(revision), project.sheets)
    names = sorted(name for name in files if name.endswith(".yaml"))
    texts = git.texts([files[name] for name in names])
    return {
        name.removesuffix(".yaml"): load_sheet(text or "", name).data
        for name, text in zip(names, texts, strict=True)
    }


def _as_they_are(project: Project) -> dict[str, Data | None]:
    store = Store(project)
    sheets: dict[str, Data | None] = {}
    for slug in store.slugs():
        try:
            sheets[slug] = load_sheet(store.read_sheet(slug) or "", slug).data
        except InputError:
            sheets[slug] = None
    return sheets
