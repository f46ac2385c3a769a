"""Productions for words that count from another date: weekdays, "last month", "nine months ago".

Deictic words count from the anchor (the publication date), anaphoric ones ("the next day") from the
date that the story named last, and only where it stands near.
"""

from __future__ import annotations

import datetime as dt
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
    quarter,
    shift_months,
    week,
    weekend,
)
from generator.timex.context import Context, production
from generator.timex.words import (
    DASH,
    DAYPART,
    NUMBER,
    NUMERALS,
    PART,
    PARTS,
    S0,
    UNIT,
    UNITS,
    WEEKDAY,
    S,
    number_of,
    weekday_number,
)

DAYPART_CODES = {
    "morning": "TMO",
    "afternoon": "TAF",
    "lunchtime": "TMI",
    "evening": "TEV",
    "night": "TNI",
}
TITLES = re.compile(
    r"(?:'s|’s)?\s(?:Live|Times|Telegraph|Mirror|Post|Herald|Mail|Express|Star|Night "
    r"(?:Live|Football|Lights)|World|Sun|Independent)\b|\s(?:FC|F\.C\.)"
)
OWNED = re.compile(r"(?:^|\W)(?:his|her|their|its|my|our)$")
NAMED_WEEKDAYS = re.compile(r"(?:black|cyber|bloody|super|giving|ruby|sheffield|fat)[- ]?$")
VAGUE = "several|some|few|a few|many|recent|a couple of|countless|dozens of"
LOOSE = re.compile(
    r"more than|less than|over|under|at least|up to|well|fewer|beyond", re.IGNORECASE
)
NEXT_TO = "NEXT_TO"
"""Marks "the day before" when it waits for what follows; `grammar.py` joins or drops it."""
WEEK_OF = "WEEK_OF"
"""Marks "the week of" in the same way."""
CLAUSE_ENDS = re.compile(r"\s*(?:[,.;:)!?”\"’']|$|\n| (?:in|at|on|by|with|from|for|and|but|to)\b)")


def _day(date: dt.date, m: re.Match[str]) -> Resolved:
    """A day, with the part of it that the words name in its value."""
    words = m[0].lower()
    cal = of_date(date)
    for name, code in DAYPART_CODES.items():
        if name in words:
            return Resolved(cal.iso + code, cal.iso, cal)
    return at(cal)


