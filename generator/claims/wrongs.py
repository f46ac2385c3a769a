"""Wrongs: who is said to do one, in words.

Input: tagged words.  Output: the words of the wrongdoer: the subject of a clause whose predicate
says ill of it ("Quent drained the lake illegally"), whose wrong it is ("the mayor's lies", "Rilmish
raids"), or who did it in the passive ("the dam was sabotaged by rebels").  Wrongs that are denied,
merely possible or prevented are nobody's.  Which words say ill, `ill` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from generator.claims.ill import is_deed_of, kinds_of, phrase_at, suffered
from generator.document import Word
from generator.language.phrases import DEMONSTRATIVES, head_index, phrase_start
from generator.lexicon import load_set
from generator.toponyms.gazetteer import is_demonym
from generator.vocabulary.roles import is_person

_HAS = frozenset({"want", "seek", "plan", "order", "bear", "hold"})
"""What makes a wrong of the noun that follows at once ("bears a grudge")."""
_COPULAS = frozenset({"be", "remain", "become"})
_SUFFERS = frozenset({"be", "feel", "get"})
_AUXILIARIES = _SUFFERS | {"have"}
_BEFALLS = frozenset({"die", "suffer", "fall"})
"""What befalls its subject although it is told in the active."""
_NOT_DONE = frozenset({"not", "n't", "never", "nor", "avoid", "prevent", "stop", "deny", "against"})
_CHAIN = frozenset("RB RBR RBS JJ VB VBN VBG VBD TO MD , CC IN RP `` ''".split())
"""Tags of what may stand between a finite verb and the verb of the deed ("began to loot")."""
_PLAIN = frozenset("DT RB JJ JJS RBR RBS , `` '' CC PRP$ HYPH VBG NN".split())
"""Tags of what may stand between "is" and the word that says ill."""
_MARKS = frozenset({"'s", "’s"})
_LINKS = frozenset({"RB", "CC", ","})
"""Tags of what may stand between an adverb and the verb that it goes with."""
_STOPS = frozenset({".", ";", ":", "?", "!", "—", "–", "...", "…"})
_CLAUSES = frozenset(
    {"since", "because", "when", "after", "before", "while", "that", "which", "if"}
)
"""What begins another clause, whose wrong is not the subject's."""
_POINTERS = DEMONSTRATIVES | {"it"}
_NO_PARTY = DEMONSTRATIVES | {"they", "he", "she"}
_REACH = 4
"""Words after a wrong within which "by" names its doer."""
_JOINS = frozenset({"and", "but", "because", "while", "although", "so", "when", "as", "after"})
_JOINED = frozenset({"and", "but", "or"})
_CLAUSAL = frozenset({"that", "whether", "if"})
_OPEN = frozenset({"if", "whether", "unless"})
_FORETELLS = frozenset({"will", "'ll", "’ll"})
_SUBJECT = 12
"""Words that a subject has at most."""


def doers(words: Sequence[Word], at: int) -> Sequence[Word]:
    """Who does the wrong at `at`; empty where there is none, or nobody is said to do it."""
    return (
        possessor_of(words, at)
        or agent_of(words, at)
        or actor_of(words, at)
        or qualifier_of(words, at)
        or participant_of(words, at)
        or doer_of(words, at)
    )


def speaks_ill(words: Sequence[Word]) -> Word | None:
    """The pronoun of which a quotation says ill without naming whom it means, where it does."""
    for at in range(len(words)):
        doer = doer_of(words, at)
        if len(doer) == 1 and doer[0].form.lower() in _NO_PARTY:
            return doer[0]
    return None


def _told_only() -> frozenset[str]:
    """Words before a wrong by which nobody is said to have done it."""
    return _NOT_DONE | load_set("claims/charging.txt")


def points(word: Word) -> bool:
    """Whether a pronoun stands for a deed ("that was a lie") and not for somebody."""
    return word.form.lower() in _POINTERS


def agent_of(words: Sequence[Word], at: int) -> Sequence[Word]:
    """ "was sabotaged by rebels", "reprisals by the militia": who did it, after "by"."""
    kinds, word = kinds_of(words, at), words[at]
    been = any(w.lemma == "be" for w in words[max(0, at - 3) : at])
    done = "v" in kinds and word.tag == "VBN" and been
    deed = "n" in kinds and word.noun
    if not (done or deed) or {w.lemma for w in words[:at]} & _told_only():
        return ()
    near = words[at + 1 : at + 1 + _REACH]
    by = next((i for i, w in enumerate(near) if w.form == "by"), None)
    if by is None or any(w.finite or w.form in _STOPS or w.form == "," for w in near[:by]):
        return ()
    after = words[at + by + 2 :]
    head = head_index(after)
    if head is None or after[0].tag in {"VBG", "CD"} or after[head].tag == "CD":
        return ()
    return after[: head + 1]


