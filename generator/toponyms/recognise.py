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
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.document import Mention, MentionKind, ParsedDocument, Span
from generator.lexicon import load_mapping, load_set
from generator.toponyms.gazetteer import Candidate, Use, fold, look_up

_TOKEN = re.compile(r"W\. ?Va\.|(?:[A-Z]\.\s?){2,}|[^\W\d_][\w'’‘ʼ\-‐]*\.?")
_CLITIC = re.compile(r"['’](?:s|d|ll|ve|re|m|t)?\.?$")
_GAP = re.compile(r" |\u00a0")
_OPENING = re.compile(r"(?:^|[\n.!?:]\s*)[\"'“‘(\[]+|^\s*", re.M)
_LONGEST = 5
_COUNTY_LEVEL = 3
_COUNTY = re.compile(r" (?:County|Parish|Borough)$", re.I)
_NEXT = re.compile(r"(?:['’]s)?[ \u00a0]([A-Za-z]+)")
_SORT_AFTER = re.compile(r"[ \u00a0]([A-Za-z]+)")
_LIST = re.compile(r"(?:,|,? and|,? or)[ \u00a0\n](?:the )?")
_SORTS_BEFORE = re.compile(
    r"\b(?:cities|towns|villages|states|provinces|counties|regions|districts|islands|rivers) of "
    r"[^.;:\n]{0,120}$",
    re.I,
)
_SORTS_AFTER = re.compile(
    r"^ (?:cities|towns|villages|states|provinces|counties|regions|districts|rivers)\b", re.I
)
_SORT_BEFORE = re.compile(
    r"\b(cit(?:y|ies)|towns?|villages?|states?|provinces?|count(?:y|ies)|regions?|rivers?|islands?)"
    r" of $",
    re.I,
)
_COMPASS = re.compile(
    r"^(?:(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|greater"
    r"|inner|outer|mid|downtown|rural|old|occupied|northeast|northwest|southeast|southwest"
    r"|northeastern|northwestern|southeastern|southwestern)[ -])+",
    re.I,
)
_AFTER_COMMA = re.compile(r"[,(]\s?$")
_SIZE_UNNAMED = 5.7
"""Weight from which a city may be one though the encoder names no place there."""
_SIZE_AT_HEAD = 7.0
"""The same at the head of a sentence, where any word has a capital."""
_SIZE_IN_NAMES = 6.3
"""The same within a name of another sort ("Moscow" for the Russian government)."""
_SIZE_IN_PLACES = 4.5
"""The same as a part of a place's longer name ("Pittsburgh" in "Pittsburgh Medical Center")."""
_SIZE_BEFORE_CIVIC = 3.7
"""The same before the word for a public body ("Red Deer Fire Department")."""


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


class _Reader(NamedTuple):
    """A document as the rules see it."""

    text: str
    words: list[_Word]
    heads: frozenset[int]
    """Where sentences begin."""
    places: frozenset[str]
    """All that the encoder calls a place somewhere in the document."""


def recognise(parsed: ParsedDocument) -> tuple[Named, ...]:
    """All words of the text that may name places, in document order."""
    text = parsed.text
    mentions = parsed.reading.mentions
    reader = _Reader(
        text,
        _words(text),
        _heads(parsed),
        frozenset(m.span.of(text) for m in mentions if m.kind is MentionKind.PLACE),
    )
    words = reader.words
    starts = [m.span.start for m in mentions]
    found: list[Named] = []
    position = 0
    while position < len(words):
        word = words[position]
        named = None
        if word.capital:
            at = bisect_right(starts, word.start) - 1
            mention = mentions[at] if at >= 0 and mentions[at].span.end > word.start else None
            named = _at(reader, position, mention)
        if named:
            found.append(named)
        end = named.span.end if named else word.end
        while position < len(words) and words[position].start < end:
            position += 1
    return tuple(_share_levels(text, found))


