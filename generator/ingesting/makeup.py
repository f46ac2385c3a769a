"""Finds the make-up of a report: headline, byline, dates, publisher, and what each block is.

Input: a text that stays as it is, its lines, and what is told from outside (front matter, a
page's metadata, an interchange row), which always wins.  Output: a `MakeUp`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.document import Block, BlockKind
from generator.ingesting import publishers
from generator.ingesting.bylines import read_bare_byline, read_byline
from generator.ingesting.dating import is_label, numeric_dates, read_dates
from generator.ingesting.furniture import is_notice, picture_kind
from generator.ingesting.headlines import cut_told_title, looks_like_headline
from generator.ingesting.inline import part_line
from generator.ingesting.lines import Line, ends_sentence, fold, join_wrapped
from generator.timex.dates import parse_date

HEAD_UNITS = 14
"""Units from the top among which bylines and dates are looked for."""
HEAD_STORY = 2
"""Story units (a deck and a lead) after which the head is over."""
SUBHEAD_WORDS = 13
"""Words of a subhead that has a blank line on either side."""
SUBHEAD_WORDS_UNPARTED = 7
"""Words of a subhead in texts without blank lines, where items of lists look alike."""
REPEATED_CAPTION_WORDS = 60
MOST_FURNITURE = 0.6
"""Share of a text's words that captions and notices may make up before they count as story."""


class Remark(NamedTuple):
    """Something to tell the user about a place in the text."""

    code: str
    message: str
    start: int
    length: int
    expected: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known from outside of the text; dates as ISO 8601."""

    title: str = ""
    byline: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MakeUp:
    """What the make-up says, and where its blocks are."""

    title: str
    byline: tuple[str, ...]
    published: str | None
    updated: str | None
    publisher: str | None
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Head:
    """What the lines of the head say, gathered from the top down."""

    byline: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    publisher: str | None = None


def find_make_up(text: str, lines: Sequence[Line], told: Told) -> MakeUp:
    """Finds the make-up of `text`; every line that holds words ends up in one block."""
    whole = join_wrapped(text, cut_told_title(text, lines, told.title), _stands_alone)
    units = [part for unit in whole for part in part_line(text, unit)]
    kinds: list[BlockKind | None] = [unit.kind for unit in units]
    dates = _DateReader(text)
    title = told.title or _markup_title(units) or _find_title(units, kinds)
    _mark_repeats(units, kinds, title)
    head = _read_head(units, kinds, dates)
    _mark_furniture(units, kinds)
    _mark_subheads(units, kinds)
    blocks = tuple(
        Block(kind or BlockKind.PARAGRAPH, unit.span)
        for unit, kind in zip(units, kinds, strict=True)
    )
    remarks: tuple[Remark, ...] = ()
    if not title and units:
        title, remarks = _first_words(text, units, kinds)
    return MakeUp(
        title=title,
        byline=told.byline or head.byline,
        published=told.published or head.published,
        updated=told.updated or head.updated,
        publisher=told.publisher or head.publisher or _find_publisher(text, blocks),
        blocks=blocks,
        remarks=remarks,
    )


class _DateReader:
    """Reads dates of one text, whose other numeric dates settle the order of day and month."""

    def __init__(self, text: str) -> None:
        self._others = numeric_dates(text)

    def read(self, words: str) -> str | None:
        """The full date that the words say, None for less."""
        date = parse_date(words, others=self._others)
        return date if date is not None and len(date) == 10 else None


def _stands_alone(line: str) -> bool:
    """Whether a line is never part of a wrapped paragraph."""
    return bool(read_dates(line) or read_byline(line) or is_label(line))


def _markup_title(units: Sequence[Line]) -> str:
    """The headline that markup tells."""
    return next((_one_line(u.text) for u in units if u.kind is BlockKind.HEADLINE), "")


def _find_title(units: Sequence[Line], kinds: list[BlockKind | None]) -> str:
    """The text's own headline, marked as such, or nothing."""
    for i, unit in enumerate(units[:HEAD_UNITS]):
        if kinds[i] is not None or _is_head_furniture(unit.text):
            continue
        below = units[i + 1] if i + 1 < len(units) else None
        if below is not None and (
            _is_head_furniture(below.text)
            or fold(below.text) == fold(unit.text)
            or read_bare_byline(below.text, dated=True)
        ):
            below = below._replace(kind=BlockKind.NOTICE)
        rest = [u for j, u in enumerate(units) if j > i and kinds[j] is None]
        if not looks_like_headline(unit, below, rest):
            return ""
        kinds[i] = BlockKind.HEADLINE
        return _one_line(unit.text)
    return ""


def _is_head_furniture(text: str) -> bool:
    return bool(
        _stands_alone(text)
        or picture_kind(text)
        or is_notice(text)
        or publishers.named_newspaper(text)
    )


def _mark_repeats(units: Sequence[Line], kinds: list[BlockKind | None], title: str) -> None:
    """Marks further copies of the headline in the head as headlines."""
    wanted = fold(_one_line(title)).rstrip(" .")
    if not wanted:
        return
    for i, unit in enumerate(units[:HEAD_UNITS]):
        if (
            kinds[i] in {None, BlockKind.SUBHEAD}
            and fold(_one_line(unit.text)).rstrip(" .") == wanted
        ):
            kinds[i] = BlockKind.HEADLINE


