"""Stage: reading.  Text -> words, and what the encoder is told about each besides its letters.

A word is a run of letters, digits and underscores, or one other visible character: the rule by
which exact spans are counted.  Training and reading share this file, so that the encoder is
trained on just what it will meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Span

WORD = re.compile(r"\w+|[^\w\s]")

SHAPES = 7
"""How many shapes there are; 0 is kept for what is no word (padding, marks of a window's ends)."""

_PUNCTUATION, _NUMBER, _LOWER, _UPPER, _TITLE, _MIXED = range(1, SHAPES)


def find_words(text: str) -> tuple[Span, ...]:
    """The spans of all words of `text`, in order.  White space alone belongs to none."""
    return tuple(Span(m.start(), m.end()) for m in WORD.finditer(text))


def shape(word: str) -> int:
    """How a word is written: the base of the encoder knows lower-case letters only."""
    if word.islower():
        return _LOWER
    if not any(c.isalpha() for c in word):
        return _NUMBER if any(c.isdigit() for c in word) else _PUNCTUATION
    if word.isupper() and len(word) > 1:
        return _UPPER
    return _TITLE if word[0].isupper() else _MIXED


GAPS = 4
"""How many kinds of gap there are before a word: none, a space, a line break, an empty line."""


def cases(text: str, words: Sequence[Span]) -> list[int]:
    """For each word one number that tells its shape and what stands before it.

    Together with the quotation marks themselves, the gaps tell an opening mark from a closing one.
    """
    out, end = [], 0
    for word in words:
        before = text[end : word.start]
        gap = min(3, 1 + before.count("\n")) if before else 0
        out.append(shape(word.of(text)) + SHAPES * (gap if end else 3))
        end = word.end
    return out


def line_starts(text: str, words: Sequence[Span]) -> list[int]:
    """Indices of the words that begin a line: no span that the encoder finds crosses one."""
    starts, end = [], 0
    for i, word in enumerate(words):
        if i == 0 or "\n" in text[end : word.start]:
            starts.append(i)
        end = word.end
    return starts
