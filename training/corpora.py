"""Training.  Annotated corpora -> documents with words and, for each word, the labels it allows."""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.document import Span
from generator.encoder.words import cases, find_words, line_starts

Tags = list[tuple[str, int, int]]
"""Role, first word, last word (exclusive); no two overlap."""


@dataclass
class Document:
    """A text as words, with what is known of them.

    `task` is "attribution" or "names".  `unsure` holds words whose label is unknown; with
    `other_unknown`, untagged words may as well belong to a name of the kind MISC.  `links` are
    pairs of first words: (cue, source or None) and (content, cue).
    """

    task: str
    words: list[str]
    case: list[int]
    starts: list[int]
    tags: Tags
    unsure: set[int] = field(default_factory=set)
    other_unknown: bool = False
    sources: list[tuple[int, int | None]] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


class _Words:
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

    def document(self, task: str, tags: Tags) -> Document:
        return Document(
            task,
            [w.of(self.text) for w in self.spans],
            cases(self.text, self.spans),
            line_starts(self.text, self.spans),
            tags,
        )


def attribution(path: Path) -> Iterator[Document]:
    """Articles with attributions.  A span that overlaps an earlier one is left out."""
    for row in rows(path):
        words = _Words(row["text"])
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
        document = words.document("attribution", [(r, *at) for at, r in sorted(tags.items())])
        document.sources, document.cues = sources, cues
        yield document


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
    """Sentences of tokens with names, one sentence a line.

    With `natural`, the tokens are set as people write them, else with a space between any two.
    """
    for row in rows(path):
        text, found = "", []
        kinds = set()
        for sentence in row["sentences"]:
            open_name: list[Any] | None = None
            for (token, tag), glue in zip(sentence, _glued(t for t, _ in sentence), strict=True):
                if text and not text.endswith("\n") and not (natural and glue):
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
                    kinds.add(tag[2:])
            text += "\n"
        words = _Words(text)
        tags = [(k, *at) for k, s, e in found if (at := words.within(s, e))]
        document = words.document("names", tags)
        document.other_unknown = "uner" in path.name
        yield document


def spans_document(text: str, tags: list[tuple[str, Span]], unsure: list[Span]) -> Document:
    """A text with names as spans; words of `unsure` spans may be anything."""
    words = _Words(text)
    document = words.document(
        "names", sorted(((k, *at) for k, s in tags if (at := words.within(*s))), key=lambda x: x[1])
    )
    document.unsure = {i for s in unsure if (at := words.within(*s)) for i in range(*at)}
    document.other_unknown = True
    return document
