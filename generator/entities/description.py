"""Descriptions: what a phrase without a name says of whom it means.

Input: the tagged words of a phrase and which of them heads it.  Output: a `Description`, by which
`generator/entities/cast.py` decides whether it means somebody known.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from generator.document import Span, Word
from generator.entities.entity import Entity, collective, kind_of, office_of, phrase_of
from generator.language.phrases import DETERMINERS, definite, plural, possessor_end
from generator.lexicon import load_mapping
from generator.vocabulary.names import key_of
from generator.vocabulary.roles import is_role

_NOBODY_TOLD = frozenset(
    {"each", "side", "one", "both", "neither", "the", "a", "an", "anybody", "anyone", "enemy",
     "everybody", "everyone", "nobody", "somebody", "someone"}
)  # fmt: skip
"""Heads that stand for parties named elsewhere, or for anybody, and name none."""
_LEAST_LETTERS = 2
_NOUNS = frozenset({"NN", "NNP", "NNPS", "JJ", "NNS"})


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase that describes somebody."""

    words: tuple[Word, ...]
    head: int
    span: Span
    """The words that name whom it means, without articles and clauses."""
    lemma: str
    many: bool
    mods: Set[str]
    """Words that qualify the head."""
    proper: Set[str]
    """Those of them that are names, or say whose it is."""

    @property
    def owner(self) -> Set[str]:
        """The "his" of "his campaign" where nobody told who that is: hardly "the Holt campaign"."""
        pronouns = {w.lemma for w in self.words[: self.head] if w.tag == "PRP$"}
        return pronouns if not self.proper else frozenset()

    @property
    def longer(self) -> bool:
        """Whether something hangs on the head ("officials in Brill")."""
        return self.span.end > self.words[self.head].span.end

    @property
    def returns(self) -> bool:
        """Whether it points back at one: "the tycoon"."""
        return definite(self.words) and not (self.many or self.longer)

    @property
    def bare(self) -> bool:
        """Whether it says nothing but its noun: "the campaign"."""
        return definite(self.words) and not (self.mods or self.longer)

    @property
    def back(self) -> bool:
        """Whether it may mean who was described before."""
        again = definite(self.words) or (self.many and not self.mods)
        return again and not (self.longer and self.many)

    def entity(self, name: str) -> Entity:
        """A party of its own, which the description brings in."""
        noun = self.words[self.head]
        base = self.words[possessor_end(self.words, self.head) : self.head]
        named = any(w.tag[:3] == "NNP" for w in base)
        kind = kind_of(self.lemma, noun, many=self.many, proper=named)
        if kind == "organisation" and collective(self.words, self.head):
            kind = "group"
        entity = Entity(
            kind, heads={self.lemma}, mods={*self.mods, *self.owner}, many=self.many, name=name
        )
        entity.gender = load_mapping("who/gendered.txt").get(self.lemma, "")
        entity.role = self.span if is_role(self.lemma) and not self.many else None
        entity.add(self.span, name)
        return entity


def describe(words: Sequence[Word], head: int, whose: str) -> Description | None:
    """What a phrase says of whom it means; None where it names or describes nobody.

    `whose` names the owner whom its "his" means, where that is told.
    """
    noun = words[head]
    many, lemma = plural(noun), office_of(words, head)
    if noun.proper and noun.form[0].isupper() and is_role(lemma.removesuffix("s")):
        # "Geologists" at the head of a sentence looks like a name.
        many, lemma = lemma.endswith("s"), lemma.removesuffix("s")
    owner = possessor_end(words, head)
    first = head - 2 if "-" in lemma and lemma != noun.lemma else head
    base = [w for w in words[owner:first] if w.tag not in DETERMINERS]
    proper = {w.lemma for w in (*words[:owner], *base) if w.tag[:3] == "NNP"}
    proper |= set(key_of(whose))
    span = phrase_of(words, head)
    of = [w.form for w in words[head + 1 : head + 2]] == ["of"]
    if lemma in _NOBODY_TOLD and not (lemma == "one" and of):
        # "One of the passengers" is somebody; "one" is whom the text has named.
        return None
    if span is None or span.end - span.start < _LEAST_LETTERS:
        return None
    mods = {w.lemma for w in base if w.tag in _NOUNS} | proper
    return Description(tuple(words), head, span, lemma, many, mods, proper)
