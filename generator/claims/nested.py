"""Nested and passed-on attributions: what stands within the content of another.

Input: a parsed document and an attribution.  Output: more attributions, or the one meant.  An
agency passes on what others say ("Vale Wire quoted the mayor as saying …", "the mayor said …,
Vale Wire reported"): the mayor speaks, the agency is the channel.  A claim that is denied in the
same breath ("denied the rebels' claims that …"), a denial that is passed on ("said the firm
denies …") and a second verb of the same speaker ("said it was false and blamed Orr for …") are
attributions of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.claims.stance import cue_kind
from generator.document import Attribution, MentionKind, ParsedDocument, Span, Word
from generator.language.phrases import (
    DETERMINERS,
    has_clause,
    has_main_clause,
    head_index,
    phrase_start,
)
from generator.lexicon import load_mapping, load_set

_STRONG = frozenset({"denies", "accuses"})
_LEAST = 3
_SAYING = re.compile(
    r"\bas (?:saying|telling \w+|stating|claiming|reporting|estimating|warning|insisting)\b"
    r"(?: that\b)?\s*"
)
_CITED_AS = re.compile(r"as \w+ing\b(?: that\b)?\s*")
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_TELLING = frozenset({"allege", "claim", "say", "suggest", "state", "accuse"})
_PHRASE = DETERMINERS | {"JJ", "CD", "VBN"}
_PASSED_ON = frozenset({"quote", "cite", "report"})
_LONGEST_SUBJECT = 14
_LONGEST_SPEAKER = 28
"""Words that a speaker takes at most, with what is told of her between commas."""


def passed_on(parsed: ParsedDocument, attribution: Attribution) -> Attribution | None:
    """The attribution to the one whose words an agency passes on; None where nobody is."""
    return (
        _cited(parsed, attribution)
        or _as_saying(parsed, attribution)
        or _through_outlet(parsed, attribution)
    )


def with_others(parsed: ParsedDocument, attribution: Attribution) -> Iterator[Attribution]:
    """The attribution, and those that its content holds besides."""
    first, *more = _coordinated(parsed, attribution)
    inner = list(_nested(parsed, first))
    if not any(_is_all(parsed, first, a) for a in inner):
        yield first
    yield from inner
    yield from more


# -- passed on


def _cited(parsed: ParsedDocument, attribution: Attribution) -> Attribution | None:
    """ "The mayor was cited by Vale Wire as saying …" has the mayor for its source."""
    content = sorted(attribution.content)
    lemmas = parsed.cue_lemmas(attribution)
    if not lemmas & _PASSED_ON or not attribution.cue:
        return None
    if len(attribution.cue) > 1 and "be" in lemmas and attribution.source:
        subject = _subject_before(parsed, attribution.cue[0])
        if subject is not None and attribution.source[0].start >= attribution.cue[0].end:
            return attribution._replace(source=(subject,))
    if len(content) < 2 or content[0].end > attribution.cue[0].start:
        return None
    who = parsed.words_in(content[0])
    saying = _CITED_AS.match(content[1].of(parsed.text))
    if saying is None or has_clause(who) or not any(w.noun or w.tag == "PRP" for w in who):
        return None
    told = Span(content[1].start + saying.end(), content[1].end)
    return Attribution((content[0],), attribution.cue, (told, *content[2:]))


def _subject_before(parsed: ParsedDocument, cue: Span) -> Span | None:
    """The subject that stands before a cue, from the start of its sentence."""
    index = parsed.sentence_at(cue.start)
    words = [w for w in parsed.words[index] if w.span.end <= cue.start] if index >= 0 else []
    if not words or len(words) > _LONGEST_SUBJECT or any(w.finite for w in words):
        return None
    return Span(words[0].span.start, words[-1].span.end)


def _as_saying(parsed: ParsedDocument, attribution: Attribution) -> Attribution | None:
    """ "Vale Wire quoted the mayor as saying …" has the mayor for its source."""
    text = parsed.text
    lemmas = parsed.cue_lemmas(attribution)
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


def _through_outlet(parsed: ParsedDocument, attribution: Attribution) -> Attribution | None:
    """ "According to Vale Wire, the mayor said …" has the mayor for its source."""
    cues = parsed.cue_lemmas(attribution)
    if not cues & load_set("claims/outlet_cues.txt") or len(attribution.content) != 1:
        return None
    named = "report" in cues and any(
        m.span == s for s in attribution.source for m in parsed.reading.mentions
    )
    if not named and not any(_is_outlet(parsed, s) for s in attribution.source):
        return None
    content = attribution.content[0]
    words = parsed.words_in(content)
    verb = _speaking(words[:_LONGEST_SPEAKER])
    if verb is None or not has_clause(words[verb + 1 :]):
        return None
    who = words[:verb]
    while who and (who[-1].tag.startswith("RB") or who[-1].form == ","):
        who = who[:-1]
    if not who or (len(who) == 1 and who[0].tag == "PRP"):
        return None
    return Attribution(
        (Span(who[0].span.start, who[-1].span.end),),
        (words[verb].span,),
        (Span(words[verb + 1].span.start, content.end),),
    )


def _is_outlet(parsed: ParsedDocument, source: Span) -> bool:
    """Whether a source is one that passes on what others say: a named body, "local media"."""
    words = parsed.words_in(source)
    head = head_index(words)
    if head is not None and words[head].lemma in load_set("claims/outlets.txt"):
        return True
    return any(
        m.kind is MentionKind.ORGANISATION and m.span == source for m in parsed.reading.mentions
    )


def _speaking(words: Sequence[Word]) -> int | None:
    """The index of the verb by which the first subject of the words speaks; asides are skipped."""
    aside = 0
    for index, word in enumerate(words):
        if word.form == "," and index + 1 < len(words):
            relative = words[index + 1].tag in {"WP", "WDT"}
            aside = 0 if aside else int(relative)
        if not word.finite or aside:
            continue
        subject = words[0].noun or words[0].tag in {"DT", "JJ", "CD", "NNP"}
        speaks = word.lemma in load_set("claims/speaking.txt")
        return index if index and subject and speaks else None
    return None


# -- besides


def _nested(parsed: ParsedDocument, attribution: Attribution) -> Iterator[Attribution]:
    """The attributions within the content of `attribution`, at most one a span."""
    for span in attribution.content:
        words = parsed.words_in(span)
        found = _by_noun(words) or _by_verb(words) or _by_participle(words)
        if found is not None:
            yield found
        else:
            yield from _unjustly(words)
            if cue_kind(parsed, attribution) == "denies":
                yield from _hidden(words)


def _unjustly(words: Sequence[Word]) -> Iterator[Attribution]:
    """ "Was falsely charged with theft": whoever charged holds that it is true."""
    for i in range(len(words) - _LEAST):
        adverb, verb, rest = words[i], words[i + 1], words[i + 2 :]
        unjust = adverb.form.lower() in load_set("claims/unjustly.txt") and verb.tag == "VBN"
        if unjust and verb.lemma in load_set("claims/charging.txt") and rest[0].tag == "IN":
            cue = Span(verb.span.start, rest[0].span.end)
            yield Attribution((), (cue,), (Span(rest[1].span.start, words[-1].span.end),))
            return


def _hidden(words: Sequence[Word]) -> Iterator[Attribution]:
    """What a denial tells, whoever said it: "denied allegations that …", "attacks from Orr that …".

    Whom a pronoun means that stands between two speakers is not sure.
    """
    for i, word in enumerate(words):
        if not (word.noun and word.lemma in load_set("claims/alleging.txt")):
            continue
        that = next((k for k in range(i + 1, len(words) - 2) if words[k].form == "that"), None)
        if that is None or any(
            w.finite or w.form == "," for w in (*words[i:that], words[that + 1])
        ):
            return
        by = words[i + 2 : that] if words[i + 1].form in {"by", "from"} else ()
        if (not by and that > i + 1) or words[that + 1].tag == "PRP":
            return
        source = (Span(by[0].span.start, by[-1].span.end),) if by else ()
        told = Span(words[that].span.start, words[-1].span.end)
        yield Attribution(source, (word.span,), (told,))
        return


def _is_all(parsed: ParsedDocument, outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner attribution is all that the outer one says.

    "The firm denies it, a spokeswoman said" is the firm's denial; "he cited reports alleging that
    …" says nothing but what the reports allege.
    """
    if not inner.source:
        return False
    words = [w for c in outer.content for w in parsed.words_in(c)]
    inner_cue = parsed.words_in(inner.cue[0])[0]
    before = [w for w in words if w.span.end < inner.source[0].end]
    if inner_cue.tag == "VBG" and not has_main_clause(before):
        return True
    cues = load_mapping("claims/cues.txt")
    kinds = [cues.get(w.lemma) for c in inner.cue for w in parsed.words_in(c)]
    speaker = [w for s in outer.source for w in parsed.words_in(s)]
    passes_on = any(w.lemma in _SPOKESMEN for w in speaker)
    return "denies" in kinds and passes_on and inner.source[0].start == outer.content[0].start


