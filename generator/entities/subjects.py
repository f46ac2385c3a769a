"""Subjects: the people of whom a sentence tells something.

Input: the tagged words of a sentence.  Output: its subject, where that describes people ("two
gunmen", "A team of rescuers") instead of naming them, and does something or has it done to it; and
whether a name in it is what the sentence tells of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.document import Span, Word
from generator.entities.entity import is_people, is_subject
from generator.language.phrases import head_index
from generator.lexicon import load_set

_ABOUT = frozenset({"least", "most", "than", "to", "about", "around", "nearly", "almost", "some"})
_OPENS = frozenset({"at", "more", "fewer", "less", "up"})
_RELATIVES = frozenset({"WP", "WDT", "WRB", "WP$"})
_DATELINE_ENDS = frozenset({")", "--", "—", "–", "-"})
_LONGEST = 12
_BRACKET = 2
_ASIDE = 18
"""Words of an aside after a name, at most."""


class Subject(NamedTuple):
    """A described subject: its words' span and the noun that says what people they are."""

    span: Span
    noun: Word


def described_subject(words: Sequence[Word]) -> Subject | None:
    """The subject that opens a sentence, or stands after its opening adverbial."""
    start = _opening(words)
    end = next(
        (i for i in range(start, len(words)) if words[i].finite or words[i].tag in _RELATIVES),
        None,
    )
    if end is None or not 0 < end - start <= _LONGEST or not _does(words[end:]):
        return None
    phrase = words[start:end]
    while phrase and (phrase[-1].tag.startswith("RB") or phrase[-1].form == ","):
        phrase = phrase[:-1]
    head = head_index(phrase)
    if head is None or any(w.form in {",", ":", '"', "“", "("} for w in phrase):
        return None
    if any(w.tag in {"PRP$", "PRP"} for w in phrase[: head + 1]):
        return None
    noun = phrase[head]
    collective = noun.lemma in load_set("who/collectives.txt")
    if collective and len(phrase) > head + 2 and phrase[head + 1].form == "of":
        inner = head_index(phrase[head + 2 :])
        noun = phrase[head + 2 + inner] if inner is not None else noun
    if not is_people(noun, first=noun is words[0]):
        return None
    return Subject(Span(phrase[0].span.start, phrase[-1].span.end), noun)


def acts(words: Sequence[Word], mention: Span) -> bool:
    """Whether a name is a subject: "Ada Holt (R) left", "Ada Holt, 45, left", "Ada and Bo left"."""
    after = [w for w in words if w.span.start >= mention.end]
    if len(after) > _BRACKET and after[0].form == "(":
        close = next((i + 1 for i, w in enumerate(after[:_LONGEST]) if w.form == ")"), 0)
        after = after[close:]
    if _verb_first(after):
        return True
    before = [w for w in words if w.span.end <= mention.start]
    while before and (before[-1].noun or before[-1].form == "."):
        before = before[:-1]
    led = bool(before) and before[-1].tag in {"IN", "TO"}
    if led or not after or not is_subject(words, mention):
        return False
    return _verb_first(_past_aside(after)) or _verb_first(_past_others(after))


def _verb_first(words: Sequence[Word]) -> bool:
    """Whether a finite verb comes at once, but for an adverb or two."""
    for word in words[:3]:
        if word.finite:
            return True
        if not word.tag.startswith("RB"):
            return False
    return False


def _past_aside(after: Sequence[Word]) -> Sequence[Word]:
    """What follows the aside between commas (", a nurse from Brill,") that words begin with."""
    if after[0].form != ",":
        return ()
    ends = [i + 1 for i, w in enumerate(after[1 : _ASIDE + 1], start=1) if w.form == ","]
    return after[ends[0] :] if ends else ()


def _past_others(after: Sequence[Word]) -> Sequence[Word]:
    """What follows the other names (", Bo Lind and Sen. Ines Orr") that words begin with."""
    end = next(
        (i for i, w in enumerate(after) if not (w.proper or w.form in {",", "and", "."})),
        len(after),
    )
    return after[end:] if any(w.form == "and" for w in after[:end]) else ()


def _does(words: Sequence[Word]) -> bool:
    """Whether what follows a subject tells of a deed or a fate, not of what it is or has."""
    if words[0].tag in _RELATIVES or words[0].lemma not in {"be", "have"}:
        return True
    return any(w.tag in {"VBN", "VBG"} for w in words[1:4])


def _opening(words: Sequence[Word]) -> int:
    """Where the subject begins: after a dateline, after "On Friday,", after "At least"."""
    if not words:
        return 0
    if words[0].form.isupper() and len(words[0].form) > 1:
        # "OSLO (NWA) - Two gunmen": the mark that ends the dateline, if there is one.
        ends = [i for i, w in enumerate(words[:_LONGEST]) if w.form in _DATELINE_ENDS]
        if ends:
            return ends[-1] + 1 if ends[-1] + 1 < len(words) else 0
    if words[0].form.lower() in _OPENS and len(words) > 1 and words[1].form in _ABOUT:
        return 2
    if words[0].tag in {"IN", "RB"}:
        comma = next((i for i, w in enumerate(words[:_LONGEST]) if w.form == ","), None)
        return 0 if comma is None else comma + 1
    return 0
