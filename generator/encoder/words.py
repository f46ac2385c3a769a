"""Stage: reading.  Text -> words, and what the encoder is told about each besides its letters.

A word is a run of letters, digits and underscores, or one other visible character: the rule by
which exact spans are counted.  Training and reading share this file, so that the encoder is
trained on just what it will meet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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


_WRAPPED = 40
"""Characters of a line that may have been broken off for its length."""


def breaks(text: str, words: Sequence[Span]) -> list[int]:
    """For each word how many lines end before it: none, one, or two and more; two for the first.

    A single line break after a long line does not count where the text goes on in lower case:
    there a paragraph was wrapped.
    """
    out, end = [], 0
    for word in words:
        number = min(2, text.count("\n", end, word.start)) if end else 2
        if number == 1 and text[word.start].islower():
            line = text.rfind("\n", 0, end) + 1
            number = 0 if end - line >= _WRAPPED else 1
        out.append(number)
        end = word.end
    return out


def cases(text: str, words: Sequence[Span]) -> list[int]:
    """For each word one number that tells its shape and what stands before it.

    Together with the quotation marks themselves, the gaps tell an opening mark from a closing one.
    """
    out, end = [], 0
    for word, lines in zip(words, breaks(text, words), strict=True):
        gap = 1 + lines if lines or word.start > end else 0
        out.append(shape(word.of(text)) + SHAPES * gap)
        end = word.end
    return out


def line_starts(text: str, words: Sequence[Span]) -> list[int]:
    """Indices of the words that begin a line: no span that the encoder finds crosses one."""
    return [i for i, lines in enumerate(breaks(text, words)) if lines]


def align(tokens: Sequence[Span], words: Sequence[Span]) -> list[int | None]:
    """For each token (cut by another rule) the word that stands for it: its first still free one.

    Both are in order.  None where the words that it shares letters with stand for tokens before.
    """
    out: list[int | None] = []
    at = bisect_right(words, tokens[0].start, key=lambda w: w.end) if tokens else 0
    for token in tokens:
        while at < len(words) and words[at].end <= token.start:
            at += 1
        free = at < len(words) and words[at].start < token.end
        out.append(at if free else None)
        at += free
    return out
