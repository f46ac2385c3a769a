"""Clitics: what leans on the word before it, an owner's mark or a verb cut short.

Input: a name, or the tagged words from a clitic on.  Output: text.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import Word

_FULL = {"ll": "will", "re": "are", "ve": "have"}
_HAS = frozenset({"been", "got", "had"})
"""Participles before which "'s" can only be "has"."""


def owner_of(name: str) -> str:
    """The name as an owner's: "Orr’s", "the Lunds’"."""
    return name + ("’" if name.endswith("s") else "’s")


def in_full(words: Sequence[Word]) -> str | None:
    """The verb that words begin with in short, in full ("'s" is "is"); None where it is open."""
    short = words[0].form.lower().lstrip("'’")
    rest = [w for w in words[1:] if w.form[0].isalnum() and not w.tag.startswith("RB")][:1]
    if short in _FULL:
        return _FULL[short]
    if not rest or short not in {"s", "d"}:
        return None
    first = rest[0]
    if short == "d":
        return {"VB": "would", "VBN": "had"}.get(first.tag)
    if first.form.lower() in _HAS:
        return "has"
    # "he's taken" is "has", "he's worried" is "is".
    return None if first.tag in {"VBN", "VBD"} else "is"
