"""Seeds -> which sheet each makes, and whether that sheet is stale.

Input: a project's seeds and what its sheets and bases say of theirs.  Output: a `Plan`.  Staleness
is told by recorded hashes and versions alone, never by reading a document again.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.document import InputError, Problem, Severity
from generator.ingesting.files import LARGEST_FILE
from generator.project import Project, Seed, absolute, slug_problems
from generator.revision.store import Store
from generator.sheet.base import Base
from generator.sheet.files import read_text
from generator.sheet.formats import seed_wrong

UNFIT = "unfit"
"""Stands for the hash of a file that is not opened, and is like no hash."""


class Task(NamedTuple):
    """A seed whose sheet is to be made or brought up to date, and why."""

    seed: Seed
    slug: str
    why: str


@dataclass(slots=True)
class Plan:
    """What a run has to do: seeds to read, and sheets whose seeds need no reading."""

    tasks: list[Task] = field(default_factory=list)
    fresh: list[Task] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Owned(NamedTuple):
    """A sheet that exists, with the seed that it names."""

    slug: str
    seed: str
    base: Base | None
    sheet_there: bool


@cache
def engine_digest() -> str:
    """A hash of what reads documents besides code: the encoder and the lexicons."""
    here = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted([*(here / "encoder").rglob("*"), *(here / "lexicons").rglob("*")]):
        if path.is_file() and path.suffix not in (".py", ".pyc", ".md"):
            digest.update(path.relative_to(here).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def make_plan(
    project: Project, store: Store, seeds: Sequence[Seed], *, all_seeds: bool, reread: bool = False
) -> Plan:
    """Which of `seeds` need work.

    Args:
        project: The project.
        store: Its files.
        seeds: The seeds to look at; one that is named twice counts once.
        all_seeds: Whether these are all that the project has, so that sheets can be missed.
        reread: Take every seed for stale.

    Returns:
        The tasks in order of slug, the sheets that are up to date with their seeds, and problems:
        names that collide, sheets that were deleted, seeds that can't be read or are gone.
    """
    plan = Plan()
    seeds = list({absolute(seed.path): seed for seed in seeds}.values())
    owned = {o.slug: o for o in _owned(project, store, plan)}
    by_seed = {o.seed: o for o in sorted(owned.values(), key=_has_record)}
    named = {seed.name for seed in seeds}
    lost = {
        o.base.digest: o for o in owned.values()
        if o.base and o.seed not in named and not _at_hand(project, o.seed)
    }  # fmt: skip
    newcomers = []
    for seed in seeds:
        wrong = seed_wrong(seed.name)
        if wrong is not None:
            plan.problems.append(Problem(
                "bad-name", f"its sheet could not name it: {wrong}", seed.name,
                hint="rename the file, as in `quarry-dam.txt`",
            ))  # fmt: skip
            continue
        owner = by_seed.get(seed.name)
        digest = _digest(seed, plan)
        if digest is None:
            continue
        if owner is None and digest in lost:
            owner = lost.pop(digest)
            plan.tasks.append(Task(seed, owner.slug, f"its seed was renamed from {owner.seed}"))
        elif owner is None:
            newcomers.append(seed)
        else:
            _place(project, store, seed, owner, digest, reread, plan)
    unique, problems = slug_problems(newcomers)
    plan.problems += problems
    for seed in unique:
        taken = owned.get(seed.slug)
        if taken is None:
            plan.tasks.append(Task(seed, seed.slug, "new"))
        else:
            plan.problems.append(_taken(project, store, seed, taken))
    if all_seeds:
        at_work = {task.slug for task in plan.tasks}
        _report_gone(project, owned.values(), at_work, named, plan)
        for owner in owned.values():  # a sheet whose seed is not at hand has editors too
            known = owner.sheet_there and owner.base is not None
            if known and owner.seed not in named and owner.slug not in at_work:
                seed = Seed(project.root / owner.seed, owner.seed, owner.slug)
                plan.fresh.append(Task(seed, owner.slug, "edited"))
    plan.tasks.sort(key=lambda task: task.slug)
    plan.fresh.sort(key=lambda task: task.slug)
    return plan


def _place(
    project: Project, store: Store, seed: Seed, owner: Owned, digest: str, reread: bool, plan: Plan
) -> None:
    """Puts a seed that has a sheet among the tasks, the fresh or the problems."""
    base = owner.base
    if not owner.sheet_there:
        plan.problems.append(Problem(
            "sheet-gone", "the sheet was deleted but the machine's record of it is still there",
            project.shown(store.base_path(owner.slug)),
            hint=f"`factsheets retire {owner.slug}` and delete its seed `{seed.name}` if it "
            f"should go; `factsheets restore {owner.slug}` brings it back",
        ))  # fmt: skip
        return
    if base is None:
        why = "the machine's record of it is missing"
    elif reread:
        why = "read again"
    elif base.digest != digest:
        why = "its seed changed"
    elif base.generator != __version__:
        why = f"made by version {base.generator or '?'}"
    elif base.engine != engine_digest():
        why = "made by another model or other lexicons"
    else:
        plan.fresh.append(Task(seed, owner.slug, "edited"))
        return
    plan.tasks.append(Task(seed, owner.slug, why))


def _owned(project: Project, store: Store, plan: Plan) -> Iterable[Owned]:
    slugs = set(store.slugs())
    for slug in sorted(slugs | set(store.base_slugs())):
        base = None
        try:
            base = store.read_base(slug)
        except InputError as error:
            plan.problems.append(error.problem)
            continue
        text = None
        if slug in slugs:
            path = store.sheet_path(slug)
            try:
                text = read_text(path, project.shown(path), project.sheets)
            except InputError as error:
                plan.problems.append(error.problem)
        named = _seed_in(text or "")
        recorded = base.sheet.get("source", {}).get("seed", "") if base is not None else ""
        yield Owned(slug, named or recorded, base, slug in slugs)


def _seed_in(text: str) -> str:
    """The seed that a sheet names, found without parsing it; empty where that isn't plain."""
    inside, indent = False, ""
    for line in text.split("\n"):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        margin = line[: len(line) - len(line.lstrip())]
        if not margin:
            key, _, rest = words.partition(":")
            inside = key == "source" and (not rest or rest.lstrip().startswith("#"))
            indent = ""
        elif inside:
            indent = indent or margin
            if margin == indent and words.startswith("seed:"):
                return _plain(words.removeprefix("seed:").lstrip())
    return ""


