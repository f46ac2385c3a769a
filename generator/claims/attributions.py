"""Attributions that the encoder's one layer misses: within others, passed on, in the passive.

Input: a parsed document and its attributions.  Output: more attributions, or better ones.  A claim
that is denied in the same breath ("denied the rebels' claims that …"), a denial that is passed on
("said the firm denies …"), words that an agency passes on ("Vale Wire quoted the mayor as saying
…") and a passive ("was confirmed by the mayor") are each told by their noun or verb.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from generator.document import Attribution, BlockKind, ParsedDocument, Span, Word
from generator.language.phrases import DETERMINERS, head_index
from generator.lexicon import load_mapping

_CLAIMS = frozenset(
    ["claim", "allegation", "accusation", "assertion", "report", "charge", "suggestion"]
)
_STRONG = frozenset({"denies", "accuses"})
_LEAST = 3
_SAYING = re.compile(r"\bas (?:saying|telling \w+|stating|claiming|reporting)\b(?: that\b)?\s*")
_PASSED_ON = frozenset({"quote", "cite", "report"})
_ANSWERED = frozenset({"confirm", "deny", "reject", "dismiss", "dispute", "refute"})
_LONGEST_SUBJECT = 14
_PHRASE = DETERMINERS | {"JJ", "CD", "HYPH", "AFX", "VBN"}
"""What may stand before a noun in its phrase."""


def complete(parsed: ParsedDocument) -> list[Attribution]:
    """The document's attributions, made whole and joined by those that were missed."""
    out = []
    for attribution in parsed.reading.attributions:
        trimmed = _whole_source(parsed, _told_here(parsed, _within_sentences(parsed, attribution)))
        whole = _as_saying(parsed, trimmed) or _with_subject(parsed, trimmed)
        out += [whole, *find_nested(parsed, whole)]
    heard = [span for a in out for span in (*a.cue, *a.content)]
    out += [
        a
        for words in parsed.words
        for a in _passives(words)
        if not any(a.cue[0].overlaps(span) for span in heard)
    ]
    return out


