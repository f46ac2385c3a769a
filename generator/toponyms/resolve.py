"""Toponym resolution: which place a name means here.

Stage: extraction, within `extract/where.py`.  Input: `Named` values of a document.  Output: for
each the place that it means, with the number of rivals that the context left standing, or None.

A name means one place throughout a document unless the text says otherwise ("Paris, Texas").
Names that contain ("Texas"), that lie near, and that share a country or region vouch for each
other; without such witnesses the weight of a place, its inhabitants and its place in the news,
decides.  Beliefs are passed round a few times, so that two doubtful names may settle each other
(Leidner 2007, "Toponym Resolution in Text", for the heuristics).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.toponyms.gazetteer import Candidate, Use, fold, look_up
from generator.toponyms.recognise import Named

HOME = 6.0
"""Weight from which a place in a publisher's name tells its country."""
AT_HOME = 0.5
ROUNDS = 3
MOST = 40
"""Places of a name that are looked at, the weightiest first."""
COUNTRY, COUNTRY_MOST = 1.0, 2.0
REGION, REGION_MOST = 1.3, 3.0
NEAR, NEAR_MOST = 1.2, 3.0
WORLD = 3.0
"""What a place of no country (a sea, a pole) has in place of neighbours that vouch for it."""
SORT = 3.0
"""What a word for the sort of place ("region") adds to places of that sort."""
ALTERNATE = -2.5
"""What a name from a list of many languages loses against a place's own."""
SHARP = 1.5
"""How fast belief falls with the score."""
RIVAL = 1.5
"""A place scored this close to the best, and far away, is a rival."""
DOUBT = 0.3
"""A lead over the next place that is no lead: the name stays unsettled..."""
KNOWN = 4.5
"""...unless its place weighs this much."""
FAMOUS, OUTWEIGHED = 7.0, 2.0
"""Weight from which a place is known everywhere, and by how much it outweighs a namesake that is
not meant by itself where the story speaks of the known place's country."""
BESIDE = 150
"""Characters within which a region is named beside a place."""
APART = 50.0
"""Kilometres within which two places of a name are one for our purpose."""
_LIST_GAP = re.compile(r"(?:,\s|\s?\()")
_GRID = 1.0
_EARTH = 6371.0


class Resolved(NamedTuple):
    """A name with the place that it means."""

    named: Named
    place: Candidate
    rivals: int


@dataclass(slots=True)
class _Group:
    """All mentions of one name that are taken to mean one place."""

    candidates: tuple[Candidate, ...]
    bonus: dict[int, float]
    count: int = 0
    belief: dict[int, float] = field(default_factory=dict)

    @property
    def mass(self) -> float:
        """How much the group's word counts with the others."""
        return 1.0 + 0.3 * math.log2(max(1, self.count))


