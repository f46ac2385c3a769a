"""Roles: what the text itself calls a person or body, before the name or after it.

Input: the tagged words of a sentence and where a name stands in it.  Output: the span of the
words that say the role ("CIA Director", "the mayor of Brill"), or None.  Never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Span, Word
from generator.grammar import head_index
from generator.lexicon import load_mapping, load_set

_BEFORE = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "POS", "CC", "VBG", "VBN", "CD", "AFX"}
)
_LONGEST = 14


def is_role(lemma: str) -> bool:
    """Whether a noun (lower case, singular) says what a person is or does."""
    return (
        lemma in load_set("who/roles.txt")
        or lemma in load_mapping("who/gendered.txt")
        or (lemma.endswith(("man", "woman", "person", "ist", "ologist"))
        and len(lemma) > 5)
    )


def find_role(parsed: ParsedDocument, name: Span) -> Span | None:
    """The role said beside one mention of a person; an apposition wins over a bare title."""
    words = _sentence(parsed, name)
    inside = [i for i, w in enumerate(words) if name.covers(w.span)]
    if not inside:
        return None
    after = _after(words, inside[-1] + 1)
    before = _before(words, inside[0])
    return before or after


def _sentence(parsed: ParsedDocument, span: Span) -> tuple[Word, ...]:
    index = parsed.sentence_at(span.start)
    return parsed.words[index] if 0 <= index < len(parsed.words) else ()


def _before(words: Sequence[Word], start: int) -> Span | None:
    """ "Ukrainian President", "Kremlin spokesman", "the agency's former director"."""
    first = start
    while first > 0 and start - first < _LONGEST:
        word = words[first - 1]
        if (
            word.tag == "."
            and first > 1
            and words[first - 2].form.lower() in load_mapping("who/titles.txt")
        ):
            first -= 1
        elif word.tag in _BEFORE and word.lemma != "and":
            first -= 1
        elif word.form == "of" and first > 1 and words[first - 2].noun and first < start:
            first -= 1
        else:
            break
    phrase = words[first:start]
    while phrase and (phrase[0].tag in {"POS", "CC", "HYPH", "."} or phrase[0].form == ","):
        phrase = phrase[1:]
    if not any(
        is_role(w.lemma) or w.form.lower() in load_mapping("who/titles.txt") for w in phrase
    ):
        return None
    last = max(
        i
        for i, w in enumerate(phrase)
        if is_role(w.lemma) or w.form.lower() in load_mapping("who/titles.txt")
    )
    if last + 3 < len(phrase):
        return None
    return Span(phrase[0].span.start, phrase[-1].span.end)


def _after(words: Sequence[Word], end: int) -> Span | None:
    """ ", the mayor of Brill,", ", who heads the agency" is none (not a noun phrase)."""
    if end >= len(words) or words[end].form != ",":
        return None
    first = end + 1
    if first < len(words) and words[first].tag == "CD":
        # An age: "Ann Lo, 45, a teacher".
        first += 2
    stop = first
    while stop < len(words) and stop - first < _LONGEST + 4:
        if words[stop].form in {",", ".", ";", "(", "—", "–", ":"} or words[stop].finite:
            break
        if words[stop].tag in {"WP", "WDT"}:
            break
        stop += 1
    phrase = words[first:stop]
    if stop < len(words) and words[stop].finite and words[stop - 1].form != ",":
        return None
    head = head_index(phrase)
    if head is None or not is_role(phrase[head].lemma):
        return None
    while phrase and phrase[0].tag == "DT":
        phrase = phrase[1:]
    return Span(phrase[0].span.start, phrase[-1].span.end) if phrase else None
