"""Tells captions, credits and notices from the story.

Input: a unit of the make-up.  Output: its kind, or None for story.  Precision comes first: what
is taken for a caption by mistake costs the claims in it, so every rule asks for a plain sign.
"""

from __future__ import annotations

import re

from generator.document import BlockKind
from generator.ingesting.bylines import is_desk, is_name
from generator.lexicon import load_set

LONGEST_CAPTION = 90
"""Words.  Longer lines that end in a credit are a story on one line."""
LONGEST_NOTICE = 70
"""Words.  A longer paragraph with a notice in it holds more than the notice."""
LONGEST_UNIT = 900
"""Characters.  No pattern for whole lines is tried on more, so that none can take its time."""
LONGEST_CREDIT = 14
"""Words of a line that is nothing but a credit."""

_BRACKETED = re.compile(
    r"(?P<before>.*?)\s*[(\[](?P<credit>[^()\[\]]{2,120}(?:\([^()]{1,40}\))?)[)\]]\.?\Z", re.DOTALL
)
_TRAILING = re.compile(
    r"(?P<before>.*[.!?…”\"’])\s+"
    r"(?:(?:Photo(?:graph)?|Picture|Image|Credit|Photo credit|Illustration)s?\s*(?:by\b|:)"
    r"|AP Photo/|REUTERS/|AFP/|EPA/)\s*(?P<credit>[^.]{2,80})\Z",
    re.DOTALL,
)
_PICTURE = re.compile(
    r"(?:(?:file\s+)?(?:photo(?:graph)?|picture|image|illustration|graphic|video|screenshot)s?"
    r"(?:\s+(?:credit|courtesy|source|caption)s?)?(?:\s*(?:/|—|–|-)\s*file)?\s*(?::|\bby\b|\bcourtesy\b)"
    r"|credits?\s*:|caption\s*:|file\s+(?:photo|picture|image)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_NOTICES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r".{2,100}\bcontributed\s+(?:(?:additional\s+)?reporting\s+|research\s+)?(?:to|for)"
        r"\s+this\s+(?:report|story|article|piece|dispatch)\b",
        r"\W?(?:additional\s+|with\s+(?:additional\s+)?)?(?:reporting|editing|writing"
        r"|research|compiled"
        r"|translated|edited|fact[- ]checking)\s+by\s+[A-Z]",
        r"with\s+(?:reporting|files|reports?|material|additional\s+reporting)\s+(?:by|from)\s+\S",
        r"contribut(?:ing|ors?)\s*:\s*\S",
        r"(?:corrections?|clarifications?|editors?['’]?s?\s+notes?"
        r"|publisher['’]s\s+note)\s*(?::|\(|–|—|-|\.)",
        r"an?\s+(?:earlier|previous|prior)\s+version\s+of\s+this\s+(?:article|story|report"
        r"|post|piece|headline)\b",
        r"this\s+(?:article|story|report|post|piece|dispatch|page)\s+(?:was|has\s+been|is"
        r"|will\s+be)\s+(?:\w+ly\s+)?"
        r"(?:updated|corrected|amended|clarified|edited|first\s+published|published|produced"
        r"|adapted|republished|reprinted|being\s+updated|part\s+of|developing)\b",
        r"this\s+is\s+a\s+(?:developing|breaking)\s+(?:news\s+)?story\b",
        r"(?:©|\(c\)\s*\d{4}|copyright\s*(?:©|\(c\))?\s*\d{4}|copyright\s+(?:©|\(c\)|the\s))",
        r".{0,60}\ball\s+rights\s+reserved\b",
        r"(?:read|see|learn|find\s+out)\s+more\s*(?::|»|>|\Z|about\s|on\s|at\s|here\b)",
        r"(?:see\s+also|also\s+read|read\s+also|read\s+next|recommended"
        r"|related(?:\s+(?:stories|story|articles?|coverage|links?|content|topics?|news))?"
        r"|more\s+(?:stories|from|coverage)|most\s+(?:read|popular)|trending|tags|topics"
        r"|filed\s+under|categories|keywords)\s*(?::|\Z)",
        r"(?:sign\s+up|subscribe|register|click|tap|listen)\s+(?:to|for|here|now|today|on"
        r"|below)\b.{0,120}",
        r"(?:please\s+)?(?:support|donate\s+to|join)\s+(?:our|us)\b",
        r"(?:advertisement|advertising|sponsored(?:\s+content)?|skip\s+ad(?:vertisement)?"
        r"|(?:story|article)\s+continues\s+(?:below|after).{0,40}|(?:share|print|email"
        r"|comments?|share\s+this(?:\s+(?:article|story|page))?|copy\s+link))\W*\Z",
        r"follow\s+(?:@?\w+\s+){1,5}(?:on|at)\s+(?:twitter|x|facebook|instagram|mastodon"
        r"|bluesky|threads|youtube)\b",
        r"read\s+(?:or\s+share\s+this\s+story|the\s+(?:rest|full\s+(?:story|article|report"
        r"|text)|original(?:\s+article)?)\s+(?:here|at|on))\b",
        r"the\s+opinions\s+expressed\s+(?:in\s+this|here|by\s+the\s+author)",
    )
)
_IMPERATIVE_NOTICES = frozenset(_NOTICES[12:14])


