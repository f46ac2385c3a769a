"""Quotations: whether a place in a text lies between quotation marks.

Input: a text, a paragraph of it and an offset.  Output: True or False.  Straight marks tell by
their neighbours whether they open or close.
"""

from __future__ import annotations

import re

from generator.document import Span

LONGEST = 1500
"""Characters of a quotation; a mark that opened further back was never closed."""
_MARK = re.compile(r"[“”]|(?<!\d)\"|''|``")
_OPENS_AFTER = frozenset(" \t\n\xa0([—–-")


def in_quotation(text: str, paragraph: Span, at: int) -> bool:
    """Whether `at` lies within a quotation that began in its paragraph."""
    opened: int | None = None
    for mark in _MARK.finditer(text, paragraph.start, at):
        opened = mark.start() if _opens(text, paragraph, mark) else None
    return opened is not None and at - opened <= LONGEST


def _opens(text: str, paragraph: Span, mark: re.Match[str]) -> bool:
    if mark.group() in "“``":
        return True
    if mark.group() == "”":
        return False
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    return before in _OPENS_AFTER and not text[mark.end() : mark.end() + 1].isspace()
