"""`factsheets schema`: writes the JSON Schemas that editors' YAML support reads."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.shared import project_of
from generator.revision.store import write_atomic
from generator.schema import settings_schema, sheet_schema


@click.command()
@click.pass_context
def schema(ctx: click.Context) -> None:
    """Write the JSON Schemas of sheets and settings into the content folder.

    The first line of each sheet names its schema, so an editor with YAML support completes fields
    and marks errors while you type.  `generate` keeps the sheets' schema current by itself.
    """
    content = project_of(ctx).sheets.parent
    content.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("fact-sheet.schema.json", sheet_schema()),
        ("settings.schema.json", settings_schema()),
    ):
        write_atomic(Path(content, name), text)
        click.echo(f"{content.name}/{name}")
