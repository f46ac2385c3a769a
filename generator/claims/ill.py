"""Ill: which words and phrases say something bad of whom they are about.

Input: tagged words.  Output: how the lexicons list the one at a place, where it stands so that it
says ill.  "Shot a guard" does and "shot a film" does not, nor does "hurt his back", "no thug" or
"a heart attack".  `lexicons/claims/blame.txt` lists the words and `ill_phrases.txt` the phrases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from types import MappingProxyType

from generator.document import Word
from generator.lexicon import load_lines, load_set, load_table
from generator.vocabulary.roles import is_person

_ACTS_ON, _ACTS_ON_SOMEBODY, _SUFFERED, _NO_WRONG = "t", "p", "s", "x"
_NONE = frozenset({"no", "nobody", "nothing", "none", "neither"})
_DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})
_WHERE = frozenset(
    "in on at within with behind beyond between beneath near along off ahead".split()
)
_LIES_SO = frozenset({"CD", "RP", "JJ", "NN", "NNS", "NNP", "VBG"})
"""What follows "lies" where it says how or where something is ("lies dormant", "lies south")."""
_OF_WHOM = frozenset({"of", "against", "on"})
_PATIENT = 3
"""Words that may stand between the subject of a passive and its verb."""
_LONGEST = 9
"""Words that a phrase has at most that says ill."""


def kinds_of(words: Sequence[Word], at: int) -> frozenset[str]:
    """How the lexicon lists a word that says ill where it stands: v, a, n; empty where it doesn't.

    A deed that its owner suffers ("the mayor's murder") is an n only of itself or where it is told
    to whom it was done: see `suffered`.
    """
    word, listed = words[at], _listed_as(words, at)
    if _NO_WRONG in listed:
        return frozenset()
    kinds = set(listed & {"v", "a", "n"})
    if listed & {_ACTS_ON, _ACTS_ON_SOMEBODY} and _has_victim(words, at, listed):
        kinds.add("v")
    if _SUFFERED in listed:
        kinds.add("n")
    if "v" in kinds and word.tag[:2] == "VB" and _next_lemma(words, at) in _NONE:
        # "wasted no time"
        kinds.discard("v")
    if "n" in kinds and word.noun and not word.proper and _qualifies(words, at):
        kinds.discard("n")
    return frozenset(kinds)


def is_deed_of(words: Sequence[Word], at: int) -> bool:
    """Whether a gerund tells of a wrong, though not of whom it harms ("Rilmish shelling")."""
    word = words[at]
    gerund = word.tag in {"VBG", "NN"} and word.form.endswith("ing")
    return gerund and bool(_listed_as(words, at) & {"v", _ACTS_ON, _ACTS_ON_SOMEBODY})


def suffered(words: Sequence[Word], at: int) -> bool:
    """Whether a deed's owner suffered it: "Orr's murder", but not "Orr's murder of a guard"."""
    if _SUFFERED not in _listed_as(words, at):
        return False
    then = _next_lemma(words, at)
    # "Her assault on a guard", but "on Sunday"
    dated = then == "on" and words[at + 2 : at + 3] and words[at + 2].tag in {"NNP", "CD"}
    return then not in _OF_WHOM or bool(dated)


def phrase_at(words: Sequence[Word], at: int) -> bool:
    """Whether a phrase that says ill of its subject begins at a word ("should be ashamed")."""
    told = " ".join(w.lemma for w in words[at : at + _LONGEST])
    return _any_phrase().match(told) is not None


@cache
def phrases() -> tuple[re.Pattern[str], ...]:
    """The phrases that say ill, over lemmas, in the lexicon's order."""
    return tuple(re.compile(rf"(?:{line})\b") for line in load_lines("claims/ill_phrases.txt"))


@cache
def _any_phrase() -> re.Pattern[str]:
    """All of them as one: a single match for each word instead of dozens."""
    return re.compile("|".join(phrase.pattern for phrase in phrases()))


