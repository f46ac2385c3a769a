"""What a merge decided: the steps that the writer carries out, the new base, and notes.

`generator/revision/merge.py` decides, `generator/revision/yaml_splice.py` writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from generator.revision.notes import Note
from generator.sheet.base import Base
from generator.sheet.data import Data
from generator.sheet.spec import SOURCE

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