def _plain(value: str) -> str:
    """A YAML scalar of one line as a string; empty where it is none."""
    if value.startswith('"'):
        try:
            return str(json.JSONDecoder().raw_decode(value)[0])
        except ValueError:
            return ""
    if value.startswith("'"):
        quoted = re.match(r"'((?:[^']|'')*)'", value)
        return quoted[1].replace("''", "'") if quoted else ""
    return re.split(r"(?:^|\s)#", value, maxsplit=1)[0].strip()


def _has_record(owner: Owned) -> bool:
    """Sorts a sheet that was copied by hand before the one that the machine made."""
    return owner.base is not None


def _at_hand(project: Project, name: str) -> bool:
    path = project.seed_path(name)
    return path is not None and path.is_file()


def _digest(seed: Seed, plan: Plan) -> str | None:
    """The hash of a seed's bytes; None, and a problem of the plan's, where they can't be read.

    What no seed can be (a pipe, a huge file) is not opened: it counts as changed, and whoever comes
    to read it tells what is wrong with it.
    """
    try:
        about = seed.path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST_FILE:
            return UNFIT
        return hashlib.sha256(seed.path.read_bytes()).hexdigest()
    except OSError as error:
        denied = isinstance(error, PermissionError)
        plan.problems.append(Problem(
            "unreadable", f"can't be read: {error.strerror or error}", seed.name,
            hint="make it readable, or move it out of the seeds" if denied else "",
        ))  # fmt: skip
        return None


def _taken(project: Project, store: Store, seed: Seed, owner: Owned) -> Problem:
    sheet = project.shown(store.sheet_path(owner.slug))
    if _at_hand(project, owner.seed):
        return Problem(
            "slug-collision",
            f"`{seed.name}` and `{owner.seed}` would make the same sheet, `{owner.slug}.yaml`",
            seed.name, hint="rename one of the seeds",
        )  # fmt: skip
    return Problem(
        "slug-collision",
        f"its sheet `{sheet}` belongs to another seed, `{owner.seed}`, which is not there",
        seed.name,
        hint=f"if it's the same document, write `seed: {seed.name}` in the sheet; else rename the "
        f"seed, or `factsheets retire {owner.slug}`",
    )  # fmt: skip


def _report_gone(
    project: Project, owned: Iterable[Owned], busy: set[str], named: set[str], plan: Plan
) -> None:
    for owner in owned:
        if owner.slug in busy or owner.seed in named or project.loose:
            continue
        path = project.seed_path(owner.seed)
        if path is None or path.is_file():
            continue
        folders = [folder for _, folder in project.seed_folders() if path.is_relative_to(folder)]
        if any(folder.is_dir() for folder in folders):
            plan.problems.append(Problem(
                "seed-gone", f"its seed `{owner.seed}` is not there; the sheet is kept as it is",
                f"{project.shown(project.sheets)}/{owner.slug}.yaml", severity=Severity.WARNING,
                hint=f"`factsheets retire {owner.slug}` if the sheet should go as well; if the "
                "seed was renamed and changed, write its new name as the sheet's `seed:`",
            ))  # fmt: skip
