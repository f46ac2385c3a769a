"""What entries of a sheet refer to: parties by name, claims by id, and claims that were deleted.

An editor deletes a claim by deleting its entry; that a dispute or a verification still names it is
no correction of theirs.  Where the machine wrote such an entry, and nothing else of it was changed,
it is the machine's still: the next `generate` takes the id out, and until then it is no error.
An entry that an editor has changed is theirs, and `check` asks them to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.document import Problem, Severity
from generator.sheet.base import Base, kept_in
from generator.sheet.data import Data, same
from generator.sheet.spec import SHEET, Record

REFERRING = ("competing_claims", "verification")
"""The lists whose entries name claims."""


def referred(data: Mapping[str, Any], to: str, record: Record = SHEET) -> set[str]:
    """What the entries of a sheet name of the list `to`: names of parties, or ids of claims."""
    found: set[str] = set()
    for item in record.items:
        held = data.get(item.name)
        if held is None:
            continue
        if item.field.refers_to == to:
            found.update([held] if isinstance(held, str) else held)
        elif item.record is not None and item.kind == "entries":
            for entry in held:
                found |= referred(entry, to, item.record)
    return found


def refer(entry: Data, change: Callable[[list[str]], list[str]]) -> Data:
    """`entry` with each of its lists of claims changed."""
    entry = dict(entry)
    if "about" in entry:
        entry["about"] = change(entry["about"])
    if "sides" in entry:
        entry["sides"] = [
            {**side, "claims": change(side["claims"])} if "claims" in side else side
            for side in entry["sides"]
        ]
    return entry


def without_claims(entry: Data, lost: Collection[str]) -> Data:
    """`entry` with no reference to a lost claim, and no side that is left without one."""
    left = refer(entry, lambda claims: [claim for claim in claims if claim not in lost])
    if "sides" in left:
        left["sides"] = [side for side in left["sides"] if side.get("claims")]
    return left


def spared(name: str, entries: Sequence[Data], lost: Collection[str]) -> list[Data]:
    """The entries of one list without lost claims.  A dispute with fewer than two sides is none."""
    if name not in REFERRING or not lost:
        return list(entries)
    left = [without_claims(entry, lost) for entry in entries]
    return [e for e in left if name != "competing_claims" or len(e.get("sides", ())) > 1]


def is_machines(name: str, here: Data, machine: Data, lost: Collection[str]) -> bool:
    """Whether an entry is as the machine wrote it, lost claims left aside."""
    if same(here, machine):
        return True
    if name not in REFERRING or not lost:
        return False
    try:
        return same(without_claims(here, lost), without_claims(machine, lost))
    except (AttributeError, TypeError):
        return False  # the sheet has something else where sides and claims belong


def lost_claims(base: Base, edited: Mapping[str, Any]) -> set[str]:
    """The claims that the machine wrote and the sheet no longer holds."""
    here = {entry.get("id") for entry in edited.get("claims", ())}
    known = {
        *(entry["id"] for entry in base.sheet.get("claims", ())),
        *kept_in(base.removed, "claims"),
        *kept_in(base.orphans, "claims"),
    }
    return {ident for ident in known if ident not in here}


def forgive(
    problems: Sequence[Problem], edited: Mapping[str, Any] | None, base: Callable[[], Base | None]
) -> list[Problem]:
    """`problems`, with references to deleted claims as warnings in entries of the machine's.

    Args:
        problems: What `load_sheet` told of a sheet.
        edited: The sheet as plain data.
        base: Reads the machine's record of it; called only where it is needed.
    """
    codes = {problem.code for problem in problems}
    record = base() if "unknown-claim" in codes and edited is not None else None
    if record is None or edited is None:
        return list(problems)
    lost = lost_claims(record, edited)
    stored = {e["id"]: (n, e) for n in REFERRING for e in record.sheet.get(n, ())}
    machines = {
        entry["id"]
        for name in REFERRING
        for entry in edited.get(name, ())
        if entry.get("id") in stored
        and stored[entry["id"]][0] == name
        and is_machines(name, entry, stored[entry["id"]][1], lost)
    }
    return [
        replace(
            problem, severity=Severity.WARNING, expected="",
            hint="the claim was deleted here: the next `factsheets generate` takes its id out",
        )
        if problem.code == "unknown-claim" and machines.intersection(problem.entry.split(" > "))
        else problem
        for problem in problems
    ]  # fmt: skip
