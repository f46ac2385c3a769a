"""A party that an editor renamed -> the machine's new output under that name.

Input: base, sheet and new output.  Output: the new output with the editor's name wherever it refers
to the party.  Without it each regeneration would bring back claims of a name that `who` lacks, and
`check` would fail on words of the machine's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.sheet.data import Data
from generator.sheet.spec import SHEET, Record


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
        if isinstance(here.get(entry.get("id")), str)
        and here[entry["id"]] != entry.get("name")
        and entry.get("name") not in standing
        and machine.count(entry.get("name")) == 1
    }


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
