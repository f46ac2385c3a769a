import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from generator.encoder.windows import MOST_PIECES, Pieces, cut, marks, spread, trust, window


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    letters = {c: i + 3 for i, c in enumerate("abcdefghij")} | {
        "##" + c: i + 13 for i, c in enumerate("abcdefghij")
    }
    made = Tokenizer(
        models.WordPiece({"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, **letters}, unk_token="[UNK]")
    )
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def test_every_word_has_a_piece_and_none_too_many(tokenizer: Tokenizer) -> None:
    special = marks(tokenizer)
    pieces = cut(["ab", "\u200f", "abcdefghijabc", "a_b", "😀", "c"], tokenizer, special.unknown)
    counts = np.diff(pieces.bounds)
    assert counts.tolist() == [2, 1, MOST_PIECES, 3, 1, 1]
    assert pieces.ids[pieces.bounds[1]] == special.unknown
    assert pieces.ids[pieces.bounds[5]] == 5


def test_no_words_no_pieces(tokenizer: Tokenizer) -> None:
    pieces = cut([], tokenizer, 2)
    assert len(pieces.ids) == 0
    assert list(spread(pieces, 16, 4)) == []


@settings(deadline=None)
@given(
    st.lists(st.integers(1, MOST_PIECES), min_size=1, max_size=120),
    st.integers(12, 64),
    st.integers(0, 10),
)
def test_windows_hold_all_words_and_overlap(counts: list[int], length: int, overlap: int) -> None:
    bounds = np.concatenate([[0], np.cumsum(counts)])
    pieces = Pieces(np.zeros(bounds[-1], np.int64), bounds)
    found = list(spread(pieces, length, overlap))
    assert found[0][0] == 0
    assert found[-1][1] == len(counts)
    for first, last in found:
        assert first < last
        assert bounds[last] - bounds[first] <= length - 2
    for (first, last), (later, _) in itertools.pairwise(found):
        assert first < later <= last


def test_a_window_has_marks_and_the_words_first_pieces(tokenizer: Tokenizer) -> None:
    special = marks(tokenizer)
    pieces = cut(["abc", "d", "ef"], tokenizer, special.unknown)
    made = window(pieces, np.array([1, 2, 3]), 1, 3, special)
    assert made.ids.tolist() == [special.start, 6, 7, 18, special.end]
    assert made.case.tolist() == [0, 2, 3, 3, 0]
    assert made.heads.tolist() == [1, 2]


def test_the_middle_of_a_window_is_trusted_most() -> None:
    assert trust(6, 2).tolist() == [1, 2, 2, 2, 2, 1]
