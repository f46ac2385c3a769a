"""Places: which words name them, which place they mean, and where things happen."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Block, BlockKind, Mention, MentionKind, Span
from generator.extract.where import find_places, find_toponyms
from tests.reading import parsed_document

CASES = Path(__file__).parent / "cases" / "where"


def cases(name: str) -> list[Any]:
    listed = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["why"]) for case in listed]


@pytest.mark.parametrize("case", cases("toponyms.yaml"))
def test_toponyms(case: dict[str, Any]) -> None:
    parsed = parsed_document(case)
    found = find_toponyms(parsed)
    assert [[t.span.of(parsed.text), t.name, t.country, t.kind] for t in found] == case["expected"]
    assert [t.span for t in found] == sorted(t.span for t in found)


@pytest.mark.parametrize("case", cases("places.yaml"))
def test_places(case: dict[str, Any]) -> None:
    parsed = parsed_document(case, title=case.get("title", ""))
    places = find_places(parsed, find_toponyms(parsed))
    names = [p.name for p in places]
    if "anywhere" in case:
        assert sorted(names) == sorted(case["anywhere"])
    else:
        assert names == case["expected"]
    assert [p.name for p in places if p.lat is None] == case.get("unplaced", [])
    for place in places:
        assert parsed.text[place.evidence.start : place.evidence.end]


def test_a_caption_counts_only_with_the_story() -> None:
    story, caption = "A dam broke in Graz.", "A crane in Linz and one in Graz."
    case = {"text": f"{story}\n{caption}", "names": {"Graz": "place", "Linz": "place"}}
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, len(story))),
        Block(BlockKind.CAPTION, Span(len(story) + 1, len(case["text"]))),
    )
    parsed = parsed_document(case, blocks=blocks)
    toponyms = find_toponyms(parsed)
    assert len(toponyms) == 3
    assert [p.name for p in find_places(parsed, toponyms)] == ["Graz"]


def test_rivals_are_counted() -> None:
    case = {"text": "The choir of Springfield sang.", "names": {"Springfield": "place"}}
    (toponym,) = find_toponyms(parsed_document(case)) or (None,)
    assert toponym is None or toponym.rivals > 0


def test_nothing_in_nothing_out() -> None:
    parsed = parsed_document({"text": ""})
    assert find_toponyms(parsed) == ()
    assert find_places(parsed, ()) == ()


WORDS = st.sampled_from(
    "Paris|Texas|U.S.|the|Kyiv’s|in|Moscow-backed|,|.|\n|—|🙂|\u200f|GLASGOW|Ky.|River|of|St.|New|York"
    "|(AP)|'|Turkish".split("|")
)


@given(st.lists(WORDS, max_size=30), st.data())
def test_spans_are_words_of_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    parsed = parsed_document({"text": text})
    bounds = st.integers(0, len(text))
    start, end = sorted((data.draw(bounds), data.draw(bounds)))
    if end > start:
        kind = data.draw(st.sampled_from(MentionKind))
        reading = parsed.reading
        parsed = type(parsed)(
            parsed.source,
            type(reading)(reading.words, (Mention(Span(start, end), kind),), ()),
            parsed.sentences,
            parsed.words,
        )
    found = find_toponyms(parsed)
    for one, following in itertools.pairwise(found):
        assert one.span.end <= following.span.start
    for toponym in found:
        assert toponym.span.of(text).strip() == toponym.span.of(text) != ""
        assert -90 <= toponym.lat <= 90
        assert -180 <= toponym.lon <= 180
    assert find_toponyms(parsed) == found
    find_places(parsed, found)