def participant_of(words: Sequence[Word], at: int) -> Sequence[Word]:
    """ "sick of the board lying to us", "troops looting homes": the noun before a participle."""
    word = words[at]
    if word.tag != "VBG" or "v" not in kinds_of(words, at) or not at or not words[at - 1].noun:
        return ()
    if {w.lemma for w in words[max(0, at - _REACH) : at]} & _NOT_DONE:
        return ()
    return words[phrase_start(words, at, frozenset({"DT", "JJ", "POS"})) : at]


def actor_of(words: Sequence[Word], at: int) -> Sequence[Word]:
    """ "Rilmish hackers read the mail": whoever is named by a wrong, and does something."""
    word = words[at]
    if word.tag != "NNS" or "n" not in kinds_of(words, at) or not is_person(word.lemma):
        return ()
    rest = [w for w in words[at + 1 : at + 4] if w.tag not in {"RB", "RP"}]
    if not rest or rest[0].lemma == "be":
        return ()
    # "Hackers caught in May" did nothing; without a preposition the participle is their verb.
    did = rest[0].tag == "VBN" and len(rest) > 1 and rest[1].tag not in {"IN", "TO", ",", "."}
    subject = subject_of(words, at + 1) if rest[0].finite or did else ()
    # "The bank's campaign against fraudsters saved millions": not they.
    theirs = bool(subject) and subject[-1].span == word.span
    return subject if theirs and not any(w.tag in {"IN", "TO"} for w in subject) else ()


def qualifier_of(words: Sequence[Word], at: int) -> Sequence[Word]:
    """ "Rilmish raids", "a Stonegate cover-up": the name that qualifies a wrong."""
    word = words[at]
    gerund = is_deed_of(words, at)
    if not gerund and not ("n" in kinds_of(words, at) and word.noun):
        return ()
    if word.tag == "NNS" and is_person(word.lemma):
        # "Rilmish thugs" are themselves who does wrong, not the Rilms.
        return ()
    name = at - 1
    while (
        name >= 0
        and (words[name].form[0].islower() or not words[name].form[0].isalnum())
        and words[name].tag in {"JJ", "NN", "``", "''", "HYPH", "VBG"}
    ):
        name -= 1
    if name < 0 or not words[name].form[0].isupper():
        return ()
    people = words[name].tag == "JJ" or is_demonym(words[name].form)
    if suffered(words, at) or (gerund and not people and not kinds_of(words, at)):
        # "the Orr murder", "the Orr shooting"
        return ()
    if words[name].tag not in {"JJ", "NNP", "NNPS"} or (name == 0 and words[name].tag == "JJ"):
        return ()
    if {w.lemma for w in words[max(0, name - _REACH) : name]} & _told_only():
        return ()
    return words[name : name + 1]


def possessor_of(words: Sequence[Word], at: int) -> Sequence[Word]:
    """ "the mayor's lies": whose wrong it is."""
    deed = "n" in kinds_of(words, at) and words[at].noun and not suffered(words, at)
    if not deed and not _marks_doing(words, at):
        return ()
    mark = at - 1
    while mark > 0 and words[mark].tag in {"JJ", "NN", "JJS"}:
        mark -= 1
    if mark <= 0 or words[mark].tag != "POS":
        return ()
    return words[phrase_start(words, mark, frozenset({"DT"})) : mark]


def _marks_doing(words: Sequence[Word], at: int) -> bool:
    """ "The mayor's reckless plan": whether a word says ill of what somebody does."""
    ill = "a" in kinds_of(words, at) and words[at].tag in {"JJ", "VBN"}
    phrase = tuple(takewhile(lambda w: w.noun or w.tag in {"JJ", "HYPH"}, words[at + 1 : at + 5]))
    return ill and any(_is_doing(w) for w in phrase[-1:])


def _is_doing(noun: Word) -> bool:
    """Whether a noun is of what its owner does ("his handling"), not of what befalls ("arrest")."""
    return noun.noun and noun.lemma in load_set("claims/doings.txt") | load_set("claims/said.txt")


