"""Finds and resolves the time expressions of a text, in document order.

Input: a text, the date it was published, its sentences.  Output: typed expressions after TimeML's
TIMEX3 (Pustejovsky et al., 2003).  A production is tried only at the words that may begin it;
the longest match at a place wins.  A second pass joins what belongs together: "10 a.m." with "on
Friday", "two days before" with "Nov. 8", "the week of" with "March 6".
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from generator.document import Span
from generator.findings import TimeExpression, TimeKind
from generator.timex import counted, days, deictic, periods
from generator.timex.calendar import Cal, Resolved, real_day, unit_from, week, weekend
from generator.timex.context import LIFETIME, Context, Production, looks_back
from generator.timex.words import S0, UNITS, S

Order = Literal["md", "dm"]

TOKEN = re.compile(r"[A-Za-z]+|\d+")
LONGEST_TOKEN = 12


def _index() -> dict[str, tuple[Production, ...]]:
    rows: dict[str, list[Production]] = defaultdict(list)
    for row in chain.from_iterable(m.PRODUCTIONS for m in (days, periods, deictic, counted)):
        for word in row.first:
            rows[word].append(row)
    return {word: tuple(found) for word, found in rows.items()}


_BY_FIRST = _index()
"""The productions that may begin with a word ("0": with digits)."""


class Found(NamedTuple):
    """An expression with what it came to, before the joins."""

    span: Span
    kind: TimeKind
    resolved: Resolved
    words: str


def scan(ctx: Context, is_story: Callable[[int], bool] = lambda _: True) -> list[Found]:
    """All expressions of the text, each resolved by itself.

    Args:
        ctx: What to resolve against; its memory of named dates is filled on the way.
        is_story: Whether an offset lies in the story: only dates of the story are remembered.
    """
    found: list[Found] = []
    end = 0
    for token in TOKEN.finditer(ctx.text):
        start = token.start()
        if start < end or token.end() - start > LONGEST_TOKEN:
            continue
        rows = _BY_FIRST.get("0" if token[0].isdigit() else token[0].lower())
        if rows is None or not _at_word_start(ctx.text, start):
            continue
        best = _longest(rows, ctx, start)
        if best is None or _is_title(ctx.text, best):
            continue
        found.append(best)
        end = best.span.end
        if is_story(start):
            _remember(ctx, best)
    return found


_TITLE = re.compile(r"(?:This|Last|Next) [A-Z][a-z]+|Today|Tonight|Tomorrow|Yesterday")
_OWNED = re.compile(r"(?:['’]s|s['’])\s[“\"‘]?\Z")


def _is_title(text: str, found: Found) -> bool:
    """Whether capitals make it the name of a programme: "on Vale TV's “This Week”"."""
    start = found.span.start
    owned = _OWNED.search(text, max(0, start - len("s’ “")), start)
    return owned is not None and _TITLE.fullmatch(found.words) is not None


def _at_word_start(text: str, start: int) -> bool:
    """Whether no word or number runs on into `start` ("1.5 million", "v2")."""
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalnum() or before == "_":
        return False
    return not (
        before in ".,:/" and start > 1 and text[start - 2].isdigit() and text[start].isdigit()
    )


def _longest(rows: tuple[Production, ...], ctx: Context, start: int) -> Found | None:
    matches = [(m, row) for row in rows if (m := row.pattern.match(ctx.text, start))]
    for m, row in sorted(matches, key=lambda pair: -pair[0].end()):
        resolved = row.resolve(m, ctx)
        if resolved is not None:
            return Found(Span(*m.span()), row.kind, resolved, m[0])
    return None


def _remember(ctx: Context, found: Found) -> None:
    point = found.resolved.point
    if point is None:
        return
    ctx.last, ctx.last_at = point, found.span.start
    if str(point.year) in found.words:
        ctx.years.append((point.year, found.span.start))


_WEEKDAY_ONLY = re.compile(r"(?:[\w\s]{0,30}\s)?[A-Z][a-z]{2,5}day", re.IGNORECASE)
_THAT_YEAR = re.compile(rf"(?:that|the)(?:{S}same)?{S}year", re.IGNORECASE)
_WEEKEND_OF = re.compile(rf"(?:\w+{S}){{0,2}}weekend{S}of{S}", re.IGNORECASE)
_COMMA = re.compile(rf",?{S}")
_PARENTHESIS_OPENS = re.compile(rf"{S0}\(")
_JOINS_TIME = re.compile(
    rf"{S0},?{S0}(?:(?:on|at|around|about|of){S})?(?:the{S}(?:morning|evening|night|afternoon){S}of{S})?"
)
_PARENTHESIS = re.compile(rf"{S0}\([^()]{{1,30}}\){S0}(?:on{S})?")
_BEFORE = re.compile(
    rf"{S}(?P<way>before|after|prior{S}to|from|ahead{S}of|following){S}(?:(?:the|his|her|its|their){S})?"
)


def join(ctx: Context, found: Sequence[Found]) -> list[Found]:
    """Joins neighbours and gives every clock time the day that it belongs to."""
    out: list[Found] = []
    i = 0
    while i < len(found):
        one = found[i]
        two = found[i + 1] if i + 1 < len(found) else None
        joined = _joined(ctx, one, two) if two else None
        if joined is None:
            out.append(one)
        else:
            out.append(joined[0])
            i += joined[1]
        i += 1
    out = [f for f in out if f.resolved.value not in (counted.WEEK_OF, counted.NEXT_TO)]
    return [_dated(ctx, out, i) for i in range(len(out))]


class _Pair(NamedTuple):
    """Two expressions that follow each other."""

    one: Found
    two: Found
    between: str
    words: str
    """All of it."""

    @property
    def span(self) -> Span:
        """Where all of it stands."""
        return Span(self.one.span.start, self.two.span.end)

    @property
    def bare(self) -> bool:
        """Whether nothing stands between the two."""
        return not self.between.strip()


_Join = tuple[Found, int]
"""What two expressions are together, and whether that swallows the second (1) or not (0)."""


def _joined(ctx: Context, one: Found, two: Found) -> _Join | None:
    """What two neighbours are together; None where each is on its own."""
    if two.span.start - one.span.end > 40:
        return None
    between = ctx.text[one.span.end : two.span.start]
    pair = _Pair(one, two, between, ctx.text[one.span.start : two.span.end])
    return (
        _around_day(pair)
        or _weekday_and_day(pair)
        or _day_and_year(pair)
        or _with_clock(pair)
        or _counted_from(ctx, pair)
    )


def _around_day(pair: _Pair) -> _Join | None:
    """ "the week of" or "the weekend of" a day, "the day before" a date."""
    one, day = pair.one, pair.two.resolved.point
    if day is None:
        return None
    if one.resolved.value == counted.WEEK_OF and day.day and pair.bare:
        return Found(pair.span, "date", week(day.first), pair.words), 1
    if _WEEKEND_OF.fullmatch(one.words + pair.between) and day.day:
        return Found(pair.span, "date", weekend(day.first), pair.words), 1
    if one.resolved.value == counted.NEXT_TO and not pair.between.strip(" the"):
        moved = _next_to(one, day)
        return (Found(pair.span, "date", moved, pair.words), 1) if moved else None
    return None


def _weekday_and_day(pair: _Pair) -> _Join | None:
    """ "Friday, 3 March", "Friday (3 March": the date tells which Friday."""
    one, two = pair.one, pair.two
    day = two.resolved.point
    if not (_WEEKDAY_ONLY.fullmatch(one.words) and day and day.day and two.kind == "date"):
        return None
    if _COMMA.fullmatch(pair.between):
        return two._replace(span=pair.span, words=pair.words), 1
    if _PARENTHESIS_OPENS.fullmatch(pair.between):
        return one._replace(resolved=Resolved(day.iso, day.iso, day)), 0
    return None


def _day_and_year(pair: _Pair) -> _Join | None:
    """ "3 March of that year": the year is the second's."""
    first, year = pair.one.resolved.point, pair.two.resolved.point
    of_year = year and not year.month and _THAT_YEAR.fullmatch(pair.two.words)
    if not (first and first.month and year and of_year):
        return None
    told = real_day(year.year, first.month, first.day or 1)
    if told is None or pair.between.strip(" ,"):
        return None
    told = told if first.day else Cal(told.year, told.month)
    return Found(pair.span, "date", Resolved(told.iso, told.iso, told), pair.words), 1


