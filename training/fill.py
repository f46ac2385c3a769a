"""Training.  Articles with attributions get names and grammar, too, as an encoder reads them.

No corpus has all at once.  An encoder that reads names and grammar well where its corpora told of
them reads the articles as those were written, without empty lines; what it finds is taken for
told.  So each head learns from news, in the make-up in which news comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.document import MentionKind, Span
from generator.encoder.runtime import Encoder
from generator.encoder.words import align
from generator.language.sentences import find_sentences
from generator.language.tagger import tokenise
from training.corpora import Document, Names, Syntax, Text

_EMPTY_LINES = re.compile(r"\n\s*\n")
_LINE = re.compile(r"[^\n]+")
_KINDS = {
    MentionKind.PERSON: "PER",
    MentionKind.ORGANISATION: "ORG",
    MentionKind.PLACE: "LOC",
    MentionKind.OTHER: "MISC",
}


def fill(articles: Iterable[tuple[Text, Document]], encoder: Encoder) -> Iterator[Document]:
    """The articles' documents with names and syntax."""
    for text, document in articles:
        plain = _EMPTY_LINES.sub("\n", text.text)
        sentences = [tokenise(plain, s) for s in find_sentences(plain, _lines(plain))]
        reading = encoder.read(plain, sentences)
        if len(reading.words) == len(text.spans):
            # Words are the same in both makings, so they are counted rather than measured.
            of_start = {w.start: i for i, w in enumerate(reading.words)}
            of_end = {w.end: i for i, w in enumerate(reading.words)}
            document.names = Names(
                [
                    (_KINDS[m.kind], of_start[m.span.start], of_end[m.span.end] + 1)
                    for m in reading.mentions
                ]
            )
            syntax = Syntax.unknown(len(text.spans))
            for tokens, grammar in zip(sentences, reading.grammar, strict=True):
                words = align(tokens, reading.words)
                for word, (tag, relation, head) in zip(words, grammar, strict=True):
                    above = words[head] if head >= 0 else None
                    if word is None or not tag or (head >= 0 and above is None):
                        continue
                    syntax.tags[word], syntax.relations[word] = tag, relation
                    syntax.heads[word], syntax.known[word] = above, True
            document.syntax = syntax
        yield document


def _lines(text: str) -> Iterator[Span]:
    return (Span(m.start(), m.end()) for m in _LINE.finditer(text))