def distance(a: Candidate, b: Candidate) -> float:
    """Kilometres between two places."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    x = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(x)))


def contains(outer: Candidate, inner: Candidate) -> bool:
    """Whether `inner` lies within `outer`, as far as the gazetteer can tell."""
    if outer.level >= inner.level or outer.level == 0:
        return False
    if outer.country != inner.country:
        return False
    if outer.level == 1:
        return True
    if outer.level == 2 and outer.region and inner.region:
        return outer.region == inner.region
    return distance(outer, inner) < (300 if outer.level == 2 else 80)


def resolve(text: str, names: Sequence[Named], home: str | None = None) -> list[Resolved | None]:
    """Settles every name of a document.

    Args:
        text: The document's text.
        names: What was recognised in it, in document order.
        home: The publisher's country, if known (ISO 3166-1 alpha-2).

    Returns:
        One value for each name; None for one that cannot be settled.
    """
    keys = _keys(text, names)
    groups: dict[tuple[str, int], _Group] = {}
    for named, key in zip(names, keys, strict=True):
        group = groups.get(key)
        if group is None:
            outer = key[1]
            bonus: dict[int, float] = {}
            kept = named.candidates[:MOST]
            if outer >= 0:
                inside = tuple(
                    c
                    for c in named.candidates
                    if any(contains(o, c) for o in names[outer].candidates)
                )
                kept = inside or kept
            elif named.level == 2:
                kept = tuple(c for c in kept if _is_sort(c, 2)) or kept
            group = groups[key] = _Group(kept, bonus)
        group.count += 1
        for candidate in group.candidates:
            if named.level is not None and _is_sort(candidate, named.level):
                group.bonus[candidate.id] = SORT
    scores = _settle(list(groups.values()), home)
    answers: dict[tuple[str, int], tuple[Candidate, int] | None] = {}
    for (key, group), score in zip(groups.items(), scores, strict=True):
        best = _best(group, score)
        known = _known(group, best[0]) if best else None
        told = [n for n, k in zip(names, keys, strict=True) if k == key]
        if best and known and _speaks_of(known, best[0], names, told):
            best = known, 1
        answers[key] = best
    out: list[Resolved | None] = []
    for named, key in zip(names, keys, strict=True):
        answer = answers[key]
        out.append(Resolved(named, *answer) if answer else None)
    return out


def home_of(publisher: str | None) -> str | None:
    """The country of a publisher whose name names a place ("The Toronto Lantern"), else None."""
    for word in (publisher or "").split():
        for candidate in look_up(word)[:1] if word[0].isupper() else ():
            if candidate.weight >= HOME and candidate.use is not Use.ALTERNATE:
                return candidate.country
    return None


def _keys(text: str, names: Sequence[Named]) -> list[tuple[str, int]]:
    """For each name its folded form and the index of a name that contains it (-1: none).

    A mention without a container takes the one that its name has elsewhere in the document.
    """
    outer = [-1] * len(names)
    for i in range(len(names) - 2, -1, -1):
        gap = text[names[i].span.end : names[i + 1].span.start]
        if _LIST_GAP.fullmatch(gap) and _may_lie_in(names[i], names[i + 1]):
            outer[i] = i + 1
    folded = [fold(n.text) + (f"/{n.level}" if n.level else "") for n in names]
    firsts: dict[tuple[str, str], int] = {}
    known: dict[str, int] = {}
    keys = []
    for i, name in enumerate(folded):
        if outer[i] >= 0:
            outer[i] = firsts.setdefault((name, folded[outer[i]]), outer[i])
            known.setdefault(name, outer[i])
    for i, name in enumerate(folded):
        if outer[i] < 0 and name in known:
            outer[i] = known[name]
        keys.append((name, outer[i]))
    return keys


def _may_lie_in(inner: Named, outer: Named) -> bool:
    """Whether "inner, outer" can say where the first lies, rather than list two of a sort."""
    return any(
        o.use is not Use.DEMONYM
        and o.level in {1, 2}
        and any(contains(o, c) for c in inner.candidates)
        and not any(
            c.level == o.level and (o.level == 1 or c.country == o.country)
            for c in inner.candidates
        )
        for o in outer.candidates
    )


def _is_sort(candidate: Candidate, level: int) -> bool:
    """Whether a place is of the sort that a word beside its name says."""
    if level in {2, 3}:
        return candidate.level in {2, 3} and candidate.kind == "region"
    return candidate.level == level


def _settle(groups: list[_Group], home: str | None) -> list[dict[int, float]]:
    """Scores for the candidates of each group, after a few rounds of mutual support."""
    scores: list[dict[int, float]] = [
        {
            c.id: c.weight
            + (ALTERNATE if c.use is Use.ALTERNATE else 0)
            + group.bonus.get(c.id, 0)
            + (AT_HOME if home and c.country == home else 0)
            for c in group.candidates
        }
        for group in groups
    ]
    own = [dict(score) for score in scores]
    for _ in range(ROUNDS):
        for group, score in zip(groups, scores, strict=True):
            _believe(group, score)
        witness = _Witnesses(groups)
        for group, score, base in zip(groups, scores, own, strict=True):
            for c in group.candidates:
                score[c.id] = base[c.id] + witness.support(group, c)
    return scores


def _believe(group: _Group, score: dict[int, float]) -> None:
    """Turns a group's scores into shares of belief."""
    top = max(score.values())
    raw = {i: math.exp(SHARP * (s - top)) for i, s in score.items() if s > top - 4}
    total = sum(raw.values())
    group.belief = {i: r / total for i, r in raw.items()}


