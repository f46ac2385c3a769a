"""Notes of a merge for the run's report, and how they put values and differences in words."""

from __future__ import annotations

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


def differs(one: Data, other: Data) -> str:
    """What `other` has that `one` has not, field by field."""
    fields = [k for k in {**one, **other} if not same(one.get(k), other.get(k)) and k != "id"]
    return "; ".join(f"{k}: {change(one.get(k), other.get(k))}" for k in fields)


def change(one: Any, other: Any) -> str:
    """From one value to another."""
    return f"{quoted(one)} → {quoted(other)}"


def quoted(value: Any) -> str:
    """A value as a sentence can hold it."""
    if value is None:
        return "nothing"
    return f"“{short(value)}”" if isinstance(value, str) else short(str(value))


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
