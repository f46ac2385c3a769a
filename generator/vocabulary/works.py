"""Nouns for works, documents and laws ("memo", "survey", "statute"): themselves nobody."""

from __future__ import annotations

from generator.lexicon import load_set


def is_document(lemma: str) -> bool:
    """Whether a noun (lower case, singular) is of something that speaks for its author."""
    return is_message(lemma) or lemma in load_set("who/documents.txt")


def is_message(lemma: str) -> bool:
    """Whether what a noun is of is no source by itself ("memo"), unlike a survey."""
    return lemma in load_set("who/works.txt")


def is_law(lemma: str) -> bool:
    """Whether a noun is of a law."""
    return lemma in load_set("who/laws.txt") | load_set("who/statutes.txt")
