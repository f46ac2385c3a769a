"""Overlap: how much two stretches of words share their matter.

Input: tagged words.  Output: sets of stems of their content words (`vocabulary/families.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.document import Word
from generator.lexicon import load_set
from generator.vocabulary.families import stem_of

_CONTENT = ("NN", "VB", "JJ", "CD")


def stems(words: Iterable[Word]) -> set[str]:
    """The stems of the words that carry meaning."""
    return {stem_of(w.lemma) for w in telling(words)}


def telling(words: Iterable[Word]) -> list[Word]:
    """The words that carry meaning; words of judging and of saying carry none."""
    judging = load_set("claims/falsity.txt") | load_set("claims/said.txt")
    return [
        w
        for w in words
        if w.tag.startswith(_CONTENT)
        and w.lemma not in load_set("claims/empty.txt")
        and w.lemma not in judging
        and len(w.lemma) > 2
    ]