def doer_of(words: Sequence[Word], at: int) -> Sequence[Word]:
    """The subject of the clause whose predicate has a wrong at `at`, as words."""
    start = next((i + 1 for i in range(at - 1, -1, -1) if words[i].form in _STOPS), 0)
    verb = next((i for i in range(at, start - 1, -1) if _is_verb(words, i)), None)
    if verb is None or not is_wrong(words, verb, at):
        return ()
    between = {w.form.lower() for w in words[verb : at + 1]} | {
        w.lemma for w in words[verb : at + 1]
    }
    virtue = words[at].lemma in load_set("claims/virtues.txt")
    told = at == verb and phrase_at(words, at)
    lacking = bool(between & (_NOT_DONE | {"no"})) is not _doubted(words[start:verb])
    possible = words[verb].tag == "MD" and words[verb].lemma not in _FORETELLS
    if lacking is not virtue or (possible and not told):
        return ()
    subject = subject_of(words[start:], verb - start)
    if subject and _left_open(words, subject[0], words[at]):
        return ()
    if all(w.tag[:2] == "VB" for w in subject):
        return _of_what(words[start:verb])
    return subject


def _left_open(words: Sequence[Word], subject: Word, wrong: Word) -> bool:
    """Whether a clause does not say that it is so ("asked whether Orr lied", "if Orr lied").

    Nor does "this is a terrible outcome" say ill of anybody.
    """
    at = words.index(subject)
    if at and words[at - 1].lemma in _OPEN:
        return True
    place = words.index(wrong)
    following = words[place + 1] if place + 1 < len(words) else None
    if following is None or not following.noun or wrong.tag[:2] != "JJ" or not points(subject):
        return False
    meant = _is_doing(following) or kinds_of(words, place + 1)
    return not meant and wrong.lemma not in load_set("claims/virtues.txt")


def _doubted(clause: Sequence[Word]) -> bool:
    """ "I do not think | she is fit", "saw no proof that | he lied": what is held to be untrue."""
    lemmas = [w.lemma for w in clause]
    for at, lemma in enumerate(lemmas):
        near = lemmas[at + 1 : at + 1 + _REACH]
        if lemma == "not" and near[:1] and near[0] in load_set("claims/believing.txt"):
            return "evidence" in near or near[0] != "see"
        if lemma == "no" and near[:1] and near[0] in {"evidence", "proof", "sign", "indication"}:
            return True
    return False


def _of_what(clause: Sequence[Word]) -> Sequence[Word]:
    """ "What Orr is doing | is a disgrace": whose doing that is."""
    what = next((i for i, w in enumerate(clause) if w.form.lower() == "what"), None)
    if what is None:
        return ()
    who = tuple(takewhile(lambda w: not w.finite and w.tag != "VB", clause[what + 1 :]))
    return () if len(who) == 1 and who[0].tag == "PRP" else who


