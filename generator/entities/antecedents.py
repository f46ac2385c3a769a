"""Antecedents: which of the entities known so far a pronoun or a description can mean.

Input: a parsed document, entities, and where the pronoun or the description stands.  Output: an
entity, or None where nobody is near enough or nobody alone fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from generator.document import ParsedDocument, Span, Word
from generator.entities.entity import (
    Entity,
    agrees,
    alike,
    is_body,
    is_subject,
    office_of,
)
from generator.language.phrases import head_index
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.names import key_of
from generator.vocabulary.roles import is_role

REACH = 3
"""How many sentences back a pronoun looks."""
_PHRASE_BEFORE = 4
"""Words before a noun among which its article is looked for."""
_PASSING = 2
"""Mentions of somebody whom a story has told of in passing, at most."""


def salient(
    parsed: ParsedDocument,
    quoted: Sequence[Span],
    entities: Iterable[Entity],
    at: int,
    *,
    past: bool = False,
) -> Entity | None:
    """The likeliest antecedent before `at`, or None where nobody is near enough.

    With `past`, sentences that a quotation fills don't count as distance: after four of them,
    "she added" is said of whoever spoke them.
    """
    far = _sentences_back(parsed, quoted if past else (), parsed.sentence_at(at))
    best: tuple[float, int] | None = None
    chosen = None
    for entity in entities:
        for mention in entity.mentions:
            if mention.end > at:
                continue
            there = parsed.sentence_at(mention.start)
            away = far.get(there)
            if away is None:
                continue
            score = -1.5 * away
            words = parsed.words[there] if 0 <= there < len(parsed.words) else ()
            asked = away and any(_asks(w) for w in words)
            # Whoever was asked answers in the sentence after.
            spoke = mention.start in entity.spoke
            score += (-1.2 if asked else 1.2) * (is_subject(words, mention) or (past and spoke))
            score += 1.0 * spoke
            score -= 1.0 * any(q.covers(mention) for q in quoted)
            if best is None or (score, mention.start) > best:
                best, chosen = (score, mention.start), entity
    return chosen


def _asks(word: Word) -> bool:
    return word.finite and load_mapping("who/acted_on.txt").get(word.lemma) == "asked"


def _sentences_back(parsed: ParsedDocument, passed: Sequence[Span], here: int) -> Mapping[int, int]:
    """How far back each sentence within reach lies; those that one of `passed` fills are none."""
    out = {here: 0}
    for index in range(here - 1, -1, -1):
        start, end = parsed.sentences[index]
        if any(p.start <= start + 1 and end - 2 <= p.end for p in passed):
            continue
        out[index] = len(out)
        if len(out) > REACH:
            break
    return out


def latest(entities: Iterable[Entity], at: int) -> Entity | None:
    """Whoever of them was mentioned last before `at`."""
    placed = [
        (max(m.start for m in e.mentions if m.end <= at), i, e)
        for i, e in enumerate(entities)
        if any(m.end <= at for m in e.mentions)
    ]
    return max(placed, key=lambda p: p[:2])[2] if placed else None


def by_name(entity: Entity) -> bool:
    """Whether an entity goes by a name, not by a description ("GOP nominee")."""
    words = entity.name.split()
    return bool(words and entity.forms) and words[0][:1].isupper() and words[-1][:1].isupper()


def only_person(
    parsed: ParsedDocument, entities: Iterable[Entity], at: int, gender: str
) -> Entity | None:
    """The one person by name in this sentence or the one before who can be of that gender."""
    here = parsed.sentence_at(at)
    near = [
        e
        for e in entities
        if e.kind == "person"
        and by_name(e)
        and (not gender or agrees(e, gender))
        and any(m.end <= at and here - parsed.sentence_at(m.start) <= 1 for m in e.mentions)
    ]
    return near[0] if len(near) == 1 else None


def sure_person(
    parsed: ParsedDocument, entities: Sequence[Entity], at: int, gender: str
) -> Entity | None:
    """The person whom an opening pronoun means, where a text may put the name for it.

    That is the one person near by, or whom the sentence before begins with.  Whoever the
    pronoun's own sentence has named already is somebody else ("In a letter to Bell he wrote").
    """
    here = parsed.sentence_at(at)
    if here < 1:
        return None
    named = [
        e for e in entities if any(parsed.sentences[here].start <= m.start < at for m in e.mentions)
    ]
    others = [e for e in entities if e not in named]
    alone = only_person(parsed, others, at, gender)
    if alone is not None:
        return alone if not any(e.kind == "person" and agrees(e, gender) for e in named) else None
    before = parsed.sentences[here - 1]
    words = parsed.words[here - 1] if here - 1 < len(parsed.words) else ()
    first = [
        (m.start, e)
        for e in others
        for m in e.mentions
        if before.covers(m) and e.kind == "person" and by_name(e) and agrees(e, gender)
    ]
    if not first:
        return None
    start, entity = min(first, key=lambda row: row[0])
    mention = next(m for m in entity.mentions if m.start == start)
    return entity if _leads(words, mention) else None


def stood_for(
    parsed: ParsedDocument, entities: Sequence[Entity], words: Sequence[Word], head: int
) -> Entity | None:
    """The person near by whom "the tycoon", "the 74-year-old" comes back to.

    That is the one near by; of several, whom the text was telling of.
    """
    noun = words[head]
    lemma = office_of(words, head)
    former = is_role(lemma) and any(w.lemma == "former" for w in words[:head])
    if not (former or _aged(words, head) or lemma in load_set("who/stand_ins.txt")):
        return None
    if _brought_in(parsed, noun):
        return None
    if lemma != noun.lemma:
        # The president is not the president-elect.
        entities = [e for e in entities if lemma in e.heads or lemma.split("-")[0] not in e.heads]
    gender = load_mapping("who/gendered.txt").get(noun.lemma, "")
    alone = only_person(parsed, entities, words[0].span.start, gender)
    if alone is not None:
        return alone
    # Whoever was told of in passing, in another role, is not whom the story comes back to.
    people = [e for e in entities if e.role is None or len(e.mentions) > _PASSING]
    people = list(entities) if _aged(words, head) else people
    return _told_of(parsed, entities, people, words[0].span.start, gender)


def serving(
    parsed: ParsedDocument, entities: Iterable[Entity], owner: Entity, lemma: str
) -> Entity | None:
    """The one whom the text names in that office with its owner ("Ines Holt, a lawyer for Orr")."""
    others = alike(lemma)
    fit = [
        e
        for e in entities
        if e.kind == "person"
        and e is not owner
        and e.role is not None
        and e.name not in {"", e.role.of(parsed.text)}
        and _headed_by(parsed.words_in(e.role), others)
        and any(e.role.covers(m) for m in owner.mentions)
    ]
    return fit[0] if len(fit) == 1 else None


def _headed_by(role: Sequence[Word], nouns: Set[str]) -> bool:
    """Whether a role is such an office ("Holt's campaign manager" is no campaign)."""
    head = head_index(role)
    return head is not None and role[head].lemma in nouns


def _aged(words: Sequence[Word], head: int) -> bool:
    """Whether a phrase tells somebody's age ("the 74-year-old", "the 57-year-old scientist")."""
    years = any(w.lemma == "year" for w in words[:head])
    old = words[head].lemma in {"old", "year-old"} or any(w.form == "old" for w in words[:head])
    return years and old