def _within_sentences(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """Content that runs a word or two into the next sentence ends with its own."""
    content = []
    for span in attribution.content:
        last = parsed.sentence_at(span.end - 1)
        if last > parsed.sentence_at(span.start) and parsed.sentences[last].start < span.end:
            over = Span(parsed.sentences[last].start, span.end)
            if len(parsed.words_in(over)) <= _LEAST:
                span = Span(span.start, parsed.sentences[last - 1].end)  # noqa: PLW2901
        content.append(span)
    return attribution._replace(content=tuple(content))


def _told_here(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """A source in a headline or a subhead is none of a cue in the paragraph below."""
    heads = parsed.source.spans(BlockKind.HEADLINE, BlockKind.SUBHEAD)
    if not attribution.cue or any(h.overlaps(attribution.cue[0]) for h in heads):
        return attribution
    source = tuple(s for s in attribution.source if not any(h.overlaps(s) for h in heads))
    return attribution._replace(source=source)


def _whole_source(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """ "Officials in Brill say …", where only "Brill" was taken for the source."""
    if not attribution.source or not attribution.cue:
        return attribution
    source = attribution.source[0]
    index = parsed.sentence_at(source.start)
    if index < 0 or source.start > attribution.cue[0].start:
        return attribution
    before = [w for w in parsed.words[index] if w.span.end <= source.start]
    if len(before) < 2 or before[-1].form not in {"in", "of", "at"} or not before[-2].noun:
        return attribution
    start = len(before) - 1
    while start > 0 and (
        before[start - 1].noun or before[start - 1].tag in _PHRASE or before[start].form == "-"
    ):
        start -= 1
    whole = Span(before[start].span.start, source.end)
    if any(c.overlaps(whole) for c in attribution.content):
        return attribution
    return attribution._replace(source=(whole, *attribution.source[1:]))


def _as_saying(parsed: ParsedDocument, attribution: Attribution) -> Attribution | None:
    """ "Vale Wire quoted the mayor as saying …" has the mayor for its source."""
    text = parsed.text
    lemmas = {w.lemma for c in attribution.cue for w in parsed.words_in(c)}
    if not lemmas & _PASSED_ON or not attribution.cue:
        return None
    reach = Span(attribution.cue[-1].end, max(c.end for c in attribution.content))
    saying = _SAYING.search(text, reach.start, reach.end)
    if saying is None:
        return None
    source = Span(reach.start, saying.start())
    words = parsed.words_in(source)
    content = tuple(
        Span(max(c.start, saying.end()), c.end) for c in attribution.content if c.end > saying.end()
    )
    if not words or len(words) > _LONGEST_SUBJECT or not content:
        return None
    trimmed = Span(words[0].span.start, words[-1].span.end)
    return Attribution((trimmed,), (*attribution.cue, _trim(text, saying)), content)


def _trim(text: str, match: re.Match[str]) -> Span:
    words = match.group().strip().removesuffix(" that")
    return Span(match.start(), match.start() + len(words))


def _with_subject(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """An attribution without a source gets the subject that stands before its cue."""
    if attribution.source or not attribution.cue:
        return attribution
    cue = attribution.cue[0]
    for span in attribution.content[:1]:
        # "Holt rejected the claim", read as if Holt were part of what was rejected.
        words = parsed.words_in(span)
        beside = 0 <= cue.start - span.end <= 1 and len(attribution.content) > 1
        if beside and len(words) <= _LEAST + 3 and not any(w.finite for w in words):
            return attribution._replace(source=(span,), content=attribution.content[1:])
    cue_words = parsed.words_in(cue)
    index = parsed.sentence_at(cue.start)
    if index < 0 or not cue_words:
        return attribution
    verbal = cue_words[0].tag.startswith(("VB", "MD"))
    if not verbal and cue_words[0].lemma not in load_mapping("claims/cues.txt"):
        return attribution
    if any(a.lemma == "be" and b.tag == "VBN" for a, b in itertools.pairwise(cue_words)):
        return attribution
    before = [w for w in parsed.words[index] if w.span.end <= cue.start]
    subject = list(itertools.takewhile(lambda w: w.form != ",", before))
    aside = before[len(subject) :]
    if aside and not (aside[-1].form == "," and len(aside) <= _LEAST + 3):
        return attribution
    opens = subject[0].tag if subject else ""
    if not 0 < len(subject) <= _LONGEST_SUBJECT or opens in {"IN", "WRB", "RB", "CC", "``"}:
        return attribution
    if any(w.tag[:2] == "VB" or w.tag == "MD" for w in subject):
        return attribution
    source = Span(subject[0].span.start, subject[-1].span.end)
    if any(c.overlaps(source) for c in attribution.content):
        return attribution
    return attribution._replace(source=(source,))


def _passives(words: Sequence[Word]) -> Iterator[Attribution]:
    """ "The meeting was confirmed by the mayor's spokesman": an answer in the passive."""
    for i in range(2, len(words) - 2):
        if words[i].lemma not in _ANSWERED or words[i + 1].form != "by":
            continue
        if words[i - 1].lemma != "be" and words[i - 2].lemma != "be":
            continue
        end = head_index(words[i + 2 :])
        verb = next(j for j in range(i - 1, -1, -1) if words[j].lemma == "be" or j == 0)
        if end is None or verb == 0 or words[i + 2 + end].tag == "CD":
            continue
        yield Attribution(
            (Span(words[i + 2].span.start, words[i + 2 + end].span.end),),
            (Span(words[i].span.start, words[i].span.end),),
            (Span(words[0].span.start, words[verb - 1].span.end),),
        )


def find_nested(parsed: ParsedDocument, attribution: Attribution) -> Iterator[Attribution]:
    """The attributions within the content of `attribution`, at most one a span."""
    for span in attribution.content:
        words = parsed.words_in(span)
        found = _by_noun(words) or _by_verb(words)
        if found is not None:
            yield found


def _by_noun(words: Sequence[Word]) -> Attribution | None:
    """ "US claims that …", "the rebels' allegations that …"."""
    for i in range(1, len(words) - _LEAST):
        if words[i].lemma not in _CLAIMS or words[i + 1].lemma != "that":
            continue
        end = i - 1 if words[i - 1].tag == "POS" else i
        start = end
        while start > 0 and (words[start - 1].noun or words[start - 1].tag in {"JJ", *DETERMINERS}):
            start -= 1
        if start == end or not any(w.noun or w.tag == "JJ" for w in words[start:end]):
            return None
        return Attribution(
            (Span(words[start].span.start, words[end - 1].span.end),),
            (words[i].span,),
            (Span(words[i + 1].span.start, words[-1].span.end),),
        )
    return None


def _by_verb(words: Sequence[Word]) -> Attribution | None:
    """ "… (said) the company denies that …": a strong verb right after a subject."""
    cues = load_mapping("claims/cues.txt")
    verb = next((i for i, w in enumerate(words) if w.finite), None)
    if verb is None or verb == 0 or len(words) - verb <= _LEAST:
        return None
    if cues.get(words[verb].lemma) not in _STRONG:
        return None
    return Attribution(
        (Span(words[0].span.start, words[verb - 1].span.end),),
        (words[verb].span,),
        (Span(words[verb + 1].span.start, words[-1].span.end),),
    )
