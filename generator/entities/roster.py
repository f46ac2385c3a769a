"""The roster: where a document names its entities and its places.

Input: a parsed document, its entities (the list grows as the cast reads on), its toponyms.  Output:
whom or what a span names.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Span, Word
from generator.entities.countries import acting, country_among
from generator.entities.entity import Entity
from generator.entities.roles import name_past_office
from generator.findings import Toponym
from generator.language.phrases import head_index


class Roster:
    """Look-up by span of those named so far."""

    def __init__(
        self, parsed: ParsedDocument, entities: list[Entity], toponyms: Sequence[Toponym]
    ) -> None:
        self._parsed = parsed
        self._entities = entities
        self._places = {t.span: t for t in toponyms}

    def named_in(self, span: Span) -> tuple[Entity, ...]:
        """The entities with a mention by name or description within `span`, in order."""
        found = [
            (m.start, i) for i, e in enumerate(self._entities) for m in e.mentions if span.covers(m)
        ]
        out = dict.fromkeys(i for _, i in sorted(found))
        return tuple(self._entities[i] for i in out)

    def person_at(self, span: Span) -> Span | None:
        """The mention by name of a person that covers `span`."""
        people = (e for e in self._entities if e.forms and e.kind == "person")
        return next((m for e in people for m in e.mentions if m.covers(span)), None)

    def name_at(self, span: Span) -> Span | None:
        """The mention by name, or the name of a place, that covers `span`."""
        named = (e for e in self._entities if e.forms)
        return next((m for e in named for m in e.mentions if m.covers(span)), self.place_at(span))

    def place_at(self, span: Span) -> Span | None:
        """The name of a place that covers `span`."""
        return next((p for p in self._places if p.covers(span)), None)

    def named(self, words: Sequence[Word], head: int) -> Entity | None:
        """Whom a name means that is the head of a phrase, or in apposition to it."""
        spans = [words[head].span]
        for after in range(head + 1, len(words) - 1):
            if words[after].tag in {"WP", "WDT"} or words[after].finite:
                break
            if words[after].form in {",", "(", "—", "–"}:
                inner = head_index(words[after + 1 :])
                if inner is not None and words[after + 1].tag not in {"WP", "WDT", "IN"}:
                    spans.append(words[after + 1 + inner].span)
                break
        for word in name_past_office(words, head):
            for entity in self._entities:
                if entity.kind == "person" and any(
                    m.start == word.span.start for m in entity.mentions
                ):
                    return entity
        for i, span in enumerate(spans):
            for entity in self._entities:
                if not any(m.covers(span) for m in entity.mentions) or not entity.forms:
                    continue
                if i and entity.kind != "person":
                    continue
                return entity
        return self.acting_at(words[head].span)

    def acting_at(self, span: Span) -> Entity | None:
        """The place named there, as one that acts: the country, or the capital that stands for it.

        One that is new joins the entities, with all the places where the text names it.
        """
        at = self.place_at(span)
        if at is None:
            return None
        place, text = self._places[at], at.of(self._parsed.text)
        entity = country_among(self._entities, place, text)
        if entity is not None:
            entity.add(at, text)
            return entity
        entity = acting(place, text, self._places.values(), self._parsed.text)
        for named in sorted(self._places):
            if named.of(self._parsed.text) == text:
                entity.add(named, text)
        self._entities.append(entity)
        return entity
