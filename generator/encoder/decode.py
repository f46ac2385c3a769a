"""Stage: reading.  Scores of labels -> the best valid sequence of labels -> spans of words.

Labels are `O` or a position and a role (`B-cue`).  The best path through a linear-chain
conditional random field is found by the Viterbi algorithm (Lafferty, McCallum & Pereira 2001);
sequences that no tagging could mean are ruled out by their transition scores.  A line is decoded
on its own: nothing that is tagged crosses a line break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from generator.encoder.windows import Floats, Ints

_LINES = 256
"""Lines that are decoded side by side; bounds memory on long documents."""


class Tagged(NamedTuple):
    """Words `first` to `last` (exclusive), tagged with a role."""

    role: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Labels with the scores of their succession.

    `transitions[a, b]` is the score of label `b` right after label `a`; `start` and `end` are
    those of a line's first and last label.
    """

    labels: tuple[str, ...]
    transitions: Floats
    start: Floats
    end: Floats

    def best(self, scores: Floats, line_starts: Sequence[int]) -> Ints:
        """The best label of each word, as indices into `labels`.

        Args:
            scores: words x labels.
            line_starts: indices of the words that begin a line, the first word's included.
        """
        out = np.zeros(len(scores), np.int64)
        bounds = np.append(np.asarray(line_starts, np.int64), len(scores))
        lengths = np.diff(bounds)
        order = np.argsort(-lengths, kind="stable")
        for at in range(0, len(order), _LINES):
            some = order[at : at + _LINES]
            self._best_of_lines(scores, bounds[some], lengths[some], out)
        return out

    def _best_of_lines(self, scores: Floats, starts: Ints, lengths: Ints, out: Ints) -> None:
        """Decodes lines of falling length side by side, writing their labels into `out`."""
        longest = int(lengths[0])
        back = np.zeros((longest, len(starts), len(self.labels)), np.int8)
        final = np.zeros((len(starts), len(self.labels)), np.float32)
        so_far = scores[starts] + self.start
        into = np.ascontiguousarray(self.transitions.T)
        for t in range(1, longest + 1):
            alive = int(np.searchsorted(-lengths, -t, side="left"))
            final[alive : len(so_far)] = so_far[alive:]
            if t == longest:
                final[: len(so_far)] = so_far
                break
            paths = so_far[:alive, None, :] + into
            back[t, :alive] = paths.argmax(-1)
            so_far = paths.max(-1) + scores[starts[:alive] + t]
        label = (final + self.end).argmax(-1)
        for t in range(longest - 1, -1, -1):
            alive = int(np.searchsorted(-lengths, -t, side="left"))
            out[starts[:alive] + t] = label[:alive]
            label[:alive] = back[t, np.arange(alive), label[:alive]]

    def spans(self, path: Ints) -> list[Tagged]:
        """The tagged runs of words of a path, in order."""
        out: list[Tagged] = []
        for i in np.flatnonzero(path).tolist():
            place, _, role = self.labels[path[i]].partition("-")
            last = out[-1] if out else None
            if last and place in "IE" and last.last == i and last.role == role:
                out[-1] = last._replace(last=i + 1)
            else:
                out.append(Tagged(role, i, i + 1))
        return out
