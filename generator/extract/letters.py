"""Readers' letters: the part of a document that is signed, and so in its writers' voice.

Input: a source document.  Output: where the last signature stands.  A letter ends in a line with
the writer's name above one with a town, a reader's message in a line with a handle ("@orla").
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.document import SourceDocument

FEWEST_HANDLES = 2
"""Lines with a handle from which on they sign what stands before them."""
LONGEST = 80
"""Characters of a line in a signature."""
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*[a-z.][\w.'’-]* ){1,3}[A-Z][\w.'’-]*[a-z]\.?")
_TOWN = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}, [A-Z][\w.]+(?: [A-Z]\w+)?\.?")
_HANDLE = re.compile(r"@\w{2,30}\.?")


def signed_until(source: SourceDocument) -> int:
    """The offset up to which the document is made of what readers signed; 0 where nothing is."""
    lines = [(b.span.start, b.span.of(source.text).strip()) for b in source.blocks]
    lines = [(at, line if len(line) <= LONGEST else "") for at, line in lines]
    handles = [at for at, line in lines if _HANDLE.fullmatch(line)]
    names = [
        at
        for (at, name), (_, town) in pairwise(lines)
        if _NAME.fullmatch(name) and _TOWN.fullmatch(town)
    ]
    return max([*names, *(handles if len(handles) >= FEWEST_HANDLES else ())], default=0)
