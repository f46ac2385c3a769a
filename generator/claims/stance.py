"""Stance: what a speaker does with a statement.

Input: tagged words of an attribution.  Output: a stance.  The cue
decides where it can ("denied", "accused"); else the content does: it denies when it calls
another's words untrue, and accuses when another party is the subject of a wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from generator.document import Attribution, ParsedDocument, Word, hull
from generator.findings import Stance
from generator.language.phrases import head_index
from generator.lexicon import load_lines, load_mapping, load_set
from generator.vocabulary.negation import negates_verb

_NO_COMMENT = re.compile(
    r"\b(?:declin|refus)(?:ed|es|ing)? (?:requests? )?(?:to|for) (?:an? )?(?:\w+ )?"
    r"(?:comment|discuss|answer|elaborate)"
    r"|\bno comment\b"
    r"|\b(?:did|had|has|have|do|does)(?: not|n['’]t)(?: immediately)?"
    r" (?:respond|repl\w+|return\w*|answer\w*|comment\w*)"
    r"|\b(?:neither|not|n['’]t|cannot|could not)(?: either)? confirm\w* (?:n?or) den\w+"
    r"|\b(?:unavailable|not (?:immediately )?available) for comment|\bnot immediately respond",
    re.IGNORECASE,
)
_BEFORE = 30
"""Characters before a cue in which "did not" and the like may stand."""
_FIRST_WORDS = 4
_STRONG = ("accuses", "denies", "confirms")
_ALL_THINGS = frozenset({"everything", "something", "things", "anything", "much"})
_CHARGES = frozenset({"accusation", "allegation", "charge", "countercharge"})
_REACH = 6
"""Words before "a charge" within which it is told that one was brought."""
_HOLDING = frozenset({"think", "believe", "claim", "suggest", "assume", "accuse", "call"})
_JUDGED = 25
"""Words of content within which calling something false is the point of the statement."""


def cue_kind(parsed: ParsedDocument, attribution: Attribution) -> str:
    """The class of the cue in `lexicons/claims/cues.txt`; "asserts" for what it does not list."""
    cues = load_mapping("claims/cues.txt")
    words = parsed.cue_words(attribution)
    kinds = [
        cues[w.lemma]
        for i, w in enumerate(words)
        if w.lemma in cues and not _sends(words[i : i + 2])
    ]
    return next((k for k in _STRONG if k in kinds), kinds[0] if kinds else "asserts")


def _sends(words: Sequence[Word]) -> bool:
    """ "Blasted out an email" says how it was sent; "lashed out at Holt" is another matter."""
    return [w.lemma for w in words] == ["blast", "out"]


def declines(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether the words say that somebody would not say, in the telling or as its first words.

    "The ones that she refused to answer" is a refusal within a statement, and none itself.
    """
    text = parsed.text
    content = hull(attribution.content)
    frame = hull(attribution.cue) if attribution.cue else content
    before = text[max(0, frame.start - _BEFORE) : frame.start]
    start = frame.start - len(re.split(r"[,;.“”\"]", before)[-1])
    first = parsed.words_in(attribution.content[0])[:_FIRST_WORDS]
    latest = first[-1].span.end if first else content.start
    if _of_another(parsed, attribution, first):
        latest = content.start
    return any(
        start <= m.start() < frame.end or content.start <= m.start() < latest
        for m in _NO_COMMENT.finditer(text, start, max(frame.end, content.end))
    ) or any(m.start() < latest for m in _NO_COMMENT.finditer(text, content.start, content.end))


def _of_another(parsed: ParsedDocument, attribution: Attribution, first: Sequence[Word]) -> bool:
    """Whether content begins with a subject of its own ("“The poll does not answer that,” …")."""
    verb = next((i for i, w in enumerate(first) if w.finite), 0)
    told = any(
        w.lemma in {"say", "tell", "note", "add"}
        for c in attribution.cue
        for w in parsed.words_in(c)
    )
    return told and any(w.noun for w in first[:verb])


