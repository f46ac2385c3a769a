"""The cast of a document: its entities, and whom a pronoun or a description means.

Input: a parsed document and its toponyms.  Output: a `Cast`, which maps any span that names,
describes or points at somebody to entities.  Sources of attributions are resolved in document
order, so that "the mayor" and "she" find those whom the text has introduced.

Follows the usual preferences of salience (Lappin and Leass 1994): recency, subjects, who spoke
last; agreement in gender and number excludes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.document import ParsedDocument, Span, Word
from generator.entities.antecedents import (
    fits,
    latest,
    only_person,
    salient,
    serving,
    stood_for,
    told_in_full,
)
from generator.entities.authors import is_work, made_by, printed_in, told_maker
from generator.entities.binding import named_by_its_clause
from generator.entities.continuing import subject_before
from generator.entities.deeds import court_before, doer_of
from generator.entities.delayed import identify_late, named_ahead
from generator.entities.description import Description, describe
from generator.entities.entity import Entity, agrees, alike, is_body, is_people
from generator.entities.introduce import introduce
from generator.entities.joint import joint_parts
from generator.entities.relatives import just_before, phrase_before, tells, told_of_role
from generator.entities.roster import Roster
from generator.findings import Toponym
from generator.language.clitics import owner_of
from generator.language.phrases import definite, head_index, possessor_end
from generator.lexicon import load_set
from generator.vocabulary.names import key_of
from generator.vocabulary.works import is_document

_PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n",
    "they": "p", "them": "p", "their": "p", "both": "p",
}  # fmt: skip
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_CHAIN = 4
"""Sentences on end that "they" may go on of."""
_LONGEST = 60
"""Words of a phrase that are looked at: makers of makers of works are followed one by one."""
_LEADING = frozenset({",", "CC", "IN", "``", "''", "RB", "-LRB-", ":"})
"""Tags of what may stand before a phrase without belonging to it."""


class Cast:
    """All entities of a document, with look-up by span."""

    def __init__(self, parsed: ParsedDocument, toponyms: Sequence[Toponym]) -> None:
        self.parsed = parsed
        self.entities = introduce(parsed)
        self.resolved: dict[Span, tuple[Entity, ...]] = {}
        self._roster = Roster(parsed, self.entities, toponyms)
        self._authors: dict[str, Entity] = {}
        """Whose document it was, by its noun, when the text last told."""
        self._barred: tuple[Entity, ...] = ()
        self._quoted = [c for a in parsed.reading.attributions for c in a.content]
        self._back = 0
        """Sentences gone back to, each for the pronoun that opens the one after."""
        self._reading = True
        """Whether sources are still gone through, and names may change."""
        late = identify_late(parsed, self.entities)
        if late is not None:
            self.resolved[late[1]] = (late[0],)
        sources = {s: a.content for a in parsed.reading.attributions for s in a.source}
        for source, content in sorted(sources.items()):
            # "Holt, he said, forged it": who speaks is not whom the same words name.
            named = (e for c in content for e in self.named_in(c))
            self._barred = tuple(e for e in named if e.kind == "person")
            for entity in self.resolve(source):
                entity.spoke.append(source.start)
        self._barred = ()
        self._reading = False

    # -- whom a span means

    def resolve(self, span: Span, *, create: bool = True) -> tuple[Entity, ...]:
        """The entities that `span` names, describes or points at, in order.

        With `create`, a description of somebody new enters the cast; without, it gives nothing.
        """
        if span in self.resolved:
            return self.resolved[span]
        words = self.parsed.words_in(span)
        gone_on = self._gone_on(words[0]) if len(words) == 1 and create else None
        out = gone_on or []
        for part in self._parts(words) if gone_on is None else ():
            entity = self._one(part, create=create)
            if entity is not None and entity not in out:
                out.append(entity)
        if out or (words and is_work(words[-1])):
            # Whoever is told later to have made a work did not speak by it before.
            self.resolved[span] = tuple(out)
        return tuple(out)

    def _gone_on(self, word: Word) -> list[Entity] | None:
        """Of whom "It", "They" or "Both" at the head of a sentence goes on to tell, if it does.

        What goes on of a work is nobody's where its owner is not told.
        """
        if self._back >= _CHAIN:
            return None
        self._back += 1
        try:
            return self._subject_told(word)
        finally:
            self._back -= 1

    def _subject_told(self, word: Word) -> list[Entity] | None:
        """The subject of the sentence before, where a pronoun goes on to tell of it."""
        before = subject_before(self.parsed, word)
        phrase = self.parsed.words_in(before) if before is not None else ()
        head = head_index(phrase)
        if before is not None and head is not None and is_work(phrase[head]):
            return list(self.resolve(before))
        found = self.resolve(before) if before is not None else ()
        wanted = "n" if word.form.lower() == "it" else "p"
        several = wanted == "p" and (len(found) > 1 or any(e.many for e in found))
        if not several and not (wanted == "n" and len(found) == 1 and agrees(found[0], wanted)):
            return None
        others = (*self._barred, *named_by_its_clause(self.parsed, self.entities, word))
        if any(e in others for e in found):
            return None
        for entity in found:
            entity.add(word.span)
        return list(found)

    def other_than(self, names: Sequence[str], span: Span) -> tuple[Entity, ...]:
        """Whom `span` means in the mouth of `names`: a quoted "he" is not the speaker."""
        self._barred = tuple(e for e in self.entities if e.name in names)
        out = self.resolve(span, create=False)
        self._barred = ()
        return out

    def named_in(self, span: Span) -> tuple[Entity, ...]:
        """The entities with a mention by name or description within `span`, in order."""
        return self._roster.named_in(span)

    def _parts(self, words: tuple[Word, ...]) -> Iterable[tuple[Word, ...]]:
        """Joint sources apart."""
        roster = self._roster
        parts = joint_parts(words, roster.name_at, roster.person_at, roster.place_at)
        return (tuple(part) for part in parts)

    def _one(self, words: tuple[Word, ...], *, create: bool) -> Entity | None:
        if words and words[0].form.lower() == "as":
            # "as secretary of state" says in what office, not who.
            return None
        # "Businesses | that | warn": at times it is taken for a conjunction.
        points = len(words) == 1 and words[0].form.lower() in _RELATIVE
        while words and (words[0].tag in _LEADING or words[0].form in {"-", "–", "—"}):
            if points:
                break
            words = words[1:]
        while len(words) > 1 and words[-1].form.lower() in _REFLEXIVE:
            words = words[:-1]
        words = words[:_LONGEST]
        if not words:
            return None
        # "US officials" are nobody's "us".
        first = words[0].form.lower() if words[0].form != "US" else words[0].form
        if first in _PRONOUNS and all(w.lemma == "own" for w in words[1:]):
            return self._pronoun(words[0])
        if first in _RELATIVE or (len(words) <= 3 and words[-1].tag == "WP"):
            return self._antecedent(words[0])
        if first in _FIRST:
            return self._speaker(words[0])
        head = head_index(words)
        if head is None:
            return None
        owner = words[: possessor_end(words, head)]
        lemma = words[head].lemma
        if is_document(lemma):
            body = self._roster.named(words, head) if owner and words[head].proper else None
            if body is not None and body.kind == "organisation":
                # "Orr's Brill Journal": the paper, which is more than a text of hers.
                return body
            author = self._author(words, head, owner)
            if author is not None:
                self._authors[lemma] = author
                return author
        if is_work(words[head]):
            return None
        named = self._roster.named(words, head)
        if named is not None:
            return named
        return self._described(words, head, create=create)

    def _author(self, words: Sequence[Word], head: int, owner: Sequence[Word]) -> Entity | None:
        """Whose memo it is: "the mayor's memo", "her memo", "a memo by the mayor"."""
        if owner:
            whose = owner[-2] if len(owner) > 1 else owner[0]
            body = is_body(whose.lemma) or is_people(whose)
            return self._one(tuple(owner[:-1]), create=body and is_work(words[head]))
        if words[0].tag == "PRP$":
            return self._pronoun(words[0])
        maker = made_by(words, head)
        if maker:
            return self._one(tuple(maker), create=True)
        outlet = printed_in(words, head)
        if (
            outlet
            and self._roster.name_at(outlet[-1].span)
            and not self._roster.place_at(outlet[-1].span)
        ):
            return self._roster.named(outlet, len(outlet) - 1)
        # "a Northern Wire survey": the body that stands before the document made it.
        if (
            head
            and words[head - 1].tag == "NNP"
            and self._roster.place_at(words[head - 1].span) is None
        ):
            return self._roster.named(words, head - 1)
        return self._maker_told(words, head) if definite(words) else None

    def _maker_told(self, words: Sequence[Word], head: int) -> Entity | None:
        """Who made "the study": whoever made such a one last, or is told to have sent it."""
        lemma = words[head].lemma
        for noun in (lemma, *sorted(alike(lemma) - {lemma})):
            if noun in self._authors:
                return self._authors[noun]
        maker = told_maker(self.parsed, words, head) or doer_of(self.parsed, words, head)
        found = self._one(maker, create=is_work(words[head])) if maker else None
        if found is None and lemma in load_set("who/rulings.txt"):
            return court_before(self.parsed, self.entities, words[0].span.start)
        return found

    # -- pronouns

    def _pronoun(self, word: Word) -> Entity | None:
        wanted = _PRONOUNS.get(word.form.lower())
        if wanted is None:
            return None
        others = named_by_its_clause(self.parsed, self.entities, word)
        barred = (*self._barred, *others)
        fit = [e for e in self.entities if agrees(e, wanted) and e not in barred]
        best = salient(self.parsed, self._quoted, fit, word.span.start)
        if best is None and wanted in {"m", "f"} and not self._barred:
            best = salient(self.parsed, self._quoted, fit, word.span.start, past=True)
        if best is not None:
            best.add(word.span)
            if wanted in {"m", "f"} and best.kind == "person":
                best.gender = best.gender or wanted
        return best

    def _antecedent(self, word: Word) -> Entity | None:
        """Whom a relative pronoun means: the name or phrase just before it."""
        told = told_of_role(self.parsed, self.entities, word)
        if told is not None:
            return told
        before = just_before(self.parsed, self.entities, word)
        if before is not None:
            return before
        described = phrase_before(self.parsed, word)
        if not described or (word.form.lower() not in {"who", "whom"} and not tells(described)):
            return None
        return self._one(described, create=True)

    def _speaker(self, word: Word) -> Entity | None:
        """Who says "I" or "we": the source of the statement around it."""
        for attribution in self.parsed.reading.attributions:
            if any(c.covers(word.span) for c in attribution.content) and attribution.source:
                found = self.resolved.get(attribution.source[0])
                if found:
                    return found[0]
        return None

    # -- descriptions

    def _described(self, words: Sequence[Word], head: int, *, create: bool) -> Entity | None:
        """A description: somebody who was introduced before, or a party of its own."""
        whose = self._owner_told(words[0])
        told = describe(words, head, whose)
        if told is None:
            return None
        span = told.span
        form = whose + re.sub(r"\s+", " ", span.of(self.parsed.text))
        owned = self._owned(words, head, told.lemma)
        if owned is not None:
            owned.add(span)
            return owned
        known = self._known(told, form)
        if known is not None:
            return known
        ahead = None if told.many else named_ahead(self.parsed, self.entities, words, head)
        if ahead is not None:
            ahead.add(span)
            return ahead
        if not create or not (words[head].noun or words[head].tag in {"DT", "JJ", "CD"}):
            return None
        fuller = self._fuller(words, head) if told.bare else None
        if fuller is not None:
            fuller.add(span, form)
            return fuller
        entity = told.entity(form)
        self.entities.append(entity)
        return entity

    def _known(self, told: Description, form: str) -> Entity | None:
        """Who was named or described before and is meant again, if anybody is."""
        known = [e for e in self.entities if fits(e, told.lemma, told.mods, many=told.many)]
        bodies = [e for e in self.entities if e.kind != "person" and told.lemma in e.heads]
        if told.proper and len(bodies) > 1:
            # Of several campaigns a bare one is hardly the "Holt campaign".
            known = [e for e in known if e.mods or e not in bodies]
        # "Holt's campaign" is the "Holt campaign".
        again = [e for e in known if key_of(form) in {key_of(f) for f in e.forms}]
        agreed = again or [e for e in known if told.mods & {m.lower() for m in e.mods}]
        meant = None
        if not agreed and (told.mods or len(known) > 1):
            meant = self._stood_for(told)
        if meant is None and (again or (known and told.back)):
            match = latest(again or known, told.span.start)
            if match is not None:
                self._learn(match, told, form)
                return match
        meant = meant or self._stood_for(told)
        if meant is not None:
            meant.add(told.span)
        return meant

    def _stood_for(self, told: Description) -> Entity | None:
        if not told.returns:
            return None
        others = [e for e in self.entities if e not in self._barred]
        return stood_for(self.parsed, others, told.words, told.head)

    def _learn(self, match: Entity, told: Description, form: str) -> None:
        """Takes in what a description says of somebody known."""
        match.add(told.span, form if match.kind != "person" or not match.name else "")
        match.heads.add(told.lemma)
        match.mods |= told.proper
        if match.kind == "person":
            if match.role is None and told.mods:
                match.role = told.span
            return
        match.mods |= told.owner
        if self._reading and match.name.islower() and match.name in form and form != form.lower():
            # "the campaign", told of in full later.
            match.name = form

    def _fuller(self, words: Sequence[Word], head: int) -> Entity | None:
        """The body that a bare "the campaign" means: one that was told in full shortly before."""
        told = told_in_full(self.parsed, words, head)
        return self._one(told, create=True) if told else None

    def _owner_told(self, word: Word) -> str:
        """ "Holt’s " for the "his" of "his aides", where but one person near can be meant."""
        wanted = _PRONOUNS.get(word.form.lower()) if word.tag == "PRP$" else None
        if wanted not in {"m", "f"}:
            return ""
        owner = only_person(self.parsed, self.entities, word.span.start, wanted)
        name = owner.name.split()[-1] if owner else ""
        return f"{owner_of(name)} " if name else ""

    def _owned(self, words: Sequence[Word], head: int, lemma: str) -> Entity | None:
        """ "Orr's lawyer", whom the text elsewhere calls "Ines Holt, a lawyer for Orr"."""
        end = possessor_end(words, head)
        if end:
            owner = self._one(tuple(words[: end - 1]), create=False)
        elif words[0].tag == "PRP$":
            owner = self._pronoun(words[0])
        else:
            return None
        return serving(self.parsed, self.entities, owner, lemma) if owner is not None else None