def day_word(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "today", "yesterday morning", "last night", "the day after tomorrow"."""
    if ctx.anchor is None:
        return UNRESOLVED
    words = " ".join(m[0].lower().split())
    if "TODAY" in m[0] and not re.match(r"[^a-z]{0,12}$", ctx.after(m, 12)):
        return None
    shift = 0
    if "yesterday" in words or words.startswith("last") or "the night before last" in words:
        shift = -1 - ("before" in words)
    elif "tomorrow" in words:
        shift = 1 + ("after" in words)
    found = _day(ctx.anchor + shift * DAY, m)
    if "tonight" in words:
        return found._replace(value=f"{found.date}TNI")
    return found


def weekday(m: re.Match[str], ctx: Context) -> Resolved | None:
    """A weekday, back or ahead by the tense around it."""
    if (
        (TITLES.match(ctx.after(m)) or re.match(r" the \d", ctx.after(m)))
        and m["weekday"][0].isupper()
        or NAMED_WEEKDAYS.search(ctx.before(m))
    ):
        return None
    number = weekday_number(m["weekday"])
    which = " ".join((m["which"] or "").lower().split())
    if which in ("the following", "the previous", "the next"):
        recent = ctx.recent(m)
        if recent is None or not recent.day:
            return UNRESOLVED
        ahead = which != "the previous"
        gap = (number - recent.first.weekday()) % 7 or 7
        return _day(recent.first + (gap if ahead else gap - 7 or -7) * DAY, m)
    if ctx.anchor is None:
        return Resolved(f"XXXX-WXX-{number + 1}")
    if re.search(r"(?:^|\W)(?:(?:on|for) a|any|some|one|each|every)$", ctx.before(m)) and not which:
        return Resolved(f"XXXX-WXX-{number + 1}")
    back = (ctx.anchor.weekday() - number) % 7
    ahead_by = (number - ctx.anchor.weekday()) % 7
    if which == "last":
        shift = -(back or 7)
    elif which == "next":
        shift = 7 - ctx.anchor.weekday() + number
    elif which in ("this past",):
        shift = -back
    elif which == "this coming" or (which and ctx.tense(m) != "past"):
        shift = ahead_by
    else:
        shift = ahead_by if back and _looks_ahead(m, ctx) else -back
    return _day(ctx.anchor + shift * DAY, m)


def _looks_ahead(m: re.Match[str], ctx: Context) -> bool:
    """Whether a weekday is a coming one; "Friday's ruling" only after a word of place or time."""
    if re.match(r"['’]s\b", ctx.after(m)) and not re.search(
        r"(?:^|\W)(?:at|in|for|before|until|by|during|on)$", ctx.before(m)
    ):
        return False
    if OWNED.search(ctx.before(m)) and re.match(r" [a-z]", ctx.after(m)):
        return False
    return ctx.tense(m) == "future"


def week_and_weekday(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "a week ago Friday", "a week from Monday"."""
    if ctx.anchor is None:
        return UNRESOLVED
    number = weekday_number(m["weekday"])
    if m["way"].lower() == "ago":
        return at(of_date(ctx.anchor - (((ctx.anchor.weekday() - number) % 7) + 7) * DAY))
    return at(of_date(ctx.anchor + (((number - ctx.anchor.weekday()) % 7) + 7) * DAY))


def weekends(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "over the weekend", "last weekend": a Saturday and Sunday."""
    if ctx.anchor is None:
        return UNRESOLVED
    which = (m["which"] or "").lower()
    here = ctx.anchor.weekday() >= 5
    if which.endswith("next"):
        return weekend(ctx.anchor + 7 * DAY)
    if which.endswith("last") or which.endswith("past"):
        return weekend(ctx.anchor - 7 * DAY)
    if which.endswith("coming"):
        return weekend(ctx.anchor)
    if which.endswith(("that", "previous", "following")):
        return UNRESOLVED
    if here or ctx.tense(m) == "future":
        return weekend(ctx.anchor)
    return weekend(ctx.anchor - 7 * DAY)


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
    found = unit_from(of_date(ctx.anchor), UNITS[m["unit"].lower()], number if ahead else -number)
    if found is None:
        return vague
    if loose or UNITS[m["unit"].lower()] == "C":
        return found._replace(date=None, point=None)
    return found


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


_ABOUT = (
    rf"(?P<about>(?:(?:almost|nearly|about|around|some|roughly|approximately|just|only|exactly|"
    rf"barely|more{S}than|less{S}than|well{S}over|over|under|at{S}least|up{S}to|"
    rf"a{S}little{S}(?:over|more{S}than)){S})?)"
)
_COUNT = rf"(?:{NUMBER}|(?:{VAGUE}))(?:{S}|-)"
_SOME = rf"(?:(?:{NUMBER}|(?P<vague>{VAGUE})){S})?"
_LATE = r"(?P<when>earlier|later|early|late)"
_EARLY = rf"(?:(?:early|late|earlier|later)(?:{S}on)?{S})?"
_COUNTED = (
    "0 almost nearly about around some roughly approximately just only exactly barely more less "
    "well over under at up several few many half dozens days weeks months years decades centuries "
    "hours minutes " + " ".join({w.split()[0] for w in NUMERALS})
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_TIME_OF_DAY = rf"(?:the{S})?(?:early{S}(?:morning{S})?hours{S}(?:of|on)|dawn(?:{S}on)?|dusk(?:{S}on)?|(?:the{S})?{DAYPART}{S}of)"

PRODUCTIONS = (
    production(
        "date",
        "today tonight yesterday tomorrow early earlier late later",
        rf"{_EARLY}(?:today|yesterday|tomorrow|tonight)(?:{S}{DAYPART})?",
        day_word,
    ),
    production(
        "date",
        "this early earlier late later",
        rf"{_EARLY}(?:on{S})?this{S}(?:morning|afternoon|evening)|(?:late{S})?last{S}(?:night|evening)",
        day_word,
    ),
    production("date", "last late", rf"(?:late{S})?last{S}(?:night|evening)", day_word),
    production(
        "date",
        "the",
        rf"the{S}(?:day|night){S}(?:before{S}yesterday|after{S}tomorrow)|the{S}night{S}before{S}last",
        day_word,
    ),
    production(
        "date",
        f"early late earlier later last next this the dawn dusk morning afternoon evening night "
        f"{_WEEKDAYS}",
        rf"(?:{_TIME_OF_DAY}{S})?{_EARLY}(?:on{S})?"
        rf"(?:(?P<which>last|next|this(?:{S}(?:past|coming))?|the{S}(?:following|previous|next)){S})?"
        rf"{WEEKDAY}(?:{S}(?:early{S}|late{S})?{DAYPART})?",
        weekday,
    ),
    production(
        "date",
        "a one",
        rf"(?:a|one){S}week{S}(?P<way>ago|from){S}(?:on{S})?{WEEKDAY}",
        week_and_weekday,
    ),
    production(
        "date",
        "the this last next over at that",
        rf"(?:(?:over|at){S})?(?P<which>the(?:{S}(?:past|last|coming|previous|following))?|last|next|"
        rf"that|this(?:{S}(?:past|coming))?){S}weekend",
        weekends,
    ),
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
        rf"{_ABOUT}(?:{_COUNT})?{UNIT}s?{S}(?P<way>earlier|later|before|after|prior|previously)",
        anaphoric,
    ),
    production(
        "date",
        "the that same next earlier later early late",
        rf"{_EARLY}(?:(?:on|the){S})?(?P<way>same|that{S}same|that|next|following|previous){S}"
        rf"(?P<unit>day|week|month|year|morning|afternoon|evening|night)",
        neighbour,
    ),
    production(
        "date", "the", rf"the{S}(?P<unit>day|week|month|year){S}(?P<way>before|after)", neighbour
    ),
    production("date", "the", rf"the{S}week{S}(?:of|beginning|ending|starting)", week_of),
    production("duration", _COUNTED, rf"{_ABOUT}{_COUNT}{UNIT}s?(?:-long)?", duration),
    production("set", "every each", rf"(?:every|each){S}(?:{WEEKDAY}|{UNIT})", repeated),
    production("set", _WEEKDAYS, rf"{WEEKDAY}{S}{DAYPART}s", repeated),
    production(
        "set", _WEEKDAYS + "".join(f" {d}s" for d in _WEEKDAYS.split()), rf"{WEEKDAY}s", repeated
    ),
)
"""Pattern -> function.  The grammar takes the longest of those that match at a place."""

__all__ = ["DASH", "PRODUCTIONS", "S0"]
