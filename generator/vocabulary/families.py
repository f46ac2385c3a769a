"""Families of words: what words of one matter have in common.

Input: a lemma.  Output: a stem, alike for words of one family ("retaliate", "retaliatory") and for
near-synonyms that news uses of one thing ("deal" and "agreement"), by
`lexicons/claims/synonyms.txt`.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from generator.lexicon import load_lines

_STEM = 6
"""Letters by which words of one family are alike."""


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
