"""Roles: what the text itself calls a person or body, before the name or after it.

Input: the tagged words of a sentence and where a name stands in it.  Output: the span of the
words that say the role ("CIA Director", "the mayor of Brill"), or None.  Never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import ParsedDocument, Span, Word
from generator.language.phrases import head_index
from generator.lexicon import load_mapping, load_set

_BEFORE = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "POS", "CC", "VBG", "VBN", "CD", "AFX"}
)
_BREAKS = frozenset({",", ".", ";", "(", "—", "–", ":"})
_ADJECTIVAL = frozenset(
    "act found manage preside govern rule reign visit lead sit outgo serve commanding"
    " acting founding managing presiding governing ruling visiting leading sitting outgoing".split()
)
"""Verbs whose -ing form belongs to a role ("acting mayor", "managing director")."""
_LONGEST = 14


def is_role(lemma: str) -> bool:
    """Whether a noun (lower case, singular) says what a person is or does."""
    return (
        lemma in load_set("who/roles.txt")
        or lemma in load_mapping("who/gendered.txt")
        or (lemma.endswith(("man", "woman", "person", "ist", "ologist")) and len(lemma) > 5)
    )


def find_role(parsed: ParsedDocument, name: Span) -> Span | None:
    """The role said beside one mention of a person: before the name, else after it."""
    words = _sentence(parsed, name)
    inside = [i for i, w in enumerate(words) if name.covers(w.span)]
    if not inside:
        return None
    first, end = inside[0], inside[-1] + 1
    return _before(words, first) or _after(words, end) or _set_before(words, first)


def find_body_role(parsed: ParsedDocument, name: Span) -> Span | None:
    """What the text calls an organisation, in apposition after its name."""
    words = _sentence(parsed, name)
    inside = [i for i, w in enumerate(words) if name.covers(w.span)]
    return _after(words, inside[-1] + 1, bodies=True) if inside else None


def _sentence(parsed: ParsedDocument, span: Span) -> tuple[Word, ...]:
    index = parsed.sentence_at(span.start)
    return parsed.words[index] if 0 <= index < len(parsed.words) else ()


def _before(words: Sequence[Word], start: int) -> Span | None:
    """ "Ukrainian President", "Kremlin spokesman", "the agency's former director"."""
    first = start
    while first > 0 and start - first < _LONGEST and _continues(words, first, start):
        first -= 1
    phrase = words[first:start]
    while phrase and (phrase[0].tag in {"POS", "CC", "HYPH", ".", "IN"} or phrase[0].form == ","):
        phrase = phrase[1:]
    # "Mr" says nothing of what somebody is or does.
    while phrase and (phrase[-1].form == "." or _courtesy(phrase[-1])):
        if phrase[-1].form == "." and len(phrase) > 1 and not _courtesy(phrase[-2]):
            break
        phrase = phrase[:-1]
    phrase = _own(phrase)
    told = [i for i, w in enumerate(phrase) if is_role(w.lemma) or _title(w)]
    if not told or told[-1] + 3 < len(phrase):
        return None
    return Span(phrase[0].span.start, phrase[-1].span.end)


def _own(phrase: Sequence[Word]) -> Sequence[Word]:
    """What is said of the name itself: not "critics of", nor "praising", before "President"."""
    links = [i for i, w in enumerate(phrase) if w.form == "of" and i + 1 < len(phrase)]
    if links and (is_role(phrase[-1].lemma) or _title(phrase[-1])):
        phrase = phrase[links[-1] + 1 :]
    while phrase and (
        (phrase[0].tag == "VBG" and phrase[0].lemma not in _ADJECTIVAL)
        or (phrase[0].tag == "CD" and phrase[0].form[0].isdigit())
    ):
        phrase = phrase[1:]
    return phrase


def _set_before(words: Sequence[Word], start: int) -> Span | None:
    """ "A lawyer for the owners, David Lo, said": an apposition that comes first."""
    if start < 3 or words[start - 1].form != ",":
        return None
    first = start - 1
    while first > 0 and start - first < _LONGEST and words[first - 1].form not in _BREAKS:
        if words[first - 1].finite:
            break
        first -= 1
    phrase = words[first : start - 1]
    if not phrase or phrase[0].tag not in {"DT", "PRP$", "NNP"}:
        return None
    head = head_index(phrase)
    if head is None or not is_role(phrase[head].lemma):
        return None
    begin = 1 if phrase[0].tag == "DT" else 0
    return Span(phrase[begin].span.start, phrase[-1].span.end)


def _continues(words: Sequence[Word], first: int, start: int) -> bool:
    """Whether the word before `first` still belongs to the phrase before the name."""
    word = words[first - 1]
    if word.tag == ".":
        return first > 1 and _title(words[first - 2])
    if word.form == "of":
        return first > 1 and words[first - 2].noun and first < start
    if word.tag == "VBN":
        # "the defeated candidate", "the Moscow-appointed mayor", but not "had warned Mr".
        return first < start and not _title(words[first]) and words[first].tag != "DT"
    return word.tag in _BEFORE and word.lemma != "and"


def _title(word: Word) -> bool:
    return word.form.lower() in load_mapping("who/titles.txt")


def _courtesy(word: Word) -> bool:
    return word.form.lower() in {"mr", "mrs", "ms", "miss", "mx"}


def _after(words: Sequence[Word], end: int, *, bodies: bool = False) -> Span | None:
    """ ", the mayor of Brill,", "is mayor of Brill"; ", who heads the agency" is none."""
    if end >= len(words):
        return None
    if words[end].form != "," and words[end].lemma != "be":
        return None
    first = end + 1
    if first < len(words) and words[first].tag == "CD":
        # An age: "Ann Lo, 45, a teacher".
        first += 2
    stop = first
    while stop < len(words) and stop - first < _LONGEST + 4:
        if words[stop].form in _BREAKS or words[stop].finite or words[stop].tag in {"WP", "WDT"}:
            break
        stop += 1
    phrase = words[first:stop]
    if stop < len(words) and words[stop].finite and words[end].form == ",":
        return None
    head = head_index(phrase)
    if head is None:
        return None
    # Between commas "the harbour master" is a role, whatever its noun.
    set_off = (
        words[end].form == "," and phrase[0].form.lower() == "the" and phrase[head].tag == "NN"
    )
    noun = phrase[head].lemma
    body = bodies and (noun in load_mapping("who/groups.txt") or noun in {"body", "partner"})
    if not body and (bodies or not (is_role(noun) or set_off)):
        return None
    while phrase and phrase[0].tag == "DT":
        phrase = phrase[1:]
    return Span(phrase[0].span.start, phrase[-1].span.end) if phrase else None
