"""Stance: what a speaker does with a statement, and against whom.

Input: tagged words of an attribution, and its cast.  Output: a stance and the accused.  The cue
decides where it can ("denied", "accused"); else the content does: it denies when it calls
another's words untrue, and accuses when another party is the subject of a wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.document import Attribution, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast, Entity
from generator.findings import Stance
from generator.lexicon import load_mapping, load_set, load_table

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
_BY_NOUN = frozenset(
    ["commit", "be", "carry", "engage", "conduct", "perpetrate", "orchestrate", "spread", "smack"]
)
_STRONG = ("accuses", "denies", "confirms")
_JUDGED = 25
"""Words of content within which calling something false is the point of the statement."""


def cue_kind(parsed: ParsedDocument, attribution: Attribution) -> str:
    """The class of the cue in `lexicons/claims/cues.txt`; "asserts" for what it does not list."""
    cues = load_mapping("claims/cues.txt")
    words = [w for c in attribution.cue for w in parsed.words_in(c)]
    kinds = [cues[w.lemma] for w in words if w.lemma in cues]
    return next((k for k in _STRONG if k in kinds), kinds[0] if kinds else "asserts")


def declines(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether source, cue and content together say that somebody would not say."""
    whole = hull((*attribution.source, *attribution.cue, *attribution.content))
    return bool(_NO_COMMENT.search(whole.of(parsed.text)))


def stance_of(kind: str, content: Sequence[Word], accused: Sequence[Entity]) -> Stance:
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


def calls_false(content: Sequence[Word]) -> bool:
    """Whether the words call somebody's statement untrue ("those reports are unfounded")."""
    falsity = load_set("claims/falsity.txt")
    words = content[:_JUDGED]
    lemmas = [w.lemma for w in words]
    for i, word in enumerate(words):
        if {word.lemma, word.form.lower()} & falsity and not word.finite:
            before = lemmas[max(0, i - 5) : i]
            if "be" in before or i <= 2:
                return not ({"not", "n't", "never"} & set(before))
    return any(
        (a in {"not", "n't", "no"} and b in {"true", "truth"}) for a, b in pairwise(lemmas)
    ) or any(
        not_ in {"not", "n't"} and end in {"true", "accurate", "correct"}
        for not_, end in zip(lemmas, lemmas[2:], strict=False)
    )


def accused_of(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, kind: str, by: Sequence[str]
) -> tuple[Entity, ...]:
    """Whom the statement accuses: the object of "accused", else the subject of a wrong."""
    out: Sequence[Entity] = ()
    if kind == "accuses" and attribution.cue:
        out = _object(parsed, cast, attribution)
    if not out:
        for span in attribution.content:
            out = _doer(parsed, cast, span, anyone=kind == "accuses")
            if out:
                break
    return tuple(e for e in out if e.name not in by)


def _doer(parsed: ParsedDocument, cast: Cast, content: Span, *, anyone: bool) -> tuple[Entity, ...]:
    """The party that stands before a wrong in its clause, or the first at all."""
    words = parsed.words_in(content)
    at = next((i for i, w in enumerate(words) if _wrong(words, i)), None)
    if at is None:
        return cast.named_in(content)[:1] if anyone else ()
    start = next((i + 1 for i in range(at - 1, -1, -1) if words[i].form in {";", "."}), 0)
    before = words[start:at]
    verb = next((i for i, w in enumerate(before) if w.tag.startswith("VB") or w.tag == "MD"), None)
    subject = before[: len(before) if verb is None else verb]
    if not subject:
        return ()
    where = Span(subject[0].span.start, subject[-1].span.end)
    while subject and (subject[0].lemma == "that" or not subject[0].form[0].isalnum()):
        subject = subject[1:]
    if not subject:
        return ()
    exact = Span(subject[0].span.start, subject[-1].span.end)
    # "Norland forces" do wrong as a party of their own; "the weather" does not.
    body = subject[0].form[0].isupper() and any(w.tag == "NNS" for w in subject)
    return cast.resolve(exact, create=body)[:1] or cast.named_in(where)[:1]


def _wrong(words: Sequence[Word], index: int) -> bool:
    """Whether the word says ill of its subject."""
    word = words[index]
    forms = {word.lemma, word.form.lower()}
    kinds = {row[1] for row in load_table("claims/blame.txt") if row[0] in forms}
    if "v" in kinds and word.tag.startswith("VB"):
        # "was attacked" is a wrong suffered, not done.
        before = [w.lemma for w in words[max(0, index - 3) : index]]
        return not (word.tag == "VBN" and "be" in before)
    if "a" in kinds and not word.finite:
        return True
    if "n" in kinds and word.tag.startswith("NN"):
        before_words = words[max(0, index - 4) : index]
        return any(w.lemma in _BY_NOUN or w.tag == "POS" for w in before_words)
    return False


def _object(parsed: ParsedDocument, cast: Cast, attribution: Attribution) -> tuple[Entity, ...]:
    """Object of the cue: "accused Quent of …", "blamed Quent for …", "Quent was accused of …"."""
    cue = hull(attribution.cue)
    first, last = parsed.sentence_at(cue.start), parsed.sentence_at(cue.end - 1)
    if first < 0:
        return ()
    sentence = hull((parsed.sentences[first], parsed.sentences[last]))
    words = parsed.words_in(Span(attribution.cue[-1].end, sentence.end))
    ends = {"of", "for", "that", "over", "with"}
    stop = next((i for i, w in enumerate(words) if w.form in ends), None)
    if stop:
        phrase = Span(words[0].span.start, words[stop - 1].span.end)
        return (cast.named_in(phrase) or cast.resolve(phrase))[:2]
    passive = any(w.lemma == "be" for w in parsed.words_in(cue)) or any(
        w.lemma == "be" for w in parsed.words_in(Span(sentence.start, cue.start))[-2:]
    )
    if passive or (stop == 0 and not attribution.source):
        return cast.named_in(Span(sentence.start, cue.start))[-1:]
    return ()
