"""Normalises decoded text once; offsets never move after.

Input: a file's decoded text.  Output: the text that `SourceDocument.text` holds, with the number
of the file's line for each of its lines.

What is done: Unicode NFC; line ends become newlines; byte-order marks, zero-width spaces, soft
hyphens, marks of writing direction and control characters go; every kind of space, the no-break
space among them, becomes a plain one, so that evidence typed by hand is found; blanks at the
ends of lines go and runs of them become one; three and more blank lines become one pair.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple


class Normalised(NamedTuple):
    """A normalised text; `numbers[i]` is the line of the file that its line `i` stood on."""

    text: str
    numbers: tuple[int, ...]


_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_ZERO_WIDTH = "\u00ad\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = re.compile("  +")
_MOST_BLANK_LINES = 2


@cache
def _table() -> dict[int, str | None]:
    """What becomes of each character that does not stay as it is."""
    table: dict[int, str | None] = {ord(c): None for c in _ZERO_WIDTH + _DIRECTIONS}
    for point in range(0xA0):
        if unicodedata.category(chr(point)) == "Cc" and chr(point) != "\n":
            table[point] = None
    table[ord("\t")] = " "
    for point in range(0xA0, 0x3001):
        if unicodedata.category(chr(point)) == "Zs":
            table[point] = " "
    return table


def normalise(text: str) -> Normalised:
    """Normalises a text; see the module's docstring for what that does."""
    text = _LINE_END.sub("\n", text).translate(_table())
    text = unicodedata.normalize("NFC", text)
    lines: list[str] = []
    numbers: list[int] = []
    blank = _MOST_BLANK_LINES + 1
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _SPACES.sub(" ", raw).strip(" ")
        blank = 0 if line else blank + 1
        if blank <= _MOST_BLANK_LINES:
            lines.append(line)
            numbers.append(number)
    while lines and not lines[-1]:
        lines.pop()
        numbers.pop()
    return Normalised("\n".join(lines), tuple(numbers))


def clean(text: str) -> str:
    """One line out of any text: normalised, with every run of blanks made one space."""
    return " ".join(normalise(text).text.split())
