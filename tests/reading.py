"""Parsed documents made by hand, so that extractors are tested with no model loaded."""

from __future__ import annotations

from typing import Any

from generator.document import (
    Attribution,
    Mention,
    MentionKind,
    ParsedDocument,
    Reading,
    SourceDocument,
    Span,
)
from generator.language.kinds import agreed_kinds
from generator.language.sentences import find_sentences
from generator.language.tagger import tag


def find(text: str, words: str) -> Span:
    """The first place of `words` in `text`; `words@N` means the N-th, counting from 1."""
    words, _, number = words.partition("@")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def spans(text: str, words: str | list[str] | None) -> tuple[Span, ...]:
    listed = [words] if isinstance(words, str) else words or []
    return tuple(find(text, w) for w in listed)


def parsed_document(case: dict[str, Any], **source: Any) -> ParsedDocument:
    """A case's text, with its names and attributions in place of the encoder's."""
    text = case["text"]
    mentions = []
    for words, kind in (case.get("names") or {}).items():
        at = text.find(words)
        while at >= 0:
            mentions.append(Mention(Span(at, at + len(words)), MentionKind(kind)))
            at = text.find(words, at + 1)
    whole = [
        m for m in mentions if not any(o.span != m.span and o.span.covers(m.span) for o in mentions)
    ]
    attributions = tuple(
        Attribution(*(spans(text, a.get(role)) for role in ("source", "cue", "content")))
        for a in case.get("attributions") or []
    )
    sentences = find_sentences(text)
    return ParsedDocument(
        source=SourceDocument(text=text, **source),
        reading=Reading(
            words=(), mentions=agreed_kinds(text, sorted(whole)), attributions=attributions
        ),
        sentences=sentences,
        words=tuple(tag(text, s) for s in sentences),
    )
