"""The summary: the document's own lead, verbatim, where it speaks in its own voice.

Stage: extraction.  Input: a parsed document.  Output: a span, or None.  Nothing is written that
the document does not say; an editor may write a summary by hand.
"""

from __future__ import annotations

from generator.document import BlockKind, ParsedDocument, Span
from generator.extract.happening import led_by_pronoun, told_part
from generator.extract.letters import signed_until
from generator.language.phrases import has_clause

_LONGEST = 400
_ATTRIBUTED = 0.25
_FEWEST_WORDS = 6
"""Words of a lead that tells the story; a shorter one ("She is back.") only leads to it."""


def find_summary(parsed: ParsedDocument) -> Span | None:
    """The first sentence of the story, without a dateline, unless it reports what somebody says."""
    paragraphs = parsed.source.spans(BlockKind.PARAGRAPH) or parsed.source.story
    first = next((s for s in parsed.sentences if any(p.covers(s) for p in paragraphs)), None)
    if first is None or first.end - first.start > _LONGEST:
        return None
    words = first.of(parsed.text)
    if len(words.split()) < _FEWEST_WORDS or led_by_pronoun(words):
        return None
    if first.start < signed_until(parsed.source) or not has_clause(parsed.words_in(first)):
        return None
    said = sum(
        min(c.end, first.end) - max(c.start, first.start)
        for a in parsed.reading.attributions
        for c in a.content
        if c.overlaps(first)
    )
    if said > _ATTRIBUTED * (first.end - first.start):
        return None
    return told_part(parsed.text, first)
