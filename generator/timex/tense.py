"""Which way an expression without a year or date of its own points: back or ahead.

Input: a text, a sentence and the expression in it.  Output: "past", "future" or None.  Simple rules
on the words around it, after the observation of HeidelTime (Strötgen and Gertz, 2013) that in news
the nearest verb settles most cases and that the past is the default.  The words that the rules
know are in `lexicons/when/tense.tsv`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from generator.lexicon import load_table
from generator.vocabulary.negation import is_negative

Tense = Literal["past", "future"]

REACH = 260
"""Characters on each side that are read: a long clause, but never a whole long line."""
_WORD = re.compile(r"\d+|[A-Za-z]+(?:['’][a-z]+)?|[;:!?—]")
_CLAUSE_ENDS = frozenset(";:!?—")
_OPENS_CLAUSE = re.compile(r"[,;:] (?:and |but )?(?:on |in )?$")
_CALLED_OFF = re.compile(
    r"\b(?:was|were|had been|got)\s+(?:cancell?ed|called off|postponed|delayed|disrupted|halted|"
    r"scrapped|cut short)"
)


@cache
def _words(role: str) -> frozenset[str]:
    """The words of a role in the lexicon."""
    rows = load_table("when/tense.tsv")
    return frozenset(word for name, words in rows if name == role for word in words.split())


def is_past(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past tense or a participle."""
    if word in _words("past"):
        return True
    return len(word) > 3 and word.endswith("ed") and word not in _words("not past")


def tense(text: str, lower: int, upper: int, start: int, end: int) -> Tense | None:
    """The tense that governs the expression `text[start:end]` in its sentence.

    Args:
        text: The document's text.
        lower: Where the sentence begins.
        upper: Where the sentence ends.
        start: Where the expression begins.
        end: Where the expression ends.

    Returns:
        The nearest cue before the expression, else the nearest after it, else None.  Where the
        expression opens a clause ("…, and on Monday, …"), the cue after it comes first.
    """
    left = _WORD.findall(text[max(lower, start - REACH) : start])
    right = _WORD.findall(text[end : min(upper, end + REACH)])
    lead = left[-1].lower() if left else ""
    if lead in ("until", "till") and any(w.lower() in _words("put off") for w in left[-8:-1]):
        return "future"
    if lead in ("toward", "towards") or (lead == "into" and left[-2:-1] == ["heading"]):
        return "future"
    if lead == "since":
        return "past"
    called_off = _CALLED_OFF.search(text, end, min(upper, end + REACH)) is not None
    before, after = _back(left, called_off=called_off), _ahead(right)
    if text[end : end + 1] == "," and _OPENS_CLAUSE.search(text[max(lower, start - 12) : start]):
        return after or before
    return before or after


def _back(left: list[str], *, called_off: bool) -> Tense | None:
    """The nearest cue before the expression, within the clause."""
    afterwards = False
    for i in range(len(left) - 1, -1, -1):
        if left[i] in _CLAUSE_ENDS:
            break
        word = left[i].lower()
        cue = _cue(left, i)
        planned = cue == "future" and word not in _words("modal")
        if planned and (afterwards or (called_off and word in _words("planned"))):
            return "past"
        if cue:
            return cue
        if word in ("after", "following"):
            afterwards |= not (i + 1 < len(left) and left[i + 1].lower() in _words("subject"))
    return "past" if afterwards else None


def _ahead(right: list[str]) -> Tense | None:
    """The nearest cue after the expression, within the clause."""
    for i in range(len(right)):
        if right[i] in _CLAUSE_ENDS:
            break
        cue = _cue(right, i)
        if cue:
            return cue
    return None


def _cue(words: list[str], i: int) -> Tense | None:
    """What the word at `i` says of its clause's time."""
    word = words[i].lower().replace("’", "'")
    after, then = (words[j].lower() if j < len(words) else "" for j in (i + 1, i + 2))
    before = words[i - 1].lower() if i else ""
    cue: Tense | None = None
    if word in _words("modal"):
        refused = word == "wouldn't" or (word == "would" and after == "not")
        # What could not be done was tried; what could be is open.
        refused |= word == "could" and any(
            is_negative(w.lower()) for w in words[max(0, i - 9) : i + 2]
        )
        # "Would have won" is over; "he'll have enough votes" is not.
        cue = "past" if (after == "have" and _done(then)) or refused else "future"
    elif word == "to":
        plan = before in _words("governs") and after and words[i + 1].islower()
        cue = "future" if plan else None
    elif word in _words("planned") or word in _words("timetable"):
        cue = "future"
    elif word == "set" and (after in ("to", "for", "on") or before in ("is", "are", "was", "were")):
        cue = "future"
    elif word in ("is", "are") and (after in _words("coming") or not after):
        cue = "future"
    elif is_past(word) and before not in ("be", "is", "are", "being"):
        # "Would put" and "to cut" have no past tense, whatever "put" and "cut" look like.
        cue = None if before == "to" or before in _words("modal") else "past"
    return cue


def _done(word: str) -> bool:
    """Whether a word after "have" makes a perfect: a participle, or what may stand before one."""
    return is_past(word) or word.endswith(("en", "wn", "ne")) or word in ("not", "to")
