"""Principals: for whom a speaker speaks, whose "he" is not the speaker himself.

Input: an attribution and its speaker.  Output: whether the speaker is a deputy, and whom the text
names as the principal ("Orr's lawyer", "a spokesman for the mine").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.document import Attribution, ParsedDocument, Span, Word
from generator.entities.cast import Cast
from generator.entities.entity import Entity, agrees
from generator.language.phrases import head_index, possessor_end
from generator.lexicon import load_set

_LINKS = frozenset({"for", "of", "to"})
"""What stands between a deputy and the principal."""


class Deputy(NamedTuple):
    """That somebody speaks for another, and for whom; None where the text does not name them."""

    principal: Entity | None


def deputy(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    speakers: Sequence[Entity],
    wanted: str,
) -> Deputy | None:
    """For whom the source speaks, of the pronoun's gender; None where it speaks for itself."""
    if wanted == "n" and any(agrees(e, wanted) for e in speakers):
        return None
    found = None
    for words, head in _titles(parsed, attribution, speakers):
        found = found or Deputy(None)
        owner = words[: possessor_end(words, head)] or words[:head]
        rest = words[head + 1 :]
        after = rest[1:] if rest and rest[0].form in _LINKS else ()
        for part in (owner, after):
            whole = Span(part[0].span.start, part[-1].span.end) if part else Span(0, 0)
            named = [e for e in cast.named_in(whole) if e not in speakers and e.name]
            fitting = [e for e in named if agrees(e, wanted)]
            if len(fitting) == 1:
                return Deputy(fitting[0])
            if named:
                # "a spokesman for the mine": no "he" but himself.
                return None
    return found


def _titles(
    parsed: ParsedDocument, attribution: Attribution, speakers: Sequence[Entity]
) -> Iterator[tuple[tuple[Word, ...], int]]:
    """The words that call the speaker a deputy, with the index of the noun that does."""
    roles = [e.role for e in speakers if e.role is not None]
    for span in (*attribution.source, *roles):
        words = parsed.words_in(span)
        head = head_index(words) if words else None
        if head is None:
            continue
        pair = " ".join(w.lemma for w in words[max(0, head - 1) : head + 1])
        if {words[head].lemma, pair} & load_set("claims/deputies.txt"):
            yield words, head
