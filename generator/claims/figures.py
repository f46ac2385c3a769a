"""Figures: what statements count, and whether two counts of one thing differ.

Input: tagged words.  Output: the ranges given for each noun ("more than 400 graves", "dozens of
graves", "no graves").  A figure of time, money or measure seldom conflicts with another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.document import Word
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.families import stem_of

_BEFORE = 3
"""Words before a figure that may bound it ("no more than about")."""
_NOUN = 5
"""Words from a figure to the noun that it counts."""
_ROUND = 0.15
"""Share by which a figure that is called rough may be off."""
_MOST = 1e12


class Range(NamedTuple):
    """What a figure allows, ends included."""

    least: float
    most: float

    def meets(self, other: Range) -> bool:
        """Whether both may be right."""
        return self.least <= other.most and other.least <= self.most


def figures(words: Sequence[Word]) -> dict[str, list[Range]]:
    """Noun -> the ranges that are given for it."""
    out: dict[str, list[Range]] = {}
    for at, word in enumerate(words):
        value = _value(word)
        if value is None or (at and _value(words[at - 1]) is not None):
            continue
        last = at
        while last + 1 < len(words) and _value(words[last + 1]) is not None:
            last += 1
        noun = next((w for w in words[last + 1 : last + 1 + _NOUN] if w.noun), None)
        if noun is None or noun.lemma in load_set("claims/units.txt"):
            continue
        before = words[at - 1].form.lower() if at else ""
        many = word.form.lower().endswith("s") or before in {"several", "many"}
        out.setdefault(_kind(noun), []).append(_bounded(words, at, value, many=many))
    return out


def _kind(noun: Word) -> str:
    return "person" if noun.lemma in {"people", "person"} else stem_of(noun.lemma)


def _value(word: Word) -> float | None:
    """What a word counts; None where it counts nothing."""
    form = word.form.lower()
    plain = form.replace(",", "")
    if plain.replace(".", "", 1).isdecimal():
        return None if _year(form) else float(plain)
    told = load_mapping("claims/counts.txt").get(form)
    return float(told) if told is not None else None


def _year(form: str) -> bool:
    """Whether a figure as written is a year: "2019", but not "2,019"."""
    return len(form) == 4 and form.isdecimal() and form[:2] in {"18", "19", "20"}


def _bounded(words: Sequence[Word], at: int, value: float, *, many: bool) -> Range:
    """A figure with the words that bound it ("more than", "at most", "about")."""
    before = " ".join(w.form.lower() for w in words[max(0, at - _BEFORE) : at])
    if many:
        # "dozens", "hundreds": two of them at least, fewer than the next larger word would say.
        return Range(2 * value, 20 * value)
    if before.endswith(("more than", "at least", "over", "no fewer than", "no less than")):
        return Range(value, _MOST)
    if before.endswith(("fewer than", "less than", "at most", "no more than", "up to", "under")):
        return Range(0, value)
    if before.endswith(("about", "around", "some", "nearly", "almost", "roughly", "approximately")):
        return Range(value * (1 - _ROUND), value * (1 + _ROUND))
    return Range(value, value)
