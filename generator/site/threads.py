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

from generator.lexicon import load_set
from generator.model import DisputeEntry, FactSheet
from generator.site.identity import Ref, fold, words_of
from generator.vocabulary.families import stem_of
from generator.vocabulary.roles import is_role

_HEADING = frozenset("whether accused criticised blamed".split())
"""Words of a topic that name no matter."""
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
    """A side of a dispute, as it is compared."""

    keys: frozenset[str]
    """The entities of its parties."""
    camps: frozenset[str]
    """What bodies and groups among them are called after ("officials in Brill": Brill)."""
    surnames: frozenset[str]
    """Of the people among them, after whom bodies may be called."""
    words: frozenset[str]
    """What it says."""

    @property
    def names(self) -> frozenset[str]:
        """All that it may be known by in another sheet."""
        return self.keys | self.camps | self.surnames


@dataclass(frozen=True, slots=True)
class _Thread:
    """A dispute as it is compared."""

    ref: DisputeRef
    topic: frozenset[str]
    sides: tuple[_Side, ...]

    words: frozenset[str]
    """All that it is told in."""
    about: frozenset[str]
    """Words that name its parties, which say who, not what."""


def same_disputes(
    sheets: Mapping[str, FactSheet], key_of_entry: Mapping[Ref, str]
) -> dict[DisputeRef, tuple[DisputeRef, ...]]:
    """Each dispute's others: of the same camps on the same matter, in other sheets."""
    found: dict[DisputeRef, list[DisputeRef]] = defaultdict(list)
    # By who opposes whom, and by who is disputed on what: comparing all with all is quadratic.
    known: dict[tuple[str, str], list[_Thread]] = defaultdict(list)
    for thread in _threads(sheets, key_of_entry):
        seen: set[DisputeRef] = set()
        marks = sorted(_marks(thread))
        for other in (t for mark in marks for t in known[mark]):
            if other.ref in seen or other.ref.slug == thread.ref.slug:
                continue
            seen.add(other.ref)
            if _one(thread, other):
                found[thread.ref].append(other.ref)
                found[other.ref].append(thread.ref)
        for mark in marks:
            known[mark].append(thread)
    order = {slug: number for number, slug in enumerate(sheets)}
    return {
        ref: tuple(sorted(others, key=lambda o: (order[o.slug], o.number)))
        for ref, others in found.items()
    }


def _marks(thread: _Thread) -> set[tuple[str, str]]:
    """What two threads that may be one have in common: opponents, or a party and a topic."""
    out = {(key, stem) for side in thread.sides for key in side.keys for stem in thread.topic}
    for one, other in combinations(thread.sides, 2):
        out |= {(min(a, b), max(a, b)) for a in one.names for b in other.names if a != b}
    return out


def _threads(
    sheets: Mapping[str, FactSheet], key_of_entry: Mapping[Ref, str]
) -> Iterator[_Thread]:
    for slug, sheet in sheets.items():
        keys = {
            party.name or "": key_of_entry[Ref(slug, "who", n)]
            for n, party in enumerate(sheet.who)
            if Ref(slug, "who", n) in key_of_entry
        }
        kinds = {party.name or "": party.kind for party in sheet.who}
        texts = {claim.id: claim.text for claim in sheet.claims if claim.id and not claim.rejected}
        for index, dispute in enumerate(sheet.competing_claims):
            if not dispute.rejected:
                sides = tuple(_sides(dispute, keys, kinds, texts))
                topic = _stems(dispute.topic)
                yield _Thread(
                    DisputeRef(slug, index),
                    topic,
                    sides,
                    words=topic.union(*(s.words for s in sides)),
                    about=frozenset(stem_of(n) for s in sides for n in s.camps | s.surnames),
                )


def _sides(
    dispute: DisputeEntry,
    keys: Mapping[str, str],
    kinds: Mapping[str, str | None],
    texts: Mapping[str, str | None],
) -> Iterable[_Side]:
    for side in dispute.sides:
        party = side.party or ()
        names = (party,) if isinstance(party, str) else tuple(party)
        claims = side.claims or ()
        told = [texts.get(c) for c in ((claims,) if isinstance(claims, str) else claims)]
        yield _Side(
            keys=frozenset(keys[n] for n in names if n in keys),
            camps=frozenset(w for n in names if kinds.get(n) != "person" for w in _telling(n)),
            surnames=frozenset(
                word for n in names if kinds.get(n) == "person" for word in fold(n).split()[-1:]
            ),
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
    idle = load_set("claims/said.txt") | _HEADING
    return frozenset(stem_of(w) for w in words_of(text) if len(w) > 2 and w not in idle)


def _one(one: _Thread, other: _Thread) -> bool:
    """Whether two disputes are one thread."""
    names = one.about | other.about
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
    return bool(
        one.keys & other.keys
        or one.camps & (other.camps | other.surnames)
        or one.surnames & other.camps
    )


def _same_claim(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= _FEW and both >= _SAME_CLAIM * min(len(one), len(other))
