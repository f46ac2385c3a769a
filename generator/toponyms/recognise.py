"""Toponym recognition: which words of a document may name places.

Stage: extraction, within `extract/where.py`.  Input: a parsed document.  Output: `Named` values in
document order, none overlapping, each with the places of that name.

The encoder's names say what sort of thing a capitalised word names; the gazetteer says whether
there is such a place.  A name that the encoder calls a place may be any place of the gazetteer; a
word that it does not name may only be a country, a demonym, or a place of some size; a person's
name is none at all.  As in TR-News and GeoWebNews (Gritta et al. 2020, "A Pragmatic Guide to
Geoparsing Evaluation"), names that stand for a government and demonyms count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.document import Mention, MentionKind, ParsedDocument, Span
from generator.gazetteer import Candidate, Use, look_up
from generator.lexicon import load_set

_TOKEN = re.compile(r"(?:[A-Z]\.\s?){2,}|[^\W\d_][\w'’‘ʼ\-‐]*\.?")
_POSSESSIVE = re.compile(r"['’]s?\.?$")
_GAP = re.compile(r" |\u00a0")
_LONGEST = 5
_CONNECTORS = {"of", "de", "del", "la", "el", "al", "the", "and", "upon", "on", "in", "du", "da"}
_SORTS = {
    "region": 2,
    "oblast": 2,
    "province": 2,
    "state": 2,
    "governorate": 2,
    "prefecture": 2,
    "territory": 2,
    "county": 3,
    "parish": 3,
    "district": 3,
    "borough": 4,
    "city": 4,
    "town": 4,
    "village": 4,
    "river": 5,
    "lake": 5,
    "island": 5,
    "mountains": 5,
    "peninsula": 5,
}
"""Words that follow a name and say what sort of place it is -> the gazetteer's level."""
_SORT_AFTER = re.compile(r"[ \u00a0]([A-Za-z]+)")
_SORT_BEFORE = re.compile(r"\b(city|town|village|state|province|county|region|river|island) of $", re.I)
_COMPASS = re.compile(
    r"^(?:(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|greater"
    r"|inner|outer|mid|downtown|rural|old|occupied|northeast|northwest|southeast|southwest"
    r"|northeastern|northwestern|southeastern|southwestern)[ -])+",
    re.I,
)
_ABBREVIATION = re.compile(r"[A-Z]{2}|[A-Z][a-z]{1,4}\.?")
_STATE_AFTER_COMMA = re.compile(r"[,(]\s?$")
_SIZE_UNNAMED = 5.7
"""Weight from which a city may be one though the encoder names no place there."""
_SIZE_IN_NAMES = 6.3
"""The same within a name of another sort ("Moscow" for the Russian government)."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words that may name a place.

    `sure` says that the encoder calls them a place.  `level` is what a word beside the name says
    of its sort ("region", "city of"), None where none does.
    """

    span: Span
    text: str
    candidates: tuple[Candidate, ...]
    sure: bool
    level: int | None = None

    @property
    def demonym(self) -> bool:
        """Whether all that the words can be is a demonym."""
        return all(c.use is Use.DEMONYM for c in self.candidates)


class _Word(NamedTuple):
    start: int
    end: int
    capital: bool


def recognise(parsed: ParsedDocument) -> tuple[Named, ...]:
    """All words of the text that may name places, in document order."""
    text = parsed.text
    words = _words(text)
    mentions = parsed.reading.mentions
    starts = [m.span.start for m in mentions]
    found: list[Named] = []
    position = 0
    while position < len(words):
        word = words[position]
        if not word.capital:
            position += 1
            continue
        at = bisect_right(starts, word.start) - 1
        mention = mentions[at] if at >= 0 and mentions[at].span.end > word.start else None
        named = _at(text, words, position, mention)
        if named is None:
            position += 1
            continue
        found.append(named)
        while position < len(words) and words[position].start < named.span.end:
            position += 1
    return tuple(found)


def _words(text: str) -> list[_Word]:
    """Words without possessive endings; hyphenated ones also stand for their parts."""
    words = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        form = match.group().rstrip()
        end = start + len(form)
        if form.endswith(".") and not _may_end_with_dot(form):
            form, end = form[:-1], end - 1
        if possessive := _POSSESSIVE.search(form):
            end = start + possessive.start()
        form = text[start:end]
        if form:
            words.append(_Word(start, end, form[0].isupper()))
    return words


def _may_end_with_dot(form: str) -> bool:
    """Whether the dot may belong to the word ("U.S.", "Calif.", "St.")."""
    return form.count(".") > 1 or (len(form) <= 6 and form.lower() in _dotted())


def _dotted() -> frozenset[str]:
    return load_set("places/dotted.txt")


