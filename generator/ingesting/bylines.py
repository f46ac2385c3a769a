"""Reads bylines: who wrote a report.

Input: a line of the report's head.  Output: the writers' names, without roles, agencies, places
and addresses.  A line counts as a byline only if all of it can be read as one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.ingesting.dating import MONTHS, WEEKDAYS, is_date
from generator.lexicon import load_set

_CUE = re.compile(
    r"(?:(?:written|words|story|text|report|reported|posted|reporting)\s+)?by\b:?\s*|"
    r"(?:author|authors|byline|writer)\s*:\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,\s*and\b|\band\b|&|;|\bwith\b)\s*", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:^|\s+)(?P<how>special\s+to|in|for|of|at|from)\s+(?P<what>\S.*)$", re.IGNORECASE
)
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "MD", "PhD"))
_ADDRESS = re.compile(r"\(?\S*@\S+|\([^()]*\)")
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|\s{3,}")
_TOKEN = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]*)*\Z")
_LONGEST = 160


class Byline(NamedTuple):
    """Writers, the publisher that the line names, and a date that stands in the same line."""

    names: tuple[str, ...]
    publisher: str | None = None
    date: str | None = None


def is_name(words: str, *, least: int = 2) -> bool:
    """Whether the words have the shape of a person's name: two to five capitalised tokens."""
    tokens = words.split()
    if not least <= len(tokens) <= 5 or not tokens[0][:1].isupper():
        return False
    if any(t.casefold().strip(".") in (*MONTHS[12:], *WEEKDAYS) for t in tokens[:1]):
        return False
    solid = [t for t in tokens if t.casefold() not in load_set("ingest/particles.txt")]
    return bool(solid) and all(t[0].isupper() and _TOKEN.match(t) for t in solid)


def is_desk(words: str) -> bool:
    """Whether the words name a desk, an office or an agency rather than a person."""
    roles = load_set("ingest/desks.txt")
    return any(t.strip(".,’'").removesuffix("'s").casefold() in roles for t in words.split())


def read_byline(line: str) -> Byline | None:
    """The byline that a line holds behind "By" or its like, None where it holds none."""
    cue = _CUE.match(line)
    if cue is None or len(line) > _LONGEST:
        return None
    rest = line[cue.end() :].strip(" .")
    if not rest.removeprefix("the ")[:1].isupper():
        return None
    return _read_parts(rest)


def read_bare_byline(line: str, *, dated: bool) -> Byline | None:
    """The byline of a line without "By": a name, a desk, or a name with a role.

    Args:
        line: A line of the report's head.
        dated: Whether a line of dates stands next to it, which a mere name needs.
    """
    if len(line) > 100 or line[-1:] in ".:!?" or _CUE.match(line):
        return None
    if len(line.split()) <= 5 and not set(",|•·") & set(line) and _is_plain_desk(line):
        return Byline((_cased(line),)) if not is_outlet(line) else None
    if line.split(maxsplit=1)[0].casefold() in load_set("ingest/openers.txt"):
        return None
    first, *others = re.split(r"\s*[,|•·]\s*", line)
    if not others:
        return _read_parts(line) if dated and not is_desk(line) else None
    known = all(is_desk(o) or is_outlet(o) or is_date(o) for o in others)
    signed = known and (is_desk(first) or is_name(first)) and len(line.split()) <= 12
    return _read_parts(line) if dated or signed else None


def split_names(words: str) -> tuple[str, ...]:
    """Names out of a field that holds nothing else ("Ann Lo and Bo Ray, Science desk")."""
    cue = _CUE.match(words)
    words = words[cue.end() :] if cue else words
    byline = _read_parts(words.strip(" ."))
    return byline.names if byline else (words.strip(),) if words.strip() else ()


def _read_parts(words: str) -> Byline | None:
    """Reads names, roles, outlets and dates; None where something is none of these."""
    words, date = _cut_date(_ADDRESS.sub("", words).strip(" ,"))
    names: list[str] = []
    desks: list[str] = []
    outlets: list[str] = []
    for piece in _pieces(words):
        tail = _TAIL.search(piece)
        bare = piece[: tail.start()] if tail else piece
        if tail and (is_outlet(tail["what"]) or tail["how"].casefold().startswith("special")):
            outlets.append(tail["what"])
        if not bare:
            continue
        if is_outlet(bare):
            outlets.append(bare)
        elif is_desk(bare):
            desks.append(_cased(bare.removeprefix("the ")))
        elif is_name(bare):
            names.append(_cased(bare))
        else:
            return None
    writers = names or desks[:1] or outlets[:1]
    if not writers:
        return None
    paper = next((o for o in outlets if o not in writers and not _is_wire(o)), None)
    return Byline(tuple(dict.fromkeys(writers)), paper, date)


def _pieces(words: str) -> list[str]:
    """What stands between the commas, bars and ands of a byline."""
    pieces = [
        piece.strip(" .,")
        for part in _PARTS.split(words)
        for group in _AND.split(part)
        for piece in group.split(",")
    ]
    return [p for p in pieces if p and p not in _SUFFIXES]


def is_outlet(words: str) -> bool:
    """Whether the words are "The" and a few capitalised ones that name no desk or role."""
    tokens = words.split()
    return (
        2 <= len(tokens) <= 6
        and tokens[0] == "The"
        and all(t[0].isupper() and t.isalpha() for t in tokens)
        and tokens[-1].casefold() not in load_set("ingest/staff.txt")
    )


def _is_wire(outlet: str) -> bool:
    """Whether the outlet is an agency, whose reports others print."""
    return outlet.removeprefix("The ") in load_set("ingest/wires.txt")


def _cut_date(words: str) -> tuple[str, str | None]:
    """The words before a date at the end of the line, and that date."""
    for match in re.finditer(r"(?:^|(?<=[\s,|•·–—-]))(?=[\w(])", words):
        if is_date(words[match.start() :]):
            before = re.sub(
                r"(?:published|posted|updated|on)\s*:?\s*$", "", words[: match.start()], flags=re.I
            )
            return before.strip(" ,|•·-–—"), words[match.start() :]
    return words, None


def _cased(name: str) -> str:
    """A name that is set in capitals throughout, in usual case."""
    return name.title() if name.isupper() and len(name) > 4 else name


def _is_plain_desk(line: str) -> bool:
    """Whether a desk's line is nothing but one: every word capitalised or the desk's own."""
    desks = load_set("ingest/desks.txt")
    tokens = line.split()
    last = tokens[-1].casefold() in load_set("ingest/staff.txt")
    return last and all(t[0].isupper() or t.casefold() in desks for t in tokens)