def _with_clock(pair: _Pair) -> _Join | None:
    """ "at 3 p.m. on Friday", "Friday at 3 p.m.": a day and the time on it."""
    first, day = pair.one.resolved.point, pair.two.resolved.point
    clock = _clock(pair.one)
    if clock and day and day.day and not _clock(pair.two):
        dated = Resolved(f"{day.iso}{clock}", day.iso, day)
        if _JOINS_TIME.fullmatch(pair.between):
            return Found(pair.span, "time", dated, pair.words), 1
        if _PARENTHESIS.fullmatch(pair.between):
            return pair.one._replace(resolved=dated), 0
    clock = _clock(pair.two)
    if clock and first and first.day and _JOINS_TIME.fullmatch(pair.between):
        dated = Resolved(f"{first.iso}{clock}", first.iso, first)
        return Found(pair.span, "time", dated, pair.words), 1
    return None


def _counted_from(ctx: Context, pair: _Pair) -> _Join | None:
    """ "two days before" a date, which stays an expression of its own."""
    one, day = pair.one, pair.two.resolved.point
    way = _BEFORE.fullmatch(pair.between)
    if way is None or day is None or one.kind != "duration":
        return None
    resolved = _counted(one, way["way"].lower(), day)
    if resolved is None:
        return None
    span = Span(one.span.start, one.span.end + way.end("way"))
    return Found(span, "date", resolved, span.of(ctx.text)), 0


def _next_to(found: Found, day: Cal) -> Resolved | None:
    """As in "the day before" + a date."""
    unit = found.words.lower().split()[1]
    return unit_from(day, UNITS[unit], -1 if "before" in found.words.lower() else 1)


