"""Spellings of one name, which differ where other alphabets are put into ours.

Input: words of names, folded (`names.py`).  Output: whether they agree.  There are two measures.
Within a report the spelling alone decides, so it may differ in little (`spelled_alike`).  Across
reports a role or other names must agree as well, so more may be one (`rough_spelling`), as "Yellen"
and "Ellen", whom no report would mix up.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LONG = 5
"""Letters from which a word is told apart by more than one of them ("Jan", "Ian")."""
_BOTH = ((re.compile(r"(.)\1+"), r"\1"), (re.compile("kh"), "h"))
_CLOSE = (*_BOTH, (re.compile("[jyi]+"), "i"))
_ROUGH = (
    (re.compile(r"(?:iy|yy|ij|ii|yi|y|i)$"), "y"),
    (re.compile(r"[ea][iy](?=$|[^aeiou])"), "ey"),
    *_BOTH,
    (re.compile("ks"), "x"),
    (re.compile("ou"), "u"),
    (re.compile("^ye"), "e"),
)
"""Pattern and letters, in the order in which they are put."""


def spelled_alike(one: str, other: str) -> bool:
    """Whether two words are one name's: Zelenskyy, Zelensky and Zelenskiy."""
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG and _put(one, _CLOSE) == _put(other, _CLOSE)


@lru_cache(maxsize=65536)
def rough_spelling(word: str) -> str:
    """What the spellings of a name have in common, and now and then another name's."""
    return _put(word, _ROUGH)


def _put(word: str, spellings: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, letters in spellings:
        word = pattern.sub(letters, word)
    return word
