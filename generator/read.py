"""Reading: a source document in, a parsed document out.

The encoder (`generator/encoder/`) sees the whole text: names, who says what, and how the words of a
sentence hang together.  Sentences come from the make-up that ingest found, so that none runs across
a caption or a subhead.
"""

from __future__ import annotations

from dataclasses import replace

from generator import encoder
from generator.document import MentionKind, ParsedDocument, Reading, SourceDocument, Word
from generator.language.kinds import agreed_kinds
from generator.language.sentences import find_sentences
from generator.language.tagger import read_words, tokenise


def parse(source: SourceDocument) -> ParsedDocument:
    """Reads `source`; deterministic, with or without other documents beside it."""
    sentences = find_sentences(source.text, (block.span for block in source.blocks))
    tokens = [tokenise(source.text, sentence) for sentence in sentences]
    reading = encoder.load().read(source.text, tokens)
    reading = replace(reading, mentions=agreed_kinds(source.text, reading.mentions))
    names = {
        at
        for m in reading.mentions
        if m.kind is not MentionKind.OTHER
        for at in range(m.span.start, m.span.end)
    }
    return ParsedDocument(
        source=source,
        reading=reading,
        sentences=sentences,
        words=tuple(
            tuple(
                _named(w) if w.span.start in names else w
                for w in read_words(source.text, spans, grammar)
            )
            for spans, grammar in zip(tokens, reading.grammar, strict=True)
        ),
    )


def _named(word: Word) -> Word:
    """A word within a name is a proper noun, whatever it means elsewhere ("Cook", "Mark")."""
    return word if not word.form[0].isupper() or word.noun else word._replace(tag="NNP")


def unread(source: SourceDocument) -> ParsedDocument:
    """`source` as a parsed document in which nothing was read (a language we don't know)."""
    return ParsedDocument(source=source, reading=Reading((), (), ()), sentences=())
