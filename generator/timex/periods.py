"""Productions for months, years, decades, centuries, seasons and quarters.

What the functions return is told in `days.py`.
"""

from __future__ import annotations

import re

from generator.timex.calendar import (
    UNRESOLVED,
    Cal,
    Resolved,
    at,
    century,
    decade,
    interval,
    part,
    quarter,
    season,
)
from generator.timex.context import Context, production
from generator.timex.words import (
    DASH,
    MONTH,
    MONTH_FIRST,
    ORDINALS,
    PART,
    PART_FIRST,
    PART_OF,
    PARTS,
    S0,
    TENS_DECADES,
    YEAR,
    S,
    month_number,
    one_of,
    year_of,
)

MONTH_NAMES_IN_DOUBT = frozenset(("may", "march", "april", "june", "august"))

"""Bare, these may be a verb, a person or an adjective."""

ARTICLE = re.compile(r"(?:^|\W)(?:a|an|the|her|his|its|their|'s|’s)$")

NOUN_FOLLOWS = r" (?!(?:on|for|of|to|in|by|at|and|from|government|cabinet|was|is|has|had)\b)[a-z]"

LEADS_TO_MONTH = re.compile(
    r"(?:^|\W)(?:in|since|until|till|by|last|next|this|of|from|to|through|during|before|after|for|"
    r"between|and|or|the|early|late|mid|end of|starting|beginning|each|every|back in|around)[ -]?$"
)

LEADS_TO_DOUBTFUL_MONTH = re.compile(
    r"(?:^|\W)(?:in|since|until|last|next|this|during|early|late|mid|end of|through|between|before"
    r"|after)[ -]?$|(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)(?:,|,? (?:and|or))$"
)

LEADS_TO_YEAR = re.compile(
    r"\d{4}, ?$|(?:^|\W)(?:in|into|since|until|till|by|of|from|to|through|before|after|during|"
    r"between|and|or|early|late|mid|circa|around|about|the|a|an|its|his|her|their|our|year|c\.|as|"
    r"back in|for|"
    r"pre|post|than|on|spring|summer|autumn|fall|winter|election|'s|’s)[ -]?$"
)

NUMBERED = re.compile(
    r"\b(?:rule|section|article|bill|room|flight|highway|route|act|no\.?|resolution|windows|page|"
    r"chapter|order|directive|channel|model|unit|case)\s$",
    re.IGNORECASE,
)

SURE_YEAR = re.compile(
    r"(?:^|\W)(?:in|since|until|till|by|during|circa|year|back in|early in|late in|of|from|"
    r"before|after|spring|summer|autumn|fall|winter|between)[ -]?$"
)

QUANTITY = re.compile(
    rf"{S}(?:people|persons|men|women|children|soldiers|troops|miles|km|kilomet|met|feet|tons|"
    r"tonnes|dollars|euros|pounds|percent|per cent|votes|words|years|jobs|homes|houses|cars|"
    r"troops|police|officers|million|billion|thousand|hours|days|acres|square|mph|residents|"
    r"students|workers|pages|points|times|square|calories|or so|others|civilians|members|seats)"
)

_YEAR2 = r"(?P<year2>(?:1\d|20)\d\d|\d\d)"

_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"

_ORDINAL = rf"(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|twenty[- ]first|{one_of(ORDINALS)})"


def month_year(m: re.Match[str], _ctx: Context) -> Resolved | None:
    """A month of a year, or a part of it: "late September 2022"."""
    cal = Cal(int(m["year"]), month_number(m["month"]))
    name = m.groupdict().get("part")
    return part(cal, PARTS[name.lower()]) if name else at(cal)


