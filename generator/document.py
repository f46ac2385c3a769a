"""What a seed is once ingested (`SourceDocument`) and once read (`ParsedDocument`).

Every position is a `Span`: half-open character (code point) offsets into
`SourceDocument.text`.  That text is fixed at ingest and never changes again, so
`span.of(document.text)` is always the verbatim quote.

Terms follow PARC and PolNeAR: an *attribution* has a *source*, a *cue* and a *content*, each a
tuple of spans, because each may be discontinuous.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open offsets, in characters, into `SourceDocument.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that this span covers in `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def trimmed(self, text: str) -> Span:
        """The span without white space at its edges."""
        start, end = self
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)


def hull(spans: Sequence[Span]) -> Span:
    """The smallest span that covers all of `spans` (at least one)."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


class BlockKind(StrEnum):
    """What a block of lines is in the make-up of a report."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATE = "date"
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    NOTICE = "notice"
    """A line about the report rather than of it: agency credits, corrections, copyright."""


STORY = (BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.PARAGRAPH)
"""The blocks that tell the story; captions, credits, bylines and notices are none of it."""


class Block(NamedTuple):
    """A run of lines that belong together, with what they are."""

    kind: BlockKind
    span: Span


class Severity(StrEnum):
    """How much a problem matters: an error fails the run, a warning wants an eye."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person should know of, placed as exactly as it can be.

    `path` names the file (or the row of an interchange file); `line` and `column` count from 1
    and are 0 where no place can be named.  `entry` is the entry's path within a sheet
    (`claims > c-7f2ak`).  `found`, `expected` and `hint` are empty where they would say nothing.
    """

    code: str
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    length: int = 1
    entry: str = ""
    source_line: str = ""
    expected: str = ""
    hint: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A seed after ingest: its text, what its make-up says about it, and where its parts are.

    `text` is the ingested text; `title` may lie outside of it (front matter, `title` of an
    interchange row), in which case no block is a headline.  `published` and `updated` are ISO
    8601 dates (`YYYY-MM-DD`) or None where the document does not tell.  `name` is the seed's path
    as sheets name it (`seeds/quarry-dam.md`), empty for interchange rows.  `digest` is the
    SHA-256 of the seed's bytes, in hexadecimal.
    """

    text: str
    title: str = ""
    name: str = ""
    byline: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    digest: str = ""
    problems: tuple[Problem, ...] = ()

    def spans(self, *kinds: BlockKind) -> tuple[Span, ...]:
        """The spans of all blocks of these kinds, in document order."""
        return tuple(b.span for b in self.blocks if b.kind in kinds)

    @property
    def story(self) -> tuple[Span, ...]:
        """The spans that tell the story; the whole text where no make-up was found."""
        return self.spans(*STORY) if self.blocks else (Span(0, len(self.text)),)


class MentionKind(StrEnum):
    """What a name in the text names (CoNLL-2003: PER, ORG, LOC, MISC)."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


class Mention(NamedTuple):
    """A name in the text."""

    span: Span
    kind: MentionKind


class Attribution(NamedTuple):
    """Who (source) conveys (cue) what (content); `source` may be empty, `content` never is."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder sees in a text.  All in document order."""

    words: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]


class Word(NamedTuple):
    """A word with its tag (Penn Treebank) and lemma (lower case)."""

    span: Span
    form: str
    tag: str
    lemma: str

    @property
    def finite(self) -> bool:
        """Whether it can be the verb of a clause: past, present or modal."""
        return self.tag in {"VBD", "VBZ", "VBP", "MD"}

    @property
    def proper(self) -> bool:
        """Whether it is a name."""
        return self.tag in {"NNP", "NNPS"}

    @property
    def noun(self) -> bool:
        """Whether it is a noun, proper or common."""
        return self.tag in {"NN", "NNS", "NNP", "NNPS"}


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A source document with its reading and its sentences (which never cross a block).

    `words` are the tagged words of each sentence, parallel to `sentences`.
    """

    source: SourceDocument
    reading: Reading
    sentences: tuple[Span, ...]
    words: tuple[tuple[Word, ...], ...] = ()

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds `offset`, or of the last before it; -1: none."""
        return bisect_right(self.sentences, offset, key=lambda s: s.start) - 1

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """The tagged words that lie within `span`."""
        first, last = self.sentence_at(span.start), self.sentence_at(max(span.start, span.end - 1))
        out: list[Word] = []
        for sentence in self.words[max(first, 0) : last + 1]:
            start = bisect_left(sentence, span.start, key=lambda w: w.span.start)
            out += sentence[start : bisect_right(sentence, span.end, key=lambda w: w.span.end)]
        return tuple(out)

    def cue_words(self, attribution: Attribution) -> list[Word]:
        """The tagged words of an attribution's cue."""
        return [w for span in attribution.cue for w in self.words_in(span)]

    def cue_lemmas(self, attribution: Attribution) -> set[str]:
        """The lemmas of an attribution's cue."""
        return {w.lemma for w in self.cue_words(attribution)}

    @property
    def text(self) -> str:
        """The source's text, into which all spans point."""
        return self.source.text


class InputError(Exception):
    """Input that cannot be read at all; `problem` says which, why and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
