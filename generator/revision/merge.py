"""Base, generated, edited -> what to do to the sheet, so that no hand correction is ever lost.

Input: *base* (the machine's last output), *generated* (its new one) and *edited* (the sheet as
it stands), as plain data.  Output: a `Merge`: steps for the writer
(`generator/revision/yaml_splice.py`), the new base, and notes for the run's report.  Edits are
told by comparing sheet and base, so nobody marks anything.

The unit is an entry of a list, or one scalar (title, summary, each field of `source`).  Merging
field by field would put new evidence under an editor's old words: a claim that contradicts its own
quote.  The rules, for one unit:

    sheet has  base has  generated has   what happens
    as base    yes       yes             takes the generated one
    edited     yes       yes             stays; `review:` where its evidence left the seed
    as base    yes       no              goes, if it is byte for byte the machine's; else stays
    edited     yes       no              stays; `review:` where its evidence left the seed
    no         yes       any             the editor deleted it: it stays deleted
    yes        no        any             the editor's own: never touched
    no         no        yes             new: added where the seed has it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from generator.revision.notes import Note, change, differs, gist, quoted, short
from generator.revision.rematch import refer, rematch
from generator.revision.renames import carry, find_renames
from generator.revision.store import Base
from generator.sheet.data import Data, same
from generator.sheet.spec import LISTS, SOURCE

SCALARS: tuple[tuple[str, ...], ...] = (
    ("title",), ("summary",), *(("source", item.name) for item in SOURCE.items),
)  # fmt: skip
"""The paths of the scalars that are units of their own."""


class Step(NamedTuple):
    """One change to an entry that stands in the sheet; `data` is what it shall hold."""

    list: str
    number: int
    kind: Literal["update", "remove"]
    data: Data


class Insertion(NamedTuple):
    """A new entry, to stand after the sheet's entry `after` (-1: before the first)."""

    list: str
    after: int
    data: Data


@dataclass(slots=True)
class Merge:
    """What a merge decided.  `data` is the sheet as it shall read."""

    data: Data = field(default_factory=dict)
    scalars: dict[tuple[str, ...], Any] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    insertions: list[Insertion] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    base: Base = field(default_factory=lambda: Base({}))

    @property
    def changes(self) -> bool:
        """Whether the sheet has to be written."""
        return bool(self.scalars or self.steps or self.insertions)


def merge(
    base: Base | None,
    generated: Data,
    edited: Data,
    *,
    digest: str,
    in_seed: Callable[[str], bool],
    pristine: Callable[[str, int, Data], bool],
) -> Merge:
    """Decides what becomes of each unit.

    Args:
        base: The machine's last output; None where it is gone, when everything counts as edited.
        generated: Its new output, ids as the pipeline made them.
        edited: The sheet as it stands.
        digest: The seed's hash.  Without a change of it no entry can want a review.
        in_seed: Whether words stand in the seed or its title.
        pristine: Whether the sheet's entry (list, number) is byte for byte how the machine writes
            the given data, with no comment of an editor's.

    Returns:
        The decisions.  `base` of it lacks the versions and hashes, which the caller knows.
    """
    renames = find_renames(base.sheet, edited) if base is not None else {}
    known = carry(renames, _known(base, edited))
    new = rematch(carry(renames, generated), known, edited)
    return _Merger(base, edited, digest, in_seed, pristine).run(new)


def fresh(base: Base | None, generated: Data) -> Data:
    """`generated` with stored ids, for a sheet that no editor has touched."""
    return rematch(generated, _known(base, {}), {})


def _known(base: Base | None, edited: Data) -> dict[str, list[Data]]:
    """Every entry that the machine wrote before, by list; the sheet's where the base is gone."""
    known: dict[str, list[Data]] = {}
    for name in LISTS:
        if base is None:
            listed = [e for e in edited.get(name, ()) if isinstance(e.get("id"), str)]
        else:
            stored = [
                *base.sheet.get(name, ()),
                *_kept(base.removed, name),
                *_kept(base.orphans, name),
            ]
            listed = list({entry["id"]: entry for entry in reversed(stored)}.values())[::-1]
        known[name] = listed
    return known


def _kept(entries: Data, name: str) -> list[Data]:
    return [entry["entry"] for entry in entries.values() if entry.get("list") == name]


def keep(name: str, entry: Data) -> Data:
    """How a base holds an entry outside of its lists."""
    return {"list": name, "entry": entry}


def _by_id(entries: Iterable[Data]) -> dict[str, Data]:
    return {entry["id"]: entry for entry in entries if isinstance(entry.get("id"), str)}


