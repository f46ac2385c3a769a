from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.document import Span
from generator.encoder.words import SHAPES, align, cases, find_words, line_starts, shape

ODD = st.text(
    st.sampled_from("aB7 _-.\"“”'’\n\t\r\u00a0\u2028\u200f\u202e\u0301é日😀🇩🇰\x00\x1f")
    | st.characters(),
    max_size=60,
)


@given(ODD)
def test_words_are_slices_in_order_with_only_space_between(text: str) -> None:
    words = find_words(text)
    end = 0
    for word in words:
        assert word.start >= end
        assert word.end > word.start
        assert not text[end : word.start].strip()
        end = word.end
    assert not text[end:].strip()


def test_a_word_is_a_run_of_letters_or_one_mark() -> None:
    text = "U.S. don’t—stop 😀"
    assert [w.of(text) for w in find_words(text)] == [
        *("U", ".", "S", ".", "don", "’", "t", "—", "stop", "😀")
    ]


def test_shapes_tell_how_a_word_is_written() -> None:
    shapes = [
        shape(w) for w in ("brill", "Brill", "BRILL", "iPod", "B", "1912", "3rd", "…", "日本")
    ]
    lower, title, upper, mixed, single, number, ordinal, mark, _ = shapes
    assert len({lower, title, upper, mixed, number, mark}) == 6
    assert single == title
    assert ordinal == lower
    assert all(0 < s < SHAPES for s in shapes)


def test_cases_tell_what_stands_before_a_word() -> None:
    text = '"Go," he said.\nThen\n\nhe'
    gaps = [c // SHAPES for c in cases(text, find_words(text))]
    assert gaps == [3, 0, 0, 0, 1, 1, 0, 2, 3]


def test_a_wrapped_paragraph_is_one_line() -> None:
    text = "The council said that the old ferry terminal\ncould stay.\nthe end"
    assert len(line_starts(text, find_words(text))) == 2


def test_lines_begin_after_breaks() -> None:
    text = "One two\n\n three\nfour"
    assert line_starts(text, find_words(text)) == [0, 2, 3]
    assert line_starts("", ()) == []
    assert line_starts("a", (Span(0, 1),)) == [0]


def test_tokens_cut_otherwise_stand_on_words() -> None:
    text = "They don't, cannot: U.S. men 's."
    words = find_words(text)
    tokens = [Span(0, 4), Span(5, 7), Span(7, 10), Span(10, 11), Span(12, 15), Span(15, 18)]
    tokens += [Span(18, 19), Span(20, 24), Span(25, 28), Span(29, 31), Span(31, 32)]
    stood = align(tokens, words)
    assert [None if w is None else words[w].of(text) for w in stood] == [
        *("They", "don", "'", ",", "cannot", None, ":", "U", "men", "'", "."),
    ]


@given(ODD, st.randoms())
def test_no_word_stands_for_two_tokens(text: str, rng: Any) -> None:
    words = find_words(text)
    cuts = sorted(rng.sample(range(len(text) + 1), min(len(text) + 1, 8)))
    tokens = [Span(a, b) for a, b in pairwise(cuts)]
    stood = [w for w in align(tokens, words) if w is not None]
    assert stood == sorted(set(stood))
    for token, word in zip(tokens, align(tokens, words), strict=True):
        assert word is None or words[word].overlaps(token)
