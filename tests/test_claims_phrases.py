"""Words and phrases that say ill: one sentence a line, with whom it accuses."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from generator.claims.ill import phrases
from generator.claims.wrongs import doers
from generator.document import Span, Word
from tests.reading import parsed_document

TABLE = Path(__file__).parent / "cases" / "claims_phrases.tsv"
LINES = [
    line
    for line in TABLE.read_text(encoding="utf8").splitlines()
    if not line or not line.startswith("#")
]
GROUPS = [
    [tuple(line.split("\t")) for line in lines]
    for filled, lines in groupby(LINES, key=bool)
    if filled
]


def words_of(text: str) -> tuple[Word, ...]:
    return parsed_document({"text": text}).words_in(Span(0, len(text)))


@pytest.mark.parametrize(
    ("accused", "text"), [row for group in GROUPS for row in group], ids=lambda cell: cell
)
def test_line(accused: str, text: str) -> None:
    words = words_of(text)
    found = {" ".join(w.form for w in doers(words, at)) for at in range(len(words))} - {""}
    assert found == {accused} - {"-"}


@pytest.mark.parametrize("phrase", phrases(), ids=lambda p: p.pattern[:40])
def test_phrase_has_a_hit_and_a_miss(phrase: re.Pattern[str]) -> None:
    for group in GROUPS:
        hits = [words_of(text) for accused, text in group if accused != "-"]
        told = [" ".join(w.lemma for w in words[i:]) for words in hits for i in range(len(words))]
        if any(phrase.match(t) for t in told):
            assert any(accused == "-" for accused, _ in group)
            return
    pytest.fail(f"no sentence has {phrase.pattern}")
