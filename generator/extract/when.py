"""Time expressions and the timeline.

Stage: extraction.  Input: a parsed document; output: its time expressions after TimeML's TIMEX3,
resolved against the publication date, and its dated events, oldest first.  The grammar is in
`generator/timex/`; dates standing alone ("Updated: 3 May 2021") are read by
`generator/timex/dates.py`.
"""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.document import Attribution, BlockKind, ParsedDocument, Span, Word
from generator.entities.openings import Openings
from generator.findings import DatedEvent, TimeExpression
from generator.language.marks import in_quotation
from generator.language.wording import sentence_of
from generator.timex import clauses, grammar
from generator.timex.anchors import dates_sentence, names_a_thing, supposed, thing_identified

STORY = (BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.PARAGRAPH)
"""Blocks that tell the story; dates of captions, bylines and credits are none of its."""
YEARS = range(1500, 9000)
"""Years that a document can have been published in; what lies beyond is a slip of the pen."""
SAME_HAPPENING = 0.6
"""Share of common words from which two entries of one date tell the same."""
FEWEST_WORDS = 2
"""A line with fewer is a time stamp or a table, not something that happened."""
_MOST_DATES = 40
"""Dates of one sentence that become entries: what has more is a table and tells nothing of them."""
MEMORY = 50
"""Entries of a date that a new one is compared with: bounds the work on endless lists."""
CLOSE = range(-8, 2)
"""Days from the publication within which news happens."""
HEAD_START = 0.15
"""Share of the text that softens how fast a date's weight falls with its place."""
ASIDE = 0.3
"""What a date counts that is said of something else ("ahead of Tuesday's vote") or lies ahead."""
LOOSE_DAYS = re.compile(r"(?:today|tonight|tomorrow|this morning|yesterday)\b", re.IGNORECASE)
"""Also said of the present age and of the page itself: half the weight of a weekday."""
_RANGE_OPENS = re.compile(r"\b(?P<word>between|from)\s+(?:the\s+)?$", re.IGNORECASE)
_RANGE_JOINS = re.compile(
    r"\s*(?:,\s*)?(?:and|to|until|till|through|[-–—])\s+(?:the\s+)?|\s*[-–—]\s*", re.IGNORECASE
)
_OWNS = ("'s", "’s")
"""As in "today's youth": the present age, not the day."""
_ADVERBIAL = re.compile(r"\b(?:on|since|after|before|of)\s$")
_LONG_STRETCH = re.compile(r"P\d+Y|PX")
_WORD = re.compile(r"\w{4,}|\d+")


def find_times(parsed: ParsedDocument) -> tuple[TimeExpression, ...]:
    """All time expressions of the document, captions and bylines included.

    Returns:
        Expressions in document order, none overlapping.  What cannot be resolved keeps `value`
        None or a TIMEX3 value with its unknown part marked (`XXXX-10-23`, `PAST_REF`).
    """
    return grammar.find(
        parsed.text, _published(parsed), parsed.sentences, _Places(_story(parsed)).holds
    )


