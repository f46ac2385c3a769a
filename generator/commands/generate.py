"""`factsheets generate`: makes sheets from seeds and keeps what editors changed."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import click

from generator.commands.shared import STALE, counted, has_errors, project_of, show
from generator.document import Problem
from generator.generate import Outcome, Run
from generator.generate import generate as run_generate
from generator.project import Project, Seed, open_loose
from generator.revision.plan import make_plan
from generator.revision.store import Store

FEW = 5
"""So many new sheets are named one by one."""


@click.command()
@click.argument("seeds", nargs=-1, metavar="[SEED]…",
                type=click.Path(dir_okay=False, path_type=Path))  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write sheets to this folder instead of the project's.")  # fmt: skip
@click.option("--check", "only_check", is_flag=True,
              help="Write nothing; exit with 3 if any sheet is stale.")  # fmt: skip
@click.option("--reread", is_flag=True, help="Read every seed again, changed or not.")
@click.option("--dry-run", is_flag=True, help="Write nothing; tell what would change.")
@click.option("--report", is_flag=True,
              help="Tell all that was kept or changed, and all doubts of the reading.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), default=min(4, os.cpu_count() or 1), metavar="N",
              help="Processes that read documents.  The result does not depend on it.")  # fmt: skip
@click.pass_context
def generate(
    ctx: click.Context, seeds: tuple[Path, ...], out: Path | None, only_check: bool, reread: bool,
    dry_run: bool, report: bool, jobs: int,
) -> None:  # fmt: skip
    r"""Make fact sheets from seeds; what editors changed is kept.

    Reads the seeds whose text changed since their sheet was made, or that another version read,
    and merges what it finds into the sheets: entries that you changed, added or deleted stay as
    you left them.  A `review:` line appears where the source of an entry of yours changed.

    `--check` compares recorded hashes and versions alone; what is wrong within the sheets is for
    `factsheets check` to tell.

    \b
    Examples:
      factsheets generate                        all seeds of the project
      factsheets generate seeds/quarry-dam.md    this one
      factsheets generate --out DIR ../*.txt     seeds from anywhere, sheets into DIR
      factsheets generate --check                in CI: fails if a sheet is stale
      factsheets generate --reread --dry-run     what a new version would change
    """
    project = open_loose(out) if out is not None else project_of(ctx)
    if out is not None and not seeds:
        inside = project_of(ctx)
        given, problems = inside.find_seeds()
        show(problems)
        chosen: list[Seed] | None = given
    else:
        chosen = [project.seed(path) for path in seeds] if seeds else None
    if only_check and not reread:
        _check_only(ctx, project, chosen)
        return
    run = run_generate(
        project, chosen, reread=reread, write=not (dry_run or only_check), jobs=jobs,
        progress=_progress if sys.stderr.isatty() else lambda done, of, slug: None,
    )  # fmt: skip
    _tell(run, full=report or dry_run)
    if report and not run.plan.tasks:
        click.echo("no seed was read, so none has doubts to tell; `--reread` reads them again")
    elif not (report or dry_run or only_check):
        _name_new(project, run)
    stale = only_check and any(o.state in ("new", "updated") for o in run.outcomes)
    ctx.exit(1 if run.failed else STALE if stale else 0)


def _check_only(ctx: click.Context, project: Project, seeds: list[Seed] | None) -> None:
    """Tells stale sheets by hashes and versions, without reading a document."""
    found: list[Problem] = []
    all_seeds = seeds is None
    if seeds is None:
        seeds, found = project.find_seeds()
    store = Store(project)
    plan = make_plan(project, store, seeds, all_seeds=all_seeds)
    show([*found, *plan.problems])
    for task in plan.tasks:
        click.echo(f"stale: {task.slug} ({task.why})")
    for slug in store.unsettled():
        click.echo(f"stale: {slug} (a run was cut short)")
    if plan.tasks:
        click.echo("run `factsheets generate` and commit what it writes", err=True)
    failed = has_errors([*found, *plan.problems])
    ctx.exit(1 if failed else STALE if plan.tasks or store.unsettled() else 0)


def _progress(done: int, of: int, slug: str) -> None:
    end = "\n" if done == of else ""
    click.echo(f"\r\x1b[K{done}/{of} {slug}{end}", nl=False, err=True)


def _tell(run: Run, *, full: bool) -> None:
    show(run.problems)
    for outcome in run.outcomes:
        _tell_one(outcome, full=full)
    states = Counter(outcome.state for outcome in run.outcomes)
    order = ("new", "updated", "unchanged", "failed")
    parts = [f"{states[state]} {state}" for state in order if states[state]]
    reviews = sum(note.kind == "review" for o in run.outcomes for note in o.notes)
    if reviews:
        parts.append(f"{counted(reviews, 'entry')} to review".replace("entrys", "entries"))
    click.echo(f"sheets: {', '.join(parts) or 'none'}")


def _name_new(project: Project, run: Run) -> None:
    """Says where new sheets lie, if they are few: a first sheet is what an editor opens next."""
    new = [o.task.slug for o in run.outcomes if o.state == "new"]
    if len(new) <= FEW:
        for slug in new:
            click.echo(f"  {project.shown(project.sheets / f'{slug}.yaml')}")


def _tell_one(outcome: Outcome, *, full: bool) -> None:
    if full and outcome.state != "unchanged":
        click.echo(f"{outcome.task.slug}: {outcome.state} ({outcome.task.why})")
    for note in outcome.notes:
        if full or note.kind == "review":
            click.echo(f"  {note.kind:8} {outcome.task.slug}: {note.unit}: {note.words}")
    if full:
        show(outcome.doubts)
