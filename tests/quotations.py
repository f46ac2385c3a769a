"""What stands in quotation marks on a sheet was said so, letter by letter."""

from __future__ import annotations

import re

_MARKED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_EDGES = " .,;:!?…'’\""


def altered(line: str, seed: str) -> list[str]:
    """The quotations of a line that the seed does not have word for word.

    White space, the marks themselves and a stop or comma before the closing mark are none of the
    words; what stands in square brackets is the editor's.
    """
    seed = _plain(seed)
    return [
        quotation
        for found in _MARKED.finditer(line)
        for quotation in [found[1] if found[1] is not None else found[2]]
        if any(_plain(part).strip(_EDGES) not in seed for part in _BRACKETS.split(quotation))
    ]


def _plain(words: str) -> str:
    """Words on one line, without marks."""
    return " ".join(re.sub(r"[“”\"]|''|``", "", words).split())
