"""A little grammar over tagged words: heads of noun phrases, whether there is a clause.

Input: tagged words.  Output: indices and truths about them.  It does not parse: each function
reads left to right and stops where English noun phrases usually stop.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise, takewhile

from generator.document import Word
from generator.lexicon import load_mapping, load_set

DETERMINERS = frozenset({"DT", "PDT", "PRP$", "WP$"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
_STOPS = frozenset(
    {"IN", "TO", "WDT", "WP", "WRB", ",", ":", "-LRB-", "MD", "VBD", "VBZ", "VBP", "VB"}
)


def head_index(words: Sequence[Word]) -> int | None:
    """The index of the head noun (or pronoun) of the phrase that `words` begin with.

    The head is the last noun before the phrase's first preposition, comma, relative or finite
    verb; "the mayor of Brill" has "mayor", "Tove Brandt, mayor" has "Brandt".
    """
    head = None
    for index, word in enumerate(words):
        if head is not None and word.tag == "PRP" and words[head].form[0].isalnum():
            # "the state | he left": a clause of its own.
            break
        if word.noun or word.tag in {"PRP", "CD", "EX"}:
            if word.tag != "CD" or head is None:
                head = index
        elif head is not None and (word.tag in _STOPS or word.tag in {"CC", "DT"}):
            break
        elif head is not None and _does(words, head, index):
            break
    if head is not None:
        return head
    return next((i for i, w in enumerate(words) if w.tag in {"DT", "JJ", "WP", "JJS"}), None)


def _does(words: Sequence[Word], head: int, at: int) -> bool:
    """Whether a participle tells what those before it do: no part of who they are.

    "Judges | handling open suits", "people | seeking asylum", but not "operations planning chief".
    """
    if words[at].tag != "VBG" or words[head].tag != "NNS":
        return False
    # "Chief" is at times tagged an adjective.
    beside = takewhile(lambda w: w.noun or w.tag == "JJ", words[at + 1 :])
    common = tuple(takewhile(lambda w: w.form[0].islower(), beside))
    # Whoever is counted goes without an article only in a compound: no "people | seeking chief".
    compound = bool(common) and common[-1].tag != "NNS" and _counted(common[-1])
    return not compound or _counted(words[head])


def _counted(noun: Word) -> bool:
    """Whether a noun is of somebody, by a role or as a body ("chief", "unit")."""
    return noun.lemma in load_set("who/roles.txt") or noun.lemma in load_mapping("who/groups.txt")


def possessor_end(words: Sequence[Word], head: int) -> int:
    """The index after the last possessive mark before `head`; 0 where there is none."""
    return max((i + 1 for i in range(head) if words[i].tag == "POS"), default=0)


def phrase_start(words: Sequence[Word], end: int, beside: Set[str]) -> int:
    """Where the run of nouns, and of words with the tags `beside`, begins that stops at `end`."""
    start = end
    while start > 0:
        before = words[start - 1]
        # "9/11 victims": how a slash is tagged tells nothing.
        if not (before.noun or before.tag in beside or before.form == "/"):
            break
        start -= 1
    return start


def definite(words: Sequence[Word]) -> bool:
    """Whether a phrase points back at something known ("the", "this", "his")."""
    first = words[0]
    return first.form.lower() in DEMONSTRATIVES | {"the"} or first.tag == "PRP$"


def plural(word: Word) -> bool:
    """Whether a head noun means several."""
    return word.tag in {"NNS", "NNPS"} or word.lemma in {"people", "police"}


def has_clause(words: Sequence[Word]) -> bool:
    """Whether the words hold a finite verb, as a statement on facts does.

    A participle just after a noun counts: "the dam held" and "the dam built" look alike.
    """
    return any(w.finite for w in words) or any(
        b.tag == "VBN" and (a.noun or a.tag == "PRP") for a, b in pairwise(words)
    )


_OPENERS = frozenset(
    "if because although though when while as after before since unless whether until where why"
    " how once whereas lest".split()
)
"""Words that begin a clause which leans on another."""
_MAY_OPEN = frozenset({"as", "after", "before", "since", "until", "once"})
"""Those of them that are prepositions and adverbs too."""
SUBJECTS = frozenset({"i", "you", "he", "she", "it", "we", "they"})
"""Pronouns in the form that subjects have."""
_STANDS_ALONE = SUBJECTS | {"this", "that", "these", "those"}


def has_main_clause(words: Sequence[Word], *, sure: bool = False) -> bool:
    """Whether the words hold a finite verb that no relative or other dependent clause takes.

    "The claim that the snow was deep" and "if the dam holds" have clauses, but say nothing by
    themselves.  A leading "that" belongs to the telling and is passed over.  With `sure`, only
    verbs that can be nothing else count.
    """
    open_clauses, fronted = 0, False
    for index in range(len(words)):
        if _predicates(words, index, sure=sure):
            if not open_clauses:
                return True
            open_clauses -= 1
        elif _opens(words, index, bare=open_clauses > 0 or not fronted):
            leads = words[index].form.lower() in _OPENERS and words[index].tag[0] != "W"
            fronted = fronted or (leads and not any(w.noun for w in words[:index]))
            open_clauses += 1
        elif words[index].form == "," and fronted and open_clauses == 1:
            # "if the figures change, …": the comma ends it, whatever its verb was taken for.
            open_clauses = 0
    return False


def _predicates(words: Sequence[Word], index: int, *, sure: bool) -> bool:
    """Whether a word can be the verb of a clause."""
    word, before = words[index], words[index - 1] if index else None
    after_noun = before is not None and (before.noun or before.form.lower() in _STANDS_ALONE)
    if word.finite:
        # "Orr's" was at times tagged as "Orr is".
        return not (sure and word.form == "'s" and before is not None and before.noun)
    if word.tag == "VB":
        return _untagged_present(words, index)
    if sure or word.tag != "VBN":
        return False
    by = index + 1 < len(words) and words[index + 1].form == "by"
    # "the cook, a keen swimmer, soon learned …": an adverb after an aside.
    aside = index > 1 and words[index - 1].tag == "RB" and words[index - 2].form == ","
    return (after_noun or aside) and not by


def _opens(words: Sequence[Word], index: int, *, bare: bool) -> bool:
    """Whether a word begins a clause that leans on another.

    `bare`: so may a pronoun alone do, after the noun that it tells of ("the fog she made") or
    after a verb of saying.
    """
    lower, before = words[index].form.lower(), words[index - 1] if index else None
    if lower == "that":
        tags = {"IN", "WDT"}
        return before is not None and (before.noun or words[index].tag in tags)
    if lower in _MAY_OPEN:
        helped = before is not None and before.lemma == "have"
        return not helped and _opens_clause(words[index + 1 :])
    if words[index].tag in {"WDT", "WP", "WRB", "WP$"} or lower in _OPENERS:
        return True
    beside = before is not None and index > 1 and (before.noun or before.finite)
    return bare and beside and lower in SUBJECTS


def _untagged_present(words: Sequence[Word], index: int) -> bool:
    """A plain verb after a plural or "they": a present that the tagger took for an infinitive."""
    before = index - 1
    while before >= 0 and words[before].tag.startswith("RB"):
        before -= 1
    return before >= 0 and (words[before].tag == "NNS" or words[before].form.lower() in SUBJECTS)


def _opens_clause(words: Sequence[Word]) -> bool:
    """Whether a subject and its verb follow, as they do after "as" in "as the dam broke"."""
    for word in words[:8]:
        if word.finite:
            return True
        if word.form in {",", ";", "."} or word.tag in {"TO", "IN"}:
            return False
    return False
