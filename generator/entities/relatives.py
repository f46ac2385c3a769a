"""Relatives: whom "who", "whom" or "which" means, from the name or the phrase before it.

Input: a parsed document, entities and a relative pronoun.  Output: an entity or the words of a
phrase; none where neither stands near enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.document import ParsedDocument, Span, Word
from generator.entities.entity import Entity, is_body, is_people
from generator.language.phrases import head_index, phrase_start
from generator.vocabulary.roles import is_role
from generator.vocabulary.works import is_document

_APPOSED = 80
"""Characters that a role beside a name takes at most."""
_LEAST_APPOSED = 4
"""Words that it takes at least, the commas around it among them."""
_BESIDE = 40
"""Characters between a name and the relative pronoun that means it, at most."""
_PHRASE = frozenset({"JJ", "DT", "CD", "HYPH", "VBN"})
"""Tags of what may stand in the phrase before it beside nouns."""


def told_of_role(
    parsed: ParsedDocument, entities: Iterable[Entity], relative: Word
) -> Entity | None:
    """ "Ann Lo, a crewman on the Brill, who swore": she, not the ship that her role names."""
    for entity in entities:
        for mention in entity.mentions:
            if entity.kind != "person" or not 0 < relative.span.start - mention.end < _APPOSED:
                continue
            aside = parsed.words_in(Span(mention.end, relative.span.start))
            if len(aside) < _LEAST_APPOSED or not aside[0].form == aside[-1].form == ",":
                continue
            role = aside[1:-1]
            head = head_index(role)
            if head is None or any(w.form == "," or w.finite for w in role):
                continue
            if is_role(role[head].lemma) and not any(w.proper for w in role[: head + 1]):
                return entity
    return None


def just_before(
    parsed: ParsedDocument, entities: Sequence[Entity], relative: Word
) -> Entity | None:
    """Who is named last before a relative pronoun, with no other noun between."""
    at = relative.span.start
    before = [
        (m.end, i)
        for i, e in enumerate(entities)
        for m in e.mentions
        if m.end <= at
        and at - m.end < _BESIDE
        and parsed.sentence_at(m.start) == parsed.sentence_at(at)
        and not any(
            # "Ada Holt (R), who": a letter is no other noun.
            (w.noun and len(w.form) > 1) or w.lemma == "those"
            for w in parsed.words_in(Span(m.end, at))
        )
    ]
    return entities[max(before)[1]] if before else None


def phrase_before(parsed: ParsedDocument, relative: Word) -> tuple[Word, ...]:
    """The noun phrase that stands before a relative pronoun; empty where there is none."""
    index = parsed.sentence_at(relative.span.start)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    run = [w for w in words if w.span.end <= relative.span.start]
    while run and not run[-1].noun:
        run.pop()
    start = phrase_start(run, len(run), _PHRASE)
    if start > 1 and run[start - 1].form == "of" and run[-1].tag == "NNS":
        whole = phrase_start(run, start - 1, _PHRASE)
        if whole < start - 1 and run[start - 2].tag == "NNS" and is_people(run[start - 2]):
            # "families of the drowned men, many of whom": the families.
            start = whole
    return tuple(run[start:])


def tells(phrase: Sequence[Word]) -> bool:
    """Whether whom or what a phrase describes can say something: people, bodies, documents."""
    head = head_index(phrase)
    if head is None:
        return False
    noun = phrase[head]
    return noun.proper or is_people(noun) or is_body(noun.lemma) or is_document(noun.lemma)
