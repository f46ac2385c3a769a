"""Roles: what the text itself calls a person or body, before the name or after it.

Input: the tagged words of a sentence and where a name stands in it.  Output: the span of the
words that say the role ("CIA Director", "the mayor of Brill"), or None.  Never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document import ParsedDocument, Span, Word
from generator.entities.entity import is_people
from generator.language.phrases import head_index
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.names import is_address
from generator.vocabulary.roles import is_role

_BEFORE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "POS", "VBG", "VBN", "CD", "AFX"})
_WITHIN = frozenset(
    {"DT", "PDT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "POS", "HYPH"}
    | {"AFX", "FW", "VBN", "CC", "RB", "``", "''", '"'}
)
"""Tags of what may stand before the noun that a role is headed by."""
_TO_COME = frozenset({"elect", "designate", "general", "turned"})
_DOERS = frozenset({"PRP", "RB", "MD", "VBP", "VBZ", "VBD"})
"""Tags before a form in -ed that make it a verb."""
_BREAKS = frozenset({",", ".", ";", "(", "—", "–", ":"})
_LONGEST = 14
_LONGEST_REST = 11
"""Words of a role from its noun on."""
_LONGEST_OFFICE = 6
"""Words from what an office is of up to the name, at most."""
_MARKS = frozenset({'"', "“", "”", "``", "''", "'"})


def find_role(parsed: ParsedDocument, name: Span) -> Span | None:
    """The role said beside one mention of a person: before the name, else after it."""
    words, first, end = _place_of(parsed, name)
    if first == end:
        return None
    before = _before(words, first)
    if before is not None and _member(parsed.words_in(before)[-1]):
        # "Republican Ada Holt, the former governor," says more after the name.
        return _after(words, end) or before
    # What somebody "is" in another's mouth is that other's judgement.
    quoted = any(c.covers(name) for a in parsed.reading.attributions for c in a.content)
    is_said = quoted and end < len(words) and words[end].lemma == "be"
    return before or (None if is_said else _after(words, end)) or _set_before(words, first)


def name_past_office(words: Sequence[Word], head: int) -> Iterator[Word]:
    """The words that may begin the name after an office ("Secretary of State Ada Holt").

    "The brother of Senator Holt" has none: the title belongs to what "of" brings in.
    """
    end = head + 2
    if end >= len(words) or words[head + 1].form != "of" or not is_role(words[head].lemma):
        return
    if words[head].tag == "NNS":
        return
    if words[end].tag == "DT":
        end += 1
    if end >= len(words) or not words[end].noun or _title(words[end]):
        return
    if is_role(words[end].lemma) or is_people(words[end]) or _member(words[end]):
        return
    for word in words[end + 1 : end + _LONGEST_OFFICE]:
        if not (word.noun or word.form == "."):
            return
        yield word


def find_body_role(parsed: ParsedDocument, name: Span) -> Span | None:
    """What the text calls an organisation: beside its name, or in apposition to it."""
    words, first, end = _place_of(parsed, name)
    if first == end:
        return None
    return (
        _after(words, end, bodies=True)
        or _set_before(words, first, bodies=True)
        or _beside(words, first, end)
    )


def _place_of(parsed: ParsedDocument, name: Span) -> tuple[tuple[Word, ...], int, int]:
    """The words of a name's sentence, and which of them are the name's; none where they differ."""
    index = parsed.sentence_at(name.start)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    inside = [i for i, w in enumerate(words) if name.covers(w.span)]
    return (words, inside[0], inside[-1] + 1) if inside else (words, 0, 0)


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
    # The noun stands next to the name: "students polled back Lo" says nothing of Lo.
    last = _last_noun(phrase)
    if last is None or not (is_role(last.lemma) or _title(last) or _member(last)):
        return None
    if last.tag == "NNS" and not _title(last):
        return None
    return Span(phrase[0].span.start, phrase[-1].span.end)


def _own(phrase: Sequence[Word]) -> Sequence[Word]:
    """What is said of the name itself: not "critics of", nor "praising", before "President"."""
    links = [i for i, w in enumerate(phrase) if w.form == "of" and i + 1 < len(phrase)]
    if links and (is_role(phrase[-1].lemma) or _title(phrase[-1])):
        phrase = phrase[links[-1] + 1 :]
    for i in range(len(phrase) - 1, 0, -1):
        if phrase[i].lemma == "former" and phrase[i - 1].noun:
            # "in the inquiry former Mayor Lo said": the role begins with "former".
            phrase = phrase[i:]
            break
    while phrase and (
        (phrase[0].tag == "VBG" and phrase[0].lemma not in load_set("who/acting.txt"))
        or (phrase[0].tag == "CD" and phrase[0].form[0].isdigit())
    ):
        phrase = phrase[1:]
    return phrase


def _beside(words: Sequence[Word], start: int, end: int) -> Span | None:
    """ "The news agency ZAP", "the ZAP news agency": nouns in lower case next to a name."""
    after, before = end, start
    while after < len(words) and words[after].tag == "NN":
        after += 1
    while before > 0 and words[before - 1].tag in {"NN", "JJ"}:
        before -= 1
    for first, last in ((before, start), (end, after)):
        phrase = words[first:last]
        if phrase and _is_body(phrase[-1].lemma) and (last == start or len(phrase) > 1):
            return Span(phrase[0].span.start, phrase[-1].span.end)
    return None


def _is_body(noun: str) -> bool:
    return noun in load_mapping("who/groups.txt") or noun in {"body", "partner"}


def _set_before(words: Sequence[Word], start: int, *, bodies: bool = False) -> Span | None:
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
    noun = phrase[head].lemma if head is not None else ""
    if not (_is_body(noun) if bodies else is_role(noun)):
        return None
    if not bodies and head is not None and phrase[head].tag == "NNS":
        # "the heads of two banks, Ada Holt and Bo Lind": neither is both.
        return None
    begin = 1 if phrase[0].tag in {"DT", "PRP$"} else 0
    return Span(phrase[begin].span.start, phrase[-1].span.end)


def _continues(words: Sequence[Word], first: int, start: int) -> bool:
    """Whether the word before `first` still belongs to the phrase before the name."""
    word = words[first - 1]
    if word.tag == "HYPH" and first < len(words) and word.span.end < words[first].span.start:
        # "OSLO - President Lo": a dash set apart ends the dateline.
        return False
    if word.tag == ".":
        return first > 1 and _title(words[first - 2])
    if word.form == "of":
        return first > 1 and words[first - 2].noun and first < start
    if word.tag == "VBN":
        # "the defeated candidate", "the Oslo-appointed mayor", not "Lo praised candidate Orr".
        done = first > 1 and (words[first - 2].noun or words[first - 2].tag in _DOERS)
        return first < start and not (done or _title(words[first]) or words[first].tag == "DT")
    if word.tag == "VBG":
        return word.lemma in load_set("who/acting.txt")
    if word.tag == "NNS" and is_role(word.lemma) and first < start and _title(words[first]):
        # "the candidates Sen. Lo and Gov. Orr": each has the title alone.
        return False
    return word.tag in _BEFORE or word.form == "&"


def _last_noun(phrase: Sequence[Word]) -> Word | None:
    """The noun that a role before a name ends in ("Secretary of State", "President-elect")."""
    words = [w for w in phrase if w.form != "."]
    links = [i for i, w in enumerate(words) if w.form == "of" and i > 0]
    if links:
        words = words[: links[-1]]
    if len(words) > 2 and words[-2].form == "-" and words[-1].lemma in _TO_COME:
        words = words[:-2]
    return words[-1] if words else None


def _title(word: Word) -> bool:
    return word.form.lower() in load_mapping("who/titles.txt")


def _member(word: Word) -> bool:
    """Whether a word before a name says what the person belongs to ("Republican Ada Holt")."""
    return f"{word.form.lower()}s" in load_set("who/members.txt")


def _courtesy(word: Word) -> bool:
    return is_address(word.form.lower(), "courtesy")


def _after(words: Sequence[Word], end: int, *, bodies: bool = False) -> Span | None:
    """ ", the mayor of Brill,", "is mayor of Brill"; ", who heads the agency" is none."""
    if end < len(words) and words[end].form == "(":
        # "the Dam Owners' Union (DOU), a trade body".
        end = next((i + 1 for i in range(end, len(words)) if words[i].form == ")"), len(words))
    if end >= len(words):
        return None
    set_off = words[end].form == ","
    if not set_off and words[end].lemma != "be":
        return None
    first = end + 1
    if first < len(words) and words[first].tag == "CD":
        # An age: "Ann Lo, 45, a teacher".
        first += 2
    stop = _end_of_role(words, first)
    if set_off and stop < len(words) and words[stop].finite:
        return None
    phrase = words[first:stop]
    head = _head_of_role(phrase, set_off=set_off, bodies=bodies)
    if head is None:
        return None
    phrase = _closed(_shortened(phrase, head), head)
    while phrase and phrase[0].tag in {"DT", "PRP$"}:
        phrase = phrase[1:]
    return Span(phrase[0].span.start, phrase[-1].span.end) if phrase else None


def _end_of_role(words: Sequence[Word], first: int) -> int:
    """Where the phrase ends that may say a role: at a mark, a relative, a verb."""
    stop = first
    while stop < len(words) and stop - first < _LONGEST + 4:
        # The stop of "adviser to Mr. Holt", "head of the Ann B. Holt Fund" ends nothing.
        short = (
            words[stop].form == "."
            and stop + 1 < len(words)
            and (
                _title(words[stop - 1])
                or (words[stop - 1].proper and len(words[stop - 1].form) == 1)
            )
        )
        if (words[stop].form in _BREAKS and not short) or words[stop].tag in {"WP", "WDT"}:
            break
        joined = words[stop].tag == "CC" and stop + 1 < len(words)
        if joined and words[stop + 1].tag in {"IN", "TO", "MD"}:
            break
        if words[stop].finite and not (words[stop].form == "'s" and words[stop - 1].noun):
            break
        stop += 1
    return stop


def _head_of_role(phrase: Sequence[Word], *, set_off: bool, bodies: bool) -> int | None:
    """The noun of a phrase after a name, where it says a role; `set_off`: a comma stands before."""
    head = head_index(phrase)
    if head is None:
        return None
    among = phrase[0].lemma == "one" and len(phrase) > 1 and phrase[1].form == "of"
    if among:
        # "one of three defendants": the noun is within.
        inner = head_index(phrase[2:])
        head = inner + 2 if inner is not None else head
    elif not bodies and phrase[head].tag == "NNS":
        return None
    within = load_set("who/acting.txt") | {"be", "-"}
    if any(w.tag not in _WITHIN and w.lemma not in within for w in phrase[2 * among : head]):
        return None
    noun = phrase[head].lemma
    if bodies:
        return head if _is_body(noun) else None
    # Between commas "the harbour master" is a role, whatever its noun.
    called = set_off and phrase[0].form.lower() == "the" and phrase[head].tag == "NN"
    return head if is_role(noun) or called else None


def _shortened(phrase: Sequence[Word], head: int) -> Sequence[Word]:
    """A long role up to the last link that leaves it short enough."""
    if len(phrase) - head <= _LONGEST_REST:
        return phrase
    links = [i for i, w in enumerate(phrase) if w.tag in {"IN", "CC", "TO"}]
    return phrase[: max((i for i in links if head < i <= head + _LONGEST_REST), default=head + 1)]


def _closed(phrase: Sequence[Word], head: int) -> Sequence[Word]:
    """The phrase without a quotation that it only begins, nor a link that leads nowhere."""
    marks = [
        i
        for i, w in enumerate(phrase)
        if w.form in _MARKS and not (w.form == "'" and i and phrase[i - 1].form.endswith("s"))
    ]
    if len(marks) % 2:
        phrase = phrase[: marks[-1]]
        while len(phrase) > head + 1 and not phrase[-1].noun:
            phrase = phrase[:-1]
    while len(phrase) > head + 1 and phrase[-1].tag in {
        "IN",
        "TO",
        "DT",
        "CC",
        "JJ",
        "POS",
        "PRP$",
    }:
        phrase = phrase[:-1]
    return phrase
