"""Events: what the document reports in its own voice, the main event first.

Stage: extraction.  Input: a parsed document with parties, times, toponyms and statements.  Output:
`Event` values.  Sentences that somebody is quoted with, or that only report speech, are claims and
stay out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from generator.document import BlockKind, ParsedDocument, Span, Word
from generator.entities.salience import opening
from generator.extract.happening import happens, main_clause, main_verb, told_part
from generator.findings import Event, Party, Statement, TimeExpression, Toponym, Verification
from generator.language.tagger import tag
from generator.language.wording import sentence_of
from generator.lexicon import load_mapping, load_set
from generator.timex.anchors import dates_sentence

_MOST = 10
"""Events that a sheet lists at most."""
_LINK = re.compile(
    r"^(?:meanwhile|however|in addition|also|but|and|in a related development|for (?:its|his|her"
    r"|their) part|separately|moreover|furthermore|nevertheless|still|then|earlier|later),?\s+",
    re.IGNORECASE,
)
_LEAD = 6
"""Events from the start among which the main one is."""
_LATER = 0.1
"""What each sentence further from the start takes from an event's worth."""
_FEW_DAYS, _FRESH = 3, 10
"""Days before publication within which news is new, and within which it is recent."""
_NEW, _RECENT, _BACKGROUND = 0.5, 0.2, 0.5
_DEEDS = frozenset({"announce", "file", "rule", "vote", "sign", "declare", "publish", "release"})


def find_events(
    parsed: ParsedDocument,
    parties: Sequence[Party],
    times: Sequence[TimeExpression],
    toponyms: Sequence[Toponym],
    statements: Sequence[Statement],
    verifications: Sequence[Verification],
    news: TimeExpression | None = None,
) -> tuple[Event, ...]:
    """The document's events; the main one first, the others in document order.

    `news` is the date that the story names most; the main event takes it where its own sentence
    has none.
    """
    unchecked = [v.evidence for v in verifications if v.kind == "unverified"]
    leads = opening(parsed, 1)
    scored: list[tuple[float, Span, Event]] = []
    for index, sentence in enumerate(parsed.sentences):
        if not _reports(parsed, sentence) or any(u.overlaps(sentence) for u in unchecked):
            continue
        part = told_part(parsed.text, sentence)
        words = parsed.words_in(part)
        if not happens(words):
            continue
        part = main_clause(words, part)
        event = _event(parsed, part, parties, times, toponyms)
        lead = sentence in leads
        if not _own_voice(parsed, words, part, lead=lead, dated=event.when is not None):
            continue
        score = 2.0 * bool(event.when) + 0.5 * len(event.who[:3]) + 0.5 * bool(event.where)
        score += 2.0 * lead - 0.02 * index
        scored.append((score, sentence, event))
    best = sorted(scored, key=lambda row: (-row[0], row[1]))[:_MOST]
    ordered = [event for _, _, event in sorted(best, key=lambda row: row[1])]
    begins = [parsed.sentence_at(s.start) for s in leads][:1] or [0]
    worth = [_newsworth(parsed, e, begins[0]) for e in ordered[:_LEAD]]
    main = ordered[worth.index(max(worth))] if worth else None
    ordered.sort(key=lambda event: event is not main)
    if ordered and ordered[0].when is None:
        ordered[0] = replace(ordered[0], when=_news_date(parsed, news))
    return tuple(ordered)


def _newsworth(parsed: ParsedDocument, event: Event, begins: int) -> float:
    """How much speaks for an event being the one that the report is about.

    The headline names it, it happened in the days before publication, and it is told at once;
    what "had happened" before is background.  `begins` is the sentence that the story begins with.
    """
    title = parsed.source.title
    wanted = {w.lemma for w in tag(title, Span(0, len(title))) if w.noun or w.tag[:2] == "VB"}
    words = parsed.words_in(event.evidence)
    told = {w.lemma for w in words}
    score = len(wanted & told) / max(1, len(wanted))
    published = parsed.source.published
    if event.when and published and len(event.when) == len(published):
        days = _days(event.when, published)
        score += _NEW if 0 <= days <= _FEW_DAYS else _RECENT if 0 <= days <= _FRESH else 0.0
    at = main_verb(words)
    if at is not None and words[at].form.lower() == "had" and at + 1 < len(words):
        score -= _BACKGROUND * any(w.tag in {"VBN", "VBD"} for w in words[at + 1 : at + 3])
    return score - _LATER * max(0, parsed.sentence_at(event.evidence.start) - begins)


def _news_date(parsed: ParsedDocument, news: TimeExpression | None) -> str | None:
    """The day that the story dates its news by; a look back at old matters has none."""
    published = parsed.source.published
    if news is None or not news.date or not published or len(news.date) != len(published):
        return None
    return news.date if 0 <= _days(news.date, published) <= _FRESH else None


def _days(earlier: str, later: str) -> int:
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days


def _own_voice(
    parsed: ParsedDocument, words: Sequence[Word], part: Span, *, lead: bool, dated: bool
) -> bool:
    """Whether the document itself tells it: what somebody merely says is a claim.

    To accuse or deny is a deed where it has a date of its own.  A lead that names its source at
    the end ("Two men died, police said") is the news all the same, with its source in sight.
    """
    at = main_verb(words)
    verb = words[at].span if at is not None else part
    cues = load_mapping("claims/cues.txt")
    for attribution in parsed.reading.attributions:
        told = [s for s in attribution.content if s.overlaps(part)]
        cue = [w for s in attribution.cue for w in parsed.words_in(s)]
        lemmas = {w.lemma for w in cue}
        answers = any(cues.get(x) in {"accuses", "denies"} for x in lemmas)
        does = lemmas & _DEEDS or (answers and (dated or lead))
        plain = answers or not lemmas or bool(lemmas & load_set("claims/plain_cues.txt"))
        if does or not plain:
            continue
        if any(w.span == verb for w in cue):
            return False
        if any(s.covers(verb) for s in told):
            after = all(s.start > verb.end for s in attribution.cue)
            if not (lead and after and attribution.cue):
                return False
    return True


def _reports(parsed: ParsedDocument, sentence: Span) -> bool:
    """Whether a sentence lies in the story's paragraphs."""
    if not parsed.source.blocks:
        return True
    return any(s.covers(sentence) for s in parsed.source.spans(BlockKind.PARAGRAPH))


def _modifies(parsed: ParsedDocument, span: Span) -> bool:
    """Whether a place only qualifies what follows ("Moscow's envoy", "the Arn mayor")."""
    index = parsed.sentence_at(span.end)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    following = next((w for w in words if w.span.start >= span.end), None)
    return following is not None and following.tag in {"POS", "NN"}


def _event(
    parsed: ParsedDocument,
    sentence: Span,
    parties: Sequence[Party],
    times: Sequence[TimeExpression],
    toponyms: Sequence[Toponym],
) -> Event:
    text = parsed.text
    words = parsed.words_in(sentence)
    dates = [
        t.date
        for t in times
        if sentence.covers(t.span)
        and t.date
        and t.kind in {"date", "time"}
        and dates_sentence(words, t.span)
    ]
    places = dict.fromkeys(
        t.name
        for t in toponyms
        if sentence.covers(t.span)
        and not t.demonym
        and t.kind != "country"
        and not _modifies(parsed, t.span)
    )
    who = [p.name for p in parties if any(sentence.covers(m) for m in p.mentions)]
    return Event(
        text=sentence_of(_LINK.sub("", sentence.of(text))),
        evidence=sentence,
        when=dates[0] if dates else None,
        where=tuple(places)[:2],
        who=tuple(who)[:4],
    )
