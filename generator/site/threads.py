"""Threads: disputes that run through several sheets.

Input: sheets by slug, and which entity each entry names.  Output: for each dispute, those of other
sheets that go on with it, each with its own claims and evidence.  Two disputes are one thread where
the same camps oppose and the matter is the same, or where one party's same claim is disputed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import NamedTuple

from generator.claims.overlap import stem_of
from generator.entities.roles import is_role
from generator.lexicon import load_set
from generator.model import DisputeEntry, FactSheet
from generator.site.identity import Ref, fold, words_of

_SAME_CLAIM = 0.5
"""Share of a claim's words, from which a party says the same thing in two sheets."""
_FEW = 3
"""Words that it has in common at least."""


class DisputeRef(NamedTuple):
    """A dispute: the sheet's slug and the place in its list."""

    slug: str
    number: int


@dataclass(frozen=True, slots=True)
class _Side:
    """A side of a dispute: the entities of its parties, what they are called after, its words."""

    keys: frozenset[str]
    camps: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Thread:
    """A dispute as it is compared."""

    ref: DisputeRef
    topic: frozenset[str]
    sides: tuple[_Side, ...]

    @property
    def words(self) -> frozenset[str]:
        """All that it is told in."""
        return self.topic.union(*(s.words for s in self.sides))

    @property
    def about(self) -> frozenset[str]:
        """Words that name its parties, which say who, not what."""
        return frozenset().union(*(s.camps for s in self.sides))


def same_disputes(
    sheets: Mapping[str, FactSheet], key_of_entry: Mapping[Ref, str]
) -> dict[DisputeRef, tuple[DisputeRef, ...]]:
    """Each dispute's others: of the same camps on the same matter, in other sheets."""
    found: dict[DisputeRef, list[DisputeRef]] = defaultdict(list)
    # By party and word: to compare each dispute with each would be quadratic.
    by_topic: dict[tuple[str, str], list[_Thread]] = defaultdict(list)
    by_word: dict[tuple[str, str], list[_Thread]] = defaultdict(list)
    for thread in _threads(sheets, key_of_entry):
        names = sorted({n for s in thread.sides for n in (*s.keys, *s.camps)})
        seen: set[DisputeRef] = set()
        for name in names:
            near = [t for stem in sorted(thread.topic) for t in by_word[(name, stem)]]
            near += [t for stem in sorted(thread.words) for t in by_topic[(name, stem)]]
            for other in near:
                if other.ref in seen or other.ref.slug == thread.ref.slug:
                    continue
                seen.add(other.ref)
                if _one(thread, other):
                    found[thread.ref].append(other.ref)
                    found[other.ref].append(thread.ref)
        for name in names:
            for stem in thread.topic:
                by_topic[(name, stem)].append(thread)
            for stem in thread.words:
                by_word[(name, stem)].append(thread)
    order = {slug: number for number, slug in enumerate(sheets)}
    return {
        ref: tuple(sorted(others, key=lambda o: (order[o.slug], o.number)))
        for ref, others in found.items()
    }


def _threads(
    sheets: Mapping[str, FactSheet], key_of_entry: Mapping[Ref, str]
) -> Iterator[_Thread]:
    for slug, sheet in sheets.items():
        keys = {
            party.name or "": key_of_entry[Ref(slug, "who", n)]
            for n, party in enumerate(sheet.who)
            if Ref(slug, "who", n) in key_of_entry
        }
        texts = {claim.id: claim.text for claim in sheet.claims if claim.id and not claim.rejected}
        for index, dispute in enumerate(sheet.competing_claims):
            if not dispute.rejected:
                sides = tuple(_sides(dispute, keys, texts))
                yield _Thread(DisputeRef(slug, index), _stems(dispute.topic), sides)


def _sides(
    dispute: DisputeEntry, keys: Mapping[str, str], texts: Mapping[str, str | None]
) -> Iterable[_Side]:
    for side in dispute.sides:
        party = side.party or ()
        names = (party,) if isinstance(party, str) else tuple(party)
        claims = side.claims or ()
        told = [texts.get(c) for c in ((claims,) if isinstance(claims, str) else claims)]
        yield _Side(
            keys=frozenset(keys[n] for n in names if n in keys),
            camps=frozenset(w for n in names for w in _telling(n)),
            words=frozenset().union(*(_stems(text) for text in told)),
        )


def _telling(name: str) -> Iterator[str]:
    """The words of a name that single somebody out ("officials in Brill": Brill)."""
    for word in re.findall(r"\w+", name):
        folded = fold(word)
        common = folded in load_set("claims/bodies.txt") or is_role(folded.removesuffix("s"))
        if word[:1].isupper() and not common:
            yield folded


def _stems(text: str | None) -> frozenset[str]:
    said = load_set("claims/said.txt")
    return frozenset(stem_of(w) for w in words_of(text) if len(w) > 2 and w not in said)


def _one(one: _Thread, other: _Thread) -> bool:
    """Whether two disputes are one thread."""
    names = {stem_of(w) for w in one.about | other.about}
    matter = (one.topic & other.words) | (other.topic & one.words)
    for (a, b), (c, d) in _crossings(one, other):
        if _meet(a, c) and _meet(b, d) and matter - names:
            return True
        if a.keys & c.keys and _same_claim(a.words - names, c.words - names):
            return True
    return False


def _crossings(
    one: _Thread, other: _Thread
) -> Iterator[tuple[tuple[_Side, _Side], tuple[_Side, _Side]]]:
    for first in combinations(one.sides, 2):
        for pair in (first, first[::-1]):
            for second in permutations(other.sides, 2):
                yield (pair[0], pair[1]), (second[0], second[1])


def _meet(one: _Side, other: _Side) -> bool:
    return bool(one.keys & other.keys or one.camps & other.camps)


def _same_claim(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= _FEW and both >= _SAME_CLAIM * min(len(one), len(other))
