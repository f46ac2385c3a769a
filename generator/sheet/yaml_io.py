"""Fact sheets and their YAML: `load_sheet` reads it with all its problems, `dump_sheet` writes it.

The parts: `yaml_guard` (is the text safe to parse), `yaml_nodes` (nodes with positions),
`yaml_read` (nodes to data, by the specification), `validate` (what the sheet means), `yaml_dump`
(data to text) and `yaml_splice` (changes within a text that an editor wrote).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.document import Problem, Severity
from generator.model import FactSheet
from generator.sheet import validate
from generator.sheet.data import Data, from_data, to_data
from generator.sheet.yaml_dump import SCHEMA, dump_data
from generator.sheet.yaml_nodes import Composed, compose, too_deep
from generator.sheet.yaml_read import Mapped, Reader


@dataclass(frozen=True)
class Loaded:
    """A sheet's file as it was read: what it says, what is wrong with it, where everything stands.

    `data` is the sheet as plain data and `mapped` the same with positions, which count in
    `composed.text`; both are there unless the file as a whole can't be read.
    """

    path: str
    text: str
    composed: Composed
    mapped: Mapped | None
    problems: tuple[Problem, ...]

    @property
    def data(self) -> Data | None:
        """The sheet as plain data, fields unknown to the format included."""
        return self.mapped.data if self.mapped is not None else None

    @cached_property
    def sheet(self) -> FactSheet | None:
        """The sheet as far as it could be read; None where the file as a whole can't be."""
        return from_data(self.mapped.data) if self.mapped is not None else None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong but what warnings tell."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    def check_evidence(self, *texts: str) -> tuple[Problem, ...]:
        """Problems of evidence that none of `texts` (the seed's text and title) holds."""
        if self.mapped is None:
            return ()
        reader = Reader(self.path, self.composed.text, self.composed.lines)
        validate.check_evidence(self.mapped, reader, *texts)
        return tuple(reader.problems)


def load_sheet(text: str, path: str) -> Loaded:
    """Reads a sheet; never raises, whatever the text.

    Args:
        text: The file's text, byte order mark and line endings as they are.
        path: How problems name the file.

    Returns:
        What was read, and every problem that the sheet alone shows, in order of place.  Evidence
        is not compared with the seed: that is `Loaded.check_evidence`.
    """
    composed = compose(text, path)
    if composed.root is None and composed.problems:
        return Loaded(path, text, composed, None, composed.problems)
    reader = Reader(path, composed.text, composed.lines)
    try:
        mapped = reader.sheet(composed.root)
    except RecursionError:
        return Loaded(path, text, composed, None, (too_deep(text, path),))
    if mapped is not None:
        validate.check_meaning(mapped, reader)
    problems = sorted([*composed.problems, *reader.problems], key=lambda p: (p.line, p.column))
    return Loaded(path, text, composed, mapped, tuple(problems))


def dump_sheet(sheet: FactSheet, schema: str = SCHEMA) -> str:
    """`sheet` as YAML: the same bytes for the same sheet, pleasant to edit.

    Args:
        sheet: The sheet; absent and empty fields are left out.
        schema: The path of the JSON Schema that the modeline names.
    """
    return dump_data(to_data(sheet), schema)
