"""`factsheets build`: the site with its search index."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from generator.commands.shared import project_of


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes.  [default: site/ in the project]",
)
@click.option("--strict", is_flag=True, help="Fail on any warning, a broken sheet included.")
@click.pass_context
def build(ctx: click.Context, out: Path | None, strict: bool) -> None:
    """Build the searchable site from the sheets in content/.

    The site is plain files: put it on any web server, or look at it with `factsheets serve`.
    Exit codes: 0 built, 1 something is wrong with a sheet or the settings.
    """
    # MkDocs is loaded here, so that the other commands start without it.
    from generator import mkdocs_site

    try:
        site = mkdocs_site.build_site(project_of(ctx).root, out.resolve() if out else None, strict)
    except mkdocs_site.SiteError as error:
        raise click.ClickException(str(error)) from error
    shown = click.format_filename(site)
    click.echo(f"The site is in {shown}; `{_command()} serve` shows it in a browser.")


def _command() -> str:
    """The command as it can be called here: by its path where its folder is not on PATH."""
    called = Path(sys.argv[0])
    on_path = called.name != "factsheets" or shutil.which(called.name) is not None
    return "factsheets" if on_path else click.format_filename(called)
