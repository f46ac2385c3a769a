"""Delayed identification: a lead that only describes, and the name in the next sentence.

Input: a parsed document and its entities by name.  Output: the entity that the lead's subject is,
with that subject's span, or None; and whom a description in the headline or the lead means.  "A
former nurse has been jailed. Ines Orr, 45, stole from patients": how news is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import MentionKind, ParsedDocument, Span, Word
from generator.entities.antecedents import by_name
from generator.entities.entity import Entity, alike, is_body
from generator.entities.salience import opening
from generator.entities.subjects import described_subject
from generator.language.phrases import plural
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.roles import is_role


def identify_late(parsed: ParsedDocument, entities: Sequence[Entity]) -> tuple[Entity, Span] | None:
    """Gives the person whom the second sentence names the lead's description as a role."""
    sentences = opening(parsed, 2)
    subject = described_subject(parsed.words_in(sentences[0])) if len(sentences) > 1 else None
    if subject is None or plural(subject.noun) or not is_role(subject.noun.lemma):
        return None
    if any(subject.span.covers(m) for e in entities for m in e.mentions):
        return None
    words = parsed.words_in(sentences[1])
    verb = next((w for w in words if w.finite), None)
    if verb is None or verb.lemma in load_set("claims/plain_cues.txt"):
        # Whoever only speaks there may be anybody.
        return None
    gender = load_mapping("who/gendered.txt").get(subject.noun.lemma, "")
    for entity in entities:
        fits = entity.kind == "person" and not entity.role and " " in entity.name
        if fits and min(entity.mentions).start == words[0].span.start:
            if gender and entity.gender not in {"", gender}:
                return None
            start = next(w.span.start for w in parsed.words_in(subject.span) if w.tag != "DT")
            entity.role = Span(start, subject.span.end)
            entity.heads.add(subject.noun.lemma)
            entity.add(subject.span)
            return entity, subject.span
    return None


def named_ahead(
    parsed: ParsedDocument, entities: Sequence[Entity], words: Sequence[Word], head: int
) -> Entity | None:
    """The one whom the text names with the office that its headline or lead describes first.

    "Judge lets the dam stand. A Vale judge said so. Justice Orr found no risk": one judge.
    """
    start, lemma = words[0].span.start, words[head].lemma
    told = opening(parsed, 2)
    if not told or start >= told[-1].end:
        return None
    own = parsed.sentences[parsed.sentence_at(start)]
    body = is_body(lemma)
    if not (body or is_role(lemma)):
        return None
    heads = alike(lemma)
    named = [
        e
        for e in entities
        if by_name(e)
        and e.kind == ("organisation" if body else "person")
        and heads & {h.lower() for h in e.heads}
    ]
    if len(named) != 1:
        return None
    surname = named[0].name.split()[-1]
    first = min(m for m in named[0].mentions if surname in m.of(parsed.text))
    if first.start < own.end:
        return None
    said = {h.lower() for h in named[0].heads | named[0].mods}
    mods = {w.lemma for w in (words[:head] if body else _of_bodies(parsed, words[:head])) if w.noun}
    return named[0] if mods <= said and (mods or not body) else None


def _of_bodies(parsed: ParsedDocument, words: Sequence[Word]) -> list[Word]:
    """The words that name bodies: a spokesman of one is none of another."""
    bodies = [m.span for m in parsed.reading.mentions if m.kind is MentionKind.ORGANISATION]
    return [w for w in words if any(b.covers(w.span) for b in bodies)]
