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

from generator.document import Attribution, BlockKind, ParsedDocument, Span, Word
from generator.findings import Event, Party, Statement, TimeExpression, Toponym, Verification
from generator.language.tagger import tag
from generator.language.wording import sentence_of
from generator.lexicon import load_mapping

_MOST = 10
"""Events that a sheet lists at most."""
_ATTRIBUTED = 0.5
"""Share of a sentence's characters within attributions from which it is no event of its own."""
_LINK = re.compile(
    r"^(?:meanwhile|however|in addition|also|but|and|in a related development|for (?:its|his|her"
    r"|their) part|separately|moreover|furthermore|nevertheless|still|then|earlier|later),?\s+",
    re.IGNORECASE,
)
_LEAD = 6
"""Events from the start among which the main one is."""
_LATER = 0.15
"""What each place further from the start takes from an event's worth."""
_FRESH = 10
"""Days before publication within which news is new."""
_LEAST_WORDS = 5
_DEEDS = frozenset({"announce", "file", "rule", "vote", "sign", "declare", "publish", "release"})
_SUBORDINATE = frozenset(
    {"although", "though", "because", "while", "whereas", "when", "after", "as"}
)
_STATIVE = frozenset({"be", "have", "seem", "appear", "remain", "mean", "include", "know", "do"})


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
    taken = [span for a in parsed.reading.attributions for span in a.content if _tells(parsed, a)]
    taken += [v.evidence for v in verifications if v.kind == "unverified"]
    taken += [s.evidence for s in statements]
    scored: list[tuple[float, Span, Event]] = []
    for index, sentence in enumerate(parsed.sentences):
        if not _reports(parsed, sentence):
            continue
        words = parsed.words[index] if index < len(parsed.words) else ()
        if not _happens(words) or _share(sentence, taken) > _ATTRIBUTED:
            continue
        event = _event(parsed, _main_clause(words, sentence), parties, times, toponyms)
        score = 2.0 * bool(event.when) + 0.5 * len(event.who[:3]) + 0.5 * bool(event.where)
        score += 2.0 * (not scored) - 0.02 * index
        scored.append((score, sentence, event))
    best = sorted(scored, key=lambda row: (-row[0], row[1]))[:_MOST]
    ordered = [event for _, _, event in sorted(best, key=lambda row: row[1])]
    worth = [_newsworth(parsed, e) - _LATER * i for i, e in enumerate(ordered[:_LEAD])]
    main = ordered[worth.index(max(worth))] if worth else None
    ordered.sort(key=lambda event: event is not main)
    if ordered and ordered[0].when is None:
        ordered[0] = replace(ordered[0], when=_news_date(parsed, news))
    return tuple(ordered)


def _newsworth(parsed: ParsedDocument, event: Event) -> float:
    """How much speaks for an event being the one that the report is about.

    The headline names it, and it happened in the days before publication.
    """
    title = parsed.source.title
    wanted = {w.lemma for w in tag(title, Span(0, len(title))) if w.noun or w.tag[:2] == "VB"}
    told = {w.lemma for w in parsed.words_in(event.evidence)}
    score = len(wanted & told) / max(1, len(wanted))
    published = parsed.source.published
    if event.when and published:
        last = event.when.split("/")[-1]
        score += 0.5 * (len(last) == 10 and 0 <= _days(last, published) <= _FRESH)
    return score


def _news_date(parsed: ParsedDocument, news: TimeExpression | None) -> str | None:
    """The day that the story dates its news by; a look back at old matters has none."""
    published = parsed.source.published
    if news is None or not news.date or not published or len(news.date) != len(published):
        return None
    return news.date if 0 <= _days(news.date, published) <= _FRESH else None


def _days(earlier: str, later: str) -> int:
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(earlier)).days


def _tells(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether an attribution only tells; to announce, file or promise is itself an event."""
    cues = load_mapping("claims/cues.txt")
    lemmas = {w.lemma for c in attribution.cue for w in parsed.words_in(c)}
    return not lemmas & _DEEDS and not any(cues.get(x) == "intends" for x in lemmas)


def _main_clause(words: Sequence[Word], sentence: Span) -> Span:
    """A long sentence up to what merely hangs on it (", raising …", ", which …", " because …")."""
    verb = next((i for i, w in enumerate(words) if w.finite), len(words))
    for i in range(max(verb + 1, _LEAST_WORDS + 2), len(words) - _LEAST_WORDS):
        word, following = words[i], words[i + 1]
        opens = word.form == "," and (
            following.tag in {"VBG", "WDT", "WP", "CC"} or following.lemma in _SUBORDINATE
        )
        if opens or word.lemma in {"because", "although", "while", "whereas"}:
            return Span(sentence.start, words[i - 1].span.end)
    return sentence


def _reports(parsed: ParsedDocument, sentence: Span) -> bool:
    """Whether a sentence lies in the story's paragraphs."""
    if not parsed.source.blocks:
        return True
    return any(s.covers(sentence) for s in parsed.source.spans(BlockKind.PARAGRAPH))


def _happens(words: Sequence[Word]) -> bool:
    """Whether something happened: a past tense, or a passive, of a verb that does something."""
    if sum(w.form[0].isalnum() for w in words) < _LEAST_WORDS:
        return False
    if words[-1].form == "?" or words[0].form in {'"', "“"}:
        return False
    first = next((i for i, w in enumerate(words) if w.finite), None)
    if first is None or words[first].tag == "MD" or words[0].lemma in {"if", "whether"}:
        return False
    soon = words[first + 1 : first + 5]
    done = any(w.tag in {"VBN", "VBD"} and w.lemma not in _STATIVE for w in soon)
    if words[first].tag == "VBD":
        return done or words[first].lemma not in _STATIVE
    return done and words[first].lemma in {"be", "have"}


def _share(sentence: Span, taken: Sequence[Span]) -> float:
    covered = {
        at
        for span in taken
        if span.overlaps(sentence)
        for at in range(max(span.start, sentence.start), min(span.end, sentence.end))
    }
    return len(covered) / max(1, sentence.end - sentence.start)


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
    dates = [
        t.date for t in times if sentence.covers(t.span) and t.date and t.kind in {"date", "time"}
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
