"""Productions for days of the calendar, holidays and times of day.

Each function takes the match and the context and returns what the words come to, UNRESOLVED where
the document does not tell, None where the words are no time expression.
"""

from __future__ import annotations

import datetime as dt
import re

from generator.timex.calendar import (
    HOLIDAYS,
    UNRESOLVED,
    Cal,
    Resolved,
    at,
    holiday,
    interval,
    of_date,
    real_day,
    week,
)
from generator.timex.context import NEAR, Context, production
from generator.timex.words import (
    ANY_WEEKDAY,
    DASH,
    DAY,
    MONTH,
    MONTH_FIRST,
    ORDINALS,
    S0,
    WEEKDAY_FIRST,
    YEAR,
    YEAR_TAIL,
    S,
    month_number,
    one_of,
    year_of,
)

MODIFY = frozenset(("christmas", "easter", "thanksgiving", "halloween", "new year's"))

MODIFIED = (
    r" (?!(?:and|or|in|at|as|on|when|but|with|for|to|was|is|were|last|this|week|weekend|holidays?"
    r"|break|morning|after|before|by|than|if|because|because|while|through)\b)[a-z]"
)
"""A holiday before a noun names a kind of thing: a Christmas card has no date."""

_WEEKDAY_LEAD = rf"(?:(?:on{S})?{ANY_WEEKDAY},?{S}(?:the{S})?)?"

_DAY_FIRST = r"(?P<day>0?[1-9]|[12]\d|3[01])"

_MONTH2 = MONTH.replace("<month>", "<month2>")

_DAY2 = DAY.replace("<day>", "<day2>")

_TO = rf"(?:{S0}{DASH}{S0}|{S}(?:to|through|until|and){S})"

_HALF = r"(?P<half>[ap]\.m\b\.?|[ap]m)"

_ZONE = (
    rf"(?:{S}\(?(?:GMT|UTC|BST|E\.?[SD]?\.?T\b\.?|C[SD]?T|P[SD]?T|M[SD]T|CEST|CET|Eastern|Pacific|"
    rf"Central|local{S}time)(?:{S}time)?\)?)?"
)

_ABOUT = rf"(?:(?:about|around|shortly after|shortly before|just after|just before){S})?"

_HOLIDAY = one_of(HOLIDAYS).replace("'", "['’]?").replace(r"st(?:", r"st\.?(?:", 1)


def _day(m: re.Match[str], ctx: Context) -> Cal | None:
    month, day = month_number(m["month"]), int(m["day"])
    year = year_of(m)
    if year is not None:
        return real_day(year, month, day)
    attack = re.match(r"['’]?s?,? (?:terror|attack|hijack)", ctx.after(m, 14))
    if (month, day) == (9, 11) and attack:
        return Cal(2001, 9, 11)
    return ctx.day_of_year(m, month, day)


def month_day(m: re.Match[str], ctx: Context) -> Resolved | None:
    """A day and a month, with or without a year, weekday or second day ("May 3-7")."""
    if m["month"].islower() and m["month"] in ("may", "march", "mar", "dec", "sep", "jan"):
        return None
    cal = _day(m, ctx)
    if cal is None:
        month, day = month_number(m["month"]), int(m["day"])
        if real_day(2000, month, day) is None:
            return UNRESOLVED
        if year_of(m) is None:
            return Resolved(f"XXXX-{month:02d}-{day:02d}")
        return UNRESOLVED
    second = m.groupdict().get("day2")
    if second:
        month2 = month_number(m["month2"]) if m.groupdict().get("month2") else cal.month
        end = real_day(cal.year, month2, int(second))
        if end and end > cal:
            return Resolved(cal.iso, interval(cal, end), end)
    return at(cal)


