import numpy as np

from generator.encoder.decode import Tagged
from generator.encoder.link import BUCKETS, Linked, Pointers, Vectors, buckets, link

SOURCE, CUE, CONTENT, SECOND = (
    Tagged("source", 0, 2),
    Tagged("cue", 2, 3),
    Tagged("content", 3, 9),
    Tagged("content", 12, 15),
)
FAR_CUE = Tagged("cue", 20, 21)


def pointers(bias: float = 0.0) -> Pointers:
    return Pointers(
        ("sources", "cues"),
        1.0,
        np.full((2, BUCKETS), bias, np.float32),
        np.zeros((2, 2), np.float32),
    )


def vectors(given: Pointers) -> Vectors:
    """Words of an attribution share a direction: those of the first one, [1, 0]."""
    held = np.zeros((25, 8), np.float32)
    held[:18] = np.tile([1, 0], 4)
    held[18:] = np.tile([0, 1], 4)
    out = Vectors(given)
    out.add(0, 25, held)
    return out


def test_a_cue_gets_its_source_and_all_its_contents() -> None:
    given = pointers()
    got = link(
        [SOURCE, CUE, CONTENT, SECOND, FAR_CUE], vectors(given), given, np.zeros(25, np.int64)
    )
    assert got == [Linked(CUE, SOURCE, (CONTENT, SECOND))]


def test_a_cue_may_have_no_source() -> None:
    given = pointers(bias=-6.0)
    got = link([SOURCE, CUE, CONTENT], vectors(given), given, np.zeros(25, np.int64))
    assert got == [Linked(CUE, None, (CONTENT,))]


def test_spans_that_no_window_holds_together_are_not_linked() -> None:
    given = pointers()
    apart = Vectors(given)
    apart.add(0, 3, np.ones((3, 8), np.float32))
    apart.add(3, 25, np.ones((22, 8), np.float32))
    assert link([SOURCE, CUE, CONTENT], apart, given, np.zeros(25, np.int64)) == []


def test_of_two_windows_the_one_counts_in_whose_middle_both_stand() -> None:
    given = pointers()
    two = Vectors(given)
    two.add(0, 10, np.ones((10, 8), np.float32))
    two.add(6, 30, np.full((24, 8), 3, np.float32))
    found, _ = two.compare(0, 8, np.array([7, 9, 20, 40]))
    assert found.tolist() == [2.0, 18.0, 18.0, -np.inf] or found.tolist()[2:] == [18.0, -np.inf]


def test_buckets_tell_distance_direction_and_line() -> None:
    one = np.zeros(1, np.int64)
    classes = {
        int(buckets(one + 500, one + 500 + away, one, one + line)[0])
        for away in range(-300, 300)
        for line in (0, 1)
    }
    assert min(classes) >= 0
    assert max(classes) < BUCKETS
    assert len(classes) > 40
