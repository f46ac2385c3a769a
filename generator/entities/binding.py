"""Binding: whom a subject pronoun cannot mean, since its own clause names them.

Input: a parsed document, its entities, and a pronoun.  Output: entities.  "He congratulated Holt"
is said of somebody else (principle C of Chomsky 1981): a name that stands under the pronoun's verb
is not the pronoun's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.document import ParsedDocument, Word
from generator.entities.entity import Entity
from generator.language.phrases import SUBJECTS

_ENDS = frozenset({",", ";", ":", "(", ")", '"', "“", "”", "''", "``", "—", "–", "-LRB-"})
"""Marks past which a name may be the pronoun's own ("He (Holt) left", "he left, Holt said")."""
_BESIDES = frozenset({"after", "as", "because", "before", "if", "once", "since", "until", "when",
                      "where", "while"})  # fmt: skip
"""What begins a clause of circumstance, in which he may be named ("he spoke after Holt fell")."""


def named_by_its_clause(
    parsed: ParsedDocument, entities: Iterable[Entity], pronoun: Word
) -> tuple[Entity, ...]:
    """Whom the clause after a subject pronoun names; whose supporters it names may be meant."""
    clause = _after(parsed, pronoun)
    if pronoun.form.lower() not in SUBJECTS or not _does(clause):
        return ()
    named = [w for i, w in enumerate(clause) if w.proper and not _qualifies(clause, i)]
    return tuple(
        e for e in entities if e.forms and any(m.covers(w.span) for m in e.mentions for w in named)
    )


def _after(parsed: ParsedDocument, pronoun: Word) -> list[Word]:
    """The words after a pronoun to the first mark or word that may part it from a name."""
    index = parsed.sentence_at(pronoun.span.start)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    out: list[Word] = []
    for word in words:
        if word.span.start <= pronoun.span.start:
            continue
        if word.form in _ENDS or word.form.lower() in _BESIDES:
            break
        out.append(word)
    return out


def _does(clause: Sequence[Word]) -> bool:
    """Whether a verb comes at once that does not say who the pronoun's own is ("He was Holt")."""
    rest = [w for w in clause if not w.tag.startswith("RB")]
    return bool(rest) and (rest[0].finite or rest[0].tag[:2] == "VB") and rest[0].lemma != "be"


def _qualifies(clause: Sequence[Word], at: int) -> bool:
    """Whether a name stands before a noun of another kind ("Holt supporters")."""
    after = next((w for w in clause[at + 1 :] if not w.proper), None)
    return after is not None and after.noun
