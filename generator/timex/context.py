"""What an expression is resolved against: the anchor date, the dates said before, its sentence."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from generator.document import Span
from generator.findings import TimeKind
from generator.timex.calendar import Cal, Resolved, of_date, real_day
from generator.timex.tense import Tense, tense
from generator.timex.words import DASH, DAY, MONTH, S0, YEAR, S

ARTICLE = re.compile(r" (?:the|a|an|\w+['’]s) (?:early|late|mid)?[- ]?[a-z.]+[ \d]*$")
_EVENTS = (
    r"(?:elections?|primar(?:y|ies)|caucus(?:es)?|conventions?|referendum|runoff|summit|deadline"
    r"|ballot|contests?|matchup|polls|vote|inauguration|tournament|showdown)"
)
SCHEDULED = re.compile(rf"(?:['’]s)? (?:[a-z]+ )?{_EVENTS}\b")
"""What is on the calendar ahead of time: "the November election" is the coming one unless a verb
in the past tense says otherwise."""
HELD = re.compile(rf"\b{_EVENTS} (?:in [a-z .]{{2,20}} )?in$")
"""The same, before the month: "the convention in July"."""
MONTHS_BEHIND = 3
"""Months within which what happened is told with the month alone."""
MONTHS_AHEAD = 2
VOTES = re.compile(r"\b(?:elections?|ballots?|nominees?|primar(?:y|ies)|voters?|referendum)\b")
FEWEST_VOTES = 4
"""Words about a vote from which on a story is about one."""
NEAR = dt.timedelta(days=14)
"""A day of the year that lies this little ahead is meant, even with a verb in the past tense:
whoever means last year's, writes the year."""


RANGE_YEAR = re.compile(
    rf"{S0}(?:to|and|until|till|through|{DASH}){S0}{MONTH}(?:{S}{DAY})?,?{S}{YEAR}", re.IGNORECASE
)
UNKNOWN = 0
"""The year of what is long past, but cannot be told."""
NARRATIVE = 1200
"""Characters through which a story that named one year twice is still about that year."""
LIFETIME = 30
"""Years between a date and the publication from which on a text tells history, not news."""


_FULL_YEAR = re.compile(r"(?<![\w.,$£€/-])(1[5-9]\d\d|20\d\d)(?![\w%]|[.,]\d)")
_FULL_DATE = re.compile(rf"{MONTH}(?:{S}{DAY})?,?{S}(?P<full>1[5-9]\d\d|20\d\d)", re.IGNORECASE)
_RECENT_DAY = re.compile(
    r"\b(?:yesterday|tonight|last (?:week|month|night)"
    r"|this (?:week|month|year|morning|afternoon|evening)"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!,? \w+ \d|,? \d))"
)
_FEWEST_DATES = 3
_YEARS_BACK = 2


def looks_back(text: str, anchor: dt.date | None) -> bool:
    """Whether a text tells of times long past: old dates, written out, and hardly a recent day."""
    if anchor is None:
        return False
    dates = [int(m["full"]) for m in _FULL_DATE.finditer(text)]
    old = sum(anchor.year - y >= _YEARS_BACK for y in dates)
    recent = sum(anchor.year - int(y) < _YEARS_BACK for y in _FULL_YEAR.findall(text))
    # One may be the text's own date.
    recent = max(0, recent - 1) + len(_RECENT_DAY.findall(text))
    return old >= _FEWEST_DATES * max(1, recent)


