"""Objects and subjects: whom a cue of accusing is said of, and who does what is told.

Input: an attribution's tagged words, its speakers and the cast.  Output: the parties that a phrase
names ("accused Quent of …", "blamed the flood on Quent", "Quent was accused of …"), that it
describes ("blamed local officials"), that it points at ("calling him a liar": never the speaker),
or whose deed it is ("criticised her handling of the flood").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from generator.claims.wrongs import subject_of
from generator.document import Attribution, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast
from generator.entities.entity import Entity, is_body, is_people
from generator.language.phrases import DETERMINERS, head_index, possessor_end
from generator.toponyms.gazetteer import is_demonym
from generator.vocabulary.roles import is_role
from generator.vocabulary.works import is_document

_PERSONAL = frozenset("accuse blame charge fault implicate incriminate indict sue suspect".split())
"""Cues whose object is always somebody; one condemns deeds, too."""
_ENDS = frozenset(
    {"of", "for", "that", "over", "with", "as", "on", "by", "in", "at", "after", "before", "when"}
    | {"because", "who", "which", "during", "from", "to", ";", ":", "(", "—", "–", '"', "”"}
)
"""What follows an object."""
_MARKS = frozenset({'"', "“", "”", "''", "``"})
_PERSON = frozenset({"him", "her"})
_SPEAKERS = frozenset({"me", "us"})
_ANYBODY = frozenset({"other", "people", "person", "those", "one"})
_WITHIN = frozenset({"of", "in", "at"})
"""What may stand within what is blamed on somebody ("the state of the pipes")."""
_SOME = frozenset("one some several many most two three member both".split())
"""Words by which an object is a part of those who follow ("one of the owners")."""
_WITHIN_NAMES = frozenset({*DETERMINERS, "JJ", "VBN", "CD", "HYPH"}) - {"PRP$"}
"""Tags of what stands beside nouns in the name of a group ("some elected officials")."""
_LONGEST = 10
"""Words that the object of a cue has at most, where it brings in a new party."""
_AUXILIARIES = frozenset({"be", "have", "will"})
_BLAMED = 14
"""Words that may stand between "blamed" and "on"."""


def object_of(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, by: Sequence[str]
) -> tuple[Entity, ...]:
    """Whom a cue of accusing has for its object; `by` are the speakers, who are none of them."""
    cue = hull(attribution.cue)
    first, last = parsed.sentence_at(cue.start), parsed.sentence_at(cue.end - 1)
    if first < 0:
        return ()
    sentence = hull((parsed.sentences[first], parsed.sentences[last]))
    words = parsed.words_in(Span(attribution.cue[-1].end, sentence.end))
    cues = {w.lemma for w in parsed.cue_words(attribution) if w.tag[:2] == "VB"}
    before = parsed.words_in(Span(sentence.start, cue.start))
    told = [w for w in (*before[-2:], *parsed.words_in(cue)) if w.tag[:2] == "VB"]
    # "Was devoted to criticising Quent" is no passive.
    undergone = bool(told) and told[-1].tag in {"VBN", "VBD"} and told[-1].lemma != "be"
    passive = undergone and any(w.lemma == "be" for w in told)
    phrase = _phrase(words)
    if passive and parsed.words_in(cue)[-1].form in _ENDS:
        # "was charged with | assault": the wrong, where the cue has its preposition.
        phrase = []
    blamed = _blamed_on(words) if "blame" in parsed.cue_lemmas(attribution) else ()
    if blamed and not _is_role(phrase):
        return meant(cast, blamed, by, create=_somebody(blamed, cues))[:1]
    # "Quent was accused of copying the work of others": the wrong, not who did it.
    if phrase and phrase[0].tag != "VBG":
        fresh = len(phrase) <= _LONGEST and _somebody(phrase, cues)
        return meant(cast, phrase, by, create=fresh)[:2]
    if passive or (cues and not attribution.source):
        # "Quent was accused"; but in "Quent heard allegations that …" he is not.
        # "As he's often alleged" may be no passive.
        sure = passive and not {"'s", "’s"} & {w.form for w in told}
        while before and (before[-1].lemma in _AUXILIARIES or before[-1].tag == "RB"):
            before = before[:-1]
        subject = subject_of(before, len(before))
        charged = party_of(cast, subject) if sure and subject else ()
        named = charged or cast.named_in(Span(sentence.start, cue.start))[-1:]
        return named or meant(cast, subject, by, create=passive and _somebody(subject, cues))
    return ()


def meant(
    cast: Cast, words: Sequence[Word], by: Sequence[str], *, create: bool = False
) -> tuple[Entity, ...]:
    """The parties that a phrase names, else those whom it describes or points at."""
    if not words:
        return ()
    if words[0].tag == "PRP" and len(words) == 1:
        if words[0].form.lower() in _SPEAKERS:
            return cast.resolve(words[0].span, create=False)
        one = words[0].form.lower() in _PERSON
        return cast.other_than(by, words[0].span) if one else ()
    phrase = Span(words[0].span.start, words[-1].span.end)
    owned = any(w.tag == "POS" for w in words[:-1])
    core = words[: (head_index(words) or 0) + 1]
    if any(w.tag == "POS" for w in core[:-1]):
        # "accused Norland's mayor Ada Lo": her, not Norland.
        named = [e for e in cast.named_in(phrase) if _ends_with(e, core[-1])]
        if named:
            return tuple(named)
    if owned and create:
        # "accused Norland's forces": they, not Norland.
        return cast.resolve(phrase) or cast.named_in(phrase)
    first = (words[0], *takewhile(lambda w: w.form != ",", words[1:]))
    if not cast.named_in(Span(phrase.start, first[-1].span.end)) and not _is_role(first):
        # "criticised rote learning, teachers who …": whom a comma parts is somebody else.
        phrase = Span(phrase.start, first[-1].span.end)
    found = cast.named_in(phrase) or cast.resolve(phrase, create=create)
    if create and any(w.lemma == "and" for w in words):
        # "accused the guild and Norland": Norland, too, which was but a place before.
        found = max(found, cast.resolve(phrase), key=len)
    if not found and words[0].tag == "PRP$" and not any(w.form == "own" for w in words[:2]):
        return cast.other_than(by, words[0].span)
    return found


def _ends_with(entity: Entity, word: Word) -> bool:
    return any(m.end == word.span.end for m in entity.mentions)


def _phrase(words: Sequence[Word]) -> list[Word]:
    """The object that words begin with; a full stop ends none, but for the sentence's own."""
    within = list(words[:-1] if words and words[-1].form == "." else words)
    if within and within[0].form in _MARKS:
        within = within[1:]
    phrase = list(takewhile(lambda w: not (w.finite or w.form in _ENDS), within))
    rest = within[len(phrase) :]
    if len(phrase) == 1 and phrase[0].lemma in _SOME and rest and rest[0].form == "of":
        # "one of the owners, Kade Holt, of …"
        phrase = list(takewhile(lambda w: not (w.finite or w.form in _ENDS), rest[1:]))
    return phrase