def find_timeline(
    parsed: ParsedDocument,
    times: Sequence[TimeExpression],
    attributions: Sequence[Attribution] | None = None,
    openings: Openings | None = None,
) -> tuple[DatedEvent, ...]:
    """The story's dated events: one entry a date and happening.

    Args:
        parsed: The document.
        times: What `find_times` found in it.
        attributions: Those of the reading, unless others are given.  An entry within attributed
            content keeps its speaker in sight; what is quoted without a speaker in the sentence
            is set in quotation marks after the speaker's name.
        openings: Whom a "He" at the start of an entry means; without it the pronoun stands.

    Returns:
        Entries oldest first, in document order within a date.  Only expressions that name a
        stretch of the calendar enter; lengths of years, sets and vague references do not.
    """
    if attributions is None:
        attributions = parsed.reading.attributions
    story = _Places(_story(parsed))
    sentences = _Places(parsed.sentences or (Span(0, len(parsed.text)),))
    headline = next(iter(parsed.source.spans(BlockKind.HEADLINE)), None)
    titles: list[DatedEvent] = []
    entries: dict[str, list[DatedEvent]] = {}
    dated: Counter[Span] = Counter()
    for time in _ranges(parsed.text, [t for t in times if story.holds(t.span.start)]):
        if time.date is None or not _dates_an_event(parsed.text, time):
            continue
        sentence = sentences.at(time.span.start)
        if sentence is None:
            continue
        dated[sentence] += 1
        if dated[sentence] > _MOST_DATES or not _tells(parsed.text, sentence, time.span):
            continue
        saying = [a for a in attributions if any(c.overlaps(time.span) for c in a.content)]
        happening = _told(parsed, sentence, time, saying)
        beside = [t for t in times if sentence.covers(t.span) and t.date and t is not time]
        words = parsed.words_in(sentence)
        whole = happening.evidence == sentence.trimmed(parsed.text)
        thing = thing_identified(words, time.span)
        if thing is not None and time.span.of(parsed.text) == "9/11":
            # The attacks are the day's; their victims and their widows are not.
            continue
        if whole and _of_something(words, time, beside):
            continue
        if names_a_thing(words, time.span) and not _is_over(time.date, parsed.source.published):
            continue
        if supposed(words, time.span):
            continue
        if thing is not None:
            # "No charges over the 2008 grain collapse": of 2008 is the collapse, and no more.
            happening = clauses.Told(sentence_of(thing.of(parsed.text)), thing)
        elif openings is not None:
            happening = _named(parsed, openings, happening, saying)
        entry = DatedEvent(
            time.date,
            " ".join(time.span.of(parsed.text).split()),
            happening.text,
            happening.evidence,
        )
        if thing is not None or (headline and headline.covers(time.span)):
            # Kept only where the story itself has nothing of that date.
            titles.append(entry)
            continue
        alike = entries.setdefault(time.date, [])
        if not any(_same(entry, other) for other in alike[-MEMORY:]):
            alike.append(entry)
    for entry in titles:
        entries.setdefault(entry.date, [entry])
    return tuple(entry for date in sorted(entries, key=_first_day) for entry in entries[date])


def _told(
    parsed: ParsedDocument,
    sentence: Span,
    time: TimeExpression,
    saying: Sequence[Attribution],
) -> clauses.Told:
    """What a sentence tells of a date, with the speaker where it is somebody's word."""
    words = parsed.words_in(sentence)
    keep = [s for a in saying for s in (*a.source, *a.cue) if sentence.covers(s)]
    happening = clauses.told(parsed.text, sentence, time.span, keep, words)
    if saying and not any(sentence.covers(s) for a in saying for s in a.source):
        marked = in_quotation(parsed, happening.evidence)
        return clauses.quoted(parsed.text, happening, saying[-1].source, marked=marked)
    return happening


def _of_something(
    words: Sequence[Word], time: TimeExpression, beside: Sequence[TimeExpression]
) -> bool:
    """Whether a date belongs to a thing ("the machine of 1903") in a sentence dated by another."""
    bare_year = len(time.date or "") == len("1903")
    return (
        bare_year
        and not dates_sentence(words, time.span)
        and any(dates_sentence(words, other.span) for other in beside)
    )


def _is_over(year: str, published: str | None) -> bool:
    """Whether a year lies before the publication's: "the 2030 Games" date nothing in 2024."""
    return published is None or year < published[: len(year)]


def _named(
    parsed: ParsedDocument,
    openings: Openings,
    happening: clauses.Told,
    saying: Sequence[Attribution],
) -> clauses.Told:
    """The entry with a name for the pronoun that it begins with.

    Within a quotation the name stands in brackets, as papers set it, and only where somebody else
    is named as the speaker.
    """
    opening = openings.of(parsed.words_in(happening.evidence))
    if opening is None:
        return happening
    put, word = opening.put, rf"\b{opening.word.form}\b"
    if in_quotation(parsed, opening.word.span):
        speakers = [w for a in saying for s in a.source for w in parsed.words_in(s) if w.proper]
        if not speakers or any(w.form in opening.name.split() for w in speakers):
            return happening
        put, word = f"[{put}]", rf"{word}(?!['’])"
    text = re.sub(word, lambda _: put, happening.text, count=1, flags=re.IGNORECASE)
    return happening._replace(text=text)


