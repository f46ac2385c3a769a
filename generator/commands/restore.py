"""`factsheets restore`: brings back what was deleted."""

from __future__ import annotations

import click

from generator import decisions
from generator.commands.shared import project_of, unit_of


@click.command()
@click.argument("unit", metavar="SLUG[/ID]")
@click.pass_context
def restore(ctx: click.Context, unit: str) -> None:
    r"""Bring back an entry that you deleted, or a sheet.

    A deleted entry stays deleted when its seed is read again; this undoes that.  A sheet comes
    back as the machine wrote it last; what you had edited in it comes back from Git alone.

    \b
    Examples:
      factsheets restore quarry-dam/c-7f2ak
      factsheets restore quarry-dam/summary
      factsheets restore quarry-dam
    """
    slug, _, part = unit_of(unit)
    click.echo(decisions.restore(project_of(ctx), slug, part))
