"""Reads the lines of a report's head that say when it was published and updated.

Input: a line.  Output: the dates that it holds, as written, with what each is.  What the words
mean is `generator/timex/dates.py`'s part.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday "
    "mon tue tues wed thu thur thurs fri sat sun"
).split()
_CLOCK = (
    "am pm a.m p.m a m p at on of the st nd rd th noon local time hrs t z "
    "utc gmt bst est edt et "
    "cet cest eet eest pst pdt pt "
    "cst cdt ct mst mdt mt ist aest aedt acst awst jst sast msk hkt sgt"
).split()
_DATE_WORDS = frozenset((*MONTHS, *WEEKDAYS, *_CLOCK))
_EDGES = " \t,;|/·•-–—()[]"

_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?|\d+|[^\w\s]")
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/-]\d{1,2}[/-]\d{1,2})(?![\d/-])"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LABEL = re.compile(
    r"\b(?:(?:first|originally|last)\s+)?"
    r"(?P<what>published|publication date|posted|updated?|modified|revised"
    r"|created|filed|issued|dated?)\b"
    r"(?:\s+(?:on|at)\b)?\s*:?",
    re.IGNORECASE,
)
_LONGEST = 160


class LabelledDate(NamedTuple):
    """A date as written (None where the line holds but the label) and whether of an update."""

    words: str | None
    update: bool


def is_date(words: str) -> bool:
    """Whether the words are a date (with or without time and weekday) and nothing else."""
    if not 6 <= len(words) <= _LONGEST or not any(c.isdigit() for c in words):
        return False
    tokens = [t.rstrip(".").casefold() or t for t in _TOKEN.findall(words)]
    if any(t[0].isalpha() and t not in _DATE_WORDS for t in tokens):
        return False
    if any(
        not (t[0].isalnum()) and t not in {",", ".", ":", "/", "-", "–", "|", "+", "(", ")"}
        for t in tokens
        if t
    ):
        return False
    if _NUMERIC.search(words):
        return True
    days = [t for t in tokens if t.isdigit() and len(t) <= 2]
    return any(t in MONTHS for t in tokens) and bool(days or _YEAR.search(words))


def read_dates(line: str) -> tuple[LabelledDate, ...]:
    """The dates of a line that holds nothing but dates and their labels; none for other lines."""
    if len(line) > _LONGEST:
        return ()
    labels = list(_LABEL.finditer(line))
    first = line[: labels[0].start()] if labels else line
    found: list[LabelledDate] = []
    if first.strip(_EDGES):
        words = first.strip(_EDGES)
        if not is_date(words):
            return ()
        found.append(LabelledDate(words, update=False))
    for label, following in zip(labels, [*labels, None][1:], strict=True):
        words = line[label.end() : following.start() if following else len(line)].strip(_EDGES)
        if words and not is_date(words):
            return ()
        update = label["what"].casefold().startswith(("updat", "modif", "revis"))
        found.append(LabelledDate(words or None, update))
    return tuple(found)


def is_label(line: str) -> bool:
    """Whether the line is but a label ("Updated:") for a date on the next line."""
    dates = read_dates(line)
    return len(dates) == 1 and dates[0].words is None and line.rstrip().endswith(":")


def numeric_dates(text: str) -> tuple[str, ...]:
    """All numeric dates of a text, which help to tell the day from the month."""
    return tuple(m[0] for m in _NUMERIC.finditer(text))
