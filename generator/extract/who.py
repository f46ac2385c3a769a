"""Parties: who acts, speaks or is accused, the central ones first.

Stage: extraction.  Input: a parsed document, its cast, its toponyms and its statements.  Output:
`Party` values.  Speakers and accused come in always; others when the story comes back to them.
Photographers, bylines and the publisher stay out unless they speak or act in the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.document import ParsedDocument, Span
from generator.entities.cast import Cast
from generator.entities.entity import Entity, is_somebody
from generator.entities.salience import Stage, opening
from generator.entities.subjects import acts, described_subject
from generator.findings import Party, Statement, Toponym
from generator.language.phrases import plural
from generator.lexicon import load_set
from generator.vocabulary.names import key_of

_SPOKEN, _ACCUSED, _MOST_STATEMENTS = 0.5, 0.5, 4
"""What a statement counts for its speaker and for the accused, and how many count."""
_LEAST = 2
"""Mentions in the story that bring in a party that neither speaks nor is accused."""
_MOST_ALIASES = 6
_OWNER = re.compile(r"(.+?)['’]s? ")
"""Whose a party is by its name."""


def find_parties(
    parsed: ParsedDocument,
    cast: Cast,
    toponyms: Sequence[Toponym],
    statements: Sequence[Statement],
) -> tuple[Party, ...]:
    """The document's parties; every name in a statement's `by` and `against` is among them."""
    story = parsed.source.story
    _admit_countries(parsed, cast, toponyms)
    leading = _admit_described(parsed, cast)
    named = {name for s in statements for name in (*s.by, *s.against)}
    places = {t.span.of(parsed.text).casefold() for t in toponyms if t.kind != "country"}
    byline = {b.casefold() for b in parsed.source.byline}
    stage = Stage(parsed)
    scored: list[tuple[float, int, Entity, list[Span]]] = []
    for order, entity in enumerate(_distinct(cast.entities)):
        mentions = sorted(m for m in entity.mentions if any(s.covers(m) for s in story))
        speaks = entity.name in named
        named_so = entity.name.casefold()
        if not speaks and (named_so in byline or named_so in places or _publishes(parsed, entity)):
            continue
        if not mentions or not (
            speaks or entity.name in leading or _matters(parsed, entity, mentions)
        ):
            continue
        if not (speaks or entity.name in leading or _is_named(entity) or is_somebody(entity)):
            continue
        score = stage.weight(entity, mentions)
        score += _SPOKEN * min(_MOST_STATEMENTS, sum(entity.name in s.by for s in statements))
        score += _ACCUSED * min(_MOST_STATEMENTS, sum(entity.name in s.against for s in statements))
        scored.append((-score, order, entity, mentions))
    scored.sort(key=lambda row: row[:2])
    parties = [_party(parsed, entity, mentions, toponyms) for _, _, entity, mentions in scored]
    return tuple(_of_their_owners_country(party, parties) for party in parties)


def _of_their_owners_country(party: Party, parties: Sequence[Party]) -> Party:
    """ "Holt's troops" are of Holt's country, where nothing says of which they are themselves."""
    owner = _OWNER.match(party.name)
    if party.countries or owner is None or party.kind == "person":
        return party
    theirs = (p.countries for p in parties if owner[1] in {p.name, *p.aliases})
    return replace(party, countries=next(theirs, ()))


def _publishes(parsed: ParsedDocument, entity: Entity) -> bool:
    """Whether an entity is the document's own publisher."""
    publisher = parsed.source.publisher
    return bool(publisher) and {*key_of(entity.name)} ^ {*key_of(publisher or "")} <= {"the"}


def _admit_countries(parsed: ParsedDocument, cast: Cast, toponyms: Sequence[Toponym]) -> None:
    """Countries that act, and to which the story comes back, are parties though they are silent."""
    named: dict[str, list[Span]] = {}
    for toponym in toponyms:
        if toponym.kind == "country" and not toponym.demonym:
            named.setdefault(toponym.name, []).append(toponym.span)
    for spans in named.values():
        acting = sum(_acts(parsed, span) for span in spans)
        if acting >= _LEAST or (acting and len(spans) > _LEAST):
            cast.resolve(spans[0])


def _admit_described(parsed: ParsedDocument, cast: Cast) -> set[str]:
    """People without a name whom the story is about: its first subject, or one that keeps acting.

    Returns:
        The names under which they are in the cast ("two gunmen", "Students").
    """
    first = {parsed.sentence_at(s.start) for s in opening(parsed, 1)}
    quoted = [c for a in parsed.reading.attributions for c in a.content]
    subjects: dict[str, list[Span]] = {}
    leading: list[Span] = []
    for index, words in enumerate(parsed.words):
        subject = described_subject(words)
        if subject is None or any(q.overlaps(subject.span) for q in quoted):
            continue
        if index in first:
            leading.append(subject.span)
        if plural(subject.noun):
            subjects.setdefault(subject.noun.lemma, []).append(subject.span)
    often = Counter(w.lemma for words in parsed.words for w in words if plural(w))
    leading += [
        spans[0]
        for lemma, spans in subjects.items()
        if len(spans) >= _LEAST or often[lemma] > _LEAST
    ]
    return {entity.name for span in leading for entity in cast.resolve(span)}


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
    if not entity.forms:
        return False
    active = any(_acts(parsed, m) for m in mentions)
    if not active and {*key_of(entity.name)} <= load_set("ingest/agencies.txt"):
        # An agency that only stands under pictures.
        return False
    if entity.kind == "group":
        return active and len(mentions) >= _LEAST and entity.name[:1].isupper()
    return active or len(mentions) >= _LEAST


def _is_named(entity: Entity) -> bool:
    """Whether an entity's name is one ("5th Street Gym"), not a description ("federal law")."""
    first, last = entity.name[:1], entity.name.rpartition(" ")[2]
    return not first.islower() and last != last.lower()


def _acts(parsed: ParsedDocument, mention: Span) -> bool:
    """Whether a mention is, alone or with others, the subject of a verb that follows."""
    index = parsed.sentence_at(mention.start)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    return acts(words, mention)


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
