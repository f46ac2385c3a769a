"""Opposition: how much speaks for it that two statements cannot both be wholly right.

Input: a document's statements and parties.  Output: points for a pair; from `ENOUGH` on it is set
against each other.  Precision before recall: a shared matter is never enough, the text must give a
sign: a denial, accusation against accusation, an answer, a contrast, a negation, unlike figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.claims.blame import slights
from generator.claims.camps import Camps
from generator.claims.contrast import answers, contrasted
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
from generator.claims.figures import figures
from generator.claims.matter import Matters
from generator.claims.overlap import stems
from generator.claims.phrasing import base_phrases
from generator.claims.stance import cue_kind, set_phrase
from generator.document import ParsedDocument, Span, Word, hull
from generator.findings import Party, Statement, Verification

ENOUGH = 3.0
"""Points from which two statements are set against each other."""
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
_MUCH_ALIKE = 0.35
"""Likeness from which two statements are on the very same thing."""
_SOMEWHAT = 0.18
"""Likeness from which rivals who begin with one subject speak of one thing."""
_AGREED = 0.6
"""Likeness from which they say the same of it."""
_SAYING = 3
"""Words of meaning that an answer has at least ("I don't know" answers nothing)."""
_SUBJECT = 12
"""Characters within which the subject of a statement begins."""
_ASKING = frozenset({"ask", "wonder", "question", "inquire", "enquire"})


class Pair(NamedTuple):
    """Two statements, by index, the earlier first."""

    one: int
    other: int


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
        self._parsed = parsed
        self._camps = Camps(parsed.text, parties)
        contents = [
            tuple(w for c in s.attribution.content for w in parsed.words_in(c)) for s in statements
        ]
        self._matters = Matters(contents, [n for p in parties for n in (p.name, *p.aliases)])
        self._words = contents
        self._subjects = [_subject(words) for words in contents]
        self._figures = [figures(words) for words in contents]
        self._mentions = [
            [
                (m.start, p.name)
                for p in parties
                for m in p.mentions
                if any(c.covers(m) for c in s.attribution.content)
            ]
            for s in statements
        ]
        self._named = [{name for _, name in mentions} for mentions in self._mentions]

    def oppose(self, pair: Pair) -> bool:
        """Whether the pair's points reach the threshold."""
        a, b = (self.statements[i] for i in pair)
        if set(a.by) & set(b.by) or not self._known(b):
            return False
        if not self._known(a) and not self._turned_down(pair):
            return False
        if self._camps.allied(a.by, b.by):
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
        if back and slights(self._words[pair.other]):
            # "That claim smacks of hypocrisy", right after the claim.
            return ENOUGH
        if a.stance == b.stance == "accuses":
            return self._counter(pair)
        if back:
            return self._shared(pair)
        return max(self._contrary(pair), self._unlike(pair), self._overruled(pair))

    def slighting(self, index: int) -> bool:
        """Whether a statement only says ill of what was said before."""
        return slights(self._words[index])

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
            and self._matters.alike(*pair) >= _MUCH_ALIKE
        )
        return again or (index == other + 1 and self._anaphoric(other))

    # -- the ways in which two statements oppose each other

    def _denial(self, denial: int, other: int) -> float:
        """Whether one denies what the other says."""
        d, o = self.statements[denial], self.statements[other]
        if turns_away(self._parsed, d.attribution):
            return 0.0
        if not o.by and not d.against and other < denial and self._turned_down(Pair(other, denial)):
            return ENOUGH
        if hull(d.attribution.content).covers(hull(o.attribution.content)):
            # "Holt dismissed Orr's claims that the bill was hidden"
            return ENOUGH + 1.0
        pair = Pair(denial, other)
        shared = self._matters.common(denial, other)
        meant = self._camps.allied(d.against, o.by)
        if meant and o.stance == "asserts" and self._pointed_at(denial, other):
            # "Holt rejected that account": what was said just before, by somebody else.
            return ENOUGH
        close = meant and 0 < denial - other <= _CLOSE
        named = self._camps.allied(sorted(self._named[denial]), o.by)
        charged = not named and any(w.lemma in CHARGES for w in self._words[denial])
        cue = cue_kind(self._parsed, d.attribution)
        told = dismisses(self._parsed, d.attribution) and not self._anaphoric(denial)
        direct = named or (cue == "denies" and not told)
        least = _SAME_WORD if close and direct and not charged else _SAME_MATTER
        if meant and named and o.stance == "accuses" and sweeping(self._words[denial]):
            return ENOUGH
        if o.stance != "accuses" and (shared if direct else self._shared(pair)) < least:
            return 0.0
        blanket = set_phrase(self._words[denial])
        if not self._anaphoric(denial):
            if o.stance != "accuses" and negative(self._words[other]):
                return 0.0
            answered = meant and self._camps.allied(d.by, o.against) and 0 < denial - other <= _NEAR
            if o.stance == "accuses" and not (blanket or shared or answered):
                return 0.0
        just = 0 < denial - other <= _JUST_BEFORE
        if just and meant and blanket:
            # "The law says nothing of the kind"
            return ENOUGH
        if close and (o.stance == "asserts" or just) and shared >= least:
            # A denial that fits nothing else denies what was said just before.
            return ENOUGH - 0.5 + min(1.0, shared)
        accused = self._touches(d.by, o.against or tuple(sorted(self._named[other])), o.by)
        if self._charged(denial, other):
            return ENOUGH
        away = abs(denial - other)
        if (
            accused
            and blanket
            and o.stance == "accuses"
            and away <= (_FAR if o.against else _CLOSE)
        ):
            # "He says he has done nothing wrong", of all that he is accused of.
            return ENOUGH
        if not accused and (o.against or self._touches(d.by, o.by, ())):
            # Who denies speaks for the accused, not for another of the accuser's own camp.
            return 0.0
        score = 1.0 if o.stance == "accuses" else 0.0
        score += 1.5 * accused
        if self._touches(o.by, (*d.against, *sorted(self._named[denial])), d.by):
            score += 1.5
        score += min(2.0, shared)
        if self._anaphoric(denial) and other < denial:
            score += 1.0 if denial - other <= 3 else 0.3
        return score - min(1.0, 0.1 * away) if away <= _FAR else 0.0

    def _pointed_at(self, denial: int, other: int) -> bool:
        """Whether a bare denial points at a statement: of those just before, by one speaker."""
        if not self._anaphoric(denial) or other >= denial:
            return False
        by = self.statements[denial - 1].by
        run = denial
        while run > 0 and self.statements[run - 1].by == by:
            run -= 1
        which = which_of(self._words[denial])
        wanted = {"first": [run], "all": list(range(run, denial))}.get(which, [denial - 1])
        return other in wanted

    def _denied_denial(self, pair: Pair) -> float:
        """Whether one turns down what the other has just denied ("Holt rejected that denial")."""
        meant = self._camps.allied(
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
            and bool(pointed_at(self._words[denial]))
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

    def _contrary(self, pair: Pair) -> float:
        """Assertion against assertion: by a negation, a contrast or an answer."""
        a, b = (self.statements[i] for i in pair)
        if self._asks(a) or self._asks(b):
            return 0.0
        if self._negates(pair) or self._answers(pair) or self._react(pair):
            return ENOUGH + self._shared(pair)
        return 0.0

    def _negates(self, pair: Pair) -> bool:
        """Whether one affirms what the other negates, and is on the same thing besides.

        Shared words alone say little: the one must speak of the other's party, or answer its
        accusation, or be set against it by the text, or negate most of what it says.
        """
        a, b = (self.statements[i] for i in pair)
        clash, alike = self._matters.clash(*pair), self._matters.alike(*pair)
        near, far = pair.other - pair.one <= _NEAR, pair.other - pair.one > _FAR
        turned = near and contrasted(self._parsed, a.attribution, b.attribution)
        back = self._camps.allied(sorted(self._named[pair.other]), a.by)
        if back and turned and self._matters.negated(*pair) >= _SOME:
            # "Holt said he held the deed. However, the registry said Holt had no deed."
            return True
        aimed = a.stance == "accuses" and self._camps.allied(a.against, b.by)
        if aimed and near and clash >= _SOME:
            # "Orr accused Holt of hiding the bill. Holt said he had hidden nothing."
            return True
        if far or clash < _CLASH:
            return False
        if alike >= _ALIKE and (back or (a.stance == "accuses" and a.by)):
            charged = "accuses" in {a.stance, b.stance}
            return near or charged or self._matters.negated(*pair) >= _MUCH
        if self._own(pair.one) and self._own(pair.other):
            # Each speaks of itself: both may be right.
            return False
        if turned and (alike >= _MUCH_ALIKE or self._camps.rivals(a.by, b.by)):
            return True
        if alike < _ALIKE:
            return False
        return self._matters.contrary(*pair) or (near and self._matters.mostly(*pair))

    def _answers(self, pair: Pair) -> bool:
        """Whether one is told as an answer to the other, on whose party or matter it is."""
        a, b = (self.statements[i] for i in pair)
        if pair.other - pair.one > _NEAR or not answers(self._parsed, b.attribution):
            return False
        if len(self._matters.of[pair.other].stems) < _SAYING:
            return self._matters.alike(*pair) >= _ALIKE
        back = self._camps.allied(sorted(self._named[pair.other]), a.by)
        named = self._camps.allied(sorted(self._named[pair.one]), b.by) and self._shared(pair) > 0
        return back or named or self._matters.alike(*pair) >= _ALIKE

    def _react(self, pair: Pair) -> bool:
        """Whether rivals speak of one ruling, one plan: each says of it what suits its cause."""
        a, b = (self.statements[i] for i in pair)
        if pair.other - pair.one > _REACTION or not self._camps.rivals(a.by, b.by):
            return False
        same = self._subjects[pair.one] & self._subjects[pair.other]
        return bool(same) and _SOMEWHAT <= self._matters.alike(*pair) < _AGREED

    def _asks(self, statement: Statement) -> bool:
        """Whether a statement is a question, which claims nothing."""
        cue = statement.attribution.cue
        asked = any(w.lemma in _ASKING for span in cue for w in self._parsed.words_in(span))
        said = statement.attribution.content[-1].of(self._parsed.text)
        return asked or said.rstrip(" ”\"'’").endswith("?")

    def _overruled(self, pair: Pair) -> float:
        """Whether one is what a judge found who has just overturned the other."""
        one, other = pair
        for check in self._overruling:
            if check.by is None or one not in check.about:
                continue
            ruled = self._camps.allied(self.statements[other].by, (check.by,))
            ruled = ruled or self._called(self.statements[other].by, check.evidence)
            if ruled and check.evidence.end <= self.statements[other].evidence.start:
                since = [s for s in self.statements[one + 1 : other] if s.by]
                if all(set(s.by) == set(self.statements[other].by) for s in since):
                    return ENOUGH
        return 0.0

    def _called(self, names: Iterable[str], where: Span) -> bool:
        """Whether words call a body that is named by a description ("a federal appeals court")."""
        told = {w.lemma for w in self._parsed.words_in(where)} | {
            w.form.lower() for w in self._parsed.words_in(where)
        }
        for name in names:
            words = [w for w in name.lower().split() if w not in {"a", "an", "the", "federal"}]
            if len(words) > 1 and name[-1].islower() and set(words) <= told:
                return True
        return False

    def _unlike(self, pair: Pair) -> float:
        """Unlike figures for the same thing, in statements that say much the same of it."""
        one, other = (self._figures[i] for i in pair)
        unlike = [
            noun
            for noun in sorted(one.keys() & other.keys())
            if not any(a.meets(b) for a in one[noun] for b in other[noun])
        ]
        if not unlike or any(self._of_itself(i) for i in pair):
            return 0.0
        shared = self._shared(pair) - self._matters.weight(unlike)
        enough = shared >= _SAME_WORD and self._matters.alike(*pair) >= _MUCH_ALIKE
        return ENOUGH + shared if enough else 0.0

    def _own(self, index: int) -> bool:
        """Whether a statement begins with a person or party, not with a matter."""
        words = self._words[index]
        first = min((start for start, _ in self._mentions[index]), default=None)
        start = self.statements[index].attribution.content[0].start
        return bool(words and words[0].tag == "PRP" and words[0].lemma != "it") or (
            first is not None and first - start < _SUBJECT
        )

    def _of_itself(self, index: int) -> bool:
        """Whether a party counts what is its own, which no other party counts."""
        first = min((m for m in self._mentions[index]), default=None)
        start = self.statements[index].attribution.content[0].start
        itself = first is not None and first[0] - start < _SUBJECT
        return itself and first is not None and first[1] in self.statements[index].by

    # -- what they rest on

    def _shared(self, pair: Pair) -> float:
        return self._matters.shared(*pair)

    def _anaphoric(self, index: int) -> bool:
        return anaphoric(self._words[index])

    def _touches(self, names: Iterable[str], others: Iterable[str], against: Iterable[str]) -> bool:
        """Whether two sets of parties stand together, or share a country that is not the foe's."""
        names, others = tuple(names), tuple(others)
        return self._camps.allied(names, others) or self._camps.compatriots(names, others, against)


def _subject(words: Sequence[Word]) -> set[str]:
    """What a statement begins to speak of, unless it is somebody."""
    first = next(base_phrases(words), None)
    return stems(words[first[1] - 1 : first[1]]) if first is not None else set()


def _judges(party: Party) -> bool:
    """Whether a person decides as a court does."""
    told = {w.lower() for w in (party.role or "").split()}
    return party.kind == "person" and bool(told & {"judge", "justice", "magistrate", "arbitrator"})
