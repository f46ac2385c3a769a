"""Words that negate ("not", "nobody", "hardly"), by how surely they do."""

from __future__ import annotations

from generator.lexicon import load_mapping


def negates_verb(lemma: str) -> bool:
    """Whether a word makes a verb say the contrary ("not", "never")."""
    return _kind(lemma) == "not"


def is_negative(lemma: str) -> bool:
    """Whether a word makes a statement a negation ("not", "neither", "nobody")."""
    return _kind(lemma) in {"not", "none"}


def may_negate(lemma: str) -> bool:
    """Whether a word negates anything within a statement ("nothing", "without", "hardly")."""
    return _kind(lemma) != ""


def _kind(lemma: str) -> str:
    return load_mapping("claims/negations.txt").get(lemma, "")
