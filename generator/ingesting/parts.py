"""Text put together from the parts that markup names.

Input: parts (a kind where markup tells it, and words).  Output: the text and its lines, with a
blank line between parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.document import BlockKind, Span
from generator.ingesting.lines import Line, split_lines
from generator.ingesting.normalise import normalise


class Part(NamedTuple):
    """A block of a page: what markup says it is (None: text like any), and its words."""

    kind: BlockKind | None
    words: str


def compose(parts: Iterable[Part]) -> tuple[str, list[Line]]:
    """The normalised text of all parts that hold words, and its lines with their kinds.

    The lines of a part whose kind is told are one line; the others keep theirs, since a byline
    and a date often share a paragraph.
    """
    pieces: list[str] = []
    lines: list[Line] = []
    start = 0
    for chunk, part in enumerate(parts):
        words = normalise(part.words).text.strip()
        if part.kind is not None:
            words = " ".join(words.split())
        if not any(c.isalnum() for c in words):
            continue
        for line in split_lines(words):
            span = Span(start + line.span.start, start + line.span.end)
            lines.append(Line(span, line.text, chunk, part.kind))
        pieces.append(words)
        start += len(words) + 2
    return "\n\n".join(pieces), lines
