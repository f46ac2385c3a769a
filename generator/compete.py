"""Competing claims: which statements cannot all be wholly right, side against side.

Stage: after the extractors.  Input: statements, parties, verifications, the parsed document.
Output: disputes.  Precision before recall: two statements are set against each other only where
the document gives a sign of it: a denial of what was alleged, accusation against accusation, or
unlike figures for the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from generator.claims.blame import slights
from generator.claims.denial import CHARGES, anaphoric, negative, pointed_at
from generator.claims.overlap import stems
from generator.claims.stance import set_phrase
from generator.claims.topics import find_topic
from generator.document import ParsedDocument, Word, hull
from generator.findings import Dispute, Party, Side, Statement, Status, Verification
from generator.lexicon import load_set
from generator.model import UNNAMED

_ENOUGH = 3.0
"""Points from which two statements are set against each other."""
_SAME_MATTER = 1.4
"""Overlap (two content words) from which a denial may be of a mere assertion."""
_SAME_WORD = 0.7
"""Overlap (one content word) that is enough where the denial is directed at the speaker."""
_CLOSE = 4
"""Statements back within which it is."""
_SAME_POINT = 2.1
"""Overlap from which a party says the same thing again."""
_JUST_BEFORE = 1
"""Statements back that "that account" reaches."""
_FAR = 12
"""Statements between a denial and what it may deny."""


class _Pair(NamedTuple):
    """Two statements, by index, the earlier first, that oppose each other."""

    one: int
    other: int


def find_disputes(
    parsed: ParsedDocument,
    parties: Sequence[Party],
    statements: Sequence[Statement],
    verifications: Sequence[Verification],
) -> tuple[Dispute, ...]:
    """The document's disputes, in order of their first claim."""
    judge = _Judge(parsed, parties, statements)
    pairs = [
        pair
        for a, b in combinations(range(len(statements)), 2)
        if judge.oppose(pair := _Pair(a, b))
    ]
    pairs = _best_denied(pairs, judge)
    out = []
    # An accusation with its denial is one dispute, a counter-accusation another.
    for kind in (judge.counters, lambda pair: not judge.counters(pair)):
        alike = [p for p in pairs if kind(p)]
        for group in _joined(alike):
            sides = _sides(group, alike, statements)
            if len(sides) > 1:
                sides = tuple(judge.joined_by_allies(side, group) for side in sides)
                out.append((group, sides))
    out.sort(key=lambda found: sorted(i for side in found[1] for i in side.statements))
    disputes = []
    for group, sides in out:
        answer_back = judge.counters(_Pair(group[0], group[-1]))
        topic_from = sides[1].statements if answer_back else group
        topic_from = [i for i in topic_from if not judge.slighting(i)] or group
        disputes.append(
            Dispute(
                topic=find_topic(parsed, statements, topic_from),
                status=_status(group, statements, verifications),
                sides=sides,
            )
        )
    return tuple(disputes)


def answer(statements: Sequence[Statement], disputes: Sequence[Dispute]) -> tuple[Statement, ...]:
    """The statements, each denial directed against those whose words it denies."""
    against: dict[int, dict[str, None]] = {}
    for dispute in disputes:
        for side in dispute.sides:
            for index in side.statements:
                others = (
                    n for s in dispute.sides if s is not side for n in s.party if n != UNNAMED
                )
                against.setdefault(index, {}).update(dict.fromkeys(others))
    return tuple(
        replace(s, against=tuple(against[i]))
        if s.stance == "denies" and not s.against and i in against
        else s
        for i, s in enumerate(statements)
    )


