"""Deeds: whose "the complaint" is, where the text has told who sued.

Input: the tagged words of a source that points back at a document.  Output: the words that name
whoever did, shortly before, what makes such a document; none where the text does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Word
from generator.entities.antecedents import REACH
from generator.entities.clauses import main_subject
from generator.lexicon import load_table


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
