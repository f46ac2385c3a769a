"""Phrasing: noun phrases, and where a heading made of a text's own words may end.

Input: tagged words.  Output: stretches of them, as indices or words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document import Word
from generator.lexicon import load_set

_MOST = 8
"""Words that a topic has at most."""
_LINKS = frozenset(
    "of in on for over about between against to with at into from under during without".split()
)
_INNER = frozenset(
    {
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "CD",
        "VBN",
        "VBG",
        "POS",
        "HYPH",
        "AFX",
        "FW",
        "``",
        "''",
    }
)
_EDGE = frozenset({"IN", "DT", "WDT", "WP", "TO", "CC", "PRP$", "RB", ",", ":", "``", "''", "EX"})
"""What no heading begins with."""
_HANGING = frozenset(
    {"IN", "DT", "CC", "TO", "JJ", "PRP$", "MD", "RB", "WDT", "WP", "WRB", "POS", "VBG", "HYPH"}
)
"""What no heading ends in."""
_BREAKS = frozenset({"IN", "TO", "CC", "WDT", "WP", "WRB", ",", ":", "."})
_QUOTES = frozenset("\"“”‘’'`")
_TURNS = frozenset("as because while when if since although though after before until".split())
"""What begins a clause that a heading can do without."""


def base_phrases(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The bare noun phrases, without determiners ("federal election law"), as start and end."""
    at = 0
    while at < len(words):
        start = at
        while at < len(words) and words[at].tag in _INNER and _adjoin(words, start, at):
            at += 1
        end = at
        at = max(at, start + 1)
        while end > start and not words[end - 1].noun:
            end -= 1
        if start < end and start > 0 and words[start - 1].tag in {"TO", "MD"}:
            # "to debate issues": a verb, whatever its tag.
            start += 1
        while start < end and not _opens(words, start):
            start += 1
        if start < end:
            yield start, end


def _adjoin(words: Sequence[Word], start: int, at: int) -> bool:
    """Whether a word stands beside the one before it; content may be of several pieces."""
    return at == start or words[at].span.start - words[at - 1].span.end <= 1


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether a noun phrase of a heading may begin with a word."""
    word = words[at]
    if word.tag == "VBN":
        return at > 0 and words[at - 1].tag in {"DT", "PRP$", "IN", "POS"}
    shut = word.tag in {"POS", "HYPH", "``", "''", "VBG"}
    if word.tag == "CD":
        # "two-man race", but not "600 letters"
        return at + 1 < len(words) and words[at + 1].tag == "HYPH"
    return not shut and word.lemma not in load_set("claims/counting.txt")


def extended(words: Sequence[Word], start: int, end: int) -> int:
    """The end of a noun phrase with what hangs on it ("a taste for painting barns")."""
    while True:
        at = _past_marks(words, end)
        if at >= len(words) or words[at].form.lower() not in _LINKS:
            return end
        at = _past_marks(words, at + 1)
        if at < len(words) and words[at].tag == "VBG":
            at += 1
        while at < len(words) and words[at].tag == "DT":
            at += 1
        inner = next(base_phrases(words[at:]), None)
        if inner is None or inner[0] > 1 or _size(words[start : at + inner[1]]) > _MOST:
            return end
        if any(w.tag == "CD" for w in words[at : at + inner[1]]):
            # "on 6 April": when, not what.
            return end
        end = at + inner[1]


def _size(words: Sequence[Word]) -> int:
    """How many words there are, marks not counted."""
    return sum(w.form[0].isalnum() for w in words)


def _past_marks(words: Sequence[Word], at: int) -> int:
    """Past quotation marks, which headings leave out."""
    while at < len(words) and words[at].form in _QUOTES:
        at += 1
    return at


def trimmed(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words as a heading: begun and ended where a phrase begins and ends."""
    words = tuple(words)
    while len(words) > 2 and (words[0].tag in _EDGE or words[0].form == "having"):
        if words[0].form.lower() in {"no", "neither", "any"}:
            break
        words = words[1:]
    end = len(words)
    for at in range(2, len(words)):
        mark = not words[at].form[0].isalnum() and words[at].tag not in {"HYPH", "POS", "``", "''"}
        if mark or (words[at].form.lower() in _TURNS):
            end = at
            break
    if end > _MOST:
        breaks = [i for i in range(3, _MOST + 1) if words[i].tag in _BREAKS]
        end = breaks[-1] if breaks else _MOST
    while end > 2 and (_hangs(words, end) or _opens_clause(words, end)):
        end -= 1
    if end > 3 and [w.form for w in words[end - 2 : end]] == ["in", "order"]:
        end -= 2
    return words[:end]


def _opens_clause(words: Sequence[Word], end: int) -> bool:
    """Whether a heading ends in the verb of what it leaves out ("… showed | that")."""
    return words[end - 1].finite and end < len(words) and words[end].lemma == "that"


def _hangs(words: Sequence[Word], end: int) -> bool:
    """Whether a heading that ends there is cut short ("the ship was armed" is not)."""
    last = words[end - 1]
    if last.tag == "JJ" and any(w.lemma == "be" for w in words[max(0, end - 3) : end - 1]):
        return False
    return last.tag in _HANGING or not last.form[0].isalnum()
