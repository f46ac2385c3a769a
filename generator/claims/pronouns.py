"""Pronouns at the head of what was said, replaced by names where only one party can be meant.

Input: an attribution, the pieces of its content and their text, the cast.  Output: text.  In doubt
the pronoun stays: a claim given to the wrong party is worse than one that needs its context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.claims.pieces import quoted
from generator.document import Attribution, ParsedDocument, Span, Word
from generator.entities.cast import Cast
from generator.entities.entity import Entity, agrees
from generator.language.phrases import DETERMINERS

_STANDS_FOR = {"he": "m", "she": "f", "it": "n"}
_NEAR = 320
"""Characters back within which another person may be meant."""


def standing_alone(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    spans: Sequence[Span],
    own: str,
    by: Sequence[str],
) -> str:
    """The content, its first word replaced where it is a pronoun that can mean one party only."""
    words = parsed.words_in(spans[0])
    if not words or quoted(parsed.text, spans[0]):
        return own
    head = words[1] if words[0].lemma == "that" and len(words) > 1 else words[0]
    wanted = _STANDS_FOR.get(head.form.lower())
    if wanted is None:
        return own
    told_first = bool(attribution.source) and attribution.source[0].start < head.span.start
    meant = _meant(cast, head, wanted, by) if told_first else None
    if meant is None:
        return own
    name = _as_subject(parsed, attribution, meant)
    pattern = rf"^(that )?{re.escape(head.form)}\b(?!['’])"
    return re.sub(pattern, lambda _: name, own, count=1, flags=re.IGNORECASE)


def _meant(cast: Cast, pronoun: Word, wanted: str, by: Sequence[str]) -> Entity | None:
    """The speaker, where the pronoun agrees; a third person only where nobody else can be meant."""
    speakers = [e for e in cast.entities if e.name in by]
    fitting = [e for e in speakers if agrees(e, wanted)]
    if len(by) == 1 and fitting:
        read = cast.resolved.get(pronoun.span)
        return fitting[0] if not read or read[0].name == by[0] else None
    if wanted == "n" or len(by) != 1:
        return None
    found = cast.resolve(pronoun.span, create=False)
    if len(found) != 1 or found[0].kind != "person" or not found[0].name:
        return None
    if found[0].name.split()[-1][:1].islower():
        # Whom the text only describes may be anybody.
        return None
    near = [
        e
        for e in cast.entities
        if e.name
        and agrees(e, wanted)
        and any(0 <= pronoun.span.start - m.start < _NEAR for m in e.mentions)
    ]
    return found[0] if near in ([], [found[0]]) else None


def _as_subject(parsed: ParsedDocument, attribution: Attribution, entity: Entity) -> str:
    """The entity's name as a subject: a description and some bodies have their article."""
    name = entity.name
    if entity.kind == "person" and name[-1:] and name.split()[-1][:1].isupper():
        return name
    text = parsed.text
    if any(text[max(0, m.start - 4) : m.start].lower() == "the " for m in entity.mentions):
        return f"The {name}"
    first = parsed.words_in(Span(attribution.source[0].start, attribution.source[0].end))
    owned = bool(first) and (first[0].tag in {"PRP$", "NNP"} and first[0].tag not in DETERMINERS)
    common = name.split()[-1][:1].islower() and not entity.many
    return f"The {name}" if common and not owned else name
