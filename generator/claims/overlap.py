"""Overlap: how much two stretches of words share their matter.

Input: tagged words.  Output: sets of stems of their content words, alike for words of one family
("retaliate", "retaliatory") and for near-synonyms that news uses of one thing ("deal" and
"agreement"), by `lexicons/claims/synonyms.txt`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from generator.document import Word
from generator.lexicon import load_lines

_CONTENT = ("NN", "VB", "JJ", "CD")
_STOP = frozenset(
    "be have do say go get make take other such more last first year day time claim report"
    " allegation accusation charge statement people man woman part thing way own".split()
)
_STEM = 6
"""Letters by which words of one family are alike."""


def stems(words: Iterable[Word]) -> set[str]:
    """The stems of the words that carry meaning."""
    return {
        _same().get(w.lemma, w.lemma[:_STEM])
        for w in words
        if w.tag.startswith(_CONTENT) and w.lemma not in _STOP and len(w.lemma) > 2
    }


@cache
def _same() -> MappingProxyType[str, str]:
    """Lemma -> the first of its set of near-synonyms."""
    out: dict[str, str] = {}
    for line in load_lines("claims/synonyms.txt"):
        first, *others = line.split()
        for word in (first, *others):
            out.setdefault(word, first)
    return MappingProxyType(out)
