"""Wording: spans of a document made into sentences that stand alone.

No word of what was said is changed: white space, edges and the first letter only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Span, Word
from generator.language.marks import closed, single_signs, unopened
from generator.language.tagger import tag

_PAIRS = {"“": "”", '"': '"', "‘": "’"}
_SINGLE = re.compile(r"'(?:[^']|\w'\w)+'")
"""A quotation as a whole in single straight marks, which apostrophes look like."""
_THAT = re.compile(r"^that\b[,\s]+", re.IGNORECASE)
_AND_THAT = re.compile(r"(,? (?:and|but|or)|;) that (?=\w)")


def clean(words: str) -> str:
    """One line, single spaces, no marks hanging over at the edges."""
    if words.lstrip()[:1] in _PAIRS:
        # Marks opened anew at the head of a paragraph belong to the quotation as a whole.
        words = re.sub(r"\n\s*[\"“](?=\w)", "\n", words)
    line = re.sub(r"\s+", " ", single_signs(words)).strip(" ,;:—–-\u00a0")
    # A mark that closes may be set the wrong way round.
    line = unopened(re.sub(r"“$", "”", line))
    if _SINGLE.fullmatch(line):
        line = line[1:-1]
    for opening, closing in _PAIRS.items():
        if line.startswith(opening) and closing not in line[1:]:
            line = line[1:]
        if line.endswith(closing) and opening not in line[:-1]:
            # One kind of mark may open what the other closes.
            line = line[:-1] + ('"' if line.count('"') % 2 and closing == "”" else "")
        # A quotation as a whole needs no marks: the page shows whose words they are.
        if (
            line.startswith(opening)
            and line.endswith(closing)
            and line.count(opening) == 1 + (opening == closing)
        ):
            line = line[1:-1]
    return line.strip(" ,;:").lstrip("”’ ")


def without_joints(line: str) -> str:
    """ "X, and that Y" as two clauses, once the telling is gone: "X, and Y".

    A "that" after another ("she feared that X and that Y") belongs to it and stays; so does one
    that points ("and that was all").
    """
    joint = _AND_THAT.search(line)
    if joint is None or re.search(r"\bthat\b", line[: joint.start()]):
        return line
    words = tag(line, Span(0, len(line)))
    return _AND_THAT.sub(lambda m: m[0] if _points(words, m.end()) else f"{m[1]} ", line)


def _points(words: Sequence[Word], at: int) -> bool:
    """Whether the "that" before a place is a subject: a verb follows, but for an adverb."""
    after = [w for w in words if w.span.start >= at][:2]
    return bool(after) and after[after[0].tag.startswith("RB") and len(after) > 1].finite


def sentence_of(words: str, *, keep_that: bool = False) -> str:
    """A clause as a sentence: no leading "that" but one that points, a capital, a full stop."""
    line = clean(words)
    bare = line if keep_that else _THAT.sub("", line)
    if bare != line:
        line = clean(without_joints(bare))
    if not line:
        return line
    line = line[0].upper() + line[1:]
    line = re.sub(r"[,;]([\"”’]+)$", r".\1", line)
    line = line if re.search(r"[.!?…][\"“”’')]*$", line) else line + "."
    return closed(line)