class _Judge:
    """Weighs whether two statements oppose each other."""

    def __init__(
        self, parsed: ParsedDocument, parties: Sequence[Party], statements: Sequence[Statement]
    ) -> None:
        self.statements = statements
        self._parties = {p.name: p for p in parties}
        self._principals = {
            p.name: tuple(q.name for q in parties if q is not p and _in_role(q, p.role))
            for p in parties
        }
        self._words = [
            tuple(w for c in s.attribution.content for w in parsed.words_in(c)) for s in statements
        ]
        self._lemmas = [stems(words) for words in self._words]
        self._named = [
            {
                p.name
                for p in parties
                if any(c.covers(m) for c in s.attribution.content for m in p.mentions)
            }
            for s in statements
        ]

    def oppose(self, pair: _Pair) -> bool:
        """Whether the pair's points reach the threshold."""
        a, b = (self.statements[i] for i in pair)
        if set(a.by) & set(b.by) or not (self._known(a) and self._known(b)):
            return False
        if "no_comment" in {a.stance, b.stance} or self._passed_on(pair):
            return False
        return self.points(pair) >= _ENOUGH

    def _known(self, statement: Statement) -> bool:
        """Whether it is told who speaks, or at least whom a hidden speaker accuses."""
        return bool(statement.by or (statement.stance == "accuses" and statement.against))

    def _passed_on(self, pair: _Pair) -> bool:
        """Whether one statement only passes the other on ("said the firm denies …")."""
        a, b = (hull(self.statements[i].attribution.content) for i in pair)
        if not a.overlaps(b):
            return False
        outer, inner = (pair.one, pair.other) if a.covers(b) else (pair.other, pair.one)
        return not (
            self.statements[outer].stance == "denies" and self.statements[inner].stance != "denies"
        )

    def points(self, pair: _Pair) -> float:
        """How much speaks for an opposition."""
        a, b = (self.statements[i] for i in pair)
        if "denies" in {a.stance, b.stance} and a.stance != b.stance:
            denial, other = (
                (pair.one, pair.other) if a.stance == "denies" else (pair.other, pair.one)
            )
            return self._denial(denial, other)
        back = b.stance == "accuses" and pair.other - pair.one == 1 and set(b.against) == set(a.by)
        if back and slights(self._words[pair.other]):
            # "That claim smacks of hypocrisy", right after the claim.
            return _ENOUGH
        if a.stance == b.stance == "accuses":
            return self._counter(pair)
        if back:
            return self._overlap(*pair)
        return self._figures(pair)

    def slighting(self, index: int) -> bool:
        """Whether a statement only says ill of what was said before."""
        return slights(self._words[index])

    def counters(self, pair: _Pair) -> bool:
        """Whether the pair sets accusation against accusation."""
        return all(self.statements[i].stance == "accuses" for i in pair)

    def joined_by_allies(self, side: Side, group: Sequence[int]) -> Side:
        """The side with what its parties say elsewhere on the same matter."""
        more = [
            i
            for i, s in enumerate(self.statements)
            if i not in group
            and s.by
            and set(s.by) <= set(side.party)
            and any(self._repeats(i, k) or self._explains(i, k) for k in side.statements)
        ]
        return replace(side, statements=tuple(sorted((*side.statements, *more))))

    def _repeats(self, index: int, other: int) -> bool:
        """Whether a party says the same thing again."""
        alike = self.statements[index].stance == self.statements[other].stance
        return alike and self._overlap(index, other) >= _SAME_POINT

    def _explains(self, index: int, other: int) -> bool:
        """Whether it is what follows a bare denial ("Holt rejected that. He said …")."""
        return index == other + 1 and self._anaphoric(other)

    def _denial(self, denial: int, other: int) -> float:
        """Whether one denies what the other says."""
        d, o = self.statements[denial], self.statements[other]
        meant = bool(set(d.against) & set(o.by))
        before = 0 < denial - other <= _JUST_BEFORE
        if before and self._anaphoric(denial) and meant and o.stance == "asserts":
            # "Holt rejected that account": what was said just before, by somebody else.
            return _ENOUGH
        close = meant and 0 < denial - other <= _CLOSE
        charged = any(w.lemma in CHARGES for w in self._words[denial])
        least = _SAME_WORD if close and not charged else _SAME_MATTER
        if o.stance != "accuses" and self._overlap(denial, other) < least:
            return 0.0
        if not self._anaphoric(denial):
            if o.stance != "accuses" and negative(self._words[other]):
                return 0.0
            blanket = set_phrase(self._words[denial])
            if o.stance == "accuses" and not blanket and not self._overlap(denial, other):
                return 0.0
        if close and o.stance == "asserts" and self._overlap(denial, other) >= least:
            # A denial that fits nothing else denies what was said just before.
            return _ENOUGH - 0.5 + min(1.0, self._overlap(denial, other))
        speaks_for = (*d.by, *(p for n in d.by for p in self._principals.get(n, ())))
        accused = self._touches(speaks_for, o.against or tuple(self._named[other]))
        if self._charged(denial, other):
            return _ENOUGH
        if not accused and (o.against or self._touches(d.by, o.by)):
            # Who denies speaks for the accused, not for another of the accuser's own camp.
            return 0.0
        score = 1.0 if o.stance == "accuses" else 0.0
        score += 1.5 * accused
        if self._touches(o.by, (*d.against, *self._named[denial])):
            score += 1.5
        score += min(2.0, self._overlap(denial, other))
        if self._anaphoric(denial) and other < denial:
            score += 1.0 if denial - other <= 3 else 0.3
        away = abs(denial - other)
        return score - min(1.0, 0.1 * away) if away <= _FAR else 0.0

    def _charged(self, denial: int, other: int) -> bool:
        """Whether a third party clears the accused ("the court found the charge unfounded")."""
        d, o = self.statements[denial], self.statements[other]
        since = self.statements[other + 1 : denial]
        return (
            o.stance == "accuses"
            and 0 < denial - other <= _CLOSE
            and bool(pointed_at(self._words[denial]))
            and self._anaphoric(denial)
            and not set(d.by) & set(o.by)
            and not any(s.stance == "accuses" for s in since)
        )

    def _counter(self, pair: _Pair) -> float:
        """Accusation against accusation."""
        a, b = (self.statements[i] for i in pair)
        back = self._touches(a.by, b.against) and self._touches(b.by, a.against)
        shared = self._overlap(*pair)
        return 2.5 + min(1.5, shared) if back else 0.0

    def _figures(self, pair: _Pair) -> float:
        """Unlike figures on the same noun, in statements that share their subject."""
        one, other = (_figures(self._words[i]) for i in pair)
        unlike = [n for n in one.keys() & other.keys() if not one[n] & other[n]]
        if not unlike:
            return 0.0
        return 1.5 + min(2.5, self._overlap(*pair) - len(unlike))

    def _overlap(self, a: int, b: int) -> float:
        return 0.7 * len(self._lemmas[a] & self._lemmas[b])

    def _anaphoric(self, index: int) -> bool:
        return anaphoric(self._words[index])

    def _touches(self, names: Iterable[str], others: Iterable[str]) -> bool:
        """Whether two sets of parties share a party or a country."""
        names, others = set(names), set(others)
        if names & others:
            return True
        mine = {c for n in names if n in self._parties for c in self._parties[n].countries}
        theirs = {c for n in others if n in self._parties for c in self._parties[n].countries}
        return bool(mine & theirs)


