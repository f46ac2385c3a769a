"""Issues: clauses short enough to head a dispute.

Input: tagged words of a stretch of a statement.  Output: stretches of them, each a whole clause
with a noun for its subject: "the deal was back on" says what is disputed, "closed doors" does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.document import Word
from generator.language.phrases import DEMONSTRATIVES

_MOST = 10
"""Words that a clause has at most as a heading."""
_LEAST = 4
_PARTS = frozenset(
    "because while when if since although though after before until so which who that and but or"
    " whether unless as than where".split()
)
"""What may begin another clause, where a verb of its own follows."""
_SPEAKERS = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
_MARKS = frozenset({"``", "''", "HYPH", "POS", "$"})
_FRONT = frozenset({"CC", "RB", "UH", "``", "''", "DT", "PRP$", "WRB"})
_SUBJECT = frozenset({"NN", "NNS", "NNP", "NNPS"})
_HANGING = frozenset(
    {"IN", "DT", "CC", "TO", "PRP$", "MD", "WDT", "WP", "WRB", "POS", "VBZ", "VBP"}
)
_PASSING = frozenset({"say", "think", "believe", "hope", "know", "mean", "tell", "claim", "add"})
"""Verbs whose clause tells of another: that one is the issue."""


def short_clauses(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The clauses of a statement that can stand as a heading, in order."""
    for part in _parts(words):
        clause = _shortened(_fronted(part))
        if _stands(clause):
            yield tuple(clause)


def _parts(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words between marks, and between words that join clauses."""
    start = 0
    for at, word in enumerate(words):
        mark = _ends(word)
        joins = word.form.lower() in _PARTS and _has_verb(words[at + 1 :]) and at > start
        if mark or (joins and _has_verb(words[start:at])):
            yield words[start:at]
            start = at + 1
    yield words[start:]


def _has_verb(words: Sequence[Word]) -> bool:
    """Whether a verb comes before the next mark."""
    for word in words:
        if _ends(word):
            return False
        if word.finite:
            return True
    return False


def _ends(word: Word) -> bool:
    """Whether a word is a mark that ends a clause."""
    return not (word.form[0].isalnum() or word.tag in _MARKS or word.form[0] in "'’")


def _size(words: Sequence[Word]) -> int:
    """How many words there are as one counts them: "doesn't" is one."""
    return sum(w.form[0].isalnum() and w.form.lower() != "n't" for w in words)


def _shortened(clause: Sequence[Word]) -> Sequence[Word]:
    """A long clause without what it was done for ("should release them | in order to win")."""
    if _size(clause) <= _MOST:
        return clause
    verb = next((i for i, w in enumerate(clause) if w.finite), len(clause))
    for at in range(len(clause) - 2, verb + 2, -1):
        aim = clause[at].tag == "TO" and clause[at + 1].tag[:2] == "VB" and clause[at - 1].noun
        if aim and _size(clause[:at]) <= _MOST:
            order = [w.form for w in clause[at - 2 : at]] == ["in", "order"]
            return clause[: at - 2 if order else at]
    return clause


def _fronted(part: Sequence[Word]) -> Sequence[Word]:
    """A part from the first word that can begin a heading."""
    while part and (part[0].tag in _FRONT or part[0].form.lower() in _PARTS):
        if part[0].form.lower() in {"no", *DEMONSTRATIVES - {"that"}}:
            break
        part = part[1:]
    while part and part[-1].tag in {"``", "''"}:
        part = part[:-1]
    return part


def _stands(clause: Sequence[Word]) -> bool:
    """Whether words are a whole clause that says what somebody or something does or is."""
    size = _size(clause)
    verb = next((i for i, w in enumerate(clause) if w.finite), None)
    if not verb or not _LEAST <= size <= _MOST:
        return False
    subject, predicate = clause[:verb], clause[verb:]
    if not any(w.tag in _SUBJECT for w in subject) or subject[0].tag not in {*_SUBJECT, "JJ", "CD"}:
        return False
    if verb > 1 and subject[-1].tag == "NNP" and subject[-2].tag in {"NN", "NNS"}:
        # "the suit | Orr announced"
        return False
    if any(w.form.lower() in _SPEAKERS or w.tag in {"WDT", "WP", "WRB"} for w in clause):
        return False
    if any(b.finite and a.noun for a, b in pairwise(predicate)):
        # "the town is safe | is a tale"
        return False
    verbs = [w for w in predicate if w.tag[:2] == "VB"]
    if any(w.lemma in _PASSING for w in verbs):
        return False
    told = [w for w in predicate[1:] if w.noun or w.tag[:2] in {"VB", "JJ", "RP", "CD", "RB"}]
    return bool(told) and predicate[-1].tag not in _HANGING
