"""Position: what a statement does, and against whom, in the light of those before it.

Input: an attribution with its speakers, the cast, the statements before it.  Output: a stance and
names of parties.  The cue and the words decide where they can (`stance.py`, `blame.py`,
`denial.py`); else what the speaker answers does.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.claims.blame import (
    accused_of,
    characterises,
    ill_spoken_of,
    slights,
)
from generator.claims.denial import denied_by, turns_away
from generator.claims.pieces import quoted
from generator.claims.stance import stance_of
from generator.claims.wrongs import speaks_ill
from generator.document import Attribution, ParsedDocument, Word, hull
from generator.entities.cast import Cast
from generator.findings import Stance, Statement


def position_of(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    kind: str,
    content: Sequence[Word],
    by: Sequence[str],
    earlier: Sequence[Statement],
) -> tuple[Stance, tuple[str, ...]]:
    """The stance of a statement that is no refusal to comment, and whom it is against.

    `kind` is the class of the cue, `by` the names of the speakers.
    """
    accused = tuple(e.name for e in accused_of(parsed, cast, attribution, kind, by))
    stance = stance_of(kind, content, accused)
    view = characterises(parsed, attribution, content)
    if view and stance == "asserts":
        stance = view
    if stance == "denies" and turns_away(parsed, attribution):
        # To dismiss a measure is no denial of a fact.
        return "asserts", ()
    if stance == "denies":
        return stance, denied_by(parsed, cast, attribution, by, earlier)
    if stance == "accuses":
        return stance, _just_accused(parsed, attribution, by, earlier) or accused
    ill = speaks_ill(content) if quoted(parsed.text, attribution.content[0]) else None
    if stance == "asserts" and ill is not None:
        return "accuses", ill_spoken_of(cast, content, ill, by, earlier)
    if stance == "asserts" and slights(content) and earlier and set(earlier[-1].by) - set(by):
        return "accuses", earlier[-1].by
    return stance, ()


def _just_accused(
    parsed: ParsedDocument,
    attribution: Attribution,
    by: Sequence[str],
    earlier: Sequence[Statement],
) -> tuple[str, ...]:
    """Whom the same sentence has accused: "Orr accused Quent: the books, she alleged, …"."""
    if not attribution.cue or not earlier or earlier[-1].by != tuple(by):
        return ()
    last = earlier[-1]
    here = parsed.sentence_at(attribution.cue[0].start)
    same = parsed.sentence_at(hull(last.attribution.content).start) == here
    before = any(c.end <= attribution.cue[0].start for c in attribution.content)
    return last.against if same and before and last.stance == "accuses" else ()
