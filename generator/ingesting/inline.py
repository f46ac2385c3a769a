"""Captions and credits within a line, where a text has lost its line breaks.

Input: a unit of the make-up.  Output: its parts, each with a kind, None for story.  A page that is
pasted as one line runs the captions of its pictures into the story.  What gives them away: the
name of a picture agency in capitals, a bracketed credit, a gallery's count ("3/19"), words of the
page itself ("Play slideshow"), and seams, where a sentence opens without a stop before it.  What
stands before such a mark, back to the last full stop, belongs to the picture; so does what stands
after a mark that comes first ("GETTY The dam"), up to a seam or the end of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from generator.document import BlockKind, Span
from generator.ingesting.furniture import LONGEST_UNIT, is_credit
from generator.ingesting.lines import Line, ends_sentence
from generator.language.seams import UNFINISHED, find_seams
from generator.language.sentences import find_sentences
from generator.lexicon import load_lines

MOST_INLINE = 0.6
"""Share of a line's words that may be furniture; a line with more was misread, and stays story."""
LONGEST_GALLERY = 600
"""Characters between two counts of a gallery at most, and from the last one to its credit."""
FEWEST_IN_GALLERY = 3
"""Pictures from which "1/19 … 2/19 … 3/19" is a gallery rather than a score."""

LONGEST_WORD = 80
"""Characters looked at before a mark for the word that stands there."""
FEWEST_BEFORE = 6
"""Words of a caption before a title, from which a sentence may open with the title."""

_AGENCY = (
    r"(?:GETTY(?: IMAGES)?|Getty(?: Images)?|REUTERS|Reuters|AFP(?:/Getty(?: Images)?)?|EPA|AP|PA"
    r"|PA [Ww]ire|REX|Rex)\b"
)
_COUNT = r"(?:\d{1,2}|1 of \d{1,3})\b"
_CREDIT = re.compile(
    rf"(?<!\S)(?:(?:GETTY(?: IMAGES)?|REUTERS|Getty Images)\b(?:[*/][A-Z]+)?(?: {_COUNT})?"
    rf"|{_AGENCY} {_COUNT}|1 of \d{{1,3}}(?: {_AGENCY})?)(?= [A-Z\d(])"
)
"""An agency's name that no sentence holds: in capitals, or with a picture's number."""
_OTHERS = re.compile(rf"(?<=[.!?”\"’'] ){_AGENCY}(?= [A-Z])")
"""Other agencies, in a text in which one of the plain ones stands before its captions."""
_BRACKETED = re.compile(
    r"\((?P<label>(?:Photo|Picture|Image|Credit)s?:\s*)?(?P<name>[^()]{2,80})\)"
)
_PHOTOGRAPHER = re.compile(r"[A-Z][\w.’'-]+ (?:[\w.’'-]+ )*[A-Z][\w.’'-]+, [A-Z]|AP Photo/")
"""A person's name and an agency's, as after a caption; "(Photo: Getty)" also follows story."""
_GALLERY = re.compile(r"(?<!\S)(?P<at>\d{1,3})/(?P<of>\d{1,3}) (?=[A-Z])")
_GALLERY_CREDIT = re.compile(rf"(?<!\S){_AGENCY}(?= [A-Z\"“]|\Z)")
_PHOTO = re.compile(r"Photos? (?=[A-Z]{3}[A-Z ,.]*(?:\(|--|[—–]))")
"""What was left of a picture before the dateline."""
_REST = re.compile(
    r"(?<=[’'”\"]) (?=Mrs?\b|Ms\b)|(?<=[a-z]) (?=[\"“][A-Z])|(?<=[a-z]) (?P<title>(?=Mrs?\b|Ms\b))"
)
"""Where a sentence opens after a caption that is known to be one: too bold elsewhere."""
_LEADING = ("caption", "copyright", "Photos")
"""What words of the page end with that stand before a caption rather than after it."""
_SENTENCE = re.compile(r"[a-z]{2}")


class _Mark(NamedTuple):
    """A sign of furniture; `leads` where the caption comes after it, `own` where it has a stop."""

    span: Span
    leads: bool
    own: bool = False


def part_line(text: str, unit: Line) -> list[Line]:
    """The unit as it is, or parted into story (no kind), captions and notices of the page."""
    if unit.kind is not None or len(unit.text) <= LONGEST_UNIT:
        return [unit]
    marks = sorted(_marks(text, unit.span), key=lambda m: m.span)
    within = _within([m.span for m in marks])
    story = _join(text, _told(text, unit.span, marks))
    words = sum(len(s.of(text).split()) for s in story)
    if not story or story == [unit.span] or words < (1 - MOST_INLINE) * unit.words:
        return [unit]
    parts: list[Line] = []
    at = unit.span.start
    for span in (*story, Span(unit.span.end, unit.span.end)):
        gap = Span(at, span.start).trimmed(text)
        if any(c.isalnum() for c in gap.of(text)):
            kind = BlockKind.NOTICE if within(gap) else BlockKind.CAPTION
            parts.append(unit._replace(span=gap, text=gap.of(text), kind=kind))
        if span.end > span.start:
            parts.append(unit._replace(span=span, text=span.of(text)))
        at = span.end
    return parts