def _brought_in(parsed: ParsedDocument, noun: Word) -> bool:
    """Whether the text has just brought in somebody new by this noun ("a fashion designer")."""
    here = parsed.sentence_at(noun.span.start)
    for index in range(max(0, here - 2 * REACH), here):
        words = parsed.words[index]
        for i, word in enumerate(words):
            before = words[max(0, i - _PHRASE_BEFORE) : i]
            if word.lemma == noun.lemma and any(w.form.lower() in {"a", "an"} for w in before):
                return True
    return False


def _told_of(
    parsed: ParsedDocument,
    entities: Sequence[Entity],
    likely: Sequence[Entity],
    at: int,
    gender: str,
) -> Entity | None:
    """Whom of the likely the last sentence that names anybody has as its subject."""
    here = parsed.sentence_at(at)
    own = parsed.sentences[here].start
    quoted = [c for a in parsed.reading.attributions for c in a.content]
    people = [e for e in entities if e.kind == "person" and by_name(e)]
    fit = [
        e
        for e in people
        if e in likely
        and (not gender or agrees(e, gender))
        and not any(own <= m.start < at for m in e.mentions)
    ]
    for index in range(here - 1, max(-1, here - REACH - 1), -1):
        found = [
            (m, e)
            for e in people
            for m in e.mentions
            if parsed.sentences[index].covers(m) and not any(q.covers(m) for q in quoted)
        ]
        if found:
            words = parsed.words[index]
            mention, entity = min(found, key=lambda row: row[0])
            # "If Lo goes, Orr stays" tells of Orr.
            main = words[0].tag not in {"IN", "WRB", "RB"}
            leads = mention.start in entity.spoke or (main and _leads(words, mention))
            return entity if leads and entity in fit else None
    return None


