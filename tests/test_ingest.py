"""Make-up of whole reports: a case is a seed and, beside it, what should be found in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.document import BlockKind
from generator.ingest import ingest_file, ingest_text
from generator.ingesting.bylines import read_byline
from generator.ingesting.furniture import is_notice, picture_kind

CASES = sorted((Path(__file__).parent / "cases" / "ingest").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_make_up(case: Path) -> None:
    expected = yaml.safe_load(case.read_text(encoding="utf-8"))
    seed = next(p for p in case.parent.glob(f"{case.stem}.*") if p.suffix != ".yaml")
    document = ingest_file(seed, name=seed.name)
    found = {
        "title": document.title,
        "byline": list(document.byline),
        "published": document.published,
        "updated": document.updated,
        "publisher": document.publisher,
        "url": document.url,
        "problems": [p.code for p in document.problems],
        "blocks": [b.kind.value for b in document.blocks],
    }
    absent = {"byline": []}
    assert found == {key: expected.get(key, absent.get(key)) for key in found}


def test_a_given_text_is_never_changed() -> None:
    text = (
        "\ufeffBridge shut\r\n\r\nThe bridge\xa0is shut, the \u201cmayor\u201d said on Monday.\r\n"
    )
    document = ingest_text(text, title="Bridge shut", published="Nov. 14, 2022")
    assert document.text == text
    assert document.published == "2022-11-14"
    assert [b.span.of(text) for b in document.blocks] == [
        "Bridge shut",
        "The bridge\xa0is shut, the \u201cmayor\u201d said on Monday.",
    ]


def test_a_given_title_is_cut_off_a_text_on_one_line() -> None:
    text = "Bridge shut after the flood. The county said that it will stay shut."
    document = ingest_text(text, title="Bridge shut after the flood")
    assert [(b.kind, b.span.of(text)) for b in document.blocks] == [
        (BlockKind.HEADLINE, "Bridge shut after the flood."),
        (BlockKind.PARAGRAPH, "The county said that it will stay shut."),
    ]


def test_a_title_that_is_the_beginning_of_a_sentence_is_no_headline() -> None:
    text = "Bridge shut after the flood in Brill on Monday, the county said."
    document = ingest_text(text, title="Bridge shut after the flood")
    assert document.spans(BlockKind.HEADLINE) == ()


def test_normalised_once(tmp_path: Path) -> None:
    seed = tmp_path / "seed.txt"
    raw = "\ufeff\ufeffDam\u00ad burst\r\rA\xa0dam  burst\u200b. \x07It cafe\u0301s."
    raw += "\r\n" * 5 + "End came."
    seed.write_bytes(raw.encode())
    document = ingest_file(seed, name="seed.txt")
    assert document.text == "Dam burst\n\nA dam burst. It caf\u00e9s.\n\n\nEnd came."


def test_a_stray_quotation_mark_is_named_with_its_place(tmp_path: Path) -> None:
    seed = tmp_path / "seed.txt"
    seed.write_text(
        "Dam Burst\n\nShe said “it burst and left.\n\nHe said “no.” They went.\n", "utf-8"
    )
    (problem,) = ingest_file(seed, name="seed.txt").problems
    assert (problem.code, problem.line, problem.column) == ("quotation", 3, 10)


def test_a_quotation_over_paragraphs_is_no_fault() -> None:
    text = "Dam Burst\n\nShe said: “It burst.\n\n“It was late.” They went home."
    assert ingest_text(text, title="Dam Burst").problems == ()


def test_another_language_is_said_so() -> None:
    text = "Der Bürgermeister sagte am Montag, dass die Brücke nach dem Hochwasser noch " * 3
    document = ingest_text(text, title="Brücke")
    assert document.language == "de"
    assert "language" in {p.code for p in document.problems}


@pytest.mark.parametrize(
    ("line", "names", "publisher"),
    [
        ("By Ann Lo and Bo Ray", ("Ann Lo", "Bo Ray"), None),
        ("By ANN LO, Associated Press", ("Ann Lo",), None),
        ("By Ann Lo in Rome and Bo Ray in Paris", ("Ann Lo", "Bo Ray"), None),
        ("By Ann Lo | The Vale Courier", ("Ann Lo",), "The Vale Courier"),
        ("By the History Desk, The Ledger", ("History Desk",), "The Ledger"),
        ("By Staff", ("Staff",), None),
    ],
)
def test_bylines(line: str, names: tuple[str, ...], publisher: str | None) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.names, byline.publisher) == (names, publisher)


@pytest.mark.parametrize(
    "line",
    ["By the time she left, it was dark", "By Monday", "By all accounts the dam was old."],
)
def test_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "The mayor (a former miner) said that the dam was safe (as did Stonegate).",
        "The image of the town has suffered, the mayor said.",
        "The photograph was taken on Monday, she said.",
        "Read the report and you will see, he said. “It is all there.”",
        "This report was described by the minister as one-sided.",
        "Corrections officers said the prison was full.",
    ],
)
def test_story_is_no_furniture(line: str) -> None:
    assert picture_kind(line) is None
    assert not is_notice(line)


def test_heavy_libraries_are_imported_late() -> None:
    heavy = "trafilatura", "py3langid", "markdown", "numpy", "lxml", "charset_normalizer"
    code = f"import sys, generator.ingest; print([m for m in {heavy!r} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
