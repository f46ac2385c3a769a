"""Typed loaders of the data files in `generator/lexicons/`.

Input: a file's name below that folder.  Output: immutable values, read once and kept.

A data file is UTF-8 text.  Its head is a run of lines that begin with `#` and says what the file
holds, where it comes from and under which licence; blank lines and further lines that begin with
`#` mean nothing.  Nothing is read at import, so a command that needs no lexicon pays for none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent / "lexicons"


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """The entries of a lexicon, one a line, in the file's order, stripped.

    Args:
        name: The file's name below `generator/lexicons/` ("stop_words.txt").

    Raises:
        FileNotFoundError: There is no such file, which is a fault of the installation.
    """
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def load_set(name: str) -> frozenset[str]:
    """The entries of a lexicon as a set, as they are written (case is not folded)."""
    return frozenset(load_lines(name))


@cache
def load_table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated lexicon, cells stripped; rows may differ in length."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in load_lines(name))


@cache
def load_mapping(name: str) -> Mapping[str, str]:
    """A two-column lexicon as a read-only mapping; the first of two equal keys counts.

    Raises:
        ValueError: A row has no second column.
    """
    mapping: dict[str, str] = {}
    for row in load_table(name):
        if len(row) < 2:
            raise ValueError(f"{name}: expected two columns separated by a tab, found {row[0]!r}")
        mapping.setdefault(row[0], row[1])
    return MappingProxyType(mapping)
