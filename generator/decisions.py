"""An editor's explicit acts on a sheet: restore, accept, retire.

Input: a sheet's slug and, but for `retire`, one of its units: an entry's id, `title`, `summary`
or a field as `source.url`.  Output: the changed sheet and base on the disk, and a sentence that
says what was done.  Each goes through the same writer as a merge, so all else stays as it is.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.document import InputError, Problem
from generator.project import Project
from generator.revision.decided import SCALARS, Insertion, Merge, Step
from generator.revision.renew import carry_out, changeable, ensure_mergeable
from generator.revision.store import Store
from generator.revision.yaml_splice import entry_comments
from generator.sheet.base import Base
from generator.sheet.data import Data
from generator.sheet.spec import LISTS
from generator.sheet.yaml_dump import dump_data
from generator.sheet.yaml_io import Loaded, load_sheet


def restore(project: Project, slug: str, unit: str = "") -> str:
    """Brings back a unit that an editor deleted, or a whole sheet.

    Raises:
        InputError: there is nothing of that name to restore, or the sheet can't be changed.
    """
    store = Store(project)
    with store.locked():
        base = _base(store, slug)
        if not unit:
            return _restore_sheet(store, slug, base)
        loaded, data = _sheet(store, slug)
        path = _scalar(unit)
        if path is not None:
            value = _at(base.sheet, path) or base.removed.get(unit)
            if value is None or _at(data, path) is not None:
                raise _nothing(store, slug, unit, "was not deleted")
            decided = Merge(_with(data, path, value), scalars={path: value})
        else:
            decided = _put_back(store, slug, unit, base, data)
        removed = {k: v for k, v in base.removed.items() if k != unit}
        orphans = dict(base.orphans)
        if path is None and not any(
            unit == e.get("id") for n in LISTS for e in base.sheet.get(n, ())
        ):
            orphans[unit] = base.removed[unit]
        _write(store, slug, loaded, decided, replace(base, removed=removed, orphans=orphans))
        disputes = unit.startswith("c-") and " (disputes over it: `factsheets generate --reread`)"
        return f"{slug}/{unit} is back{disputes or ''}"


def accept(project: Project, slug: str, unit: str) -> str:
    """Hands a unit back to the machine: its last version takes the place of the editor's.

    An entry that the machine no longer finds in the seed goes; a comment above it stays.  A note,
    and a comment within an entry that would go, are words of the editor's own and no version of
    the machine's: they are never deleted, so they stand in the way.

    Raises:
        InputError: the machine knows no such unit, an editor's own words stand in the way, or the
            sheet can't be changed.
    """
    store = Store(project)
    with store.locked():
        base = _base(store, slug)
        loaded, data = _sheet(store, slug)
        path = _scalar(unit)
        if path is not None:
            decided = _machines_scalar(store, slug, unit, path, base, data)
        else:
            decided = _machines_entry(store, slug, unit, base, loaded)
        removed, orphans = (
            {k: v for k, v in kept.items() if k != unit} for kept in (base.removed, base.orphans)
        )
        _write(store, slug, loaded, decided, replace(base, removed=removed, orphans=orphans))
        if decided.steps and decided.steps[0].kind == "remove":
            return f"{slug}/{unit} is deleted, since its seed no longer has it"
        return f"{slug}/{unit} is the machine's again"


def _machines_scalar(
    store: Store, slug: str, unit: str, path: tuple[str, ...], base: Base, data: Data
) -> Merge:
    value = _at(base.sheet, path)
    if value is None:
        raise _nothing(store, slug, unit, "is unknown to the machine")
    return Merge(_with(data, path, value), scalars={path: value})


def _machines_entry(store: Store, slug: str, unit: str, base: Base, loaded: Loaded) -> Merge:
    """Puts the machine's version of an entry in the place of the editor's, or takes it out."""
    data = loaded.data or {}
    name, number = _find(store, slug, unit, data)
    machine = next((e for e in base.sheet.get(name, ()) if e["id"] == unit), None)
    if machine is None and unit not in base.orphans:
        raise InputError(Problem(
            "not-the-machines", f"`{unit}` is an entry of your own", _shown(store, slug),
            hint="delete it from the sheet if it should go",
        ))  # fmt: skip
    own = "note" if data[name][number].get("note") else ""
    with changeable(loaded):
        if not own and machine is None and entry_comments(loaded, name, number):
            own = "comment"
    if own:
        why = "which would be lost" if machine else "and its seed no longer has it: both would go"
        keep = "" if machine else "; to keep the entry as it is, delete its `review:` line"
        raise InputError(Problem(
            "own-words", f"`{unit}` has a {own} of yours, {why}", _shown(store, slug),
            hint=f"delete the {own} in the sheet if it can go, then accept again{keep}",
        ))  # fmt: skip
    entries = list(data[name])
    if machine is None:
        entries.pop(number)
        return Merge({**data, name: entries}, steps=[Step(name, number, "remove", {})])
    entries[number] = machine
    return Merge({**data, name: entries}, steps=[Step(name, number, "update", machine)])


def retire(project: Project, slug: str) -> list[str]:
    """Deletes a sheet and the machine's record of it; returns what was deleted.

    Raises:
        InputError: there is no such sheet, or its seed is at hand and would make it again.
    """
    store = Store(project)
    with store.locked():
        store.settle(slug)
        base = store.read_base(slug)
        text = store.read_sheet(slug)
        if base is None and text is None:
            raise _no_sheet(store, slug)
        sheet = load_sheet(text or "", "").sheet
        named = sheet.source.seed if sheet is not None else ""
        seed = named or (base.sheet.get("source", {}).get("seed", "") if base is not None else "")
        path = project.seed_path(seed) if seed else None
        if path is not None and path.is_file():
            raise InputError(Problem(
                "seed-there", f"its seed `{seed}` is still there and would make the sheet again",
                _shown(store, slug), hint=f"delete or move {seed} first",
            ))  # fmt: skip
        return [project.shown(gone) for gone in store.delete(slug)]


def _restore_sheet(store: Store, slug: str, base: Base) -> str:
    if store.read_sheet(slug) is not None:
        raise _nothing(store, slug, "", "is there; name an entry to restore, as in SLUG/c-7f2ak")
    gone = set(base.removed)
    data = {
        k: [e for e in v if e.get("id") not in gone] if k in LISTS else v
        for k, v in base.sheet.items() if k not in gone
    }  # fmt: skip
    store.write(slug, dump_data(data, store.project.schema), base, None)
    return f"{slug} is back as the machine wrote it; edits come back from version control alone"


def _put_back(store: Store, slug: str, unit: str, base: Base, data: Data) -> Merge:
    """Puts a deleted entry after the neighbour that it followed."""
    for name in LISTS:
        here = [e.get("id") for e in data.get(name, ())]
        if unit in here:
            raise _nothing(store, slug, unit, "was not deleted")
        stored: Sequence[Data] = base.sheet.get(name, ())
        entry = next((e for e in stored if e.get("id") == unit), None)
        if entry is None:
            kept = base.removed.get(unit)
            if not isinstance(kept, dict) or kept.get("list") != name:
                continue
            entry, stored = kept["entry"], ()
        before = [e["id"] for e in stored[: stored.index(entry)]] if stored else []
        after = max((here.index(i) for i in before if i in here), default=-1)
        if not stored:
            after = len(here) - 1
        entries = list(data.get(name, ()))
        entries.insert(after + 1, entry)
        return Merge({**data, name: entries}, insertions=[Insertion(name, after, entry)])
    raise _nothing(store, slug, unit, "was never the machine's, or never there")


def _write(store: Store, slug: str, loaded: Loaded, decided: Merge, base: Base) -> None:
    with changeable(loaded):
        text = carry_out(loaded, decided)
    store.write(slug, text, base, loaded.text)


def _base(store: Store, slug: str) -> Base:
    store.settle(slug)
    base = store.read_base(slug)
    if base is None and store.read_sheet(slug) is None:
        raise _no_sheet(store, slug)
    if base is None:
        raise _nothing(store, slug, "", "has no record of the machine's; run `factsheets generate`")
    return base


def _sheet(store: Store, slug: str) -> tuple[Loaded, Data]:
    text = store.read_sheet(slug)
    if text is None:
        raise _nothing(store, slug, "", f"is gone; `factsheets restore {slug}` brings it back")
    loaded = load_sheet(text, _shown(store, slug))
    ensure_mergeable(loaded)
    return loaded, loaded.data or {}


def _find(store: Store, slug: str, unit: str, data: Data) -> tuple[str, int]:
    for name in LISTS:
        for number, entry in enumerate(data.get(name, ())):
            if entry.get("id") == unit:
                return name, number
    raise _nothing(
        store, slug, unit, f"is not in the sheet; try `factsheets restore {slug}/{unit}`"
    )


def _scalar(unit: str) -> tuple[str, ...] | None:
    path = tuple(unit.split("."))
    return path if path in SCALARS else None


def _at(data: Data, path: tuple[str, ...]) -> Any:
    value: Any = data
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _with(data: Data, path: tuple[str, ...], value: Any) -> Data:
    if len(path) == 1:
        return {**data, path[0]: value}
    return {**data, path[0]: {**data.get(path[0], {}), path[1]: value}}


def _shown(store: Store, slug: str) -> str:
    return store.project.shown(store.sheet_path(slug))


def _no_sheet(store: Store, slug: str) -> InputError:
    known = {*store.slugs(), *store.base_slugs()}
    near = difflib.get_close_matches(slug, sorted(known), n=1) or sorted(
        other for other in known if other.startswith(slug)
    )
    hint = f"did you mean `{near[0]}`?" if near else ""
    problem = Problem("no-such-unit", f"`{slug}` is no sheet here", _shown(store, slug), hint=hint)
    return InputError(problem)


def _nothing(store: Store, slug: str, unit: str, words: str) -> InputError:
    what = f"{slug}/{unit}" if unit else slug
    return InputError(Problem("no-such-unit", f"`{what}` {words}", _shown(store, slug)))
