"""Entities that the text introduces by name: people, bodies and peoples.

Input: a parsed document.  Output: `Entity` values with their mentions by name, their roles, and
the nouns that describe them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from generator.document import MentionKind, ParsedDocument, Span
from generator.entities.entity import Entity, is_seat, office_of
from generator.entities.marked import bare_names
from generator.entities.names import gender_of, is_name, join_names
from generator.entities.roles import find_body_role, find_role
from generator.findings import PartyKind
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.names import key_of
from generator.vocabulary.roles import is_listed_role, is_role

_LEAST_SURNAME = 3
_INTRODUCED = 6
"""Mentions among which the text says what somebody is."""


_SPELT = re.compile(
    r"\b(\w++)(?: \((?:or |known as |the )?|, (?:or|known as)(?: the)? )[\"“]?([A-Z][\w.&-]*\w)"
)
"""Letters that stand for what has just been named: "Act (ORA)", "Act, or ORA"."""


def introduce(parsed: ParsedDocument) -> list[Entity]:
    """Everybody whom the text names, in order of first mention, with what it says of them."""
    entities: list[Entity] = []
    text = parsed.text
    kinds: dict[MentionKind, PartyKind] = {
        MentionKind.PERSON: "person",
        MentionKind.ORGANISATION: "organisation",
    }
    marked = bare_names(text, parsed.reading.mentions)
    surnames = {m.span.of(text).split()[-1] for m in marked if " " in m.span.of(text)}
    spelt = _laws_spelt(text)
    people = [
        m
        for m in marked
        if m.kind in kinds
        and not is_seat(text, m.span)
        and not _describes(m.span.of(text))
        and not (m.kind is MentionKind.ORGANISATION and _is_law(text, m.span, spelt))
        and not (m.kind is MentionKind.PERSON and _is_trade(m.span.of(text), surnames))
        and m.span.of(text).lower() not in load_set("who/members.txt")
    ]
    places = {m.span.of(text) for m in marked if m.kind is MentionKind.PLACE}
    for named in join_names(text, people, places):
        entity = Entity(kinds[named.kind], Counter(named.forms), list(named.spans), name=named.name)
        if entity.kind == "person":
            entity.gender = gender_of(named.name)
            _learn_role(parsed, entity)
        else:
            entity.heads.update(key_of(named.name))
            roles = (find_body_role(parsed, m) for m in sorted(entity.mentions)[:_INTRODUCED])
            entity.role = next((r for r in roles if r), None)
        entities.append(entity)
    # "Mr. King" looks like titles alone; it is whom the text names in full.
    _add_surnames(parsed, [m.span for m in marked if is_name(m.span.of(text))], entities)
    entities.extend(_groups(parsed))
    return entities


def _describes(form: str) -> bool:
    """Whether a "name" is but a description by place ("Kentucky Republican", "Arn senator")."""
    *before, last = form.split()
    common = last.islower() and is_role(last)
    return bool(before) and (common or f"{last.lower()}s" in load_set("who/members.txt"))


def _is_law(text: str, span: Span, spelt: Set[str]) -> bool:
    """Whether a name is a law's, which is nobody ("Open Records Act"), or its letters ("ORA")."""
    form = span.of(text)
    laws = load_set("who/laws.txt")
    if form.split()[-1].lower() in laws and (" " in form or not text.startswith(" ", span.end)):
        return True
    return form.isupper() and form.rstrip(".") in spelt


def _laws_spelt(text: str) -> Set[str]:
    """The letters by which the text goes on to call a law ("Open Records Act (ORA)")."""
    laws = load_set("who/laws.txt")
    return {m[2] for m in _SPELT.finditer(text) if m[1].lower() in laws}


def _is_trade(form: str, surnames: Set[str]) -> bool:
    """Whether a "name" is a noun at the head of a sentence ("Historians", "Pastor")."""
    return form not in surnames and is_listed_role(form.lower().removesuffix("s"))


def _add_surnames(
    parsed: ParsedDocument, marked: Sequence[Span], entities: Sequence[Entity]
) -> None:
    """Every place where a known surname stands, whether or not it was marked as a name."""
    text = parsed.text
    bearers: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.kind == "person" and len(key_of(entity.name)) > 1:
            bearers.setdefault(entity.name.split()[-1], []).append(entity)
    for surname, known in bearers.items():
        if len(known) > 1 or len(surname) < _LEAST_SURNAME:
            continue
        for match in re.finditer(rf"\b{re.escape(surname)}\b", text):
            span = Span(match.start(), match.end())
            if not any(m != span and m.overlaps(span) for m in marked) and not any(
                m.overlaps(span) for m in known[0].mentions
            ):
                known[0].add(span, surname)


def _groups(parsed: ParsedDocument) -> list[Entity]:
    """Peoples and parties by name ("Republicans", "the Petrelites")."""
    groups: dict[str, Entity] = {}
    for mention in parsed.reading.mentions:
        form = mention.span.of(parsed.text)
        plural_name = form.endswith("s") and " " not in form and form[:1].isupper()
        other = mention.kind is MentionKind.OTHER and plural_name and len(form) > 4
        if other or form.lower() in load_set("who/members.txt"):
            entity = groups.setdefault(
                form, Entity("group", name=form, many=True, heads={form.lower()})
            )
            entity.add(mention.span, form)
    return list(groups.values())


def _learn_role(parsed: ParsedDocument, entity: Entity) -> None:
    genders = load_mapping("who/gendered.txt")
    for span in sorted(entity.mentions)[:_INTRODUCED]:
        role = find_role(parsed, span)
        if role is None:
            continue
        nouns = [w for w in parsed.words_in(role) if w.noun]
        heads = {w.lemma for w in nouns if is_role(w.lemma) or w is nouns[-1]}
        words = parsed.words_in(role)
        to_come = {office_of(words, i) for i, w in enumerate(words) if w.noun} - {
            w.lemma for w in words
        }
        for office in to_come:
            heads -= set(office.split("-"))
        entity.heads |= heads | to_come
        entity.mods.update(w.lemma for w in nouns if w.tag[:3] == "NNP")
        past = load_set("who/not_in_office.txt")
        entity.mods.update(w.lemma for w in parsed.words_in(role) if w.lemma in past)
        if entity.role is None or len(nouns) > 1 + len(
            [w for w in parsed.words_in(entity.role) if w.noun]
        ):
            entity.role = role
        told = {genders[w.lemma] for w in nouns[-1:] if w.lemma in genders}
        entity.gender = entity.gender or next(iter(told), "")