class _Witnesses:
    """What the names of a document say of countries, regions and neighbourhoods."""

    def __init__(self, groups: Iterable[_Group]) -> None:
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.regions: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.cells: defaultdict[tuple[int, int], float] = defaultdict(float)
        for group in groups:
            self._count(group, 1)

    def _count(self, group: _Group, sign: int) -> None:
        for c in group.candidates:
            belief = group.belief.get(c.id)
            if belief is None or c.country is None:
                continue
            mass = sign * belief * group.mass
            self.countries[c.country] += mass * (1.0 if c.level <= 1 else 0.6)
            if c.region and c.level >= 2:
                self.regions[c.country, c.region] += mass * (1.5 if c.level == 2 else 0.7)
            if c.level >= 3:
                self.cells[_cell(c)] += mass

    def support(self, group: _Group, c: Candidate) -> float:
        """What the other names add to a place."""
        if c.country is None:
            return WORLD
        country = self.countries.get(c.country, 0.0)
        region = self.regions.get((c.country, c.region), 0.0) if c.region else 0.0
        near = 0.0
        if c.level >= 3:
            y, x = _cell(c)
            near = sum(
                self.cells.get((y + dy, x + dx), 0.0) for dy in (-1, 0, 1) for dx in (-1, 0, 1)
            )
        for other in group.candidates:
            belief = group.belief.get(other.id)
            if belief is None or other.country != c.country:
                continue
            mass = belief * group.mass
            country -= mass * (1.0 if other.level <= 1 else 0.6)
            if other.region and other.region == c.region and other.level >= 2:
                region -= mass * (1.5 if other.level == 2 else 0.7)
            if c.level >= 3 and other.level >= 3:
                (y, x), (v, u) = _cell(c), _cell(other)
                if abs(y - v) <= 1 and abs(x - u) <= 1:
                    near -= mass
        return (
            min(COUNTRY * max(country, 0), COUNTRY_MOST)
            + min(REGION * max(region, 0), REGION_MOST)
            + min(NEAR * max(near, 0), NEAR_MOST)
        )


def _cell(c: Candidate) -> tuple[int, int]:
    """The square of the grid in which a place lies."""
    return math.floor(c.lat / _GRID), math.floor(c.lon / _GRID)


def _known(group: _Group, best: Candidate) -> Candidate | None:
    """The world city that bears the name of the small place that scored best, if there is one."""
    known = max(group.candidates, key=lambda c: (c.weight, -c.id))
    famous = known.weight >= FAMOUS and known.kind == "city" and known.use is Use.NAME
    outweighs = known.weight - best.weight > OUTWEIGHED and best.level >= known.level
    return known if famous and outweighs else None


def _speaks_of(
    known: Candidate, small: Candidate, names: Sequence[Named], told: Sequence[Named]
) -> bool:
    """Whether the story speaks of a world city's country, and names no namesake's region beside it.

    `told` are the mentions in question.
    """
    others = [n for n in names if n not in told]
    abroad = known.country != small.country
    if abroad and not any(n.candidates[0].country == known.country for n in others):
        return False
    return not any(
        n.candidates[0].kind == "region" and contains(n.candidates[0], small)
        for n in others
        if any(abs(n.span.start - t.span.start) < BESIDE for t in told)
    )


def _best(group: _Group, score: dict[int, float]) -> tuple[Candidate, int] | None:
    """The place with the highest score, and how many others come close."""
    ranked = sorted(group.candidates, key=lambda c: (-score[c.id], c.id))
    if not ranked:
        return None
    best = ranked[0]
    behind = [
        score[best.id] - score[c.id]
        for c in ranked[1:]
        if score[best.id] - score[c.id] < RIVAL and distance(best, c) > APART
    ]
    if behind and behind[0] < DOUBT and best.weight < KNOWN:
        return None
    return best, len(behind)
