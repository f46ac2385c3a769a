"""A little grammar over tagged words: heads of noun phrases, whether there is a clause.

Input: tagged words.  Output: indices and truths about them.  It does not parse: each function
reads left to right and stops where English noun phrases usually stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from generator.document import Word

DETERMINERS = frozenset({"DT", "PDT", "PRP$", "WP$"})
_STOPS = frozenset(
    {"IN", "TO", "WDT", "WP", "WRB", ",", ":", "-LRB-", "MD", "VBD", "VBZ", "VBP", "VB"}
)


def head_index(words: Sequence[Word]) -> int | None:
    """The index of the head noun (or pronoun) of the phrase that `words` begin with.

    The head is the last noun before the phrase's first preposition, comma, relative or finite
    verb; "the mayor of Brill" has "mayor", "Tove Brandt, mayor" has "Brandt".
    """
    head = None
    for index, word in enumerate(words):
        if word.noun or word.tag in {"PRP", "CD", "EX"}:
            if word.tag != "CD" or head is None:
                head = index
        elif head is not None and (word.tag in _STOPS or word.tag in {"CC", "DT"}):
            break
    if head is not None:
        return head
    return next((i for i, w in enumerate(words) if w.tag in {"DT", "JJ", "WP", "JJS"}), None)


def possessor_end(words: Sequence[Word], head: int) -> int:
    """The index after the last possessive mark before `head`; 0 where there is none."""
    return max((i + 1 for i in range(head) if words[i].tag == "POS"), default=0)


def definite(words: Sequence[Word]) -> bool:
    """Whether a phrase points back at something known ("the", "this", "his")."""
    first = words[0]
    return first.form.lower() in {"the", "this", "that", "these", "those"} or first.tag == "PRP$"


def plural(word: Word) -> bool:
    """Whether a head noun means several."""
    return word.tag in {"NNS", "NNPS"} or word.lemma in {"people", "police"}


def has_clause(words: Sequence[Word]) -> bool:
    """Whether the words hold a finite verb, as a statement on facts does.

    A participle just after a noun counts: "the dam held" and "the dam built" look alike.
    """
    return any(w.finite for w in words) or any(
        b.tag == "VBN" and (a.noun or a.tag == "PRP") for a, b in pairwise(words)
    )
