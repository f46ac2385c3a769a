"""Finds quotation marks that have no partner.

Input: a text and its blocks.  Output: remarks.  An opening mark that is not closed by the end of
its paragraph is no fault where the next paragraph opens with one (a quotation over paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Block, BlockKind, Span
from generator.ingesting.makeup import Remark

_CURLY = re.compile("[“”]")
_STRAIGHT = re.compile(r'(?<!\d)"')
MOST = 5
"""Remarks on quotation marks that one document gets."""


def find_stray_marks(text: str, blocks: Sequence[Block]) -> tuple[Remark, ...]:
    """A remark for each double quotation mark of the story that is never closed or opened."""
    spans = [b.span for b in blocks if b.kind is BlockKind.PARAGRAPH]
    stray: list[int] = []
    for i, span in enumerate(spans):
        following = spans[i + 1].of(text)[:1] if i + 1 < len(spans) else ""
        stray += _stray_curly(text, span, following) + _stray_straight(text, span, following)
    return tuple(
        Remark(
            "quotation",
            f"a quotation mark without a partner: {text[max(at - 12, 0) : at + 12]!r}",
            at,
            1,
            expected="an opening and a closing mark",
            hint="add the missing mark, or remove this one",
        )
        for at in sorted(stray)[:MOST]
    )


def _stray_curly(text: str, span: Span, following: str) -> list[int]:
    """Unpaired curly marks of one paragraph."""
    stray: list[int] = []
    opened: int | None = None
    for at in (m.start() for m in _CURLY.finditer(text, span.start, span.end)):
        if text[at] == "“":
            if opened is not None:
                stray.append(opened)
            opened = at
        elif text[at] == "”":
            if opened is None:
                stray.append(at)
            opened = None
    if opened is not None and following not in {"“", '"'}:
        stray.append(opened)
    return stray


def _stray_straight(text: str, span: Span, following: str) -> list[int]:
    """The last straight mark of a paragraph that has an odd number of them (inches aside)."""
    marks = [m.start() for m in _STRAIGHT.finditer(text, span.start, span.end)]
    return [marks[-1]] if len(marks) % 2 and following not in {"“", '"'} else []
