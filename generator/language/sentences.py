"""Sentences: where they end, in text that quotes, abbreviates and initials.

Stage: reading.  Input: a text and the blocks in which sentences may lie.  Output: spans, in order,
none across a block.  A full stop ends no sentence after an abbreviation, an initial or within a
number; closing quotation marks and brackets belong to the sentence that they close.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.document import Span
from generator.lexicon import load_set

_STOP = re.compile(r"(?:[.!?…]+)[\"'”’»)\]]*(?=\s)")
_OPENS = re.compile(r"\s+[\"'“‘«(\[—–-]*[A-Z0-9À-ÖØ-Þ]")
_BEFORE = re.compile(r"(?<!&)(?:[A-Za-z]\.)*[A-Za-z]+$")
_INITIALS = re.compile(r"^(?:[A-Z]\.)*[A-Z]$")
_GAP = re.compile(r"\n\s*\n")


def find_sentences(text: str, within: Iterable[Span] = ()) -> tuple[Span, ...]:
    """The sentences of `text`, or of the spans `within` where any are given."""
    spans = tuple(within) or tuple(_paragraphs(text))
    return tuple(s for span in spans for s in _split(text, span))


def _paragraphs(text: str) -> Iterable[Span]:
    start = 0
    for gap in _GAP.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))


def _split(text: str, span: Span) -> Iterable[Span]:
    start = span.start
    for stop in _STOP.finditer(text, span.start, span.end):
        if _ends(text, stop):
            if trimmed := _trim(text, Span(start, stop.end())):
                yield trimmed
            start = stop.end()
    if trimmed := _trim(text, Span(start, span.end)):
        yield trimmed


def _trim(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end else None


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether this stop ends a sentence."""
    if not _OPENS.match(text, stop.end()):
        return False
    if stop.group()[:2] != "." and stop.group()[0] != ".":
        return True
    before = _BEFORE.search(text, max(0, stop.start() - 20), stop.start())
    if before is None or stop.group().startswith(".."):
        return True
    word = before.group()
    if word.lower() in load_set("abbreviations.txt"):
        return False
    if _INITIALS.match(word):
        # "J. Doe" goes on; "in the U.S. The" ends where a determiner or the like follows.
        following = re.match(r"\s+[\"'“‘(]*(\w+)", text[stop.end() : stop.end() + 40])
        return len(word) > 1 and bool(following and following.group(1) in _OPENERS)
    return True


_OPENERS = frozenset(
    "The A An In On At He She It They We I But And If As For After Before While When This That"
    " These Those There His Her Its Their Our No Not Some Many More Most According Since".split()
)
