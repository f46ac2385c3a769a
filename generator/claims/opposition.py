"""Opposition: how much speaks for it that two statements cannot both be wholly right.

Input: a document's statements and parties.  Output: points for a pair; from `ENOUGH` on it is set
against each other.  Precision before recall: a shared matter is never enough, the text must give a
sign: a denial, accusation against accusation, an answer, a contrast, a negation, unlike figures.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.claims.blame import slights
from generator.claims.contrary import contrary, overruled, unlike
from generator.claims.evidence import ENOUGH, MUCH_ALIKE, Evidence, Pair
from generator.claims.rebuttal import denied_denial, rebuts, turned_down
from generator.document import ParsedDocument, hull
from generator.findings import Party, Statement, Toponym, Verification

_SAME_CHARGE = 1.4
"""Shared matter from which those who stand together accuse somebody of the same thing."""
_MORE_OF_IT = 1.8
"""The same, from which an ally who accuses nobody tells more of it."""
_SAME_POINT = 2.1
"""Shared matter from which a party says the same thing again."""


class Judge:
    """Weighs whether two statements oppose each other."""

    def __init__(
        self,
        parsed: ParsedDocument,
        parties: Sequence[Party],
        statements: Sequence[Statement],
        checks: Sequence[Verification],
        toponyms: Sequence[Toponym],
    ) -> None:
        self.statements = statements
        bodies = {p.name for p in parties if p.kind == "organisation" or _judges(p)}
        self._overruling = [c for c in checks if c.kind == "refuted" and c.by in bodies]
        self._evidence = Evidence(parsed, parties, statements, toponyms)

    def oppose(self, pair: Pair) -> bool:
        """Whether the pair's points reach the threshold."""
        a, b = (self.statements[i] for i in pair)
        if set(a.by) & set(b.by) or not (self._known(b) or self._tells(pair.one, pair.other)):
            return False
        if not (self._known(a) or turned_down(self._evidence, pair)):
            return False
        if self._evidence.camps.allied(a.by, b.by):
            return False
        if "no_comment" in {a.stance, b.stance} or self._passed_on(pair):
            return False
        return self.points(pair) >= ENOUGH

    def _known(self, statement: Statement) -> bool:
        """Whether it is told who speaks, or at least whom a hidden speaker accuses."""
        return bool(statement.by or (statement.stance == "accuses" and statement.against))

    def _tells(self, denial: int, other: int) -> bool:
        """Whether a denial itself tells what somebody hidden claims."""
        d, o = (self.statements[i] for i in (denial, other))
        told = hull(d.attribution.content).covers(hull(o.attribution.content))
        return told and bool(d.by) and d.stance == "denies" and o.stance != "denies"

    def _passed_on(self, pair: Pair) -> bool:
        """Whether one statement only passes the other on ("said the firm denies …")."""
        a, b = (hull(self.statements[i].attribution.content) for i in pair)
        if not a.overlaps(b):
            return False
        outer, inner = (pair.one, pair.other) if a.covers(b) else (pair.other, pair.one)
        return not (
            self.statements[outer].stance == "denies" and self.statements[inner].stance != "denies"
        )

    def points(self, pair: Pair) -> float:
        """How much speaks for an opposition."""
        a, b = (self.statements[i] for i in pair)
        if a.stance == b.stance == "denies":
            return denied_denial(self._evidence, pair)
        if "denies" in {a.stance, b.stance}:
            denial, other = (
                (pair.one, pair.other) if a.stance == "denies" else (pair.other, pair.one)
            )
            return rebuts(self._evidence, denial, other)
        back = b.stance == "accuses" and pair.other - pair.one == 1 and set(b.against) == set(a.by)
        if back and slights(self._evidence.words[pair.other]):
            # "That claim smacks of hypocrisy", right after the claim.
            return ENOUGH
        if a.stance == b.stance == "accuses":
            return self._counter(pair)
        if back:
            return self._shared(pair)
        return max(
            contrary(self._evidence, pair),
            unlike(self._evidence, pair),
            overruled(self._evidence, self._overruling, pair),
        )

    def defends(self, denial: int, other: int) -> bool:
        """Whether a denial is of the accused, so far as they are told, or tells the accusation."""
        d, o = self.statements[denial], self.statements[other]
        if o.stance != "accuses" or d.stance != "denies":
            return False
        if not o.against or (o.by and set(o.by) & self.told_within(denial)):
            return True
        return self._evidence.touches(d.by, o.against, o.by)

    def told_within(self, denial: int) -> set[str]:
        """Whose statements a denial itself tells of ("Holt rejected Orr's claims that …")."""
        told = hull(self.statements[denial].attribution.content)
        return {
            name
            for i, s in enumerate(self.statements)
            if i != denial and told.covers(hull(s.attribution.content))
            for name in s.by
        }

    def slighting(self, index: int) -> bool:
        """Whether a statement only says ill of what was said before."""
        return slights(self._evidence.words[index])

    def counters(self, pair: Pair) -> bool:
        """Whether the pair sets accusation against accusation."""
        return all(self.statements[i].stance == "accuses" for i in pair)

    def stands_with(self, by: Sequence[str], party: Sequence[str], facing: Sequence[str]) -> bool:
        """Whether speakers are of a side or stand with it, and with nobody whom it faces."""
        allied = self._evidence.camps.allied
        if not by or set(by) <= set(party):
            return bool(by)
        return allied(by, party) and not allied(by, facing)

    def repeats(self, index: int, other: int) -> bool:
        """Whether a party says the same thing again, or explains a bare denial."""
        a, b = self.statements[index], self.statements[other]
        pair, alike = Pair(index, other), a.stance == b.stance
        if alike and a.against and b.against and not self._touch(a, b):
            # The same of somebody else is another matter.
            return False
        again = (
            alike
            and self._shared(pair) >= _SAME_POINT
            and self._evidence.matters.alike(*pair) >= MUCH_ALIKE
        )
        explains = index == other + 1 and self._evidence.bare(other)
        return again or explains or self._charges_alike(pair)

    def _charges_alike(self, pair: Pair) -> bool:
        """Whether one tells more of what the other accuses somebody of."""
        a, b = (self.statements[i] for i in pair)
        if b.stance != "accuses" or not self._evidence.camps.allied(a.by, b.by):
            return False
        if a.stance == "accuses":
            return self._touch(a, b) and self._shared(pair) >= _SAME_CHARGE
        much = self._evidence.matters.alike(*pair) >= MUCH_ALIKE
        told = a.stance == "asserts" and a.by != b.by
        return told and much and self._shared(pair) >= _MORE_OF_IT

    def _touch(self, a: Statement, b: Statement) -> bool:
        """Whether two statements are against one party, or such as stand together."""
        return self._evidence.touches(a.against, b.against, ())

    # -- the ways in which two statements oppose each other

    def _counter(self, pair: Pair) -> float:
        """Accusation against accusation."""
        a, b = (self.statements[i] for i in pair)
        if self._told_by(a, b) or self._told_by(b, a):
            return 0.0
        touches = self._evidence.touches
        back = touches(a.by, b.against, ()) and touches(b.by, a.against, ())
        return 2.5 + min(1.5, self._shared(pair)) if back else 0.0

    def _told_by(self, one: Statement, other: Statement) -> bool:
        """Whether one is known but from what the other's party says of it."""
        inner = hull(one.attribution.content)
        return any(
            s is not one and s.by == other.by and hull(s.attribution.content).covers(inner)
            for s in self.statements
        )

    # -- what they rest on

    def _shared(self, pair: Pair) -> float:
        return self._evidence.matters.shared(*pair)


def _judges(party: Party) -> bool:
    """Whether a person decides as a court does."""
    told = {w.lower() for w in (party.role or "").split()}
    return party.kind == "person" and bool(told & {"judge", "justice", "magistrate", "arbitrator"})
