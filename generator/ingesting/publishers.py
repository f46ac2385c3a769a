"""Finds who published a report, where its text says so.

Input: the text and its units.  Output: a name in the text's own words, or None.  A report that
names a newspaper does not thereby say that it was printed there: only the places where papers
name themselves count (copyright, the agency of a dateline, "X was unable to verify").
"""

from __future__ import annotations

import re

from generator.ingesting.bylines import is_desk, is_outlet
from generator.lexicon import load_lines

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?"
    r"(?P<name>[A-Z][^.,;:|©()\n]{2,60})",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"[^\W\d_a-z][^\n()]{1,60}?\((?P<name>[A-Z][A-Za-z -]{1,30})\)\s*(?:[-–—_]{1,2}|\u2015)"
)
_SELF = (
    r"(?:was|were|has\s+been|is|are)\s+(?:not\s+(?:immediately\s+)?able|unable)\s+to\s+(?:independently\s+|immediately\s+)?(?:verify|confirm|authenticate|reach|contact)"
    r"|(?:could|can)(?:\s*not|n['’]t)\s+(?:independently\s+|immediately\s+)?(?:verify|confirm|authenticate)"
    r"|(?:has|have)\s+(?:contacted|approached|asked|reached\s+out\s+to|requested\s+comment)\b"
    r"|(?:contacted|reached\s+out\s+to|approached)\s+[^.]{2,60}\bfor\s+(?:a\s+)?comment"
)


def named_newspaper(text: str) -> str | None:
    """The words, if they are nothing but a newspaper's name, else None."""
    words = text.strip(" .,")
    tokens = words.split()
    if not 2 <= len(tokens) <= 6 or not all(t[0].isupper() or t in {"of", "and"} for t in tokens):
        return None
    if is_outlet(words) and not is_desk(words):
        return words
    return words if tokens[-1] in load_lines("ingest/newspapers.txt") else None


def from_notices(notices: list[str]) -> str | None:
    """The holder of the copyright."""
    for notice in notices:
        match = _COPYRIGHT.search(notice)
        if match and match["name"][0].isupper():
            name = re.sub(r"\s*\ball\s+rights\b.*", "", match["name"], flags=re.IGNORECASE).strip()
            if name:
                return name
    return None


def from_dateline(paragraph: str) -> str | None:
    """The agency of a dateline: "LONDON, March 3 (Reuters) -"."""
    match = _DATELINE.match(paragraph[:120])
    return match["name"] if match and match["name"] in load_lines("ingest/wires.txt") else None


def from_self_reference(text: str) -> str | None:
    """The newspaper that says of itself that it checked or asked, if it is one and the same."""
    last = "|".join(load_lines("ingest/newspapers.txt"))
    pattern = re.compile(
        rf"(?:^|(?<=[.!?”\"]\s)|(?<=\n))(?P<name>(?:The\s+)?(?:[A-Z][\w’'&-]*\s+){{0,3}}(?:{last}))\s+(?:{_SELF})",
        re.MULTILINE,
    )
    names = {m["name"] for m in pattern.finditer(text)}
    whole = {n for n in names if len(n.split()) > 1}
    return whole.pop() if len(whole) == 1 else None
