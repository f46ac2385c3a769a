"""Parties: who acts, speaks or is accused, the central ones first.

Stage: extraction.  Input: a parsed document, its cast, its toponyms and its statements.  Output:
`Party` values.  Speakers and accused come in always; others when the story comes back to them.
Photographers, bylines and the publisher stay out unless they speak or act in the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import BlockKind, ParsedDocument, Span
from generator.entities.cast import Cast
from generator.entities.entity import Entity
from generator.entities.names import key_of
from generator.findings import Party, Statement, Toponym

_LEAD = 600
"""Characters from the start of the story that count as its lead."""
_LEAST = 2
"""Mentions in the story that bring in a party that neither speaks nor is accused."""
_MOST_ALIASES = 6


def find_parties(
    parsed: ParsedDocument,
    cast: Cast,
    toponyms: Sequence[Toponym],
    statements: Sequence[Statement],
) -> tuple[Party, ...]:
    """The document's parties; every name in a statement's `by` and `against` is among them."""
    story = parsed.source.story
    _admit_countries(parsed, cast, toponyms)
    named = {name for s in statements for name in (*s.by, *s.against)}
    places = {t.span.of(parsed.text).casefold() for t in toponyms if t.kind != "country"}
    byline = {b.casefold() for b in parsed.source.byline}
    scored: list[tuple[float, int, Entity, list[Span]]] = []
    for order, entity in enumerate(_distinct(cast.entities)):
        mentions = sorted(m for m in entity.mentions if any(s.covers(m) for s in story))
        speaks = entity.name in named
        named_so = entity.name.casefold()
        if not speaks and (named_so in byline or named_so in places or _publishes(parsed, entity)):
            continue
        if not mentions or not (speaks or _matters(parsed, entity, mentions)):
            continue
        score = len(mentions) + 2.0 * speaks
        score += 2.0 * any(m.start < story[0].start + _LEAD for m in mentions)
        score += 3.0 * _in_headline(parsed, entity)
        score += sum(1.5 for s in statements if entity.name in s.by)
        score += sum(1.0 for s in statements if entity.name in s.against)
        scored.append((-score, order, entity, mentions))
    scored.sort(key=lambda row: row[:2])
    return tuple(_party(parsed, entity, mentions, toponyms) for _, _, entity, mentions in scored)


def _publishes(parsed: ParsedDocument, entity: Entity) -> bool:
    """Whether an entity is the document's own publisher."""
    publisher = parsed.source.publisher
    return bool(publisher) and {*key_of(entity.name)} ^ {*key_of(publisher or "")} <= {"the"}


def _admit_countries(parsed: ParsedDocument, cast: Cast, toponyms: Sequence[Toponym]) -> None:
    """Countries that act, time and again, are parties though they never speak."""
    acting: dict[str, list[Span]] = {}
    for toponym in toponyms:
        if toponym.kind == "country" and not toponym.demonym and _acts(parsed, toponym.span):
            acting.setdefault(toponym.name, []).append(toponym.span)
    for spans in acting.values():
        if len(spans) >= _LEAST:
            cast.resolve(spans[0])


def _distinct(entities: Sequence[Entity]) -> list[Entity]:
    """One entity a name: what two descriptions call alike is one party."""
    out: dict[str, Entity] = {}
    for entity in entities:
        first = out.setdefault(entity.name, entity)
        if first is not entity:
            for mention in entity.mentions:
                first.add(mention)
            first.forms.update(entity.forms)
            first.role = first.role or entity.role
    return list(out.values())


def _matters(parsed: ParsedDocument, entity: Entity, mentions: Sequence[Span]) -> bool:
    """Whether a party that does not speak is one at all: it acts, or the story returns to it."""
    if entity.kind == "group" or not entity.forms:
        return False
    acts = any(_acts(parsed, m) for m in mentions)
    if entity.kind == "person":
        return acts or len(mentions) >= _LEAST
    return acts or len(mentions) >= _LEAST


def _acts(parsed: ParsedDocument, mention: Span) -> bool:
    """Whether a mention is followed at once by a finite verb, as subjects are."""
    index = parsed.sentence_at(mention.start)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    after = [w for w in words if w.span.start >= mention.end]
    for word in after[:3]:
        if word.finite:
            return True
        if not word.tag.startswith("RB"):
            return False
    return False


def _in_headline(parsed: ParsedDocument, entity: Entity) -> bool:
    headline = [parsed.source.title]
    headline += [s.of(parsed.text) for s in parsed.source.spans(BlockKind.HEADLINE)]
    last = entity.name.split()[-1] if entity.name else ""
    return bool(last) and any(
        re.search(rf"\b{re.escape(last)}\b", line, re.IGNORECASE) for line in headline
    )


def _party(
    parsed: ParsedDocument, entity: Entity, mentions: Sequence[Span], toponyms: Sequence[Toponym]
) -> Party:
    text = parsed.text
    role = re.sub(r"\s+", " ", entity.role.of(text)) if entity.role else None
    first = next((m for m in mentions if entity.name in m.of(text)), mentions[0])
    evidence = first
    if entity.role is not None and abs(entity.role.start - first.start) < 200:
        joined = Span(min(first.start, entity.role.start), max(first.end, entity.role.end))
        if joined.end - joined.start < 160:
            evidence = joined
    aliases = [f for f, _ in entity.forms.most_common() if f and f != entity.name]
    spoken = [*mentions, *([entity.role] if entity.role else [])]
    countries = dict.fromkeys(
        t.country for t in toponyms if t.country and any(s.overlaps(t.span) for s in spoken)
    )
    return Party(
        name=entity.name,
        kind=entity.kind or "person",
        role=role,
        aliases=tuple(aliases[:_MOST_ALIASES]),
        mentions=tuple(mentions),
        evidence=evidence,
        countries=tuple(c for c in countries if c),
    )
