"""Joint sources apart: "Ada and Bo", "the ministry and two witnesses".

Input: the tagged words of a phrase, and what stands as a name in the text.  Output: the words of
each party.  Whoever holds two offices is one; a title before the second name joins as well ("Ada
Holt and Sen. Bo Lind").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.document import Span, Word
from generator.entities.entity import bearer_of_roles, is_body, serves_both
from generator.language.phrases import DETERMINERS, head_index, plural
from generator.vocabulary.roles import is_role

_LINKS = frozenset({"and", "or"})
_TITLES = frozenset({"NN", "NNP", "JJ", "POS", "HYPH"})
"""Tags of what may stand before a name as a title."""
_LONGEST_TITLE = 7
_MARKS = frozenset({":", '"', "“", "''", "``"})

Named = Callable[[Span], Span | None]
"""Gives the mention that covers a word, if any does."""


def joint_parts(
    words: Sequence[Word], named: Named, person: Named, place: Named
) -> Iterator[Sequence[Word]]:
    """The words of each party; `person` and `place` give the mentions of those kinds alone."""
    cut = 0
    for i, word in enumerate(words):
        if word.form not in _LINKS or not 0 < i < len(words) - 1:
            continue
        following = words[i + 1]
        if place(following.span) is not None and _in_place(words[cut:i], place):
            # "backers in Brill and Vale"
            continue
        before = named(words[i - 1].span)
        # "the Vale government and Norland"
        told = is_body(words[i - 1].lemma) and words[cut].tag == "DT"
        known = words[i - 1].form in {",", "."} or before is not None or told
        fresh = following.tag in DETERMINERS or (
            named(following.span) is not None and known and named(following.span) != before
        )
        if _titled(words[i + 1 :], person):
            if _is_office(words[cut:i], person):
                # "President and founder Ada Holt"
                cut = i + 1
                continue
            known = before is not None or words[i - 1].tag == "PRP"
            fresh = fresh or (known and not _within_aside(words[cut:i]))
        fresh = fresh and not serves_both(words[cut:i])
        bearer = bearer_of_roles(words[cut:], i - cut)
        if fresh and (bearer is None or named(bearer.span) is None):
            yield from _listed(words[cut:i], person)
            cut = i + 1
    yield words[cut:]


def _in_place(words: Sequence[Word], place: Named) -> bool:
    """Whether words end with a place that a preposition leads to."""
    last = place(words[-1].span) if words else None
    before = [w for w in words if last is not None and w.span.end <= last.start]
    return len(before) > 1 and before[-1].tag == "IN"


def _is_office(words: Sequence[Word], person: Named) -> bool:
    """Whether words are but an office, whose bearer is named after "and"."""
    head = head_index(words)
    if head is None or words[0].tag in DETERMINERS or any(person(w.span) for w in words):
        return False
    return head == len(words) - 1 and is_role(words[head].lemma) and not plural(words[head])


def _within_aside(words: Sequence[Word]) -> bool:
    """Whether an aside goes on after "and" ("Ada Holt, an aide of Bo Lind | and …")."""
    comma = max((i for i, w in enumerate(words) if w.form == ","), default=len(words))
    return any(w.tag in {"IN", "TO"} for w in words[comma:])


def _titled(words: Sequence[Word], person: Named) -> bool:
    """Whether the words begin with a person's name, after a title or without one."""
    for word in words[:_LONGEST_TITLE]:
        if person(word.span) is not None:
            return True
        if word.tag not in _TITLES and word.form != ".":
            return False
    return False


def _listed(words: Sequence[Word], person: Named) -> Iterator[Sequence[Word]]:
    """The names before "and" apart: "Ada Holt, Bo Lind | and …"."""
    cut = 0
    for i, word in enumerate(words):
        if word.form in _MARKS:
            # A title of a work, with names in it.
            break
        alone = head_index(words[cut:i]) is not None and person(words[i - 1].span) is not None
        if word.form == "," and alone and _titled(words[i + 1 :], person):
            yield words[cut:i]
            cut = i + 1
    yield words[cut:]
