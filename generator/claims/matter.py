"""Matter: what a statement is about and what it negates, as far as opposition needs to know.

Input: the words of a document's statements.  Output: a `Matter` for each, and how much two share.
A word that few of the statements have says more on what they are about than one that many have.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from generator.claims.overlap import stems, telling
from generator.document import Word
from generator.lexicon import load_lines, load_set
from generator.vocabulary.families import stem_of
from generator.vocabulary.negation import may_negate

_BACK = frozenset({"nothing", "nobody", "none", "nowhere", "no"})
"""Negations that are objects: they negate the verb before them ("found nothing")."""
_EMPTY = frozenset({"be", "have", "do"})
_ADDING = frozenset({"only", "just", "merely", "simply"})
_REACH = 9
"""Words that a negation reaches."""
_VERBAL = frozenset({"MD", "VBZ", "VBP", "VBD", "RB"})
_ENDS = frozenset({",", ";", ".", ":", "—", "–", "but", "because", "although", "while", "unless"})
_CORE = 2
"""Words next to a negation that are what it negates."""
_WORD = 0.7
"""What a word counts for where rarity says little: an answer takes up the words it answers."""
_SAME = 0.4
"""Likeness from which statements with opposite words are on one thing."""
_MOST = 0.4
"""Share of a statement that another negates, from which it negates most of it."""
_NAME = 0.3
"""What a party's name counts for: those who talk of one party may talk of anything."""


class Matter(NamedTuple):
    """A statement's words, the stems of those that carry meaning, and those it negates."""

    words: tuple[Word, ...]
    stems: frozenset[str]
    negated: frozenset[str]
    core: frozenset[str]
    """Of those negated, the ones next to a negation: what it is that is not so."""
    affirmed: frozenset[str]
    """Lemmas, and forms, of the words that carry meaning and that nothing negates."""
    denied: frozenset[str]
    """The same, of those that are negated."""


def matter_of(words: tuple[Word, ...]) -> Matter:
    """What a statement of these words is about."""
    reaches = _reaches(words)
    negated = frozenset(s for reach in reaches for s in stems(reach))
    core = frozenset(stem_of(w.lemma) for reach in reaches for w in _content(reach)[:_CORE])
    denied = _spelt(w for reach in reaches for w in reach)
    return Matter(words, frozenset(stems(words)), negated, core, _spelt(words) - denied, denied)


def _spelt(words: Iterable[Word]) -> frozenset[str]:
    """The lemmas and forms of words that carry meaning: stems are too rough for opposites."""
    return frozenset(s for w in telling(words) for s in (w.lemma, w.form.lower()))


def _content(words: Sequence[Word]) -> list[Word]:
    """The nouns, verbs, adjectives and figures, those that say little by themselves among them."""
    return [
        w for w in words if w.tag.startswith(("NN", "VB", "JJ", "CD")) and w.lemma not in _EMPTY
    ]


def _reaches(words: Sequence[Word]) -> list[list[Word]]:
    """The words within the reach of each negation, in order."""
    out: list[list[Word]] = []
    for at, word in enumerate(words):
        verb = word.tag.startswith("VB") and word.lemma in load_set("claims/negators.txt")
        if not (verb or may_negate(word.lemma)) or _adds(words, at):
            continue
        reach: list[Word] = []
        if word.lemma in _BACK:
            reach += [w for w in words[max(0, at - 2) : at] if w.tag.startswith("VB")]
        reach += _undergoing(words, at)
        within = _in_relative(words, at)
        for after, then in pairwise((*words[at + 1 : at + 1 + _REACH], None)):
            if after is None or after.form.lower() in _ENDS or _begins(after, then, reach):
                if then is not None and then.form.lower() == "ever":
                    # "never, ever"
                    continue
                break
            if within and after.finite:
                break
            reach.append(after)
        out.append(reach)
    return out


def _undergoing(words: Sequence[Word], at: int) -> list[Word]:
    """ "The names | weren't published": in the passive a negation is of the subject as well."""
    verbs = [w for w in words[max(0, at - 1) : at + 3] if w.tag[:2] == "VB" or w.tag == "MD"]
    if len(verbs) < 2 or verbs[-1].tag != "VBN" or verbs[-2].lemma != "be":
        return []
    start = at
    while start > 0 and (words[start - 1].tag in _VERBAL or words[start - 1].lemma == "be"):
        start -= 1
    end = start
    while start > 0 and (
        words[start - 1].noun or words[start - 1].tag in {"JJ", "CD", "IN", "POS"}
    ):
        start -= 1
    return list(words[start:end])


