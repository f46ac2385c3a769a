"""Issues: clauses short enough to head a dispute, and the heading made of one.

Input: tagged words of a statement.  Output: stretches of them, each a whole clause with a noun for
its subject: "the deal was back on" says what is disputed, "closed doors" does not; and the clause
as an open question ("Whether the deal was back on"), which takes no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.claims.capitals import Capitals
from generator.document import Word
from generator.language.phrases import DEMONSTRATIVES

_MOST = 12
"""Words that a clause has at most as a heading."""
_LEAST = 3
_ASIDE = 14
"""Words that an aside has at most which a heading leaves out."""
_PARTS = frozenset(
    "because while when if since although though after before until so which who that and but or"
    " whether unless as than where".split()
)
"""What may begin another clause, where a verb of its own follows."""
_SPEAKERS = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
_MARKS = frozenset({"``", "''", "HYPH", "POS", "$"})
_FRONT = frozenset({"CC", "RB", "UH", "``", "''", "DT", "WRB"})
_THIRD = frozenset({"he", "she", "they"})
_JOINING = frozenset("as than if because while since though so".split())
"""What no subject holds."""
_SUBJECT = frozenset({"NN", "NNS", "NNP", "NNPS"})
_HANGING = frozenset(
    {"IN", "DT", "CC", "TO", "PRP$", "MD", "WDT", "WP", "WRB", "POS", "VBZ", "VBP"}
)
_CUTS = frozenset({"IN", "TO", "WRB", ",", "RB"})
"""Tags of what a long clause can end before."""
_HOLDING = frozenset({"of", "than", "as", "that", "between", "not", "n't"})
"""What it cannot end before: the phrase would be no whole."""
_NEGATING = frozenset({"not", "n't", "n’t", "never"})
_NARROWS = frozenset({"just", "only", "merely", "simply", "even", "all", "every", "always"})
"""What a negation before it is of ("does not just happen to children"): it stays."""
_CLIPPED = frozenset({"wo", "ca", "sha", "ai"})
"""What is no word without its "n't"."""
_AUXILIARIES = frozenset({"be", "have"})
"""With "do", what is left would be odd English ("whether she did sign")."""
_LEADING = frozenset({"know", "show", "prove", "reveal", "confirm"})
"""Verbs that lead to such a clause, and may be an issue by themselves ("knew of the plan")."""
_PASSING = _LEADING | frozenset(
    "say think believe hope mean tell claim add accuse charge allege blame criticise criticize"
    " deny reject dispute call describe argue insist warn assert contend maintain suggest imply"
    " estimate hint".split()
)
"""Verbs whose clause tells of another: that one is the issue."""


def short_clauses(words: Sequence[Word], *, pronouns: bool) -> Iterator[tuple[Word, ...]]:
    """The clauses of a statement that can stand as a heading, in order.

    With `pronouns` their subject may be one: less than a name, more than a scrap of the clause.
    """
    for part in _parts(_without_asides(words)):
        clause = _shortened(_fronted(part))
        if _stands(clause) or (pronouns and _stands_with_pronoun(clause)):
            yield tuple(clause)


def question(text: str, words: Sequence[Word], clause: Sequence[Word], capitals: Capitals) -> str:
    """A clause of `words` as an open question.

    An article before the clause belongs to it.  "Whether the deal was not back on" asks the same
    as "whether it was": a plain negation goes.
    """
    at = next(i for i, w in enumerate(words) if w.span == clause[0].span)
    pointing = words[at - 1].form.lower() == "that" and clause[0].tag[:3] == "NNP"
    if at and words[at - 1].tag == "DT" and not pointing:
        clause = (words[at - 1], *clause)
    kept = [w for i, w in enumerate(clause) if not _plainly_negates(clause, i)]
    return f"Whether {capitals.within(_joined(text, kept), kept)}"


def _plainly_negates(clause: Sequence[Word], at: int) -> bool:
    """Whether a word is a negation that a question can do without."""
    if clause[at].form.lower() not in _NEGATING or not at:
        return False
    helps = clause[at - 1]
    if helps.form.lower() in _CLIPPED or not (helps.lemma in _AUXILIARIES or helps.tag == "MD"):
        return False
    return at + 1 < len(clause) and clause[at + 1].form.lower() not in _NARROWS


def _joined(text: str, words: Sequence[Word]) -> str:
    """Words as they stand, with one space for whatever is left out between them."""
    line = ""
    for before, word in zip((None, *words), words, strict=False):
        if before is not None and word.span.start > before.span.end:
            line += " "
        line += word.span.of(text)
    return " ".join(re.sub(r"[“”\"]", "", line).split())


def _without_asides(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words without what stands in commas between a noun and its verb ("the book, …, was")."""
    out = list(words)
    at = 0
    while at < len(out):
        if out[at].form == "," and at and out[at - 1].noun:
            end = next(
                (i for i in range(at + 2, min(len(out), at + _ASIDE)) if out[i].form == ","), None
            )
            then = out[end + 1] if end is not None and end + 1 < len(out) else None
            before = not any(w.finite for w in out[max(0, at - _ASIDE) : at])
            if end is not None and then is not None and then.finite and before:
                del out[at : end + 1]
                continue
        at += 1
    return tuple(out)


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
    return not (word.form[0].isalnum() or word.tag in _MARKS or word.form[0] in "'’%$£€")


