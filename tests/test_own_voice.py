"""Text that is not in the document's own voice: letters, quotations, leads that tell nothing."""

import pytest

from generator.document import Span
from generator.entities.cast import Cast
from generator.extract.claims import find_statements
from generator.extract.lead import find_summary
from generator.extract.letters import signed_until
from generator.ingest import ingest_text
from generator.language.marks import opened_before
from tests.reading import parsed_document

LETTERS = """Readers on the dam

LETTERS.

The town shut the gates in May, and nobody was told of it.

Ada B. Holt.

Brill, Vale.

The gates were shut too late. It was in the papers.

@orla_quist.

The county shut them, and the town paid.

@bel99.

Write to us at the usual address, and give your name."""


def test_what_readers_sign_is_theirs() -> None:
    end = signed_until(ingest_text(LETTERS, title="Readers on the dam"))
    assert LETTERS[end:].startswith("@bel99")


@pytest.mark.parametrize(
    "text",
    [
        "Dam bursts\n\nThe town shut the gates.\n\nAda Holt.\n\nShe wrote, left, and wept.\n\nX",
        "Dam bursts\n\n“Shut it now.”\n\n@orla.\n\nThe message was seen by many, the town said.",
        "Dam bursts\n\nFULL TEXT.\n\nBrill, Vale.\n\nThe town shut the gates in May.",
    ],
)
def test_other_lines_are_no_signatures(text: str) -> None:
    assert signed_until(ingest_text(text, title="Dam bursts")) == 0


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"The dam was ours. They took it. We left."', True),
        ("“The dam was ours. They took it. We left.”", True),
        ("''The dam was ours. They took it.", True),
        ('"The dam was ours," he said. They took it.', False),
        ("He was 6' 2\". They took it.", False),
        ('"The dam was ours." They took it.', False),
        ('The "truce" held. They took it.', False),
        ('" The dam was ours. They took it.', False),
    ],
)
def test_quotations_go_on_over_sentences(text: str, inside: bool) -> None:
    at = text.index("They")
    assert opened_before(text, Span(0, len(text)), at) is inside


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("The dam above Brill burst late on Tuesday.", True),
        ("It was a night that nobody in Brill forgot.", False),
        ("The dam has burst.", False),
    ],
)
def test_a_summary_says_what_happened_by_itself(lead: str, told: bool) -> None:
    case = {"text": f"{lead} The town shut the gates in May."}
    assert (find_summary(parsed_document(case), ()) is not None) is told


@pytest.mark.parametrize(
    ("lead", "cue", "content", "summary"),
    [
        (
            "A court in Brill closed the Holt file on Tuesday, saying the town has no right to it.",
            "saying",
            "the town has no right to it",
            "A court in Brill closed the Holt file on Tuesday",
        ),
        (
            "A council in Brill voted on Tuesday to hold the guild in contempt for its silence.",
            "voted",
            "to hold the guild in contempt for its silence",
            "A council in Brill voted on Tuesday to hold the guild in contempt for its silence.",
        ),
        ("Ines Orr said on Tuesday that the dam leaks.", "said", "that the dam leaks", None),
        ("We thought long and hard about the dam at Brill.", "thought", "the dam at Brill", None),
    ],
)
def test_a_lead_is_a_summary_but_for_what_is_said(
    lead: str, cue: str, content: str, summary: str | None
) -> None:
    case = {
        "text": f"{lead} The town shut the gates in May.",
        "attributions": [{"source": " ".join(lead.split()[:2]), "cue": cue, "content": content}],
    }
    parsed = parsed_document(case)
    statements = find_statements(parsed, Cast(parsed, ()), ())
    found = find_summary(parsed, statements)
    assert (found.of(parsed.text) if found else None) == summary