def is_notice(text: str) -> bool:
    """Whether the unit is about the report: credits of agencies, corrections, copyright, links."""
    if len(text) > LONGEST_UNIT or len(text.split()) > LONGEST_NOTICE:
        return False
    matched = next((p for p in _NOTICES if p.match(text)), None)
    if matched is None:
        return False
    # "Sign up for ..." opens a line of the page; a story's sentence of that shape has a quote.
    return matched not in _IMPERATIVE_NOTICES or not any(c in text for c in '"“”')


def picture_kind(text: str) -> BlockKind | None:
    """Whether the unit belongs to a picture: its caption, or a mere credit."""
    if len(text) > LONGEST_UNIT:
        return None
    words = len(text.split())
    if words > LONGEST_CAPTION:
        return None
    if _PICTURE.match(text):
        return BlockKind.CREDIT if words <= LONGEST_CREDIT else BlockKind.CAPTION
    bracketed = _BRACKETED.match(text)
    if bracketed:
        before, credit = bracketed["before"].rstrip(), bracketed["credit"]
        if not before:
            return BlockKind.CREDIT if is_credit(credit) else None
        ended = before[-1:] in {".", "!", "?", "…", "”", '"', "’"}
        round_ones = text.rstrip(".").endswith(")")
        if is_credit(credit) or (round_ones and ended and is_name(credit) and not is_desk(credit)):
            return BlockKind.CAPTION
        return None
    trailing = _TRAILING.match(text)
    if trailing and len(trailing["credit"].split()) <= 8:
        return BlockKind.CAPTION
    if words <= 6 and "/" in text and is_credit(text):
        return BlockKind.CREDIT
    return None


def is_credit(words: str) -> bool:
    """Whether bracketed words credit a picture: a picture agency or "Ann Lo/Vale Pictures"."""
    tokens = _WORD.findall(words)
    if not tokens or len(tokens) > 16 or (words[0].islower() and tokens[0] != "via"):
        return False
    known = load_set("ingest/agencies.txt")
    marked = any(
        t.casefold() in known and (t[0].isupper() or t in {"via", "photo"}) for t in tokens
    )
    if "/" in words:
        names = [side.strip() for side in words.split("/")]
        shaped = all(n and (n[0].isupper() or n.startswith("via ")) for n in names)
        return shaped and (marked or is_name(names[0]))
    if len(tokens) == 1:
        return (
            marked
            and tokens[0].casefold() not in {"ap", "pa", "file"}
            and tokens[0].casefold() in {"getty", "shutterstock", "alamy", "handout", "screenshot"}
        )
    capitals = sum(t[0].isupper() for t in tokens)
    return marked and 2 * capitals >= len(tokens)
