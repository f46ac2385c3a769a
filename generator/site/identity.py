"""Identity: which entries of different sheets name the same person, organisation or place.

Input: sheets by slug, and the editors' word (`content/entities.yaml`).  Output: the entries, and
sets of those that are one (`resolve`).

Precision first, as record linkage puts it (Fellegi and Sunter, 1969): in doubt two entries stay
two.  A full name is enough unless the roles have no word in common and the sheets share nothing
else.  A spelling variant ("Sergei", "Sergey"), a surname alone and an acronym each need more: a
role that agrees, or other names that the sheets share, and no second bearer.  Descriptions
("the court", "critics") name somebody in their own sheet only.  The editors overrule all of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from generator.lexicon import load_mapping, load_set
from generator.model import FactSheet, PartyEntry, PlaceEntry
from generator.vocabulary.names import key_of, without_accents
from generator.vocabulary.spellings import rough_spelling

Group = Literal["people", "organisations", "places"]

_GROUP_OF: dict[str, Group] = {
    "person": "people",
    "organisation": "organisations",
    "group": "organisations",
    "country": "places",
}
_ACRONYM = re.compile(r"[A-Z]{3,6}")


class Ref(NamedTuple):
    """An entry that names an entity: the sheet's slug, the list, the place in the list."""

    slug: str
    part: Literal["who", "where"]
    number: int


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name as it is compared: no accents, no case, no article, no stray marks."""
    letters = without_accents(name).casefold()
    words = re.findall(r"\w+", letters.replace("’", "'").replace("'s ", " "))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def words_of(text: str | None) -> frozenset[str]:
    """The words of a role or a topic that can agree with another's."""
    return frozenset(fold(text or "").split()) - load_set("who/role_stop_words.txt")


@dataclass(slots=True)
class Node:
    """An entry before it is known which entity it names."""

    ref: Ref
    entry: PartyEntry | PlaceEntry
    group: Group
    name: str
    words: frozenset[str]
    """The words of its role."""


def nodes_of(sheets: Mapping[str, FactSheet]) -> Iterable[Node]:
    """The entries of all sheets that name somebody or a place, in order."""
    for slug, sheet in sheets.items():
        for index, party in enumerate(sheet.who):
            group = _GROUP_OF.get(party.kind or "")
            if party.name and group and not party.rejected:
                ref = Ref(slug, "who", index)
                yield Node(ref, party, group, fold(party.name), words_of(party.role))
        for index, place in enumerate(sheet.where):
            if place.name and not place.rejected:
                ref = Ref(slug, "where", index)
                yield Node(ref, place, "places", fold(place.name), frozenset())


class Union:
    """Disjoint sets of entries, with pairs that must stay apart."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.parent = list(range(len(nodes)))
        self.members: dict[int, list[int]] = {n: [n] for n in range(len(nodes))}
        self.apart: set[frozenset[int]] = set()
        self._sheets = {n: {node.ref.slug} for n, node in enumerate(nodes)}
        self._people = [node.group == "people" for node in nodes]

    def find(self, node: int) -> int:
        """The entry that stands for an entry's set."""
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, one: int, other: int, *, told: bool = False) -> None:
        """Make the two one, unless some members of theirs must stay apart.

        A sheet that lists two people means two, unless the editors have `told` otherwise.
        """
        one, other = self.find(one), self.find(other)
        if one == other or self._barred(one, other):
            return
        if self._people[one] and self._sheets[one] & self._sheets[other] and not told:
            return
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        self.parent[other] = one
        self.members[one] += self.members.pop(other)
        self._sheets[one] |= self._sheets.pop(other)

    def _barred(self, one: int, other: int) -> bool:
        if not self.apart:
            return False
        pairs = ((a, b) for a in self.members[one] for b in self.members[other])
        return any(frozenset(pair) in self.apart for pair in pairs)


def resolve(
    sheets: Mapping[str, FactSheet],
    same: Sequence[Sequence[str]],
    different: Sequence[Sequence[str]],
) -> tuple[list[Node], Union]:
    """The entries of all sheets, and which of them are one; the editors' word comes first."""
    nodes = list(nodes_of(sheets))
    union = Union(nodes)
    _apply_editors(nodes, union, same, different)
    context = _Context(nodes)
    by_name = _join_by_name(nodes, union, context)
    _join_by_alias(nodes, union, by_name)
    _join_surnames(nodes, union, context)
    _join_acronyms(nodes, union)
    return nodes, union