def stance_of(kind: str, content: Sequence[Word], accused: Sequence[str]) -> Stance:
    """The stance of a statement that is not a refusal to comment."""
    if kind == "accuses":
        return "accuses"
    if kind == "denies":
        return "denies"
    if calls_false(content):
        return "denies"
    if kind == "confirms":
        return "confirms"
    return "accuses" if accused else "asserts"


def announced(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether the sentence before tells of a charge that this one spells out.

    "The rebels brought a charge of their own. They claimed that …"
    """
    source = [w for s in attribution.source for w in parsed.words_in(s)]
    if len(source) != 1 or source[0].tag != "PRP" or not attribution.cue:
        return False
    here = parsed.sentence_at(attribution.cue[0].start)
    before = parsed.words[here - 1] if here > 0 else ()
    for i, word in enumerate(before):
        if word.noun and word.lemma in _CHARGES:
            brings = load_set("claims/bringing.txt")
            return any(w.lemma in brings for w in before[max(0, i - _REACH) : i])
    return False


def turns_down(content: Sequence[Word]) -> bool:
    """Whether what is rejected is a request, which is no statement ("rejected an appeal")."""
    head = head_index(content)
    if head is not None and any(w.finite for w in content[head + 1 : head + 3]):
        # "denied that a deal existed"
        return False
    return head is not None and content[head].lemma in load_set("claims/requests.txt")


def calls_false(content: Sequence[Word]) -> bool:
    """Whether the words call somebody's statement untrue ("those reports are unfounded")."""
    return set_phrase(content) or _falsity(content[:_JUDGED])


def set_phrase(content: Sequence[Word]) -> bool:
    """Whether the words begin with one of the set phrases of denial."""
    words = " ".join(
        w.form.lower() for w in content[:_JUDGED] if w.form[0].isalnum() or "'" in w.form
    )
    return any(phrase.search(words) for phrase in _phrases())


@cache
def _phrases() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{line})\b") for line in load_lines("claims/denials.txt"))


def _of_a_deed(words: Sequence[Word], at: int) -> bool:
    """Whether a word for what is untrue is said of a deed or a thing ("the wrong direction")."""
    word, rest = words[at], words[at + 1 : at + 3]
    if at and words[at - 1].lemma == "go":
        return True
    if word.tag[:2] != "JJ" or not rest:
        return False
    if rest[0].tag == "TO" and words[0].form.lower() == "it":
        # "it was wrong to compare them"; "wrong to say so" is of a statement.
        return rest[-1].lemma not in load_set("claims/speaking.txt") | _HOLDING
    points = words[0].form.lower() in {"that", "this"} and words[1].lemma == "be"
    named = rest[0].noun and rest[0].lemma not in load_set("claims/said.txt")
    return named and not (points and word.lemma != "wrong")


def _falsity(words: Sequence[Word]) -> bool:
    """Whether one of the words for what is untrue is said of the subject."""
    falsity = load_set("claims/falsity.txt")
    lemmas = [w.lemma for w in words]
    first = next((w.form.lower() for w in words if w.form[0].isalnum()), "")
    for i, word in enumerate(words):
        named = word.form.lower() in falsity or (word.noun and word.lemma in falsity)
        if not named or word.finite:
            continue
        if i + 1 < len(words) and words[i + 1].form == "for":
            # "mistaken for a ship", "wrong for the town"
            continue
        if _of_a_deed(words, i):
            continue
        be = next((k for k in range(i - 1, max(-1, i - 6), -1) if lemmas[k] == "be"), None)
        if be and word.lemma == "wrong" and first in _ALL_THINGS:
            # "Everything we do is wrong": said of what is done, not of what another said.
            return False
        if be is not None and be > 0 and words[be - 1].tag in {"WDT", "WP"}:
            # "things that are not true": said of things, not of a statement.
            return False
        subject = word.noun and any(w.finite for w in words[i + 1 : i + 3])
        if be is not None or (i <= 2 and not subject):
            return not any(map(negates_verb, lemmas[max(0, i - 5) : i]))
    return False
