"""An entity, and what a phrase says of the entity that it describes.

Input: tagged words.  Output: agreement, kinds, extents.  `generator/entities/cast.py` decides by
them whom a description or a pronoun means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from generator.document import Span, Word
from generator.findings import PartyKind
from generator.language.phrases import head_index, plural
from generator.lexicon import load_mapping, load_set, load_table
from generator.vocabulary.roles import is_role
from generator.vocabulary.works import is_document


@dataclass(slots=True)
class Entity:
    """An entity while the document is being read."""

    kind: PartyKind | None
    forms: Counter[str] = field(default_factory=Counter)
    mentions: list[Span] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    """Nouns that describe it: of its role, of descriptions that were resolved to it."""
    mods: set[str] = field(default_factory=set)
    """Words that qualify those nouns."""
    role: Span | None = None
    gender: str = ""
    name: str = ""
    many: bool = False
    country: str | None = None
    """The country that it stands for, ISO 3166-1 alpha-2, where it is one."""
    spoke: list[int] = field(default_factory=list)
    """Where it was the source of an attribution."""

    def add(self, span: Span, form: str = "") -> None:
        """Takes in a mention; `form` is empty for pronouns."""
        if span not in self.mentions:
            self.mentions.append(span)
        if form:
            self.forms[form] += 1


def office_of(words: Sequence[Word], head: int) -> str:
    """The noun of a phrase; the "president-elect" is not yet president."""
    if head > 1 and words[head].lemma in {"elect", "designate"} and words[head - 1].form == "-":
        return f"{words[head - 2].lemma}-{words[head].lemma}"
    return words[head].lemma


def alike(lemma: str) -> Set[str]:
    """Nouns by which a text may have called before whom it calls by this one."""
    return _alike().get(lemma, frozenset({lemma}))


@cache
def _alike() -> Mapping[str, Set[str]]:
    return {row[0]: frozenset(row) for row in load_table("who/alike.txt")}


def serves_both(words: Sequence[Word]) -> bool:
    """Whether "and" joins whom several people serve ("lawyers for Ada and Bo"), not two parties."""
    head = head_index(words)
    return (
        head is not None
        and plural(words[head])
        and is_role(words[head].lemma)
        and any(w.form in {"for", "to", "of"} for w in words[head + 1 : head + 3])
        # "backers of the bill, such as Ada Holt | and Bo": two of them.
        and not any(w.form in {"including", "like", "such"} for w in words[head + 3 :])
    )


def bearer_of_roles(words: Sequence[Word], link: int) -> Word | None:
    """The word before the comma, where "and" joins roles: "Ada Holt, a nurse and an author"."""
    comma = max((i for i in range(1, link) if words[i].form == ","), default=link - 1)
    if comma >= link - 1:
        return None
    asides = words[comma + 1 : link], words[link + 1 :]
    heads = [aside[at] for aside in asides if (at := head_index(aside)) is not None]
    joined = len(heads) == len(asides) and all(is_role(h.lemma) and not plural(h) for h in heads)
    return words[comma - 1] if joined else None


def is_body(lemma: str) -> bool:
    """Whether a noun means a body or several people."""
    return load_mapping("who/groups.txt").get(lemma) is not None


def collective(words: Sequence[Word], head: int) -> bool:
    """Whether a phrase means those whom its "of" tells ("a group of miners")."""
    if words[head].lemma not in load_set("who/collectives.txt"):
        return False
    inner = words[head + 2 :] if words[head + 1 : head + 2] and words[head + 1].form == "of" else ()
    at = head_index(inner)
    return at is not None and plural(inner[at])


def is_people(noun: Word, *, first: bool = False) -> bool:
    """Whether a common noun means one or more persons.

    As the first word of a sentence it may look like a name ("Police", "Residents").
    """
    if not (noun.tag in {"NN", "NNS"} or (first and noun.noun)):
        return False
    lemma = re.sub("men$", "man", noun.lemma)
    if first and noun.proper:
        lemma = lemma.removesuffix("s")
    return (
        is_role(lemma)
        or lemma in load_set("who/persons.txt")
        or load_mapping("who/groups.txt").get(lemma) == "group"
        or lemma == "police"
    )


def is_somebody(entity: Entity) -> bool:
    """Whether a party that is only described can act: people or a body, not a law or a poll."""
    if entity.name.rpartition(" ")[2].lower() in load_set("who/members.txt"):
        return True
    return any(
        (is_role(h) or h in load_set("who/persons.txt") or is_body(h)) and not is_document(h)
        for h in entity.heads
    )


def is_seat(text: str, span: Span) -> bool:
    """Whether a "name" is but a party's letter or the seat behind it ("R-Wis.", "D-Ohio")."""
    if re.fullmatch(r"[A-Z]-[A-Z][A-Za-z.]*", span.of(text)):
        return True
    letter = span.end - span.start == 1 and text[span.end : span.end + 1] in {"-", ")"}
    return letter or bool(re.search(r"\b[A-Z]-$", text[max(0, span.start - 3) : span.start]))


def agrees(entity: Entity, wanted: str) -> bool:
    """Whether a pronoun's gender and number ("m", "f", "n", "p") fit an entity."""
    if wanted in {"m", "f"}:
        return entity.kind == "person" and not entity.many and entity.gender in {"", wanted}
    if wanted == "n":
        return entity.kind in {"organisation", "country"} and not entity.many
    return entity.many or entity.kind in {"group", "organisation"}


def is_subject(words: Sequence[Word], mention: Span) -> bool:
    """Whether a mention stands before the first finite verb of its sentence."""
    verb = next((w.span.start for w in words if w.finite), None)
    return verb is not None and mention.start < verb


def phrase_of(words: Sequence[Word], head: int) -> Span | None:
    """The words that name a described party, without determiners and relative clauses.

    What hangs on the head belongs to it: "family members of the victims", "people familiar with
    the inquiry", "emails seen by the agency".
    """
    start = 0
    while start < head and (
        words[start].tag in {"DT", "PDT", "PRP$"}
        or words[start].form.lower() in {"some", "other", "a", "an", "the"}
    ):
        start += 1
    end = head + 1
    while end < len(words):
        link = end
        if words[link].tag in {"JJ", "VBN", "VBG"} and link + 1 < len(words):
            link += 1
        if words[link].tag not in {"IN", "TO"}:
            break
        inner = head_index(words[link + 1 :])
        if inner is None:
            break
        end = link + inner + 2
        if words[end - 1].proper and [w.form for w in words[end : end + 1]] == ["and"]:
            # "backers in Brill and Vale"
            also = head_index(words[end + 1 :])
            end += also + 2 if also is not None and words[end + 1].proper else 0
    return Span(words[start].span.start, words[end - 1].span.end) if start < end else None


def kind_of(lemma: str, noun: Word, *, many: bool, proper: bool) -> PartyKind:
    """The kind of a described party, by its head noun; `proper`: a name qualifies it."""
    if many:
        return "group"
    told = load_mapping("who/groups.txt").get(lemma)
    if told is not None:
        return "group" if told == "group" else "organisation"
    if lemma in load_set("who/shares.txt"):
        return "group"
    if is_role(lemma):
        return "person"
    if is_document(lemma):
        return "organisation"
    return (
        "group"
        if noun.tag in {"DT", "JJ", "CD"}
        else "person"
        if noun.tag == "NN" and not proper and lemma in load_set("who/persons.txt")
        else "organisation"
    )
