from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.encoder.decode import Chain, Tagged

LABELS = ("O", "B-cue", "I-cue", "B-source")
RNG = np.random.default_rng(7)
TRANSITIONS = RNG.normal(size=(4, 4)).astype(np.float32)
TRANSITIONS[[0, 3], 2] = -1e4
START = np.array([0, 0, -1e4, 0.5], np.float32)
END = np.array([0.2, 0, 0, 0], np.float32)
CHAIN = Chain(LABELS, TRANSITIONS, START, END)


def by_hand(scores: np.ndarray) -> tuple[int, ...]:
    def weight(path: tuple[int, ...]) -> float:
        moves = sum(TRANSITIONS[a, b] for a, b in pairwise(path))
        here = sum(scores[i, label] for i, label in enumerate(path))
        return float(START[path[0]] + here + moves + END[path[-1]])

    return max(product(range(4), repeat=len(scores)), key=weight)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 99))
def test_each_line_gets_its_best_path(lengths: list[int], seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(sum(lengths), 4)).astype(np.float32)
    starts = np.cumsum([0, *lengths[:-1]]).tolist()
    got = CHAIN.best(scores, starts)
    for first, length in zip(starts, lengths, strict=True):
        assert tuple(got[first : first + length]) == by_hand(scores[first : first + length])


def test_many_lines_are_decoded_like_few() -> None:
    scores = RNG.normal(size=(1200, 4)).astype(np.float32)
    starts = list(range(0, 1200, 3))
    whole = CHAIN.best(scores, starts)
    alone = [CHAIN.best(scores[s : s + 3], [0]) for s in starts]
    assert np.array_equal(whole, np.concatenate(alone))


def test_spans_end_where_a_role_or_a_tag_begins() -> None:
    path = np.array([1, 2, 1, 0, 3, 1, 2, 2])
    assert CHAIN.spans(path) == [
        Tagged("cue", 0, 2),
        Tagged("cue", 2, 3),
        Tagged("source", 4, 5),
        Tagged("cue", 5, 8),
    ]
    assert CHAIN.spans(np.array([0, 0])) == []
