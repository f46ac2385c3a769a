"""Whether a date dates what its sentence tells, or only something that the sentence mentions.

Input: the tagged words of a sentence and where the date stands.  Output: True or False, or the
thing that a date only tells apart ("the 2008 grain collapse").  "The vote
was held on Tuesday" is dated; "officials met ahead of Tuesday's vote", "Lo, who won on Tuesday,
spoke" and "the first win since 1908" are not, by that date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Span, Word
from generator.language.phrases import phrase_start

_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_ASIDE = frozenset({"since", "until", "till", "before", "after", "following", "ahead", "despite"})
_ASIDE_AGAIN = frozenset({"of", "than", "like", "by"})
_MOMENTS = frozenset(
    {"time", "moment", "hour", "day", "night", "week", "month", "year", "era", "period", "season"}
)
_PARTS = frozenset(
    {"start", "beginning", "end", "middle", "midst", "course", "height", "half", "part", "rest"}
    | {"morning", "evening", "quarter", "weekend", "eve", "stage", "round", "final"}
)
_OCCASIONS = frozenset({"at", "during"})
_SETTINGS = frozenset({"at", "during", "in", "on", "within", "throughout", "amid", "by", "via"})
"""Before a thing, these say that what is told happened there and then."""
_OPENERS = frozenset({"that", "because", "while", "whereas", "if", "whether", "although", "though"})
"""Tagged as prepositions, but a clause follows, whose subject the thing is."""
_OPENING = frozenset({"the", "a", "an"})
_OWNING = frozenset({"DT", "PRP$", "POS"})
_WITHIN_PHRASE = _OWNING | {"JJ", "JJR", "JJS", "CD", "HYPH"}
_CONDITIONS = frozenset({"if", "unless"})
_YEAR = re.compile(r"\d{4}")
_SMALL = frozenset({"the", "early", "late", "last", "this", "around", "about", "only", "just"})
_ADJECTIVES = 2
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
        if _modifies(words, first, end) and _link(words, first) not in _SETTINGS:
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


def thing_identified(words: Sequence[Word], date: Span) -> Span | None:
    """The thing that a date only tells apart, in a sentence that tells of something else.

    So with "the Mill Act of 1993" and "mindful of the 2008 grain collapse".  None where it dates
    the sentence all the same: where the thing is what acts ("a 2014 study found"), is done ("won
    the 2016 primary") or is the occasion ("killed in the 2012 raid").
    """
    inside = [i for i, w in enumerate(words) if date.covers(w.span)]
    if not inside:
        return None
    first, end = inside[0], inside[-1] + 1
    if _modifies(words, first, end):
        return _phrase(words, first, end) if _aside_phrase(words, first) else None
    of = first - 1
    while of > 0 and words[of].form.lower() in _SMALL:
        of -= 1
    if of < 1 or words[of].form.lower() != "of" or not words[of - 1].noun:
        return None
    head = words[of - 1]
    if _link(words, of - 1) in _SETTINGS:
        return None
    named = head.proper and _YEAR.fullmatch(words[first].form) and end == first + 1
    aside = head.lemma not in _MOMENTS | _PARTS and _aside_phrase(words, of - 1)
    return _phrase(words, of - 1, end) if named or aside else None


def _phrase(words: Sequence[Word], at: int, end: int) -> Span:
    """The noun phrase around the words from `at` to `end`, without a pronoun that opens it."""
    start = _opens(words, at) + 1
    while start < at and words[start].tag in {"PRP$", "POS"}:
        start += 1
    while end < len(words) and (words[end].noun or words[end].tag in {"JJ", "HYPH"}):
        end += 1
    return Span(words[start].span.start, words[end - 1].span.end)


def supposed(words: Sequence[Word], date: Span) -> bool:
    """Whether a date stands in a condition ("if she were to win in November")."""
    before = [w for w in words if w.span.end <= date.start]
    opened = max((i for i, w in enumerate(before) if w.lemma in _CONDITIONS), default=None)
    if opened is None or (opened and before[opened - 1].lemma == "as"):
        return False
    rest = before[opened + 1 :]
    return not any(w.form in _CLOSES for w in rest) and sum(w.finite for w in rest) == 1


def _modifies(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether the words from `first` to `end` qualify a noun ("the 2008 grain collapse")."""
    noun = end
    while noun < len(words) and words[noun].tag in {"JJ", "HYPH"} and noun - end < _ADJECTIVES:
        noun += 1
    if noun == len(words) or not words[noun].noun or words[end - 1].tag == "IN":
        return False
    if words[first].form.lower() in _OPENING:
        # "The 2 May", but not "the past week".
        return any(w.form[0].isdigit() for w in words[first:end])
    before = first - 1
    while before > 0 and words[before].tag == "JJ":
        before -= 1
    return before >= 0 and words[before].tag in _OWNING


def _opens(words: Sequence[Word], at: int) -> int:
    """The index of the word before the noun phrase around `at`; -1 where it begins the words."""
    return phrase_start(words, at + 1, _WITHIN_PHRASE) - 1


def _link(words: Sequence[Word], at: int) -> str:
    """The word that the noun phrase around `at` hangs on."""
    i = _opens(words, at)
    return words[i].form.lower() if i >= 0 else ""


def _aside_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether the phrase around `at` hangs on a preposition that gives no time or place."""
    i, link = _opens(words, at), _link(words, at)
    if not link:
        return False
    if link in _ASIDE:
        return True
    if words[i].tag not in {"IN", "TO"} or link in _SETTINGS | _OPENERS:
        return False
    before = words[max(0, i - 1)]
    if link == "of":
        return before.lemma not in _MOMENTS | _PARTS
    # "According to a 2014 study", "as recently as a May interview"
    return before.lemma not in {"accord", "according"} and not (link == "as" and before.tag == "RB")


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