def _share_levels(text: str, found: list[Named]) -> list[Named]:
    """Hands the sort of place along a list: "the regions of A, B and C", "A and B counties"."""
    for step in (1, -1):
        for i in range(len(found))[::step]:
            j = i - step
            if found[i].level is not None or not 0 <= j < len(found) or found[j].level is None:
                continue
            first, second = sorted((found[i].span, found[j].span))
            if not _LIST.fullmatch(text[first.end : second.start]):
                continue
            named = _SORTS_BEFORE if step == 1 else _SORTS_AFTER
            known = found[j].span
            around = (
                text[max(0, known.start - 200) : known.start]
                if step == 1
                else text[known.end : known.end + 14]
            )
            if named.search(around):
                found[i] = replace(found[i], level=found[j].level)
    return found


def _heads(parsed: ParsedDocument) -> frozenset[int]:
    """Where the first words of sentences and of quotations begin."""
    heads = {m.end() for m in _OPENING.finditer(parsed.text)}
    for sentence in parsed.sentences:
        heads.add(sentence.start)
    return frozenset(heads)


def _words(text: str) -> list[_Word]:
    """Words without possessive endings; hyphenated ones also stand for their parts."""
    words = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        form = match.group().rstrip()
        end = start + len(form)
        if form.endswith(".") and not _may_end_with_dot(form):
            form, end = form[:-1], end - 1
        if clitic := _CLITIC.search(form):
            end = start + clitic.start()
        form = text[start:end]
        if form:
            words.append(_Word(start, end, form[0].isupper()))
    return words


def _may_end_with_dot(form: str) -> bool:
    """Whether the dot may belong to the word ("U.S.", "Calif.", "St.")."""
    return form.count(".") > 1 or (len(form) <= 6 and form.lower() in _dotted())


def _dotted() -> frozenset[str]:
    return load_set("places/dotted.txt")


def _at(reader: _Reader, position: int, mention: Mention | None) -> Named | None:
    """The longest name of a place that begins at a word, if one may."""
    text, words = reader.text, reader.words
    first = words[position]
    kind = mention.kind if mention else None
    if mention and kind is MentionKind.PERSON and not _person_as_place(reader, first, mention):
        return None
    if mention and kind is MentionKind.ORGANISATION and _brand(mention.span.of(text)):
        return None
    for last in _ends(text, words, position):
        span = Span(first.start, words[last].end)
        if mention and kind is not MentionKind.PLACE and span.end > mention.span.end + 2:
            continue
        candidates = tuple(
            c for c in _candidates(text, span, mention) if _fits(reader, c, span, mention)
        )
        if candidates and text.startswith("The ", span.start) and candidates[0].kind != "city":
            return None  # "The US": the name begins with the next word; "The Hague" is one
        if candidates:
            level = _level(text, span)
            return Named(span, span.of(text), candidates, kind is MentionKind.PLACE, level)
    if "-" in text[first.start : first.end] and (part := _part(text, first, mention)):
        return part
    if mention and kind is MentionKind.PLACE and first.start == mention.span.start:
        return _inner(text, mention)
    return None


def _person_as_place(reader: _Reader, first: _Word, mention: Mention) -> bool:
    """Whether the name of a person is called a place elsewhere: one of the two is a slip."""
    return mention.span.of(reader.text) in reader.places and mention.span.start == first.start


def _ends(text: str, words: Sequence[_Word], position: int) -> list[int]:
    """Indices of the words with which a name that begins at `position` may end, longest first."""
    ends = [position]
    for following in range(position + 1, min(position + _LONGEST, len(words))):
        if not _GAP.fullmatch(text[words[following - 1].end : words[following].start]):
            break
        form = text[words[following].start : words[following].end]
        if words[following].capital or form.lower() in {"river", "peninsula", "strip", "sea"}:
            ends.append(following)
        elif form not in load_set("places/connectors.txt"):
            break
    return ends[::-1]


