"""`factsheets serve`: a preview that follows what you save."""

from __future__ import annotations

import click

from generator.commands.shared import project_of


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
@click.pass_context
def serve(ctx: click.Context, address: str, open_browser: bool) -> None:
    """Preview the site; a saved sheet shows at once.

    A sheet that cannot be read shows what is wrong with it on its own page, and the server lives
    on.  Stop it with Ctrl+C.
    """
    from generator import mkdocs_site

    try:
        mkdocs_site.serve_site(project_of(ctx).root, address, open_browser)
    except mkdocs_site.SiteError as error:
        raise click.ClickException(str(error)) from error
