"""Stage: reading.  Tagged spans -> attributions: which source and which content a cue has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.encoder.decode import Tagged


class Linked(NamedTuple):
    """A cue with its source (or none) and its contents, all as spans of words."""

    cue: Tagged
    source: Tagged | None
    content: tuple[Tagged, ...]


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
