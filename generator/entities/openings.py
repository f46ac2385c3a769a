"""Openings: whom the "He" or "Her" means that a sentence begins with, so that it can be named.

Input: a parsed document and its entities.  Output: an `Openings`, which answers for the words of
an entry that will stand alone on a sheet.  Sentences are gone through once, in order: where "He"
opens one sentence after another, all of them are about whom the first is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.document import ParsedDocument, Span, Word
from generator.entities.antecedents import sure_person
from generator.entities.entity import Entity, agrees
from generator.language.clitics import owner_of

_GENDERS = {"he": "m", "his": "m", "she": "f", "her": "f"}
_SUBJECTS = frozenset({"he", "she"})
_ADVERBIAL = 9
"""Words of an opening adverbial, at most, after which a pronoun still opens the sentence."""
_LINKS = frozenset({"CC", "RB", ","})
"""Tags of what links a sentence to the one before ("But", "Later,")."""


class Opening(NamedTuple):
    """A pronoun that opens a sentence, what to put for it, and whose name that is."""

    word: Word
    put: str
    name: str


class Openings:
    """The pronouns that open sentences, with whom they mean; asking changes nothing."""

    def __init__(self, parsed: ParsedDocument, entities: Iterable[Entity]) -> None:
        self._parsed = parsed
        # Copies: what is told here is no mention that decides who speaks elsewhere.
        self._entities = [replace(e, mentions=list(e.mentions)) for e in entities]
        for words in parsed.words:
            pronoun = _pronoun(_unlinked(words))
            meant = self._meant(pronoun) if pronoun is not None else None
            if meant is not None and pronoun is not None:
                meant.add(pronoun.span)

    def of(self, words: Sequence[Word]) -> Opening | None:
        """The "He" or "Her" that words begin with; None without one, or if nobody is sure.

        "On Friday he left" begins with it as well.
        """
        word = _pronoun(words)
        meant = self._meant(word) if word is not None else None
        if word is None or meant is None:
            return None
        name = meant.name
        return Opening(word, owner_of(name) if word.tag == "PRP$" else name, name)

    def sure(self, word: Word, barred: Collection[str], whole: Span) -> Opening | None:
        """Whom a "He" means that is neither of `barred`; None where another may be meant.

        That is anybody else whom it fits and whom `whole`, which tells of it, names.  Whether
        somebody is a he or a she must be known.
        """
        gender = _GENDERS.get(word.form.lower())
        if gender is None:
            return None
        free = [e for e in self._entities if e.name not in barred]
        meant = sure_person(self._parsed, free, word.span.start, gender)
        if meant is None or meant.gender != gender:
            return None
        if any(
            e is not meant and e.kind == "person" and agrees(e, gender) and whole.covers(m)
            for e in free
            for m in e.mentions
        ):
            return None
        owns = word.tag == "PRP$"
        return Opening(word, owner_of(meant.name) if owns else meant.name, meant.name)

    def _meant(self, word: Word) -> Entity | None:
        gender = _GENDERS[word.form.lower()]
        return sure_person(self._parsed, self._entities, word.span.start, gender)


def _unlinked(words: Sequence[Word]) -> Sequence[Word]:
    start = next((i for i, w in enumerate(words) if w.tag not in _LINKS), 0)
    return words[start:]


def _pronoun(words: Sequence[Word]) -> Word | None:
    at = 0
    if words and words[0].tag == "IN":
        start = (i for i, w in enumerate(words[:_ADVERBIAL]) if w.tag[:2] in {"PR", "VB", "MD"})
        at = next(start, 0)
    word = words[at] if words else None
    allowed = _SUBJECTS if at else _GENDERS
    return word if word is not None and word.form.lower() in allowed else None
