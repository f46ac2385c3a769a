"""Authors: whose a document is that speaks ("a memo by the mayor", "the memo").

Input: the tagged words of a source, or the sentences before it.  Output: the words that name the
author; none where the text does not tell.  A memo is a channel; who wrote it speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Word
from generator.entities.antecedents import REACH
from generator.language.phrases import head_index, phrase_start
from generator.lexicon import load_set
from generator.vocabulary.works import is_law, is_message

_PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})
_SAID_IN = frozenset({"in", "via", "through", "by"})
_PHRASE = frozenset({"DT", "JJ", "POS", "PRP$", "CD", "HYPH"})
_LONGEST = 8
"""Words that a subject takes at most."""


def made_by(words: Sequence[Word], head: int) -> Sequence[Word]:
    """The author within the phrase: "a memo by …", "a poll of voters that … published"."""
    making = load_set("who/authorship.txt")
    at = head + 1
    made = next((i for i in range(at, len(words)) if words[i].lemma in making), at)
    relative = at < len(words) and words[at].form in {"that", "which"}
    if at < made - 1 and relative and words[at + 1].lemma not in {"be", "have"}:
        # "a statement that the mayor published in May"
        return words[at + 1 : made]
    if at < len(words) and words[at].lemma in making:
        at += 1
    if at < len(words) - 1 and words[at].form == "from":
        return words[at + 1 :]
    for i in range(at, len(words) - 1):
        if words[i].form == "," and words[i + 1].lemma not in making:
            break
        if words[i].form == "by":
            done = [w for w in words[head + 1 : i] if w.tag in _PARTICIPLES]
            # "emails seen by the agency" are not the agency's.
            return words[i + 1 :] if not done or done[-1].lemma in making else ()
    return ()


def is_work(noun: Word) -> bool:
    """Whether a noun means a work, a message or a law, which is nobody by itself."""
    return noun.tag == "NN" and (is_message(noun.lemma) or is_law(noun.lemma))


def told_maker(parsed: ParsedDocument, words: Sequence[Word], head: int) -> tuple[Word, ...]:
    """The author of "the memo", told shortly before: "the mayor sent out a memo".

    So is whoever is quoted from one ("the mayor said in a memo").
    """
    lemma, start = words[head].lemma, words[0].span.start
    here = parsed.sentence_at(start)
    for index in range(here, max(-1, here - 2 * REACH), -1):
        told = [w for w in parsed.words[index] if w.span.end <= start]
        at = next((i for i in range(len(told) - 1, 0, -1) if told[i].lemma == lemma), None)
        if at is None:
            continue
        opens = next((i for i in range(at, -1, -1) if told[i].tag in {"DT", "PRP$"}), 0)
        if told[opens].form.lower() not in {"a", "an"} and told[opens].tag != "PRP$":
            continue
        return _maker(parsed, index, told, opens)
    return ()


def _maker(
    parsed: ParsedDocument, index: int, told: Sequence[Word], opens: int
) -> tuple[Word, ...]:
    """Who does what makes the document that `told[opens:]` introduces."""
    sent = _sent_by(parsed.words[index], told[opens].span.start)
    if sent:
        return sent
    before = told[opens - 1] if opens else None
    if before is not None and before.form in _SAID_IN:
        sentence = parsed.sentences[index]
        for attribution in parsed.reading.attributions:
            cue = attribution.cue[:1]
            if attribution.source and any(
                sentence.covers(c) and c.start < told[opens].span.start for c in cue
            ):
                return parsed.words_in(attribution.source[0])
    verb = next((i for i in range(opens - 1, 0, -1) if told[i].tag[:2] == "VB"), None)
    if verb is None or told[verb].lemma not in load_set("who/authorship.txt"):
        return ()
    subject = list(told[:verb])
    comma = next((i for i, w in enumerate(subject[:-1]) if w.form == ","), None)
    if comma is not None and subject[0].tag in {"IN", "RB"}:
        # "On Friday, the mayor sent a memo"
        subject = subject[comma + 1 :]
    aside = False
    while subject and (subject[-1].tag[:2] in {"RB", "VB", "MD"} or subject[-1].form == ","):
        aside = aside or subject.pop().form == ","
    if any(w.finite or w.tag in {"WP", "WDT"} for w in subject) or len(subject) > _LONGEST:
        # "… after | the town's mayor"
        return () if aside else tuple(subject[phrase_start(subject, len(subject), _PHRASE) :])
    return tuple(subject)


def printed_in(words: Sequence[Word], head: int) -> Sequence[Word]:
    """The outlet of a piece: "a new article in the Vale Courier"."""
    if words[head].lemma not in load_set("who/pieces.txt"):
        return ()
    at = next((i for i in range(head + 1, len(words)) if words[i].form in {"in", "from"}), None)
    if at is None or any(w.form == "," or w.finite for w in words[head + 1 : at]):
        return ()
    inner = head_index(words[at + 1 :])
    return words[at + 1 : at + 2 + inner] if inner is not None else ()


def _sent_by(words: Sequence[Word], start: int) -> tuple[Word, ...]:
    """Who sent it in the passive: "an email was sent by the mayor"."""
    making = load_set("who/authorship.txt")
    for i, word in enumerate(words[:-2]):
        passive = i > 0 and word.tag == "VBN" and words[i - 1].lemma == "be"
        if passive and word.span.start > start and word.lemma in making:
            after = words[i + 1 : i + 2 + _LONGEST]
            return tuple(after[1:]) if after[0].form in {"by", "from"} else ()
    return ()
