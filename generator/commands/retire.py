"""`factsheets retire`: deletes a sheet for good."""

from __future__ import annotations

import click

from generator import decisions
from generator.commands.shared import project_of, unit_of


@click.command()
@click.argument("sheet", metavar="SLUG")
@click.pass_context
def retire(ctx: click.Context, sheet: str) -> None:
    r"""Delete a sheet and the machine's record of it.

    For a sheet whose seed is gone.  A sheet whose seed is still there would be made again, so
    delete the seed first.

    \b
    Example:
      factsheets retire quarry-dam
    """
    slug, _, part = unit_of(sheet)
    if part:
        raise click.UsageError("retire takes a sheet; delete an entry in the sheet itself")
    for path in decisions.retire(project_of(ctx), slug):
        click.echo(f"deleted {path}")
