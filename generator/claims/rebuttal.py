"""Rebuttals: whether a denial is of what another statement says.

Input: the evidence on a document's statements.  Output: points for a denial and a statement, from
`ENOUGH` on where the text gives a sign: the denial tells or points at the statement, names its
speaker, comes right after it, or is of the accused.
"""

from __future__ import annotations

from generator.claims.denial import (
    dismisses,
    negative,
    pointed_at,
    sweeping,
    which_of,
)
from generator.claims.evidence import ENOUGH, FAR, NEAR, SAME_WORD, Evidence, Pair
from generator.claims.owners import CHARGES
from generator.claims.stance import cue_kind, set_phrase
from generator.document import hull

_SAME_MATTER = 1.4
"""Shared matter (two content words) from which a denial may be of a mere assertion."""
_CLOSE = 4
"""Statements back within which it is."""
_JUST_BEFORE = 1
"""Statements back that "that account" reaches."""
_SOON = 3
"""Statements back that a bare denial is likely to mean."""


class _Facing:
    """A denial beside a statement, and what the two have to do with each other."""

    def __init__(self, evidence: Evidence, denial: int, other: int) -> None:
        self.evidence, self.denial, self.other = evidence, denial, other
        self.d, self.o = evidence.statements[denial], evidence.statements[other]
        self.back = denial - other
        """Statements from the denial back to the other; less than 0 where that comes later."""
        self.bare = evidence.bare(denial)
        """Whether the denial only points at what it denies."""
        self.meant = evidence.camps.allied(self.d.against, self.o.by)
        """Whether the denial is told to be against the other's speaker."""
        self.pointed = self.meant and _points_at(evidence, denial, other)
        """Whether it points at the statement, bare as it is."""
        self.named = evidence.names(denial, other)
        """Whether it names the other's speaker."""
        self.shared = evidence.matters.common(denial, other)
        """The matter that the two have in common."""
        self.blanket = set_phrase(evidence.words[denial])
        """Whether it is a set phrase that denies all ("nothing of the kind")."""
        told = dismisses(evidence.parsed, self.d.attribution) and not self.bare
        denies = cue_kind(evidence.parsed, self.d.attribution) == "denies"
        self.direct = self.named or (denies and not told)
        """Whether it says itself what is denied, or whose words are."""

    @property
    def accuses(self) -> bool:
        """Whether the other accuses."""
        return self.o.stance == "accuses"

    @property
    def just(self) -> bool:
        """Whether the denial comes right after the other."""
        return 0 < self.back <= _JUST_BEFORE

    @property
    def close(self) -> bool:
        """Whether the denial is against the other's speaker and soon after."""
        return self.meant and 0 < self.back <= _CLOSE

    @property
    def least(self) -> float:
        """The matter that the two must have in common, where nothing else speaks for it."""
        words = self.evidence.words[self.denial]
        charged = not self.named and any(w.lemma in CHARGES for w in words)
        return SAME_WORD if self.close and self.direct and not charged else _SAME_MATTER


def rebuts(evidence: Evidence, denial: int, other: int) -> float:
    """How much speaks for it that one denies what the other says."""
    d, o = evidence.statements[denial], evidence.statements[other]
    if not o.by and not d.against and other < denial and turned_down(evidence, Pair(other, denial)):
        return ENOUGH
    if hull(d.attribution.content).covers(hull(o.attribution.content)):
        # "Holt dismissed Orr's claims that the bill was hidden"
        return ENOUGH + 1.0
    facing = _Facing(evidence, denial, other)
    if _outright(facing):
        return ENOUGH
    return 0.0 if _beside_the_point(facing) else _at_once(facing) or _weighed(facing)


def turned_down(evidence: Evidence, pair: Pair) -> bool:
    """Whether a bare denial follows at once on what somebody hidden says."""
    just = pair.other - pair.one == 1
    denies = evidence.statements[pair.other].stance == "denies"
    return just and denies and evidence.bare(pair.other)


def denied_denial(evidence: Evidence, pair: Pair) -> float:
    """Whether one turns down what the other has just denied ("Holt rejected that denial")."""
    one, other = (evidence.statements[i] for i in pair)
    meant = evidence.camps.allied(other.against, one.by)
    just = pair.other - pair.one <= _JUST_BEFORE
    return ENOUGH if just and meant and evidence.bare(pair.other) else 0.0


