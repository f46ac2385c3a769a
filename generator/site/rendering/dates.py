"""Dates as people write them, with the ISO value kept for machines.

Input: a date or an interval of the fact sheet (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `start/end`).
Output: HTML with `<time datetime>` (HTML Living Standard, "valid date string", "valid month
string", "valid year string").  Precision is kept: a month stays a month, and a third of a month
reads "late September 2022".
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z")
_THIRDS = {(1, 10): "early", (11, 20): "mid-"}


class _Date(NamedTuple):
    """A parsed date; what it lacks is 0."""

    year: int
    month: int = 0
    day: int = 0

    def words(self, *, year: bool = True, month: bool = True) -> str:
        parts = []
        if self.day:
            parts.append(str(self.day))
        if self.month and month:
            parts.append(MONTHS[self.month - 1])
        if year or not parts:
            parts.append(str(self.year))
        return " ".join(parts)


def _parse(text: str) -> _Date | None:
    match = _DATE.match(text.strip())
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if month > 12 or (month and day > monthrange(max(year, 1), month)[1]):
        return None
    return _Date(year, month, day)


def _time(iso: str, words: str) -> Markup:
    return Markup(  # noqa: S704 - made of a date's own parts
        f'<time datetime="{escape(iso)}">{words}</time>'
    )


def _month_part(start: _Date, end: _Date) -> str | None:
    """What an interval within one month is called where it has a name of its own."""
    last = monthrange(max(start.year, 1), start.month)[1]
    name = f"{MONTHS[start.month - 1]} {start.year}"
    if (start.day, end.day) == (1, last):
        return name
    if (start.day, end.day) == (21, last):
        return f"late {name}"
    third = _THIRDS.get((start.day, end.day))
    if third is None:
        return None
    return f"{third}{name}" if third.endswith("-") else f"{third} {name}"


@lru_cache(maxsize=8192)
def date_html(value: str) -> Markup:
    """A date or an interval as HTML; what is neither is shown as it stands, escaped."""
    first, slash, second = value.partition("/")
    start = _parse(first)
    if start is None:
        return Markup.escape(value)
    if not slash:
        return _time(value.strip(), start.words())
    end = _parse(second)
    return Markup.escape(value) if end is None else _interval(first, start, second, end)


def _interval(first: str, start: _Date, second: str, end: _Date) -> Markup:
    if start == end:
        return _time(first, start.words())
    if start[:2] == end[:2] and start.day and end.day:
        name = _month_part(start, end)
        if name is not None:
            return _time(f"{start.year:04}-{start.month:02}", name)
        return Markup("{}–{}").format(
            _time(first, str(start.day)),
            _time(second, end.words()),
        )
    if (start[:2], end[:2]) == ((start.year, 1), (start.year, 12)) and start.day in (0, 1):
        return _time(f"{start.year:04}", str(start.year))
    if start.year % 10 == 0 and end.year == start.year + 9 and start[1:] in ((0, 0), (1, 1)):
        return Markup("the {}s").format(start.year)
    same_year = start.year == end.year and bool(start.month)
    return Markup("{} – {}").format(
        _time(first, start.words(year=not same_year)),
        _time(second, end.words()),
    )


@lru_cache(maxsize=8192)
def date_text(value: str) -> str:
    """`date_html` without its marks."""
    return date_html(value).striptags()


@lru_cache(maxsize=8192)
def start_of(value: str | None) -> str:
    """The first day of a date or interval, padded so that texts sort as dates do."""
    if not value or _parse(value.partition("/")[0]) is None:
        return ""
    return value.partition("/")[0].strip()


def year_of(value: str | None) -> str:
    """The year in which a date or interval begins, empty where it tells none."""
    return start_of(value)[:4]