def bare_month(m: re.Match[str], ctx: Context) -> Resolved | None:
    """A month without a year: "in May", "late November"."""
    name = m["month"]
    before = ctx.before(m)
    section = m.groupdict().get("part")
    if not section:
        if name.islower() or (name.isupper() and not LEADS_TO_MONTH.search(before)):
            return None
        doubtful = name.lower() in MONTH_NAMES_IN_DOUBT or len(name) == 3
        article = ARTICLE.search(before) is not None
        named = re.match(r"\.?\s[A-Z][a-z]", ctx.after(m)) and not SURE_YEAR.search(before)
        if named and (doubtful or not article):
            return None
        if article and doubtful:
            article = re.match(NOUN_FOLLOWS, ctx.after(m)) is not None
        in_range = re.match(
            rf"(?:{S}(?:to|and|until|through){S}|{DASH}){MONTH}", ctx.after(m), re.IGNORECASE
        )
        if doubtful and not (in_range or article or LEADS_TO_DOUBTFUL_MONTH.search(before)):
            return None
        if (
            not doubtful
            and not article
            and not LEADS_TO_MONTH.search(before)
            and not re.match(r"['’,.;]|\s[a-z]|$", ctx.after(m))
        ):
            return None
    cal = ctx.month_of_year(m, month_number(name))
    if cal is None:
        return Resolved(f"XXXX-{month_number(name):02d}")
    return part(cal, PARTS[section.lower()]) if section else at(cal)


