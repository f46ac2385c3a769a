"""A little grammar: clauses, pasts and sentences, on words tagged by the lexicon alone."""

import pytest

from generator.document import Span
from generator.language.phrases import has_main_clause, head_index
from generator.language.tagger import past_of, tag
from generator.language.wording import sentence_of

STATES = (
    "the fog lifted",
    "that the ships which entered the port had left",
    "what they saw was a fire",
    "As the dam broke, people fled",
    "if the final figures change, we will appeal",
    "the cook, a keen swimmer, soon learned the tides",
    "It is her soup that keeps them warm",
)
LEANS = (
    "the claim that the snow was deep",
    "the fog of doubt he made around the town",
    "if the dam fails",
    "a gull which was queen of the pier, by proving that the nest was an old hat",
    "the loss of a ship",
    "which gate was opened",
)


@pytest.mark.parametrize("words", STATES)
def test_main_clause(words: str) -> None:
    assert has_main_clause(tag(words, Span(0, len(words))))


@pytest.mark.parametrize("words", LEANS)
def test_no_main_clause(words: str) -> None:
    assert not has_main_clause(tag(words, Span(0, len(words))))


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("judges handling open suits", "judges"),
        ("people seeking asylum", "people"),
        ("protesters demanding reforms", "protesters"),
        ("migrants crossing the border", "migrants"),
        ("Operations planning chief Kade Holt", "Holt"),
        ("Sports betting firm Vale Races", "Races"),
    ],
)
def test_a_participle_ends_a_phrase_unless_a_compound_holds_it(words: str, head: str) -> None:
    tagged = tag(words, Span(0, len(words)))
    at = head_index(tagged)
    assert at is not None and tagged[at].form == head


@pytest.mark.parametrize(
    ("words", "at", "name", "lemma"),
    [
        ("Orr exaggerates the toll", 1, "VBZ", "exaggerate"),
        ("the mayor decried it", 2, "VBD", "decry"),
        ("the mayor dismisses it", 2, "VBZ", "dismiss"),
    ],
)
def test_verb_of_the_news(words: str, at: int, name: str, lemma: str) -> None:
    word = tag(words, Span(0, len(words)))[at]
    assert (word.tag, word.lemma) == (name, lemma)


@pytest.mark.parametrize(
    ("lemma", "past"),
    [("say", "said"), ("deny", "denied"), ("accuse", "accused"), ("dub", "dubbed"), ("put", "put")],
)
def test_past(lemma: str, past: str) -> None:
    assert past_of(lemma) == past


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("that, with luck, the dam holds", "With luck, the dam holds."),
        ("that it leaked and that the owners knew", "It leaked and the owners knew."),
        ("that he applied but that was not the case", "He applied but that was not the case."),
        ("that it leaked, and that never helps", "It leaked, and that never helps."),
        (
            "that it stood by its findings, made in May, that Lund should go",
            "It stood by its findings, made in May, that Lund should go.",
        ),
        (
            "that she feared that it leaked and that it broke",
            "She feared that it leaked and that it broke.",
        ),
        ("'The dam wasn't safe,'", "The dam wasn't safe."),
        ('"The dam was unsafe.\n\n"Nobody was told."', "The dam was unsafe. Nobody was told."),
        ("that “as a town, we mourn”", "As a town, we mourn."),
        ("the cook's “shy way with salt,”", "The cook's “shy way with salt.”"),
        ('called them "old news.”', 'Called them "old news."'),
    ],
)
def test_sentence(words: str, sentence: str) -> None:
    assert sentence_of(words) == sentence
