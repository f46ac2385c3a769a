"""Kinds of names agreed on over a document: where the encoder wavers, all its mentions decide.

Input: a text and the mentions marked in it.  Output: the mentions, with kinds that agree.  People
go by no article: what is "the Arcturus" wherever it stands is a ship or a work.  A surname that
the text gives in full is its bearer's; a lone name that is a place elsewhere is one here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generator.document import Mention, MentionKind, Span
from generator.language.tagger import tag
from generator.lexicon import load_mapping, load_set

_ARTICLE = re.compile(r"\b[Tt]he $")
_WORD_BEFORE = re.compile(r"(\w+) $")
_WINDOW = 40
_LEAST = 2
"""Mentions after an article that make a thing of what no noun names one."""


def agreed_kinds(text: str, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, things no longer taken for people, and surnames and places told apart."""
    mentions = tuple(mentions)
    things = _things(text, mentions)
    counted: defaultdict[str, Counter[MentionKind]] = defaultdict(Counter)
    for mention in mentions:
        counted[mention.span.of(text)][mention.kind] += 1
    full = {f.split()[-1] for f, kinds in counted.items() if " " in f and _people(kinds)}
    return tuple(
        m._replace(kind=_kind(m, m.span.of(text), counted, full, things)) for m in mentions
    )


def _people(kinds: Counter[MentionKind]) -> bool:
    return kinds[MentionKind.PERSON] > 0


def _kind(
    mention: Mention,
    form: str,
    counted: defaultdict[str, Counter[MentionKind]],
    full: set[str],
    things: set[str],
) -> MentionKind:
    if form in things:
        return MentionKind.OTHER
    sort = (
        load_mapping("who/things.txt").get(form.partition(" ")[0].lower()) if " " in form else None
    )
    if mention.kind is MentionKind.PERSON and sort:
        return MentionKind.PLACE if sort == "place" else MentionKind.OTHER
    people, places = counted[form][MentionKind.PERSON], counted[form][MentionKind.PLACE]
    if " " in form or not people or not places:
        return mention.kind
    if mention.kind is MentionKind.PLACE and form in full and people > places:
        return MentionKind.PERSON
    if mention.kind is MentionKind.PERSON and form not in full and places >= people:
        return MentionKind.PLACE
    return mention.kind


def _things(text: str, mentions: Sequence[Mention]) -> set[str]:
    """Names of one word that are a thing's: said after "the" or its noun wherever they stand."""
    sorts = load_mapping("who/things.txt")
    after: Counter[str] = Counter()
    told: set[str] = set()
    loose: set[str] = set()
    kinds: defaultdict[str, Counter[MentionKind]] = defaultdict(Counter)
    for mention in mentions:
        form = mention.span.of(text)
        kinds[form][mention.kind] += 1
        before = text[max(0, mention.span.start - _WINDOW) : mention.span.start]
        noun = _WORD_BEFORE.search(before)
        if noun and sorts.get(noun[1].lower()) == "thing":
            told.add(form)
        elif not _ARTICLE.search(before):
            loose.add(form)
        elif not _qualifies(text, mention):
            after[form] += 1
    taken = {f for f, n in after.items() if n >= _LEAST and _may_be_thing(f, kinds[f])}
    return {f for f in (told | taken) - loose if " " not in f}


def _qualifies(text: str, mention: Mention) -> bool:
    """Whether a name stands before the noun that "the" belongs to ("the Holt campaign")."""
    end = mention.span.end
    if not text.startswith(" ", end):
        return False
    following = tag(text, Span(mention.span.start, min(len(text), end + _WINDOW)))
    return next((w.noun for w in following if w.span.start > end), False)


def _may_be_thing(form: str, kinds: Counter[MentionKind]) -> bool:
    """Whether what was taken for a person goes by no office ("the Pope") and is no body."""
    office = form.lower() in load_set("who/roles.txt") or form.lower() in load_mapping(
        "who/given_names.txt"
    )
    people = kinds[MentionKind.PERSON]
    return people > 0 and not (office or kinds[MentionKind.ORGANISATION])