def _blamed_on(words: Sequence[Word]) -> Sequence[Word]:
    """Whom "blamed the state of the pipes on Quent" names, as words."""
    at = next((i for i, w in enumerate(words[:_BLAMED]) if _closes(w)), _BLAMED)
    if at >= len(words) or words[at].form != "on":
        return ()
    rest = _phrase(words[at + 1 :])
    head = head_index(rest)
    return rest[: head + 1] if head is not None else ()


def _closes(word: Word) -> bool:
    """Whether a word ends what is blamed on somebody; "the state of the pipes" goes on."""
    return word.finite or (word.form in _ENDS and word.form not in {*_WITHIN, *_MARKS})


def _is_role(phrase: Sequence[Word]) -> bool:
    head = head_index(phrase)
    return head is not None and is_role(phrase[head].lemma)


def _somebody(phrase: Sequence[Word], cues: set[str]) -> bool:
    """Whether a phrase can bring in a party: all that is accused, of what is condemned somebody."""
    head = head_index(phrase)
    if head is None or cues & _PERSONAL - {"blame"}:
        return head is not None
    word = phrase[head]
    if word.lemma in _ANYBODY:
        return False
    proper = word.tag[:3] == "NNP" and "blame" in cues
    return proper or is_role(word.lemma) or is_body(word.lemma) or is_people(word)


# -- the subject


def party_of(cast: Cast, subject: Sequence[Word]) -> tuple[Entity, ...]:
    """Who a subject is: a party, or the one whose deed it names ("Quent's practices")."""
    head = head_index(subject)
    if head is None or subject[0].tag in {"IN", "EX", "WRB"}:
        return ()
    if subject[0].tag in {"WP", "WDT"} or subject[0].form.lower() in {"that", "this", "it", "i"}:
        return ()
    core = subject[: head + 1]
    owner = possessor_end(core, head)
    if owner:
        whole = cast.resolve(Span(core[0].span.start, core[-1].span.end), create=False)
        if not whole and (is_body(core[head].lemma) or is_role(core[head].lemma)):
            # "Norland's militia": they, not Norland.
            whole = cast.resolve(Span(core[0].span.start, core[-1].span.end))
        if whole and not is_document(core[head].lemma):
            return whole[:1]
        core = core[: owner - 1]
    if not core:
        return ()
    span = Span(core[0].span.start, core[-1].span.end)
    found = cast.resolve(span, create=not owner and is_party(core))
    if found and not owner:
        return (*found[:1], *_beside(cast, subject[head + 1 :]))
    if owner:
        return found[:1]
    named = [e for e in cast.named_in(span) if any(m.covers(core[-1].span) for m in e.mentions)]
    if named:
        return tuple(named[:1])
    # "remarks printed by bakers are …"
    after = list(takewhile(lambda w: not w.finite, subject[head + 1 :]))
    by = next((i for i, w in enumerate(after) if w.form == "by"), None)
    return meant(cast, after[by + 1 :], ())[:1] if by is not None else ()


def _beside(cast: Cast, rest: Sequence[Word]) -> tuple[Entity, ...]:
    """Who does it together with the first: "Orr | and Holt"."""
    if len(rest) < 2 or rest[0].lemma != "and" or rest[1].tag[:3] != "NNP":
        return ()
    second = rest[1 : 2 + (head_index(rest[1:]) or 0)]
    return cast.named_in(Span(second[0].span.start, second[-1].span.end))[:1]


def is_party(words: Sequence[Word]) -> bool:
    """Whether a phrase is a party of its own: "Norland forces", "the Orr campaign"; no weather."""
    last = words[-1]
    plain = all(w.noun or w.tag in _WITHIN_NAMES for w in words) and words[0].tag != "VBN"
    if last.lemma in _ANYBODY:
        return False
    people = is_role(last.lemma) or is_people(last) or is_body(last.lemma)
    if plain and people and last.tag == "NNS":
        return True
    proper = any(w.tag[:3] == "NNP" or (w.tag == "JJ" and is_demonym(w.form)) for w in words)
    several = words[0].form[0].isupper() and any(w.tag == "NNS" for w in words)
    return len(words) > 1 and (several or (proper and is_body(last.lemma)))
