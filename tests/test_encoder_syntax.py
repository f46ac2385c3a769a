"""Trees from scores, and sentences read window by window; no model loaded."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.encoder.link import BUCKETS, Pointers
from generator.encoder.syntax import Sentences
from generator.encoder.tree import best_tree


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for word in range(len(heads)):
        at, seen = word, set()
        while at >= 0:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return True


@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_best_tree_is_found(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, root = rng.normal(size=(n, n)).astype(np.float32), rng.normal(size=n)
    found = best_tree(scores, root.astype(np.float32))
    assert is_tree(found)
    top = found.index(-1)
    trees = [list(t) for t in product(range(-1, n), repeat=n) if t[top] == -1 and is_tree(list(t))]

    def score(heads: list[int]) -> float:
        return float(sum(scores[i, h] for i, h in enumerate(heads) if h >= 0))

    assert score(found) >= max(map(score, trees)) - 1e-4


def pointers() -> Pointers:
    """One pointer, whose vectors have one number: the word's own answer is what is asked for."""
    bias, none = np.zeros((1, BUCKETS), np.float32), np.zeros((1, 3), np.float32)
    return Pointers(("heads",), 1.0, bias, none)


def test_words_hang_where_they_point() -> None:
    """ "dogs" and "." point at "bark"; of "bark", nothing is asked."""
    sentences = Sentences([[0, 1, None, 2]], np.zeros(3, np.int64), pointers())
    assert sentences.best_windows([(0, 3)]) == [[0]]
    asks = np.array([[0, 5, 0], [0, 0, 0], [0, 5, 0]], np.float32)
    sentences.point(0, 0, np.hstack([asks, np.eye(3, dtype=np.float32)]))
    tags = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    relations = np.array([[9, 5, 0], [9, 1, 2], [9, 0, 7]], np.float32)
    got = sentences.grammar(("NNS", "VBP", "."), tags, ("root", "nsubj", "punct"), relations)
    assert got == [[("NNS", "nsubj", 1), ("VBP", "root", -1), ("", "dep", 1), (".", "punct", 1)]]


def test_a_sentence_is_read_in_the_window_that_holds_most_around_it() -> None:
    sentences = Sentences([[1], [8, 9], [11, 12], [19]], np.zeros(20, np.int64), pointers())
    assert sentences.best_windows([(0, 10), (5, 15), (10, 20)]) == [[0], [1, 2], [3]]


def test_what_a_window_does_not_hold_of_a_sentence_hangs_on_the_word_before() -> None:
    sentences = Sentences([[0, 1, 2, 3]], np.zeros(4, np.int64), pointers())
    assert sentences.best_windows([(0, 2), (2, 4)]) == [[0], []]
    sentences.point(0, 0, np.zeros((2, 6), np.float32))
    empty = np.zeros((4, 2), np.float32)
    got = sentences.grammar(("NN", "VB"), empty, ("root", "dep"), empty)[0]
    assert [g[2] for g in got][2:] == [1, 2]
    assert sorted(g[2] for g in got)[0] == -1
