"""The words of a merge: notes for the run's report, `review:` lines, values and differences."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from generator.sheet.data import Data, same


class Note(NamedTuple):
    """A line of the run's report: which entry or scalar, and what became of it.

    `kind` is `review` (wants eyes), `kept` (the machine would write something else now), `added`,
    `updated`, `removed`, `deleted` (stays deleted) or `adopted`.
    """

    kind: str
    unit: str
    words: str


GONE = "The seed no longer holds these words."
NO_DISPUTE = "The seed no longer holds this dispute."
VOID = "A claim of it was deleted here, which leaves one side."
NOW_READS = "The seed now reads: "
NOW_HAS = "The machine now has "
SAID = (GONE, NO_DISPUTE, VOID, NOW_READS, NOW_HAS)
"""How the `review:` lines begin that the machine writes, and takes back when they are settled."""


def now_reads(machine: Data) -> str:
    """The review of an entry whose words the seed now has as `machine` has them."""
    evidence = machine.get("evidence")
    return f"{NOW_READS}“{short(evidence, 300)}”" if evidence else ""


def differs(one: Data, other: Data) -> str:
    """What `other` has that `one` has not, field by field."""
    fields = [k for k in {**one, **other} if not same(one.get(k), other.get(k)) and k != "id"]
    return "; ".join(f"{k}: {change(one.get(k), other.get(k))}" for k in fields)


def change(one: Any, other: Any) -> str:
    """From one value to another."""
    return f"{quoted(one)} → {quoted(other)}"


def quoted(value: Any) -> str:
    """A value as a sentence can hold it."""
    return f"“{short(value)}”" if isinstance(value, str) else short(plain(value))


def plain(value: Any) -> str:
    """A field's value in words: names and ids in a row, a side as its party with its claims."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, dict) and "party" in value:
        return f"{plain(value['party'])} ({plain(value.get('claims'))})"
    if isinstance(value, list):
        sides = any(isinstance(part, dict) for part in value)
        return ("; " if sides else ", ").join(plain(part) for part in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def gist(entry: Data) -> str:
    """The words that tell an entry from the others, its speaker in front."""
    words = next((entry[k] for k in ("text", "name", "topic", "date") if k in entry), "")
    by = entry.get("by")
    speaker = f"{', '.join(by) if isinstance(by, list) else by}: " if by else ""
    return f"{speaker}{words}"


def short(text: str, limit: int = 120) -> str:
    """`text` on one line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
