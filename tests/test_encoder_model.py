"""Tests that load the trained encoder."""

import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import encoder
from generator.document import InputError, MentionKind, Reading, Span
from generator.encoder.runtime import MODEL_FOLDER, Encoder
from generator.language.tagger import tokenise

pytestmark = pytest.mark.model

REPORT = (
    "Harbour workers walk out over pay\n\n"
    "Dock workers in Brill walked out on Monday, the union said. “We have waited long enough,” "
    "Tove Brandt, its chairwoman, told reporters.\n\n"
    "The port’s owner, Stonegate Ltd, denied that it had broken off the talks.\n"
)


@pytest.fixture(scope="module")
def reader() -> Encoder:
    return encoder.load()


def spans(reading: Reading) -> list[Span]:
    found = [*reading.words, *(m.span for m in reading.mentions)]
    return found + [s for a in reading.attributions for role in a for s in role]


def check(text: str, reading: Reading) -> None:
    words = {w.start for w in reading.words}, {w.end for w in reading.words}
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.start in words[0]
        assert span.end in words[1]
        assert "\n\n" not in span.of(text)
    assert all(a.cue and a.content for a in reading.attributions)
    starts = [m.span.start for m in reading.mentions]
    assert starts == sorted(starts)


def test_a_report_is_read(reader: Encoder) -> None:
    reading = reader.read(REPORT)
    check(REPORT, reading)
    said = {tuple(c.of(REPORT) for c in a.cue): a for a in reading.attributions}
    denial = said[("denied",)]
    assert [s.of(REPORT) for s in denial.source] == ["The port’s owner, Stonegate Ltd,"]
    assert [s.of(REPORT) for s in denial.content] == ["that it had broken off the talks"]
    named = {(m.span.of(REPORT), m.kind) for m in reading.mentions}
    assert ("Tove Brandt", MentionKind.PERSON) in named
    assert ("Brill", MentionKind.PLACE) in named
    assert ("Stonegate Ltd", MentionKind.ORGANISATION) in named


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u00a0\n",
        "😀",
        "\u202e\u200f\u200f",
        "\x00\x01",
        '"She left, he said. "And then. “No',
        "\n\n".join(['“It rained," she said.', *["“It rained on."] * 4, "“It stopped.”"]),
        "DAM BREAKS: MAYOR\n\nTWO DEAD, POLICE SAY",
        "e\u0301" * 700,
        "x" * 50_000,
        "https://example.org/" + "a-b_c/" * 500,
        "שלום, אמר ראש העיר. \u200fהסכר נפרץ",
        "line\r\nline\rline\u2028line\x0bline",
        "- " * 4000,
    ],
)
def test_odd_text_is_read_without_a_crash(reader: Encoder, text: str) -> None:
    check(text, reader.read(text))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ana Bell",
                "said",
                "that",
                "the dam",
                "“",
                "”",
                '"',
                ",",
                ".",
                "\n\n",
                "😀",
                "\u200f",
                "POLICE",
                "é",
            ]
        )
        | st.text(max_size=6),
        max_size=60,
    )
)
def test_every_span_lies_on_words(reader: Encoder, parts: list[str]) -> None:
    text = " ".join(parts)
    check(text, reader.read(text))


def test_sentences_hang_together(reader: Encoder) -> None:
    text = "The port's owner didn't pay the dockers who had worked for it."
    tokens = tokenise(text, Span(0, len(text)))
    grammar = reader.read(text, [tokens]).grammar[0]
    forms = [t.of(text) for t in tokens]
    above = {f: forms[g.head] if g.head >= 0 else "" for f, g in zip(forms, grammar, strict=True)}
    assert {f: above[f] for f in ("owner", "n't", "dockers", "worked", "pay")} == {
        **{"owner": "pay", "n't": "pay", "dockers": "pay", "worked": "dockers", "pay": ""},
    }
    found = {f: (g.tag, g.relation) for f, g in zip(forms, grammar, strict=True)}
    assert found["owner"] == ("NN", "nsubj")
    assert found["dockers"] == ("NNS", "obj")
    assert found["worked"] == ("VBN", "acl:relcl")


def test_a_sentence_longer_than_any_window_is_read(reader: Encoder) -> None:
    text = "the rain fell and " * 900
    tokens = tokenise(text, Span(0, len(text)))
    grammar = reader.read(text, [tokens]).grammar[0]
    assert len(grammar) == len(tokens)
    assert all(-1 <= g.head < len(tokens) for g in grammar)


def test_same_text_same_reading_alone_among_others_on_many_threads(reader: Encoder) -> None:
    texts = [REPORT, REPORT.upper(), REPORT * 3, "Brill.", REPORT]
    alone = [Encoder(MODEL_FOLDER).read(REPORT)] * 2
    one_by_one = [reader.read(t) for t in texts]
    with ThreadPoolExecutor(4) as pool:
        side_by_side = list(pool.map(reader.read, texts))
    assert one_by_one == side_by_side
    assert [one_by_one[0], one_by_one[4]] == alone
    assert Encoder(MODEL_FOLDER, threads=2).read(REPORT) == alone[0]


def test_what_comes_far_away_changes_nothing(reader: Encoder) -> None:
    filler = "The weather stayed calm along the coast that week, with light winds.\n" * 40
    before = reader.read(REPORT + filler)
    after = reader.read(REPORT + filler + REPORT.upper())
    held = [a for a in before.attributions if a.cue[0].end < len(REPORT)]
    assert held == [a for a in after.attributions if a.cue[0].end < len(REPORT)]


def test_a_document_of_200_000_words_is_read_in_bounded_memory(reader: Encoder) -> None:
    text = ("Rain fell on the hills and the rivers rose slowly through the night .\n" * 14286)[:-1]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = reader.read(text)
    assert len(reading.words) >= 200_000
    assert len(reading.words) == text.count(" ") + text.count("\n") + 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 400_000  # kilobytes


def test_a_missing_model_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Encoder(tmp_path)
    assert caught.value.problem.code == "encoder-damaged"
    assert caught.value.problem.hint
