"""Sheets, bases and Git -> the corrections that editors made, as data for the site and for logs.

What was corrected is told by comparing a sheet with its base, so it needs no Git.  Who corrected it
and when comes from the commit since which the sheet has said so; where there is no repository, or
the correction is not committed yet, that stays empty.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from generator.document import InputError
from generator.project import Project
from generator.revision.decided import SCALARS
from generator.revision.git import Git
from generator.revision.notes import gist
from generator.revision.store import Store, is_untouched
from generator.sheet.base import Base, kept_in
from generator.sheet.data import Data, same
from generator.sheet.spec import LISTS
from generator.sheet.yaml_io import load_sheet

MACHINE_FIELDS = frozenset({"id", "review"})
"""Fields that only the machine writes: no corrections."""


class FieldChange(NamedTuple):
    """A field, what the machine has for it, and what the editor wrote; None for nothing."""

    field: str
    machine: Any
    editor: Any


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that an editor changed in a sheet.

    `unit` is an entry's id (empty for an entry added without one), or `title`, `source.url` and
    so on; `list` the list it stands in, empty for a scalar.  `words` say which entry it is.  `by`
    and `date` (ISO 8601, with time) are of the commit `commit`; all three are empty without one.
    """

    slug: str
    kind: Literal["changed", "added", "deleted", "rejected"]
    unit: str
    list: str
    words: str
    fields: tuple[FieldChange, ...] = ()
    note: str | None = None
    by: str = ""
    date: str = ""
    commit: str = ""
    entry: Any = None
    """The entry as plain data (None for a deleted one), to find it in older versions."""

    @property
    def moment(self) -> float | None:
        """When it was made, in seconds since 1970 whatever its time zone; None without a date."""
        return dt.datetime.fromisoformat(self.date).timestamp() if self.date else None


def corrections(project: Project) -> dict[str, tuple[Correction, ...]]:
    """The corrections of all sheets by slug, newest first; sheets without any are left out.

    A sheet or base that can't be read has none: `check` is the one to complain.
    """
    store = Store(project)
    found: dict[str, tuple[Correction, ...]] = {}
    for slug in store.slugs():
        try:
            base, text = store.read_base(slug), store.read_sheet(slug)
        except InputError:
            continue
        if base is None or text is None or is_untouched(text, base):
            continue
        data = load_sheet(text, slug).data
        if data is not None:
            made = tuple(sheet_corrections(slug, base, data))
            if made:
                found[slug] = made
    return _dated(project, found)


def sheet_corrections(slug: str, base: Base, data: Data) -> Iterator[Correction]:
    """What the sheet has that the machine's last output has not, and the other way round."""
    for path in SCALARS:
        machine, editor = _at(base.sheet, path), _at(data, path)
        if not same(machine, editor):
            kind: Any = "added" if machine is None else "deleted" if editor is None else "changed"
            name = ".".join(path)
            change = FieldChange(path[-1], machine, editor)
            yield Correction(slug, kind, name, "", name, (change,), entry=editor)
    for name in LISTS:
        machines = {e["id"]: e for e in base.sheet.get(name, ()) if "id" in e}
        orphans = kept_in(base.orphans, name)
        here = set()
        for entry in data.get(name, ()):
            ident = str(entry.get("id", ""))
            here.add(ident)
            known = machines.get(ident) or orphans.get(ident)
            made = _entry_correction(slug, name, ident, known, entry)
            if made is not None:
                yield made
        for ident, entry in machines.items():
            if ident not in here:
                yield Correction(slug, "deleted", ident, name, gist(entry))


def _entry_correction(
    slug: str, name: str, ident: str, machine: Data | None, entry: Data
) -> Correction | None:
    note = entry.get("note")
    if machine is None:
        return Correction(slug, "added", ident, name, gist(entry), note=note, entry=entry)
    changed = tuple(
        FieldChange(field, machine.get(field), entry.get(field))
        for field in {**machine, **entry}
        if field not in MACHINE_FIELDS and not same(machine.get(field), entry.get(field))
    )
    if not changed:
        return None
    rejected = entry.get("rejected") is True
    fields = tuple(c for c in changed if c.field not in ("note", "rejected"))
    kind: Any = "rejected" if rejected else "changed"
    return Correction(slug, kind, ident, name, gist(entry), fields, note, entry=entry)


def _dated(
    project: Project, found: Mapping[str, tuple[Correction, ...]]
) -> dict[str, tuple[Correction, ...]]:
    """The corrections with the commit since which each has stood."""
    git = Git(project.root)
    if not found or not git.there():
        return dict(found)
    dated = dict(found)
    for slug, made in found.items():
        # A sheet outside of the repository stays undated, and costs the others nothing.
        with contextlib.suppress(InputError):
            dated[slug] = _date_sheet(project, git, slug, made)
    return dated


def _newest_first(made: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections in order; what is not committed yet is the newest."""
    return tuple(sorted(made, key=lambda c: (c.moment is None, c.moment or 0.0), reverse=True))


class _Version(NamedTuple):
    commit: str
    parents: tuple[str, ...]
    by: str
    date: str
    data: Data


def _date_sheet(
    project: Project, git: Git, slug: str, made: Sequence[Correction]
) -> tuple[Correction, ...]:
    versions = _versions(git, git.path_of(Store(project).sheet_path(slug)))
    dated = []
    for correction in made:
        since = _since(correction, versions)
        if since is not None:
            correction = replace(  # noqa: PLW2901
                correction, by=since.by, date=since.date, commit=since.commit
            )
        dated.append(correction)
    return _newest_first(dated)


def _since(correction: Correction, versions: Mapping[str, _Version]) -> _Version | None:
    """The version that brought the correction: it stands there, and in none of its parents.

    Parents are followed, not dates, so that what came by a merge is its author's.
    """
    version = next(iter(versions.values()), None)  # the newest
    if version is None or not _stands(correction, version.data):
        return None
    while True:
        parents = [versions[p] for p in version.parents if p in versions]
        older = next((p for p in parents if _stands(correction, p.data)), None)
        if older is None:
            return version
        version = older


def _versions(git: Git, path: str) -> dict[str, _Version]:
    """The sheet at each commit that changed it, newest first; parents skip all other commits."""
    log = git.run("log", "--parents", "--format=%H%x00%P%x00%an%x00%aI", "--", f":/{path}")
    commits = [line.split("\0") for line in log.decode(errors="replace").splitlines() if line]
    texts = git.texts([f"{commit}:{path}" for commit, *_ in commits])
    return {
        commit: _Version(
            commit, tuple(parents.split()), by, date, load_sheet(text or "", path).data or {}
        )
        for (commit, parents, by, date), text in zip(commits, texts, strict=True)
    }


def _stands(correction: Correction, data: Data) -> bool:
    """Whether a version of the sheet has the correction already."""
    if not correction.list:
        path = tuple(correction.unit.split("."))
        return bool(data) and same(_at(data, path), correction.entry)
    entries = data.get(correction.list, ())
    if correction.kind == "deleted":
        return bool(data) and all(e.get("id") != correction.unit for e in entries)
    if not correction.unit:
        return any(same(e, correction.entry) for e in entries)
    fields = [c.field for c in correction.fields] or ["note", "rejected"]
    if correction.kind == "added":
        return any(e.get("id") == correction.unit for e in entries)
    return any(
        e.get("id") == correction.unit
        and all(same(e.get(f), correction.entry.get(f)) for f in fields)
        for e in entries
    )


def _at(data: Data, path: tuple[str, ...]) -> Any:
    value: Any = data
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value
