"""The summary: the document's own lead, verbatim, where it speaks in its own voice.

Stage: extraction.  Input: a parsed document and its claims.  Output: a span, or None.  Nothing is
written that the document does not say; an editor may write a summary by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import BlockKind, ParsedDocument, Span
from generator.extract.happening import led_by_pronoun, told_part
from generator.extract.letters import signed_until
from generator.findings import Statement
from generator.language.phrases import has_clause

_LONGEST = 400
_ATTRIBUTED = 0.25
_WRITER = frozenset({"i", "we", "our", "my"})
"""By which whoever writes speaks of himself, and tells no news."""
_SAYING = frozenset("say tell accord according report state write argue warn believe".split())
"""Cues of plainly saying, whatever was said."""
_FEWEST_WORDS = 6
"""Words of a lead that tells the story; a shorter one ("She is back.") only leads to it."""


def find_summary(parsed: ParsedDocument, statements: Sequence[Statement]) -> Span | None:
    """The first sentence of the story, without a dateline, unless it reports what somebody says.

    What somebody was "saying" at its end is left out: "The court shut the file, saying …".
    """
    paragraphs = parsed.source.spans(BlockKind.PARAGRAPH) or parsed.source.story
    sentences = (s for s in parsed.sentences if any(p.covers(s) for p in paragraphs))
    first = next((s for s in sentences if " " in s.of(parsed.text)), None)
    if first is None or first.end - first.start > _LONGEST:
        return None
    words = first.of(parsed.text)
    if len(words.split()) < _FEWEST_WORDS or led_by_pronoun(words):
        return None
    if first.start < signed_until(parsed.source) or not has_clause(parsed.words_in(first)):
        return None
    first = _without_saying(parsed, first, statements)
    if any(w.form.lower() in _WRITER and w.tag[:3] == "PRP" for w in parsed.words_in(first)):
        return None
    # What was voted for or praised is no statement; what is said is somebody's, even a plan.
    plain = [a for a in parsed.reading.attributions if parsed.cue_lemmas(a) & _SAYING]
    said = {
        c
        for a in (*plain, *(s.attribution for s in statements))
        for c in a.content
        if c.overlaps(first)
    }
    told = sum(min(c.end, first.end) - max(c.start, first.start) for c in said)
    if told > _ATTRIBUTED * (first.end - first.start):
        return None
    return told_part(parsed.text, first)


def _without_saying(parsed: ParsedDocument, lead: Span, statements: Sequence[Statement]) -> Span:
    """The lead up to where it goes on with what somebody was saying."""
    for statement in statements:
        for cue in statement.attribution.cue:
            words = parsed.words_in(cue)
            before = parsed.text[lead.start : cue.start].rstrip()
            opens = lead.covers(cue) and words and words[0].tag == "VBG" and before.endswith(",")
            if opens and has_clause(parsed.words_in(Span(lead.start, cue.start))):
                return Span(lead.start, lead.start + len(before.rstrip(" ,")))
    return lead
