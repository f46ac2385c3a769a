"""Owners: whose claim it is that a denial names ("his comments", "the mayor's report", "them").

Input: tagged words, the cast, the statements before.  Output: those who said it; nobody where the
document does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from generator.document import Attribution, ParsedDocument, Span, Word
from generator.entities.cast import Cast
from generator.entities.entity import Entity, agrees
from generator.findings import Statement
from generator.language.phrases import DETERMINERS, head_index, phrase_start
from generator.lexicon import load_set

CHARGES = frozenset({"claim", "allegation", "accusation", "charge", "suggestion", "insinuation"})
OPENS = frozenset({"that", "of", "about", "by"})
"""What follows a noun for something said where it is told what was said."""
_OWNERS_GENDER = {"his": "m", "her": "f", "its": "n", "their": "p"}
_THE = frozenset({"the", "those", "these", "such"})
_WHOSE = DETERMINERS | {"POS", "JJ"}
"""Tags of what may stand before a noun for something said, whose it is included."""
_MAKERS = 8
"""Words from a noun for something said to the end of "by" and whoever said it."""
_NEXT = 24
"""Characters after a name in which its verb is found."""
NEAR = 5
"""Statements back to a mere assertion that a denial may answer."""


def owners(cast: Cast, words: Sequence[Word]) -> tuple[Entity, ...]:
    """Whose claim it is that the words name: "the mayor's claim", "reports by the agency"."""
    for at in range(len(words)):
        if not is_said(words, at):
            continue
        before = words[phrase_start(words, at, _WHOSE) : at]
        if before and before[0].tag == "PRP$":
            return cast.resolve(before[0].span, create=False)
        if before and any(w.noun or w.form[0].isupper() for w in before):
            span = Span(before[0].span.start, before[-1].span.end)
            named = cast.named_in(span)
            # "US intelligence claims": those of the service, not of the country.
            last = next((w for w in reversed(before) if w.tag != "POS"), before[-1])
            own = [e for e in named if any(m.end == last.span.end for m in e.mentions)]
            return tuple(own[:1]) or named[:1] or cast.resolve(span, create=False)
        # "remarks by the mayor", "remarks made by the mayor"
        made = bool(words[at + 1 : at + 2]) and words[at + 1].tag == "VBN"
        rest = words[at + 1 + made :]
        if len(rest) > 1 and rest[0].form in {"by", "from"}:
            head = head_index(rest[1:])
            if head is not None:
                return cast.resolve(Span(rest[1].span.start, rest[1 + head].span.end))
    return ()


def owned(words: Sequence[Word]) -> bool:
    """Whether words tell by a description whose claim is denied ("the guild's report")."""
    said = load_set("claims/said.txt")
    return any(
        mark.tag == "POS" and noun.noun and noun.lemma in said for mark, noun in pairwise(words)
    )


def last_speaker(
    parsed: ParsedDocument,
    cast: Cast,
    words: Sequence[Word],
    speaks_for: Set[str],
    earlier: Sequence[Statement],
) -> tuple[str, ...]:
    """Whose "his comments" are, of those whom the pronoun fits: never the speakers' own.

    The one of whom the sentence tells before, else whoever said something last.
    """
    said = load_set("claims/said.txt")
    at = next((i for i, w in enumerate(words) if w.noun and w.lemma in said and i), 0)
    start = at
    while start > 0 and words[start - 1].tag in {"JJ", "NN", "VBN"}:
        start -= 1
    if not start or words[start - 1].tag != "PRP$":
        return ()
    spoke = [s.by for s in earlier[-NEAR:] if s.by and not set(s.by) & speaks_for]
    wanted = _OWNERS_GENDER.get(words[start - 1].form.lower(), "")
    fit = {e.name for e in cast.entities if wanted and agrees(e, wanted)}
    pronoun = words[start - 1].span
    sentence = parsed.sentences[parsed.sentence_at(pronoun.start)]
    near = Span(sentence.start, pronoun.start)
    named = tuple(
        e.name
        for e in cast.named_in(near)
        if e.name in fit - speaks_for
        and any(_acts(parsed, m) for m in e.mentions if near.covers(m))
    )
    if len(named) == 1:
        return named
    return next((names for names in reversed(spoke) if set(names) <= fit), ())


def charges_told(
    parsed: ParsedDocument, attribution: Attribution, words: Sequence[Word]
) -> tuple[Word, ...]:
    """The charges that "them" points at, with the words of their sentence before them.

    They are told in the same sentence or the one before ("denied Orr's claims and called them
    absurd"); empty where `words` point at none.
    """
    if not attribution.cue or not any(w.form.lower() in {"them", "those"} for w in words[:2]):
        return ()
    here = parsed.sentence_at(attribution.cue[0].start)
    for sentence in reversed(parsed.words[max(0, here - 1) : here + 1]):
        for at in reversed(range(len(sentence))):
            word = sentence[at]
            told = word.span.end <= attribution.cue[0].start and word.lemma in CHARGES
            if told and word.tag != "NN" and is_said(sentence, at):
                return sentence[phrase_start(sentence, at, _WHOSE) : at + 2]
    return ()


def authors_told(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, words: Sequence[Word]
) -> tuple[Entity, ...]:
    """Whose "the reports" are: whom the same sentence or the one before names with them."""
    if not attribution.cue or len(words) < 2 or words[0].form.lower() not in _THE:
        return ()
    noun, start = words[1], words[0].span.start
    if not noun.noun or noun.lemma not in load_set("claims/said.txt"):
        return ()
    if len(words) > 2 and words[2].form.lower() in OPENS:
        # "the reports of a leak": told by what they say, and whosever they are.
        return ()
    here = parsed.sentence_at(attribution.cue[0].start)
    for sentence in reversed(parsed.words[max(0, here - 1) : here + 1]):
        for at, word in reversed(tuple(enumerate(sentence))):
            same = (word.lemma, word.tag) == (noun.lemma, noun.tag)
            if same and word.span.end <= start:
                found = owners(cast, sentence[phrase_start(sentence, at, _WHOSE) : at + _MAKERS])
                if found:
                    return found
    return ()


def is_said(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a noun for what is said; "the guild claims that" was tagged a verb."""
    if words[at].lemma not in load_set("claims/said.txt"):
        return False
    then = words[at + 1 : at + 2]
    return words[at].noun or (words[at].tag == "VBZ" and bool(then) and then[0].form == "that")


def _acts(parsed: ParsedDocument, mention: Span) -> bool:
    """Whether a verb follows a mention at once: "Orr exaggerates", not "the grave of Orr"."""
    after = parsed.words_in(Span(mention.end, mention.end + _NEXT))
    after = after[1:] if after and after[0].tag == "RB" else after
    return bool(after) and after[0].finite
