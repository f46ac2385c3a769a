"""Formats of texts: what a date, an interval, a link, an id or a seed's path must look like.

Each check takes the text and returns None, or what is wrong with it.  `EXPECTED` says in an
editor's words what would be right; `PATTERNS` says it to the JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from generator.sheet.ids import ALPHABET, ID_PATTERN

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d{1,6}(?:\.\d{0,20})?", re.ASCII)
_DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"

EXPECTED = {
    "date": 'a date as "2024-03-12", "2024-03" or "2024"',
    "interval": 'a date as "2024-03-12", "2024-03" or "2024", or two with a slash between them',
    "url": "a link that begins with https:// or http://",
    "id": "a letter, a hyphen and five characters, as the machine writes it",
    "country": "a country's two capital letters, as in ISO 3166-1 (`DK`)",
    "latitude": "degrees north between -90 and 90, as 55.1",
    "longitude": "degrees east between -180 and 180, as 9.2",
    "seed": "the path of a file below the project's root, as seeds/quarry-dam.md",
}

PATTERNS = {
    "date": f"^{_DATE_PATTERN}$",
    "interval": f"^{_DATE_PATTERN}(/{_DATE_PATTERN})?$",
    "url": r"^https?://\S+$",
    "id": f"^[a-z]-[{ALPHABET}]{{5}}$",
    "country": "^[A-Z]{2}$",
    "seed": r"^(?!/)(?!.*(^|/)\.\.(/|$)).+$",
}


@lru_cache(maxsize=4096)
def date_wrong(text: str) -> str | None:
    """What is wrong with `text` as a date of day, month or year precision."""
    match = _DATE.fullmatch(text)
    if match is None:
        return "not a date"
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return "no such day" if day else "no such month" if month else "no such year"
    return None


def interval_wrong(text: str) -> str | None:
    """What is wrong with `text` as a date or an interval `start/end`."""
    if "/" not in text:
        return date_wrong(text)
    start, _, end = text.partition("/")
    wrong = date_wrong(start) or date_wrong(end)
    if wrong is None and first_day(start) > last_day(end):
        return "it ends before it begins"
    return wrong


def first_day(text: str) -> str:
    """The first day of a valid date or interval, for comparisons."""
    start = text.partition("/")[0]
    return start + "-01" * (2 - start.count("-"))


def last_day(text: str) -> str:
    """A day not before the last of a valid date or interval, for comparisons."""
    end = text.rpartition("/")[2]
    return end + ("-12-31", "-31", "")[end.count("-")]


def url_wrong(text: str) -> str | None:
    """What is wrong with `text` as a link that a page may carry."""
    if re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", text):
        return "a link with a blank or a character that links must escape"
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return "not a link"
    if parts.scheme not in ("http", "https"):
        return f"a link of the kind `{parts.scheme}:`" if parts.scheme else "not a whole link"
    return None if host else "a link without a host"


def id_wrong(text: str) -> str | None:
    """What is wrong with `text` as an entry's id."""
    return None if ID_PATTERN.fullmatch(text) else "not an id"


def seed_wrong(text: str) -> str | None:
    """What is wrong with `text` as a seed's path; it must not lead out of the project."""
    if "\\" in text or re.search(r"[\x00-\x1f\x7f]", text):
        return "a path with a backslash or a control character"
    if re.search("[\ud800-\udfff]", text):
        return "a path that is not UTF-8"
    if text.startswith(("/", "~")) or re.match(r"[A-Za-z]:", text):
        return "a path that is not below the project's root"
    if ".." in PurePosixPath(text).parts:
        return "a path that climbs out of its folder"
    return None


def country_wrong(text: str) -> str | None:
    """What is wrong with `text` as a country's code."""
    return None if re.fullmatch(r"[A-Z]{2}", text) else "not a country's code"


def number_wrong(text: str, limit: float) -> str | None:
    """What is wrong with `text` as degrees of at most `limit` either way."""
    if _NUMBER.fullmatch(text) is None:
        return "not a number in decimal notation"
    return None if abs(float(text)) <= limit else "out of range"


CHECKS: dict[str, Callable[[str], str | None]] = {
    "date": date_wrong,
    "interval": interval_wrong,
    "url": url_wrong,
    "id": id_wrong,
    "country": country_wrong,
    "seed": seed_wrong,
    "latitude": lambda text: number_wrong(text, 90),
    "longitude": lambda text: number_wrong(text, 180),
}
"""Format -> its check.  `text` has none."""
