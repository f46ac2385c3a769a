"""Evidence: what is known of each statement that bears on whether two of them oppose each other.

Input: a parsed document, its parties and statements.  Output: by index, a statement's words, whom
it names, and what it is about; and who of the parties stands with whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.claims.camps import Camps
from generator.claims.denial import anaphoric
from generator.claims.matter import Matters
from generator.document import ParsedDocument
from generator.findings import Party, Statement, Toponym

ENOUGH = 3.0
"""Points from which two statements are set against each other."""
NEAR = 2
"""Statements between two that an answer or a contrast may set against each other."""
FAR = 12
"""Statements between two that may still be on one matter."""
SAME_WORD = 0.7
"""Shared matter of one content word."""
MUCH_ALIKE = 0.35
"""Likeness from which two statements are on the very same thing."""
_SUBJECT = 12
"""Characters within which the subject of a statement begins."""


class Pair(NamedTuple):
    """Two statements, by index, the earlier first."""

    one: int
    other: int


class Evidence:
    """The statements of a document, made ready for comparison."""

    def __init__(
        self,
        parsed: ParsedDocument,
        parties: Sequence[Party],
        statements: Sequence[Statement],
        toponyms: Sequence[Toponym],
    ) -> None:
        self.parsed = parsed
        self.statements = statements
        self.camps = Camps(parsed.text, parties, [t.span.of(parsed.text) for t in toponyms])
        self.words = [
            tuple(w for c in s.attribution.content for w in parsed.words_in(c)) for s in statements
        ]
        self.matters = Matters(self.words, [n for p in parties for n in (p.name, *p.aliases)])
        self._mentions = [
            sorted(
                (m.start, p.name)
                for p in parties
                for m in p.mentions
                if any(c.covers(m) for c in s.attribution.content)
            )
            for s in statements
        ]
        self.named = [sorted({name for _, name in mentions}) for mentions in self._mentions]

    def names(self, index: int, other: int) -> bool:
        """Whether a statement names the party, or one of the camp, that makes another."""
        return self.camps.allied(self.named[index], self.statements[other].by)

    def bare(self, index: int) -> bool:
        """Whether a statement only points at what it is about ("denied it")."""
        return anaphoric(self.words[index])

    def touches(self, names: Iterable[str], others: Iterable[str], against: Iterable[str]) -> bool:
        """Whether two sets of parties stand together, or share a country that is not the foe's."""
        names, others = tuple(names), tuple(others)
        return self.camps.allied(names, others) or self.camps.compatriots(names, others, against)

    def apart(self, pair: Pair) -> bool:
        """Whether two statements begin with different parties: each may be right of its own."""
        one, other = (self._subject(i) for i in pair)
        return bool(one and other) and not self.camps.allied(one, other)

    def of_others(self, pair: Pair) -> bool:
        """Whether two statements begin with the names of parties that have nothing in common."""
        one, other = (self._first(i) for i in pair)
        return bool(one and other) and not self.camps.allied((str(one),), (str(other),))

    def of_itself(self, index: int) -> bool:
        """Whether a party begins with itself: what is its own, no other party counts."""
        return self.camps.allied(self._subject(index), self.statements[index].by)

    def _subject(self, index: int) -> tuple[str, ...]:
        """The party that a statement begins with; a pronoun is taken for the speaker."""
        words, first = self.words[index], self._first(index)
        if first is not None:
            return (first,)
        pronoun = bool(words) and words[0].tag == "PRP"
        return self.statements[index].by if pronoun else ()

    def _first(self, index: int) -> str | None:
        """The party that a statement begins with."""
        start = self.statements[index].attribution.content[0].start
        first = next(iter(self._mentions[index]), None)
        return first[1] if first is not None and first[0] - start < _SUBJECT else None
