"""`factsheets evaluate`: how well documents are read, measured on annotated corpora."""

from __future__ import annotations

import time
from pathlib import Path

import click

from generator.document import InputError
from generator.measure.evaluate import (
    TASKS,
    changed,
    corpus_path,
    digest,
    fallen,
    load_floors,
    measure,
    pin,
    save_floors,
)


@click.command()
@click.argument("corpora", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--only", "names", multiple=True, type=click.Choice(list(TASKS)), help="One corpus.")
@click.option(
    "--floors",
    "floors_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Pinned floors: fail where a figure lies below its own.",
)
@click.option("--pin", "pinning", is_flag=True, help="Raise the floors to what is measured.")
@click.option("--lower", "reason", default="", help="Let floors fall too; say why.")
def evaluate(
    corpora: Path, names: tuple[str, ...], floors_path: Path | None, pinning: bool, reason: str
) -> None:
    """Measure the reading on the annotated corpora in the folder CORPORA.

    Prints F1, accuracy and shares in per cent, one figure a line.  Exits with 1 where a figure
    lies below its floor or a corpus cannot be read.
    """
    if (pinning or reason) and not floors_path:
        raise click.UsageError("--pin and --lower need --floors FILE")
    names = names or tuple(TASKS)
    floors = load_floors(floors_path) if floors_path else None
    other = changed(floors, corpora, names) if floors and not pinning else []
    for name in other:
        click.echo(f"{name}: not the file that the floors were measured on", err=True)
    figures: dict[str, float] = {}
    began = time.monotonic()
    try:
        for _, found in measure(corpora, names):
            for figure, value in found.items():
                floor = floors.figures.get(figure) if floors else None
                click.echo(f"{figure:45}{value:7.2f}" + (f"  (floor {floor})" if floor else ""))
            figures.update(found)
    except InputError as error:
        click.echo(f"{error.problem.path}: error[{error.problem.code}]: {error}", err=True)
        raise SystemExit(1) from error
    click.echo(f"{'seconds':45}{time.monotonic() - began:7.1f}")
    if not floors_path or floors is None:
        return
    below = fallen(floors, figures)
    if pinning:
        hashes = {name: digest(corpus_path(corpora, name)) for name in names}
        save_floors(floors_path, pin(floors, figures, hashes, reason=reason))
    for figure, (value, floor) in below.items():
        click.echo(f"{figure}: {value:.2f} is below its floor of {floor}", err=True)
    if other or (below and not reason):
        raise SystemExit(1)
