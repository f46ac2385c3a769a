"""Reads stand-alone date strings: bylines, "Updated:" lines, metadata.

Input: a short string that is a date and nothing else (a time, a zone and a weekday may stand
beside it); output: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.  Dates within prose are the business of
`generator/timex/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.timex.calendar import Cal, real_day
from generator.timex.words import ANY_WEEKDAY, MONTH, month_number

LONGEST = 120
"""Characters: no stand-alone date is longer, with its time, zone and label."""

_SEP = r"[\s,.\-/]{1,4}"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1\d|20)\d\d)"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d?(?:[.,]\d{1,9})?)?"
_ZONE = r"Z|UTC|GMT|[A-Z]{2,4}T|[ECMP][SD]?T|(?:UTC|GMT)?[+-]\d\d(?::?\d\d)?|\([A-Z]{2,5}\)"

_WORDED = (
    re.compile(rf"{MONTH}{_SEP}{_DAY}(?!\d|:){_SEP}(?:{_CLOCK}\s+(?:(?:{_ZONE})\s+)?)?{_YEAR}"),
    re.compile(rf"{_DAY}{_SEP}(?:of\s+)?{MONTH}{_SEP}{_YEAR}"),
    re.compile(rf"{_YEAR}{_SEP}{MONTH}{_SEP}{_DAY}"),
    re.compile(rf"{MONTH}{_SEP}(?:of\s+)?{_YEAR}"),
)
_YEAR_FIRST = re.compile(
    rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)"
)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{{6}})?(?!\d)")
_YEAR_MONTH = re.compile(rf"{_YEAR}[-/](?P<month>\d\d)(?!\d)")
_MONTH_YEAR = re.compile(rf"(?P<month>\d{{1,2}})/{_YEAR}(?!\d)")
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:1\d|20)\d\d|\d\d)(?!\d)"
)
_ONLY_YEAR = re.compile(rf"{_YEAR}(?!\d)")
_BESIDE = re.compile(
    rf"(?:{ANY_WEEKDAY}|T?{_CLOCK}|\d{{1,2}}\s*[ap]\.?m\b\.?|[ap]\.?m\b\.?|{_ZONE}|"
    r"\b(?:at|on|published|updated|posted|last|first|modified|date|time|local|eastern|pacific|o'clock)"
    r"\b|[\s,;:|.()–—-])*",
    re.IGNORECASE,
)
"""What may stand beside a date without making it ambiguous."""


def parse_date(text: str, others: Iterable[str] = ()) -> str | None:
    """Reads a stand-alone date in any usual format.

    Args:
        text: The string, such as "Nov. 14, 2022", "2022-11-14T08:00:00Z", "11/14/2022".
        others: Other dates of the same document.  Where the order of day and month cannot be
            told from `text` alone ("11/12/2022"), one of these that can be read one way only
            ("11/20/2022") decides.

    Returns:
        The date at the precision that the string has, or None where it is no date, an impossible
        one, or one that reads two ways.  Zones are left alone: the day is the writer's own.
    """
    text = " ".join(text.split())
    if not text or len(text) > LONGEST:
        return None
    for pattern in _WORDED:
        if m := re.search(rf"(?<!\w){pattern.pattern}(?!\w)", text, re.IGNORECASE):
            month, day = month_number(m["month"]), m.groupdict().get("day")
            return _checked(text, m, int(m["year"]), month, int(day) if day else 0)
    for pattern in (_YEAR_FIRST, _COMPACT):
        if m := re.search(rf"(?<![\w.]){pattern.pattern}", text):
            return _checked(text, m, int(m["year"]), int(m["month"]), int(m["day"]))
    if m := re.search(rf"(?<![\w.]){_NUMERIC.pattern}", text):
        return _numeric(text, m, others)
    for pattern in (_YEAR_MONTH, _MONTH_YEAR):
        if m := re.search(rf"(?<![\w./]){pattern.pattern}", text):
            return _checked(text, m, int(m["year"]), int(m["month"]), 0)
    if m := _ONLY_YEAR.fullmatch(text):
        return m["year"]
    return None


def _checked(text: str, m: re.Match[str], year: int, month: int, day: int) -> str | None:
    """The date where the calendar has it and nothing but times and zones stand beside it."""
    if not (_BESIDE.fullmatch(text[: m.start()]) and _BESIDE.fullmatch(text[m.end() :])):
        return None
    if day or m.groupdict().get("day"):
        cal = real_day(year, month, day)
    else:
        cal = Cal(year, month) if 1 <= month <= 12 else None
    return cal.iso if cal else None


def _numeric(text: str, m: re.Match[str], others: Iterable[str]) -> str | None:
    """As in "11/14/2022": settled by a part above 12, by dots (day first), or by another date."""
    a, b = int(m["a"]), int(m["b"])
    year = int(m["year"])
    if len(m["year"]) == 2:
        year += 2000 if year < 70 else 1900
    order = "dm" if m["sep"] == "." else _order(a, b)
    if order is None and a != b:
        told = {
            found
            for other in others
            if (n := _NUMERIC.search(other)) and n["sep"] == m["sep"]
            if (found := _order(int(n["a"]), int(n["b"])))
        }
        if len(told) != 1:
            return None
        order = told.pop()
    day, month = (a, b) if order == "dm" else (b, a)
    return _checked(text, m, year, month, day)


def _order(a: int, b: int) -> str | None:
    """As in "dm" or "md" where only one of the two can be a month."""
    if a > 12 >= b:
        return "dm"
    return "md" if b > 12 >= a else None
