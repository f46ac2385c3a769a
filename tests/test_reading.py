"""Sentences, words, names: the small steps under the extractors."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Mention, MentionKind, Span
from generator.entities.names import gender_of, join_names
from generator.language.sentences import find_sentences
from generator.language.tagger import tag
from generator.vocabulary.names import key_of
from generator.vocabulary.spellings import rough_spelling, spelled_alike


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The dam held. Nobody was hurt.", 2),
        ("Mr. Holt met Gen. Orr on Nov. 3 in the town.", 1),
        ("J. R. Moss wrote it. He left.", 2),
        ("“We lost.” He sat down.", 2),
        ("It rose by 3.5 percent. That was all.", 2),
        ("He lives in the U.S. The visit was short.", 2),
        ("U.S. Senator Moss spoke.", 1),
        ("He works at B&T. Nobody knew.", 2),
        ("Why? Nobody knew!", 2),
        ("one line with no stop", 1),
        ("A heading\n\nA story begins here. It ends.", 3),
    ],
)
def test_sentences(text: str, count: int) -> None:
    found = find_sentences(text)
    assert len(found) == count, [s.of(text) for s in found]


@given(st.text(max_size=300))
def test_sentences_cover_all_that_is_not_white_space(text: str) -> None:
    found = find_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = "".join(s.of(text) for s in found)
    assert "".join(covered.split()) == "".join(text.split())


def test_words_have_tags_and_lemmas() -> None:
    text = "The mayor didn't deny that two ships had carried coal."
    words = tag(text, Span(0, len(text)))
    assert [w.span.of(text) for w in words][:4] == ["The", "mayor", "did", "n't"]
    by_form = {w.form: w for w in words}
    assert by_form["ships"].tag == "NNS"
    assert by_form["ships"].lemma == "ship"
    assert by_form["carried"].lemma == "carry"
    assert by_form["had"].finite
    assert not by_form["deny"].finite


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    words = tag(text, Span(0, len(text)))
    assert all(w.span.of(text).replace("’", "'").replace("‘", "'") == w.form for w in words)


def joined(text: str, **names: str) -> list[list[str]]:
    mentions = []
    for name, kind in names.items():
        words = name.replace("_", " ")
        at = text.find(words)
        while at >= 0:
            mentions.append(Mention(Span(at, at + len(words)), MentionKind(kind)))
            at = text.find(words, at + len(words))
    return [sorted(n.forms) for n in join_names(text, sorted(mentions))]


def test_surnames_join_full_names() -> None:
    text = "Ines Orr met Kade Holt. Orr left."
    assert joined(text, Ines_Orr="person", Kade_Holt="person") == [["Ines Orr"], ["Kade Holt"]]
    mentions = [
        Mention(Span(0, 8), MentionKind.PERSON),
        Mention(Span(13, 22), MentionKind.PERSON),
        Mention(Span(24, 27), MentionKind.PERSON),
    ]
    assert [sorted(n.forms) for n in join_names(text, mentions)] == [
        ["Ines Orr", "Orr"],
        ["Kade Holt"],
    ]


def test_spelling_variants_join() -> None:
    text = "Petr Zelinskyy spoke. Zelinsky left."
    assert joined(text, Petr_Zelinskyy="person", Zelinsky="person") == [
        ["Petr Zelinskyy", "Zelinsky"]
    ]


def test_acronyms_join_their_expansion() -> None:
    text = "The Northern Ice Patrol sailed. NIP said so."
    assert joined(text, Northern_Ice_Patrol="organisation", NIP="organisation") == [
        ["NIP", "Northern Ice Patrol"]
    ]


def test_people_of_one_surname_stay_two() -> None:
    text = "Ada Moss and Bo Moss spoke."
    assert joined(text, Ada_Moss="person", Bo_Moss="person") == [["Ada Moss"], ["Bo Moss"]]


def test_titles_and_possessives_are_no_part_of_a_name() -> None:
    assert key_of("Mrs. Orr's") == ("orr",)
    assert gender_of("Mrs Orr") == "f"
    assert gender_of("Orr") == ""


PIECES = (
    "Orr",
    "Mr",
    "Mr.",
    "Gen.",
    "'s",
    "’s",
    "Ltd",
    "U.S.",
    "Jr.",
    "St.",
    ",",
    "-",
    "é",
    "O’Hara",
)


@given(
    st.lists(st.tuples(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.booleans()))
)
def test_any_forms_are_joined_and_none_is_lost(forms: list[tuple[list[str], bool]]) -> None:
    text, mentions = "", []
    for pieces, person in forms:
        words = " ".join(pieces)
        kind = MentionKind.PERSON if person else MentionKind.ORGANISATION
        mentions.append(Mention(Span(len(text), len(text) + len(words)), kind))
        text += words + " . "
    spans = [span for named in join_names(text, mentions) for span in named.spans]
    assert len(spans) == len(set(spans))
    assert all(any(m.span.overlaps(span) for m in mentions) for span in spans)


def test_a_spelling_is_closer_within_a_report_than_across_reports() -> None:
    assert spelled_alike("dudinskyy", "dudinskiy")
    assert not spelled_alike("elland", "yelland")
    assert not spelled_alike("jan", "ian")
    assert rough_spelling("elland") == rough_spelling("yelland")
    assert rough_spelling("aleksandr") == rough_spelling("alexandr")
    assert rough_spelling("jan") != rough_spelling("ian")
