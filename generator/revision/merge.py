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
    as base    yes       no              goes, if it is byte for byte the machine's and no entry
                                         that stays names it; else stays
    edited     yes       no              stays; `review:` where its evidence left the seed
    no         yes       any             the editor deleted it: it stays deleted
    yes        no        any             the editor's own: never touched
    no         no        yes             new: added where the seed has it

That a claim was deleted is no edit of the entries that name it: they count as the machine's without
it (`generator/sheet/references.py`), and a dispute that is left with one side goes.  An entry that
the seed lost stays known to the record, so that it follows its seed again once it is back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.revision.decided import SCALARS, Insertion, Merge, Step
from generator.revision.notes import (
    GONE,
    NO_DISPUTE,
    NOW_HAS,
    SAID,
    VOID,
    Note,
    change,
    differs,
    gist,
    now_reads,
    quoted,
    short,
)
from generator.revision.rematch import rematch
from generator.revision.renames import carry, find_renames, hold_names
from generator.sheet.base import Base, keep, kept_in
from generator.sheet.data import Data, same
from generator.sheet.references import REFERRING, is_machines, lost_claims, referred, spared
from generator.sheet.spec import LISTS


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
    merger = _Merger(base, edited, digest, in_seed, pristine)
    new = rematch(carry(renames, generated), known, edited, merger.find_deleted)
    return merger.run(hold_names(base.sheet, edited, new) if base is not None else new)