_LENGTH = re.compile(r"P(\d+)([DWMY])$")


def _counted(length: Found, way: str, day: Cal) -> Resolved | None:
    """As in "two days" + "before" + a date."""
    m = _LENGTH.match(length.resolved.value or "")
    if not m or counted.LOOSE.search(length.words):
        return None
    sign = -1 if way.startswith(("before", "prior", "ahead")) else 1
    return unit_from(day, m[2], sign * int(m[1]))


def _clock(found: Found) -> str | None:
    value = found.resolved.value
    return value if found.kind == "time" and value and value.startswith("T") else None


def _dated(ctx: Context, found: list[Found], i: int) -> Found:
    """A clock time with a day: of its sentence, else named last near by, else the anchor."""
    clock = _clock(found[i])
    if clock is None:
        return found[i]
    sentence = ctx.sentence(found[i].span.start)
    day: Cal | None = None
    for j in range(i + 1, min(i + 3, len(found))):
        if found[j].span.start < sentence.end and (p := found[j].resolved.point) and p.day:
            day = p
            break
    for j in range(i - 1, max(-1, i - 4), -1):
        start = found[j].span.start
        p = found[j].resolved.point
        if (
            p
            and p.day
            and (
                sentence.start <= start
                or (day is None and _near(ctx, start, found[i].span.start, p))
            )
        ):
            day = p
            break
    if day is None and ctx.anchor and not _in_history(ctx, found, i):
        day = Cal(ctx.anchor.year, ctx.anchor.month, ctx.anchor.day)
    if day is None:
        return found[i]
    return found[i]._replace(resolved=Resolved(f"{day.iso}{clock}", day.iso, day))


def _in_history(ctx: Context, found: list[Found], i: int) -> bool:
    """Whether the dates named before an expression lie a lifetime away from the anchor."""
    points = [p for f in found[max(0, i - 3) : i] if (p := f.resolved.point)]
    anchor = ctx.anchor
    return bool(points) and anchor is not None and abs(points[-1].year - anchor.year) >= LIFETIME


def _near(ctx: Context, start: int, end: int, day: Cal) -> bool:
    """Whether a date of an earlier sentence can still be the day of a clock time."""
    if end - start > 400 or "\n\n" in ctx.text[start:end]:
        return False
    return ctx.anchor is None or abs(day.first - ctx.anchor) <= dt.timedelta(days=3)


DATELINE_REACH = 400
_CITY = re.compile(r"^[^\S\n]*[A-Z][A-Z.'’ \-]{2,40}(?=,)", re.MULTILINE)
_COMMAS = re.compile(rf",{S}(?=[A-Z0-9])")
_DATELINE_END = re.compile(rf"\.?{S0}(?:\([^)\n]{{1,40}}\){S0})?(?:--|[-–—_])")


def dateline(text: str, published: dt.date | None) -> dt.date | None:
    """The date in the dateline ("BRILL, March 3 (Agency) —") at the head of the text.

    A dateline without a year takes the publication date's; without that one it tells nothing.
    """
    head = text[:DATELINE_REACH]
    ctx = Context(head, published)
    for city in _CITY.finditer(head):
        for comma in _COMMAS.finditer(head, city.end(), city.end() + 60):
            rows = _BY_FIRST.get(_key(head, comma.end()))
            best = _longest(rows, ctx, comma.end()) if rows else None
            if best and _DATELINE_END.match(head, best.span.end):
                day = best.resolved.point
                return day.first if day and day.day else None
    return None


def _key(text: str, start: int) -> str:
    """What the productions that may begin at `start` are filed under."""
    m = TOKEN.match(text, start)
    return "" if m is None else "0" if m[0].isdigit() else m[0].lower()


def find(
    text: str,
    published: dt.date | None,
    sentences: Sequence[Span],
    is_story: Callable[[int], bool] = lambda _: True,
) -> tuple[TimeExpression, ...]:
    """Finds and resolves all time expressions of a text.

    Args:
        text: Any text, of any length.
        published: The publication date; without it the dateline's date is taken, and without
            that, what counts from it stays unresolved.
        sentences: The text's sentences, in order.
        is_story: Whether an offset lies in the story itself.

    Returns:
        The expressions in document order; none overlap.
    """
    line = dateline(text, published)
    near = published is None or (line is not None and abs(line - published) < dt.timedelta(days=4))
    ctx = Context(text, line if line and near else published, sentences)
    ctx.numeric_order = numeric_order(text)
    ctx.retrospective = looks_back(text, ctx.anchor)
    joined = join(ctx, scan(ctx, is_story))
    return tuple(TimeExpression(f.span, f.kind, f.resolved.value, f.resolved.date) for f in joined)


_NUMERIC = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")


def numeric_order(text: str) -> Order | None:
    """As in "md" or "dm" where the text's numeric dates can be read one way only, else None."""
    orders: set[Order] = set()
    for m in _NUMERIC.finditer(text):
        a, b = int(m[1]), int(m[2])
        if a > 12 >= b:
            orders.add("dm")
        elif b > 12 >= a:
            orders.add("md")
    return orders.pop() if len(orders) == 1 else None
