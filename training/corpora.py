"""Training.  Annotated corpora -> documents with words and, for each word, the labels it allows."""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.document import Span
from generator.encoder.words import cases, find_words, line_starts

Tags = list[tuple[str, int, int]]
"""Role, first word, last word (exclusive); no two overlap."""


@dataclass
class Names:
    """Names as tags of words; words of `unsure` may have any label.

    With `other_unknown`, untagged words may as well belong to a name of the kind MISC.
    """

    tags: Tags
    unsure: set[int] = field(default_factory=set)
    other_unknown: bool = False


@dataclass
class Attributions:
    """Spans of attributions as tags of words, and pairs of first words.

    `sources` are (cue, source or None), `cues` are (content, cue).
    """

    tags: Tags
    sources: list[tuple[int, int | None]]
    cues: list[tuple[int, int]]


@dataclass
class Document:
    """A text as words, with what a corpus tells of them; None where it tells nothing."""

    words: list[str]
    case: list[int]
    starts: list[int]
    attributions: Attributions | None = None
    names: Names | None = None


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


class Text:
    """The words of a text, found by offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = find_words(text)
        self._starts = [w.start for w in self.spans]

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last (exclusive) word that lie wholly within the offsets, if any."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        if last > first and self.spans[last - 1].end > end:
            last -= 1
        return (first, last) if last > first else None

    def document(self) -> Document:
        """The text as words, nothing told of them."""
        return Document(
            [w.of(self.text) for w in self.spans],
            cases(self.text, self.spans),
            line_starts(self.text, self.spans),
        )

    def named(
        self,
        names: Sequence[tuple[str, Span]],
        unsure: Sequence[Span] = (),
        *,
        other_unknown: bool,
    ) -> Document:
        """The text as words with the names that lie at these offsets; see `Names`."""
        document = self.document()
        document.names = Names(
            sorted(((k, *at) for k, s in names if (at := self.within(*s))), key=lambda x: x[1]),
            {i for s in unsure if (at := self.within(*s)) for i in range(*at)},
            other_unknown,
        )
        return document


def attribution(path: Path) -> Iterator[tuple[Text, Document]]:
    """Articles with attributions.  A span that overlaps an earlier one is left out."""
    for row in rows(path):
        words = Text(row["text"])
        tags: dict[tuple[int, int], str] = {}
        taken: set[int] = set()
        sources, cues = [], []
        for a in row["attributions"]:
            first: dict[str, list[int]] = {"source": [], "cue": [], "content": []}
            for role, found in first.items():
                for start, end in a[role]:
                    at = words.within(start, end)
                    if at is None:
                        continue
                    if tags.get(at) != role:
                        if taken & set(range(*at)):
                            continue
                        tags[at] = role
                        taken |= set(range(*at))
                    found.append(at[0])
            for cue in first["cue"][:1]:
                sources.append((cue, first["source"][0] if first["source"] else None))
                cues += [(content, cue) for content in first["content"]]
        document = words.document()
        document.attributions = Attributions(
            [(r, *at) for at, r in sorted(tags.items())], sources, cues
        )
        yield words, document


_NO_SPACE_BEFORE = re.compile(r"[,.;:!?)\]%]+$|'(s|re|ve|ll|d|m|t)?$|n't$", re.IGNORECASE)
_QUOTE = '"'
_NO_SPACE_AFTER = re.compile(r"[(\[$]+$")


def _glued(tokens: Iterable[str]) -> Iterator[bool]:
    """For each token, whether people would write it right after the one before."""
    before, quoted, opened = "", False, False
    for token in tokens:
        glue = bool(_NO_SPACE_BEFORE.match(token) or _NO_SPACE_AFTER.match(before) or opened)
        opened = False
        if token == _QUOTE:
            glue, opened, quoted = glue or quoted, not quoted, not quoted
        yield glue and bool(before)
        before = token


def names(path: Path, *, natural: bool) -> Iterator[Document]:
    """Sentences of tokens with names.

    With `natural`, the tokens are set as people write them, two sentences a paragraph; else with a
    space between any two tokens, one sentence a line.
    """
    for row in rows(path):
        text, found = "", []
        for number, sentence in enumerate(row["sentences"]):
            open_name: list[Any] | None = None
            for (token, tag), glue in zip(sentence, _glued(t for t, _ in sentence), strict=True):
                if text and not text[-1].isspace() and not (natural and glue):
                    text += " "
                start = len(text)
                text += token
                if tag == "O" or tag[0] == "B" or not open_name:
                    open_name = None
                if tag != "O" and open_name:
                    open_name[2] = len(text)
                elif tag != "O":
                    open_name = [tag[2:], start, len(text)]
                    found.append(open_name)
            text += " " if natural and number % 2 == 0 else "\n"
        yield Text(text).named(
            [(k, Span(s, e)) for k, s, e in found], other_unknown="uner" in path.name
        )
