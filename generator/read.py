"""Reading: a source document in, a parsed document out.

The encoder (`generator/encoder/`) sees the whole text: names, and who says what.  Sentences come
from the make-up that ingest found, so that none runs across a caption or a subhead.
"""

from __future__ import annotations

from generator import encoder
from generator.document import ParsedDocument, Reading, SourceDocument
from generator.sentences import find_sentences
from generator.tagger import tag


def parse(source: SourceDocument) -> ParsedDocument:
    """Reads `source`; deterministic, with or without other documents beside it."""
    sentences = find_sentences(source.text, (block.span for block in source.blocks))
    return ParsedDocument(
        source=source,
        reading=encoder.load().read(source.text),
        sentences=sentences,
        words=tuple(tag(source.text, sentence) for sentence in sentences),
    )


def unread(source: SourceDocument) -> ParsedDocument:
    """`source` as a parsed document in which nothing was read (a language we don't know)."""
    return ParsedDocument(source=source, reading=Reading((), (), ()), sentences=())
