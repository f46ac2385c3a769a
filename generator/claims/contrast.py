"""Contrast: signs between two statements that the second is set against the first.

Input: a parsed document and two attributions, the earlier first.  Output: whether the text parts
them by "but", "however" and the like, and whether the second is told as an answer.
"""

from __future__ import annotations

import re
from functools import cache

from generator.document import Attribution, ParsedDocument, Span, hull
from generator.lexicon import load_lines, load_set

_WITHIN = re.compile(r"[,;—–-]\s*(?:but|yet|while|whereas|although|though)\b", re.IGNORECASE)
_ASIDE = re.compile(r",\s*(?:however|though|by contrast|in contrast|on the other hand)\s*[,.]")
_BACK = re.compile(r"\b(?:hit|hits|fire[sd]?|shot|shoots?|push(?:es|ed)?|f(?:ou|i)ghts?) back\b")
_AFTER = 24
"""Characters after a cue that may belong to it ("hit back at the firm")."""


def contrasted(parsed: ParsedDocument, one: Attribution, other: Attribution) -> bool:
    """Whether the text sets the later of two statements against the earlier one."""
    before, after = _frame(one), _frame(other)
    last, first = parsed.sentence_at(before.end - 1), parsed.sentence_at(after.start)
    for index in range(last + 1, first + 1):
        sentence = parsed.sentences[index]
        words = re.sub(r"[^\w' ]+", " ", sentence.of(parsed.text)[:40]).lower().split()
        if any(words[: len(m)] == list(m) for m in _markers()):
            return True
    if last == first and before.end <= after.start:
        return bool(_WITHIN.search(parsed.text, before.end, after.start + 1))
    around = parsed.sentences[first] if first >= 0 else after
    aside = _ASIDE.search(parsed.text, around.start, around.end)
    return aside is not None and not any(
        c.covers(Span(*aside.span())) for c in other.content if first != last
    )


def answers(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether a statement is told as an answer to another ("the board countered that …")."""
    if not attribution.cue:
        return False
    cue = hull(attribution.cue)
    if any(w.lemma in load_set("claims/replies.txt") for w in parsed.words_in(cue)):
        return True
    return bool(_BACK.search(parsed.text, cue.start, cue.end + _AFTER))


def _frame(attribution: Attribution) -> Span:
    return hull((*attribution.source, *attribution.cue, *attribution.content))


@cache
def _markers() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in load_lines("claims/contrasts.txt"))
