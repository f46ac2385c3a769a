"""Places that act: a country, the capital that stands for it, a people, a city council.

Input: a toponym of the text.  Output: the entity that it means, known before or new.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.entities.entity import Entity
from generator.findings import PartyKind, Toponym
from generator.lexicon import load_table


def country_among(entities: Iterable[Entity], place: Toponym, text: str) -> Entity | None:
    """Which of the entities known a place means, if any does; `text` is what it is called here."""
    of_country = (e for e in entities if e.country and e.country == place.country)
    if _stands(place):
        return next((e for e in of_country if e.kind == "country"), None)
    return next((e for e in of_country if text in e.forms), None)


def acting(place: Toponym, text: str, places: Iterable[Toponym], whole: str) -> Entity:
    """A new entity for a place that acts; a capital is called by its country, where that is named.

    Args:
        place: The place.
        text: What it is called here.
        places: All toponyms of the document.
        whole: The document's text.
    """
    kind: PartyKind = "group" if place.demonym else "country"
    if not (_stands(place) or place.demonym):
        kind = "organisation"
    country = place.country if _stands(place) and not place.demonym else None
    own = (
        p.span.of(whole)
        for p in places
        if country and p.country == country and p.kind == "country" and not p.demonym
    )
    entity = Entity(kind, country=country, name=next(own, text))
    entity.many = place.demonym
    return entity


def _stands(place: Toponym) -> bool:
    """Whether a name stands for a country: its own, or its capital's; any other is but itself."""
    capital = (place.name, place.country) in load_table("places/capitals.tsv")
    return place.kind == "country" or (capital and not place.demonym)
