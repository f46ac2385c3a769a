"""Where: places named in a document, settled, and the places where things happen.

Stage: extraction.  Input: a parsed document.  Output: `Toponym` values for every place name and
demonym that could be settled, and the sheet's `Place` values, the central ones first.

A place where things happen is told from a place that only acts or is spoken of by the words
around its name: a dateline, a preposition of place, a headline; the subject of a verb and the
source of a statement are parties (the "where" of the 5W1H; Hamborg et al. 2019, "Giveme5W1H").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.document import BlockKind, MentionKind, ParsedDocument, Span
from generator.findings import Place, Toponym
from generator.language.tagger import tag
from generator.lexicon import load_set
from generator.toponyms.gazetteer import Use, fold
from generator.toponyms.recognise import recognise
from generator.toponyms.resolve import home_of, resolve

_STORY = (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.SUBHEAD)
_LEAD = 500
"""Characters of the story that count as its lead."""
_PARAGRAPH = 100
"""Characters from which a line is no headline or subhead."""
_ENOUGH = 0.9
_HINTED = 0.7
"""The same where nothing says that something is there: a name in the lead, at least."""
_IN_TITLE, _DATELINE, _AT, _TOWARDS, _BESIDE = 5.0, 2.0, 1.0, 0.6, 0.25
_NEARBY = 3.0
"""What a name in the title loses that is only near by."""
_LEADING = 3.0
"""What a name in the lead counts, against 1 further down."""
_COUNTED = 3
"""Further mentions of a place add nothing."""
_SORT = (
    r"(?:cit(?:y|ies)|towns?|villages?|ports?|capitals?|states?|provinces?|regions?|count(?:y|ies)"
    r"|districts?|suburbs?|islands?|neighbou?rhoods?)"
)
_MODIFIERS = (
    r"(?:(?:the|a|an|its|his|her|their|this|that|nearby|downtown|occupied|rebel-held|[\w-]+ern"
    rf"|{_SORT} of|(?:[\w’'-]+ ){{0,2}}{_SORT}|[A-Z][\w-]+['’]s|north|south|east|west"
    r"|central|upper|lower|greater|mainland)[ \n])*$"
)
_PLACED = re.compile(
    r"\b(?:in|at|near|outside|inside|across|around|throughout|within|off|along|beneath|above|over"
    r"|(?:north|south|east|west)(?:east|west)? of|outskirts of|streets of|parts? of|areas? of"
    r"|(?:banks?|sides?|shores?|coasts?|mouth|edge|foot|slopes|residents|people) of"
    rf"|{_SORT} of|cent(?:re|er) of|border with"
    r"|invasion of|occupation of|evacuation of|battle (?:of|for)|siege of|visit to|bombing of"
    r"|kilomet(?:er|re)s (?:from|of)|miles (?:from|of)|based in|born in)[ \n]+" + _MODIFIERS,
    re.I,
)
_SEATED = re.compile(
    r"\b(?:officials?|authorities|sources?|leaders?|diplomats?|ministry|government|lawmakers?"
    r"|spokes(?:man|men|woman|women|person|people)|analysts?|experts?|embassy) in[ \n]$"
    r"|\b(?:ambassador|envoy|emissary) (?:in|to)[ \n]$",
    re.I,
)
"""Before a place, these say where a party sits, not where anything happens."""
_MOVING = re.compile(
    r"\b(?:to|from|into|towards?|via|through|between|left|entered|reached|visited|leaving"
    r"|entering|visiting)[ \n]+" + _MODIFIERS,
    re.I,
)
_REGION_SORT = re.compile(
    r" (?:region|oblast|province|state|governorate|prefecture|county)\b", re.I
)
_NAMED_SITE = re.compile(rf"\b(?:in|at|near|outside|inside|{_SORT} of)[ \n]+" + _MODIFIERS, re.I)
"""What must stand before a name that the gazetteer lacks."""
_NAME_GOES_ON = re.compile(r" [A-Z]")
_DATELINE_END = re.compile(
    r"(?:, [A-Z][\w. ]{1,24})?(?: \([^)]{2,30}\))?(?: ?[—–:]| - | -- |, [A-Z][a-z]+\.? \d)"
)
_DASH = re.compile(r"(?:, [A-Z][\w. ]{1,24})?(?: \([^)]{2,30}\))? ?(?:[—–]|--)")
_DATELINE_IN_CAPITALS = re.compile(r"(?:, [A-Z][\w. ]{1,24})? (?:\([^)]{2,30}\)|[A-Z][a-z])")
_LIST = re.compile(r"(?:['’]s)?(?:,|,? and|,? or)[ \n](?:the )?$")


def find_toponyms(parsed: ParsedDocument) -> tuple[Toponym, ...]:
    """Every place name and demonym of the text that could be settled, in document order.

    The title counts only where it stands in the text.  Names without a place in the gazetteer,
    or whose place the context does not settle, are left out.
    """
    names = recognise(parsed)
    return tuple(
        Toponym(
            span=r.named.span,
            name=r.place.name,
            kind=r.place.kind,
            country=r.place.country,
            lat=r.place.lat,
            lon=r.place.lon,
            demonym=r.place.use is Use.DEMONYM,
            rivals=r.rivals,
        )
        for r in resolve(parsed.text, names, home_of(parsed.source.publisher))
        if r
    )


@dataclass(slots=True)
class _Found:
    """A place with what speaks for its being one where things happen."""

    toponym: Toponym | None
    first: Span
    score: float = 0.0
    happens: bool = False
    mentions: int = 0
    placed: int | None = None
    """Where the text first says that something is there."""
    forms: Counter[str] = field(default_factory=Counter)


def find_places(parsed: ParsedDocument, toponyms: Sequence[Toponym]) -> tuple[Place, ...]:
    """The places where the story happens, the central ones first.

    Names in captions, bylines and credits count only where the story has them too.  A country
    that only acts, and a demonym, is none.  A name that the gazetteer lacks is listed, without
    coordinates, where the text clearly says that something is there.

    Args:
        parsed: The document.
        toponyms: What `find_toponyms` found in it.
    """
    story = parsed.source.spans(*_STORY) or (Span(0, len(parsed.text)),)
    sources = sorted(s for a in parsed.reading.attributions for s in a.source)
    names: list[tuple[Span, Toponym | None]] = [(t.span, t) for t in toponyms if not t.demonym]
    names += [(span, None) for span in _unknown(parsed, [t.span for t in toponyms])]
    names.sort(key=lambda n: n[0])
    found: dict[tuple[object, ...], _Found] = {}
    previous: tuple[Span, float, bool] | None = None
    for span, toponym in names:
        if not _within(span, story):
            continue
        key = _identity(toponym) if toponym else (fold(span.of(parsed.text)),)
        entry = found.setdefault(key, _Found(toponym, span))
        value, happens = _reading(parsed, span, sources, previous)
        previous = (span, value, happens)
        _weigh(entry, span.of(parsed.text), value, happens, span.start - story[0].start < _LEAD)
        if happens and value == _AT and entry.placed is None:
            entry.placed = span.start
    for entry in found.values():
        bonus, happens = _in_title(parsed.source.title, entry.forms)
        entry.score += bonus
        entry.happens = entry.happens or happens
    kept = [e for e in found.values() if e.happens and e.score >= _ENOUGH]
    if not kept:
        kept = [e for e in found.values() if _is_local(e) and e.score >= _HINTED][:1]
    kept.sort(key=lambda e: (-e.score * _width(e.toponym), e.first.start))
    places: dict[str, Place] = {}
    for entry in _narrowed(kept, story[0].start + _LEAD):
        place = _place(parsed, entry)
        places.setdefault(place.name, place)
    return tuple(places.values())


def _narrowed(places: list[_Found], lead_end: int) -> list[_Found]:
    """Where a country comes first, the city of it that the lead places the story in goes ahead."""
    top = places[0].toponym if places else None
    if top is None or top.kind != "country":
        return places
    cities = [
        e
        for e in places
        if e.toponym
        and e.toponym.kind in {"city", "site"}
        and e.toponym.country == top.country
        and e.placed is not None
        and e.placed < lead_end
    ]
    return [*cities[:1], *(e for e in places if e not in cities[:1])]


def _within(span: Span, story: Sequence[Span]) -> bool:
    """Whether a span lies in the story; `story` is in document order."""
    at = bisect_right(story, span.start, key=lambda s: s.start) - 1
    return at >= 0 and story[at].covers(span)


def _identity(toponym: Toponym) -> tuple[object, ...]:
    """What two names of one place have in common."""
    return fold(toponym.name), toponym.country, toponym.kind == "city"


def _in_title(title: str, forms: Iterable[str]) -> tuple[float, bool]:
    """What the title says for a place, and whether it says that something is there."""
    best = (0.0, False)
    for form in sorted(forms):
        for match in re.finditer(rf"\b{re.escape(form)}(?!\w)", title, re.I):
            before = _PLACED.search(title[: match.start()])
            # "in Croydon, near London": the second only helps to find the first.
            placed = before is not None
            there = before is not None and not before[0].lower().startswith("near")
            first = not _PLACED.search(title) and not title[: match.start()].strip("'\"‘“ ")
            value = _IN_TITLE + _AT * (there + first) - _NEARBY * (placed and not there)
            best = max(best, (value, placed))
    return best


def _is_local(entry: _Found) -> bool:
    """Whether a place is a city or region: with none better, its judge or mayor tells where."""
    return entry.toponym is not None and entry.toponym.kind in {"city", "region"}


def _width(toponym: Toponym | None) -> float:
    """What the score of a place counts in the order: a city tells more than its country."""
    return {"country": 0.5, "region": 0.8}.get(toponym.kind if toponym else "", 1.0)


def _unknown(parsed: ParsedDocument, known: Sequence[Span]) -> list[Span]:
    """Names of places, by the encoder, that the gazetteer lacks, where something is said to be."""
    text = parsed.text
    mentions = parsed.reading.mentions
    others = {
        word
        for m in mentions
        if m.kind is not MentionKind.PLACE
        for word in (m.span.of(text), m.span.of(text).rsplit(" ", 1)[-1])
    }
    spans: list[Span] = []
    sited: set[str] = set()
    for mention in mentions:
        if mention.kind is not MentionKind.PLACE:
            continue
        at = bisect_right(known, mention.span.end, key=lambda s: s.start) - 1
        if any(s.overlaps(mention.span) for s in known[max(0, at - 1) : at + 2]):
            continue
        name = mention.span.of(text)
        if name in others or len(name) < 4 or not name[0].isupper():
            continue
        if _NAME_GOES_ON.match(text, mention.span.end):
            continue
        placed = _NAMED_SITE.search(_before(text, mention.span)) is not None
        listed = bool(spans) and _LIST.fullmatch(text[spans[-1].end : mention.span.start])
        if placed or listed or name in sited:
            sited.add(name)
            spans.append(mention.span)
    return spans


def _before(text: str, span: Span) -> str:
    return text[max(0, span.start - 60) : span.start]


def _weigh(entry: _Found, form: str, value: float, happens: bool, early: bool) -> None:
    """Adds what one mention says."""
    entry.mentions += 1
    entry.forms[form] += 1
    entry.happens = entry.happens or happens
    if entry.mentions > _COUNTED and entry.happens:
        value *= 0.1
    entry.score += value * (_LEADING if early else 1.0)


def _reading(
    parsed: ParsedDocument,
    span: Span,
    sources: Sequence[Span],
    previous: tuple[Span, float, bool] | None,
) -> tuple[float, bool]:
    """How much a mention speaks for its place, and whether it says that something is there.

    `previous` is the name before it with its own reading, which a list hands on.
    """
    text = parsed.text
    before = _before(text, span)
    if span.of(text).isupper() and _DASH.match(text, span.end):
        return _DATELINE, True
    if _opens_paragraph(text, span):
        if _DATELINE_END.match(text, span.end):
            return _DATELINE, True
        if span.of(text).isupper() and _DATELINE_IN_CAPITALS.match(text, span.end):
            return _DATELINE, True
    if _in_longer_name(parsed, span):
        return 0.0, False
    if _SEATED.search(before):
        return _BESIDE, False
    if _PLACED.search(before):
        return _AT, True
    if _MOVING.search(before):
        return _TOWARDS, True
    if _acts(parsed, span, sources):
        return 0.0, False
    if previous and previous[0].end < span.start:
        between = text[previous[0].end : span.start]
        if len(between) < 12 and _LIST.fullmatch(between):
            return max(_BESIDE, previous[1]), previous[2]
    return _BESIDE, False


def _in_longer_name(parsed: ParsedDocument, span: Span) -> bool:
    """Whether the name is but a part of an organisation's or a thing's ("Kyiv School Board")."""
    mentions = parsed.reading.mentions
    at = bisect_right(mentions, span.start, key=lambda m: m.span.start) - 1
    if at < 0 or mentions[at].kind is MentionKind.PLACE:
        return False
    whole = mentions[at].span
    return whole.covers(span) and whole.end - whole.start > span.end - span.start + 2


def _opens_paragraph(text: str, span: Span) -> bool:
    """Whether a line long enough for a paragraph begins with the name."""
    if span.start > 0 and text[span.start - 1] != "\n":
        return False
    end = text.find("\n", span.end)
    return (end if end >= 0 else len(text)) - span.start >= _PARAGRAPH


def _acts(parsed: ParsedDocument, span: Span, sources: Sequence[Span]) -> bool:
    """Whether the name is the subject of a verb or the source of a statement."""
    at = bisect_right(sources, span.start, key=lambda s: s.start) - 1
    if at >= 0 and sources[at].covers(span) and sources[at].end <= span.end + 2:
        return True
    after = parsed.words_in(Span(span.end, min(len(parsed.text), span.end + 24)))
    return bool(after) and after[0].finite


def _stands_in(title: str, form: str) -> bool:
    """Whether the title calls a place so, and not only what is of it ("a US pastor")."""
    match = re.search(rf"\b{re.escape(form)}(?!\w)", title)
    if match is None or title.isupper():
        return False
    rest = title[match.end() :].lower()
    following = next(iter(tag(rest, Span(0, len(rest)))), None)
    return following is None or not (following.noun or following.tag in {"POS", "JJ"})


def _place(parsed: ParsedDocument, entry: _Found) -> Place:
    """The sheet's entry, under the name that the document gives the place."""
    toponym = entry.toponym
    title = parsed.source.title
    form = max(entry.forms, key=lambda f: (_stands_in(title, f), not f.isupper(), entry.forms[f]))
    if toponym is None:
        site = form.rsplit(" ", 1)[-1].lower() in load_set("places/civic.txt")
        return Place(form, "site" if site else "other", None, None, None, entry.first)
    if form.endswith(".") and toponym.kind == "region":
        form = toponym.name
    sort = _REGION_SORT.match(parsed.text, entry.first.end)
    if toponym.kind == "region" and sort:
        form += sort[0].lower()
    if form.isupper() and fold(form) == fold(toponym.name):
        form = toponym.name
    elif form.isupper() and len(form) > 4:
        form = form.title()
    return Place(form, toponym.kind, toponym.country, toponym.lat, toponym.lon, entry.first)