def _leads(words: Sequence[Word], mention: Span) -> bool:
    """Whether a mention is its sentence's subject, rather than the owner of what is."""
    following = next((w for w in words if w.span.start >= mention.end), None)
    owns = following is not None and (following.tag == "POS" or following.noun)
    return is_subject(words, mention) and not owns


def fits(entity: Entity, lemma: str, mods: Set[str], *, many: bool) -> bool:
    """Whether a description by this noun, with these modifiers, can mean an entity."""
    heads = {h.lower() for h in entity.heads}
    if many != entity.many and (entity.kind == "person" or many or is_role(lemma)):
        return False
    others = alike(lemma)
    if lemma in {"company", "firm", "organisation", "organization", "group"}:
        return entity.kind == "organisation" and not many
    if entity.kind == "organisation" and by_name(entity) and not _headed(entity.name, others):
        return False
    if not heads & others or (entity.kind == "person" and is_body(lemma)):
        return False
    # "the Senate leader" is not the leader of the House: modifiers may not contradict.
    past = load_set("who/not_in_office.txt")
    if entity.kind == "person" and not _as_much_in_office(entity, mods & past):
        return False
    mine = {m.lower() for m in mods} - past
    theirs = (heads | {m.lower() for m in entity.mods}) - others - past
    return not mine or not theirs or bool(mine & theirs) or not (entity.name and mine - theirs)


def _as_much_in_office(entity: Entity, past: Set[str]) -> bool:
    """Whether one may be "the former mayor" or, without `past`, "the president"."""
    theirs = {m.lower() for m in entity.mods}
    if past & {"vice", "deputy"} != theirs & {"vice", "deputy"}:
        return False
    return "former" not in past or "former" in theirs or entity.role is None


def _headed(name: str, nouns: Set[str]) -> bool:
    """Whether a body's name is headed by a noun: the Campaign Centre is nobody's campaign."""
    words = [*key_of(name), "of"]
    heads = {word for word, link in pairwise(words) if link in {"of", "for", "on", "in"}}
    # The police are a police department as well.
    return bool(nouns & heads) or "police" in nouns


def told_in_full(parsed: ParsedDocument, words: Sequence[Word], head: int) -> tuple[Word, ...]:
    """How the body of a bare "the campaign" was told in full shortly before; empty if it wasn't."""
    lemma = words[head].lemma
    if load_mapping("who/groups.txt").get(lemma) != "organisation":
        return ()
    here = parsed.sentence_at(words[0].span.start)
    for index in range(here, max(-1, here - REACH - 1), -1):
        told = [w for w in parsed.words[index] if w.span.end <= words[0].span.start]
        for i in range(len(told) - 1, 0, -1):
            if told[i + 1 : i + 2] and told[i + 1].noun:
                # "Holt's campaign manager" is no campaign.
                continue
            if told[i].lemma == lemma and (told[i - 1].tag == "POS" or told[i - 1].proper):
                start = i - 1
                while start > 0 and (told[start - 1].proper or told[start - 1].tag == "POS"):
                    start -= 1
                return tuple(told[start : i + 1])
    return ()
