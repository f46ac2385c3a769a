"""Blame: whom a statement accuses.

Input: an attribution's tagged words and the cast.  Output: the accused parties.  They are the
object of the cue ("accused Quent of …", "blamed Quent for …", "Quent was accused of …"), or else
the party that is the subject of a wrong in the content ("Quent drained the lake").  Without a cue
of accusing, a party counts as accused only where the content says ill of it outright: wrongs that
are denied, merely possible or prevented are nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.claims.ill import kinds_of
from generator.claims.objects import is_party, meant, object_of, party_of
from generator.claims.owners import charges_told
from generator.claims.wrongs import doers, is_wrong, points, qualifier_of, subject_of
from generator.document import Attribution, MentionKind, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast
from generator.entities.entity import Entity, agrees, is_body
from generator.findings import Stance, Statement
from generator.language.phrases import (
    DETERMINERS,
    has_main_clause,
    head_index,
)
from generator.lexicon import load_set
from generator.toponyms.gazetteer import is_demonym
from generator.vocabulary.roles import is_role

_BRANDS = frozenset(
    "call brand label describe dub denounce characterise characterize portray depict term style"
    " decry deride".split()
)
_BY_AS = frozenset("describe characterise characterize portray depict denounce".split())
"""Those of them that say by "as" what somebody is called."""
_MARKS = ('"', "“")
_THEY = frozenset({"he", "she", "they"})
_GENDERS = {"he": "m", "she": "f"}
_THINGS = frozenset({"it", "this", "that"})
_POINTERS = frozenset({"that", "this", "those", "these", "such"})
_SLIGHT = 12
"""Words after its verb within which a slight says ill."""
_JUST_SAID = 3
"""Statements back to what a speaker has just accused somebody of."""


def accused_of(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, kind: str, by: Sequence[str]
) -> tuple[Entity, ...]:
    """Whom the statement accuses, its speakers left out.

    `kind` is the class of the cue.  A cue of accusing ("accuses") accuses somebody even where the
    content holds no wrong that the lexicon lists: then it is the party that the content is about.
    """
    out: tuple[Entity, ...] = ()
    if kind == "accuses" and attribution.cue:
        out = object_of(parsed, cast, attribution, by)
    for words in _clauses(parsed, attribution):
        out = (
            out
            or _wrongdoer(parsed, cast, words, by)
            or _branded(parsed, cast, attribution, words, by)
        )
        if kind == "accuses" and not any(doers(words, at) for at in range(len(words))):
            # "Alleged that she said he had robbed her": not her, if not him.
            out = out or first_subject(cast, words)
    return tuple(e for e in out if e.name and e.name not in by)


def _clauses(parsed: ParsedDocument, attribution: Attribution) -> list[tuple[Word, ...]]:
    """The words of each piece of content; one that begins with its verb goes on with the last.

    "That the guards | were taking bribes": an aside between stands outside of the content.
    """
    out: list[tuple[Word, ...]] = []
    for span in attribution.content:
        words = parsed.words_in(span)
        if out and words and words[0].finite:
            out[-1] += words
        else:
            out.append(words)
    return out


def passively_accused(parsed: ParsedDocument, attribution: Attribution, kind: str) -> bool:
    """Whether what reads as the source is the accused ("Quent was accused of fraud")."""
    if kind != "accuses" or not attribution.source or not attribution.cue:
        return False
    cue = hull(attribution.cue)
    if attribution.source[0].start > cue.start:
        return False
    words = parsed.words_in(Span(attribution.source[-1].end, cue.end))
    said = [
        i
        for i, w in enumerate(words)
        if w.tag == "VBN" and w.lemma != "be" and w.span.start >= cue.start
    ]
    return bool(said) and any(w.lemma == "be" for w in words[max(0, said[0] - 3) : said[0]])


def characterises(
    parsed: ParsedDocument, attribution: Attribution, words: Sequence[Word]
) -> Stance | None:
    """What it does to call somebody or something so ("branded Quent a liar"), None: no such cue.

    It accuses where the name is bad, denies where it calls untrue, else it asserts.  A name that
    something merely bears ("called the Dam Act") says nothing.
    """
    cues = parsed.cue_lemmas(attribution)
    if not words or not cues & _BRANDS:
        return None
    if (cues & _BY_AS or words[0].form in _MARKS) and has_main_clause(words):
        return None
    between = parsed.words_in(Span(attribution.cue[-1].end, words[0].span.start))
    after = _complement(words, by_as=bool(cues & _BY_AS)) if not between else tuple(words)
    last = parsed.words_in(attribution.cue[-1])[-1:]
    if words[0].tag in {"TO", "IN", "WDT"} and words[0].form != "as":
        # "called for …", "called on …"
        return None
    if last and last[0].tag in {"IN", "TO", "RP"} and last[0].form != "as":
        return None
    if not after and words[0].form in _MARKS:
        # "Quent, whom she branded “a liar”": the object stands elsewhere.
        after = tuple(words)
    telling = [w for w in after if w.noun or w.tag[:2] in {"JJ", "VB"}]
    if not telling or (cues & _BY_AS and not any(w.form == "as" for w in (*between, *words))):
        return None
    name = _bare_name(after)
    ill = any(_says_ill(name, i) for i in range(len(name)))
    if ill and _of_a_statement(parsed, attribution, words[: len(words) - len(after)]):
        return "denies"
    if ill:
        return "accuses"
    if any(w.lemma in load_set("claims/falsity.txt") for w in telling):
        return "denies"
    the = any(w.lemma == "the" for w in after) and not any(w.tag[:2] == "JJ" for w in telling)
    return None if the or all(w.form[0].isupper() for w in telling) else "asserts"


def _bare_name(after: Sequence[Word]) -> Sequence[Word]:
    """A name without what hangs on it: "a rescue from shelling" is no bad name.

    "A bunch of thugs" is: some nouns only count what follows them.
    """
    first = next((i for i, w in enumerate(after) if w.noun), 0)
    counts = load_set("claims/made_of.txt")
    end = next(
        (
            i
            for i in range(first, len(after))
            if after[i].tag == "IN" and not (after[i].form == "of" and after[i - 1].lemma in counts)
        ),
        len(after),
    )
    return after[:end]


def _says_ill(words: Sequence[Word], at: int) -> bool:
    """Whether a name says ill of what bears it: "violence", but not "gun violence laws"."""
    kinds = kinds_of(words, at) & {"n", "a"}
    first = kinds == {"n"} and words[at].noun and any(w.noun for w in words[at + 1 : at + 2])
    return bool(kinds) and not first


def _of_a_statement(
    parsed: ParsedDocument, attribution: Attribution, named: Sequence[Word]
) -> bool:
    """Whether what is called so is what somebody said ("calling Orr's charge pathetic").

    "Them" are the claims that the same sentence or the one before tells of.
    """
    between = parsed.words_in(Span(attribution.cue[-1].end, attribution.content[0].start))
    named = (*between, *named)
    said = load_set("claims/said.txt")
    head = head_index(named)
    while head and named[head].tag == "NNP" and named[head - 1].tag == "NN":
        # "called that report Friday a lie"
        head -= 1
    if head is not None and named[head].noun:
        return named[head].lemma in said
    return bool(charges_told(parsed, attribution, named))


def _complement(words: Sequence[Word], *, by_as: bool) -> Sequence[Word]:
    """What comes after the object: "the vote | a sham", "it | absurd", "the claims | as lies"."""
    as_at = next((i for i, w in enumerate(words) if w.form == "as" and i), None)
    if as_at is not None and by_as:
        return words[as_at + 1 :]
    if words[0].tag == "PRP":
        return words[1:]
    if len(words) > 1 and words[-1].lemma in load_set("claims/falsity.txt"):
        # "the affidavit | false": what names nothing but untruth is no part of the object.
        lone = words[-2].tag not in DETERMINERS and words[-2].tag[:2] != "JJ"
        if lone or not any(w.noun for w in words[:-1]):
            return words[-1:]
    for i in range(1, len(words)):
        before, word = words[i - 1], words[i]
        opens = word.tag in {"DT", "``", "JJ", "JJS"} or word.form in _MARKS
        opens = opens and any(w.form[0].isalnum() for w in words[i:])
        if opens and before.noun and not (word.tag == "JJ" and words[i + 1 : i + 2]):
            return words[i:]
    return ()


def _branded(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    words: Sequence[Word],
    by: Sequence[str],
) -> tuple[Entity, ...]:
    """Whom the words brand: the object between the cue and the bad name."""
    if not words or characterises(parsed, attribution, words) != "accuses":
        return ()
    between = parsed.words_in(Span(attribution.cue[-1].end, words[0].span.start))
    named = between or words[: (head_index(words) or 0) + 1]
    if len(named) == 1 and named[0].form.lower() in _THINGS:
        return ()
    return meant(cast, named, by)[:1]


def ill_spoken_of(
    cast: Cast, words: Sequence[Word], ill: Word, by: Sequence[str], earlier: Sequence[Statement]
) -> tuple[str, ...]:
    """Whom a quotation means that says ill of `ill`: "them", "that".

    Of a deed, the party that the quotation names first; else whom the same speaker accused just
    before.
    """
    named = [e.name for e in first_subject(cast, words) if e.name and e.name not in by]
    if named and points(ill):
        return tuple(named)
    own = [s for s in earlier[-_JUST_SAID:] if s.by == tuple(by) and s.stance == "accuses"]
    return next((s.against for s in reversed(own) if s.against), ())


def slights(words: Sequence[Word]) -> bool:
    """Whether the words say ill of what was said before ("that claim is hypocrisy")."""
    start = 1 if words and words[0].form.lower() == "that" and len(words) > 1 else 0
    if start and words[1].tag not in DETERMINERS:
        start = 0
    verb = next(
        (i for i, w in enumerate(words) if i >= start + 2 and (w.finite or w.tag == "VBN")), None
    )
    if verb is None or verb - start > 4 or words[start].form.lower() not in _POINTERS:
        return False
    if words[verb - 1].lemma not in load_set("claims/said.txt"):
        return False
    return any(is_wrong(words, verb, i) for i in range(verb, min(len(words), verb + _SLIGHT)))


# -- the subject of a wrong


def _named_before(cast: Cast, words: Sequence[Word], pronoun: Word) -> tuple[Entity, ...]:
    """Whom a pronoun within content means: the last that fits of those whom the content names."""
    named = cast.named_in(Span(words[0].span.start, pronoun.span.start))
    return tuple([e for e in named if agrees(e, _GENDERS[pronoun.form.lower()])][-1:])


def _is_place(parsed: ParsedDocument, words: Sequence[Word]) -> bool:
    """Whether a name is likelier a place's than a party's: it is no body's, nor of a people."""
    if not words or words[0].tag == "JJ" or is_demonym(words[0].form):
        return False
    return not any(
        m.kind is MentionKind.ORGANISATION
        and m.span.covers(words[0].span)
        and m.span.end == words[0].span.end
        for m in parsed.reading.mentions
    )


