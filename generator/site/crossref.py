"""Cross references: which sheets name the same people, organisations, places and disputes.

Input: the sheets of a site and the editors' word on identity (`content/entities.yaml`).
Output: a `Catalogue` of entities with every entry that names each, related sheets, and disputes
that go on in other sheets.  It is made anew for each build; nothing of it is stored.

Precision first, as record linkage puts it (Fellegi and Sunter, 1969): two entries are one entity
only where kind and name agree and nothing speaks against it; in doubt they stay two.  A full
name is enough unless the roles have no word in common and the sheets share nothing else; a
single name of a person needs a role that agrees.  The editors overrule both ways.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from generator.model import DisputeEntry, FactSheet, PartyEntry, PlaceEntry

Group = Literal["people", "organisations", "places"]
GROUPS: tuple[Group, ...] = ("people", "organisations", "places")

_GROUP_OF: dict[str, Group] = {
    "person": "people",
    "organisation": "organisations",
    "group": "organisations",
    "country": "places",
}

COMMON = 60
"""An entity named by more sheets than this says nothing on which of them belong together, and
would make the search for related sheets quadratic."""

RELATED = 6
"""So many related sheets are shown with a sheet."""

_STOP = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over", "the"}
    | {"to", "under", "was", "were", "who", "whether", "with"}
)


class Ref(NamedTuple):
    """An entry that names an entity: the sheet's slug, the list, the place in the list."""

    slug: str
    part: Literal["who", "where"]
    number: int


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


class DisputeRef(NamedTuple):
    """A dispute: the sheet's slug and the place in its list."""

    slug: str
    number: int


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


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name as it is compared: no accents, no case, no article, no stray marks."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", letters.replace("’", "'").replace("'s ", " "))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _words(text: str | None) -> frozenset[str]:
    return frozenset(fold(text or "").split()) - _STOP


def slugify(name: str) -> str:
    """A name as a part of an address; never empty."""
    return fold(name).replace("_", " ").replace(" ", "-") or "unnamed"


@dataclass(slots=True)
class _Node:
    """An entry before it is known which entity it names."""

    ref: Ref
    entry: PartyEntry | PlaceEntry
    group: Group
    name: str
    words: frozenset[str]


def _nodes(sheets: Mapping[str, FactSheet]) -> Iterable[_Node]:
    for slug, sheet in sheets.items():
        for index, party in enumerate(sheet.who):
            group = _GROUP_OF.get(party.kind or "")
            if party.name and group and not party.rejected:
                ref = Ref(slug, "who", index)
                yield _Node(ref, party, group, fold(party.name), _words(party.role))
        for index, place in enumerate(sheet.where):
            if place.name and not place.rejected:
                yield _Node(
                    Ref(slug, "where", index), place, "places", fold(place.name), _words("")
                )


