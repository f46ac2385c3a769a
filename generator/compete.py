"""Competing claims: which statements cannot all be wholly right, side against side.

Stage: after the extractors.  Input: statements, parties, verifications, toponyms, the parsed
document.
Output: disputes.  Precision before recall: two statements are set against each other only where
the document gives a sign of it (`generator/claims/opposition.py` says which).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.claims.capitals import Capitals
from generator.claims.evidence import Pair
from generator.claims.opposition import Judge
from generator.claims.topics import find_topic
from generator.document import ParsedDocument
from generator.findings import Dispute, Party, Side, Statement, Status, Toponym, Verification
from generator.model import UNNAMED

_FARTHEST = 150
"""Statements between two that can be set against each other: more than a report has, so that the
time for a long document grows with its length and no faster.
"""


def find_disputes(
    parsed: ParsedDocument,
    parties: Sequence[Party],
    statements: Sequence[Statement],
    verifications: Sequence[Verification],
    toponyms: Sequence[Toponym],
) -> tuple[Dispute, ...]:
    """The document's disputes, in order of their first claim."""
    judge = Judge(parsed, parties, statements, verifications, toponyms)
    pairs = [
        pair
        for a in range(len(statements))
        for b in range(a + 1, min(len(statements), a + 1 + _FARTHEST))
        if judge.oppose(pair := Pair(a, b))
    ]
    pairs = _best_denied(pairs, judge)
    out = []
    # An accusation with its denial is one dispute, a counter-accusation another.
    for back in (True, False):
        alike = [p for p in pairs if judge.counters(p) is back]
        for group in _joined(alike):
            sides = _sides(group, alike, statements)
            if len(sides) > 1:
                sides = tuple(_with_allies(side, sides, judge) for side in sides)
                out.append((group, sides, back))
    out.sort(key=lambda found: sorted(i for side in found[1] for i in side.statements))
    if not out:
        return ()
    disputes = []
    capitals = Capitals(parsed.words)
    names = [n for p in parties for n in (p.name, *p.aliases)]
    people = [n for p in parties if p.kind == "person" for n in (p.name, *p.aliases)]
    for group, sides, back in out:
        told = [[i for i in side.statements if not judge.slighting(i)] for side in sides]
        if back:
            # A counter-accusation is on what it alleges, not on what it answers.
            told = told[1:]
        disputes.append(
            Dispute(
                topic=find_topic(
                    parsed, statements, [t for t in told if t] or [group], names, people, capitals
                ),
                status=_status(group, judge, verifications),
                sides=sides,
            )
        )
    return tuple(disputes)


def answer(statements: Sequence[Statement], disputes: Sequence[Dispute]) -> tuple[Statement, ...]:
    """The statements, each denial directed against those whose words it denies.

    Against `unnamed` only where nobody named is on any other side.
    """
    against: dict[int, dict[str, None]] = {}
    for dispute in disputes:
        for side in dispute.sides:
            for index in side.statements:
                others = [n for s in dispute.sides if s is not side for n in s.party]
                against.setdefault(index, {}).update(dict.fromkeys(others))
    for names in against.values():
        if len(names) > 1:
            names.pop(UNNAMED, None)
    return tuple(
        replace(s, against=tuple(against[i]))
        if s.stance == "denies" and not s.against and i in against
        else s
        for i, s in enumerate(statements)
    )


def _with_allies(side: Side, sides: Sequence[Side], judge: Judge) -> Side:
    """The side with what its parties and those who stand with them say elsewhere on the matter."""
    group = {i for s in sides for i in s.statements}
    facing = [n for s in sides if s is not side for n in s.party]
    more = [
        i
        for i, s in enumerate(judge.statements)
        if i not in group
        and judge.stands_with(s.by, side.party, facing)
        and any(judge.repeats(i, k) for k in side.statements)
    ]
    names = dict.fromkeys((*side.party, *(n for i in more for n in judge.statements[i].by)))
    return Side(party=tuple(names), statements=tuple(sorted((*side.statements, *more))))


def _best_denied(pairs: Sequence[Pair], judge: Judge) -> list[Pair]:
    """A denial denies what it fits best, and what fits nearly as well; not all that fits.

    One that tells whose words it denies denies nobody else's.
    """
    best: dict[int, float] = {}
    whose = {
        i: judge.told_within(i)
        for i in {i for pair in pairs for i in pair}
        if judge.statements[i].stance == "denies"
    }
    pairs = [
        pair
        for pair in pairs
        if all(
            not whose.get(i) or whose[i] & set(judge.statements[k].by)
            for i, k in (pair, (pair.other, pair.one))
        )
    ]
    for pair in pairs:
        for index in pair:
            if judge.statements[index].stance == "denies":
                best[index] = max(best.get(index, 0.0), judge.points(pair))
    return [
        pair
        for pair in pairs
        if all(judge.points(pair) >= best[i] - 1.0 for i in pair if i in best)
    ]


def _joined(pairs: Sequence[Pair]) -> list[list[int]]:
    """Groups of statements that opposition connects."""
    groups: list[set[int]] = []
    for pair in pairs:
        touching = [g for g in groups if g & set(pair)]
        merged = set(pair).union(*touching)
        groups = [g for g in groups if g not in touching] + [merged]
    return sorted(sorted(g) for g in groups)


def _sides(
    group: Sequence[int], pairs: Sequence[Pair], statements: Sequence[Statement]
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


def _status(group: Sequence[int], judge: Judge, verifications: Sequence[Verification]) -> Status:
    """What the document says on checking, else denied or disputed."""
    about = [v.kind for v in verifications if set(v.about) & set(group)]
    if "refuted" in about or "confirmed" in about:
        return "resolved"
    if "unverified" in about:
        return "unverified"
    # The accused deny; where another's account is turned down, who is right is disputed.
    denied = any(judge.defends(i, k) for i in group for k in group)
    return "denied" if denied else "disputed"
