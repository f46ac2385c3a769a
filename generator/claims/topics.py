"""Topics: what a dispute is about, in a few words of the document.

Input: the statements of a dispute.  Output: a heading: what was alleged, without who is accused of
it, begun and ended where a phrase begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import ParsedDocument, Span, Word, hull
from generator.findings import Statement
from generator.language.tagger import tag
from generator.language.wording import clean
from generator.lexicon import load_table

_TOPIC_WORDS = 9
_TOPIC_EDGE = frozenset({"IN", "DT", "WDT", "TO", "CC", "PRP$", "RB", ",", ":"})
"""What no topic begins with."""
_HANGING = frozenset({"IN", "DT", "CC", "TO", "JJ", "PRP$", "MD", "RB", "WDT", "WP", "POS", "VBG"})
"""What no topic ends in, where it is cut."""
_MARKS = frozenset({",", ";", ".", "—", "–", ":"})
_OPENS = frozenset({"WRB", "WDT", "WP"})
"""What opens a clause that a topic can do without."""


def find_topic(
    parsed: ParsedDocument, statements: Sequence[Statement], group: Sequence[int]
) -> str:
    """A few of the document's words: what was alleged, cut where the phrase ends."""
    first = next((i for i in group if statements[i].stance == "accuses"), None)
    if first is None:
        first = next((i for i in group if statements[i].stance != "denies"), group[0])
    content = hull(statements[first].attribution.content)
    words = parsed.words_in(content)
    words = _charge(words)
    wrongs = {row[0] for row in load_table("claims/blame.txt") if row[1] == "n"}
    at = next((i for i, w in enumerate(words) if w.lemma in wrongs and w.noun), None)
    if at is not None:
        start = at
        while start > 0 and words[start - 1].tag in {"JJ", "NN", "NNP", "``", "HYPH"}:
            start -= 1
        # One word ("Coup") names too little.
        words = words[start:] if at > start or at + 1 < len(words) else words
    while len(words) > 2 and (words[0].tag in _TOPIC_EDGE or words[0].form == "having"):
        if words[0].form.lower() in {"no", "neither", "any"}:
            break
        words = words[1:]
    words = _embedded(words)
    if words and words[0].tag == "PRP":
        said = tag(statements[first].text, Span(0, len(statements[first].text)))
        said = tuple(w for w in said if w.form[0].isalnum() or w.form in _MARKS)
        others = [i for i in group if i != first]
        if said and said[0].tag == "PRP" and others:
            # Whom "he" means is told nowhere: the other side may say it in full.
            return find_topic(parsed, statements, others)
        return _headed(statements[first].text, said[: _phrase_end(said)])
    end = _phrase_end(words)
    if not words:
        return clean(content.of(parsed.text))
    return _headed(parsed.text, words[:end])


def _headed(text: str, words: Sequence[Word]) -> str:
    """Words as a heading: no quotation marks, a capital."""
    line = clean(Span(words[0].span.start, words[-1].span.end).of(text))
    line = re.sub(r"[“”\"]", "", line)
    return line[:1].upper() + line[1:]


def _embedded(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """What is said to be so ("the papers show that Holt knew" is on whether Holt knew)."""
    if len(words) <= _TOPIC_WORDS + 2:
        return words
    that = next((i for i, w in enumerate(words) if i and w.form == "that"), None)
    verbs = [i for i, w in enumerate(words) if w.tag.startswith("VB") and that and i < that]
    if that and verbs and that - verbs[-1] == 1 and len(words) - that > 3:
        return words[that + 1 :]
    return words


def _charge(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """What somebody is accused of, without whom ("Quent of draining the lake")."""
    cue = next((i for i, w in enumerate(words[:-2]) if w.lemma == "accuse"), None)
    if cue is not None and words[cue + 1].form == "of":
        return words[cue + 2 :]
    of = next((i for i, w in enumerate(words[:_TOPIC_WORDS]) if w.form in {"of", "for"}), None)
    if not of or len(words) <= of + 1 or any(w.finite for w in words[:of]):
        return words
    deed = words[of + 1].tag in {"VBG", "NNS", "JJ"} and words[of - 1].noun
    return words[of + 1 :] if deed else words


def _phrase_end(words: Sequence[Word]) -> int:
    """Where a topic ends: at a mark, else where nothing hangs over."""
    last = len(words)
    while last > 1 and not words[last - 1].form[0].isalnum():
        last -= 1
    if last <= _TOPIC_WORDS + 2 and not any(w.form in _MARKS for w in words[:last]):
        return last
    end = min(last, _TOPIC_WORDS)
    for i in range(2, end):
        linked = words[i].lemma == "and" and words[i + 1].form == "that"
        if words[i].form in _MARKS or linked or (i > 2 and words[i].tag in _OPENS):
            end = i
            break
    while (
        end > 2
        and words[end - 2].lemma != "be"
        and (
            words[end - 1].tag in {*_HANGING, "HYPH"}
            or words[end - 1].finite
            or (words[end - 1].tag == "VB" and words[end - 2].tag == "TO")
            or words[end].form == "-"
        )
    ):
        end -= 1
    return end
