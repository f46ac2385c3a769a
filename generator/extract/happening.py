"""Happenings: whether a sentence tells of something that happened, and which part tells it.

Input: tagged words of a sentence.  Output: truths and spans about them.  `what.py` chooses among
the sentences that pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.document import Span, Word
from generator.language.marks import unclosed
from generator.language.phrases import has_clause
from generator.language.seams import find_seams
from generator.lexicon import load_set
from generator.timex.clauses import DATELINE

_LEAST_WORDS = 5
_SUBORDINATE = frozenset(
    {"although", "though", "because", "while", "whereas", "when", "after", "as"}
)
_CONDITIONS = frozenset({"since", "before", "until", "once", "if"})
_TWO = 2
_LONGEST = 450
"""Characters beyond which a "sentence" is several that ran together."""
_OPENING_QUOTES = frozenset({'"', "“", "''", "``"})
_MARKS = frozenset({'"', "“", "”"})
_BEFORE = frozenset({"previously", "formerly", "once", "originally", "initially"})
_SAYING = frozenset({"say", "tell", "accord", "according", "report"})
_FIRST = frozenset({"we", "We", "me", "us", "my", "My", "our", "Our"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})
_LEANS = _PRONOUNS | frozenset(
    {"this", "these", "that", "those"}
    | {"such", "both", "there", "others", "another", "neither", "together"}
)
_RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
_DAYS = frozenset(f"{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))
_BARE = frozenset({"this", "that", "these", "those"})
_BREAKS = frozenset({",", ".", ":", ";"}) | _OPENING_QUOTES
_SOON = 5
_UNFINISHED = frozenset({"IN", "TO", "DT", "PRP$", "POS"})
_PREAMBLE = re.compile(
    r"(?:[A-Z][A-Z.'’-]+(?:,? [A-Z][\w.'’-]*){0,4}(?: \d{1,2})? ?)?"
    r"\([^()]{2,50}\) ?(?:[-–—]+ ?)?(?=[A-Z\"“])"
    r"|[A-Z][A-Z.'’-]{2,}(?:,? [A-Z][\w.'’-]*){0,4} ?(?:--|[—–-]) ?(?=[A-Z\"“])"
)
"""A dateline, or the credit of a picture that ran into the sentence."""


def happens(words: Sequence[Word]) -> bool:
    """Whether something happened: a past or perfect tense, or a passive, of a verb that does."""
    if sum(w.form[0].isalnum() for w in words) < _LEAST_WORDS:
        return False
    if words[-1].span.end - words[0].span.start > _LONGEST:
        return False
    if words[-1].form == "?" or words[0].form in _OPENING_QUOTES:
        return False
    first = main_verb(words)
    if first is None or words[first].tag == "MD" or words[0].lemma in {"if", "whether"}:
        return False
    verb, soon = words[first], words[first + 1 : first + 5]
    stative = load_set("what/stative.txt")
    done = any(w.tag in {"VBN", "VBD"} and w.lemma not in stative for w in soon)
    going_on = any(w.tag == "VBG" and w.lemma not in stative | {"go"} for w in soon[:2])
    if verb.tag in {"VBD", "VBN"}:
        return done or verb.lemma not in stative or (verb.lemma == "be" and going_on)
    if verb.lemma == "have":
        return done or (going_on and soon[0].lemma == "be")
    # "Leaders are praising" goes on; "the site is operated by" is how things are.
    return verb.lemma == "be" and going_on


def main_verb(words: Sequence[Word]) -> int | None:
    """The index of the first verb of the main clause, relative clauses and asides passed over."""
    i = _past_opening_clause(words)
    while i < len(words):
        word = words[i]
        if word.tag in _RELATIVES and i > 0:
            i = _past_relative(words, i)
            continue
        if word.finite:
            return i
        if word.tag == "VBN" and i > 0 and _tells_past(words, i):
            return i
        i += 1
    return None


def _past_relative(words: Sequence[Word], at: int) -> int:
    """Where the sentence goes on after a relative clause that begins at `at`."""
    if words[at - 1].form == ",":
        closes = (i for i in range(at + 1, len(words)) if words[i].form == ",")
        return next(closes, len(words) - 1) + 1
    end = next((i for i in range(at + 1, len(words)) if words[i].form == ","), len(words))
    verbs = [i for i in range(at + 1, end) if words[i].finite and words[i].form != "'s"]
    if not verbs:
        return end
    # "The boy who fell was found"; where the second is a modal, a clause lies within the clause.
    nested = len(verbs) > _TWO and words[verbs[1]].tag == "MD"
    return verbs[-1] if nested else verbs[0] + 1


def _past_opening_clause(words: Sequence[Word]) -> int:
    """Where the main clause begins after "When the dam burst,"."""
    if not words or words[0].lemma not in _SUBORDINATE | _CONDITIONS:
        return 0
    verb = next((i for i, w in enumerate(words) if w.finite), len(words))
    return next((i + 1 for i in range(verb, len(words)) if words[i].form == ","), 0)


def _tells_past(words: Sequence[Word], at: int) -> bool:
    """Whether a form in -ed that looks like a participle is the past of a main verb.

    It is where its subject is just before it and no other verb follows in its clause.
    """
    before = words[at - 1]
    # A comma before it closes an aside: "The union, backed by the town, filed suit".
    aside = before.form == "," and sum(w.form == "," for w in words[:at]) > 1
    if not (before.noun or before.tag in {"PRP", "RB"} or aside):
        return False
    if at + 1 < len(words) and words[at + 1].form == "by":
        return False
    rest = words[at + 1 :]
    if any(a.form == "," and b.finite for a, b in pairwise(rest)):
        return False
    clause = next((i for i, w in enumerate(rest) if w.tag in _RELATIVES or w.lemma == "that"), None)
    return not any(w.finite and w.form != "'s" for w in rest[:clause])


def main_clause(words: Sequence[Word], sentence: Span) -> Span:
    """A long sentence up to what merely hangs on it (", raising …", ", which …", " because …")."""
    verb = main_verb(words)
    verb = len(words) if verb is None else verb
    for i in range(max(verb + 1, _LEAST_WORDS + 2), len(words) - _LEAST_WORDS):
        word = words[i]
        hangs = word.form == "," and _hangs(words, verb, i)
        if hangs or word.lemma in {"because", "although", "while", "whereas"}:
            return Span(sentence.start, words[i - 1].span.end)
    return sentence


def _hangs(words: Sequence[Word], verb: int, comma: int) -> bool:
    """Whether what follows a comma can go: a clause, and no part of a list or a quotation."""
    before, following = words[comma - 1], words[comma + 1]
    if before.tag in _UNFINISHED or unclosed(" ".join(w.form for w in words[:comma])):
        # "Drawing attention to, and killing, a bill"
        return False
    if following.tag in _RELATIVES and following.lemma != "when":
        return following.tag in {"WDT", "WP"} and not _goes_on(words, comma + 1)
    if following.tag == "CC":
        return _adds_a_clause(words, verb, comma)
    if following.tag == "VBG":
        return _participle_hangs(words, verb, comma)
    if following.lemma == "when" and (before.form in _DAYS or before.form[0].isdigit()):
        # "On Saturday, when a crowd marched": the clause tells of the day.
        return False
    return following.lemma in _SUBORDINATE


def _adds_a_clause(words: Sequence[Word], verb: int, comma: int) -> bool:
    """Whether ", and" opens a clause, rather than the last item of a list."""
    rest = words[comma + 2 :]
    end = next((i for i, w in enumerate(rest) if w.form == ","), len(rest))
    if not has_clause(rest[:end]) or rest[0].tag in {"IN", "TO"}:
        return False
    listed = any(w.form == "," for w in words[verb:comma])
    return not (listed and rest[0].tag in {"VBD", "VBN"} and rest[0].lemma not in {"be", "have"})


def _participle_hangs(words: Sequence[Word], verb: int, comma: int) -> bool:
    """Whether ", raising …" comments on the clause: it is no item, and the clause is over."""
    first, rest = words[comma + 1], words[comma + 2 :]
    if first.lemma == "accord":
        # Without its source, what somebody says would be a fact.
        return False
    if first.lemma == "include":
        # "The rights, including the vote, of thousands"
        return not any(a.form == "," and b.tag == "IN" for a, b in pairwise(rest))
    items = any(a.tag == "CC" and b.tag == "VBG" for a, b in pairwise(rest))
    return not (items and any(w.tag == "VBG" for w in words[verb:comma]))


def _goes_on(words: Sequence[Word], relative: int) -> bool:
    """Whether a verb of the clause before comes only after a relative clause."""
    commas = [i for i in range(relative, len(words) - 1) if words[i].form == ","]
    return any(words[i + 1].finite or words[i + 1].tag == "RB" for i in commas)


def background(words: Sequence[Word]) -> bool:
    """Whether it is what happened before the news: "had won", "previously questioned"."""
    at = main_verb(words)
    if at is None:
        return False
    had = words[at].form.lower() == "had" and any(
        w.tag in {"VBN", "VBD"} for w in words[at + 1 : at + 3]
    )
    return had or any(w.lemma in _BEFORE for w in words[max(0, at - 2) : at + 4])


def reports(words: Sequence[Word]) -> bool:
    """Whether the words tell who said what they tell."""
    return any(w.lemma in _SAYING and (w.tag != "VBG" or w.lemma == "accord") for w in words)


def conveys(words: Sequence[Word]) -> bool:
    """Whether the main verb only tells what somebody holds ("the guild stressed that …").

    To agree on a price, or to agree to sell, is something that happened.
    """
    at = main_verb(words)
    if at is None:
        return False
    if words[at].lemma == "have":
        at = next((i for i in range(at + 1, min(at + 4, len(words))) if words[i].tag == "VBN"), at)
    if words[at].lemma not in load_set("what/saying.txt") or at + 1 == len(words):
        return False
    following = words[at + 1]
    if following.form in _BREAKS or any(w.form == "that" for w in words[at + 1 : at + _SOON]):
        return True
    rest = words[at + 1 :]
    # "Maintained their lead as they left": the clause is of another time.
    of_time = (i for i, w in enumerate(rest) if w.lemma in _SUBORDINATE | _CONDITIONS)
    return following.tag not in {"IN", "TO"} and has_clause(rest[: next(of_time, None)])


def hangs_on_this(words: Sequence[Word]) -> bool:
    """Whether a bare "This" or "That" is what acts ("This has not gone well")."""
    told = [w for w in words if w.form[0].isalnum()]
    bare = told[0].form.lower() in _BARE and len(told) > 1
    return bare and (told[1].finite or told[1].tag == "RB")


def speaks_of_itself(words: Sequence[Word]) -> bool:
    """Whether "I" or "we" tells it outside of quotation marks: a speaker, not the report."""
    quoted = False
    for word in words:
        if word.form in _MARKS:
            quoted = word.form == "“" or (word.form == '"' and not quoted)
        elif not quoted and (word.form == "I" or word.form in _FIRST):
            return True
    return False


def announces(words: Sequence[Word]) -> bool:
    """Whether a sentence only leads to what comes after it ("He released this statement:")."""
    at = main_verb(words)
    told = [w for w in words if w.form[0].isalnum()]
    following = any(a.form == "the" and b.form == "following" for a, b in pairwise(words))
    only_verb = at is not None and not any(w.tag in {"VBN", "VBD"} for w in words[:at])
    cues = load_set("what/leading.txt") | load_set("claims/plain_cues.txt")
    says = at is not None and words[at].lemma in cues
    leads = words[-1].form == ":" and says
    return leads or following or (only_verb and words[at or 0] is told[-1])


def leans(text: str) -> bool:
    """Whether a sentence needs what stands before it to be understood."""
    return _first_word(text) in _LEANS


def led_by_pronoun(text: str) -> bool:
    """Whether a sentence begins with a pronoun, so that nobody can tell who is meant."""
    return _first_word(text) in _PRONOUNS


def _first_word(text: str) -> str:
    words = text.split(maxsplit=1)
    return words[0].strip("“\"'").lower() if words else ""


def told_part(text: str, sentence: Span) -> Span:
    """The sentence without a dateline, a credit or a caption that ran into it."""
    preamble = DATELINE.match(text, *sentence) or _PREAMBLE.match(text, *sentence)
    begins = [preamble.end() if preamble else sentence.start, *find_seams(text, sentence)]
    return Span(begins[-1], sentence.end)
