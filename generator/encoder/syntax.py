"""Stage: reading.  What the encoder says of words -> each sentence's tags and dependencies.

Universal Dependencies (de Marneffe et al. 2021): every token of a sentence goes below its head, one
is the root.  A word points at its head (Dozat & Manning 2017, without their deeper layers); of all
trees the best is taken.  A sentence is read in the one window that holds most around it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.encoder.link import Pointers, buckets
from generator.encoder.tree import best_tree
from generator.encoder.windows import Floats, Ints

_ROOT = "root"


class Sentences:
    """The sentences of a document whose grammar is wanted.

    `tokens` are sentences as the word that stands for each token, None where none does;
    `line_of` tells each word's line.
    """

    def __init__(
        self, tokens: Sequence[Sequence[int | None]], line_of: Ints, pointers: Pointers
    ) -> None:
        self._tokens = tokens
        self._words = [
            np.array([w for w in sentence if w is not None], np.int64) for sentence in tokens
        ]
        self._line_of, self._pointers = line_of, pointers
        self._heads: list[list[int]] = [[] for _ in tokens]

    def best_windows(self, windows: Sequence[tuple[int, int]]) -> list[list[int]]:
        """For each window (first and last word) the sentences that are best read in it.

        Of a sentence that is longer than a window, what one window holds is read.
        """
        out: list[list[int]] = [[] for _ in windows]
        at = 0
        for number, words in enumerate(self._words):
            if not len(words):
                continue
            first, last = int(words[0]), int(words[-1])
            while windows[at][1] <= first:
                at += 1
            near = at
            best, room = at, -np.inf
            while near < len(windows) and windows[near][0] <= first:
                here = min(first - windows[near][0], windows[near][1] - 1 - last)
                if here > room:
                    best, room = near, here
                near += 1
            out[best].append(number)
        return out

    def point(self, sentence: int, first: int, vectors: Floats) -> None:
        """Finds a sentence's heads from the link vectors of a window that begins at `first`."""
        words = self._words[sentence]
        words = words[words < first + len(vectors)]
        kind = self._pointers.kinds.index("heads")
        each = vectors.reshape(len(vectors), 2 * len(self._pointers.kinds), -1)[words - first]
        asks, answers = each[:, 2 * kind], each[:, 2 * kind + 1]
        lines = self._line_of[words]
        near = buckets(words[:, None], words[None], lines[:, None], lines[None])
        pairs = asks @ answers.T * self._pointers.scale + self._pointers.bias[kind][near]
        root = asks @ self._pointers.none[kind] * self._pointers.scale
        np.fill_diagonal(pairs, -np.inf)
        most = np.maximum(pairs.max(1), root) if len(words) > 1 else root
        total = most + np.log(np.exp(pairs - most[:, None]).sum(1) + np.exp(root - most))
        self._heads[sentence] = best_tree(pairs - total[:, None], root - total)

    def grammar(
        self, tags: Sequence[str], tag_scores: Floats, relations: Sequence[str], scores: Floats
    ) -> list[list[tuple[str, str, int]]]:
        """For each token its tag, its relation and its head, counted within its sentence.

        The root's head is -1.  A token that no word stands for, or that its window didn't hold,
        goes below the token before it.
        """
        named = np.array(tags)[tag_scores.argmax(1)]
        below = scores.copy()
        below[:, list(relations).index(_ROOT)] = -np.inf
        related = np.array(relations)[below.argmax(1)]
        out = []
        for tokens, words, heads in zip(self._tokens, self._words, self._heads, strict=True):
            token_of = {w: i for i, w in enumerate(tokens) if w is not None}
            sentence = []
            for at, word in enumerate(tokens):
                rank = -1 if word is None else int(np.searchsorted(words, word))
                if word is None or rank >= len(heads):
                    tag = "" if word is None else str(named[word])
                    sentence.append((tag, "dep" if at else _ROOT, at - 1))
                    continue
                head = heads[rank]
                relation = _ROOT if head < 0 else str(related[word])
                above = -1 if head < 0 else token_of[int(words[head])]
                sentence.append((str(named[word]), relation, above))
            out.append(sentence)
        return out