# -- the steps, in order


def _outright(facing: _Facing) -> bool:
    """Whether the denial tells by itself that it is of the statement."""
    if facing.pointed and facing.o.stance == "asserts":
        # "Holt rejected that account": what was said just before, by somebody else.
        return True
    at_once = facing.just and facing.meant and not facing.blanket
    if at_once and facing.o.stance == "asserts" and facing.shared >= SAME_WORD:
        # "Orr said she had seen it fly. Holt called the flight a myth."
        return not negative(facing.evidence.words[facing.other])
    sweeps = sweeping(facing.evidence.words[facing.denial])
    return facing.meant and facing.named and facing.accuses and sweeps


def _beside_the_point(facing: _Facing) -> bool:
    """Whether the two have too little in common for one to be of the other."""
    pair = facing.denial, facing.other
    in_common = facing.shared if facing.direct else facing.evidence.matters.shared(*pair)
    if not facing.accuses and in_common < facing.least:
        return True
    if facing.bare:
        return False
    if not facing.accuses:
        return negative(facing.evidence.words[facing.other])
    allied = facing.evidence.camps.allied(facing.d.by, facing.o.against)
    answered = facing.meant and allied and 0 < facing.back <= NEAR
    return not (facing.blanket or facing.shared or answered)


def _at_once(facing: _Facing) -> float:
    """Points for a denial that comes soon after, against the very speaker; 0 where it does not."""
    if facing.just and facing.meant and facing.blanket:
        # "The law says nothing of the kind"
        return ENOUGH
    mere = facing.o.stance == "asserts"
    if facing.close and (mere or facing.just) and facing.shared >= facing.least:
        # A denial that fits nothing else denies what was said just before.
        return ENOUGH - 0.5 + min(1.0, facing.shared)
    return 0.0


def _weighed(facing: _Facing) -> float:
    """Points by whose denial it is, against whom, on what, and how far away."""
    evidence, d, o = facing.evidence, facing.d, facing.o
    accused = evidence.touches(d.by, o.against or tuple(evidence.named[facing.other]), o.by)
    cleared = _clears(facing)
    least = ENOUGH if cleared or (facing.pointed and facing.back == _JUST_BEFORE) else 0.0
    reach = FAR if o.against else _CLOSE
    if accused and facing.blanket and facing.accuses and 0 < facing.back <= reach:
        # "He says he has done nothing wrong", of all that he is accused of.
        return ENOUGH
    if not accused and (o.against or evidence.touches(d.by, o.by, ())):
        # Who denies speaks for the accused, not for another of the accuser's own camp.
        return least
    score = 1.0 if facing.accuses else 0.0
    score += 1.5 * accused
    if evidence.touches(o.by, (*d.against, *evidence.named[facing.denial]), d.by):
        score += 1.5
    score += min(2.0, facing.shared)
    if facing.bare and facing.back > 0:
        score += 1.0 if facing.back <= _SOON else 0.3
    away = abs(facing.back)
    return max(least, score - min(1.0, 0.1 * away)) if away <= FAR else least


# -- what they rest on


def _points_at(evidence: Evidence, denial: int, other: int) -> bool:
    """Whether a bare denial points at a statement: of those just before, by one speaker."""
    if not evidence.bare(denial) or other >= denial:
        return False
    by = evidence.statements[denial - 1].by
    run = denial
    while run > 0 and evidence.statements[run - 1].by == by:
        run -= 1
    which = which_of(evidence.words[denial])
    wanted = {"first": [run], "all": list(range(run, denial))}.get(which, [denial - 1])
    return other in wanted


def _clears(facing: _Facing) -> bool:
    """Whether a third party clears the accused ("the court found the charge unfounded")."""
    d, o = facing.d, facing.o
    since = facing.evidence.statements[facing.other + 1 : facing.denial]
    noun = pointed_at(facing.evidence.words[facing.denial])
    if any(s.stance != "denies" and not set(s.by) & {*d.by, *o.by} for s in since):
        # "The story is false" is of what was told last.
        return False
    return (
        facing.accuses
        and 0 < facing.back <= _CLOSE
        and bool(noun)
        and facing.bare
        and not set(d.by) & set(o.by)
        and not any(s.stance == "accuses" for s in since)
    )