class _Union:
    """Disjoint sets of entries, with pairs that must stay apart."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))
        self.members: dict[int, list[int]] = {n: [n] for n in range(size)}
        self.apart: set[frozenset[int]] = set()

    def find(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, one: int, other: int) -> None:
        """Make the two one, unless some members of theirs must stay apart."""
        one, other = self.find(one), self.find(other)
        if one == other or self._barred(one, other):
            return
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        self.parent[other] = one
        self.members[one] += self.members.pop(other)

    def _barred(self, one: int, other: int) -> bool:
        if not self.apart:
            return False
        pairs = ((a, b) for a in self.members[one] for b in self.members[other])
        return any(frozenset(pair) in self.apart for pair in pairs)


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
    nodes = list(_nodes(sheets))
    union = _Union(len(nodes))
    _apply_editors(nodes, union, same, different)
    _join_by_name(nodes, union)
    entities, by_ref = _entities(nodes, union)
    return Catalogue(
        sheets=sheets,
        entities=entities,
        by_ref=by_ref,
        related=_related(sheets, entities),
        same_dispute=_same_disputes(sheets, by_ref),
    )


def _apply_editors(
    nodes: Sequence[_Node],
    union: _Union,
    same: Sequence[Sequence[str]],
    different: Sequence[Sequence[str]],
) -> None:
    named: dict[str, list[int]] = defaultdict(list)
    if same or different:
        for number, node in enumerate(nodes):
            named[node.name].append(number)
            if node.entry.id:
                named[f"{node.ref.slug}/{node.entry.id}"].append(number)

    def meant(name: str) -> list[int]:
        return named.get(name) or named.get(fold(name)) or []

    for names in different:
        for one, other in combinations([meant(name) for name in names], 2):
            union.apart |= {frozenset((a, b)) for a in one for b in other if a != b}
    for names in same:
        members = [number for name in names for number in meant(name)]
        for number in members[1:]:
            union.join(members[0], number)


def _join_by_name(nodes: Sequence[_Node], union: _Union) -> None:
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    in_sheet: dict[str, set[str]] = defaultdict(set)
    for number, node in enumerate(nodes):
        by_name[(node.group, node.name)].append(number)
        in_sheet[node.ref.slug].add(node.name)
    for numbers in by_name.values():
        # One representative a cluster: comparing each with each is quadratic in a common name.
        kept: list[int] = []
        for number in numbers:
            for other in kept:
                if _agree(nodes[number], nodes[other], in_sheet):
                    union.join(number, other)
                    break
            else:
                kept.append(number)
    _join_by_alias(nodes, union, by_name)


def _agree(one: _Node, other: _Node, in_sheet: Mapping[str, set[str]]) -> bool:
    """Whether two entries of one group and one name are the same entity."""
    a, b = one.entry, other.entry
    if isinstance(a, PlaceEntry) and isinstance(b, PlaceEntry):
        return _same_place(a, b)
    if isinstance(a, PlaceEntry) or isinstance(b, PlaceEntry):
        return a.kind == b.kind == "country"
    if a.kind != b.kind:
        return False
    roles_meet = bool(one.words & other.words)
    if a.kind == "person" and " " not in one.name:
        return roles_meet
    if not one.words or not other.words or roles_meet:
        return True
    shared = in_sheet[one.ref.slug] & in_sheet[other.ref.slug]
    return len(shared) > 1


def _same_place(a: PlaceEntry, b: PlaceEntry) -> bool:
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        # Half a degree is about 55 km north to south: two reports' points of one city.
        near = abs(a.lat - b.lat) < 0.5 and abs(a.lon - b.lon) < 1.0
        return near or (a.kind == b.kind and a.kind in ("country", "water", "region"))
    return a.country == b.country


def _join_by_alias(
    nodes: Sequence[_Node], union: _Union, by_name: Mapping[tuple[str, str], Sequence[int]]
) -> None:
    """Join an entry to the one entity that is called as one of its aliases, where just one is."""
    for number, node in enumerate(nodes):
        if not isinstance(node.entry, PartyEntry) or node.group == "places":
            continue
        for alias in node.entry.aliases:
            folded = fold(alias)
            short = len(folded) < 3 or (node.group == "people" and " " not in folded)
            if short or folded == node.name:
                continue
            found = {union.find(n) for n in by_name.get((node.group, folded), ())}
            if len(found) == 1:
                other = next(iter(found))
                if nodes[other].entry.kind == node.entry.kind:
                    union.join(number, other)


def _entities(
    nodes: Sequence[_Node], union: _Union
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
        names[root][entry.name or ""] += 1
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


def _party_names(dispute: DisputeEntry) -> list[tuple[str, ...]]:
    sides = []
    for side in dispute.sides:
        party = side.party or ()
        sides.append((party,) if isinstance(party, str) else tuple(party))
    return sides


def _same_disputes(
    sheets: Mapping[str, FactSheet], by_ref: Mapping[Ref, Entity]
) -> dict[DisputeRef, tuple[DisputeRef, ...]]:
    """Disputes of the same parties, on opposite sides, on topics that share a word."""
    found: dict[DisputeRef, list[DisputeRef]] = defaultdict(list)
    by_pair: dict[frozenset[str], list[tuple[DisputeRef, frozenset[str]]]] = defaultdict(list)
    for slug, sheet in sheets.items():
        entity_of = {
            party.name: by_ref[Ref(slug, "who", n)].key
            for n, party in enumerate(sheet.who)
            if Ref(slug, "who", n) in by_ref
        }
        for index, dispute in enumerate(sheet.competing_claims):
            if dispute.rejected:
                continue
            ref, topic = DisputeRef(slug, index), _words(dispute.topic)
            sides = [[entity_of[n] for n in s if n in entity_of] for s in _party_names(dispute)]
            pairs = {
                frozenset((a, b))
                for one, other in combinations(sides, 2)
                for a in one
                for b in other
                if a != b
            }
            for pair in sorted(pairs, key=sorted):
                for known, words in by_pair[pair]:
                    if known.slug != slug and words & topic and known not in found[ref]:
                        found[ref].append(known)
                        found[known].append(ref)
                by_pair[pair].append((ref, topic))
    return {ref: tuple(others) for ref, others in found.items() if others}
