"""Capitals: how the first word of a sentence is written where it no longer is the first.

Input: the tagged words of a document's sentences.  Output: a line with a small first letter, unless
its first word is a name, a people's or an abbreviation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.document import Word
from generator.toponyms.gazetteer import is_demonym


class Capitals:
    """What a document writes with a capital within its sentences, and what with small letters."""

    def __init__(self, sentences: Iterable[Sequence[Word]]) -> None:
        self._small: set[str] = set()
        self._names: set[str] = set()
        for words in sentences:
            self._small |= {w.form for w in words if w.form[0].islower()}
            self._names |= {w.form for w in words[1:] if w.form[0].isupper()}

    def within(self, line: str, words: Sequence[Word]) -> str:
        """A line that begins with `words`, as it is written within a sentence."""
        first = words[0]
        titled = len(words) > 1 and words[1].tag[:3] == "NNP"
        proper = first.tag[:3] == "NNP" and first.form.lower() not in self._small
        named = proper or is_demonym(first.form) or not first.form[1:].islower()
        if first.form == "A" or first.tag == "DT":
            named = titled = False
        elif first.form in self._names:
            named = True
        return line if titled or named else line[:1].lower() + line[1:]