def _listed_as(words: Sequence[Word], at: int) -> frozenset[str]:
    """The letters that the lexicon gives a word, or it with what stands before it."""
    forms = {words[at].lemma, words[at].form.lower()}
    if words[at].lemma == "lie" and _rests(words, at):
        return frozenset()
    if at > 1 and words[at - 1].form == "-":
        forms.add(f"{words[at - 2].lemma}-{words[at].lemma}")
    if at:
        forms.add(f"{words[at - 1].lemma} {words[at].lemma}")
    if at + 1 < len(words):
        forms |= {f"{form} {words[at + 1].form.lower()}" for form in forms}
    return frozenset().union(*(_table().get(form, frozenset()) for form in forms))


@cache
def _table() -> MappingProxyType[str, frozenset[str]]:
    """Word -> how the lexicon lists it."""
    out: dict[str, frozenset[str]] = {}
    for word, kind in load_table("claims/blame.txt"):
        out[word] = out.get(word, frozenset()) | {kind}
    return MappingProxyType(out)


def _next_lemma(words: Sequence[Word], at: int) -> str | None:
    return words[at + 1].lemma if at + 1 < len(words) else None


def _qualifies(words: Sequence[Word], at: int) -> bool:
    """Whether a noun only says of what kind the next is ("a crime writer", "fraud squads")."""
    then = words[at + 1] if at + 1 < len(words) else None
    return then is not None and then.tag in {"NN", "NNS"} and then.lemma not in _DAYS


def _has_victim(words: Sequence[Word], at: int, listed: frozenset[str]) -> bool:
    """Whether a verb is told of with what it does harm to, which is not its own subject.

    "Hurt a guard", "was hurt by a guard", but neither "hurt herself", "hurt his back" nor "drowned
    on Sunday".  Verbs that mean much else ("shot a film") must do it to somebody.
    """
    somebody = _ACTS_ON_SOMEBODY in listed
    by = words[at].tag == "VBN" and any(w.form == "by" for w in words[at + 1 : at + 5])
    if by and any(w.lemma == "be" for w in words[max(0, at - _PATIENT) : at]):
        be = max(i for i in range(max(0, at - _PATIENT), at) if words[i].lemma == "be")
        before = words[:be]
        while before and before[-1].tag in {"RB", "MD", "VBZ", "VBD", "VBP"}:
            before = before[:-1]
        return not somebody or (bool(before) and _is_somebody(before[-1:]))
    after = words[at + 1 :]
    if len(after) > 1 and after[0].tag == "CC" and after[1].form.endswith("ed"):
        # "killed and wounded | civilians"
        after = after[2:]
    phrase = tuple(takewhile(_within_object, after))
    while phrase and phrase[0].tag == "RB":
        phrase = phrase[1:]
    if not phrase or phrase[0].form.lower().endswith(("self", "selves")):
        return False
    if phrase[-1].lemma in load_set("claims/body_parts.txt"):
        # "broke her arm"; whose it is, others' tell: "broke the guard's arm"
        return any(w.tag == "POS" for w in phrase)
    return not somebody or _is_somebody(phrase)


def _within_object(word: Word) -> bool:
    return word.noun or word.tag in {"DT", "PDT", "JJ", "CD", "PRP", "PRP$", "POS", "RB", "HYPH"}


def _is_somebody(phrase: Sequence[Word]) -> bool:
    """Whether a noun phrase is of people: a name, a pronoun, a role, a bare number."""
    last = phrase[-1]
    if last.tag == "PRP":
        return last.form.lower() not in {"it", "itself"}
    named = last.tag == "NNP" and not any(w.form == "the" for w in phrase)
    people = last.lemma in load_set("claims/victims.txt") or is_person(last.lemma)
    return last.tag == "CD" or named or people


def _rests(words: Sequence[Word], at: int) -> bool:
    """ "Lay in a basket", "the cause lies within": "lie" of where something is."""
    form = words[at].form.lower()
    if words[at].noun or form == "lied":
        return False
    then = words[at + 1] if at + 1 < len(words) else None
    where = then is not None and (then.form.lower() in _WHERE or then.tag in _LIES_SO)
    return form in {"lay", "lain"} or where
