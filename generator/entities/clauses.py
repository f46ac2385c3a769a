"""Clauses: the subject of a sentence's main clause, what it does, and to whom.

Input: the tagged words of a sentence.  Output: words of it; none where the clause is not plain.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import Word
from generator.entities.entity import collective
from generator.language.phrases import DETERMINERS, head_index

LINKS = frozenset({"CC", "RB", "UH", ","})
"""Tags of what links a sentence to the one before ("But", "Later,")."""
_LONGEST = 24
"""Words that a subject with its asides takes at most."""
_AUXILIARIES = frozenset({"be", "have", "do"})
_OPENS_OBJECT = DETERMINERS | {"JJ", "CD", "VBN", "VBG"}
"""Tags of what an object may begin with beside nouns."""


def main_subject(words: Sequence[Word]) -> Sequence[Word]:
    """The words before the first verb of the main clause, without an adverbial before them."""
    return main_clause(words)[0]


def main_clause(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]]:
    """The subject of the main clause, and the words from its first verb on; neither in doubt."""
    start = next((i for i, w in enumerate(words) if w.tag not in LINKS), 0)
    if words[start:] and words[start].tag in {"IN", "TO"}:
        comma = next((i for i, w in enumerate(words) if i > start and w.form == ","), None)
        article = [i for i, w in enumerate(words) if w.form.lower() == "the"]
        first = article[0] if article else len(words)
        verb = first + (_verb(words[first:]) or len(words))
        if comma is not None and comma < verb:
            start = comma + 1
        elif article:
            # "On one point the two agreed"
            start = max(i for i in article if i <= verb)
        else:
            return (), ()
    rest = words[start:]
    end = _verb(rest)
    if end is None or not 0 < end <= _LONGEST:
        return (), ()
    phrase = rest[:end]
    while phrase and (phrase[-1].tag.startswith("RB") or phrase[-1].form == ","):
        phrase = phrase[:-1]
    if not phrase or any(w.form in {'"', "“", "``", ":", ";"} for w in phrase):
        return (), ()
    return phrase, rest[end:]


def deed(predicate: Sequence[Word]) -> int | None:
    """Where the verb is that tells what the subject does; None where it does not do it.

    `predicate` begins with the finite verb: "have arrested", "are holding", but not "were
    arrested", "may arrest", "did not arrest".
    """
    helped = ""
    for i, word in enumerate(predicate):
        if word.lemma in {"not", "never"} or word.tag == "MD":
            return None
        if word.tag.startswith("RB"):
            continue
        then = next((w for w in predicate[i + 1 :] if not w.tag.startswith("RB")), None)
        if word.lemma in _AUXILIARIES and then is not None and then.tag[:2] == "VB":
            helped = word.lemma
            continue
        passive = helped == "be" and word.tag != "VBG"
        return i if word.tag[:2] == "VB" and not passive else None
    return None


def object_after(predicate: Sequence[Word], verb: int) -> Sequence[Word]:
    """The object that follows a verb at once, those that "and" joins together."""
    rest = predicate[verb + 1 :]
    head = head_index(rest) if _opens_object(rest) else None
    if head is None:
        return ()
    if collective(rest, head):
        # "dozens of | miners"
        head += 2 + (head_index(rest[head + 2 :]) or 0)
    end = head + 1
    while end < len(rest) and rest[end].form in {",", "and"}:
        last = "and" in {w.form for w in rest[end : end + 2]}
        then = end + 1 + (rest[end].form == "," and last)
        second = head_index(rest[then:]) if _opens_object(rest[then:]) else None
        if second is None:
            break
        end = then + second + 1
        if last:
            return rest[:end]
    return rest[: head + 1]


def _opens_object(words: Sequence[Word]) -> bool:
    return bool(words) and (words[0].noun or words[0].tag in _OPENS_OBJECT)


def _verb(words: Sequence[Word]) -> int | None:
    """Where the main verb is: past relative clauses between commas."""
    inside = False
    for i, word in enumerate(words):
        if word.tag in {"WP", "WDT", "WRB", "WP$"}:
            if not (i and words[i - 1].form == ","):
                return None
            inside = True
        elif inside and word.form == ",":
            inside = False
        elif word.finite and not inside:
            return i
    # "the two men agreed": a past taken for a participle.
    return next(
        (i for i, w in enumerate(words) if i and w.tag == "VBN" and words[i - 1].noun), None
    )
