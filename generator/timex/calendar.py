"""Calendar arithmetic on dates of differing precision, weeks, seasons and holidays.

Input and output are plain values; nothing here knows of text.  Values follow TIMEX3 (ISO 8601
with its extensions: `2016-W38`, `2016-SU`, `199X`), intervals are written `start/end`.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

DAY = dt.timedelta(days=1)
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9)}
"""Meteorological seasons of the northern hemisphere: TIMEX3's code and the first month."""
WINTER = ("WI", 12)


class Cal(NamedTuple):
    """A year, a month or a day: `month` and `day` are 0 where the precision ends before them."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
            if self.day:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def first(self) -> dt.date:
        """The first day that it covers."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def final(self) -> dt.date:
        """The last day that it covers."""
        if self.day:
            return self.first
        if not self.month:
            return dt.date(self.year, 12, 31)
        return dt.date(self.year, self.month, month_length(self.year, self.month))


class Resolved(NamedTuple):
    """What an expression comes to.

    `value` is the TIMEX3 value, `date` what a sheet may hold, `point` the place in the calendar
    that a later "the next day" counts from.
    """

    value: str | None
    date: str | None = None
    point: Cal | None = None


UNRESOLVED = Resolved(None)


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    return (dt.date(year + month // 12, month % 12 + 1, 1) - DAY).day if year < 9999 else 31


def real_day(year: int, month: int, day: int) -> Cal | None:
    """The day, or None where the calendar lacks it (30 February, month 13)."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return Cal(year, month, day)


def of_date(date: dt.date) -> Cal:
    """A `datetime.date` as a day."""
    return Cal(date.year, date.month, date.day)


def shift_months(cal: Cal, count: int) -> Cal:
    """The month `count` months after the month of `cal`."""
    months = cal.year * 12 + max(cal.month, 1) - 1 + count
    return Cal(months // 12, months % 12 + 1)


def in_range(year: int) -> bool:
    """Whether `datetime` can hold the year with room for arithmetic around it."""
    return 1 <= year <= 9998


def at(cal: Cal | None) -> Resolved:
    """A year, month or day as its own resolution."""
    if cal is None or not in_range(cal.year):
        return UNRESOLVED
    return Resolved(cal.iso, cal.iso, cal)


def interval(start: Cal, end: Cal) -> str:
    """`start/end`, or the one date where both are the same."""
    return start.iso if start == end else f"{start.iso}/{end.iso}"


def week(date: dt.date) -> Resolved:
    """The ISO week (Monday to Sunday) that holds `date`."""
    monday = date - DAY * date.weekday()
    year, number, _ = date.isocalendar()
    return Resolved(
        f"{year:04d}-W{number:02d}", interval(of_date(monday), of_date(monday + 6 * DAY))
    )


def weekend(date: dt.date) -> Resolved:
    """The Saturday and Sunday of the ISO week that holds `date`."""
    saturday = date + DAY * (5 - date.weekday())
    year, number, _ = date.isocalendar()
    return Resolved(
        f"{year:04d}-W{number:02d}-WE",
        interval(of_date(saturday), of_date(saturday + DAY)),
        of_date(saturday),
    )


def season(year: int, name: str) -> Resolved:
    """A season of a year; a winter begins in the year's December."""
    code, month = SEASONS.get(name, WINTER)
    start = Cal(year, month)
    return Resolved(f"{year:04d}-{code}", interval(start, shift_months(start, 2)), start)


def quarter(year: int, number: int) -> Resolved:
    """A quarter of a calendar year."""
    start = Cal(year, 3 * number - 2)
    return Resolved(f"{year:04d}-Q{number}", interval(start, shift_months(start, 2)), start)


def part(cal: Cal, name: str) -> Resolved:
    """The early, middle or late third of a month or a year; the value keeps the whole."""
    index = {"early": 0, "mid": 1, "late": 2}[name]
    if cal.day:
        return at(cal)
    if cal.month:
        start = cal._replace(day=(1, 11, 21)[index])
        end = cal._replace(day=(10, 20, month_length(cal.year, cal.month))[index])
    else:
        start, end = Cal(cal.year, 4 * index + 1), Cal(cal.year, 4 * index + 4)
    return Resolved(cal.iso, interval(start, end), cal)


def decade(year: int, name: str = "") -> Resolved:
    """The ten years that begin with `year`, or their early, middle or late part."""
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(name, (0, 9))
    return Resolved(f"{year // 10:03d}X", interval(Cal(year + low), Cal(year + high)))


def century(number: int) -> Resolved:
    """The century of that ordinal number: the 19th runs from 1801 to 1900."""
    return Resolved(f"{number - 1:02d}", interval(Cal(100 * (number - 1) + 1), Cal(100 * number)))


def unit_from(base: Cal, unit: str, shift: int) -> Resolved | None:
    """The unit that lies `shift` units from the one that holds `base`, at that unit's precision."""
    if abs(shift) > 9000:
        return UNRESOLVED
    if unit == "D":
        if not base.day:
            return None
        ordinal = base.first.toordinal() + shift
        return at(of_date(dt.date.fromordinal(ordinal))) if ordinal > 0 else UNRESOLVED
    if unit == "W":
        if not base.day:
            return None
        ordinal = base.first.toordinal() + 7 * shift
        return week(dt.date.fromordinal(ordinal)) if ordinal > 7 else UNRESOLVED
    if unit == "M":
        if not base.month:
            return None
        cal = shift_months(base, shift)
        return at(cal) if in_range(cal.year) else UNRESOLVED
    if unit == "Q":
        if not base.month:
            return None
        cal = shift_months(base, 3 * shift)
        return quarter(cal.year, (cal.month + 2) // 3)
    years = {"Y": 1, "E": 10, "C": 100}[unit]
    year = base.year + years * shift
    return at(Cal(year)) if in_range(year) else UNRESOLVED


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    total = h + k - 7 * m + 114
    return dt.date(year, total // 31, total % 31 + 1)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> dt.date:
    """The `number`-th Monday (0) to Sunday (6) of a month; -1 is the last one."""
    if number < 0:
        last = Cal(year, month).final
        return last - DAY * ((last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (number - 1))


FIXED_HOLIDAYS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "epiphany": (1, 6),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "halloween": (10, 31),
    "all saints' day": (11, 1),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
    "juneteenth": (6, 19),
}
EASTER_HOLIDAYS = {
    "shrove tuesday": -47,
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "ascension day": 39,
    "pentecost": 49,
    "whit monday": 50,
}
WEEKDAY_HOLIDAYS = {
    "martin luther king day": (1, 0, 3),
    "presidents' day": (2, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
}
ELECTION_DAY = "election day"
HOLIDAYS = (*FIXED_HOLIDAYS, *EASTER_HOLIDAYS, *WEEKDAY_HOLIDAYS, ELECTION_DAY)


def holiday(name: str, year: int) -> dt.date | None:
    """The day on which a holiday of `HOLIDAYS` falls in a year (election day: even years)."""
    if name in FIXED_HOLIDAYS:
        return dt.date(year, *FIXED_HOLIDAYS[name])
    if name in EASTER_HOLIDAYS:
        return easter(year) + DAY * EASTER_HOLIDAYS[name] if year > 1582 else None
    if name == ELECTION_DAY:
        return nth_weekday(year, 11, 0, 1) + DAY if year % 2 == 0 else None
    return nth_weekday(year, *WEEKDAY_HOLIDAYS[name])