def _read_head(units: Sequence[Line], kinds: list[BlockKind | None], dates: _DateReader) -> _Head:
    """Reads bylines, dates and the paper's name above and below the headline."""
    head = _Head()
    story = 0
    waiting: bool | None = None
    limit = min(len(units), HEAD_UNITS)
    for i in range(limit):
        if kinds[i] is not None:
            continue
        text = units[i].text
        labelled = read_dates(text)
        if labelled:
            kinds[i] = BlockKind.DATE
            for words, update in labelled:
                if words is None:
                    waiting = update
                    continue
                _note_date(head, dates.read(words), update=update or bool(waiting))
                waiting = None
            continue
        near = [units[j].text for j in (i - 1, i + 1) if 0 <= j < len(units)]
        byline = read_byline(text) or read_bare_byline(
            text, dated=i > 0 and any(read_dates(t) for t in near)
        )
        if byline is not None and len(units) > 1:
            kinds[i] = BlockKind.BYLINE
            head.byline = head.byline or byline.names
            head.publisher = head.publisher or byline.publisher
            if byline.date:
                _note_date(head, dates.read(byline.date), update=False)
            continue
        if publishers.named_newspaper(text) and any(read_dates(t) or read_byline(t) for t in near):
            kinds[i] = BlockKind.CREDIT
            head.publisher = head.publisher or publishers.named_newspaper(text)
            continue
        if picture_kind(text) or is_notice(text):
            continue
        story += units[i].words > SUBHEAD_WORDS
        if story >= HEAD_STORY:
            break
    return head


def _note_date(head: _Head, date: str | None, *, update: bool) -> None:
    """Keeps the first date of publication and the latest one of an update."""
    if date is None:
        return
    if update:
        head.updated = max(head.updated or date, date)
    else:
        head.published = head.published or date


def _mark_furniture(units: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Marks captions, credits and notices; gives up where they would swallow the story."""
    found: dict[int, BlockKind] = {}
    for i, unit in enumerate(units):
        if kinds[i] is not None:
            continue
        if is_notice(unit.text):
            found[i] = BlockKind.NOTICE
        elif kind := picture_kind(unit.text):
            found[i] = kind
        elif i > 0 and _repeats(units[i - 1], unit) and kinds[i - 1] is None:
            found[i - 1] = found[i] = BlockKind.CAPTION
    words = sum(u.words for u, k in zip(units, kinds, strict=True) if k is None)
    if sum(units[i].words for i in found) <= MOST_FURNITURE * words:
        for i, kind in found.items():
            kinds[i] = kind


def _repeats(above: Line, below: Line) -> bool:
    """Whether a line stands twice in a row, as captions do on pages saved as text."""
    return (
        above.chunk == below.chunk
        and 4 <= below.words <= REPEATED_CAPTION_WORDS
        and fold(above.text) == fold(below.text)
    )


def _mark_subheads(units: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Marks short lines of their own between paragraphs that do not end as sentences do."""
    for i in range(1, len(units) - 1):
        unit, below = units[i], units[i + 1]
        alone = units[i - 1].chunk != unit.chunk != below.chunk
        parted = alone or all(u.chunk == units[0].chunk for u in units)
        if (
            kinds[i] is None
            and parted
            and unit.words <= (SUBHEAD_WORDS if alone else SUBHEAD_WORDS_UNPARTED)
            and len(unit.text) <= 100
            and below.words > unit.words
            and kinds[i + 1] in {None, BlockKind.CAPTION, BlockKind.CREDIT}
            and any(k is None for k in kinds[:i]) | (BlockKind.HEADLINE in kinds[:i])
            and _is_subhead(unit.text)
        ):
            kinds[i] = BlockKind.SUBHEAD


def _is_subhead(text: str) -> bool:
    """Whether the words have a subhead's shape."""
    if (
        text[:2] in {"Q:", "A:"}
        or text[0] in "-•*–—·►▪("
        or not any(c.isalpha() for c in text)
        or text[-1] in ":,;)-–—_"
    ):
        return False
    first = next(c for c in text if c.isalnum())
    if first.islower():
        return False
    if not ends_sentence(text):
        return not (text[0] in '"“' and text[-1] in '"”')
    if text[-1] == "?":
        return text[0] not in '"“'
    return text.isupper() and len(text.split()) >= 2 and text[0] not in '"“'


def _find_publisher(text: str, blocks: Sequence[Block]) -> str | None:
    """The publisher where the text names it in one of the ways that are safe."""
    notices = [b.span.of(text) for b in blocks if b.kind is BlockKind.NOTICE]
    story = [b.span for b in blocks if b.kind is BlockKind.PARAGRAPH]
    return (
        publishers.from_notices(notices)
        or (publishers.from_dateline(story[0].of(text)) if story else None)
        or publishers.from_self_reference(text)
    )


def _first_words(
    text: str, units: Sequence[Line], kinds: Sequence[BlockKind | None]
) -> tuple[str, tuple[Remark, ...]]:
    """A title made of the story's first words, and the remark that says so."""
    first = next((u for u, k in zip(units, kinds, strict=True) if k is None), units[0])
    words = _one_line(first.text[:2000])
    title = words if len(words) <= 120 else words[:100].rsplit(" ", 1)[0].rstrip(",;:-–—") + " …"
    remark = Remark(
        "title",
        "no headline found; the first words stand in for the title",
        first.span.start,
        min(len(first.text), 60),
        expected="a first line that is the headline, with a blank line below it",
        hint="put the headline on the first line, or `title:` into front matter",
    )
    return title, (remark,)


def _one_line(text: str) -> str:
    return " ".join(text.split())
