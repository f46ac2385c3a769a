"""Opposition: how much speaks for it that two statements cannot both be wholly right.

Input: a document's statements and parties.  Output: points for a pair; from `ENOUGH` on it is set
against each other.  Precision before recall: a shared matter is never enough, the text must give a
sign: a denial, accusation against accusation, an answer, a contrast, a negation, unlike figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.claims.blame import slights
from generator.claims.contrary import contrary, overruled, unlike
from generator.claims.denial import (
    CHARGES,
    anaphoric,
    dismisses,
    negative,
    pointed_at,
    sweeping,
    turns_away,
    which_of,
)
from generator.claims.evidence import ENOUGH, Evidence, Pair
from generator.claims.stance import cue_kind, set_phrase
from generator.document import ParsedDocument, hull
from generator.findings import Party, Statement, Verification

_SAME_MATTER = 1.4
"""Shared matter (two content words) from which a denial may be of a mere assertion."""
_SAME_WORD = 0.7
"""Shared matter (one content word) that is enough where the denial is directed at the speaker."""
_CLOSE = 4
"""Statements back within which it is."""
_SAME_POINT = 2.1
"""Shared matter from which a party says the same thing again."""
_JUST_BEFORE = 1
"""Statements back that "that account" reaches."""
_FAR = 12
"""Statements between a denial and what it may deny."""
_NEAR = 2
"""Statements between two that an answer or a contrast may set against each other."""
_MUCH_ALIKE = 0.35
"""Likeness from which two statements are on the very same thing."""


class Judge:
    """Weighs whether two statements oppose each other."""

    def __init__(
        self,
        parsed: ParsedDocument,
        parties: Sequence[Party],
        statements: Sequence[Statement],
        checks: Sequence[Verification],
    ) -> None:
        self.statements = statements
        bodies = {p.name for p in parties if p.kind == "organisation" or _judges(p)}
        self._overruling = [c for c in checks if c.kind == "refuted" and c.by in bodies]
        self._evidence = Evidence(parsed, parties, statements)

    def oppose(self, pair: Pair) -> bool:
        """Whether the pair's points reach the threshold."""
        a, b = (self.statements[i] for i in pair)
        if set(a.by) & set(b.by) or not self._known(b):
            return False
        if not self._known(a) and not self._turned_down(pair):
            return False
        if self._evidence.camps.allied(a.by, b.by):
            return False
        if "no_comment" in {a.stance, b.stance} or self._passed_on(pair):
            return False
        return self.points(pair) >= ENOUGH

    def _known(self, statement: Statement) -> bool:
        """Whether it is told who speaks, or at least whom a hidden speaker accuses."""
        return bool(statement.by or (statement.stance == "accuses" and statement.against))

    def _turned_down(self, pair: Pair) -> bool:
        """Whether a bare denial follows at once on what somebody hidden says."""
        denial = self.statements[pair.other]
        just = pair.other - pair.one == 1
        return just and denial.stance == "denies" and self._anaphoric(pair.other)

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
            return self._denied_denial(pair)
        if "denies" in {a.stance, b.stance}:
            denial, other = (
                (pair.one, pair.other) if a.stance == "denies" else (pair.other, pair.one)
            )
            return self._denial(denial, other)
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

    def slighting(self, index: int) -> bool:
        """Whether a statement only says ill of what was said before."""
        return slights(self._evidence.words[index])

    def counters(self, pair: Pair) -> bool:
        """Whether the pair sets accusation against accusation."""
        return all(self.statements[i].stance == "accuses" for i in pair)

    def repeats(self, index: int, other: int) -> bool:
        """Whether a party says the same thing again, or explains a bare denial."""
        alike = self.statements[index].stance == self.statements[other].stance
        pair = Pair(index, other)
        again = (
            alike
            and self._shared(pair) >= _SAME_POINT
            and self._evidence.matters.alike(*pair) >= _MUCH_ALIKE
        )
        return again or (index == other + 1 and self._anaphoric(other))

    # -- the ways in which two statements oppose each other

    def _denial(self, denial: int, other: int) -> float:
        """Whether one denies what the other says."""
        d, o = self.statements[denial], self.statements[other]
        if turns_away(self._evidence.parsed, d.attribution):
            return 0.0
        if not o.by and not d.against and other < denial and self._turned_down(Pair(other, denial)):
            return ENOUGH
        if hull(d.attribution.content).covers(hull(o.attribution.content)):
            # "Holt dismissed Orr's claims that the bill was hidden"
            return ENOUGH + 1.0
        pair = Pair(denial, other)
        shared = self._evidence.matters.common(denial, other)
        meant = self._evidence.camps.allied(d.against, o.by)
        if meant and o.stance == "asserts" and self._pointed_at(denial, other):
            # "Holt rejected that account": what was said just before, by somebody else.
            return ENOUGH
        close = meant and 0 < denial - other <= _CLOSE
        named = self._evidence.names(denial, other)
        charged = not named and any(w.lemma in CHARGES for w in self._evidence.words[denial])
        cue = cue_kind(self._evidence.parsed, d.attribution)
        told = dismisses(self._evidence.parsed, d.attribution) and not self._anaphoric(denial)
        direct = named or (cue == "denies" and not told)
        least = _SAME_WORD if close and direct and not charged else _SAME_MATTER
        if meant and named and o.stance == "accuses" and sweeping(self._evidence.words[denial]):
            return ENOUGH
        if o.stance != "accuses" and (shared if direct else self._shared(pair)) < least:
            return 0.0
        blanket = set_phrase(self._evidence.words[denial])
        if not self._anaphoric(denial):
            if o.stance != "accuses" and negative(self._evidence.words[other]):
                return 0.0
            answered = (
                meant
                and self._evidence.camps.allied(d.by, o.against)
                and 0 < denial - other <= _NEAR
            )
            if o.stance == "accuses" and not (blanket or shared or answered):
                return 0.0
        just = 0 < denial - other <= _JUST_BEFORE
        if just and meant and blanket:
            # "The law says nothing of the kind"
            return ENOUGH
        if close and (o.stance == "asserts" or just) and shared >= least:
            # A denial that fits nothing else denies what was said just before.
            return ENOUGH - 0.5 + min(1.0, shared)
        accused = self._touches(d.by, o.against or tuple(self._evidence.named[other]), o.by)
        least = ENOUGH if self._charged(denial, other) else 0.0
        away = abs(denial - other)
        reach = _FAR if o.against else _CLOSE
        if accused and blanket and o.stance == "accuses" and 0 < denial - other <= reach:
            # "He says he has done nothing wrong", of all that he is accused of.
            return ENOUGH
        if not accused and (o.against or self._touches(d.by, o.by, ())):
            # Who denies speaks for the accused, not for another of the accuser's own camp.
            return least
        score = 1.0 if o.stance == "accuses" else 0.0
        score += 1.5 * accused
        if self._touches(o.by, (*d.against, *self._evidence.named[denial]), d.by):
            score += 1.5
        score += min(2.0, shared)
        if self._anaphoric(denial) and other < denial:
            score += 1.0 if denial - other <= 3 else 0.3
        return max(least, score - min(1.0, 0.1 * away)) if away <= _FAR else least

    def _pointed_at(self, denial: int, other: int) -> bool:
        """Whether a bare denial points at a statement: of those just before, by one speaker."""
        if not self._anaphoric(denial) or other >= denial:
            return False
        by = self.statements[denial - 1].by
        run = denial
        while run > 0 and self.statements[run - 1].by == by:
            run -= 1
        which = which_of(self._evidence.words[denial])
        wanted = {"first": [run], "all": list(range(run, denial))}.get(which, [denial - 1])
        return other in wanted

    def _denied_denial(self, pair: Pair) -> float:
        """Whether one turns down what the other has just denied ("Holt rejected that denial")."""
        meant = self._evidence.camps.allied(
            self.statements[pair.other].against, self.statements[pair.one].by
        )
        just = pair.other - pair.one <= _JUST_BEFORE
        return ENOUGH if just and meant and self._anaphoric(pair.other) else 0.0

    def _charged(self, denial: int, other: int) -> bool:
        """Whether a third party clears the accused ("the court found the charge unfounded")."""
        d, o = self.statements[denial], self.statements[other]
        since = self.statements[other + 1 : denial]
        return (
            o.stance == "accuses"
            and 0 < denial - other <= _CLOSE
            and bool(pointed_at(self._evidence.words[denial]))
            and self._anaphoric(denial)
            and not set(d.by) & set(o.by)
            and not any(s.stance == "accuses" for s in since)
        )

    def _counter(self, pair: Pair) -> float:
        """Accusation against accusation."""
        a, b = (self.statements[i] for i in pair)
        if self._told_by(a, b) or self._told_by(b, a):
            return 0.0
        back = self._touches(a.by, b.against, ()) and self._touches(b.by, a.against, ())
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

    def _anaphoric(self, index: int) -> bool:
        return anaphoric(self._evidence.words[index])

    def _touches(self, names: Iterable[str], others: Iterable[str], against: Iterable[str]) -> bool:
        """Whether two sets of parties stand together, or share a country that is not the foe's."""
        names, others = tuple(names), tuple(others)
        return self._evidence.camps.allied(names, others) or self._evidence.camps.compatriots(
            names, others, against
        )


def _judges(party: Party) -> bool:
    """Whether a person decides as a court does."""
    told = {w.lower() for w in (party.role or "").split()}
    return party.kind == "person" and bool(told & {"judge", "justice", "magistrate", "arbitrator"})
