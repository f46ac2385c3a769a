"""Continuing: of whom a sentence that "It", "They" or "Both" opens goes on to tell.

Input: a parsed document and the pronoun.  Output: the words that are the subject of the sentence
before, where they may name or describe a body or several people.  "Her panel reported in May. It
said …": the panel, whatever else was named on the way.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Span, Word
from generator.entities.authors import is_work
from generator.entities.entity import is_body, is_people
from generator.language.phrases import head_index, plural
from generator.lexicon import load_set
from generator.vocabulary.roles import is_role

_OPENING = frozenset({"it", "they", "both"})
_LINKS = frozenset({"CC", "RB", "UH", ","})
"""Tags of what links a sentence to the one before ("But", "Later,")."""
_LONGEST = 24
"""Words that a subject with its asides takes at most."""


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
    if any(w.tag not in _LINKS for w in leading):
        return None
    before = parsed.sentences[index - 1]
    for attribution in parsed.reading.attributions:
        # "“The gate was sound,” residents said. They added …", "The suit claims … It adds …"
        opening = (*attribution.content, *attribution.source)
        said = any(c.start <= before.start + 1 and c.end > before.start for c in opening)
        if said and attribution.source:
            source = attribution.source[0]
            able = before.covers(source) and _able(parsed.words_in(source), many=many)
            return source if able else None
    phrase = main_subject(parsed.words[index - 1], answering=True)
    if not phrase or not _able(phrase, many=many):
        return None
    return Span(phrase[0].span.start, phrase[-1].span.end)


def main_subject(words: Sequence[Word], *, answering: bool = False) -> Sequence[Word]:
    """The words before the first verb of the main clause, without an adverbial before them.

    With `answering`, who was asked or charged stands for who asked.
    """
    start = next((i for i, w in enumerate(words) if w.tag not in _LINKS), 0)
    if words[start:] and words[start].tag in {"IN", "TO"}:
        comma = next((i for i, w in enumerate(words) if i > start and w.form == ","), None)
        article = [i for i, w in enumerate(words) if w.form.lower() == "the"]
        first = article[0] if article else len(words)
        verb = first + (_verb(words[first:]) or len(words))
        if comma is not None and comma < verb:
            start = comma + 1
        elif article:
            # "On one point the two agreed"
            start = max(i for i in article if i <= verb)
        else:
            return ()
    rest = words[start:]
    end = _verb(rest)
    if end is None or not 0 < end <= _LONGEST:
        return ()
    phrase = rest[:end]
    if answering and rest[end].lemma in load_set("who/acted_on.txt"):
        head = head_index(rest[end + 1 :])
        phrase = rest[end + 1 : end + 2 + head] if head is not None else ()
    while phrase and (phrase[-1].tag.startswith("RB") or phrase[-1].form == ","):
        phrase = phrase[:-1]
    return () if any(w.form in {'"', "“", "``", ":", ";"} for w in phrase) else phrase


def _verb(words: Sequence[Word]) -> int | None:
    """Where the main verb is: past relative clauses between commas."""
    inside = False
    for i, word in enumerate(words):
        if word.tag in {"WP", "WDT", "WRB", "WP$"}:
            if not (i and words[i - 1].form == ","):
                return None
            inside = True
        elif inside and word.form == ",":
            inside = False
        elif word.finite and not inside:
            return i
    # "the two men agreed": a past taken for a participle.
    return next(
        (i for i, w in enumerate(words) if i and w.tag == "VBN" and words[i - 1].noun), None
    )


def _able(phrase: Sequence[Word], *, many: bool) -> bool:
    """Whether a phrase may mean several people, or without `many` a body, who can speak."""
    if len(phrase) == 1 and phrase[0].tag == "PRP":
        return phrase[0].form.lower() == ("they" if many else "it")
    head = head_index(phrase)
    if head is None:
        return False
    noun = phrase[head]
    joined = any(w.form == "and" for w in phrase[head + 1 :])
    if many != (joined or plural(noun) or (head == 0 and noun.form.endswith("s"))):
        return False
    people = is_people(noun, first=head == 0) or is_role(noun.lemma)
    return noun.proper or (many and people) or is_body(noun.lemma) or joined or is_work(noun)