def _is_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a word is the verb of a clause; "the hacks" was at times tagged so."""
    after = at > 0 and words[at - 1].tag in {"DT", "PRP$"}
    return words[at].finite and not (after and words[at - 1].form.lower() not in _POINTERS)


def is_wrong(words: Sequence[Word], verb: int, at: int) -> bool:
    """Whether the word at `at` says ill of the subject of the finite verb at `verb`."""
    word, kinds = words[at], kinds_of(words, at)
    compound = at - 2 > verb and words[at - 1].form == "-"
    between = words[verb : at - 2 if compound else at]
    if any(w.lemma in _CLAUSES and w.tag in {"IN", "WDT", "WRB"} for w in between[1:]):
        return False
    if (
        ("v" in kinds or phrase_at(words, at))
        and (word.tag.startswith("VB") or at == verb)
        and all(w.tag in _CHAIN or w.lemma in {"each", "all", "both"} for w in between[1:])
    ):
        return not _is_passive(words, verb, at)
    near = between[-5:]
    after_be = max((i for i, w in enumerate(near) if w.lemma in _COPULAS), default=None)
    predicate = after_be is not None and all(w.tag in _PLAIN for w in near[after_be + 1 :])
    if ("a" in kinds or word.lemma in load_set("claims/virtues.txt")) and not word.finite:
        if word.tag[:2] == "RB":
            return word.tag == "RB" and _in_manner(words, verb, at)
        # In "last month's failed attempt" the mark was at times tagged as "is".
        owned = word.tag == "VBN" and words[at - 1].form in _MARKS and words[at - 2].noun
        return predicate and not owned
    if "n" in kinds and (word.noun or (word.finite and not _is_verb(words, at))):
        verbs = [w for w in between if w.tag[:2] == "VB"]
        has = bool(verbs) and verbs[-1].lemma in _HAS and (verbs[-1] in between[-_REACH:])
        has = has and all(w.tag in _PLAIN or w in verbs for w in between[-3:])
        commits = load_set("claims/committing.txt")
        return predicate or has or any(w.lemma in commits for w in between[-4:])
    return False


def _is_passive(words: Sequence[Word], verb: int, at: int) -> bool:
    """ "Was attacked", "felt cheated": whether the verb at `at` tells of a wrong suffered."""
    helping = [w.lemma for w in words[verb:at] if w.lemma in _AUXILIARIES]
    return words[at].tag == "VBN" and bool(helping) and helping[-1] in _SUFFERS


def _in_manner(words: Sequence[Word], verb: int, at: int) -> bool:
    """Whether an adverb says ill of who did something ("deliberately left"), not who suffered it.

    "Was brutally murdered", "was treated unfairly"; nor does one of a quality ("dangerously ill").
    """
    then = next((i for i in range(at + 1, len(words)) if words[i].tag not in _LINKS), len(words))
    if then < len(words) and words[then].tag[:2] == "JJ":
        return False
    if then == len(words) or words[then].tag[:2] != "VB":
        then = next((i for i in range(at, verb - 1, -1) if words[i].tag[:2] == "VB"), verb)
    return words[then].lemma not in _BEFALLS and not _is_passive(words, verb, then)


def subject_of(words: Sequence[Word], verb: int) -> Sequence[Word]:
    """The words of the subject of the verb at `verb`: back to where its clause begins."""
    first = _first_of_joined(words, verb)
    if first is not None:
        return subject_of(words, first)
    verb = _before_aside(words, verb)
    start = verb
    while start > 0 and verb - start < _SUBJECT:
        before = words[start - 1]
        if before.form in _STOPS or before.finite or before.form == ",":
            break
        if before.lemma in _JOINS and start < verb:
            # "the mayor and his aides" is one subject, "… and the mayor" after a verb is not.
            joint = start > 1 and words[start - 2].noun and not any(w.finite for w in words[:start])
            if not joint:
                break
        start -= 1
    subject = list(words[start:verb])
    while subject and (
        (subject[0].form.lower() in {"that", "if", "whether", "where", "how"} and len(subject) > 1)
        or not subject[0].form[0].isalnum()
        or subject[0].tag in {"RB", "UH", "CC"}
    ):
        subject = subject[1:]
    # "His claim that | the guards" is no subject of what the guards did.
    inner = next((i for i in range(len(subject) - 1, 0, -1) if _tells_that(subject, i)), None)
    if inner is not None and subject[inner - 1].lemma in load_set("claims/said.txt"):
        # "The charge that Orr lied" is another's.
        return ()
    subject = subject[inner + 1 :] if inner is not None else subject
    while len(subject) > 1 and subject[-1].tag == "RB":
        subject = subject[:-1]
    return subject


def _first_of_joined(words: Sequence[Word], verb: int) -> int | None:
    """The verb with which one joined by "and" has its subject ("Orr won the vote and | lied")."""
    at = verb
    while at > 0 and words[at - 1].tag == "RB":
        at -= 1
    if at < 2 or words[at - 1].lemma not in _JOINED or not words[at:]:
        return None
    for i in range(at - 2, 0, -1):
        if words[i].form in _STOPS or words[i].lemma in _CLAUSES:
            return None
        if _is_verb(words, i):
            return i
    return None


def _tells_that(words: Sequence[Word], at: int) -> bool:
    return words[at].form in _CLAUSAL and words[at].tag == "IN" and at + 1 < len(words)


def _before_aside(words: Sequence[Word], verb: int) -> int:
    """Where the subject ends: before an aside ("the forces, which entered the town, …")."""
    if verb < 3 or words[verb - 1].form != ",":
        return verb
    opens = next((i for i in range(verb - 2, 0, -1) if words[i].form == ","), None)
    if opens is None or words[opens + 1].tag not in {"WDT", "WP", "VBN", "VBG", "DT", "IN"}:
        return verb
    return opens
