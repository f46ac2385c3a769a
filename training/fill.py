"""Training.  Articles with attributions get names, too, as the encoder that is shipped reads them.

No corpus tells both.  An article is read as it is set and without its empty lines; where the two
readings agree, they are taken for told, and where they don't, nothing is.  So the head for names
learns from articles, too, and doesn't learn that they have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.document import MentionKind
from generator.encoder.runtime import Encoder
from training.corpora import Document, Names, Tags, Text

_EMPTY_LINES = re.compile(r"\n\s*\n")
_KINDS = {
    MentionKind.PERSON: "PER",
    MentionKind.ORGANISATION: "ORG",
    MentionKind.PLACE: "LOC",
    MentionKind.OTHER: "MISC",
}


def fill(articles: Iterable[tuple[Text, Document]], encoder: Encoder) -> Iterator[Document]:
    """The articles' documents with names."""
    for text, document in articles:
        as_set = _names(text.text, encoder)
        dense = _names(_EMPTY_LINES.sub("\n", text.text), encoder)
        doubted = set(as_set) ^ set(dense)
        document.names = Names(
            [name for name in as_set if name in dense],
            {i for _, first, last in doubted for i in range(first, last)},
        )
        yield document


def _names(text: str, encoder: Encoder) -> Tags:
    """Names as tags of words; words are the same whatever lines a text is set in."""
    reading = encoder.read(text)
    of_start = {w.start: i for i, w in enumerate(reading.words)}
    of_end = {w.end: i for i, w in enumerate(reading.words)}
    return [
        (_KINDS[m.kind], of_start[m.span.start], of_end[m.span.end] + 1) for m in reading.mentions
    ]
