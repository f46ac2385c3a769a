"""Productions for days that count from the publication: "today", weekdays, weekends.

A weekday points back unless the words around it point ahead (`tense.py`).
"""

from __future__ import annotations

import datetime as dt
import re

from generator.timex.calendar import DAY, UNRESOLVED, Resolved, at, of_date, weekend
from generator.timex.context import Context, production
from generator.timex.words import (
    DAYPART,
    DAYPART_CODES,
    EARLY,
    WEEKDAY,
    WEEKDAYS_FIRST,
    S,
    weekday_number,
)

TITLES = re.compile(
    r"(?:'s|’s)?\s(?:Live|Times|Telegraph|Mirror|Post|Herald|Mail|Express|Star|Night "
    r"(?:Live|Football|Lights)|World|Sun|Independent)\b|\s(?:FC|F\.C\.)"
)

OWNED = re.compile(r"(?:^|\W)(?:his|her|their|its|my|our)$")

AHEAD_OF = re.compile(r"(?:^|\W)(?:ahead of|before|approaching|heading into|going into)$")
COMING_VOTE = re.compile(
    r"['’]s (?:[\w-]+ ){0,3}(?:elections?|primar(?:y|ies)|caucus(?:es)?|vote|ballot|referendum"
    r"|runoff|debate|summit|deadline|final|match|game|race|hearing|trial|meeting|summit|talks)\b"
)
"""What has a day set for it: news that comes before it has it still ahead."""

NAMED_WEEKDAYS = re.compile(
    r"(?:black|cyber|bloody|super|giving|ruby|sheffield|fat|good|ash|palm|easter|holy)[- ]?$"
)

_TIME_OF_DAY = (
    rf"(?:the{S})?(?:early{S}(?:morning{S})?hours{S}(?:of|on)|(?:dawn|dusk)(?:{S}on)?"
    rf"|{DAYPART}{S}of)"
)


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
    if re.search(r"\busa$", ctx.before(m)):
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
    ) or NAMED_WEEKDAYS.search(ctx.before(m)):
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
    if ctx.anchor is None or (ctx.retrospective and not which):
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
    if AHEAD_OF.search(ctx.before(m)) and COMING_VOTE.match(ctx.after(m, 60)):
        return True
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


PRODUCTIONS = (
    production(
        "date",
        "today tonight yesterday tomorrow early earlier late later",
        rf"{EARLY}(?:today|yesterday|tomorrow|tonight)(?:{S}{DAYPART})?",
        day_word,
    ),
    production(
        "date",
        "this early earlier late later",
        rf"{EARLY}(?:on{S})?this{S}(?:morning|afternoon|evening)|(?:late{S})?last{S}(?:night|evening)",
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
        f"{WEEKDAYS_FIRST}",
        rf"(?:{_TIME_OF_DAY}{S})?{EARLY}(?:on{S})?"
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
)
"""Pattern -> function.  The grammar takes the longest of those that match at a place."""
