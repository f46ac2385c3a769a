"""What stands in quotation marks anywhere on a sheet is the seed's, letter by letter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Span
from generator.ingest import ingest_file, ingest_text
from generator.language.marks import closed, single_signs, within_marks
from generator.language.wording import sentence_of
from generator.model import FactSheet
from generator.pipeline import process
from generator.timex.clauses import as_sentence
from tests.quotations import altered

SEEDS = sorted((Path(__file__).parents[1] / "seeds").iterdir())
REPORTS = (
    "Town and quarry quarrel\n\n2 March 2024\n\nInes Orr sued the quarry. Her lawyer, Bo Lund,"
    " spoke on Friday. “Ines Orr was ready in May 2023. She was ready again in June 2023,” he said."
    " “She’s been silent since.”\n\nThe quarry denied it. It said ''the wall held until 2022,'' and"
    " that “nobody asked.”\n",
    "Ferry sinks\n\n5 July 2021\n\n'The ferry was old,' Kade Holt told the court on Monday. 'It"
    ' leaked in 2019. He knew it.\' The owner, Vera Moss, denied it: "He was wrong then. "He is'
    " wrong now.\" Holt called her ``a liar'' in 2020.\n",
)


def lines(sheet: FactSheet) -> Iterator[str]:
    yield from (e.text for entries in (sheet.what, sheet.when, sheet.claims) for e in entries)
    yield from (v.text for v in sheet.verification)
    yield from (d.topic for d in sheet.competing_claims)
    yield sheet.summary or ""


@pytest.mark.model
@pytest.mark.parametrize("seed", SEEDS, ids=lambda s: s.name)
def test_no_quotation_of_a_seed_is_altered(seed: Path) -> None:
    source = ingest_file(seed, name=seed.name)
    sheet = process(source).sheet
    assert not [a for line in lines(sheet) for a in altered(line, f"{source.title}\n{source.text}")]


@pytest.mark.model
@pytest.mark.parametrize("report", REPORTS)
def test_no_quotation_is_altered(report: str) -> None:
    source = ingest_text(report)
    sheet = process(source).sheet
    assert not [a for line in lines(sheet) for a in altered(line, f"{source.title}\n{source.text}")]


WORDS = st.lists(
    st.sampled_from([*"\"“”‘’'.,", "''", " ", "He", "it's", "said", "that", "Ines", "\n\n", "and"])
).map(" ".join)


@given(WORDS)
def test_no_quotation_is_altered_when_made_a_sentence(words: str) -> None:
    assert not [a for a in altered(sentence_of(words), words) if not _begins(a, words)]
    assert not [a for a in altered(as_sentence(words), words) if not _begins(a, words)]


def _begins(quotation: str, words: str) -> bool:
    """Whether only the capital that a sentence begins with was put."""
    return not altered(f"“{quotation[:1].lower()}{quotation[1:]}”", words)


@pytest.mark.parametrize(
    ("words", "within"),
    [
        ("“It broke. |It broke twice.| Nobody came,” she said.", True),
        ("“It broke,” she said. |It broke twice.| “Nobody came.”", False),
        ('"It broke. |It broke twice."| She left.', True),
        ('"It broke," she said. |It broke twice.| He left.', False),
        ("'It didn't break. |The boys' wall broke.| Nobody came.'", False),
        ("'It didn't break. |The wall broke.| Nobody came.'", True),
        ("In the '90s |the wall broke.| It didn't hold.", False),
        ("''It broke. |It broke twice.''| She left.", True),
    ],
)
def test_within_marks(words: str, within: bool) -> None:
    before, inside, after = words.split("|")
    text = before + inside + after
    span = Span(len(before), len(before) + len(inside))
    assert within_marks(text, span, Span(0, len(text))) is within


def test_marks_are_closed_and_made_single() -> None:
    assert closed('He called it "a ruin.') == 'He called it "a ruin."'
    assert closed("a ruin,” he said.") == "“a ruin,” he said."
    assert closed("“One.” “Two.”") == "“One.” “Two.”"
    assert closed('The plank is 6" long.') == 'The plank is 6" long.'
    assert single_signs("''The song 'Low Tide,''' he said") == "\"The song 'Low Tide,'\" he said"