def _in_relative(words: Sequence[Word], at: int) -> bool:
    """ "Claims that are not true | are rated high": the verb after it is not negated."""
    before = words[max(0, at - 2) : at]
    return len(before) > 1 and before[0].tag in {"WDT", "WP"} and before[1].lemma == "be"


def _adds(words: Sequence[Word], at: int) -> bool:
    """Whether a negation takes nothing away ("many if not all", "not only the dam")."""
    after = words[at + 1].form.lower() if at + 1 < len(words) else ""
    return (at > 0 and words[at - 1].form.lower() == "if") or after in _ADDING


def _begins(word: Word, then: Word | None, before: Sequence[Word]) -> bool:
    """Whether another clause begins ("and that …", "… he would"), which no negation reaches.

    It does reach what somebody does not think, say or see.
    """
    if then is None:
        return False
    if word.tag == "PRP":
        return then.finite and bool(before) and not before[-1].tag.startswith("VB")
    return word.form.lower() == "and" and (
        then.finite or then.form.lower() == "that" or then.tag == "PRP"
    )


class Matters:
    """The matter of each of a document's statements."""

    def __init__(self, contents: Sequence[tuple[Word, ...]], names: Sequence[str]) -> None:
        self.of = [matter_of(words) for words in contents]
        found = Counter(s for m in self.of for s in m.stems)
        size = max(len(self.of), 8)
        self._weight = {s: _rarity(n, size) for s, n in found.items()}
        for name in names:
            for stem in (stem_of(w.lower()) for w in name.split()):
                if stem in self._weight:
                    self._weight[stem] = _NAME

    def shared(self, one: int, other: int) -> float:
        """How much two statements have in common, a rare word counting about one."""
        return self._weigh(self.of[one].stems & self.of[other].stems)

    def common(self, one: int, other: int) -> float:
        """How much two statements have in common, whatever the words are."""
        return _WORD * len(self.of[one].stems & self.of[other].stems)

    def clash(self, one: int, other: int) -> float:
        """How much one statement affirms that the other negates, or calls the opposite."""
        a, b = self.of[one], self.of[other]
        if a.core & b.core:
            # Both negate it: they agree.
            return 0.0
        out = self.negated(one, other) if a.core & b.stems or b.core & a.stems else 0.0
        if _opposed(a.affirmed, b.affirmed) or _opposed(a.denied, b.denied):
            out += 1.0
        return out

    def negated(self, one: int, other: int) -> float:
        """How much of what they share stands within the reach of a negation in just one."""
        a, b = self.of[one], self.of[other]
        return self._weigh((a.negated & b.stems - b.negated) | (b.negated & a.stems - a.negated))

    def contrary(self, one: int, other: int) -> bool:
        """Whether two say opposites of what is else the same ("obeyed", "violated the rules")."""
        a, b = self.of[one], self.of[other]
        return _opposed(a.affirmed, b.affirmed) and self.alike(one, other) >= _SAME

    def mostly(self, one: int, other: int) -> bool:
        """Whether one negates most of what the other says."""
        a, b = self.of[one], self.of[other]
        return any(
            len(no.negated & yes.stems) > 1
            and self._weigh(no.negated & yes.stems) >= _MOST * self._weigh(yes.stems)
            for yes, no in ((a, b), (b, a))
        )

    def alike(self, one: int, other: int) -> float:
        """How much of the two statements is what they share, from 0 to 1."""
        a, b = self._weigh(self.of[one].stems), self._weigh(self.of[other].stems)
        return self.shared(one, other) / math.sqrt(a * b) if a and b else 0.0

    def weight(self, given: Iterable[str]) -> float:
        """How much stems count for; one that no statement has counts for nothing."""
        return self._weigh({s for s in given if s in self._weight})

    def _weigh(self, shared: set[str] | frozenset[str]) -> float:
        return sum(self._weight[s] for s in sorted(shared))


def _rarity(count: int, size: int) -> float:
    """From 0.3 (in most statements) to 1 (in two of many)."""
    return max(_NAME, min(1.0, math.log(size / count) / math.log(size / 2)))


def _opposed(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a word of one statement is the opposite of one that the other has instead."""
    return any(_opposites().get(s, frozenset()) & others for s in some - others)


@cache
def _opposites() -> MappingProxyType[str, frozenset[str]]:
    """Word -> what cannot be true along with it."""
    out: dict[str, set[str]] = {}
    for line in load_lines("claims/opposites.txt"):
        left, right = (part.split() for part in line.split("|"))
        for here, there in ((left, right), (right, left)):
            for word in here:
                out.setdefault(word, set()).update(there)
    return MappingProxyType({k: frozenset(v) for k, v in out.items()})
