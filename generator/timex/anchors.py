"""Whether a date dates what its sentence tells, or only something that the sentence mentions.

Input: the tagged words of a sentence and where the date stands.  Output: True or False.  "The vote
was held on Tuesday" is dated; "officials met ahead of Tuesday's vote", "Lo, who won on Tuesday,
spoke" and "the first win since 1908" are not, by that date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Span, Word

_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_ASIDE = frozenset({"since", "until", "till", "before", "after", "following", "ahead", "despite"})
_ASIDE_AGAIN = frozenset({"of", "than", "like", "by"})
_MOMENTS = frozenset(
    {"time", "moment", "hour", "day", "night", "week", "month", "year", "era", "period", "season"}
)
_OCCASIONS = frozenset({"at", "during"})
_YEAR = re.compile(r"\d{4}")
_SMALL = frozenset({"the", "early", "late", "last", "this", "around", "about", "only", "just"})
_CLOSES = frozenset({",", ";", "—", "–", ":", ")"})


def dates_sentence(words: Sequence[Word], date: Span) -> bool:
    """Whether `date` says when that happened which the main clause of `words` tells."""
    inside = [i for i, w in enumerate(words) if date.covers(w.span)]
    if not inside:
        return True
    first, end = inside[0], inside[-1] + 1
    if end < len(words):
        following = words[end]
        if following.form in {"'s", "'"} and following.span.start == words[end - 1].span.end:
            return False
        if following.noun and following.tag != "NNP" and words[end - 1].tag != "IN":
            # "the 2016 election", "a Nov. 2 win".
            return False
        if names_a_thing(words, date):
            return False
    before = first
    while before > 0 and words[before - 1].form.lower() in _SMALL:
        before -= 1
    link = words[before - 1].form.lower() if before else ""
    if link in _ASIDE or link in _ASIDE_AGAIN:
        return False
    return not _in_relative(words[:first])


def names_a_thing(words: Sequence[Word], date: Span) -> bool:
    """Whether a bare year or "9/11" is part of a name: "the 2018 World Cup", not "in 2018 Orr".

    What happened at or during the thing is dated by it all the same.
    """
    inside = [i for i, w in enumerate(words) if date.covers(w.span)]
    forms = [words[i].form for i in inside]
    if not (len(forms) == 1 and _YEAR.fullmatch(forms[0])) and forms != ["9", "/", "11"]:
        return False
    first, end = inside[0], inside[-1] + 1
    if end == len(words) or not words[end].noun:
        return False
    link = next((w for w in reversed(words[:first]) if w.form.lower() not in _SMALL), None)
    bare = link is not None and link.span.end + 1 == date.start and link.tag in {"IN", "TO"}
    return not bare and not (link is not None and link.form.lower() in _OCCASIONS)


def _in_relative(before: Sequence[Word]) -> bool:
    """Whether the words so far have opened a relative clause and not closed it."""
    opened = max((i for i, w in enumerate(before) if _relates(before, i)), default=None)
    if opened is None or opened == 0:
        return False
    rest = before[opened + 1 :]
    if any(w.form in _CLOSES for w in rest):
        return False
    # A second finite verb is the main clause's again ("the boy who fell was found on Sunday").
    return sum(w.finite for w in rest) < 2


def _relates(words: Sequence[Word], at: int) -> bool:
    """Whether a word opens a clause within a clause: "the day when it burst", "those hurt when"."""
    if words[at].form == "when" and at > 0 and words[0].form != "When":
        before, verb = words[at - 1], any(w.finite for w in words[: at - 1])
        participle = before.tag == "VBN" or (before.tag == "VBD" and verb)
        return before.lemma in _MOMENTS or participle
    return words[at].tag in _RELATIVES