def _told(text: str, line: Span, marks: Sequence[_Mark]) -> Iterator[Span]:
    """What of each sentence is story, in order; `marks` are in order, too."""
    sentences = find_sentences(text, [line])
    own = {m.span.start for m in marks if m.own}
    coming, near = iter(marks), list[_Mark]()
    ahead = next(coming, None)
    for index, sentence in enumerate(sentences):
        while ahead is not None and ahead.span.start < sentence.end:
            near.append(ahead)
            ahead = next(coming, None)
        near = [m for m in near if m.span.end > sentence.start]
        here = [m for m in near if m.span.overlaps(sentence)]
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if following and following.start in own:
            # "The wall from above. (Photo: Ann Lo, Vale Pictures)"
            continue
        last = max(here, key=lambda m: m.span.end, default=None)
        begins = min(last.span.end, sentence.end) if last else sentence.start
        rest = Span(begins, sentence.end)
        seams = list(find_seams(text, rest))
        if last and not seams:
            seams = [m.end() for m in _REST.finditer(text, *rest) if _opens(text, rest, m)]
        if seams:
            begins = seams[-1]
        elif last and last.leads:
            continue
        told = Span(begins, sentence.end).trimmed(text)
        if begins == sentence.start or _SENTENCE.search(told.of(text)):
            yield told


def _opens(text: str, sentence: Span, seam: re.Match[str]) -> bool:
    """Whether a title after a plain word ("after the vote Mr Orr") can open a sentence."""
    before = text[sentence.start : seam.start()].split()
    return seam["title"] is None or (len(before) >= FEWEST_BEFORE and before[-1] not in UNFINISHED)


def _join(text: str, sentences: Iterator[Span]) -> list[Span]:
    """Sentences that follow one another as one span."""
    out: list[Span] = []
    for span in sentences:
        if out and not text[out[-1].end : span.start].strip():
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _marks(text: str, line: Span) -> list[_Mark]:
    """The signs of furniture in a line, in no order."""
    marks = [*_page_words(text, line), *_galleries(text, line)]
    second = next(iter(find_sentences(text, [line])[1:]), line).start
    for bracket in _BRACKETED.finditer(text, *line):
        if bracket["label"] or is_credit(bracket["name"]):
            # A lead has no credit after it: what has is a caption.
            first = second == line.start or bracket.start() <= second
            own = first or bool(_PHOTOGRAPHER.match(bracket["name"]))
            marks.append(_Mark(Span(*bracket.span()), leads=False, own=own))
    within = _within(sorted(m.span for m in marks))
    credits = [
        Span(*m.span())
        for m in _CREDIT.finditer(text, *line)
        if not _held(text, line, m.start()) and not within(Span(*m.span()))
    ]
    leads = any(_after_stop(text, line, c.start) for c in credits)
    if leads:
        credits += [Span(*m.span()) for m in _OTHERS.finditer(text, *line)]
    return marks + [_Mark(c, leads=leads or " of " in c.of(text)) for c in credits]


def _within(spans: Sequence[Span]) -> Callable[[Span], bool]:
    """Tells whether a span lies within one of `spans`, which are in order."""
    starts = [s.start for s in spans]
    reach = list(accumulate((s.end for s in spans), max))

    def lies(span: Span) -> bool:
        index = bisect_right(starts, span.start) - 1
        return index >= 0 and reach[index] >= span.end

    return lies


def _held(text: str, line: Span, at: int) -> bool:
    """Whether a word before the name holds it in its sentence ("a buyer for Getty Images")."""
    before = text[max(line.start, at - LONGEST_WORD) : at]
    return before.rpartition(" ")[0].rpartition(" ")[2] in UNFINISHED


def _after_stop(text: str, line: Span, at: int) -> bool:
    before = text[max(line.start, at - LONGEST_WORD) : at].rstrip()
    return not before or ends_sentence(before)


def _galleries(text: str, line: Span) -> Iterator[_Mark]:
    """Runs of counted pictures, with the credit of the last."""
    run: list[re.Match[str]] = []
    for count in (*_GALLERY.finditer(text, *line), None):
        follows = (
            count is not None
            and run
            and count["of"] == run[-1]["of"]
            and int(count["at"]) == int(run[-1]["at"]) + 1
            and count.start() - run[-1].end() < LONGEST_GALLERY
        )
        if run and not follows:
            if len(run) >= FEWEST_IN_GALLERY:
                reach = min(line.end, run[-1].end() + LONGEST_GALLERY)
                credit = _GALLERY_CREDIT.search(text, run[-1].end(), reach)
                end = credit.end() if credit else run[-1].end()
                yield _Mark(Span(run[0].start(), end), leads=credit is None)
            run = []
        if count is not None:
            run.append(count)


def _page_words(text: str, line: Span) -> Iterator[_Mark]:
    """What the page says of itself."""
    if photo := _PHOTO.match(text, *line):
        yield _Mark(Span(*photo.span()), leads=False)
    for found in _page_pattern().finditer(text, *line):
        leads = found.group().endswith(_LEADING)
        yield _Mark(Span(*found.span()), leads=leads)


@cache
def _page_pattern() -> re.Pattern[str]:
    """The lexicon as one pattern, the longest entries first."""
    entries = sorted(load_lines("ingest/page_words.txt"), key=len, reverse=True)
    either = "|".join(re.escape(entry) for entry in entries)
    return re.compile(rf"(?<!\S)(?:\d+ of \d+ )?(?:{either})(?= [A-Z\"“1]|\Z)")