def _candidates(text: str, span: Span, mention: Mention | None) -> tuple[Candidate, ...]:
    """The places of a name, abbreviations only where they can be ones."""
    name = span.of(text)
    letters = name.replace(".", "")
    acronym = len(letters) > 1 and letters.isupper()
    if not acronym and name.lower() in load_set("places/never.txt"):
        return ()
    found = look_up(name)
    if not found or len(letters) > 6 or " " in name:
        return found
    after_comma = _AFTER_COMMA.search(text[max(0, span.start - 2) : span.start]) is not None
    if name.lower() in {"us", "uk"}:
        return tuple(c for c in found if c.level == 1) if acronym else ()
    if letters.lower() + "." in _dotted() and name.count(".") < 2 and not after_comma:
        sure = mention is not None and mention.kind is MentionKind.PLACE and not acronym
        return tuple(c for c in found if c.level != 2 or (sure and name.endswith(".")))
    if acronym and len(letters) == 2 and "." not in name:
        return tuple(c for c in found if c.level == 2) if after_comma else ()
    if acronym and len(letters) == 3 and "." not in name:
        return tuple(c for c in found if c.level <= 2 or c.weight > _SIZE_AT_HEAD)
    if not acronym and len(letters) <= 3 and not after_comma and not name.endswith("."):
        return tuple(c for c in found if not (c.level == 2 and fold(c.name) != fold(name)))
    return found


def _fits(reader: _Reader, candidate: Candidate, span: Span, mention: Mention | None) -> bool:
    """Whether words may name this place, by what the encoder says of them."""
    name = span.of(reader.text)
    kind = mention.kind if mention else None
    whole = mention is not None and (
        span.start <= mention.span.start and mention.span.end <= span.end + 2
    )
    if kind is MentionKind.PLACE and whole:
        return candidate.use is not Use.ALTERNATE or candidate.weight >= 4
    if candidate.use is Use.DEMONYM or candidate.level == 1:
        return True
    if candidate.use is Use.ALTERNATE:
        return False
    if whole and name in reader.places:
        return True
    if mention is None:
        if " " in name:
            return candidate.weight >= _SIZE_UNNAMED
        size = _SIZE_AT_HEAD if span.start in reader.heads else _SIZE_UNNAMED
        return candidate.weight >= size and name.lower() not in load_set("places/common.txt")
    if candidate.level == 3 and fold(name) != fold(candidate.name):
        return False
    if kind is MentionKind.PLACE or _COUNTY.search(name):
        return candidate.level == 3 or candidate.weight >= _SIZE_IN_PLACES
    if whole:
        return candidate.weight >= (
            _SIZE_UNNAMED if kind is MentionKind.ORGANISATION else _SIZE_IN_NAMES
        )
    after = _NEXT.match(reader.text, span.end)
    if after and after[1].lower() in load_set("places/civic.txt"):
        return candidate.weight >= _SIZE_BEFORE_CIVIC
    return candidate.weight >= _SIZE_IN_NAMES


def _brand(name: str) -> bool:
    """Whether a name of several words is a brand's, a paper's or a club's."""
    head, _, last = name.rpartition(" ")
    return bool(head) and last.lower() in load_set("places/brands.txt")


def _inner(text: str, mention: Mention) -> Named | None:
    """A place within a place's longer name: "eastern Aleppo", "Fars Province", "Kyiv suburb"."""
    name = mention.span.of(text)
    level = None
    start, end = mention.span
    if compass := _COMPASS.match(name):
        start += compass.end()
    words = text[start:end].split(" ")
    while words and (_sort(words[-1].rstrip(".")) is not None or words[-1].lower() == "co."):
        level = _sort(words[-1].rstrip(".")) or _COUNTY_LEVEL
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
    if after and (level := _sort(_singular(after[1].lower()))) is not None:
        return level
    before = _SORT_BEFORE.search(text[max(0, span.start - 16) : span.start])
    return _sort(_singular(before[1].lower())) if before else None


def _sort(word: str) -> int | None:
    """The gazetteer's level of what a word says a place is."""
    level = load_mapping("places/sorts.txt").get(word.lower())
    return int(level) if level is not None else None


def _singular(sort: str) -> str:
    """A sort of place in the singular ("cities" -> "city")."""
    return sort[:-3] + "y" if sort.endswith("ies") else sort.removesuffix("s")