def _apply_editors(
    nodes: Sequence[Node],
    union: Union,
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
            union.join(members[0], number, told=True)


class _Context:
    """The names that each sheet holds: what two sheets share speaks for namesakes being one."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        for node in nodes:
            if not _described(node):
                self._names[node.ref.slug].add(node.name)

    def shared(self, one: Node, other: Node) -> int:
        """How many names two entries' sheets share besides their own."""
        both = self._names[one.ref.slug] & self._names[other.ref.slug]
        return len(both - {one.name, other.name})


# -- by name


def _join_by_name(
    nodes: Sequence[Node], union: Union, context: _Context
) -> dict[tuple[str, str], list[int]]:
    """Joins what is called alike; gives back the entries by group and folded name."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        by_name[(node.group, node.name)].append(number)
        if not _described(node):
            by_key[(node.group, *_key(node))].append(number)
    for numbers in by_key.values():
        # One representative a cluster: comparing each with each is quadratic in a common name.
        kept: list[int] = []
        for number in numbers:
            for other in kept:
                if _agree(nodes[number], nodes[other], context):
                    union.join(number, other)
                    break
            else:
                kept.append(number)
    return by_name


def _key(node: Node) -> tuple[str, ...]:
    """What entries that may be one have in common: for people, first and last name as spelled."""
    if node.group != "people":
        return (node.name,)
    words = key_of(node.entry.name or "") or (node.name,)
    ends = words if len(words) < 2 else (words[0], words[-1])
    return tuple(rough_spelling(fold(w)) for w in ends)


def _described(node: Node) -> bool:
    """Whether an entry is called by a description, which names nobody beyond its sheet."""
    if isinstance(node.entry, PlaceEntry) or node.entry.kind not in {"organisation", "group"}:
        return False
    words = (node.entry.name or "").split()
    # A group's first word has its capital from the sentence ("Critics of Holt" has another).
    named = words[1:] if node.entry.kind == "group" else words
    return not any(w[:1].isupper() for w in named)


def _agree(one: Node, other: Node, context: _Context) -> bool:
    """Whether two entries of one group and one key are the same entity."""
    a, b = one.entry, other.entry
    if isinstance(a, PlaceEntry) and isinstance(b, PlaceEntry):
        return _same_place(a, b)
    if isinstance(a, PlaceEntry) or isinstance(b, PlaceEntry):
        return a.kind == b.kind == "country"
    if a.kind != b.kind or (a.kind == "person" and _initials_differ(one.name, other.name)):
        return False
    roles_meet = bool(one.words & other.words)
    if one.name != other.name and not _fits(one.name, other.name):
        # Another spelling: the roles or the company must agree.
        return _roles_agree(one, other, context) or context.shared(one, other) > 1
    if a.kind == "person" and " " not in one.name:
        return roles_meet
    if not one.words or not other.words or roles_meet:
        return True
    return context.shared(one, other) > 0


def _initials_differ(one: str, other: str) -> bool:
    """Whether middle initials tell two people apart ("John A. Smith", "John B. Smith")."""
    first, second = ({w[0] for w in name.split()[1:-1]} for name in (one, other))
    return bool(first and second) and not first & second


def _fits(one: str, other: str) -> bool:
    """Whether one name is the other with more of it ("Robert Peary", "Robert E. Peary")."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first


def _roles_agree(one: Node, other: Node, context: _Context) -> bool:
    """Whether roles have a word in common; a mere title needs company that agrees too."""
    both = one.words & other.words
    titles = load_mapping("who/titles.txt")
    return any(w not in titles for w in both) or (bool(both) and context.shared(one, other) > 0)


def _same_place(a: PlaceEntry, b: PlaceEntry) -> bool:
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        # Half a degree is about 55 km north to south: two reports' points of one city.
        near = abs(a.lat - b.lat) < 0.5 and abs(a.lon - b.lon) < 1.0
        return near or (a.kind == b.kind and a.kind in ("country", "water", "region"))
    return a.country == b.country


# -- by other names


def _join_by_alias(
    nodes: Sequence[Node], union: Union, by_name: Mapping[tuple[str, str], Sequence[int]]
) -> None:
    """Join an entry to the one entity that is called as one of its aliases, where just one is."""
    for number, node in enumerate(nodes):
        if not isinstance(node.entry, PartyEntry) or _described(node):
            continue
        for alias in node.entry.aliases:
            folded = fold(alias)
            short = len(folded) < 3 or (node.group == "people" and " " not in folded)
            if short or folded == node.name or not any(c.isupper() for c in alias):
                continue
            kind = node.entry.kind
            named = [n for n in by_name.get((node.group, folded), ()) if nodes[n].entry.kind == kind]
            found = {union.find(n) for n in named}
            if len(found) == 1:
                union.join(number, next(iter(found)))


def _join_surnames(nodes: Sequence[Node], union: Union, context: _Context) -> None:
    """Join a person known by the surname alone to the one who bears it, where roles agree."""
    bearers: dict[str, set[int]] = defaultdict(set)
    alone: list[int] = []
    for number, node in enumerate(nodes):
        if node.group != "people":
            continue
        key = _key(node)
        if len(key) > 1:
            bearers[key[-1]].add(number)
        else:
            alone.append(number)
    for number in alone:
        node = nodes[number]
        named = bearers.get(_key(node)[0], set())
        fitting = {union.find(n) for n in named if _roles_agree(node, nodes[n], context)}
        if len({union.find(n) for n in named}) == 1 and len(fitting) == 1:
            union.join(number, next(iter(fitting)))


def _join_acronyms(nodes: Sequence[Node], union: Union) -> None:
    """Join an acronym to the one organisation whose name it shortens."""
    full: dict[str, set[int]] = defaultdict(set)
    short: list[int] = []
    for number, node in enumerate(nodes):
        name = node.entry.name or ""
        if node.entry.kind != "organisation" or _described(node):
            continue
        if _ACRONYM.fullmatch(name):
            short.append(number)
        letters = "".join(w[0] for w in name.split() if w[0].isupper())
        if len(letters) > 2:
            full[letters].add(number)
    for number in short:
        found = {union.find(n) for n in full.get(nodes[number].entry.name or "", ())}
        if len(found) == 1:
            union.join(number, next(iter(found)))
