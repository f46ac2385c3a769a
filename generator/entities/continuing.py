"""Continuing: of whom a sentence that "It", "They" or "Both" opens goes on to tell.

Input: a parsed document and the pronoun.  Output: the words that are the subject of the sentence
before, where they may name or describe a body or several people.  "Her panel reported in May. It
said …": the panel, whatever else was named on the way.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Span, Word
from generator.entities.authors import is_work
from generator.entities.clauses import LINKS, deed, main_clause, main_subject, object_after
from generator.entities.entity import collective, is_body, is_people
from generator.language.phrases import head_index, plural
from generator.lexicon import load_mapping
from generator.vocabulary.roles import is_role

_OPENING = frozenset({"it", "they", "both"})


def subject_before(parsed: ParsedDocument, pronoun: Word) -> Span | None:
    """The subject of the sentence before the one that this pronoun opens; None in doubt."""
    index = parsed.sentence_at(pronoun.span.start)
    if index < 1 or pronoun.form.lower() not in _OPENING:
        return None
    at, many = pronoun.span, pronoun.form.lower() != "it"
    own = [w for w in parsed.words[index] if w.span.end <= at.start]
    inner = len(own) > 1 and own[-1].tag == "WDT" and own[-2].tag == "IN"
    if own and (own[-1].form == ";" or inner):
        # "Others disagree; they say …", "The town brought a suit, in which it says …"
        phrase = main_subject(own[:-2] if inner else own)
        able = phrase and _able(phrase, many=many)
        return Span(phrase[0].span.start, phrase[-1].span.end) if able else None
    # "The dam, they said, held": what they said may come first.
    told = [c for a in parsed.reading.attributions if at in a.source for c in a.content]
    leading = [w for w in own if not any(c.covers(w.span) for c in told)]
    if any(w.tag not in LINKS for w in leading):
        return None
    before, words = parsed.sentences[index - 1], parsed.words[index - 1]
    first = before.start + 1
    quoted = any(c.start <= first < c.end for a in parsed.reading.attributions for c in a.content)
    if not quoted:
        answerer = _answerer(words, many=many, denies=_denies(parsed, pronoun))
        if answerer is not None:
            return Span(answerer[0].span.start, answerer[-1].span.end) if answerer else None
    for attribution in parsed.reading.attributions:
        # "“The gate was sound,” residents said. They added …", "The suit claims … It adds …"
        opening = (*attribution.content, *attribution.source)
        said = any(c.start <= before.start + 1 and c.end > before.start for c in opening)
        if said and attribution.source:
            source = attribution.source[0]
            able = before.covers(source) and _able(parsed.words_in(source), many=many)
            return source if able else None
    phrase = main_subject(words)
    if not phrase or not _able(phrase, many=many):
        return None
    return Span(phrase[0].span.start, phrase[-1].span.end)


def _answerer(words: Sequence[Word], *, many: bool, denies: bool) -> Sequence[Word] | None:
    """Those who answer, rather than whoever asked, arrested or blamed them.

    None where nothing was done to anybody; empty where it is not told to whom ("arrested five").
    """
    _, predicate = main_clause(words)
    at = deed(predicate)
    done = load_mapping("who/acted_on.txt").get(predicate[at].lemma) if at is not None else None
    if at is None or done is None or (done == "blamed" and not denies):
        return None
    phrase = object_after(predicate, at)
    if phrase and _able(phrase, many=many):
        return phrase
    head = head_index(phrase)
    return () if many and head is not None and phrase[head].tag == "CD" else None


def _denies(parsed: ParsedDocument, pronoun: Word) -> bool:
    """Whether what the pronoun's sentence tells is a denial by whom it means."""
    kinds = load_mapping("claims/cues.txt")
    return any(
        kinds.get(word.lemma) == "denies"
        for attribution in parsed.reading.attributions
        if pronoun.span in attribution.source
        for word in parsed.cue_words(attribution)
    )


def _able(phrase: Sequence[Word], *, many: bool) -> bool:
    """Whether a phrase may mean several people, or without `many` a body, who can speak."""
    if len(phrase) == 1 and phrase[0].tag == "PRP":
        return phrase[0].form.lower() == ("they" if many else "it")
    head = head_index(phrase)
    if head is None:
        return False
    if many and collective(phrase, head):
        return True
    noun = phrase[head]
    joined = any(w.form == "and" for w in phrase[head + 1 :])
    if many != (joined or plural(noun) or (head == 0 and noun.form.endswith("s"))):
        return False
    people = is_people(noun, first=head == 0) or is_role(noun.lemma)
    return noun.proper or (many and people) or is_body(noun.lemma) or joined or is_work(noun)
