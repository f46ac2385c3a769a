"""Seeds -> sheets on the disk, for many seeds, keeping what editors changed.

Read `generate` from top to bottom: plan, read, merge, write.  One bad seed or sheet never stops
the others.  `generator/pipeline.py` reads a single document; `generator/revision/merge.py` has
the rules by which new output meets an editor's sheet.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.document import InputError, Problem, Severity
from generator.project import Project, Seed
from generator.revision.merge import Merge, fresh, merge
from generator.revision.notes import Note
from generator.revision.plan import Plan, Task, engine_digest, make_plan
from generator.revision.store import Base, Store, is_untouched, text_digest, write_atomic
from generator.revision.yaml_splice import entry_is_pristine, splice
from generator.schema import sheet_schema
from generator.sheet.data import Data, to_data
from generator.sheet.yaml_dump import dump_data
from generator.sheet.yaml_guard import MAX_CHARACTERS
from generator.sheet.yaml_io import Loaded, load_sheet
from generator.sheet.yaml_layout import SpliceError


class Reading(NamedTuple):
    """What a process that read a document hands back."""

    data: Data
    text: str
    title: str
    digest: str
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one seed.

    `state` is `new`, `updated`, `unchanged` or `failed`; `why` says why the seed was read.
    """

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
        """All problems, the plan's first."""
        return [*self.plan.problems, *(p for o in self.outcomes for p in o.problems)]

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
            run.outcomes.append(_settle(store, task, reading, write=write))
            progress(len(run.outcomes), len(plan.tasks), task.slug)
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
        return Problem(
            "fault", f"the reading failed ({type(error).__name__}: {error})", name,
            hint="this is a fault of factsheets: please report it with the document",
        )  # fmt: skip
    data = to_data(result.sheet)
    return Reading(data, source.text, source.title, source.digest, result.problems, result.doubts)


def _settle(store: Store, task: Task, reading: Reading | Problem, *, write: bool) -> Outcome:
    """Merges a document's new facts into its sheet, and writes both sheet and base."""
    if isinstance(reading, Problem):
        return Outcome(task, "failed", problems=(reading,))
    try:
        before, base = store.read_sheet(task.slug), store.read_base(task.slug)
        after, decided, problems = renew(store.project, task.slug, before, base, reading)
        new_base = _stamp(store.project, decided.base, reading.digest)
        if len(after) > MAX_CHARACTERS:
            raise InputError(_too_long(task, len(after)))
        text = after if after != before else None
        if write and (text is not None or new_base != base):
            store.write(task.slug, text, new_base, before)
    except InputError as error:
        return Outcome(task, "failed", problems=(error.problem,))
    state = "new" if before is None else "unchanged" if text is None else "updated"
    if state == "unchanged" and not write and base is not None and new_base.sheet != base.sheet:
        state = "updated"
    warned = (*reading.problems, *problems)
    return Outcome(task, state, tuple(decided.notes), warned, reading.doubts)


def _too_long(task: Task, length: int) -> Problem:
    return Problem(
        "too-large", f"its sheet would have {length:,} characters", task.seed.name,
        expected=f"at most {MAX_CHARACTERS:,}", hint="split the seed",
    )  # fmt: skip


def renew(
    project: Project, slug: str, before: str | None, base: Base | None, reading: Reading
) -> tuple[str, Merge, tuple[Problem, ...]]:
    """A sheet's text after its document was read, and how it came about.

    Raises:
        InputError: the sheet can't be read or changed in place, so it stays as it is.
    """
    if before is None or is_untouched(before, base):
        data = fresh(base, reading.data)
        text = _like(before, dump_data(data, project.schema))
        return text, Merge(data, base=Base(data)), ()
    shown = project.shown(Store(project).sheet_path(slug))
    loaded = load_sheet(before, shown)
    ensure_mergeable(loaded)
    decided = merge(
        base, reading.data, loaded.data or {}, digest=reading.digest,
        in_seed=lambda words: words in reading.text or words in reading.title,
        pristine=lambda name, number, data: entry_is_pristine(loaded, name, number, data),
    )  # fmt: skip
    try:
        after = splice(loaded, decided) if decided.changes else before
    except SpliceError:
        raise InputError(unspliceable(shown)) from None
    problems = tuple(p for p in load_sheet(after, shown).problems if p.severity is Severity.ERROR)
    return after, decided, problems


def unspliceable(shown: str) -> Problem:
    """The problem of a sheet whose layout can't be changed in place."""
    return Problem(
        "layout", "the sheet's layout can't be changed in place, so it stays as it is",
        shown, hint="write its lists with one `- ` an entry and one field a line, then run again",
    )  # fmt: skip


def ensure_mergeable(loaded: Loaded) -> None:
    """Raises `InputError` where what a sheet says isn't clear enough to merge into it."""
    blocking = {"duplicate-id", "duplicate-field", "wrong-type", "bad-key"}
    wrong = [
        p for p in loaded.problems
        if p.severity is Severity.ERROR and (p in loaded.composed.problems or p.code in blocking)
    ]  # fmt: skip
    if wrong or loaded.mapped is None:
        problem = (wrong or list(loaded.problems))[0]
        more = len(wrong) - 1
        hint = f"{problem.hint}; the sheet stays as it is until then".lstrip("; ")
        if more > 0:
            hint += f" (`factsheets check` tells {more} more)"
        raise InputError(replace(problem, hint=hint))


def _stamp(project: Project, base: Base, digest: str) -> Base:
    """The base with what made it."""
    alone = text_digest(dump_data(base.sheet, project.schema))
    return replace(base, digest=digest, generator=__version__, engine=engine_digest(), output=alone)


def _like(before: str | None, text: str) -> str:
    """`text` with the line endings of `before`."""
    return text.replace("\n", "\r\n") if before is not None and "\r\n" in before else text


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