def main_time(parsed: ParsedDocument, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The expression that most likely dates the main event.

    Returns:
        The first expression of the date that the story names most, the earlier the weightier:
        among days close to the publication, else among days, else among all dates.  None where
        there is none.
    """
    story = _Places(_story(parsed))
    own = [t for t in times if t.date and t.kind in ("date", "time") and story.holds(t.span.start)]
    days = [t for t in own if t.date and len(t.date) == len("2024-03-14")]
    published = _published(parsed)
    close = [t for t in days if published and (_first_day(t.date or "") - published).days in CLOSE]
    candidates = close or days or own
    weights: defaultdict[str | None, float] = defaultdict(float)
    for time in candidates:
        place = time.span.start / max(1, len(parsed.text))
        weight = 0.5 if LOOSE_DAYS.match(time.span.of(parsed.text)) else 1.0
        if not dates_sentence(parsed.words_in(_around(parsed, time)), time.span):
            weight *= ASIDE
        if published and _first_day(time.date or "") > published:
            weight *= ASIDE
        weights[time.date] += weight / (HEAD_START + place)
    return max(candidates, key=lambda t: weights[t.date], default=None)


def _around(parsed: ParsedDocument, time: TimeExpression) -> Span:
    """The sentence that holds an expression."""
    index = parsed.sentence_at(time.span.start)
    return parsed.sentences[index] if index >= 0 else time.span


class _Places:
    """Sorted spans, asked which one holds an offset."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [s.start for s in self.spans]

    def at(self, offset: int) -> Span | None:
        i = bisect.bisect_right(self.starts, offset) - 1
        return self.spans[i] if i >= 0 and offset < self.spans[i].end else None

    def holds(self, offset: int) -> bool:
        return self.at(offset) is not None


def _published(parsed: ParsedDocument) -> dt.date | None:
    """The day of publication, None where the source does not tell it to the day."""
    try:
        day = dt.date.fromisoformat((parsed.source.published or "")[:10])
    except ValueError:
        return None
    return day if YEARS.start <= day.year < YEARS.stop else None


def _story(parsed: ParsedDocument) -> tuple[Span, ...]:
    if not parsed.source.blocks:
        return (Span(0, len(parsed.text)),)
    return parsed.source.spans(*STORY)


def _ranges(text: str, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Joins "from 2014 to 2016" and "between May 3 and May 7" to one interval."""
    out: list[TimeExpression] = []
    for time in times:
        last = out[-1] if out else None
        opens = last and _RANGE_OPENS.search(text, max(0, last.span.start - 14), last.span.start)
        if (
            last
            and last.date
            and time.date
            and "/" not in last.date + time.date
            and _RANGE_JOINS.fullmatch(text, last.span.end, time.span.start)
            and opens
            and last.date < time.date
        ):
            span = Span(opens.start("word"), time.span.end)
            out[-1] = TimeExpression(span, "date", last.value, f"{last.date}/{time.date}")
        else:
            out.append(time)
    return out


def _dates_an_event(text: str, time: TimeExpression) -> bool:
    """Whether an editor would list it: no rates, no lengths of years, no centuries."""
    if time.kind == "set":
        return False
    value = time.value or ""
    if time.span.of(text).lower() == "today" and text[time.span.end : time.span.end + 2] in _OWNS:
        return False
    if time.span.of(text) == "9/11":
        return _ADVERBIAL.search(text, max(0, time.span.start - 8), time.span.start) is not None
    if time.kind == "duration":
        return not _LONG_STRETCH.match(value)
    return not (len(value) == 2 and value.isdigit())


def _tells(text: str, sentence: Span, date: Span) -> bool:
    """Whether the sentence says anything besides the date, which is not just its dateline's."""
    dateline = clauses.DATELINE.match(text, *sentence)
    if dateline and date.end <= dateline.end():
        return False
    around = text[max(sentence.start, date.start - 60) : date.start]
    around += " " + text[date.end : min(sentence.end, date.end + 60)]
    return len(re.findall(r"[^\W\d_]+", around)) >= FEWEST_WORDS


def _same(a: DatedEvent, b: DatedEvent) -> bool:
    """Whether two entries of one date tell of one happening."""
    if a.evidence.overlaps(b.evidence):
        return True
    one, two = set(_WORD.findall(a.text.lower())), set(_WORD.findall(b.text.lower()))
    return len(one & two) >= SAME_HAPPENING * max(1, min(len(one), len(two)))


def _first_day(date: str) -> dt.date:
    year, month, day = (*(int(p) for p in date.partition("/")[0].split("-")), 1, 1)[:3]
    return dt.date(year, month, day)
