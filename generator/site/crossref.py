"""Cross references: which sheets name the same people, organisations, places and disputes.

Input: the sheets of a site and the editors' word on identity (`content/entities.yaml`).
Output: a `Catalogue` of entities with every entry that names each, related sheets, and disputes
that go on in other sheets.  It is made anew for each build; nothing of it is stored.
`generator/site/identity.py` says which entries are one, `generator/site/threads.py` which disputes
go on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from generator.model import FactSheet, PlaceEntry
from generator.site.identity import Group, Node, Ref, Union, fold, resolve
from generator.site.threads import DisputeRef, same_disputes

__all__ = [
    "GROUPS", "Catalogue", "DisputeRef", "Entity", "Group", "Ref", "Related", "build", "fold",
    "slugify",
]  # fmt: skip

GROUPS: tuple[Group, ...] = ("people", "organisations", "places")

COMMON = 60
"""An entity named by more sheets than this says nothing on which of them belong together, and
would make the search for related sheets quadratic."""

_OWN = 1000
"""Votes of a country's own name against what reports call its government by."""

RELATED = 6
"""So many related sheets are shown with a sheet."""

@dataclass(slots=True)
class Entity:
    """One person, organisation or place, with every entry that names it, in order of sheets."""

    name: str
    kind: str
    group: Group
    refs: list[Ref] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    country: str | None = None
    slug: str = ""
    sheets: list[str] = field(default_factory=list)
    """The slugs of the sheets that name it, each once, in order."""
    url: str | None = None
    """Its page, from the site's root; None where a single sheet says all there is."""

    @property
    def key(self) -> str:
        """What tells it from all other entities of the site."""
        return f"{self.group}/{self.slug}"


class Related(NamedTuple):
    """A sheet that shares entities with another, with the names of what they share."""

    slug: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a site's sheets share, and the sheets themselves, by slug."""

    sheets: Mapping[str, FactSheet]
    entities: tuple[Entity, ...]
    by_ref: Mapping[Ref, Entity]
    related: Mapping[str, tuple[Related, ...]]
    same_dispute: Mapping[DisputeRef, tuple[DisputeRef, ...]]

    def of(self, group: Group) -> list[Entity]:
        """The entities of a group, by name."""
        return [entity for entity in self.entities if entity.group == group]


def slugify(name: str) -> str:
    """A name as a part of an address; never empty."""
    return fold(name).replace("_", " ").replace(" ", "-") or "unnamed"


def build(
    sheets: Mapping[str, FactSheet],
    *,
    same: Sequence[Sequence[str]] = (),
    different: Sequence[Sequence[str]] = (),
) -> Catalogue:
    """The catalogue of `sheets` (slug to sheet, in the order in which they are to be listed).

    `same` and `different` are lists of names or of entries (`slug/id`) that the editors hold to
    be one, or not one.  Nothing raises: a name that no sheet knows is passed over.
    """
    nodes, union = resolve(sheets, same, different)
    entities, by_ref = _entities(nodes, union)
    return Catalogue(
        sheets=sheets,
        entities=entities,
        by_ref=by_ref,
        related=_related(sheets, entities),
        same_dispute=same_disputes(sheets, {ref: entity.key for ref, entity in by_ref.items()}),
    )


def _entities(
    nodes: Sequence[Node], union: Union
) -> tuple[tuple[Entity, ...], dict[Ref, Entity]]:
    by_root: dict[int, Entity] = {}
    by_ref: dict[Ref, Entity] = {}
    names: dict[int, Counter[str]] = defaultdict(Counter)
    roles: dict[int, dict[str, str]] = defaultdict(dict)
    aliases: dict[int, dict[str, None]] = defaultdict(dict)
    for number, node in enumerate(nodes):
        root = union.find(number)
        entry = node.entry
        if root not in by_root:
            by_root[root] = Entity(entry.name or "", entry.kind or "other", node.group)
        entity = by_root[root]
        by_ref[node.ref] = entity
        entity.refs.append(node.ref)
        # A country is called by its own name, not by its capital's.
        own = isinstance(entry, PlaceEntry) and entry.kind == "country"
        names[root][entry.name or ""] += _OWN if own else 1
        if isinstance(entry, PlaceEntry):
            entity.country = entity.country or entry.country
        else:
            if entry.role:
                roles[root].setdefault(fold(entry.role), entry.role)
            aliases[root].update(dict.fromkeys(entry.aliases))
    taken: set[tuple[str, str]] = set()
    for root, entity in by_root.items():
        # The commonest name, the longest of equals: the fullest that the reports agree on.
        entity.name = max(names[root], key=lambda name: (names[root][name], len(name), name))
        called = dict.fromkeys([*names[root], *aliases[root]])
        entity.aliases = [name for name in called if name != entity.name]
        entity.roles = list(roles[root].values())
        slug, count = slugify(entity.name), 1
        while (entity.group, slug) in taken:
            count += 1
            slug = f"{slugify(entity.name)}-{count}"
        taken.add((entity.group, slug))
        entity.slug = slug
        entity.sheets = list(dict.fromkeys(ref.slug for ref in entity.refs))
        entity.url = f"{entity.key}/" if len(entity.sheets) > 1 else None
    ordered = sorted(by_root.values(), key=lambda e: (e.group, fold(e.name), e.slug))
    return tuple(ordered), by_ref


def _related(
    sheets: Mapping[str, FactSheet], entities: Sequence[Entity]
) -> dict[str, tuple[Related, ...]]:
    """For each sheet those that share the most with it; the rarer what is shared, the more."""
    scores: dict[str, dict[str, float]] = {slug: defaultdict(float) for slug in sheets}
    shared: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for entity in entities:
        slugs = entity.sheets
        if not 1 < len(slugs) <= COMMON:
            continue
        weight = math.log((len(sheets) + 1) / len(slugs)) + 0.1
        if entity.kind in ("country", "region"):
            weight /= 2
        for one, other in combinations(slugs, 2):
            scores[one][other] += weight
            scores[other][one] += weight
            shared[min(one, other), max(one, other)].append((weight, entity.name))
    order = {slug: number for number, slug in enumerate(sheets)}
    found: dict[str, tuple[Related, ...]] = {}
    for slug, row in scores.items():
        best = sorted(row, key=lambda other: (-row[other], order[other]))[:RELATED]
        found[slug] = tuple(
            Related(other, _names(shared[min(slug, other), max(slug, other)])) for other in best
        )
    return found


def _names(weighted: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    ordered = sorted(weighted, key=lambda pair: (-pair[0], pair[1]))
    return tuple(dict.fromkeys(name for _, name in ordered))
