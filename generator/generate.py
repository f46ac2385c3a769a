"""Seeds -> sheets on the disk, for many seeds, keeping what editors changed.

Read `generate` from top to bottom: plan, read, merge, write.  One bad seed or sheet never stops
the others.  `generator/pipeline.py` reads a single document; `generator/revision/renew.py` brings
a single sheet up to date, by the rules of `generator/revision/merge.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from generator.document import InputError, Problem, Severity
from generator.project import Project, Seed
from generator.revision.notes import Note
from generator.revision.plan import Plan, Task, make_plan
from generator.revision.renew import Reading, renew, settle_edits
from generator.revision.store import Store, write_atomic
from generator.schema import sheet_schema
from generator.sheet.data import to_data


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one seed's sheet: `state` is `new`, `updated`, `unchanged` or `failed`."""

    task: Task
    state: str
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Run:
    """A whole run: what was planned, and what became of it."""

    plan: Plan
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """All problems, the plan's first, each once."""
        found = [*self.plan.problems, *(p for o in self.outcomes for p in o.problems)]
        return list(dict.fromkeys(found))

    @property
    def failed(self) -> bool:
        """Whether anything went wrong that a person has to mend."""
        return any(p.severity is Severity.ERROR for p in self.problems)


def generate(
    project: Project,
    seeds: Sequence[Seed] | None = None,
    *,
    reread: bool = False,
    write: bool = True,
    jobs: int = 1,
    progress: Callable[[int, int, str], None] = lambda done, of, slug: None,
) -> Run:
    """Makes or brings up to date the sheets of `seeds`.

    Args:
        project: Where sheets and bases lie.
        seeds: The seeds; all of the project's where None.
        reread: Read every seed again, changed or not.
        write: Without it nothing is written, and the outcomes tell what would be.
        jobs: How many processes read documents.  The result does not depend on it.
        progress: Called after each sheet with how many are done, of how many, and its slug.

    Returns:
        The run.  A seed or sheet that can't be used is a problem of it; the others go on.

    Raises:
        InputError: another run is at work, or the folders can't be written to.
    """
    store = Store(project)
    found: list[Problem] = []
    with store.locked() if write else nullcontext():
        if write:
            found += _settle_killed(store)
        all_seeds = seeds is None
        if seeds is None:
            seeds, unfit = project.find_seeds()
            found += unfit
        plan = make_plan(project, store, seeds, all_seeds=all_seeds, reread=reread)
        plan.problems[:0] = found
        run = Run(plan)
        readings = _read_all([task.seed for task in plan.tasks], jobs)
        for task, reading in zip(plan.tasks, readings, strict=True):
            run.outcomes.append(_bring_up(store, task, reading, write=write))
            progress(len(run.outcomes), len(plan.tasks), task.slug)
        run.outcomes += [_look_after(store, task, write=write) for task in plan.fresh]
        if write:
            _lay_out(project)
    return run


def _settle_killed(store: Store) -> list[Problem]:
    """Finishes what a killed run left; what can't be finished is told."""
    problems = []
    for slug in store.unsettled():
        try:
            store.settle(slug)
        except InputError as error:
            problems.append(error.problem)
    return problems


def _read_all(seeds: Sequence[Seed], jobs: int) -> Iterator[Reading | Problem]:
    """Reads documents, in order, in as many processes as are worth their start."""
    jobs = min(jobs, len(seeds) // 4)
    if jobs <= 1:
        yield from (read_seed(seed.path, seed.name) for seed in seeds)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(read_seed, seed.path, seed.name) for seed in seeds]
        for seed, future in zip(seeds, futures, strict=True):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Problem(
                    "killed", "a process that read documents was killed", seed.name,
                    hint="there may be too little memory: run again with `--jobs 1`",
                )  # fmt: skip


def read_seed(path: Path, name: str) -> Reading | Problem:
    """Reads one document; whatever goes wrong comes back as a problem that names it."""
    from generator.ingest import ingest_file
    from generator.pipeline import process

    try:
        source = ingest_file(path, name=name)
        result = process(source)
    except InputError as error:
        return error.problem
    except OSError as error:
        return Problem("unreadable", f"can't be read: {error.strerror or error}", name)
    except Exception as error:  # a fault of ours in one document must not stop the others
        return _fault("reading", error, name)
    data = to_data(result.sheet)
    return Reading(data, source.text, source.title, source.digest, result.problems, result.doubts)


def _fault(what: str, error: Exception, name: str) -> Problem:
    return Problem(
        "fault", f"the {what} failed ({type(error).__name__}: {error})", name,
        hint="this is a fault of factsheets: please report it with the file",
    )  # fmt: skip


def _bring_up(store: Store, task: Task, reading: Reading | Problem, *, write: bool) -> Outcome:
    """Merges a document's new facts into its sheet, and writes both sheet and base."""
    if isinstance(reading, Problem):
        return Outcome(task, "failed", problems=(reading,))
    shown = store.project.shown(store.sheet_path(task.slug))
    try:
        before, base = store.read_sheet(task.slug), store.read_base(task.slug)
        new = renew(before, base, reading, shown=shown, schema=store.project.schema)
        text = new.text if new.text != before else None
        if write and (text is not None or new.base != base):
            store.write(task.slug, text, new.base, before)
    except InputError as error:
        return Outcome(task, "failed", problems=(error.problem,))
    except Exception as error:  # nor must one in a sheet; it stands as it is
        return Outcome(task, "failed", problems=(_fault("merge", error, shown),))
    state = "new" if before is None else "unchanged" if text is None else "updated"
    if state == "unchanged" and not write and base is not None and new.base.sheet != base.sheet:
        state = "updated"
    return Outcome(task, state, new.notes, (*reading.problems, *new.problems), reading.doubts)


def _look_after(store: Store, task: Task, *, write: bool) -> Outcome:
    """Has a sheet follow what an editor changed in it, its seed as it was; tells what is wrong."""
    shown = store.project.shown(store.sheet_path(task.slug))
    try:
        before, base = store.read_sheet(task.slug), store.read_base(task.slug)
        if before is None or base is None:  # deleted since the run was planned
            return Outcome(task, "unchanged")
        new = settle_edits(before, base, shown=shown, schema=store.project.schema)
        if write and new.text != before:
            store.write(task.slug, new.text, new.base, before)
    except InputError as error:
        return Outcome(task, "failed", problems=(error.problem,))
    except Exception as error:
        return Outcome(task, "failed", problems=(_fault("merge", error, shown),))
    state = "unchanged" if new.text == before else "updated"
    return Outcome(task, state, new.notes, new.problems)


def _lay_out(project: Project) -> None:
    """Lays the JSON Schema where the sheets' modelines say, and keeps our litter out of Git."""
    wanted = {
        Path(os.path.normpath(project.sheets / project.schema)): sheet_schema(),
        project.machine / ".gitignore": "# What a run leaves behind\n.lock\n.*.pending\n.*.tmp\n",
    }
    for path, text in wanted.items():
        try:
            if not path.exists() or path.read_text("utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(path, text)
        except OSError:
            continue  # a convenience, not worth failing a run for