def _coordinated(parsed: ParsedDocument, attribution: Attribution) -> list[Attribution]:
    """ "She said it was false and blamed Orr": what the second verb says is another statement."""
    if not attribution.cue or not attribution.source or len(attribution.content) != 1:
        return [attribution]
    cue = next((w for c in attribution.cue for w in parsed.words_in(c) if w.finite), None)
    span = attribution.content[0]
    words = parsed.words_in(span)
    if cue is None or span.start < attribution.cue[0].end:
        return [attribution]
    kinds = load_mapping("claims/cues.txt")
    inside = False
    for i, word in enumerate(words[:-_LEAST]):
        inside ^= word.form in {'"', "“", "”"}
        if word.lemma not in {"and", "but"} or inside or i < _LEAST:
            continue
        verb = i + 2 if words[i + 1].tag.startswith("RB") else i + 1
        same = (
            words[verb].tag in {cue.tag, "VBN" if cue.tag == "VBD" else cue.tag}
            and kinds.get(words[verb].lemma) in _STRONG
        )
        mine = words[i - 1].form == "," or _speaks_of_itself(words[:i])
        if same and mine and has_main_clause(words[:i]):
            before = Span(span.start, words[i - 1].span.end)
            after = Span(words[verb + 1].span.start, span.end)
            return [
                attribution._replace(content=(before,)),
                Attribution(attribution.source, (words[verb].span,), (after,)),
            ]
    return [attribution]


