"""Statements within statements: "denied the rebels' claims that …", "said the firm denies …".

Input: a parsed document and one of its attributions.  Output: attributions that lie within its
content.  The encoder reads one layer; a claim that is denied in the same breath, or a denial that
is passed on, is told by its noun or verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document import Attribution, ParsedDocument, Span, Word
from generator.grammar import DETERMINERS
from generator.lexicon import load_mapping

_CLAIMS = frozenset(
    ["claim", "allegation", "accusation", "assertion", "report", "charge", "suggestion"]
)
_STRONG = frozenset({"denies", "accuses"})
_LEAST = 3


def find_nested(parsed: ParsedDocument, attribution: Attribution) -> Iterator[Attribution]:
    """The attributions within the content of `attribution`, at most one a span."""
    for span in attribution.content:
        words = parsed.words_in(span)
        found = _by_noun(words) or _by_verb(words)
        if found is not None:
            yield found


def _by_noun(words: Sequence[Word]) -> Attribution | None:
    """ "US claims that …", "the rebels' allegations that …"."""
    for i in range(1, len(words) - _LEAST):
        if words[i].lemma not in _CLAIMS or words[i + 1].lemma != "that":
            continue
        end = i - 1 if words[i - 1].tag == "POS" else i
        start = end
        while start > 0 and (words[start - 1].noun or words[start - 1].tag in {"JJ", *DETERMINERS}):
            start -= 1
        if start == end or not any(w.noun or w.tag == "JJ" for w in words[start:end]):
            return None
        return Attribution(
            (Span(words[start].span.start, words[end - 1].span.end),),
            (words[i].span,),
            (Span(words[i + 1].span.start, words[-1].span.end),),
        )
    return None


def _by_verb(words: Sequence[Word]) -> Attribution | None:
    """ "… (said) the company denies that …": a strong verb right after a subject."""
    cues = load_mapping("claims/cues.txt")
    verb = next((i for i, w in enumerate(words) if w.finite), None)
    if verb is None or verb == 0 or len(words) - verb <= _LEAST:
        return None
    if cues.get(words[verb].lemma) not in _STRONG:
        return None
    return Attribution(
        (Span(words[0].span.start, words[verb - 1].span.end),),
        (words[verb].span,),
        (Span(words[verb + 1].span.start, words[-1].span.end),),
    )
