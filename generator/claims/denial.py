"""Denial: whose words a denial is directed against.

Input: a denying attribution, the cast, and the statements before it.  Output: names of parties.
In order: whose claims, reports or remarks the denial itself names ("his comments", "them": whose
charges were just told), whom it says to be wrong, whom it contradicts; who accused the denier, or
whom the denier speaks for; whose "the reports" were told just before; who last said something of
the same matter.  Otherwise nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from generator.claims.objects import party_of
from generator.claims.overlap import stems
from generator.claims.owners import (
    CHARGES,
    NEAR,
    OPENS,
    authors_told,
    charges_told,
    is_said,
    last_speaker,
    owned,
    owners,
)
from generator.claims.wrongs import subject_of
from generator.document import Attribution, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast
from generator.entities.entity import Entity
from generator.findings import Statement
from generator.language.phrases import DEMONSTRATIVES, DETERMINERS, has_clause, head_index
from generator.lexicon import load_set
from generator.vocabulary.negation import is_negative

_POINTERS = DEMONSTRATIVES | {"it", "them", "so"}
_HAPPENING = frozenset("be have do happen occur take place ever true so that the case".split())
"""What says of something pointed at only that it is or was."""
_TOLD = frozenset({"report", "story", "version", "tale"})
"""What points at something told as such, not at whatever was said just before."""
_HEARERS = frozenset({"your", "my", "our"})
_REACH = 6
"""Words before "wrong" within which "is" says of whom."""
_FAR = 8
"""Statements back to an accusation that a denial may answer."""
_BARE = 8
"""Words that a denial has at most which says only that it denies."""


def denied_by(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    by: Sequence[str],
    earlier: Sequence[Statement],
) -> tuple[str, ...]:
    """The names of those whose words are denied; empty where the document gives no sign."""
    words = parsed.words_in(hull((*attribution.cue, *attribution.content)))
    content = tuple(w for c in attribution.content for w in parsed.words_in(c))
    if attribution.cue and attribution.content[-1].end <= attribution.cue[0].start:
        # "a charge that | Holt denies"
        words = content
    speaks_for = {*by, *(e.name for name in by for e in principals(cast, name))}
    named = tuple(e.name for e in owners(cast, words) if e.name not in speaks_for)
    named = last_speaker(parsed, cast, words, speaks_for, earlier) or named
    if not named:
        named = _names(owners(cast, charges_told(parsed, attribution, content)), [*speaks_for])
    found = (
        named
        or _names(_mistaken(cast, content), by)
        or _names(_contradicted(parsed, cast, attribution, by), by)
    )
    if found or owned(words):
        return found
    mine = hull(attribution.content)
    others = [
        s
        for s in earlier
        if s.by
        and not set(s.by) & set(by)
        and s.stance != "denies"
        and not hull(s.attribution.content).overlaps(mine)
    ]
    if others and others[-1] is earlier[-1] and _points_back(words):
        return _behind(earlier)
    for statement in reversed(others[-_FAR:]):
        if statement.stance == "accuses" and set(statement.against) & speaks_for:
            return statement.by
    noun = pointed_at(words)
    for statement in reversed(others[-_FAR:] if noun else ()):
        # "the reports are false", of what was told as a report.
        frame = (*statement.attribution.source, *statement.attribution.cue)
        if any(w.lemma == noun for span in frame for w in parsed.words_in(span)):
            return statement.by
    found = _names(authors_told(parsed, cast, attribution, content), [*speaks_for])
    if found:
        return found
    wanted = stems(w for c in attribution.content for w in parsed.words_in(c))
    best, chosen = int(_tells(words)), None
    for statement in reversed(others[-NEAR:]):
        told = stems(statement_words(parsed, statement))
        if len(wanted & told) > best and not negative(statement_words(parsed, statement)):
            best, chosen = len(wanted & told), statement
    bare = anaphoric(words) and (noun not in _TOLD or _next_to(parsed, attribution, earlier))
    if chosen is None and others and others[-1] is earlier[-1] and bare:
        chosen = earlier[-1]
    return chosen.by if chosen is not None else ()


def statement_words(parsed: ParsedDocument, statement: Statement) -> tuple[Word, ...]:
    """The words of a statement's content."""
    return tuple(w for c in statement.attribution.content for w in parsed.words_in(c))


def negative(words: Sequence[Word]) -> bool:
    """Whether a statement is itself a negation, with which a denial may agree."""
    return any(is_negative(w.lemma) for w in words)


def _points_back(words: Sequence[Word]) -> bool:
    """Whether a bare denial names what was said just before ("rejected that reading")."""
    at = next((i for i, w in enumerate(words) if w.tag in DETERMINERS), None)
    return at is not None and anaphoric(words) and pointed_at(words) not in {"", *CHARGES, *_TOLD}


def _behind(earlier: Sequence[Statement]) -> tuple[str, ...]:
    """Who said what was said last; where that answered somebody, whom it answered."""
    last = earlier[-1]
    for statement in earlier[-3:]:
        if statement.by == last.by and statement.stance == "denies" and statement.against:
            return statement.against
    return last.by


def _next_to(
    parsed: ParsedDocument, attribution: Attribution, earlier: Sequence[Statement]
) -> bool:
    """Whether the sentence before tells of what was said last, as somebody's own account."""
    if not earlier or not attribution.cue or not earlier[-1].attribution.cue:
        return False
    here = parsed.sentence_at(attribution.cue[0].start)
    return here - parsed.sentence_at(hull(earlier[-1].attribution.content).end - 1) == 1


