"""Nouns for people by what they are or do ("mayor", "geologist")."""

from __future__ import annotations

from generator.lexicon import load_mapping, load_set


def is_role(lemma: str) -> bool:
    """Whether a noun (lower case, singular) says what a person is or does."""
    return is_listed_role(lemma) or (
        lemma.endswith(("man", "woman", "person", "ist", "ologist")) and len(lemma) > 5
    )


def is_listed_role(lemma: str) -> bool:
    """Whether a noun is listed as a role; endings tell nothing within a name ("Norman")."""
    return lemma in load_set("who/roles.txt") or lemma in load_mapping("who/gendered.txt")


def is_person(lemma: str) -> bool:
    """Whether a noun (lower case, singular) means one person, by a role or not ("thug")."""
    return is_role(lemma) or lemma in load_set("who/persons.txt")