def _size(words: Sequence[Word]) -> int:
    """How many words there are as one counts them: "doesn't" is one."""
    return sum(w.form[0].isalnum() and w.form.lower() != "n't" for w in words)


def _shortened(clause: Sequence[Word]) -> Sequence[Word]:
    """A long clause without what hangs on it ("should release them | in order to win")."""
    if _size(clause) <= _MOST:
        return clause
    verb = next((i for i, w in enumerate(clause) if w.finite), len(clause))
    for at in range(len(clause) - 1, verb + 2, -1):
        word = clause[at]
        apart = [w.form for w in clause[at : at + 2]] == ["not", "to"]
        holds = word.form.lower() in _HOLDING and not apart
        if word.tag not in _CUTS or holds or _size(clause[:at]) > _MOST:
            continue
        if word.form == "to" and [w.form for w in clause[at - 2 : at]] == ["in", "order"]:
            continue
        told = [w for w in clause[verb + 1 : at] if w.noun or w.tag[:2] in {"JJ", "CD"}]
        if (
            told
            and not _half(clause[verb:at])
            and not (word.tag == "TO" and not clause[at - 1].noun)
        ):
            return clause[:at]
    return clause


def _half(words: Sequence[Word]) -> bool:
    """Whether words break off within a phrase ("a race between Orr", "from bad")."""
    forms = [w.form.lower() for w in words]
    between = "between" in forms and "and" not in forms[forms.index("between") :]
    return between or words[-1].tag in _HANGING


def _fronted(part: Sequence[Word]) -> Sequence[Word]:
    """A part from the first word that can begin a heading."""
    while part and (part[0].tag in _FRONT or part[0].form.lower() in _PARTS):
        if part[0].form.lower() in {"no", *DEMONSTRATIVES - {"that"}}:
            break
        part = part[1:]
    while part and part[-1].tag in {"``", "''"}:
        part = part[:-1]
    verb = next((i for i, w in enumerate(part) if w.finite), 0)
    verb = 0 if part and part[0].tag[:2] == "VB" else verb
    if part and part[verb].lemma in _PASSING and _has_verb(part[verb + 1 :]):
        # "the guild believes | the law could fail"
        return _fronted(part[verb + 1 :])
    that = next((i for i in range(1, verb - 1) if part[i].form == "that"), None)
    # "the notion that | Orr was born there"
    return _fronted(part[that + 1 :]) if that is not None else part


def _stands_with_pronoun(clause: Sequence[Word]) -> bool:
    """Whether words are a whole clause of "he", "she" or "they"."""
    verb = next((i for i, w in enumerate(clause) if w.finite), None)
    if verb != 1 or clause[0].form.lower() not in _THIRD or not _LEAST <= _size(clause) <= _MOST:
        return False
    return _tells(clause[1:])


def _stands(clause: Sequence[Word]) -> bool:
    """Whether words are a whole clause that says what somebody or something does or is."""
    size = _size(clause)
    verb = next((i for i, w in enumerate(clause) if w.finite), None)
    if not verb or not _LEAST <= size <= _MOST:
        return False
    subject, predicate = clause[:verb], clause[verb:]
    if any(w.form.lower() in _SPEAKERS or w.tag in {"WDT", "WP", "WRB"} for w in subject):
        return False
    if not any(w.tag in _SUBJECT for w in subject) or subject[0].tag not in {*_SUBJECT, "JJ", "CD"}:
        return False
    if any(w.tag == "PRP" or w.form.lower() in _JOINING for w in subject):
        return False
    reduced = clause[verb].form.endswith("ed") and clause[verb + 1 : verb + 2]
    if reduced and reduced[0].tag == "IN" and not any(w.tag[:2] == "VB" for w in predicate[1:]):
        # "the bureau | cited in the report": likelier no clause at all
        return False
    common = verb > 1 and subject[-2].tag in {"NN", "NNS"} and subject[-2].form[0].islower()
    if common and subject[-1].tag == "NNP":
        # "the suit | Orr announced"
        return False
    return _tells(predicate)


def _tells(predicate: Sequence[Word]) -> bool:
    """Whether a predicate is whole, and says something itself."""
    bare = all(w.tag[:2] in {"VB", "MD", "RB", "CC"} and w.lemma != "be" for w in predicate)
    if bare and predicate[-1].tag == "VBN":
        # "had sent | or received letters"
        return False
    if any(w.form.lower() in _SPEAKERS or w.tag in {"WDT", "WP", "WRB"} for w in predicate):
        return False
    if any(b.finite and a.noun for a, b in pairwise(predicate)):
        # "the town is safe | is a tale"
        return False
    verbs = [w for w in predicate if w.tag[:2] == "VB"]
    if any(w.lemma in _PASSING - _LEADING for w in verbs):
        return False
    told = [w for w in predicate[1:] if w.noun or w.tag[:2] in {"VB", "JJ", "RP", "CD", "RB"}]
    return bool(told) and predicate[-1].tag not in _HANGING and not _half(predicate)
