"""Which way an expression without a year or date of its own points: back or ahead.

Simple rules on the words around it, after the observation of HeidelTime (Strötgen and Gertz,
2013) that in news the nearest verb settles most cases and the past is the default.
"""

from __future__ import annotations

import re
from typing import Literal

Tense = Literal["past", "future"]

WORD = re.compile(r"\d+|[A-Za-z]+(?:['’][a-z]+)?|[;:!?—]")
REACH = 260
"""Characters on each side that are read: a long clause, but never a whole long line."""

MODALS = frozenset(
    "will shall would should might can won't wouldn't 'll i'll we'll they'll he'll she'll it'll you'll".split()
)
PLANNED = frozenset(
    "scheduled due slated expected planned planning plans plan supposed upcoming forthcoming "
    "intends intend hopes hope aims expects expect".split()
)
PUT_OFF = frozenset(
    "postponed delayed adjourned extended suspended rescheduled remain remains wait waiting "
    "scheduled set deferred until".split()
)
PAST_VERBS = frozenset(
    "was were had did has have been said told went came took gave made got saw knew began became "
    "left lost met paid put ran sent sat spoke stood thought won wrote broke brought built bought "
    "caught chose cut drew drove fell felt fought found flew forgot froze grew held hit hung kept "
    "laid led let lit meant rose sang sank sold set shook shot shut slept spent spread stole "
    "struck swore swept taught threw understood woke wore wound rode hid hurt quit read".split()
)
TIMETABLE = frozenset(
    "takes begins starts opens holds meets goes expires airs returns gathers convenes kicks".split()
)
"""In the present tense, these read from a timetable: "the council meets Tuesday"."""
NOT_PAST = frozenset(
    "need indeed speed feed seed breed exceed proceed succeed united hundred bed red sacred wed "
    "agreed-upon unprecedented".split()
)
GOVERNS = re.compile(
    r"is|are|was|were|be|am|have|has|had|going|set|due|ready|likely|unlikely|poised|certain|sure|"
    r"plan\w*|intend\w*|expect\w*|hop(?:e|es|ed|ing)|aim(?:s|ed|ing)?|schedul\w+|slated|suppos\w+|"
    r"vow\w*|pledg\w+|promis\w+|prepar\w+|agree[ds]?|threaten\w*|wants?|needs?|invit\w+|order\w*|"
    r"called|ask\w*|urg\w+|propos\w+|offer\w*|decid\w+|continues?|tomorrow|week|month|day"
)
"""Words before an infinitive that make it a plan; after any other ("quick to offer") it is none."""
COMING = frozenset(
    (
        "meeting",
        "holding",
        "visiting",
        "travelling",
        "traveling",
        "returning",
        "hosting",
        "leaving",
        "speaking",
        "arriving",
        "appearing",
        "heading",
        "going",
        "launching",
        "releasing",
        "voting",
        "opening",
        "closing",
        "starting",
        "beginning",
        "competing",
        "due",
        "set",
        "to",
    )
)
"""After "is" or "are" these tell of what has been arranged."""
SUBJECTS = [["he"], ["she"], ["it"], ["they"], ["we"], ["I"], ["you"]]
"""After "after" these begin a clause, which may well lie ahead ("after he takes office")."""
OPENS_CLAUSE = re.compile(r"[,;:] (?:and |but )?(?:on |in )?$")
CALLED_OFF = re.compile(
    r"\b(?:was|were|had been|got)\s+(?:cancell?ed|called off|postponed|delayed|disrupted|halted|"
    r"scrapped|cut short)"
)


def is_past(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past tense or a participle."""
    return word in PAST_VERBS or (len(word) > 3 and word.endswith("ed") and word not in NOT_PAST)


def _cue(words: list[str], i: int) -> Tense | None:
    """What the word at `i` says of its clause's time."""
    word = words[i].lower().replace("’", "'")
    after = words[i + 1].lower() if i + 1 < len(words) else ""
    before = words[i - 1].lower() if i else ""
    if word in MODALS:
        refused = word == "wouldn't" or (word == "would" and after == "not")
        return "past" if after == "have" or refused else "future"
    if word == "to" and words[i + 1 : i + 2] and words[i + 1].islower():
        return "future" if GOVERNS.fullmatch(before) else None
    if word in PLANNED:
        return "future"
    if word == "set" and (after in ("to", "for", "on") or before in ("is", "are", "was", "were")):
        return "future"
    if word in ("is", "are") and (after in COMING or not after):
        return "future"
    if word in TIMETABLE:
        return "future"
    return "past" if is_past(word) and before not in ("be", "is", "are", "being") else None


def tense(text: str, lower: int, upper: int, start: int, end: int) -> Tense | None:
    """The tense that governs the expression `text[start:end]` in its sentence.

    Args:
        text: The document's text.
        lower: Where the sentence begins.
        upper: Where the sentence ends.
        start: Where the expression begins.
        end: Where the expression ends.

    Returns:
        The nearest cue before the expression, else the nearest after it, else None.
    """
    left = WORD.findall(text[max(lower, start - REACH) : start])
    right = WORD.findall(text[end : min(upper, end + REACH)])
    if (
        left
        and left[-1].lower() in ("until", "till")
        and PUT_OFF & {w.lower() for w in left[-8:-1]}
    ):
        return "future"
    if left and left[-1].lower() == "since":
        return "past"
    opening = OPENS_CLAUSE.search(text, max(lower, start - 12), start)
    if opening and text[end : end + 1] == ",":
        return _ahead(right) or _back(left, text, end, upper)
    return _back(left, text, end, upper) or _ahead(right)


def _back(left: list[str], text: str, end: int, upper: int) -> Tense | None:
    """The nearest cue before the expression, within the clause."""
    after = False
    for i in range(len(left) - 1, -1, -1):
        if left[i] in ";:!?—":
            break
        word = left[i].lower()
        cue = _cue(left, i)
        if cue == "future" and word not in MODALS:
            called_off = word in PLANNED and CALLED_OFF.search(text, end, min(upper, end + REACH))
            if after or called_off:
                return "past"
        if cue:
            return cue
        after = after or (word in ("after", "following") and left[i + 1 : i + 2] not in SUBJECTS)
    return "past" if after else None


def _ahead(right: list[str]) -> Tense | None:
    """The nearest cue after the expression, within the clause."""
    for i in range(len(right)):
        if right[i] in ";:!?—":
            break
        cue = _cue(right, i)
        if cue:
            return cue
    return None