def ordinal_day(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the fifth of January", "January the fifth"."""
    month, day = month_number(m["month"]), ORDINALS[" ".join(m["ordinal"].lower().split())]
    year = year_of(m)
    if real_day(2000, month, day) is None:
        return None
    cal = real_day(year, month, day) if year else ctx.day_of_year(m, month, day)
    return at(cal) if cal or year else Resolved(f"XXXX-{month:02d}-{day:02d}")


def iso_date(m: re.Match[str], _ctx: Context) -> Resolved | None:
    """As in "2016-11-08", with a time or without."""
    cal = real_day(int(m["year"]), int(m["m"]), int(m["d"]))
    if cal is None:
        return None
    clock = m.groupdict().get("clock")
    if clock and int(clock[:2]) < 25:
        return Resolved(f"{cal.iso}T{clock[:5]}", cal.iso, cal)
    return at(cal)


def numeric_date(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "11/20/2022", "20.11.2022"; a date that reads two ways stays unresolved."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["year"])
    year += 2000 if year < 70 and len(m["year"]) == 2 else 1900 if len(m["year"]) == 2 else 0
    readings = {real_day(year, first, second), real_day(year, second, first)} - {None}
    if m["sep"] == ".":
        readings = {real_day(year, second, first)} - {None}
    if not readings:
        return None
    if len(readings) > 1:
        order = ctx.numeric_order
        if order is None:
            return UNRESOLVED
        readings = {real_day(year, *((first, second) if order == "md" else (second, first)))}
    return at(readings.pop())


def named_day(m: re.Match[str], ctx: Context) -> Resolved | None:
    """A holiday whose date the calendar tells: "Christmas Eve", "Good Friday 2016"."""
    name = " ".join(m["name"].lower().replace("’", "'").replace(".", "").split())
    if re.match(r" (?:Agreement|Accord)", ctx.after(m)):
        return None
    bare = name in MODIFY and not m["week"]
    if m["name"].islower() or (bare and re.match(MODIFIED, ctx.after(m))):
        return None
    year = year_of(m)
    day = holiday(name, year) if year is not None else _holiday_near(name, m, ctx)
    if day is None:
        return None if year is not None else UNRESOLVED
    return week(day) if m["week"] else at(of_date(day))


def _holiday_near(name: str, m: re.Match[str], ctx: Context) -> dt.date | None:
    """The holiday's day closest to the anchor in the direction that the words point."""
    if ctx.anchor is None:
        return None
    anchor, which, way = ctx.anchor, (m["which"] or "").lower(), ctx.tense(m)
    near = [d for y in range(anchor.year - 2, anchor.year + 3) if (d := holiday(name, y))]
    past = [d for d in near if d <= anchor]
    ahead = [d for d in near if d >= anchor]
    soon = ahead and min(ahead) - anchor <= NEAR
    if which == "last" or (which != "next" and way == "past" and past and not soon):
        return max(past, default=None)
    if which == "next" or (way == "future" and ahead):
        return min(ahead, default=None)
    return min(near, key=lambda d: abs(d - anchor), default=None)


def september_11(_m: re.Match[str], _ctx: Context) -> Resolved | None:
    """As in "9/11": the attacks of 2001 are the one date that goes by its numbers."""
    return at(Cal(2001, 9, 11))


def clock_time(m: re.Match[str], ctx: Context) -> Resolved | None:
    """A time of day; `grammar.py` gives it its date."""
    groups = m.groupdict()
    word = (groups.get("word") or "").lower()
    if word:
        if ctx.before(m).endswith("high"):
            return None
        return Resolved({"midnight": "T00:00", "noon": "T12:00", "midday": "T12:00"}[word])
    hour, minute = int(groups["hour"]), int(groups.get("minute") or 0)
    half = (groups.get("half") or "").lower()
    if hour > 24 or minute > 59 or (half and hour > 12):
        return None
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    return Resolved(f"T{hour:02d}:{minute:02d}")


PRODUCTIONS = (
    production(
        "date",
        f"{MONTH_FIRST} {WEEKDAY_FIRST}",
        rf"{_WEEKDAY_LEAD}{MONTH}{S0}{DAY}(?:{_TO}(?:{_MONTH2}{S})?{_DAY2})?{YEAR_TAIL}",
        month_day,
    ),
    production(
        "date",
        f"0 the {WEEKDAY_FIRST}",
        rf"{_WEEKDAY_LEAD}(?:the{S})?{DAY}(?:{_TO}{_DAY2})?{S}(?:of{S})?{MONTH}{YEAR_TAIL}",
        month_day,
    ),
    production("date", "0", rf"{_DAY_FIRST}(?P<dash>[-/])(?-i:{MONTH})(?P=dash){YEAR}", month_day),
    production(
        "date",
        "the " + " ".join({w.split()[0].split("-")[0] for w in ORDINALS}),
        rf"(?:the{S})?(?P<ordinal>{one_of(ORDINALS)}){S}of{S}{MONTH}{YEAR_TAIL}",
        ordinal_day,
    ),
    production(
        "date",
        MONTH_FIRST,
        rf"{MONTH}{S}the{S}(?P<ordinal>{one_of(ORDINALS)})(?!-)",
        ordinal_day,
    ),
    production(
        "date",
        "0",
        r"(?P<year>(?:1\d|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
        r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)?",
        iso_date,
    ),
    production(
        "date",
        "0",
        r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:1\d|20)\d\d|\d\d)",
        numeric_date,
    ),
    production("date", "0", "9/11", september_11),
    production(
        "date",
        "last next this " + " ".join(sorted({h.split()[0].split("'")[0] for h in HOLIDAYS})),
        rf"(?:(?P<which>last|next|this){S})?(?P<name>{_HOLIDAY})(?P<week>{S}week)?(?:,?{S}{YEAR})?",
        named_day,
    ),
    production(
        "time",
        "0 about around shortly just",
        rf"{_ABOUT}(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))?{S0}{_HALF}{_ZONE}",
        clock_time,
    ),
    production(
        "time",
        "0 about around shortly just",
        rf"{_ABOUT}(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?!:?\d){_ZONE}",
        clock_time,
    ),
    production(
        "time",
        "midnight noon midday about around shortly just",
        rf"{_ABOUT}(?P<word>midnight|noon|midday){_ZONE}",
        clock_time,
    ),
)
"""Pattern -> function.  The grammar takes the longest of those that match at a place."""
