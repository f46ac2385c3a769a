"""Topics: what a dispute is about, in a few words of the document.

Input: the statements of a dispute, side against side.  Output: a heading.  For an accusation it
is the deed that was alleged, of whom; else an open question, made of the clause that says most of
what is disputed ("Whether the ship carried guns"); else the noun phrase that both sides speak of.
Only "whether" and "accused of" are ours: the other words stand in the document as they are.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.claims.capitals import Capitals
from generator.claims.issues import question, short_clauses
from generator.claims.overlap import stems
from generator.claims.phrasing import base_phrases, extended, trimmed
from generator.document import BlockKind, ParsedDocument, Span, Word, hull
from generator.entities.entity import is_body
from generator.findings import Statement
from generator.language.phrases import DETERMINERS
from generator.language.tagger import tag
from generator.language.wording import clean
from generator.lexicon import load_set, load_table
from generator.vocabulary.roles import is_role

_LIKE_PREPOSITIONS = frozenset({"including", "following", "regarding", "concerning", "according"})
_IDLE = frozenset("order favor favour behalf percent way thing lot part kind case term".split())
"""Nouns that name no matter ("in order", "on behalf")."""
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_HELPS = frozenset({"that", "have", "be", "do", "say"})
"""Words before the verb that tells what was done."""
_REASONS = frozenset({"because", "although", "though"})
"""What begins a clause that tells why, not what."""
_NEAR = 12
"""Characters before a deed in which "of" or "for" is found."""
_DEED = 15
"""Words of an accusation within which what is alleged begins."""
_BOTH = 2.0
"""What a word counts for that both sides use; one that a single side uses counts by how often the
document does."""
_HEADLINE = 0.5
"""What it counts for besides when the headline has it."""
_LENGTH = 0.2
"""What each word of a topic costs."""
_TELLING = 0.6
"""What a word counts for at least that alone makes a phrase a topic."""
_LEAST = 1.2
"""Points that a noun phrase has at least."""
_FIRST = 0.5
"""What it counts for that a phrase is of the statement that the others answer."""
_NAME = 0.2
"""What a party's name counts for: it tells who, not what."""


def find_topic(
    parsed: ParsedDocument,
    statements: Sequence[Statement],
    sides: Sequence[Sequence[int]],
    names: Sequence[str],
    people: Sequence[str],
    capitals: Capitals,
) -> str:
    """A few of the document's words for what the sides dispute.

    `names` are those of parties, `people` those of persons: who, not what; `capitals` are the
    document's.
    """
    group = [i for side in sides for i in side]
    accusing = [i for i in group if statements[i].stance == "accuses"]
    for index in accusing:
        deed = _deed(parsed, statements[index])
        if deed:
            return _accused(parsed, statements[index], deed)
    said = [i for i in group if statements[i].stance != "denies"] or group
    weigh = _weights(parsed, statements, sides, names)
    issue = _issue(statements, said[0], sides, weigh, capitals)
    if issue:
        return issue
    for index in accusing:
        charge = _charge(parsed, _words(parsed, statements[index]))
        if charge:
            return _headed(parsed.text, charge)
    ranked = sorted(
        (
            (-_score(phrase, weigh) - _FIRST * (index == said[0]), order, phrase)
            for order, (index, phrase) in enumerate(
                _candidates(parsed, statements, (*said[:1], *(side[0] for side in sides)), people)
            )
        ),
        key=lambda found: found[:2],
    )
    phrase = ranked[0][2] if ranked and -ranked[0][0] >= _LEAST else ()
    of_phrase = dict.fromkeys(stems(phrase), _BOTH)
    issue = _issue(statements, said[0], sides, of_phrase, capitals, pronouns=True)
    if issue:
        return issue
    if len(phrase) == 1:
        phrase = _fuller(parsed, phrase[0])
    if len(phrase) < 2:
        any_matter = dict.fromkeys(weigh, _TELLING)
        issue = _issue(statements, said[0], sides, any_matter, capitals, pronouns=True)
        if issue:
            return issue
        words = _words(parsed, statements[said[0]])
        clause = trimmed(words)
        if clause and clause[0].tag == "PRP":
            clause = next((p for _, _, p in ranked if len(p) > 1), ()) or _predicate(words)
        phrase = clause or phrase
    if not phrase:
        return clean(hull(statements[said[0]].attribution.content).of(parsed.text))
    return _headed(parsed.text, phrase)


