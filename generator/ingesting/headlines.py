"""Finds the headline: the one that is told, or the line that has the shape of one.

Input: text and lines.  Output: spans of headlines.  Where no title is told, a first line counts
only if it stands apart from the story and is no sentence of it; one-line texts have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import BlockKind, Span
from generator.ingesting.dating import WEEKDAYS
from generator.ingesting.lines import Line, ends_sentence, fold

LONGEST = 220
"""Characters of a headline."""
_MOST_WORDS = 32
_MOST_WORDS_WITH_STOP = 18
"""Words of a headline that ends in a full stop; leads run longer."""
_REACH = 6
"""Lines from the top among which a told title is looked for."""

_DATELINE = re.compile(r"\([A-Z][A-Za-z .-]+\)\s*[-–—_]|[-–—_]\s*\Z|\A\(Undated\)")
_PAST = re.compile(
    r"\b(?:said|told|announced|according\s+to|was|were|had|here\s+is|today|yesterday|"
    + "|".join(d for d in WEEKDAYS[:7])
    + r")\b",
    re.IGNORECASE,
)


def cut_told_title(text: str, lines: Sequence[Line], title: str) -> list[Line]:
    """The lines with the told title, where it stands at the top, cut out as a headline."""
    words = fold(title).split()
    if not words:
        return list(lines)
    pattern = re.compile(r"\s+".join(re.escape(w) for w in words))
    cut: list[Line] = []
    after = -1
    for number, line in enumerate(lines):
        if line.span.start < after:
            if line.span.end > after:
                rest = text[after : line.span.end]
                start = line.span.end - len(rest.lstrip())
                cut.append(
                    line._replace(span=Span(start, line.span.end), text=text[start : line.span.end])
                )
            continue
        match = None
        if number < _REACH and line.kind in {None, BlockKind.HEADLINE}:
            window = text[line.span.start : line.span.start + 2 * len(title) + 40]
            match = pattern.match(_fold_one_to_one(window))
        if match is None or not _title_ends(window, match.end(), len(words)):
            cut.append(line)
            continue
        end = line.span.start + match.end()
        stop = re.compile(r"[ \t]*[.!?]+[\"”’']?(?=\s|\Z)").match(text, end)
        end = stop.end() if stop else end
        cut.append(
            line._replace(
                span=Span(line.span.start, end),
                text=text[line.span.start : end],
                kind=BlockKind.HEADLINE,
            )
        )
        after = end
        if line.span.end > end and text[end : line.span.end].strip():
            rest = text[end : line.span.end]
            start = line.span.end - len(rest.lstrip(" \t-–—|:\xa0"))
            cut.append(
                line._replace(
                    span=Span(start, line.span.end), text=text[start : line.span.end], kind=None
                )
            )
    return cut


def looks_like_headline(unit: Line, below: Line | None, rest: Sequence[Line]) -> bool:
    """Whether the first unit of a text is its headline rather than its first sentence.

    Args:
        unit: The first unit that is no byline, date or other furniture.
        below: The unit after it, None at the end of the text.
        rest: All units after it that may be story.
    """
    text = unit.text
    if below is None or len(text) > LONGEST or unit.words > _MOST_WORDS or unit.words < 2:
        return False
    if _DATELINE.search(text) or text[-1] in ":,;-–—_" or not any(c.isupper() for c in text):
        return False
    if below.chunk == unit.chunk and below.kind is None:
        return False
    longest = max((line.words for line in rest), default=0)
    if longest < 12 and longest <= unit.words:
        return False
    if not ends_sentence(text):
        return True
    if text.rstrip("\"'”’")[-1] in "?!…" and unit.words <= _MOST_WORDS_WITH_STOP:
        return True
    if len({line.chunk for line in rest}) < 2 and not _title_case(text):
        return False
    return _title_case(text) or (unit.words <= _MOST_WORDS_WITH_STOP and not _PAST.search(text))


def _title_case(text: str) -> bool:
    """Whether most of the longer words begin with a capital, as titles' do."""
    longer = re.findall(r"[^\W\d_]{4,}", text)
    return len(longer) >= 3 and sum(w[0].isupper() for w in longer) >= 0.75 * len(longer)


def _fold_one_to_one(text: str) -> str:
    """As `fold`, but never longer or shorter, so that offsets hold."""
    return "".join(f if len(f := fold(c)) == 1 else c for c in text)


def _title_ends(window: str, end: int, words: int) -> bool:
    """Whether the title ends where it was found: at a break, or before a new sentence."""
    following = window[end : end + 2]
    if not following.strip() or following[0] in "\r\n.!?:|":
        return True
    rest = window[end:].lstrip()
    return following[0].isspace() and words >= 5 and (rest[:1].isupper() or rest[:1] in '"“-–—|')
