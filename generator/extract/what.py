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
from generator.entities.openings import Openings
from generator.entities.salience import opening
from generator.extract.happening import (
    announces,
    background,
    conveys,
    hangs_on_this,
    happens,
    leans,
    led_by_pronoun,
    main_clause,
    main_verb,
    reports,
    speaks_of_itself,
    told_part,
)
from generator.extract.letters import signed_until
from generator.findings import Event, Party, Place, TimeExpression, Toponym, Verification
from generator.language.marks import opened_before
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
_NEW, _RECENT, _BACKGROUND, _LEANING = 0.5, 0.2, 0.5, 0.4
_SOON = 5
"""Sentences from the start within which an event is of the day that the story dates its news by."""
_BOUND = re.compile(r"\bfor\s(?:the\s)?$")
_IN = re.compile(r"\b(?:in|across|throughout|inside)\s(?:the\s)?$", re.IGNORECASE)
_SORTS = frozenset({"region", "province", "oblast", "county", "district", "state", "area", "city"})
_MOST_PLACES = 4


def find_events(
    parsed: ParsedDocument,
    openings: Openings,
    parties: Sequence[Party],
    times: Sequence[TimeExpression],
    toponyms: Sequence[Toponym],
    places: Sequence[Place],
    verifications: Sequence[Verification],
    news: TimeExpression | None = None,
) -> tuple[Event, ...]:
    """The document's events; the main one first, the others in document order.

    `news` is the date that the story names most; the main event takes it where its own sentence
    has none.
    """
    unchecked = [v.evidence for v in verifications if v.kind == "unverified"]
    leads = opening(parsed, 1)
    signed = signed_until(parsed.source)
    scored: list[tuple[float, Span, Event]] = []
    for index, sentence in enumerate(parsed.sentences):
        paragraph = _paragraph(parsed, sentence)
        if paragraph is None or any(u.overlaps(sentence) for u in unchecked):
            continue
        if sentence.start < signed or opened_before(parsed.text, paragraph, sentence.start):
            continue
        part = told_part(parsed.text, sentence)
        words = parsed.words_in(part)
        if not happens(words) or speaks_of_itself(words) or announces(words):
            continue
        lead = sentence in leads
        # A lead keeps its source in sight ("Two men died, police said"): that is the news.
        part = part if lead and reports(words) else main_clause(words, part)
        event = _event(parsed, openings, part, parties, times, toponyms, places)
        if not (lead or _own_voice(parsed, words, part, dated=event.when is not None)):
            continue
        if not lead and (conveys(words) or hangs_on_this(words) or led_by_pronoun(event.text)):
            # It is somebody's word, or nobody could tell whom or what it means.
            continue
        score = 2.0 * bool(event.when) + 0.5 * len(event.who[:3]) + 0.5 * bool(event.where)
        score += 2.0 * lead - 0.02 * index - leans(event.text)
        scored.append((score, sentence, event))
    told_once = {event.text: (score, s, event) for score, s, event in reversed(scored)}
    best = sorted(told_once.values(), key=lambda row: (-row[0], row[1]))[:_MOST]
    ordered = [event for _, _, event in sorted(best, key=lambda row: row[1])]
    begins = [parsed.sentence_at(s.start) for s in leads][:1] or [0]
    worth = [_newsworth(parsed, e, begins[0]) for e in ordered[:_LEAD]]
    main = ordered[worth.index(max(worth))] if worth else None
    ordered.sort(key=lambda event: event is not main)
    if ordered and ordered[0].when is None and _is_news(parsed, ordered[0].evidence, begins[0]):
        ordered[0] = replace(ordered[0], when=_news_date(parsed, ordered[0].evidence, times, news))
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
    score -= _BACKGROUND * background(words)
    score -= _LEANING * leans(event.text)
    return score - _LATER * max(0, parsed.sentence_at(event.evidence.start) - begins)


def _is_news(parsed: ParsedDocument, told: Span, begins: int) -> bool:
    """Whether an undated event is of the day that the story is about: told soon, and not before."""
    soon = parsed.sentence_at(told.start) - begins <= _SOON
    return soon and not background(parsed.words_in(told))


def _news_date(
    parsed: ParsedDocument,
    told: Span,
    times: Sequence[TimeExpression],
    news: TimeExpression | None,
) -> str | None:
    """The day that the story dates its news by, where the event is of that day.

    Only what came to pass has a day, and only a date of what came to pass tells it: not "ahead
    of Tuesday's vote", unless the event itself says so.  What goes on as the report is written
    goes on on its day, where the text tells that day.  A look back at old matters has none.
    """
    published = parsed.source.published
    if any(t.date == published for t in times) and _goes_on(parsed.words_in(told)):
        return published
    if news is None or not news.date or not published or len(news.date) != len(published):
        return None
    if not 0 <= _days(news.date, published) <= _FRESH or not _came_to_pass(parsed.words_in(told)):
        return None
    own = parsed.sentence_at(told.start)
    for time in times:
        at = parsed.sentence_at(time.span.start)
        if time.date != news.date or at < 0:
            continue
        words = parsed.words[at]
        if at == own or (dates_sentence(words, time.span) and _came_to_pass(words)):
            return news.date
    return None


def _goes_on(words: Sequence[Word]) -> bool:
    """Whether the main verb tells what is going on or has just come about, not what always is."""
    at = main_verb(words)
    if at is None or words[at].tag not in {"VBZ", "VBP"}:
        return False
    form = {"be": "VBG", "have": "VBN"}.get(words[at].lemma)
    return any(w.tag == form for w in words[at + 1 : at + 4])


