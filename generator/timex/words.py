"""The vocabulary of time expressions: names, numerals and the regular expressions built of them.

Every repetition is bounded, so that no text can make a match slow.
"""

from __future__ import annotations

import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "fortnight": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "season": "Y",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "centurie": "C",
}
NUMERALS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "a couple of": 2,
    "a dozen": 12,
    "half a dozen": 6,
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    **{
        f"{tens}{dash}{word}": base + number
        for tens, base in (("twenty", 20), ("thirty", 30))
        for dash in "- "
        for word, number in (
            ("first", 1),
            ("second", 2),
            ("third", 3),
            ("fourth", 4),
            ("fifth", 5),
            ("sixth", 6),
            ("seventh", 7),
            ("eighth", 8),
            ("ninth", 9),
        )
        if base + number < 32 or base == 20
    },
}
TENS_DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def one_of(words: object) -> str:
    """An alternation of literal words, the longest first so that it takes the most."""
    ordered = sorted((str(w) for w in words), key=lambda w: (-len(w), w))  # type: ignore[attr-defined]
    return "|".join(re.escape(w).replace("\\ ", S) for w in ordered)


S = r"(?:[^\S\n]|\n(?![^\S\n]{0,24}\n)){1,24}"
"""White space within a sentence: a line may wrap, a paragraph may not end."""
S0 = rf"(?:{S})?"
DASH = r"[-\u2010-\u2015]"
MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)(?!\w)"
)
WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
ANY_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)(?!\w)"
)
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
YEAR = r"(?P<year>(?:1\d|20)\d\d)(?![\w%]|[.,:]\d)"
UNIT = (
    r"(?P<unit>second|minute|hour|day|night|week|fortnight|month|quarter|year|decade"
    r"|centur(?:y|ie))"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = one_of(w for w in NUMERALS if w.endswith("ty"))
_BELOW_HUNDRED = (
    rf"(?:{_TENS})[- ](?:{_ONES})|{one_of(w for w, n in NUMERALS.items() if 1 < n < 100)}"
)
HUNDREDS = rf"(?:a|{_ONES}){S}hundred(?:{S}(?:and{S})?(?:{_BELOW_HUNDRED}))?"
NUMBER = (
    rf"(?P<number>\d{{1,4}}|{HUNDREDS}|(?:{one_of(w for w in NUMERALS if w.endswith('ty'))})[- ]"
    rf"(?:one|two|three|four|five|six|seven|eight|nine)|{one_of(NUMERALS)})"
)
PART = r"(?P<part>early|late|mid|middle|beginning|start|end|close|opening|closing)"
DAYPART = r"(?:morning|afternoon|evening|night|lunchtime)"

PART_OF = rf"(?:the{S})?{PART}(?:{S}(?:of|in){S}|-|{S})(?:the{S})?"
EARLY = rf"(?:(?:early|late|earlier|later)(?:{S}on)?{S})?"
YEAR_TAIL = rf"(?:(?:,?{S}(?:of{S})?|,){YEAR})?"
MONTH_FIRST = (
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov november dec december"
)
WEEKDAYS_FIRST = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAY_FIRST = f"mon tue tues wed thu thur thurs fri sat sun {WEEKDAYS_FIRST}"
PART_FIRST = "the early late mid beginning start end middle close"
"""Words that may begin a production with such a part, as `production` takes them."""
DAYPART_CODES = {
    "morning": "TMO",
    "afternoon": "TAF",
    "lunchtime": "TMI",
    "evening": "TEV",
    "night": "TNI",
}
PARTS = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "opening": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
    "close": "late",
    "closing": "late",
}


def month_number(name: str) -> int:
    """1 to 12 of a month's name or its abbreviation."""
    return MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 of a weekday's name or its abbreviation."""
    return WEEKDAYS.index(name[:3].lower())


def number_of(words: str) -> int | None:
    """The number that digits or number words say; None where they say none."""
    words = " ".join(words.lower().split())
    if words.isdecimal():
        return int(words)
    if words in NUMERALS:
        return NUMERALS[words]
    count, hundred, rest = words.partition(" hundred")
    if hundred and count in NUMERALS:
        below = number_of(rest.removeprefix(" and").strip()) if rest else 0
        return None if below is None else NUMERALS[count] * 100 + below
    tens, _, ones = words.replace("-", " ").partition(" ")
    return NUMERALS[tens] + NUMERALS[ones] if tens in NUMERALS and ones in NUMERALS else None


def year_of(m: re.Match[str]) -> int | None:
    """The year that a match holds, None where it holds none."""
    text = m.groupdict().get("year")
    return int(text) if text else None
