"""`factsheets accept`: hands an edited entry back to the machine."""

from __future__ import annotations

import click

from generator import decisions
from generator.commands.shared import project_of, unit_of


@click.command()
@click.argument("unit", metavar="SLUG/ID")
@click.pass_context
def accept(ctx: click.Context, unit: str) -> None:
    r"""Hand an edited entry back to the machine.

    The machine's last version takes the place of yours, and follows the seed from then on.  An
    entry that the seed no longer has is deleted.  A note of yours stands in the way of both: delete
    it first if it can go.

    \b
    Examples:
      factsheets accept quarry-dam/c-7f2ak
      factsheets accept quarry-dam/source.publisher
    """
    slug, _, part = unit_of(unit)
    if not part:
        raise click.UsageError("name an entry, as in quarry-dam/c-7f2ak")
    click.echo(decisions.accept(project_of(ctx), slug, part))
