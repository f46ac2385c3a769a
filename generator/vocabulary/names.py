"""Names as they are compared: their words without titles, accents and case.

Input: a form of a name.  Output: what it has in common with other forms of the name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from generator.lexicon import load_mapping

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""What may follow a name and is none, folded."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
"""A word of a name."""


def key_of(form: str) -> tuple[str, ...]:
    """A name's words, folded: case, accents, possessives and titles away."""
    titles = load_mapping("who/titles.txt")
    words = [_fold(w) for w in WORD.findall(form)]
    kept = [
        w
        for i, w in enumerate(words)
        if w not in SUFFIXES and not (w in titles and i + 1 < len(words))
    ]
    return tuple(w for w in kept if w)


def is_address(word: str, kind: Literal["courtesy", "named", "style"]) -> bool:
    """Whether a word (lower case) is a form of address of this kind (`who/address.txt`)."""
    return kind in load_mapping("who/address.txt").get(word, "").split()


def _fold(word: str) -> str:
    return without_accents(re.sub(r"['’]s?$", "", word.lower()))


def without_accents(text: str) -> str:
    """The letters of a text without the marks on them ("Zoë": "Zoe")."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))
