"""Stage: reading.  Tagged spans -> attributions: which source and which content a cue has.

Each content points at its cue, each cue at its source or at none (pointer networks, Vinyals et al.
2015): the score of a pair is the product of two vectors that the encoder gives for the spans'
first words, plus a term for how far apart they are.  Training shares `buckets`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.encoder.decode import Tagged
from generator.encoder.windows import Floats, Ints

_STEPS = np.array([1, 2, 3, 5, 8, 13, 21, 34, 55, 89])
"""Bounds of the classes of distance, in words."""

_SIDE = len(_STEPS) + 1
BUCKETS = 2 * 2 * _SIDE
"""How many classes of pairs there are: by distance, direction, and same line or not."""


_POINTER, _PER_GAP, _PER_LINE, _MOST_LINES, _SOURCED = 0.5, 0.5, 1.0, 3, 1.0
"""What counts in a link: the pointer, the (log of the) words and the lines between the two spans,
and how readily a cue takes a source.  The pointers know where spans begin, not where they end.
Chosen by hand on the development articles, where they raise linked F1 from 72.3 to 73.7.
"""

_LINKED = 4
"""Vectors a word that links need: two each of cues to sources and contents to cues."""

_REACH = 384
"""No two words further apart stand in one window."""


def buckets(asks: Ints, answers: Ints, asks_lines: Ints, answers_lines: Ints) -> Ints:
    """The class of each pair of words; the arrays (words, their lines) are broadcast."""
    away = answers - asks
    size = np.searchsorted(_STEPS, np.abs(away), side="right")
    other_line = asks_lines != answers_lines
    classes: Ints = size + _SIDE * (away < 0) + 2 * _SIDE * other_line
    return classes


class Linked(NamedTuple):
    """A cue with its source (or none) and its contents, all as spans of words."""

    cue: Tagged
    source: Tagged | None
    content: tuple[Tagged, ...]


class Pointers(NamedTuple):
    """The trained terms of links, in the order of `kinds`: what points at what.

    Kinds are "sources" (cue to source), "cues" (content to cue), "heads" (word to head).
    """

    kinds: tuple[str, ...]
    scale: float
    bias: Floats
    none: Floats


class Vectors:
    """Link vectors of a document's words, window by window.

    Positions mean something within a window only, so a pair is compared within the window in
    whose middle both stand.
    """

    def __init__(self, pointers: Pointers) -> None:
        self._pointers = pointers
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        self._held: list[NDArray[np.float16]] = []

    def add(self, first: int, last: int, vectors: Floats) -> None:
        """Adds the vectors of words `first` to `last` (exclusive) as one window has them."""
        self._firsts.append(first)
        self._lasts.append(last)
        each = vectors.reshape(last - first, 2 * len(self._pointers.kinds), -1)
        self._held.append(each[:, :_LINKED].astype(np.float16))

    def compare(self, kind: int, word: int, others: Ints) -> tuple[Floats, Floats]:
        """How well `word` points at each of `others`, and how well at none of them.

        Both are told per other word, since they depend on the window; -inf where no window holds
        the two.  Distances are left out.
        """
        found = np.full(len(others), -np.inf, np.float32)
        none = np.zeros(len(others), np.float32)
        most = np.zeros(len(others), np.int64)
        low, high = np.minimum(others, word), np.maximum(others, word)
        at = bisect_right(self._firsts, word) - 1
        while at >= 0 and self._lasts[at] > word:
            first, last = self._firsts[at], self._lasts[at]
            room = np.minimum(low - first + 1, last - high)
            here = np.flatnonzero(room > most)
            if len(here):
                held = self._held[at]
                asking = held[word - first, 2 * kind].astype(np.float32)
                answering = held[others[here] - first, 2 * kind + 1].astype(np.float32)
                found[here] = answering @ asking * self._pointers.scale
                none[here] = asking @ self._pointers.none[kind] * self._pointers.scale
                most[here] = room[here]
            at -= 1
        return found, none


def link(
    spans: Sequence[Tagged], vectors: Vectors, pointers: Pointers, line_of: Ints
) -> list[Linked]:
    """Links each content to its cue and each cue to its source.

    `line_of` tells each word's line.  Cues that get no content are left out, and so are contents
    with no cue in reach of a window.
    """
    cues = [s for s in spans if s.role == "cue"]
    sources = [s for s in spans if s.role == "source"]

    def best(kind: int, asks: Tagged, answers: Sequence[Tagged]) -> tuple[Tagged | None, float]:
        """The answer that `asks` points at, and by how much more than at none."""
        near = _within_reach(asks, answers)
        if not near:
            return None, -np.inf
        words = np.array([s.first for s in near])
        found, none = vectors.compare(kind, asks.first, words)
        lines = np.minimum(np.abs(line_of[words] - line_of[asks.first]), _MOST_LINES)
        gaps = np.array([max(0, asks.first - s.last, s.first - asks.last) for s in near])
        classes = buckets(
            np.array(asks.first), words, np.array(line_of[asks.first]), line_of[words]
        )
        pull = _POINTER * (found + pointers.bias[kind, classes] - none)
        pull -= _PER_GAP * np.log1p(gaps) + _PER_LINE * lines
        chosen = int(pull.argmax())
        if pull[chosen] == -np.inf:
            return None, -np.inf
        return near[chosen], float(pull[chosen])

    held: dict[Tagged, list[Tagged]] = {c: [] for c in cues}
    for content in (s for s in spans if s.role == "content"):
        cue, _ = best(1, content, cues)
        if cue:
            held[cue].append(content)
    out = []
    for cue, contents in held.items():
        if contents:
            source, margin = best(0, cue, sources)
            out.append(Linked(cue, source if margin > -_SOURCED else None, tuple(contents)))
    return out


def _within_reach(span: Tagged, others: Sequence[Tagged]) -> Sequence[Tagged]:
    """Those of `others` (in order) that one window could hold together with `span`."""
    first = bisect_left(others, span.first - _REACH, key=lambda s: s.first)
    last = bisect_right(others, span.first + _REACH, key=lambda s: s.first)
    return others[first:last]
