"""Time expressions and the timeline.

Stage: extraction.  Input: a parsed document; output: its time expressions, resolved against the
publication date, and its dated events.  The grammar is in `generator/timex/`.
"""

from __future__ import annotations

import datetime as dt

from generator.document import BlockKind, ParsedDocument, Span
from generator.findings import TimeExpression
from generator.timex import grammar

STORY = (BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.PARAGRAPH)
"""Blocks that tell the story; dates of captions, bylines and credits are none of its."""


def find_times(parsed: ParsedDocument) -> tuple[TimeExpression, ...]:
    """All time expressions of the document, captions and bylines included.

    Returns:
        Expressions in document order, none overlapping.  What cannot be resolved keeps `value`
        None or a TIMEX3 value with its unknown part marked (`XXXX-10-23`, `PAST_REF`).
    """
    return grammar.find(
        parsed.text, published(parsed), parsed.sentences, lambda at: _in_story(parsed, at)
    )


def published(parsed: ParsedDocument) -> dt.date | None:
    """The day of publication, None where the source does not tell it to the day."""
    try:
        return dt.date.fromisoformat((parsed.source.published or "")[:10])
    except ValueError:
        return None


def _in_story(parsed: ParsedDocument, offset: int) -> bool:
    blocks = parsed.source.blocks
    if not blocks:
        return True
    return any(s.start <= offset < s.end for s in _story(parsed))


def _story(parsed: ParsedDocument) -> tuple[Span, ...]:
    return parsed.source.spans(*STORY)