def _came_to_pass(words: Sequence[Word]) -> bool:
    """Whether the main verb is in a past tense, and nothing that was merely going on."""
    at = main_verb(words)
    if at is None:
        return False
    verb, soon = words[at], words[at + 1 : at + 3]
    if verb.lemma == "be" and any(w.tag == "VBG" for w in soon):
        return False
    return verb.tag in {"VBD", "VBN"} or verb.lemma == "have"


def _days(earlier: str, later: str) -> int:
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days


def _own_voice(parsed: ParsedDocument, words: Sequence[Word], part: Span, *, dated: bool) -> bool:
    """Whether the document itself tells it: what somebody merely says is a claim.

    To accuse or deny is a deed where it has a date of its own.
    """
    at = main_verb(words)
    verb = words[at].span if at is not None else part
    cues = load_mapping("claims/cues.txt")
    for attribution in parsed.reading.attributions:
        told = [s for s in attribution.content if s.overlaps(part)]
        if not told and not any(s.overlaps(verb) for s in attribution.cue):
            continue
        cue = parsed.cue_words(attribution)
        lemmas = {w.lemma for w in cue}
        answers = any(cues.get(x) in {"accuses", "denies"} for x in lemmas)
        does = lemmas & load_set("what/deeds.txt") or (answers and dated)
        plain = answers or not lemmas or bool(lemmas & load_set("claims/plain_cues.txt"))
        if does or not plain:
            continue
        if any(w.span == verb for w in cue):
            return False
        if any(s.covers(verb) for s in told):
            return False
    return True


def _paragraph(parsed: ParsedDocument, sentence: Span) -> Span | None:
    """The paragraph of the story that a sentence lies in, None where it lies in none."""
    if not parsed.source.blocks:
        return Span(0, len(parsed.text))
    paragraphs = parsed.source.spans(BlockKind.PARAGRAPH)
    return next((s for s in paragraphs if s.covers(sentence)), None)


def _scenes(
    parsed: ParsedDocument,
    sentence: Span,
    toponyms: Sequence[Toponym],
    parties: Sequence[Party],
    places: Sequence[Place],
) -> tuple[str, ...]:
    """Where a sentence says that it happened, under the names that the sheet gives the places.

    Not a place that acts, nor one that qualifies what follows ("Moscow's envoy", "the Arn
    mayor"), nor a country, unless the text says "in" it.
    """
    text = parsed.text
    acting = {m for p in parties for m in p.mentions}
    names = {(p.lat, p.lon, p.kind): p.name for p in places}
    scenes: dict[str, None] = {}
    for toponym in toponyms:
        span = toponym.span
        if not sentence.covers(span) or toponym.demonym or span in acting:
            continue
        inside = _IN.search(text, sentence.start, span.start) is not None
        if (toponym.kind == "country" and not inside) or _modifies(parsed, span):
            continue
        if _BOUND.search(text, sentence.start, span.start):
            continue
        name = names.get((toponym.lat, toponym.lon, toponym.kind)) or span.of(text)
        scenes[re.sub(r"\s+", " ", name)] = None
    return tuple(scenes)[:_MOST_PLACES]


def _modifies(parsed: ParsedDocument, span: Span) -> bool:
    """Whether a place only qualifies what follows it, or is but a part of a longer name."""
    index = parsed.sentence_at(span.end)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    after = next((w for w in words if w.span.start >= span.end), None)
    before = next((w for w in reversed(words) if w.span.end <= span.start), None)
    if before is not None and before.proper and before.span.end + 1 == span.start:
        return True
    return after is not None and (
        after.tag == "POS"
        or (after.tag == "NN" and after.lemma not in _SORTS)
        or (after.proper and after.span.start == span.end + 1)
    )


def _event(
    parsed: ParsedDocument,
    openings: Openings,
    sentence: Span,
    parties: Sequence[Party],
    times: Sequence[TimeExpression],
    toponyms: Sequence[Toponym],
    places: Sequence[Place],
) -> Event:
    words = parsed.words_in(sentence)
    dates = [
        t.date
        for t in times
        if sentence.covers(t.span)
        and t.date
        and t.kind in {"date", "time"}
        and dates_sentence(words, t.span)
    ]
    told, named = _named_subject(parsed, openings, words, sentence)
    dated = [t.span for t in times if sentence.covers(t.span)]
    who = [
        p.name
        for p in parties
        # "On bail until May" is about nobody of that name.
        if any(sentence.covers(m) and not any(t.covers(m) for t in dated) for m in p.mentions)
    ]
    who = [p.name for p in parties if p.name == named and named not in who] + who
    return Event(
        text=sentence_of(_LINK.sub("", told)),
        evidence=sentence,
        when=dates[0] if dates else None,
        where=_scenes(parsed, sentence, toponyms, parties, places),
        who=tuple(who)[:4],
    )


def _named_subject(
    parsed: ParsedDocument, openings: Openings, words: Sequence[Word], sentence: Span
) -> tuple[str, str]:
    """The sentence with its opening "He" or "Her" as a name, and that name; else as it is."""
    told = sentence.of(parsed.text)
    linked = _LINK.match(told)
    begins = sentence.start + (linked.end() if linked else 0)
    words = [w for w in words if w.span.start >= begins]
    opening = openings.of(words)
    if opening is None:
        return told, ""
    pronoun = opening.word.span
    before, after = parsed.text[begins : pronoun.start], parsed.text[pronoun.end : sentence.end]
    return before + opening.put + after, opening.name
