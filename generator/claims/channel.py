"""Channels and dates of statements: through whom, and when, something was said.

Input: an attribution, the cast, the time expressions.  Output: the name of an organisation ("told
Vale Wire", "quoted by Vale Wire", "…, Vale Wire reported"), or the work in which somebody hidden
speaks ("lawsuit"), and an ISO date; None where the document names none.  A body before which
somebody speaks, a court or a parliament, is no channel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.document import Attribution, BlockKind, ParsedDocument, Span, hull
from generator.entities.authors import is_work
from generator.entities.cast import Cast
from generator.entities.entity import Entity
from generator.findings import Statement, TimeExpression
from generator.language.phrases import head_index
from generator.lexicon import load_set

_TOLD = re.compile(
    r"\b(?:told|tell|tells|interview (?:with|on)|(?:quoted|cited|reported|carried|published|seen)"
    r" (?:by|in|on)|(?:statement|letter|email) (?:to|in)|speaking (?:to|on)|according to)\s+",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"[\"”,]?\s*(?:has |had )?(?:reported|reports|quoted|cited)\b")
_PASSES_ON = frozenset({"quote", "cite"})
_BESIDE = re.compile(r"(?:\s+[\w.’'-]+){0,4}?\s+(?:(?:on|in|late|early)\s+)*", re.IGNORECASE)
_OPENING = re.compile(r"(?:[“\"]|(?:on|in|late|early|earlier)\s+)*", re.IGNORECASE)
_OF = re.compile(r"\s+of\b")
_WITHIN = 60
_BEFORE_NOUN = frozenset({"JJ", "NN", "NNP", "VBN", "HYPH"})
"""Tags of what may stand before the noun for a work."""
_BETWEEN = 30
"""Characters between "told" and the name: an article, a role."""


def channel_of(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, around: Span, by: Sequence[str]
) -> str | None:
    """The channel that the sentences `around` name: "told Vale Wire", "quoted by Vale Wire"."""
    text = parsed.text
    if any(w.lemma in _PASSES_ON for c in attribution.cue for w in parsed.words_in(c)):
        before = cast.named_in(Span(around.start, attribution.cue[0].start))
        if before and _carries(before[-1], by):
            return before[-1].name
    for match in _TOLD.finditer(text, around.start, around.end):
        if any(c.start <= match.start() < c.end for c in attribution.content):
            continue
        window = Span(match.end(), min(around.end, match.end() + _WITHIN))
        for entity in cast.named_in(window):
            near = min((m.start for m in entity.mentions if window.covers(m)), default=window.end)
            between = text[match.end() : near]
            if _carries(entity, by) and "," not in between and len(between) < _BETWEEN:
                return entity.name
    outside = [
        (entity, m)
        for entity in cast.named_in(around)
        for m in entity.mentions
        if around.covers(m) and not any(c.covers(m) for c in attribution.content)
    ]
    for entity, mention in outside:
        if _carries(entity, by) and _REPORTED.match(text, mention.end, around.end):
            return entity.name
    return None if by else _work(parsed, attribution)


def _work(parsed: ParsedDocument, attribution: Attribution) -> str | None:
    """The work in which somebody hidden says it ("a lawsuit alleges": "lawsuit")."""
    words = parsed.words_in(attribution.source[0]) if len(attribution.source) == 1 else ()
    head = head_index(words) if words else None
    if head is None or not is_work(words[head]):
        return None
    start = head
    while start > 0 and words[start - 1].tag in _BEFORE_NOUN and words[start - 1].form != "A":
        start -= 1
    return " ".join(Span(words[start].span.start, words[head].span.end).of(parsed.text).split())


def _carries(entity: Entity, by: Sequence[str]) -> bool:
    """Whether an entity can pass on what others say."""
    words = entity.name.split()
    if entity.kind != "organisation" or entity.name in by or not words or words[-1][0].islower():
        return False
    return not {words[0].lower(), words[-1].lower()} & load_set("claims/venues.txt")


def spread(parsed: ParsedDocument, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, each run of one speaker's under the one channel that it names.

    A run ends where somebody else speaks or a subhead stands.  Where a run names two channels,
    each statement keeps its own.
    """
    out = list(statements)
    breaks = [s.start for s in parsed.source.spans(BlockKind.SUBHEAD, BlockKind.HEADLINE)]
    start = 0
    for end in range(1, len(out) + 1):
        if end < len(out) and _same_run(out[end - 1], out[end], breaks):
            continue
        channels = {s.via for s in out[start:end] if s.via}
        if len(channels) == 1:
            via = channels.pop()
            out[start:end] = [replace(s, via=via) for s in out[start:end]]
        start = end
    return tuple(out)


def _same_run(one: Statement, other: Statement, breaks: Sequence[int]) -> bool:
    a, b = hull(one.attribution.content), hull(other.attribution.content)
    parted = any(a.start < at < b.start for at in breaks)
    return bool(one.by) and one.by == other.by and not parted


def said_on(
    times: Sequence[TimeExpression], attribution: Attribution, around: Span, text: str
) -> str | None:
    """The date on which it was said: beside the cue, or at the head of the sentence."""
    if not attribution.cue:
        return None
    cue = hull(attribution.cue)
    near = []
    for time in times:
        inside = any(c.overlaps(time.span) for c in attribution.content)
        if inside or not time.date or time.kind not in {"date", "time"}:
            continue
        if not around.covers(time.span):
            continue
        after = text[cue.end : time.span.start]
        if _OF.match(after) or time.span.of(text) == "9/11":
            # "Said of the May report", "the 9/11 widow said": something else is dated.
            continue
        opening = text[around.start : time.span.start]
        if (cue.end <= time.span.start and _BESIDE.fullmatch(after)) or _OPENING.fullmatch(opening):
            near.append(time.date)
    return near[0] if len(set(near)) == 1 else None