def follow(base: Base, edited: Data, *, pristine: Callable[[str, int, Data], bool]) -> Merge:
    """Decides what an editor's changes bring about elsewhere in the sheet, its seed as it was.

    Entries of the machine's no longer name a claim that was deleted, and name a party as the
    editor does.

    Args:
        base: The machine's last output.
        edited: The sheet as it stands.
        pristine: As for `merge`.
    """
    generated = carry(find_renames(base.sheet, edited), base.sheet)
    lost = lost_claims(base, edited)
    generated = {**generated, **{n: spared(n, generated.get(n, ()), lost) for n in REFERRING}}
    merger = _Merger(base, edited, base.digest, lambda words: True, pristine)
    merger.find_deleted(generated.get("claims", ()))
    return merger.run({name: value for name, value in generated.items() if value})


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
                *kept_in(base.removed, name).values(),
                *kept_in(base.orphans, name).values(),
            ]
            listed = list({entry["id"]: entry for entry in reversed(stored)}.values())[::-1]
        known[name] = listed
    return known


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
        self.deleted: set[str] = set()
        """Claims that the machine wrote and the sheet no longer holds."""
        self.missed: set[str] = set()
        """Those of them that the seed has all the same: an editor deleted them."""
        self.named: set[str] = set()
        """What the entries that stay call parties or claims, in the list that is being merged."""

    def run(self, generated: Data) -> Merge:
        self.out.data = {k: v for k, v in self.edited.items() if k not in LISTS}
        for path in SCALARS:
            self._scalar(path, _at(generated, path))
        for name in reversed(LISTS):  # what refers before what is referred to
            self._list(name, generated.get(name, ()))
        order = {name: number for number, name in enumerate(LISTS)}
        self.out.notes.sort(key=lambda note: order.get(note.unit.split(" > ")[0], -1))
        self.out.base = replace(
            self.base, sheet=generated, removed=self.removed, orphans=self.orphans
        )
        return self.out

    def find_deleted(self, claims: Sequence[Data]) -> set[str]:
        """Those of the new output's claims that the sheet won't hold."""
        new = set(_by_id(claims))
        self.deleted = lost_claims(self.base, self.edited)
        if self.lost:
            self.deleted |= new - set(_by_id(self.edited.get("claims", ())))
        self.missed = self.deleted & new
        return self.missed

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
        self.named = referred(self.out.data, name)
        orphans, removed = kept_in(self.base.orphans, name), kept_in(self.base.removed, name)
        for ident, number in numbers.items():
            machine = old.get(ident) or orphans.get(ident)
            merged[number] = self._entry(name, number, here[number], machine, new.get(ident))
        for ident, entry in old.items():
            if ident not in numbers:
                self._delete(name, ident, new.get(ident, entry))
        for ident, entry in {**removed, **orphans}.items():
            if ident not in numbers and ident not in old:
                self.orphans.pop(ident, None)
                self._delete(name, ident, new.get(ident, entry))
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
        if old is None:
            if new is not None and same(plain, new) and self.lost:
                self._note("adopted", unit, "as the machine writes it")
            elif new is not None and not same(plain, new):
                self._note("kept", unit, f"edited here; the machine has {differs(plain, new)}")
            return here
        if new is None:
            return self._vanished(name, number, here, old, unit)
        self.orphans.pop(ident, None)
        if same(plain, new) or is_machines(name, plain, old, self.deleted):
            own = "review" in here and not here["review"].startswith(SAID)
            data = {**new, **({"review": here["review"]} if own else {})}
            if same(data, here):
                return here
            self._update(name, number, data)
            self._note("updated", unit, differs(here, data))
            return data
        here = self._withdraw(name, number, here, old, unit)
        if not same(new, old):
            return self._stands(name, number, here, old, new, unit)
        return here

    def _vanished(self, name: str, number: int, here: Data, old: Data, unit: str) -> Data | None:
        """An entry that the machine no longer finds."""
        ident = here["id"]
        orphan = self.orphans.get(ident)
        void = name == "competing_claims" and not spared(name, [old], self.missed)
        named = here.get("name" if name == "who" else "id") in self.named
        machines = orphan is None and not named and is_machines(name, here, old, self.deleted)
        # Byte for byte the machine's, but for claims that were deleted: no comment is in it.
        if machines and self.pristine(name, number, old if same(here, old) else here):
            self.out.steps.append(Step(name, number, "remove", {}))
            why = "claims of it were deleted here" if void else "the seed no longer yields it"
            self._note("removed", unit, why)
            return None
        told = orphan is not None and orphan.get("told", False)
        if orphan is not None:
            here = self._withdraw(name, number, here, old, unit)
        words = ""
        if void:
            words = VOID
        elif self._evidence_left(here, old, None):
            words = GONE if "evidence" in here or "evidence" in old else NO_DISPUTE
        self.orphans[ident] = keep(name, old, told=bool(words) or (told and self.same_seed))
        if words and not told:
            return self._review(name, number, here, unit, words)
        if orphan is None:
            why = "other entries name it" if named else "edited here"
            self._note("kept", unit, f"{why}; the machine no longer finds it")
        return here

    def _stands(self, name: str, number: int, here: Data, old: Data, new: Data, unit: str) -> Data:
        """An edited entry whose machine's version changed."""
        if self._evidence_left(here, old, new):
            words = now_reads(new) or f"{NOW_HAS}{differs(old, new)}"
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
            self._update(name, number, data)
        return data

    def _withdraw(self, name: str, number: int, here: Data, old: Data, unit: str) -> Data:
        """`here` without a review of the machine's that is no longer true, the words being back."""
        evidence = here.get("evidence") or old.get("evidence")
        said = here.get("review") in (GONE, now_reads(old))
        if self.same_seed or not said:
            return here
        if not isinstance(evidence, str) or not self.in_seed(evidence):
            return here
        self._note("updated", unit, "the seed holds its words again: nothing to review")
        data = {k: v for k, v in here.items() if k != "review"}
        self._update(name, number, data)
        return data

    def _update(self, name: str, number: int, data: Data) -> None:
        """Has the entry written as `data`, whatever was said of it before."""
        steps = self.out.steps
        steps[:] = [s for s in steps if (s.list, s.number) != (name, number)]
        steps.append(Step(name, number, "update", data))

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


def _interleave(merged: list[Data | None], added: Sequence[Insertion]) -> list[Data | None]:
    out: list[Data | None] = [i.data for i in added if i.after == -1]
    for number, entry in enumerate(merged):
        out.append(entry)
        out += [i.data for i in added if i.after == number]
    return out


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
