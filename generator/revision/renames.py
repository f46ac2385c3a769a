"""Parties under the names that editors know them by.

Input: base, sheet and new output.  Output: the new output with an editor's name for a party,
wherever it refers to it, and with the old name of one that an editor's entries call so.  Without
the first, each regeneration would bring back claims of a name that `who` lacks; without the second,
a machine that comes to prefer another name would break the entries that editors wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.sheet.data import Data, same
from generator.sheet.references import referred
from generator.sheet.spec import LISTS, SHEET, Record


def find_renames(base: Data, edited: Data) -> dict[str, str]:
    """The machine's name of a party -> the editor's, for each entry of `who` that was renamed.

    A name that two entries share, or that the sheet gives to another entry still, is left out.
    """
    here = {e["id"]: e.get("name") for e in edited.get("who", ()) if isinstance(e.get("id"), str)}
    standing = {e.get("name") for e in edited.get("who", ())}
    machine = [e.get("name") for e in base.get("who", ())]
    return {
        entry["name"]: here[entry["id"]]
        for entry in base.get("who", ())
        if "name" in entry
        and isinstance(here.get(entry.get("id")), str)
        and here[entry["id"]] != entry.get("name")
        and entry.get("name") not in standing
        and machine.count(entry.get("name")) == 1
    }


def hold_names(base: Data, edited: Data, generated: Data) -> Data:
    """`generated`, ids as stored, where a party keeps its name while an editor's entries use it."""
    machines = {entry["id"]: entry for name in LISTS for entry in base.get(name, ())}
    own = {
        name: [e for e in edited.get(name, ()) if not same(e, machines.get(e.get("id")))]
        for name in LISTS
    }  # fmt: skip
    used = referred(own, "who")
    old = {e["id"]: e.get("name") for e in base.get("who", ())}
    here = {e.get("id"): e.get("name") for e in edited.get("who", ())}
    taken = {e.get("name") for e in generated.get("who", ())}
    held = {
        e["name"]: old[e["id"]]
        for e in generated.get("who", ())
        if "name" in e
        and e["id"] in old
        and here.get(e["id"]) == old[e["id"]] != e["name"]
        and old[e["id"]] in used
        and old[e["id"]] not in taken
    }
    if not held:
        return generated
    who = [{**e, "name": held[e["name"]]} if e.get("name") in held else e for e in generated["who"]]
    return {**carry(held, generated), "who": who}


def carry(renames: Mapping[str, str], data: Data, record: Record = SHEET) -> Data:
    """`data` with the new names wherever the format refers to an entry of `who`."""
    if not renames:
        return data
    result = dict(data)
    for item in record.items:
        held = result.get(item.name)
        if held is None:
            continue
        if item.field.refers_to == "who":
            result[item.name] = _renamed(renames, held)
        elif item.record is not None and item.kind == "entries":
            result[item.name] = [carry(renames, entry, item.record) for entry in held]
    return result


def _renamed(renames: Mapping[str, str], held: Any) -> Any:
    if isinstance(held, str):
        return renames.get(held, held)
    return [renames.get(name, name) for name in held]