def _speaks_of_itself(words: Sequence[Word]) -> bool:
    """Whether the subject of a clause is its speaker or no party at all ("that was not so")."""
    start = 1 if words[0].lemma == "that" and len(words) > 1 and not words[1].finite else 0
    return words[start].tag in {"PRP", "EX", "DT", "WDT"} and (
        start + 1 < len(words) and (words[start + 1].finite or words[start + 1].tag == "RB")
    )


def _by_noun(words: Sequence[Word]) -> Attribution | None:
    """ "US claims that …", "the rebels' allegations that …"."""
    for i in range(1, len(words) - _LEAST):
        if words[i].lemma not in load_set("claims/claim_nouns.txt") or words[i + 1].lemma != "that":
            continue
        end = i - 1 if words[i - 1].tag == "POS" else i
        start = phrase_start(words, end, DETERMINERS | {"JJ"})
        if not any(w.noun or w.form[0].isupper() for w in words[start:end]):
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
        (Span(words[verb + 1].span.start, words[_clause_end(words, verb) - 1].span.end),),
    )


def _clause_end(words: Sequence[Word], verb: int) -> int:
    """Where the clause of a verb ends: before ", and" with a subject and a verb of its own."""
    for i in range(verb + _LEAST, len(words) - _LEAST):
        after = words[i + 2 : i + 2 + _LEAST]
        if words[i].form == "," and words[i + 1].tag == "CC" and any(w.finite for w in after[1:]):
            return i
    return len(words)


def _by_participle(words: Sequence[Word]) -> Attribution | None:
    """ "… reports alleging that …": what a noun is said to tell."""
    for i in range(1, len(words) - _LEAST):
        tells = words[i].tag == "VBG" and words[i].lemma in _TELLING
        told_in = words[i - 1].lemma in load_set("claims/told_in.txt")
        if not tells or words[i + 1].lemma != "that" or not told_in:
            continue
        start = phrase_start(words, i, _PHRASE)
        return Attribution(
            (Span(words[start].span.start, words[i - 1].span.end),),
            (words[i].span,),
            (Span(words[i + 1].span.start, words[-1].span.end),),
        )
    return None
