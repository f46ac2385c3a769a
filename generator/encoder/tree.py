"""Stage: reading.  Scores of heads -> a tree: one root, every word below it, no circle.

The best tree is found by the algorithm of Chu, Liu and Edmonds (McDonald et al. 2005).
"""

from __future__ import annotations

import numpy as np

from generator.encoder.windows import Floats, Ints

_NEVER = np.float32(-1e9)


def best_tree(heads: Floats, root: Floats) -> list[int]:
    """The head of each word, -1 for the root.

    Args:
        heads: words x words, how well a word (row) goes below another (column); higher is better.
        root: words, how well a word is the root.
    """
    n = len(root)
    if n == 1:
        return [-1]
    pairs = heads.astype(np.float32)
    np.fill_diagonal(pairs, _NEVER)
    top = int((root - pairs.max(1)).argmax())
    pairs[top] = _NEVER
    chosen = _spanning(pairs, top)
    chosen[top] = -1
    return [int(h) for h in chosen]


def _spanning(pairs: Floats, top: int) -> Ints:
    """The best tree below `top`; `pairs[top]` is not looked at."""
    n = len(pairs)
    chosen: Ints = pairs.argmax(1)
    chosen[top] = top
    circle = _circle(chosen, top)
    if circle is None:
        return chosen
    # The circle becomes one word (the last) of a smaller sentence; whichever of its members that
    # one's head is chosen for breaks out of the circle.
    inside = np.zeros(n, bool)
    inside[circle] = True
    rest = np.flatnonzero(~inside)
    kept = pairs[circle, chosen[circle]]
    into = pairs[np.ix_(circle, rest)] - kept[:, None]
    out_of = pairs[np.ix_(rest, circle)]
    smaller = np.full((len(rest) + 1, len(rest) + 1), _NEVER, np.float32)
    smaller[:-1, :-1] = pairs[np.ix_(rest, rest)]
    smaller[-1, :-1] = into.max(0)
    smaller[:-1, -1] = out_of.max(1)
    found = _spanning(smaller, int(np.flatnonzero(rest == top)[0]))
    breaks, above = circle[into[:, found[-1]].argmax()], rest[found[-1]]
    for at, word in enumerate(rest):
        head = found[at]
        chosen[word] = circle[out_of[at].argmax()] if head == len(rest) else rest[head]
    chosen[breaks] = above
    chosen[top] = top
    return chosen


def _circle(chosen: Ints, top: int) -> Ints | None:
    """Words that go below one another in a circle, if there are any."""
    seen = np.full(len(chosen), -1)
    seen[top] = top
    for start in range(len(chosen)):
        at = start
        while seen[at] < 0:
            seen[at] = start
            at = int(chosen[at])
        if seen[at] == start and at != top:
            members = [at]
            while (after := int(chosen[members[-1]])) != at:
                members.append(after)
            return np.array(sorted(members))
    return None