def _at(text: str, words: Sequence[_Word], position: int, mention: Mention | None) -> Named | None:
    """The longest name of a place that begins at a word, if one may."""
    kind = mention.kind if mention else None
    if kind is MentionKind.PERSON:
        return None
    first = words[position]
    for last in _ends(text, words, position):
        span = Span(first.start, words[last].end)
        if mention and kind is not MentionKind.PLACE and not mention.span.covers(span):
            if span.start >= mention.span.start:
                continue
        name = span.of(text)
        candidates = _candidates(text, span, mention)
        candidates = tuple(c for c in candidates if _fits(c, text, span, mention))
        if candidates:
            return Named(
                span, name, candidates, kind is MentionKind.PLACE, _level(text, span)
            )
    if mention and kind is MentionKind.PLACE and first.start == mention.span.start:
        return _inner(text, mention)
    form = text[first.start : first.end]
    if "-" in form:
        return _part(text, first, mention)
    return None


def _ends(text: str, words: Sequence[_Word], position: int) -> list[int]:
    """Indices of the words with which a name that begins at `position` may end, longest first."""
    ends = [position]
    for following in range(position + 1, min(position + _LONGEST, len(words))):
        if not _GAP.fullmatch(text[words[following - 1].end : words[following].start]):
            break
        form = text[words[following].start : words[following].end]
        if words[following].capital or form.lower() in {"river", "peninsula", "strip", "sea"}:
            ends.append(following)
        elif form not in _CONNECTORS:
            break
    return ends[::-1]


def _candidates(text: str, span: Span, mention: Mention | None) -> tuple[Candidate, ...]:
    """The places of a name, short forms only where they can be ones."""
    name = span.of(text)
    if name.lower() in load_set("places/never.txt") and not (
        mention and mention.kind is MentionKind.PLACE and len(name) > 3
    ):
        return ()
    found = look_up(name)
    bare = name.rstrip(".")
    if len(bare) <= 3 and bare.isalpha() and bare.isupper() and len(name) == len(bare):
        found = tuple(c for c in found if c.level <= 2 or c.weight > 7)
        if len(bare) == 2 and name not in {"US", "UK"}:
            after_comma = _STATE_AFTER_COMMA.search(text[max(0, span.start - 2) : span.start])
            found = tuple(c for c in found if c.level == 2) if after_comma else ()
    elif len(bare) <= 3 and not bare.isupper():
        found = tuple(c for c in found if not (c.level == 1 and bare.lower() in {"us", "uk"}))
    return found


def _fits(candidate: Candidate, text: str, span: Span, mention: Mention | None) -> bool:
    """Whether words may name this place, by what the encoder says of them."""
    kind = mention.kind if mention else None
    if kind is MentionKind.PLACE:
        return candidate.use is not Use.ALTERNATE or candidate.weight >= 4
    if candidate.use is Use.DEMONYM or candidate.level <= 1:
        return True
    if candidate.use is Use.ALTERNATE:
        return False
    name = span.of(text)
    if kind is None:
        return candidate.weight >= _SIZE_UNNAMED and (
            " " in name or name.lower() not in load_set("places/common.txt")
        )
    assert mention is not None
    whole = mention.span.start >= span.start and mention.span.end <= span.end + 2
    return candidate.weight >= (_SIZE_UNNAMED if whole else _SIZE_IN_NAMES)


def _inner(text: str, mention: Mention) -> Named | None:
    """A place within a place's longer name: "eastern Aleppo", "Fars Province", "Kyiv suburb"."""
    name = mention.span.of(text)
    level = None
    start, end = mention.span
    if compass := _COMPASS.match(name):
        start += compass.end()
    words = text[start:end].split(" ")
    while words and (words[-1].lower().rstrip(".") in _SORTS or words[-1].lower() == "co."):
        level = _SORTS.get(words[-1].lower().rstrip("."), 3)
        end -= len(words.pop()) + 1
    if start >= end or (start, end) == tuple(mention.span):
        return None
    candidates = look_up(text[start:end])
    if not candidates:
        return None
    return Named(Span(start, end), text[start:end], candidates, True, level)


def _part(text: str, word: _Word, mention: Mention | None) -> Named | None:
    """The first part of a hyphenated word: "Russian-backed", "Moscow-based"."""
    form = text[word.start : word.end]
    offset = word.start
    for part in form.split("-"):
        span = Span(offset, offset + len(part))
        offset += len(part) + 1
        if len(part) > 1 and part[0].isupper():
            candidates = tuple(
                c
                for c in _candidates(text, span, mention)
                if c.use is not Use.ALTERNATE and (c.level <= 1 or c.weight >= _SIZE_UNNAMED)
            )
            if candidates:
                return Named(span, part, candidates, False)
    return None


def _level(text: str, span: Span) -> int | None:
    """What a word beside a name says of its sort."""
    after = _SORT_AFTER.match(text, span.end)
    if after and (level := _SORTS.get(after[1].lower())) is not None:
        return level
    before = _SORT_BEFORE.search(text[max(0, span.start - 14) : span.start])
    return _SORTS[before[1].lower()] if before else None
