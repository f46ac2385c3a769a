"""Productions for counted units: "last month", "nine months ago", "two days later", "three days".

Deictic words count from the publication, anaphoric ones ("the next day") from the date that the
story named last, and only where it stands near.  Precision is that of the unit.
"""

from __future__ import annotations

import re

from generator.timex.calendar import (
    DAY,
    UNRESOLVED,
    Cal,
    Resolved,
    at,
    century,
    decade,
    in_range,
    interval,
    of_date,
    part,
    real_day,
    shift_months,
    unit_from,
)
from generator.timex.context import Context, production
from generator.timex.words import (
    DAYPART,
    DAYPART_CODES,
    EARLY,
    NUMBER,
    NUMERALS,
    PART,
    PARTS,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS_FIRST,
    YEAR,
    S,
    number_of,
    weekday_number,
)

_HALF_A_WEEK = 3
VAGUE = "several|some|few|a few|many|recent|a couple of|countless|dozens of"

LOOSE = re.compile(
    r"more than|less than|over|under|at least|up to|well|fewer|beyond", re.IGNORECASE
)

NEXT_TO = "NEXT_TO"
"""Marks "the day before" when it waits for what follows; `grammar.py` joins or drops it."""

WEEK_OF = "WEEK_OF"
"""Marks "the week of" in the same way."""

CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:)!?”\"’']|$|\n| (?:in|at|on|by|with|from|for|and|but|to)\b)")

_ABOUT = (
    rf"(?P<about>(?:(?:almost|nearly|about|around|some|roughly|approximately|just|only|exactly|"
    rf"barely|more{S}than|less{S}than|well{S}over|over|under|at{S}least|up{S}to|"
    rf"a{S}little{S}(?:over|more{S}than)){S})?)"
)

_COUNT = rf"(?:{NUMBER}|(?:{VAGUE}))(?:{S}|-)"

_SOME = rf"(?:(?:{NUMBER}|(?P<vague>{VAGUE})){S})?"

_LATE = r"(?P<when>earlier|later|early|late)"

_COUNTED = (
    "0 almost nearly about around some roughly approximately just only exactly barely more less "
    "well over under at up several few many half dozens days weeks months years decades centuries "
    "hours minutes " + " ".join({w.split()[0] for w in NUMERALS})
)


