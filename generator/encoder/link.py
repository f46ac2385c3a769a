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


_REACH = 256
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
    """The trained terms of links; each pair is (cue to source, content to cue)."""

    scale: float
    bias: Floats
    none: Floats


class Vectors:
    """Link vectors of a document's words, window by window.

    Positions mean something within a window only, so a pair is compared within the window in
    whose middle both stand.
    """

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        self._held: list[NDArray[np.float16]] = []

    def add(self, first: int, last: int, vectors: Floats) -> None:
        """Adds the vectors of words `first` to `last` (exclusive) as one window has them."""
        self._firsts.append(first)
        self._lasts.append(last)
        self._held.append(vectors.astype(np.float16))

    def pair(self, a: int, b: int) -> tuple[Floats, Floats] | None:
        """The vectors of two words, or None where no window holds both."""
        low, high = min(a, b), max(a, b)
        best, most = -1, 0
        at = bisect_right(self._firsts, low) - 1
        while at >= 0 and self._lasts[at] > high:
            room = min(low - self._firsts[at] + 1, self._lasts[at] - high)
            if room > most:
                best, most = at, room
            at -= 1
        if best < 0:
            return None
        held, first = self._held[best], self._firsts[best]
        return held[a - first].astype(np.float32), held[b - first].astype(np.float32)


def link(
    spans: Sequence[Tagged], vectors: Vectors, pointers: Pointers, line_of: Sequence[int]
) -> list[Linked]:
    """Links each content to its cue and each cue to its source.

    `line_of` tells each word's line.  Cues that get no content are left out, and so are contents
    with no cue in reach of a window.
    """
    cues = [s for s in spans if s.role == "cue"]
    sources = [s for s in spans if s.role == "source"]

    def best(kind: int, asks: Tagged, answers: Sequence[Tagged], floor: bool) -> Tagged | None:
        chosen, most = None, -np.inf
        for answer in answers:
            pair = vectors.pair(asks.first, answer.first)
            if pair is None:
                continue
            asking, answering = np.split(pair[0], 4)[2 * kind], np.split(pair[1], 4)[2 * kind + 1]
            near = buckets(
                np.array(asks.first),
                np.array(answer.first),
                np.array(line_of[asks.first]),
                np.array(line_of[answer.first]),
            )
            score = float(asking @ answering) * pointers.scale + float(pointers.bias[kind, near])
            if floor:
                score -= float(asking @ pointers.none[kind]) * pointers.scale
            if score > most:
                chosen, most = answer, score
        return chosen if not floor or most > 0 else None

    held: dict[Tagged, list[Tagged]] = {c: [] for c in cues}
    for content in (s for s in spans if s.role == "content"):
        cue = best(1, content, _within_reach(content, cues), floor=False)
        if cue:
            held[cue].append(content)
    return [
        Linked(cue, best(0, cue, _within_reach(cue, sources), floor=True), tuple(contents))
        for cue, contents in held.items()
        if contents
    ]


def _within_reach(span: Tagged, others: Sequence[Tagged]) -> Sequence[Tagged]:
    """Those of `others` (in order) that one window could hold together with `span`."""
    first = bisect_left(others, span.first - _REACH, key=lambda s: s.first)
    last = bisect_right(others, span.first + _REACH, key=lambda s: s.first)
    return others[first:last]


def nearest(spans: Sequence[Tagged], line_of: Sequence[int]) -> list[Linked]:
    """Links each content to the nearest cue, and each cue to the nearest source.

    `line_of` tells each word's line.  Cues without content are left out.
    """

    def gap(a: Tagged, b: Tagged) -> int:
        lines = abs(int(line_of[a.first]) - int(line_of[b.first]))
        return max(0, a.first - b.last, b.first - a.last) + 50 * lines

    cues = [s for s in spans if s.role == "cue"]
    sources = [s for s in spans if s.role == "source"]
    held: dict[Tagged, list[Tagged]] = {c: [] for c in cues}
    for content in (s for s in spans if s.role == "content"):
        near = min(cues, key=lambda c: gap(c, content), default=None)
        if near and gap(near, content) < 40:
            held[near].append(content)
    out = []
    for cue, content in held.items():
        source = min(sources, key=lambda s: gap(s, cue) + (s.first >= cue.first), default=None)
        if source and gap(source, cue) >= 25:
            source = None
        if content:
            out.append(Linked(cue, source, tuple(content)))
    return out