@dataclass
class Context:
    """The state of one pass over a text, in document order.

    `anchor` is the date that deictic words count from; None leaves them unresolved.  `last` is
    the latest date that the story has named, with the offset at which it stood.
    """

    text: str
    anchor: dt.date | None
    sentences: Sequence[Span] = ()
    last: Cal | None = None
    last_at: int = 0
    years: list[tuple[int, int]] = field(default_factory=list)
    """Years that were written out, with where they stand, in document order."""
    retrospective: bool = False
    """Whether the text looks back: its bare days and months are of the year that it told last."""
    numeric_order: Literal["md", "dm"] | None = None
    """Whether the document's numeric dates put the month or the day first, where one tells."""

    @cached_property
    def on_a_vote(self) -> bool:
        """Whether the text is about an election or the like, which everybody looks ahead to."""
        return len(VOTES.findall(self.text)) >= FEWEST_VOTES

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset` (the whole text where there are no sentences)."""
        i = bisect.bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        if i < 0 or not self.sentences[i].start <= offset < self.sentences[i].end:
            return Span(max(0, offset - 400), min(len(self.text), offset + 400))
        return self.sentences[i]

    def tense(self, m: re.Match[str]) -> Tense | None:
        """Which way the expression points, by the verbs around it."""
        lower, upper = self.sentence(m.start())
        return tense(self.text, lower, upper, m.start(), m.end())

    def before(self, m: re.Match[str], length: int = 24) -> str:
        """The words right before the expression, in lower case, single-spaced."""
        return " ".join(self.text[max(0, m.start() - length) : m.start()].lower().split())

    def after(self, m: re.Match[str], length: int = 24) -> str:
        """The text right after the expression."""
        return self.text[m.end() : m.end() + length]

    def recent(self, m: re.Match[str]) -> Cal | None:
        """The latest date named, where it stands close enough for "the next day" to mean it."""
        if self.last is None or m.start() - self.last_at > 600:
            return None
        return self.last

    def told_year(self, m: re.Match[str]) -> int | None:
        """A year written out shortly before within the paragraph, far from the anchor's.

        It dates what follows in a narrative of older times ("In 1799 … in August he"), and what
        it closes in a range ("from March to August 2011").
        """
        shared = RANGE_YEAR.match(self.text, m.end())
        if shared:
            return int(shared["year"])
        if self.retrospective and self.years and self.tense(m) != "future":
            year, place = self.years[-1]
            apart = m.start() - place >= NARRATIVE or "\n\n" in self.text[place : m.start()]
            two = len({y for y, _ in self.years[-2:]}) > 1
            # Where the story has gone between years, and on, a bare day is of neither for sure.
            return UNKNOWN if apart and two else year
        recent = self.years[-2:]
        reach = NARRATIVE if len({y for y, _ in recent}) == 1 < len(recent) else NARRATIVE // 2
        near = [(y, at) for y, at in recent if m.start() - at < reach]
        if not near or not all(
            self.anchor is None or abs(self.anchor.year - y) >= LIFETIME for y, _ in near
        ):
            return None
        year, place = near[-1]
        close = m.start() - place < 240 and "\n\n" not in self.text[place : m.start()]
        return year if close or len(near) == 2 else None

    def day_of_year(self, m: re.Match[str], month: int, day: int) -> Cal | None:
        """The day meant by a month and a day without a year; None where the calendar lacks it."""
        told = self.told_year(m)
        if told is not None:
            return real_day(told, month, day) if told else None
        if self.anchor is None:
            return None
        days = [
            d.first
            for year in range(self.anchor.year - 4, self.anchor.year + 5)
            if (d := real_day(year, month, day))
        ]
        if not days:
            return None
        nearest = min(days, key=lambda d: abs(d - self.anchor))  # type: ignore[operator]
        fixed = premodifies(self, m) or self.before(m).endswith((" from", " of"))
        way = None if fixed else self.tense(m)
        if way == "past" and nearest > self.anchor + NEAR:
            nearest = max(d for d in days if d <= self.anchor)
        elif way == "future" and nearest < self.anchor - 2 * NEAR:
            nearest = min(d for d in days if d >= self.anchor)
        return of_date(nearest)

    def month_of_year(self, m: re.Match[str], month: int) -> Cal | None:
        """The month meant by a month's name without a year."""
        told = self.told_year(m)
        if told is not None:
            return Cal(told, month) if told else None
        if self.anchor is None:
            return None
        year, now = self.anchor.year, self.anchor.month
        if _month_ahead(self, m, back=(now - month) % 12):
            return Cal(year + (month < now), month)
        return Cal(year - (month > now), month)


def _month_ahead(ctx: Context, m: re.Match[str], *, back: int) -> bool:
    """Whether a month without a year is the coming one; the last one lies `back` months ago.

    What has a day set for it is the coming one even in a sentence in the past tense, where last
    year's lies further off: whoever means that writes "last".  Where no verb tells, a month that
    is near ahead is the coming one, and in a story about a vote any that does not lie close behind.
    """
    way, ahead = ctx.tense(m), 12 - back
    if SCHEDULED.match(ctx.after(m, 40)) or HELD.search(" ".join(ctx.before(m, 60).split())):
        open_ = premodifies(ctx, m) or back > MONTHS_BEHIND
        return way == "future" or (open_ if way is None else ahead < back)
    if premodifies(ctx, m):
        return way == "future" and back > MONTHS_BEHIND
    if way is None:
        return bool(back) and (ahead <= MONTHS_AHEAD or (back > MONTHS_BEHIND and ctx.on_a_vote))
    return way == "future"


def premodifies(ctx: Context, m: re.Match[str]) -> bool:
    """Whether it stands between an article and a noun: "the Oct. 23 shooting"."""
    words = f" {ctx.before(m)} {m[0].lower()}"
    return bool(ARTICLE.search(words) and re.match(r" [a-z]", ctx.after(m, 3)))


class Production(NamedTuple):
    """A rule of the grammar.

    `first` are the lower-case words that may begin it ("0" stands for any digits).  `resolve`
    returns None where the words turn out to be no time expression after all.
    """

    kind: TimeKind
    first: frozenset[str]
    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], Context], Resolved | None]


def production(
    kind: TimeKind,
    first: str,
    pattern: str,
    resolve: Callable[[re.Match[str], Context], Resolved | None],
) -> Production:
    """A production from its table row; the pattern ignores case and ends at a word's end."""
    compiled = re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE)
    return Production(kind, frozenset(first.split()), compiled, resolve)