def _wrongdoer(
    parsed: ParsedDocument, cast: Cast, words: Sequence[Word], by: Sequence[str]
) -> tuple[Entity, ...]:
    """The party that stands as the subject of a wrong, in the first clause that holds one."""
    for at in range(len(words)):
        doer = doers(words, at)
        if doer == qualifier_of(words, at) and _is_place(parsed, doer):
            # "the Brill attack" was in Brill, not by it.
            continue
        if words[at].lemma == "fail" and any(w.tag in {"POS", "PRP$"} for w in doer):
            # "her testimony failed to show it": nobody's wrong.
            continue
        if len(doer) > 1 and doer[-1].form.lower() in _GENDERS:
            # "Orr said things that show | he is unfit": whom the same words have named.
            found = _named_before(cast, words, doer[-1])
            if found:
                return found
        elif doer:
            quoted = words[0].span.start and parsed.text[words[0].span.start - 1] in _MARKS
            own = doer[0].form.lower() in _THEY and len(doer) == 1
            if own and (quoted or words[0].form in _MARKS):
                # One body is seldom "they" in a quotation, and never "it" that says ill.
                found = tuple(
                    e
                    for e in cast.other_than(by, doer[0].span)
                    if e.many or e.kind in {"person", "group"}
                )
            else:
                found = party_of(cast, doer)
            if found:
                return found
    return ()


def first_subject(cast: Cast, words: Sequence[Word]) -> tuple[Entity, ...]:
    """Whom the content is about: its first subject, where that is a party."""
    verb = next((i for i, w in enumerate(words) if w.finite), None)
    if not verb:
        return ()
    subject = subject_of(words, verb)
    if not subject or subject[0].form.lower() in {"it", "that", "this", "there", "i", "we"}:
        return ()
    whole = Span(subject[0].span.start, subject[-1].span.end)
    last = subject[-1].lemma
    body = (is_body(last) or is_role(last)) and is_party(subject)
    found = cast.resolve(whole, create=body)
    return found[:1] if found or subject[0].tag == "PRP" else party_of(cast, subject)[:1]
