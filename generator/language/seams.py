"""Seams: where, within a line, a new sentence begins although the one before has no stop.

Text that lost its line breaks, as pasted pages do, runs captions, bullets and subheads into the
story ("… on the far bank The county shut both gates").  Input: a text and a span of it.  Output:
the offsets at which a sentence opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document import Span
from generator.language.marks import unclosed

_SEAM = re.compile(
    r"(?<![\w.’'-])(?P<before>[a-z]+|\d{1,4})(?P<closed>\))? (?="
    r"(?:The|A|An|This|These|That|Those|His|Her|Its|Their|It|They|He|She|But|In|On|At|We|There|As"
    r"|When|After|While|For|With|Some|Many)\b (?:[a-z]|\d))"
    r"|(?<![\w.’'-])[A-Z][a-z]{2,} (?=(?:The|An|This|These|They|He|She|His|Her|Their)\b [a-z])"
)
"""A word in lower case, then a capitalised one that opens sentences and no names: only where
what follows is in lower case again, since titles ("The Vale") go on in capitals.  After a name
fewer words can open one ("Serie A side")."""
UNFINISHED = frozenset(
    "the a an of in on at to by for from with and or but as is are was were be been that which"
    " who his her its their my our your like than called titled named entitled said says".split()
)
"""Nothing ends with these; a title or a name may follow them."""


def find_seams(text: str, span: Span) -> Iterator[int]:
    """The offsets within `span` at which a sentence opens after words without a stop."""
    for seam in _SEAM.finditer(text, *span):
        listed = bool(seam["closed"]) and "(" not in text[span.start : seam.end()]
        if seam["before"] in UNFINISHED or listed or unclosed(text[span.start : seam.start()]):
            continue
        yield seam.end()