class _Merger:
    """One merge, with what all of its units need to know."""

    def __init__(
        self, base: Base | None, edited: Data, digest: str,
        in_seed: Callable[[str], bool], pristine: Callable[[str, int, Data], bool],
    ) -> None:  # fmt: skip
        self.lost = base is None
        self.base = base or Base({})
        self.edited = edited
        self.same_seed = base is not None and base.digest == digest
        self.in_seed = in_seed
        self.pristine = pristine
        self.out = Merge()
        self.removed: Data = {}
        self.orphans: Data = dict(self.base.orphans)

    def run(self, generated: Data) -> Merge:
        deleted = self._deleted_claims(generated)
        generated = _without_lost_claims(generated, deleted.__contains__)
        self.out.data = {k: v for k, v in self.edited.items() if k not in LISTS}
        for path in SCALARS:
            self._scalar(path, _at(generated, path))
        for name in LISTS:
            self._list(name, generated.get(name, ()))
        self.out.base = replace(
            self.base, sheet=generated, removed=self.removed, orphans=self.orphans
        )
        return self.out

    def _deleted_claims(self, generated: Data) -> set[str]:
        """Claims of the new output that the sheet won't hold, since an editor deleted them."""
        here = _by_id(self.edited.get("claims", ()))
        before = {*_by_id(self.base.sheet.get("claims", ())), *self.base.removed}
        new = _by_id(generated.get("claims", ()))
        return {ident for ident in new if ident not in here and (self.lost or ident in before)}

    def _scalar(self, path: tuple[str, ...], new: Any) -> None:
        name = ".".join(path)
        old, here = _at(self.base.sheet, path), _at(self.edited, path)
        gone = old is not None or name in self.base.removed or (self.lost and new is not None)
        if here is None and gone:
            stays = new if new is not None else self.base.removed.get(name, old)
            self.removed[name] = stays
            if new is not None and not same(new, old):
                self._note("deleted", name, "deleted here, so it stays deleted")
        elif same(here, new):
            return
        elif same(here, old):
            self.out.scalars[path] = new
            self._note("updated", name, change(here, new))
            _put(self.out.data, path, new)
        elif not same(new, old):
            self._note("kept", name, f"edited here; the machine now has {quoted(new)}")

    def _list(self, name: str, generated: Sequence[Data]) -> None:
        here: list[Data] = list(self.edited.get(name, ()))
        old = _by_id(self.base.sheet.get(name, ()))
        new = _by_id(generated)
        numbers = {e["id"]: n for n, e in enumerate(here) if isinstance(e.get("id"), str)}
        merged: list[Data | None] = list(here)
        for ident, number in numbers.items():
            merged[number] = self._entry(name, number, here[number], old.get(ident), new.get(ident))
        for ident, entry in old.items():
            if ident not in numbers:
                self._delete(name, ident, new.get(ident, entry))
        for ident, kept in self.base.orphans.items():
            if _is_kept(kept, name) and ident not in numbers and ident not in old:
                self.orphans.pop(ident, None)
                self._delete(name, ident, new.get(ident, kept["entry"]))
        for ident, kept in self.base.removed.items():
            if (
                kept is not None
                and ident not in old
                and _is_kept(kept, name)
                and ident not in numbers
            ):
                self._delete(name, ident, new.get(ident, kept["entry"]))
        added = self._additions(name, generated, old, numbers)
        out = [e for e in _interleave(merged, added) if e is not None]
        if out:
            self.out.data[name] = out

    def _entry(
        self, name: str, number: int, here: Data, old: Data | None, new: Data | None
    ) -> Data | None:
        """What becomes of an entry of the sheet; None where it goes."""
        ident = here["id"]
        unit = f"{name} > {ident}"
        plain = {k: v for k, v in here.items() if k != "review"}
        if new is not None:
            self.orphans.pop(ident, None)
        if old is None:
            if new is not None and same(plain, new) and self.lost:
                self._note("adopted", unit, "as the machine writes it")
            elif new is not None and not same(plain, new):
                self._note("kept", unit, f"edited here; the machine has {differs(plain, new)}")
            return here
        if new is None:
            return self._vanished(name, number, here, old, unit, same(here, old))
        if same(plain, new):
            return here
        if same(plain, old):
            data = {**new, **({"review": here["review"]} if "review" in here else {})}
            self.out.steps.append(Step(name, number, "update", data))
            self._note("updated", unit, differs(here, data))
            return data
        if not same(new, old):
            return self._stands(name, number, here, old, new, unit)
        return here

    def _vanished(
        self, name: str, number: int, here: Data, old: Data, unit: str, untouched: bool
    ) -> Data | None:
        if untouched and self.pristine(name, number, old):
            self.out.steps.append(Step(name, number, "remove", {}))
            self._note("removed", unit, "the seed no longer yields it")
            return None
        self.orphans[here["id"]] = keep(name, old)
        if self._evidence_left(here, old, None):
            words = "these words" if "evidence" in here or "evidence" in old else "this dispute"
            return self._review(name, number, here, unit, f"The seed no longer holds {words}.")
        self._note("kept", unit, "edited here; the machine no longer finds it")
        return here

    def _stands(self, name: str, number: int, here: Data, old: Data, new: Data, unit: str) -> Data:
        """An edited entry whose machine's version changed."""
        if self._evidence_left(here, old, new):
            words = f"The seed now reads: “{short(new.get('evidence') or '', 300)}”"
            if not new.get("evidence"):
                words = f"The machine now has {differs(old, new)}"
            return self._review(name, number, here, unit, words)
        self._note("kept", unit, f"edited here; the machine now has {differs(old, new)}")
        return here

    def _evidence_left(self, here: Data, old: Data, new: Data | None) -> bool:
        """Whether the words that an edited entry rests on have changed in the seed, or gone."""
        if self.same_seed:
            return False
        evidence = here.get("evidence") or old.get("evidence")
        if isinstance(evidence, str):
            return not self.in_seed(evidence)
        return new is None or not same(new.get("sides"), old.get("sides"))

    def _review(self, name: str, number: int, here: Data, unit: str, words: str) -> Data:
        self._note("review", unit, words)
        data = {**here, "review": words}
        if not same(here, data):
            self.out.steps.append(Step(name, number, "update", data))
        return data

    def _delete(self, name: str, ident: str, entry: Data) -> None:
        self.removed[ident] = keep(name, entry)
        if ident not in self.base.removed:
            self._note("deleted", f"{name} > {ident}", "deleted here, so it stays deleted")

    def _additions(
        self, name: str, generated: Sequence[Data], old: Mapping[str, Data],
        numbers: Mapping[str, int],
    ) -> list[Insertion]:  # fmt: skip
        """Entries that are new, each with the place that its neighbours in the seed give it."""
        added = []
        after = -1
        following = [numbers[e["id"]] for e in generated if e["id"] in numbers]
        if not following and numbers:
            after = max(numbers.values())
        for entry in generated:
            ident = entry["id"]
            if ident in numbers:
                after = numbers[ident]
            elif ident in old or ident in self.removed:
                continue
            elif self.lost:
                self._delete(name, ident, entry)
            else:
                added.append(Insertion(name, after, entry))
                self._note("added", f"{name} > {ident}", short(gist(entry)))
        self.out.insertions += added
        return added

    def _note(self, kind: str, unit: str, words: str) -> None:
        self.out.notes.append(Note(kind, unit, words))