def _issue(
    statements: Sequence[Statement],
    first: int,
    sides: Sequence[Sequence[int]],
    weigh: dict[str, float],
    capitals: Capitals,
    *,
    pronouns: bool = False,
) -> str:
    """The short clause that says most of what is disputed, as a question; empty: there is none.

    Clauses are those of the statements as they are worded, where names stand for pronouns.
    """
    if len(sides) < 2:
        return ""
    least = _BOTH if any(w >= _BOTH for w in weigh.values()) else _TELLING
    for index in dict.fromkeys((first, *(side[0] for side in sides))):
        text = statements[index].text
        words = tag(text, Span(0, len(text)))
        best: tuple[Word, ...] = ()
        points = 0.0
        for clause in short_clauses(words, pronouns=pronouns):
            told = stems(clause)
            score = math.fsum(weigh.get(s, 0.0) for s in told) / max(1, len(told))
            if score > points and any(weigh.get(s, 0.0) >= least for s in told):
                best, points = clause, score
        if best:
            # That of the statement which the others answer comes first.
            return question(text, words, best, capitals)
    return ""


def _accused(parsed: ParsedDocument, statement: Statement, deed: Sequence[Word]) -> str:
    """A deed as a heading, with whoever alone is accused of it."""
    line = _headed(parsed.text, deed)
    words = parsed.words_in(Span(max(0, deed[0].span.start - _NEAR), deed[0].span.start))
    before = words[-1].form if words else ""
    if len(statement.against) != 1 or before not in {"of", "for"}:
        return line
    blamed = "blame" in parsed.cue_lemmas(statement.attribution)
    told = "accused of" if before == "of" else "blamed for" if blamed else "criticised for"
    name = statement.against[0]
    return f"{name[:1].upper()}{name[1:]} {told} {line[:1].lower()}{line[1:]}"


