"""`factsheets annotate`: reads documents as JSON lines, for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from generator.annotate import annotate as annotate_lines


@click.command()
@click.argument(
    "source", metavar="IN.jsonl", type=click.File("r", encoding="utf-8", errors="replace")
)
@click.argument("target", metavar="OUT.jsonl", type=click.File("w", encoding="utf-8", lazy=True))
@click.pass_context
def annotate(ctx: click.Context, source: TextIO, target: TextIO) -> None:
    r"""Read documents as JSON lines and write what was found in each, for programs.

    A line of IN holds `id`, `text` and, if known, `title`, `published`, `publisher`; a line of OUT
    holds `id`, `attributions`, `mentions`, `times`, `places`, `sheet` and `problems`, with offsets
    in characters into `text` as given.  A row that can't be read gets a row with `problems`, and
    the run goes on; the exit code is 1 then.  `-` is standard input or output.

    \b
    Examples:
      factsheets annotate reports.jsonl facts.jsonl
      zcat reports.jsonl.gz | factsheets annotate - - | jq .sheet.claims
    """
    _ensure_two_files(source.name, target.name)
    failed = False
    for line, ok in annotate_lines(source, path=getattr(source, "name", "")):
        target.write(line + "\n")
        failed = failed or not ok
    ctx.exit(1 if failed else 0)


def _ensure_two_files(source: str, target: str) -> None:
    """Keeps IN from being overwritten while it is read."""
    if Path(source).is_file() and Path(target).is_file() and Path(source).samefile(target):
        raise click.UsageError("OUT.jsonl is IN.jsonl: name another file")
