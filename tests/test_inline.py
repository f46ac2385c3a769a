"""Captions and credits within a line, in text that has lost its line breaks."""

from __future__ import annotations

import pytest

from generator.document import BlockKind
from generator.ingest import ingest_text

FILLER = (
    "The council met until late and heard from everybody who had asked to be heard. "
    "The clerk read out eleven letters and put them on record for the next meeting. "
    "The treasurer said that the repairs would cost as much as the new bridge had. "
    "The two engineers who had built the wall sat in the first row and said nothing. "
    "The hall was full, and some people had to stand in the yard in the cold wind. "
)


def parts(text: str) -> list[tuple[str, str]]:
    document = ingest_text(text, title="Town shuts the gates", published="2024-03-14")
    return [(b.kind.value, b.span.of(text)) for b in document.blocks]


def furniture(text: str) -> list[str]:
    return [words for kind, words in parts(text) if kind in {"caption", "notice"}]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            f"{FILLER * 3} Men look at the wall on the far bank The gates were shut on Tuesday."
            f" {FILLER}",
            ["Men look at the wall on the far bank"],
        ),
        (
            f"{FILLER * 2} GETTY Men look at the wall The gates were shut. {FILLER}"
            "AFP The water reached the road. The mayor left.",
            ["GETTY Men look at the wall", "AFP The water reached the road."],
        ),
        (
            f"{FILLER * 3} The wall from above (Photo: Ann Lo, Vale Pictures) The mayor left.",
            ["The wall from above (Photo: Ann Lo, Vale Pictures)"],
        ),
        (
            f"{FILLER * 3} The wall stood for years. (Photo: Getty Images) The mayor left.",
            ["(Photo: Getty Images)"],
        ),
        (
            f"Men look at the wall. (Photo: Getty Images) The mayor left. {FILLER * 3}",
            ["Men look at the wall. (Photo: Getty Images)"],
        ),
        (
            f"{FILLER * 3} In pictures 3 show all 1/3 The wall Getty 2/3 The gate. It is shut AP"
            " 3/3 The road Reuters The mayor left on Tuesday.",
            ["In pictures 3 show all 1/3 The wall Getty 2/3 The gate. It is shut AP 3/3 The road"
             " Reuters"],
        ),
        (
            f"{FILLER * 3} The dam in numbers Play slideshow AP 1 of 9 The wall Mr Orr left.",
            ["The dam in numbers Play slideshow AP 1 of 9 The wall Mr Orr left."],
        ),
        (
            f"{FILLER * 3} Men look at the wall in Brill The gates were shut on Tuesday.",
            ["Men look at the wall in Brill"],
        ),
        (
            f"{FILLER * 3} Why dams burst Read more The mayor left on Tuesday.",
            ["Why dams burst Read more"],
        ),
        (
            f"Photo BRILL -- The mayor left on Tuesday. {FILLER * 3}",
            ["Photo"],
        ),
    ],
)  # fmt: skip
def test_furniture_is_told_from_story(line: str, found: list[str]) -> None:
    assert furniture(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "She had sung in The first of the three choirs that the town had before the war.",
        "The agency said that a spokesman for Getty Images Ltd had seen the wall.",
        "He said “it is over The gates are shut” and left.",
        "It makes Serie A sides of towns that play in This Valley Live on Sundays.",
        "1) The wall is old. 2) The gate is shut.",
    ],
)
def test_story_stays_story(line: str) -> None:
    assert furniture(f"{FILLER * 3} {line} {FILLER}") == []


def test_a_short_line_is_left_alone() -> None:
    assert furniture("Men look at the wall The gates were shut on Tuesday.") == []


def test_a_line_of_furniture_alone_stays_story() -> None:
    text = "GETTY Men look at the wall GETTY Men look at the gate " * 20 + "The gate was shut."
    document = ingest_text(text, title="Town shuts the gates", published="2024-03-14")
    assert document.spans(BlockKind.PARAGRAPH)
