"""Whatever words stand together, and whatever is read in them, statements are found or are not."""

import random

import pytest

from generator.entities.cast import Cast
from generator.extract.claims import find_statements
from generator.extract.where import find_toponyms
from tests.reading import parsed_document

WORDS = (
    "Ines Orr|Kade Holt|Tel Aviv|Or Yehuda|they|it|both|he|she|his|their|the|a|miners|court|ruling"
    "|order|report|claims|'s|,|;|:|\"|and|or|of|in|by|that|which|who|said|accused|denied|lies|stole"
    "|leaking|blamed|was|be|been|not|never|will|if|Police|two|“|”|(|)|-|planning|chief|law|Act|ARO"
    "|lawsuit|judges|handling|me|them|to|on|as|had|would|arrested|holding|sued|five|dozens|upheld"
    "|label|article|people|seeking|/|9|They|It|Both"
).split("|")
KINDS = {"Ines Orr": "person", "Kade Holt": "person", "Tel Aviv": "place", "Or Yehuda": "place"}


def made_case(draw: random.Random) -> dict[str, object]:
    """A text of one to four sentences, its names, and readings of stretches of it."""
    sentences = [
        " ".join(draw.choices(WORDS, k=draw.randint(3, 12))) + draw.choice(".?!")
        for _ in range(draw.randint(1, 4))
    ]
    text = " ".join(sentences)
    tokens = text.split()

    def stretch() -> str:
        at = draw.randrange(len(tokens))
        return " ".join(tokens[at : at + draw.randint(1, 4)])

    read = [{key: stretch() for key in ("source", "cue", "content")} for _ in range(3)]
    return {
        "text": text,
        "names": {name: kind for name, kind in KINDS.items() if name in text},
        "attributions": read[: draw.randint(1, 3)],
    }


@pytest.mark.parametrize("seed", range(4))
def test_no_text_breaks_the_reading(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(100):
        parsed = parsed_document(made_case(draw))
        statements = find_statements(parsed, Cast(parsed, find_toponyms(parsed)), ())
        assert all(parsed.text[s.evidence.start : s.evidence.end] for s in statements)


def test_pronouns_on_end_are_followed_no_further_than_a_few_sentences() -> None:
    case = {
        "text": "They ran. " * 700 + "They said the dam held.",
        "attributions": [{"source": "They@701", "cue": "said", "content": "the dam held"}],
    }
    parsed = parsed_document(case)
    assert find_statements(parsed, Cast(parsed, ()), ())[0].by == ()


@pytest.mark.parametrize("owned", ["Ines Orr" + "'s memo" * 700, "a memo" + " by a memo" * 700])
def test_works_of_works_are_followed_no_further_than_a_phrase_goes(owned: str) -> None:
    case = {
        "text": f"{owned} said the dam held.",
        "names": {"Ines Orr": "person"},
        "attributions": [{"source": owned, "cue": "said", "content": "the dam held"}],
    }
    parsed = parsed_document(case)
    assert len(find_statements(parsed, Cast(parsed, ()), ())) == 1


def test_a_pronoun_for_whom_nobody_accuses() -> None:
    case = {
        "text": "his accused denied it accused accused U.S. never;",
        "attributions": [
            {"cue": "denied", "content": "U.S."},
            {"source": "never;", "cue": "accused accused", "content": "his"},
        ],
    }
    parsed = parsed_document(case)
    assert find_statements(parsed, Cast(parsed, find_toponyms(parsed)), ())[0].by == ()