def month_of_relative_year(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "November last year", "March of this year"."""
    shift = {"last": -1, "this": 0, "next": 1}[m["which"].lower()]
    if ctx.anchor is None:
        return UNRESOLVED
    return at(Cal(ctx.anchor.year + shift, month_number(m["month"])))


def month_by_order(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "last November", "next May", "this July"."""
    if m["month"].islower() or re.match(r" ?\d", ctx.after(m)):
        return None
    if ctx.anchor is None:
        return UNRESOLVED
    month, now = month_number(m["month"]), ctx.anchor
    which = m["which"].lower().split()[-1]
    if which in ("last", "past"):
        return at(Cal(now.year - (month >= now.month), month))
    if which in ("next", "coming"):
        return at(Cal(now.year + (month <= now.month), month))
    return at(Cal(now.year, month))


def bare_year(m: re.Match[str], ctx: Context) -> Resolved | None:
    """Four digits that are a year, by the words around them."""
    year = int(m["year"])
    before, after = ctx.before(m), ctx.after(m)
    section = m.groupdict().get("part")
    opened = before.endswith(("(", "[")) or re.match(rf"\)|,|\.|;|{S}[a-zA-Z\[—–]|$|'s|’s|:", after)
    if section:
        return part(Cal(year), PARTS[section.lower()])
    if NUMBERED.search(ctx.text[max(0, m.start() - 16) : m.start()]):
        return None
    if re.search(
        r"[$€£#]\s?$|(?:\d[,.]|no\.|number|flight|room|page|about|nearly|almost) ?$", before
    ):
        return None
    if QUANTITY.match(after) and not re.search(r"(?:^|\W)(?:in|since|until)$", before):
        return None
    if re.match(r"[-/]\d|[A-Za-z]", after):
        return None
    sure = SURE_YEAR.search(before)
    alone = re.search(r"(?:^|\n)$", ctx.text[max(0, m.start() - 1) : m.start()]) and re.match(
        r"\s*(?:\n|$)", after
    )
    if not 1900 <= year <= 2099:
        closed = re.match(rf"[,.;)’']|$|{S}(?:to|and|until|by|in|at|he|she|it|the|a)\b", after)
        named = re.search(r"(?:^|\W)(?:the|its|'s|’s|this|an?|of)$", before) and re.match(
            r" (?!\w+s\b)[a-z]|[.,;)]", after
        )
        if year >= 1500 and ((sure and closed) or named or before.endswith(("(", "c."))):
            return at(Cal(year))
        return at(Cal(year)) if sure and not before.endswith(("of", "from", "by")) else None
    if alone:
        return at(Cal(year))
    if sure or LEADS_TO_YEAR.search(before) or opened:
        return at(Cal(year))
    return None


def era_year(m: re.Match[str], _ctx: Context) -> Resolved | None:
    """As in "AD 79", "44 BC": a sheet can hold the years of our era only."""
    year = int(m["number"])
    if (m.groupdict().get("era") or "").upper().startswith("B"):
        return Resolved(f"BC{year:04d}")
    return at(Cal(year)) if year else None


def year_range(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "1994-1997", "2014-15", "2016/17"."""
    start = int(m["year"])
    end = int(m["year2"]) if len(m["year2"]) == 4 else start // 100 * 100 + int(m["year2"])
    if not start < end <= start + 150 or not start >= 1000:
        return None
    if len(m["year2"]) == 2 and end - start > 30:
        return None
    if re.search(r"[$€£#\d-]$", ctx.before(m)):
        return None
    return Resolved(str(start), interval(Cal(start), Cal(end)), Cal(end))


def fiscal_year(m: re.Match[str], _ctx: Context) -> Resolved | None:
    """As in "fiscal 2016", "financial year 2016-17": the year by its own name."""
    return at(Cal(int(m["year"])))


def decades(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the 1990s", "the early '90s", "the nineties"."""
    name = PARTS[m["part"].lower()] if m["part"] else ""
    groups = m.groupdict()
    if groups.get("word"):
        return decade(1900 + TENS_DECADES[groups["word"].lower()], name)
    if groups.get("long"):
        return decade(int(groups["long"]), name)
    if not re.search(r"['’‘]$", ctx.text[: m.start("short")][-1:]) and "the" not in m[0].lower():
        return None
    if re.search(r"(?:his|her|their|my|your|in) *$", ctx.before(m)) and "'" not in m[0] + "’":
        return None
    number = int(groups["short"])
    return decade(1900 + number, name) if number >= 20 else decade(2000 + number, name)


def centuries(m: re.Match[str], _ctx: Context) -> Resolved | None:
    """As in "the 19th century", "the early twentieth century"."""
    words = m["ordinal"].lower()
    number = ORDINALS.get(words) or int(re.sub(r"\D", "", words) or 0)
    if words.endswith(("-first", " first")):
        number = 21
    return century(number) if 0 < number <= 30 else None


def seasons(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the summer of 2010", "last fall", "this spring", "in the autumn"."""
    name = m["season"].lower()
    if m.groupdict().get("year"):
        return season(int(m["year"]), name)
    if ctx.anchor is None:
        return UNRESOLVED
    year, month = ctx.anchor.year, ctx.anchor.month
    which = (m.groupdict().get("which") or "").lower()
    current = season(year, name)
    started = current.point is not None and current.point.month <= month
    if name == "winter" and month <= 2:
        current, year, started = season(year - 1, name), year - 1, True
    last_month = (current.point.month + 2 if current.point else 12) % 12
    over = started and name != "winter" and month > last_month
    if which.startswith("this"):
        return current
    if which.startswith("next") or which.endswith("coming"):
        return season(year + started, name)
    if which.startswith("last") or which.endswith("past"):
        return season(year if over else year - 1, name)
    leads = re.search(r"(?:^|\W)(?:in|over|during|since|by|until)$", ctx.before(m))
    if not leads or " " not in m[0] or re.match(r" of\b", ctx.after(m)):
        return None
    if ctx.tense(m) == "future":
        return season(year + (started and over), name)
    return season(year - (not started), name)


def quarters(m: re.Match[str], ctx: Context) -> Resolved | None:
    """As in "the third quarter", "Q3 2016", "the first half of 2016"."""
    groups = m.groupdict()
    digits = groups.get("digit")
    number = int(digits) if digits else ORDINALS[groups["ordinal"].lower()]
    year = year_of(m)
    if year is None:
        if ctx.anchor is None:
            return UNRESOLVED
        now = (ctx.anchor.month + 2) // 3
        ahead = ctx.tense(m) == "future"
        year = ctx.anchor.year - (number > now and not ahead) + (number < now and ahead)
    if number > 4:
        return None
    return quarter(year, number)


def half_year(m: re.Match[str], _ctx: Context) -> Resolved | None:
    """As in "the first half of 2016"."""
    year, second = int(m["year"]), m["which"].lower() != "first"
    start = Cal(year, 7 if second else 1)
    return Resolved(
        f"{year:04d}-H{1 + second}", interval(start, start._replace(month=start.month + 5))
    )


PRODUCTIONS = (
    production(
        "date",
        "0",
        rf"(?P<number>\d{{1,4}}){S}(?P<era>(?-i:AD|CE|BCE?|A\.D\.|B\.C\.))",
        era_year,
    ),
    production("date", "ad", rf"(?-i:AD){S}(?P<number>\d{{1,4}})", era_year),
    production("date", MONTH_FIRST, rf"{MONTH}(?:,?{S}(?:of{S})?){YEAR}", month_year),
    production("date", PART_FIRST, rf"{PART_OF}{MONTH}(?:,?{S}(?:of{S})?){YEAR}", month_year),
    production("date", MONTH_FIRST, MONTH, bare_month),
    production("date", PART_FIRST, rf"{PART_OF}{MONTH}", bare_month),
    production(
        "date",
        MONTH_FIRST,
        rf"{MONTH}{S}(?:of{S})?(?P<which>last|this|next){S}year",
        month_of_relative_year,
    ),
    production(
        "date",
        "last this next",
        rf"(?P<which>last|next|this(?:{S}(?:past|coming))?){S}{MONTH}",
        month_by_order,
    ),
    production("date", "0", YEAR, bare_year),
    production("date", PART_FIRST, rf"{PART_OF}{YEAR}", bare_year),
    production("date", "0", rf"{YEAR}{S0}[-/\u2010-\u2015]{S0}{_YEAR2}", year_range),
    production(
        "date",
        "fiscal financial",
        rf"(?:fiscal|financial){S}(?:year{S})?{YEAR}(?:[-/]\d{{2}})?",
        fiscal_year,
    ),
    production(
        "date",
        "0 the early late mid s",
        rf"(?:the{S})?(?:{PART}(?:{S}|-)(?:of{S}the{S})?)?(?:(?P<long>(?:1\d|20)\d0)['’]?s"
        rf"|['’‘]?(?P<short>[1-9]0)['’]?s|(?P<word>{one_of(TENS_DECADES)}))",
        decades,
    ),
    production(
        "date",
        "the early late mid 0 " + " ".join(ORDINALS),
        rf"(?:the{S})?(?:{PART}(?:{S}|-))?{_ORDINAL}[- ](?:century|centuries)",
        centuries,
    ),
    production(
        "date",
        "the spring summer autumn fall winter in",
        rf"(?:the{S})?{_SEASON}(?:{S}of)?,?{S}{YEAR}",
        seasons,
    ),
    production(
        "date",
        "last next this",
        rf"(?P<which>last|next|this(?:{S}(?:past|coming))?){S}{_SEASON}",
        seasons,
    ),
    production(
        "date", "the early late", rf"(?:the{S})?(?:(?:early|late){S})?(?:the{S})?{_SEASON}", seasons
    ),
    production(
        "date",
        "the first second third fourth",
        rf"(?:the{S})?(?P<ordinal>first|second|third|fourth)[- ](?:fiscal[- ])?quarter"
        rf"(?:(?:{S}of)?{S}(?:fiscal{S})?{YEAR})?",
        quarters,
    ),
    production("date", "q", rf"Q(?P<digit>[1-4])(?:(?:{S}of)?{S}{YEAR})?", quarters),
    production(
        "date",
        "the first second latter",
        rf"(?:the{S})?(?P<which>first|second|latter){S}half{S}of{S}{YEAR}",
        half_year,
    ),
)
"""Pattern -> function.  The grammar takes the longest of those that match at a place."""