def _predicate(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """ "They said they had | never gone far": a heading says what, where no name says who."""
    at = 0
    while at < len(words) and (words[at].tag in {"PRP", "MD"} or words[at].lemma in _HELPS):
        at += 1
    return trimmed(words[at:])


def _words(parsed: ParsedDocument, statement: Statement) -> tuple[Word, ...]:
    return tuple(w for c in sorted(statement.attribution.content) for w in parsed.words_in(c))


def _headed(text: str, words: Sequence[Word]) -> str:
    """Words as a heading: no quotation marks, a capital."""
    line = clean(Span(words[0].span.start, words[-1].span.end).of(text))
    line = re.sub(r"[“”\"]", "", line)
    return line[:1].upper() + line[1:]


# -- what was alleged


def _deed(parsed: ParsedDocument, statement: Statement) -> tuple[Word, ...]:
    """What somebody is accused of doing ("accused Quent of | hiding the bill")."""
    words = _words(parsed, statement)
    starts = {c.start for c in statement.attribution.content}
    for at, word in enumerate(words[:_DEED]):
        if word.form in {"of", "for"} and at + 1 < len(words):
            deed = words[at + 1]
            if deed.tag == "VBG" and deed.lemma != "have":
                return trimmed(words[at + 1 :])
            if deed.form == "having" and words[at + 2 : at + 3]:
                return _wrong(words[at + 2 :]) or trimmed(words[at + 2 :])
        opens = word.span.start in starts or words[at - 1].form == ","
        if word.tag == "VBG" and opens and (_governs(words, at) or at + 1 == len(words)):
            return trimmed(words[at:])
    return ()


def _charge(parsed: ParsedDocument, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The wrong that somebody is accused of; empty where it is told in a clause of its own."""
    wrong = _wrong(words)
    if wrong:
        return wrong if len(wrong) > 1 else _fuller(parsed, wrong[0], least=2)
    for at, word in enumerate(words[:_DEED]):
        # "that the mayor was hiding the bill"
        doing = word.lemma == "be" and at + 1 < len(words) and words[at + 1].tag == "VBG"
        if doing and _governs(words, at + 1):
            return trimmed(words[at + 1 :])
    return ()


def _governs(words: Sequence[Word], at: int) -> bool:
    """Whether a verb has an object or the like ("hiding the bill", not "misleading and false")."""
    if words[at].form.lower() in _LIKE_PREPOSITIONS:
        return False
    return at + 1 < len(words) and words[at + 1].tag not in {"CC", ",", ".", "VBD", "VBZ"}


def _wrong(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The noun for a wrong ("war crimes"), with what belongs to it."""
    wrongs = {word for word, kind in load_table("claims/blame.txt") if kind in {"n", "s"}}
    for start, end in base_phrases(words):
        if words[end - 1].lemma in wrongs:
            return words[start : extended(words, start, end)]
    return ()


# -- what both sides speak of


def _candidates(
    parsed: ParsedDocument,
    statements: Sequence[Statement],
    group: Sequence[int],
    people: Sequence[str],
) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The noun phrases of statements, bare and with what belongs to them, and whose they are."""
    surnames = {name.split()[-1] for name in people}
    for index in dict.fromkeys(group):
        words = _words(parsed, statements[index])
        reasons = next((i for i, w in enumerate(words) if i and w.form in _REASONS), len(words))
        for start, end in (_of_one_noun(words, *p) for p in base_phrases(words[:reasons])):
            head = words[end - 1].lemma
            if head in _IDLE or (words[end - 1].tag == "NNP" and words[end - 1].form in surnames):
                continue
            if is_role(head) or is_body(head) or not stems(words[end - 1 : end]):
                # Who, not what.
                continue
            yield index, words[start:end]
            wider = extended(words, start, end)
            if wider < len(words) and words[end].form == "between" and words[wider].form == "and":
                # "links between Orr | and Holt"
                second = next(base_phrases(words[wider + 1 :]), None)
                wider = wider + 1 + second[1] if second and not second[0] else end
            if wider > end and not _of_the_verb(words, start, end):
                yield index, words[start:wider]


def _of_one_noun(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """A phrase without what stands beside it: "talks | Thursday", "the board | dozens of"."""
    while end - start > 1 and words[end - 1].form in _DAYS:
        end -= 1
    for at in range(start + 1, end):
        plural = words[at - 1].tag == "NNS" and words[at].tag[:3] == "NNP"
        if plural or words[at].lemma in load_set("claims/counting.txt"):
            return (start, at) if plural else (at + 1, end) if at + 1 < end else (start, at)
    return start, end


def _of_the_verb(words: Sequence[Word], start: int, end: int) -> bool:
    """ "Went far from land | on their journey": two phrases that both hang on the verb."""
    before = start - 1
    while before > 0 and words[before].tag in DETERMINERS:
        before -= 1
    leans = before > 0 and words[before].tag == "IN" and words[before].form.lower() != "of"
    return leans and words[end].form.lower() not in {"of", "between", "against"}


def _weights(
    parsed: ParsedDocument,
    statements: Sequence[Statement],
    sides: Sequence[Sequence[int]],
    names: Sequence[str],
) -> dict[str, float]:
    """Stem -> what it counts for in a topic."""
    told = [stems(w for i in side for w in _words(parsed, statements[i])) for side in sides]
    both = set.intersection(*told) if told else set()
    often = Counter(s for words in parsed.words for s in stems(words))
    most = math.log(1 + max(often.values(), default=1))
    weigh = {s: math.log(1 + often[s]) / most for side in told for s in side}
    weigh.update(dict.fromkeys(both, _BOTH))
    title = stems(w for h in parsed.source.spans(BlockKind.HEADLINE) for w in parsed.words_in(h))
    for stem in title & weigh.keys():
        weigh[stem] += _HEADLINE
    for name in names:
        for stem in _name_stems(name) & weigh.keys():
            weigh[stem] = _NAME
    return weigh


def _name_stems(name: str) -> set[str]:
    return stems(
        Word(Span(0, 0), form, "NNP", form.lower())
        for form in re.findall(r"\w+", name)
        if form[0].isupper()
    )


def _score(phrase: Sequence[Word], weigh: dict[str, float]) -> float:
    told, head = stems(phrase), stems(phrase[-1:])
    if len(phrase) > 1 and not any(weigh.get(s, 0.0) >= _TELLING for s in told):
        return 0.0
    if not head:
        return 0.0
    return math.fsum(weigh.get(s, 0.0) for s in told) - _LENGTH * len(phrase)


def _fuller(parsed: ParsedDocument, noun: Word, least: int = 1) -> tuple[Word, ...]:
    """The phrase by which the document most often calls what a single noun names."""
    found: Counter[str] = Counter()
    first: dict[str, tuple[Word, ...]] = {}
    for words in parsed.words:
        for start, end in base_phrases(words):
            if words[end - 1].lemma == noun.lemma and end - start > 1:
                key = " ".join(w.form.lower() for w in words[start:end])
                found[key] += 1
                first.setdefault(key, words[start:end])
    best = max(found, key=lambda key: (found[key], -len(key)), default="")
    return first[best] if found[best] >= least else (noun,)
