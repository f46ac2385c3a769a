"""Time expressions and the timeline, on rows of `tests/cases/when/`."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.document import (
    Attribution,
    Block,
    BlockKind,
    ParsedDocument,
    Reading,
    SourceDocument,
    Span,
)
from generator.entities.entity import Entity
from generator.entities.openings import Openings
from generator.extract.when import find_timeline, find_times, main_time
from generator.language.sentences import find_sentences
from generator.language.tagger import tag
from tests.quotations import altered
from tests.reading import find

CASES = Path(__file__).parent / "cases" / "when"


def parsed(
    text: str, published: str | None = "2024-03-14", blocks: tuple[Block, ...] = ()
) -> ParsedDocument:
    source = SourceDocument(text=text, published=published, blocks=blocks)
    sentences = find_sentences(text)
    words = tuple(tag(text, sentence) for sentence in sentences)
    return ParsedDocument(source, Reading((), (), ()), sentences, words)


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("row", rows("times.tsv"), ids=lambda r: r[1][:50])
def test_times(row: list[str]) -> None:
    published, text, words, value, date = row
    document = parsed(text, None if published == "-" else published)
    found = {t.span.of(text): t for t in find_times(document)}
    if words == "none":
        assert not found
        return
    assert words in found
    assert (found[words].value or "-", found[words].date or "-") == (value, date)


@pytest.mark.parametrize("row", rows("timeline.tsv"), ids=lambda r: r[1][:50])
def test_timeline(row: list[str]) -> None:
    published, text, *expected = row
    document = parsed(text, published)
    entries = find_timeline(document, find_times(document))
    assert [f"{e.date}|{e.said}|{e.text}" for e in entries] == [e for e in expected if e]
    assert all(e.evidence.of(text) for e in entries)


def test_captions_and_bylines_stay_out() -> None:
    text = (
        "Dam bursts\n\nInes Orr, 11 March 2024\n\nA view on March 2, 2020.\n\nIt burst on Tuesday."
    )
    kinds = (BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.CAPTION, BlockKind.PARAGRAPH)
    start, blocks = 0, []
    for kind, part in zip(kinds, text.split("\n\n"), strict=True):
        blocks.append(Block(kind, Span(start, start + len(part))))
        start += len(part) + 2
    document = parsed(text, blocks=tuple(blocks))
    times = find_times(document)
    assert len(times) == 3
    assert [e.date for e in find_timeline(document, times)] == ["2024-03-12"]


def test_attributed_words_keep_their_speaker() -> None:
    text = "Orla Quist said the wall leaked in May 2023, and the mayor blamed the rain."
    document = parsed(text)
    claim = Attribution((Span(0, 10),), (Span(11, 15),), (Span(16, 43),))
    (entry,) = find_timeline(document, find_times(document), (claim,))
    assert entry.text.startswith("Orla Quist said the wall leaked in May 2023")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“The wall leaked in May 2023.”", "Orla Quist: “The wall leaked in May 2023.”"),
        (
            '"Well, it leaked in May 2023," she said.',
            'Orla Quist: "Well, it leaked in May 2023," she said.',
        ),
        ("''So it leaked in May 2023.''", "Orla Quist: “So it leaked in May 2023.”"),
        ("'It leaked in May 2023.'", "Orla Quist: “It leaked in May 2023.”"),
        ("The wall leaked in May 2023.", "Orla Quist: The wall leaked in May 2023."),
        ("“A ‘wet’ wall leaked in May 2023.”", "Orla Quist: “A ‘wet’ wall leaked in May 2023.”"),
    ],
)
def test_a_quotation_without_its_speaker_is_marked(text: str, told: str) -> None:
    text = f"Orla Quist was blunt. {text}"
    document = parsed(text)
    content = Span(22, text.index("2023") + 4)
    claim = Attribution((Span(0, 10),), (), (content,))
    (entry,) = find_timeline(document, find_times(document), (claim,))
    assert entry.text == told
    assert not altered(entry.text, text)


def test_a_name_in_a_quotation_stands_in_brackets() -> None:
    for lead, words, told in (
        ("“", "He swore in May 2023.”", "Orla Quist: “[Bo Lund] swore in May 2023.”"),
        ("“", "He’s been ill since May 2023.”", "Orla Quist: “He’s been ill since May 2023.”"),
        ("", "He swore in May 2023.", "Orla Quist: Bo Lund swore in May 2023."),
    ):
        lead = f"Orla Quist spoke. {lead}Bo Lund is well. "  # noqa: PLW2901
        text = lead + words
        document = parsed(text)
        people = (
            Entity("person", Counter({"Orla Quist": 1}), [Span(0, 10)], name="Orla Quist"),
            Entity(
                "person",
                Counter({"Bo Lund": 1}),
                [find(text, "Bo Lund")],
                gender="m",
                name="Bo Lund",
            ),
        )
        claim = Attribution((Span(0, 10),), (), (Span(len(lead), len(text)),))
        openings = Openings(document, people)
        (entry,) = find_timeline(document, find_times(document), (claim,), openings)
        assert entry.text == told
        assert not altered(entry.text, text)


def test_main_time_is_in_the_lead() -> None:
    text = "The dam burst on Tuesday. It was built in 1934. On Monday it had held."
    document = parsed(text)
    chosen = main_time(document, find_times(document))
    assert chosen is not None
    assert chosen.date == "2024-03-12"
    assert main_time(parsed("Nothing."), ()) is None


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "12/" * 300_000,
        "the " * 250_000,
        "late " * 200_000,
        "May 3-" * 150_000,
        "two " * 250_000,
        "(" * 1_000_000,
        "In 2014 " * 120_000,
        "on Monday, " * 90_000,
        "a\n \n" * 200_000,
        " \n" * 500_000,
        "A" * 1_000_000,
        "A, " * 300_000,
    ],
    ids=lambda t: t[:8],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    # A pattern that goes back over its steps would keep the suite from ending.
    document = parsed(text[: len(text) // 20])
    times = find_times(document)
    assert all(document.text[t.span.start : t.span.end].strip() for t in times)
    assert isinstance(find_timeline(document, times), tuple)


WORDS = (
    "last next the this a two nine 3 14 2014 1999 May March Monday Friday's weekend week weeks "
    "months year years ago earlier later before after day of in on to and from between until "
    "early late mid- , . - – ( ) 10:35 a.m. noon 11/12/2022 2024-02-30 1990s century Christmas "
    "\n \n\n “ ” said will é \u200f 😀 0000 9999 31 29 February night same following Easter 9/11"
).split(" ")


@given(
    st.lists(st.sampled_from(WORDS), max_size=30),
    st.sampled_from(["0001-01-01", "2024-02-29", "9998-12-31", "", None]),
)
@settings(max_examples=150, deadline=None)
def test_any_words_give_exact_spans(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    document = parsed(text, published)
    times = find_times(document)
    ends = [0, *(t.span.end for t in times)]
    assert all(
        end <= t.span.start < t.span.end <= len(text) for end, t in zip(ends, times, strict=False)
    )
    entries = find_timeline(document, times)
    assert all(e.evidence.of(text).strip() for e in entries)
    first = [(e.date.partition("/")[0] + "-01-01")[:10] for e in entries]
    assert first == sorted(first)


def test_the_headline_dates_only_what_the_story_does_not() -> None:
    text = "The mill fire of 1908\n\nThe mill burned in 1908, and the town was shut."
    cut = text.index("\n")
    blocks = (
        Block(BlockKind.HEADLINE, Span(0, cut)),
        Block(BlockKind.PARAGRAPH, Span(cut + 2, len(text))),
    )
    document = parsed(text, blocks=blocks)
    (entry,) = find_timeline(document, find_times(document))
    assert entry.text.startswith("The mill burned")


def test_main_time_is_not_that_of_a_coming_vote() -> None:
    document = parsed("Ahead of Tuesday's vote she spoke in Brill on Wednesday.")
    chosen = main_time(document, find_times(document))
    assert chosen is not None
    assert chosen.date == "2024-03-13"