def _in_role(party: Party, role: str | None) -> bool:
    """Whether a role names a party ("Holt's spokeswoman")."""
    return any(
        re.search(rf"\b{re.escape(name)}\b", role or "") for name in (party.name, *party.aliases)
    )


def _figures(words: Sequence[Word]) -> dict[str, set[str]]:
    """Noun -> the figures given for it ("more than 400" -> 400)."""
    out: dict[str, set[str]] = {}
    for i, word in enumerate(words):
        if word.tag == "CD" or word.lemma in {"dozen", "hundred", "thousand", "score"}:
            noun = next((w for w in words[i + 1 : i + 5] if w.tag in {"NNS", "NN"}), None)
            if noun is not None and noun.lemma not in load_set("claims/units.txt"):
                out.setdefault(noun.lemma, set()).add(word.form.lower())
    return out


def _best_denied(pairs: Sequence[_Pair], judge: _Judge) -> list[_Pair]:
    """A denial denies what it fits best, and what fits nearly as well; not all that fits."""
    best: dict[int, float] = {}
    for pair in pairs:
        for index in pair:
            if judge.statements[index].stance == "denies":
                best[index] = max(best.get(index, 0.0), judge.points(pair))
    return [
        pair
        for pair in pairs
        if all(judge.points(pair) >= best[i] - 1.0 for i in pair if i in best)
    ]


def _joined(pairs: Sequence[_Pair]) -> list[list[int]]:
    """Groups of statements that opposition connects."""
    groups: list[set[int]] = []
    for pair in pairs:
        touching = [g for g in groups if g & set(pair)]
        merged = set(pair).union(*touching)
        groups = [g for g in groups if g not in touching] + [merged]
    return sorted(sorted(g) for g in groups)


def _sides(
    group: Sequence[int], pairs: Sequence[_Pair], statements: Sequence[Statement]
) -> tuple[Side, ...]:
    """Allies together: who opposes the same statements stands on the same side."""
    against: dict[int, set[int]] = {i: set() for i in group}
    for one, other in pairs:
        if one in against:
            against[one].add(other)
            against[other].add(one)
    colour: dict[int, int] = {}
    for start in group:
        if start in colour:
            continue
        colour[start] = 0
        queue = [start]
        while queue:
            at = queue.pop()
            for other in sorted(against[at]):
                if other not in colour:
                    colour[other] = 1 - colour[at]
                    queue.append(other)
    out = []
    for side in (0, 1):
        members = tuple(i for i in group if colour[i] == side)
        party = tuple(dict.fromkeys(n for i in members for n in statements[i].by or (UNNAMED,)))
        if members:
            out.append(Side(party=party, statements=members))
    out.sort(key=lambda s: s.statements)
    return tuple(out)


def _status(
    group: Sequence[int], statements: Sequence[Statement], verifications: Sequence[Verification]
) -> Status:
    """What the document says on checking, else denied or disputed."""
    about = [v.kind for v in verifications if set(v.about) & set(group)]
    if "refuted" in about or "confirmed" in about:
        return "resolved"
    if "unverified" in about:
        return "unverified"
    return "denied" if any(statements[i].stance == "denies" for i in group) else "disputed"