def turns_away(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether what is dismissed is a deed or a thing, not a statement ("dismissed his measures").

    "Denied" is always of a statement; "rejected" and the like are where what follows is a clause,
    points back, or names what was said.
    """
    if not dismisses(parsed, attribution):
        return False
    words = tuple(w for c in attribution.content for w in parsed.words_in(c))
    if anaphoric(words) or not words:
        return False
    head = head_index(words)
    if head is None or not words[head].noun or words[0].form == "that":
        return not has_clause(words)
    if any(w.finite for w in words[:head]) or _told_that(words):
        return False
    return not any(is_said(words, at) for at in range(min(len(words), head + 2)))


def _tells(words: Sequence[Word]) -> bool:
    """Whether a denial tells what was claimed: it need not be what was said just before."""
    said = load_set("claims/said.txt")
    at = next((i for i, w in enumerate(words) if w.noun and w.lemma in said), None)
    return at is not None and _told_that(words[at:])


def _told_that(words: Sequence[Word]) -> bool:
    """Whether a clause tells what was said ("attacks from Orr that he was no miner")."""
    return any(
        word.form == "that" and word.tag == "IN" and not then.finite
        for word, then in pairwise(words[1:])
    )


def dismisses(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether the cue is of turning down, which deeds and things are as well as statements."""
    cue = parsed.cue_lemmas(attribution)
    return bool(cue & load_set("claims/dismissals.txt"))


def anaphoric(words: Sequence[Word]) -> bool:
    """Whether a denial says only that it denies ("denied it", "rejected those claims")."""
    said = [w for w in words if w.form[0].isalnum()]
    if len([w for w in said if w.tag not in DETERMINERS]) > _BARE:
        return False
    if said and said[0].tag in {"PRP", "DT"} and [w.tag for w in said[1:2]] in ([], ["IN"]):
        # "denied it under oath"
        return said[0].form.lower() in _POINTERS
    if said and said[0].form.lower() in _POINTERS and all(w.lemma in _HAPPENING for w in said[1:]):
        # "it happened", "that this was so"
        return True
    return bool(pointed_at(words)) or bool(said and said[-1].form.lower() in _POINTERS)


def which_of(words: Sequence[Word]) -> str:
    """Which of several claims a denial points at: "first", "last", "all", else the latest."""
    noun = next((w for w in words if w.noun and w.lemma in load_set("claims/said.txt")), None)
    lemmas = [w.lemma for w in words]
    if lemmas and lemmas[-1] in {"both", "all", "them", "these", "those"}:
        return "all"
    if noun is None:
        return "latest"
    if "first" in lemmas or "former" in lemmas:
        return "first"
    return "all" if noun.tag == "NNS" else "latest"


def sweeping(words: Sequence[Word]) -> bool:
    """Whether a denial is of all that somebody alleges ("all of the claims in the suit")."""
    for at, word in enumerate(words):
        if word.noun and word.lemma in CHARGES:
            return any(w.lemma in {"all", "any", "every", "each", "both"} for w in words[:at])
    return False


def principals(cast: Cast, name: str) -> Iterable[Entity]:
    """For whom somebody speaks: the parties that the speaker's role names."""
    for entity in cast.entities:
        if entity.name == name and entity.role is not None:
            yield from (e for e in cast.named_in(entity.role) if e is not entity)


def pointed_at(words: Sequence[Word]) -> str:
    """The noun by which a denial points back ("the reports"), unless it says itself what of."""
    said = load_set("claims/said.txt")
    for at, word in enumerate(words):
        named = word.noun or (at and words[at - 1].tag in DETERMINERS and word.tag == "JJ")
        if named and word.lemma in said:
            # "a charge that Holt denies" tells nothing of it.
            told = at + 2 < len(words) and words[at + 1].form.lower() in OPENS
            return "" if told else word.lemma
    return ""


def _names(found: Iterable[Entity], by: Sequence[str]) -> tuple[str, ...]:
    return tuple(e.name for e in found if e.name and e.name not in by)


def _mistaken(cast: Cast, words: Sequence[Word]) -> tuple[Entity, ...]:
    """Who is said to be wrong, or whose doing is ("Orr is mistaken", "Orr's figures are false")."""
    falsity = load_set("claims/falsity.txt")
    at = next((i for i, w in enumerate(words) if w.lemma in falsity and not w.finite), None)
    reach = range(max(0, (at or 0) - _REACH), at or 0)
    be = next((i for i in reversed(reach) if words[i].lemma == "be"), None)
    if be is None:
        return ()
    subject = subject_of(words, be)
    if not subject or subject[0].tag in {"PRP", "DT"} or subject[0].form.lower() in _HEARERS:
        return ()
    return party_of(cast, subject)[:1]


def _contradicted(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, by: Sequence[str]
) -> tuple[Entity, ...]:
    """Whom a denial has for its object ("contradicted Orr", "contradicted him")."""
    first = attribution.content[0]
    words = parsed.words_in(first)
    head = head_index(words)
    if head is None or not attribution.cue or first.start < attribution.cue[-1].end:
        return ()
    if any(w.finite or w.tag in {"POS", "IN"} for w in words[: head + 2]):
        return ()
    if words[0].form.lower() in {"him", "her"} and head == 0:
        return cast.other_than(by, words[0].span)
    named = cast.named_in(Span(words[0].span.start, words[head].span.end))
    return tuple(e for e in named if any(m.end == words[head].span.end for m in e.mentions))
