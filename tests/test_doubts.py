"""What the reading was unsure of: whom a pronoun means, who speaks."""

from generator.assemble import Findings
from generator.doubts import find_doubts
from generator.entities.cast import Cast
from generator.extract.claims import find_statements
from tests.reading import parsed_document


def doubts_of(text: str, source: str, content: str) -> list[str]:
    parsed = parsed_document(
        {"text": text, "attributions": [{"source": source, "cue": "said", "content": content}]}
    )
    found = Findings(statements=find_statements(parsed, Cast(parsed, ()), ()))
    return [problem.code for problem in find_doubts(parsed, found, (), ())]


def test_a_pronoun_left_in_a_claim_is_told() -> None:
    text = "Two clerks fled. Two lawyers said that they had filed first."
    assert doubts_of(text, "Two lawyers", "that they had filed first") == ["unresolved-pronoun"]


def test_a_quotation_keeps_its_pronouns() -> None:
    text = '"They filed the papers first," two lawyers said.'
    assert doubts_of(text, "two lawyers", '"They filed the papers first,"') == []


def test_a_claim_that_names_whom_it_means_raises_none() -> None:
    text = "Two lawyers said that the gate had failed."
    assert doubts_of(text, "Two lawyers", "that the gate had failed") == []
