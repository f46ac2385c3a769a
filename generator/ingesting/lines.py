"""Lines and units of a text: what the make-up of a report is found on.

Input: a text that is never changed.  Output: `Line` values with spans into it.  Lines that one
paragraph was wrapped onto are joined into one unit; a unit is what gets a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.document import BlockKind, Span

BLANK = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""White space in the wide sense, zero-width spaces and byte-order marks among it."""

_NEWLINE = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_LONG = 50
"""Characters of a line that was broken off rather than ended."""
_CLOSING = "\"'”’)]»*_ "
_FOLDED = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "}
)


class Line(NamedTuple):
    """A line, or several that one paragraph was wrapped onto, without the blanks around it.

    Lines with no blank line between them share a `chunk`.  `kind` is what markup says it is.
    """

    span: Span
    text: str
    chunk: int
    kind: BlockKind | None = None

    @property
    def words(self) -> int:
        """How many words stand between its blanks."""
        return len(self.text.split())


def fold(text: str) -> str:
    """The text with case and the shapes of quotation marks and dashes made alike."""
    return text.translate(_FOLDED).casefold()


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the blanks at its edges."""
    piece = text[start:end]
    bare = piece.lstrip(BLANK)
    start = end - len(bare)
    return Span(start, start + len(bare.rstrip(BLANK)))


def split_lines(text: str) -> list[Line]:
    """All lines that hold a letter or a digit, in order; separators such as `* * *` are none."""
    lines: list[Line] = []
    chunk = start = 0
    ends = [(m.start(), m.end()) for m in _NEWLINE.finditer(text)]
    for end, following in [*ends, (len(text), len(text))]:
        span = trimmed(text, start, end)
        words = span.of(text)
        if not any(c.isalnum() for c in words):
            chunk += 1
        else:
            lines.append(Line(span, words, chunk))
        start = following
    return lines


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does, closing quotation marks and brackets aside."""
    return text.rstrip(_CLOSING)[-1:] in {".", "!", "?", "…"}


def wrap_width(lines: Sequence[Line]) -> int:
    """The width that the text was wrapped to, 0 where its lines are whole paragraphs.

    Text is taken for wrapped where most lines that have a neighbour below break off in the
    middle of a sentence and no line is longer than 140 characters.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a.chunk == b.chunk]
    width = max((len(line.text) for line in lines), default=0)
    if len(pairs) < 4 or 2 * len(pairs) < len(lines) or width > 140:
        return 0
    broken = sum(not ends_sentence(a.text) for a, _ in pairs)
    return width if 2 * broken > len(pairs) else 0


def join_wrapped(
    text: str, lines: Sequence[Line], stands_alone: Callable[[str], bool]
) -> list[Line]:
    """Joins the lines that one paragraph was wrapped onto.

    Args:
        text: What the lines' spans point into.
        lines: The lines, in order.
        stands_alone: Tells a line that is never part of a paragraph (a byline, a date).

    Returns:
        The units: each a line, or several lines joined.
    """
    width = wrap_width(lines)
    parted = len({line.chunk for line in lines}) > 2
    units: list[Line] = []
    last = None
    for line in lines:
        if last is not None and _flows_on(last, line, width, parted, stands_alone):
            span = Span(units[-1].span.start, line.span.end)
            units[-1] = units[-1]._replace(span=span, text=span.of(text))
        else:
            units.append(line)
        last = line
    return units


def _flows_on(
    above: Line, below: Line, width: int, parted: bool, stands_alone: Callable[[str], bool]
) -> bool:
    """Whether `below` goes on with the paragraph of `above`."""
    if above.chunk != below.chunk or above.kind is not below.kind:
        return False
    if above.text[-1] in ",;" and len(above.text) > 20:
        return True
    ended = ends_sentence(above.text)
    if not ended and below.text[0].islower():
        return True
    alone = stands_alone(above.text) or stands_alone(below.text)
    broken = not ended and above.text[-1] != ")" and len(above.text) >= _LONG
    if parted and broken and above.chunk > 0 and not alone:
        # Blank lines part the paragraphs, so a long line that breaks off goes on below.
        return True
    full = bool(width) and len(above.text) >= 0.6 * width
    if not full or (ended and not parted):
        return False
    return not alone