def _without_lost_claims(generated: Data, lost: Callable[[str], bool]) -> Data:
    """`generated` with no reference to a claim that the sheet won't hold.

    A dispute that is left with fewer than two sides is none.
    """
    result = dict(generated)

    def alive(claims: list[str]) -> list[str]:
        return [claim for claim in claims if not lost(claim)]

    if "verification" in result:
        result["verification"] = [refer(entry, alive) for entry in result["verification"]]
    disputes = []
    for entry in result.get("competing_claims", ()):
        left = refer(entry, alive)
        left["sides"] = [side for side in left.get("sides", ()) if side.get("claims")]
        if len(left["sides"]) > 1:
            disputes.append(left)
    if disputes:
        result["competing_claims"] = disputes
    else:
        result.pop("competing_claims", None)
    return result


def _interleave(merged: list[Data | None], added: Sequence[Insertion]) -> list[Data | None]:
    out: list[Data | None] = [i.data for i in added if i.after == -1]
    for number, entry in enumerate(merged):
        out.append(entry)
        out += [i.data for i in added if i.after == number]
    return out


def _is_kept(value: Any, name: str) -> bool:
    return isinstance(value, Mapping) and value.get("list") == name


def _at(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = data
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return None if value in ("", []) else value


def _put(data: Data, path: tuple[str, ...], value: Any) -> None:
    if len(path) == 2:
        data[path[0]] = dict(data.get(path[0], {}))
        data = data[path[0]]
    if value is None:
        data.pop(path[-1], None)
    else:
        data[path[-1]] = value
