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
from generator.lexicon import load_lines, load_set

_CONTENT = ("NN", "VB", "JJ", "CD")
_STOP = frozenset(
    "be have do say go get make take other such more last first year day time"
    " people man woman part thing way own"
    " behalf result sort none nothing nobody something somebody someone anything everything"
    " everyone everybody"
    " know think want see same come need believe feel tell ask use one lot kind much many".split()
)
_STEM = 6
"""Letters by which words of one family are alike."""


def stems(words: Iterable[Word]) -> set[str]:
    """The stems of the words that carry meaning; words of judging and of saying carry none."""
    judging = load_set("claims/falsity.txt") | load_set("claims/said.txt")
    return {
        stem_of(w.lemma)
        for w in words
        if w.tag.startswith(_CONTENT)
        and w.lemma not in _STOP
        and w.lemma not in judging
        and len(w.lemma) > 2
    }


def stem_of(lemma: str) -> str:
    """What the words of one family, and near-synonyms, have in common."""
    return _same().get(lemma, lemma[:_STEM])


@cache
def _same() -> MappingProxyType[str, str]:
    """Lemma -> the first of its set of near-synonyms."""
    out: dict[str, str] = {}
    for line in load_lines("claims/synonyms.txt"):
        first, *others = line.split()
        for word in (first, *others):
            out.setdefault(word, first)
    return MappingProxyType(out)
