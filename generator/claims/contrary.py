"""Contrary: whether two assertions cannot both be wholly right, though neither denies the other.

Input: the evidence on a document's statements.  Output: points for a pair, from `ENOUGH` on where
the text gives a sign: a negation, a contrast, an answer, rivals on one thing, unlike figures, a
judge who overturns.  A shared matter alone is no sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.claims.contrast import answers, contrasted
from generator.claims.evidence import ENOUGH, FAR, MUCH_ALIKE, NEAR, SAME_WORD, Evidence, Pair
from generator.claims.figures import figures
from generator.claims.overlap import stems
from generator.claims.phrasing import base_phrases
from generator.document import Span, Word
from generator.findings import Statement, Verification
from generator.lexicon import load_set

_REACTION = 3
"""Statements between two in which rivals speak of one thing."""
_CLASH = 0.9
"""Weight of what one affirms and the other negates, from which they clash."""
_MUCH = 1.5
"""The same, where the two stand far apart."""
_SOME = 0.5
"""The same, where the text sets the one against the other besides."""
_ALIKE = 0.25
"""Likeness from which two statements are on one matter."""
_LITTLE = 0.12
"""Likeness from which the accused answer what they are accused of."""
_SOMEWHAT = 0.18
"""Likeness from which rivals who begin with one subject speak of one thing."""
_AGREED = 0.6
"""Likeness from which they say the same of it."""
_MATTER = 2
"""Words of meaning that what is answered has at least."""
_SAYING = 3
"""Words of meaning that an answer has at least ("I don't know" answers nothing)."""


def contrary(evidence: Evidence, pair: Pair) -> float:
    """Assertion against assertion: by a negation, a contrast or an answer."""
    a, b = (evidence.statements[i] for i in pair)
    if _asks(evidence, a) or _asks(evidence, b):
        return 0.0
    if _negates(evidence, pair) or _answers(evidence, pair) or _react(evidence, pair):
        return ENOUGH + evidence.matters.shared(*pair)
    return 0.0


def _negates(evidence: Evidence, pair: Pair) -> bool:
    """Whether one affirms what the other negates, and is on the same thing besides.

    Shared words alone say little: the one must speak of the other's party, or answer its
    accusation, or be set against it by the text, or negate most of what it says.
    """
    a, b = (evidence.statements[i] for i in pair)
    clash, alike = evidence.matters.clash(*pair), evidence.matters.alike(*pair)
    near, far = pair.other - pair.one <= NEAR, pair.other - pair.one > FAR
    turned = near and contrasted(evidence.parsed, a.attribution, b.attribution)
    back = evidence.names(pair.other, pair.one)
    if back and turned and evidence.matters.negated(*pair) >= _SOME:
        # "Holt said he held the deed. However, the registry said Holt had no deed."
        return True
    aimed = a.stance == "accuses" and evidence.camps.allied(a.against, b.by)
    if aimed and near and clash >= _SOME and alike >= _LITTLE:
        # "Orr accused Holt of hiding the bill. Holt said he had hidden nothing."
        return True
    meant = b.stance == "accuses" and evidence.camps.allied(b.against, a.by)
    if meant and clash >= _CLASH and alike >= _ALIKE:
        # "Holt said he reached the Cape. … A study found that Holt had failed to reach it."
        return True
    if far or clash < _CLASH or evidence.of_others(pair):
        return False
    several = len(evidence.matters.of[pair.one].stems & evidence.matters.of[pair.other].stems) > 1
    if alike >= _ALIKE and (back or (a.stance == "accuses" and a.by and several)):
        charged = "accuses" in {a.stance, b.stance}
        return near or charged or evidence.matters.negated(*pair) >= _MUCH
    if evidence.apart(pair):
        # Each speaks of itself: both may be right.
        return False
    if turned and (alike >= MUCH_ALIKE or evidence.camps.rivals(a.by, b.by)):
        return True
    if alike < _ALIKE:
        return False
    return evidence.matters.contrary(*pair) or (near and evidence.matters.mostly(*pair))


def _answers(evidence: Evidence, pair: Pair) -> bool:
    """Whether one is told as an answer to the other, on whose party or matter it is."""
    answer = evidence.statements[pair.other].attribution
    if pair.other - pair.one > NEAR or not answers(evidence.parsed, answer):
        return False
    if len(evidence.matters.of[pair.other].stems) < _SAYING:
        return evidence.matters.alike(*pair) >= _ALIKE
    back = evidence.names(pair.other, pair.one)
    if len(evidence.matters.of[pair.one].stems) < _MATTER:
        # "Orr rejected the name": too little to be what another answers, unless he names her.
        return back
    named = evidence.names(pair.one, pair.other) and evidence.matters.shared(*pair) > 0
    return back or named or evidence.matters.alike(*pair) >= _ALIKE


def _react(evidence: Evidence, pair: Pair) -> bool:
    """Whether rivals speak of one ruling, one plan: each says of it what suits its cause."""
    a, b = (evidence.statements[i] for i in pair)
    if pair.other - pair.one > _REACTION or not evidence.camps.rivals(a.by, b.by):
        return False
    same = _subject(evidence.words[pair.one]) & _subject(evidence.words[pair.other])
    return bool(same) and _SOMEWHAT <= evidence.matters.alike(*pair) < _AGREED


def _asks(evidence: Evidence, statement: Statement) -> bool:
    """Whether a statement is a question, which claims nothing."""
    cue = statement.attribution.cue
    asking = load_set("claims/asking.txt")
    asked = any(w.lemma in asking for span in cue for w in evidence.parsed.words_in(span))
    said = statement.attribution.content[-1].of(evidence.parsed.text)
    return asked or said.rstrip(" ”\"'’").endswith("?")


def overruled(evidence: Evidence, checks: Sequence[Verification], pair: Pair) -> float:
    """Whether one is what a judge found who has just overturned the other."""
    one, other = pair
    for check in checks:
        if check.by is None or one not in check.about:
            continue
        ruled = evidence.camps.allied(evidence.statements[other].by, (check.by,))
        ruled = ruled or _called(evidence, evidence.statements[other].by, check.evidence)
        if ruled and check.evidence.end <= evidence.statements[other].evidence.start:
            since = [s for s in evidence.statements[one + 1 : other] if s.by]
            if all(set(s.by) == set(evidence.statements[other].by) for s in since):
                return ENOUGH
    return 0.0


def _called(evidence: Evidence, names: Iterable[str], where: Span) -> bool:
    """Whether words call a body that is named by a description ("a federal appeals court")."""
    told = {w.lemma for w in evidence.parsed.words_in(where)} | {
        w.form.lower() for w in evidence.parsed.words_in(where)
    }
    for name in names:
        words = [w for w in name.lower().split() if w not in {"a", "an", "the", "federal"}]
        if len(words) > 1 and name[-1].islower() and set(words) <= told:
            return True
    return False


def unlike(evidence: Evidence, pair: Pair) -> float:
    """Unlike figures for the same thing, in statements that say much the same of it."""
    one, other = (figures(evidence.words[i]) for i in pair)
    unlike = [
        noun
        for noun in sorted(one.keys() & other.keys())
        if not any(a.meets(b) for a in one[noun] for b in other[noun])
    ]
    if not unlike or any(evidence.of_itself(i) for i in pair):
        return 0.0
    shared = evidence.matters.shared(*pair) - evidence.matters.weight(unlike)
    enough = shared >= SAME_WORD and evidence.matters.alike(*pair) >= MUCH_ALIKE
    return ENOUGH + shared if enough else 0.0


def _subject(words: Sequence[Word]) -> set[str]:
    """What a statement begins to speak of, unless it is somebody."""
    first = next(base_phrases(words), None)
    return stems(words[first[1] - 1 : first[1]]) if first is not None else set()