def unit_by_order(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "last week", "earlier this year", "next month", "this century"."""
    unit = UNITS[m["unit"].lower()]
    which = " ".join(m["which"].lower().split())
    if unit in ("H", "S") or m["unit"].lower() in ("night", "minute", "second"):
        return None
    if unit == "D":
        return None
    if ctx.anchor is None:
        return UNRESOLVED
    shift = -1 if which in ("last", "this past") else 1 if which in ("next", "this coming") else 0
    now = of_date(ctx.anchor)
    if unit == "E":
        return decade((now.year // 10 + shift) * 10)
    if unit == "C":
        return century((now.year - 1) // 100 + 1 + shift)
    found = unit_from(now, unit, shift)
    modifier = (m.groupdict().get("when") or "").lower()
    if found is None or not modifier:
        return found
    if unit == "W" and found.date:
        monday, _, sunday = found.date.partition("/")
        early, late = modifier.startswith("earl"), modifier.startswith("late")
        if not shift and (early or late):
            date = f"{monday}/{now.iso}" if early else f"{now.iso}/{sunday}"
            found = found._replace(date=now.iso if monday == now.iso == sunday else date)
    elif modifier in ("early", "late") and found.point:
        found = part(found.point, modifier)
    return found


def part_of_unit(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the end of the year", "the beginning of next month"."""
    unit = UNITS[m["unit"].lower()]
    if ctx.anchor is None:
        return UNRESOLVED
    shift = {"last": -1, "next": 1}.get(m["which"].lower(), 0)
    found = unit_from(of_date(ctx.anchor), unit, shift)
    if found is None or found.point is None or unit not in ("M", "Y"):
        return found
    return part(found.point, PARTS[m["part"].lower()])


def before_last(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the week before last", "the month after next"."""
    if ctx.anchor is None:
        return UNRESOLVED
    shift = -2 if m["way"] else 2
    return unit_from(of_date(ctx.anchor), UNITS[m["unit"].lower()], shift)


def stretch(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the past two weeks", "the last five years", "the next three months"."""
    unit = UNITS[m["unit"].lower()]
    ahead = m["which"].lower() in ("next", "coming", "following")
    which = m["which"].lower()
    counted = m["number"] or m["vague"]
    if not counted and (which in ("following", "previous") or unit == "D"):
        return None
    plural = m[0].lower().endswith("s")
    number = None if m["vague"] or (plural and not counted) else number_of(m["number"] or "1")
    clock = m["unit"].lower() in ("hour", "minute", "second")
    code = {"E": "Y", "C": "Y", "Q": "M"}.get(unit, unit)
    if number is None:
        return Resolved(f"P{'T' if clock else ''}X{code}")
    scale = {"E": 10, "C": 100, "Q": 3}.get(unit, 1)
    value = f"P{'T' if clock else ''}{number * scale}{code}"
    if ctx.anchor is None or clock or number * scale > 900:
        return Resolved(value)
    now = of_date(ctx.anchor)
    days = {"D": 1, "W": 7}.get(unit)
    sign = 1 if ahead else -1
    if days:
        far = of_date(ctx.anchor + sign * number * days * DAY)
    elif code == "M":
        far, now = shift_months(now, sign * number * scale), now._replace(day=0)
    else:
        far, now = Cal(now.year + sign * number * scale), Cal(now.year)
    if not in_range(far.year):
        return Resolved(value)
    return Resolved(value, interval(now, far) if ahead else interval(far, now))


def ago(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "nine months ago", "a decade ago", "three weeks from now", at the unit's precision."""
    ahead = "ago" not in m["way"].lower()
    vague = Resolved("FUTURE_REF" if ahead else "PAST_REF")
    number = number_of(m["number"] or "")
    clock = m["unit"].lower() in ("hour", "minute", "second")
    if number is None or clock or ctx.anchor is None:
        return vague
    loose = LOOSE.search(m["about"] or "")
    number *= 2 if m["unit"].lower() == "fortnight" else 1
    found = unit_from(of_date(ctx.anchor), UNITS[m["unit"].lower()], number if ahead else -number)
    if found is None:
        return vague
    if loose or UNITS[m["unit"].lower()] == "C":
        return found._replace(date=None, point=None)
    return found


def anniversary(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "five years ago today", "a century ago this Friday", "on this day in 1912"."""
    if ctx.anchor is None:
        return UNRESOLVED
    if m.groupdict().get("year"):
        return at(real_day(int(m["year"]), ctx.anchor.month, ctx.anchor.day))
    number = number_of(m["number"] or "1")
    if number is None:
        return None
    years = number * {"E": 10, "C": 100}.get(UNITS[m["unit"].lower()], 1)
    day = ctx.anchor
    if m["weekday"]:
        # The weekday nearest to the publication, ahead of it or just past.
        ahead = (weekday_number(m["weekday"]) - day.weekday()) % 7
        day += (ahead if ahead <= _HALF_A_WEEK else ahead - 7) * DAY
    if m["longer"]:
        found = unit_from(of_date(day), UNITS[m["longer"].lower()], 0)
        point = found.point if found else None
        month = point is not None and not point.day
        return at(Cal(day.year - years, day.month if month else 0))
    return at(real_day(day.year - years, day.month, day.day))


def anaphoric(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "two days later", "a year earlier": counted from the date named last."""
    way = m["way"].lower()
    if way in ("before", "after", "prior") and not CLAUSE_ENDS.match(ctx.after(m)):
        return None
    number = number_of(m["number"] or "")
    recent = ctx.recent(m)
    clock = m["unit"].lower() in ("hour", "minute", "second")
    if number is None or recent is None or clock or LOOSE.search(m["about"] or ""):
        return UNRESOLVED
    sign = -1 if way in ("earlier", "before", "prior", "previously") else 1
    if sign < 0 and ctx.anchor and recent.first > ctx.anchor:
        return UNRESOLVED
    return unit_from(recent, UNITS[m["unit"].lower()], sign * number) or UNRESOLVED


def neighbour(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the same day", "that month", "the next morning", "the day before"."""
    groups = m.groupdict()
    way = " ".join(groups["way"].lower().split())
    unit_word = groups["unit"].lower()
    if way in ("before", "after") and not CLAUSE_ENDS.match(ctx.after(m)):
        return Resolved(NEXT_TO)
    if way == "next" and unit_word in ("week", "month", "year") and ctx.tense(m) == "future":
        return None
    recent = ctx.recent(m)
    if recent is None:
        return UNRESOLVED
    unit = UNITS.get(unit_word, "D")
    shift = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(way, 0)
    found = unit_from(recent, unit, shift)
    if found is None:
        return UNRESOLVED
    if unit_word in DAYPART_CODES and found.date:
        return found._replace(value=found.date + DAYPART_CODES[unit_word])
    return found


def week_of(m: re.Match[str], ctx: Context) -> Resolved | None:
    """A marker that `grammar.py` joins with the date after it ("the week of March 6")."""
    return Resolved(WEEK_OF) if ctx.after(m, 1) == " " else None


def duration(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "three days", "a 16-hour flight": a length of time, but no age and no rate."""
    if re.match(r"[- ]old\b|[- ]olds\b|[’']? of age| after\b.{0,40}\bold", ctx.after(m)):
        return None
    words = m["number"] or "several"
    if m["unit"][0].isupper() and not m[0].isupper():
        return None
    if words.isdecimal() and int(words) > 1 and re.search(rf"\d{S}[a-z]+(?<!s)$", m[0]):
        return None
    if (
        words.lower() in ("a", "an")
        and not m["about"]
        and not re.search(
            r"(?:for|in|after|within|during|about|almost|nearly|than|over|half)$", ctx.before(m)
        )
    ):
        return None
    unit = m["unit"].lower()
    if unit in ("second", "night", "quarter", "minute") and words.lower() in ("a", "one", "1"):
        return None
    number = number_of(words)
    code = UNITS[unit]
    scale = {"E": 10, "C": 100, "Q": 3}.get(code, 2 if unit == "fortnight" else 1)
    letter = {"E": "Y", "C": "Y", "Q": "M"}.get(code, code)
    clock = "T" if unit in ("hour", "minute", "second") else ""
    return Resolved(f"P{clock}{'X' if number is None else number * scale}{letter}")


def repeated(m: re.Match[str], _ctx: Context) -> Resolved | None:
    """As in "every day", "each year", "on Mondays": a set of times."""
    unit = m.groupdict().get("unit")
    if unit:
        return Resolved(f"P1{UNITS[unit.lower()]}")
    return Resolved(f"XXXX-WXX-{weekday_number(m['weekday']) + 1}")


PRODUCTIONS = (
    production(
        "date",
        "early earlier late later last next this",
        rf"(?:{_LATE}(?:{S}on)?{S})?(?P<which>last|next|this(?:{S}(?:past|coming))?){S}{UNIT}",
        unit_by_order,
    ),
    production(
        "date",
        "the beginning start middle end",
        rf"(?:the{S})?{PART}{S}of{S}(?P<which>the|this|last|next){S}(?P<unit>week|month|year)",
        part_of_unit,
    ),
    production(
        "duration",
        "the these",
        rf"(?:the|these){S}(?P<which>last|past|previous|next|coming|following){S}{_SOME}{UNIT}s?",
        stretch,
    ),
    production(
        "duration",
        "last past next coming",
        rf"(?P<which>last|past|next|coming){S}(?:{NUMBER}|(?P<vague>{VAGUE})){S}{UNIT}s?",
        stretch,
    ),
    production(
        "date",
        _COUNTED,
        rf"{_ABOUT}(?:{_COUNT})?{UNIT}s?{S}(?P<way>ago|from{S}now|from{S}today|hence)",
        ago,
    ),
    production(
        "date",
        _COUNTED,
        rf"(?:{NUMBER}{S})(?P<unit>year|decade|century|centurie)s?{S}ago{S}"
        rf"(?:today|(?:on{S})?this{S}(?:very{S})?(?:day|{WEEKDAY}|(?P<longer>month|year)))",
        anniversary,
    ),
    production("date", "on this", rf"(?:on{S})?this{S}(?:very{S})?day{S}in{S}{YEAR}", anniversary),
    production(
        "date",
        _COUNTED,
        rf"{_ABOUT}(?:{_COUNT})?{UNIT}s?{S}(?P<way>earlier|later|before|after|prior|previously)",
        anaphoric,
    ),
    production(
        "date",
        "the that same next earlier later early late",
        rf"{EARLY}(?:(?:on|the){S})?(?P<way>same|that{S}same|that|next|following|previous){S}"
        rf"(?P<unit>day|week|month|year|morning|afternoon|evening|night)",
        neighbour,
    ),
    production(
        "date", "the", rf"the{S}(?P<unit>day|week|month|year){S}(?P<way>before|after)", neighbour
    ),
    production(
        "date",
        "the",
        rf"the{S}(?P<unit>week|month|year|decade){S}(?:(?P<way>before){S}last|after{S}next)",
        before_last,
    ),
    production("date", "the", rf"the{S}week{S}(?:of|beginning|ending|starting)", week_of),
    production("duration", _COUNTED, rf"{_ABOUT}{_COUNT}{UNIT}s?(?:-long)?", duration),
    production("set", "every each", rf"(?:every|each){S}(?:{WEEKDAY}|{UNIT})", repeated),
    production("set", WEEKDAYS_FIRST, rf"{WEEKDAY}{S}{DAYPART}s", repeated),
    production(
        "set",
        WEEKDAYS_FIRST + "".join(f" {d}s" for d in WEEKDAYS_FIRST.split()),
        rf"{WEEKDAY}s",
        repeated,
    ),
)
"""Pattern -> function.  The grammar takes the longest of those that match at a place."""
