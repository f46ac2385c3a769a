"""Delayed identification: a lead that only describes, and the name in the next sentence.

Input: a parsed document and its entities by name.  Output: the entity that the lead's subject is,
with that subject's span, or None.  "A former nurse has been jailed. Ines Orr, 45, stole from
patients": how news is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Span
from generator.entities.entity import Entity
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
