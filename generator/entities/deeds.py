"""Deeds: whose "the complaint" or "the ruling" is, where the text has told who sued or ruled.

Input: a source that points back at a document.  Output: whoever did, shortly before, what makes
such a document, in words or as an entity; none where the text does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Word
from generator.entities.antecedents import REACH
from generator.entities.clauses import main_subject
from generator.entities.entity import Entity
from generator.lexicon import load_set, load_table


def doer_of(parsed: ParsedDocument, words: Sequence[Word], head: int) -> tuple[Word, ...]:
    """Who "sued", "emailed", "reported" in the sentences before the document is spoken of."""
    verbs = {
        v for row in load_table("who/told_by.txt") if row[0] == words[head].lemma for v in row[1:]
    }
    here = parsed.sentence_at(words[0].span.start)
    for index in range(here - 1, max(-1, here - REACH - 1), -1):
        told = parsed.words[index]
        verb = next((w for w in told if w.finite and w.lemma in verbs), None)
        if verb is None:
            continue
        for attribution in parsed.reading.attributions:
            if attribution.source and any(c.covers(verb.span) for c in attribution.cue):
                return parsed.words_in(attribution.source[0])
        phrase = tuple(main_subject(told))
        after = [w for w in told if phrase and w.span.start >= phrase[-1].span.end]
        main = next((w for w in after if w.finite), None)
        return phrase if main is verb else ()
    return ()


def court_before(parsed: ParsedDocument, entities: Sequence[Entity], at: int) -> Entity | None:
    """Whose "the ruling" is: the court of which the text has told shortly before that it ruled."""
    here = parsed.sentence_at(at)
    for index in range(here, max(-1, here - REACH - 1), -1):
        for word in reversed(parsed.words[index]):
            if word.span.end > at or word.lemma.lower() not in load_set("who/courts.txt"):
                continue
            for entity in entities:
                court = next((m for m in entity.mentions if m.covers(word.span)), None)
                if court is None or entity.kind != "organisation":
                    continue
                if _ruled([w for w in parsed.words[index] if court.end <= w.span.start < at]):
                    return entity
    return None


def _ruled(words: Sequence[Word]) -> bool:
    """Whether words after a court begin with the verb of its ruling."""
    verb = next((w for w in words if not w.tag.startswith("RB") and w.lemma != "have"), None)
    return verb is not None and verb.tag[:2] == "VB" and verb.lemma in load_set("who/deciding.txt")
