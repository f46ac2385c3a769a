"""Admission: which attributions are statements on facts.

Input: an attribution's tagged words and the class of its cue.  Output: whether it is a claim.  It
is one when its content can be true or false; plans, wishes, feelings, names, questions and scare
quotes are none, nor is what somebody did not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.claims.pieces import quoted, raised
from generator.claims.stance import cue_kind, turns_down
from generator.document import Attribution, MentionKind, ParsedDocument, Span, Word, hull
from generator.language.phrases import DEMONSTRATIVES, definite, has_main_clause, head_index
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.negation import negates_verb
from generator.vocabulary.roles import is_role

_KEEPS_FROM = frozenset({"avoid", "refrain"})
_NO_CLAUSE = frozenset({"describe", "discuss", "cite"})
"""Verbs that no bare clause follows: a clause after them is the report's own."""
_WHOM = frozenset({"him", "her", "me", "us", "you", "them"})
_EMPTY = frozenset({"be", "do", "have", "say", "think", "know", "get", "go", "come"})
"""Verbs that say little without more."""
_SUPPOSES = frozenset({"if", "unless", "whether", "whenever"})
"""What begins a clause that does not tell what was said ("if Holt says so")."""
_NOBODY = re.compile(r"(?:neither|no|nobody|none|no one)\b", re.IGNORECASE)
_UNVERIFIED = re.compile(
    r"\b(?:unable to|not|n['’]t|never|cannot|impossible to)(?: be)?(?: \w+ly)?(?: been)?(?: \w+ly)?"
    r" (?:verif|corroborat|confirm)\w*",
    re.IGNORECASE,
)
_SHORTEST = 3
"""Words that a claim's content has at least."""
_TOLD_OF = 4
"""Words that content has at least which is no clause."""
_WORD = 24
"""Characters in which the word before content is found."""
_FELT = 16
"""Words that a quotation has at most which says only what is felt."""
_QUOTED = 6
"""Words from which a quotation is a statement though no verb was found in it."""
_GROUNDS = frozenset({"for", "over", "as", "because", "that", "after", "when", "while"})
"""Words by which it is told for what somebody is blamed."""
_BARE = 5
"""Words up to which what is judged is only named."""
_SCENE = 8
"""Words up to which what is described is only named."""
_LIKENS = frozenset({"as", "like", "how", "terms"})
_MARKS = ('"', "“", "''", "‘")
_MARKED = frozenset({"that", "how", "as", '"', "“"})


def unsaid(parsed: ParsedDocument, attribution: Attribution, whole: Span) -> bool:
    """Whether the words tell what was not said, by whom nothing was said, or of checking."""
    text = parsed.text
    if any(_NOBODY.match(s.of(text)) for s in attribution.source):
        return True
    if _UNVERIFIED.search(_frame(text, whole, attribution.content)):
        return True
    if _supposed(parsed, attribution):
        return True
    first = attribution.content[0].of(text)
    told = bool(attribution.cue) and not attribution.source
    passive = told and attribution.content[-1].end <= attribution.cue[0].start
    if passive and _NOBODY.match(first) and cue_kind(parsed, attribution) == "confirms":
        # "No picture has been verified"
        return True
    cue = parsed.cue_words(attribution)
    before = parsed.words_in(Span(max(0, whole.start), cue[0].span.start)) if cue else ()
    if cue and cue[-1].lemma == "deny" and any(w.form.lower() == "no" for w in (*before, *cue)):
        # "There's no denying that …"
        return True
    if cue and cue[0].tag == "TO" and before and before[-1].lemma in load_set("claims/ahead.txt"):
        # "is expected to accuse …"
        return True
    if cue and cue[0].tag == "MD" and cue_kind(parsed, attribution) in {"accuses", "denies"}:
        # "will accuse you of …"
        return True
    verbs = [w for w in cue if w.tag[:2] == "VB"]
    if verbs and not attribution.source and all(w.tag == "VB" for w in verbs):
        # "It is easy to criticise the length of it": nobody has.
        return True
    return negated(parsed, attribution) and not doubted(parsed, attribution)


def _supposed(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether a telling is but a condition ("If Holt ever says …", "Should Holt say …")."""
    if not attribution.source or not attribution.cue:
        return False
    start, cue = attribution.source[0].start, parsed.cue_words(attribution)
    if not cue or start > cue[0].span.start:
        return False
    words = parsed.words[parsed.sentence_at(start)]
    before = [w for w in words if w.span.end <= start]
    if not before:
        return False
    opens = before[-1].form.lower()
    inverted = opens == "should" and cue[0].tag in {"VB", "VBP"}
    return opens in _SUPPOSES or inverted or (opens == "when" and cue[0].form.lower() == "ever")


def negated(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether the cue is negated ("did not say who paid")."""
    words = parsed.cue_words(attribution)
    return any(
        negates_verb(x) or x in _KEEPS_FROM for w in words for x in (w.lemma, w.form.lower())
    )


def doubted(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether a negated cue denies ("did not accept that her cargo had exploded")."""
    lemmas = parsed.cue_lemmas(attribution)
    return negated(parsed, attribution) and bool(lemmas & load_mapping("claims/doubts.txt").keys())


def opines(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether a negated cue only says what somebody does not hold ("didn't think it was enough").

    Nobody need have said what is not held.
    """
    doubts = load_mapping("claims/doubts.txt")
    told = any(doubts.get(x) == "opinion" for x in parsed.cue_lemmas(attribution))
    return told and negated(parsed, attribution)


def _frame(text: str, whole: Span, content: Sequence[Span]) -> str:
    """An attribution's words without its content: source, cue and what joins them."""
    out, at = [], whole.start
    for span in sorted(content):
        out.append(text[at : span.start])
        at = max(at, span.end)
    return " ".join([*out, text[at : whole.end]])


def is_claim(
    parsed: ParsedDocument, attribution: Attribution, kind: str, content: Sequence[Word]
) -> bool:
    """Whether the content can be true or false."""
    cue = parsed.cue_words(attribution)
    if not content or kind in {"intends", "names", "feels"}:
        return False
    if kind == "confirms" and attribution.cue[0].start >= attribution.content[-1].end:
        # "That sale is confirmed by its notary."
        return any(w.noun for w in content)
    if sum(w.form[0].isalnum() for w in content) < _SHORTEST and kind not in {"accuses", "denies"}:
        return False
    if kind == "denies" and (turns_down(content) or _dismissed(attribution, content)):
        return False
    if kind == "denies" and (_withholds(parsed, attribution, content) or _differ(cue, content)):
        return False
    if _stands_before_noun(parsed, attribution):
        return False
    if kind == "accuses" and not any(w.noun or w.tag.startswith(("VB", "PRP")) for w in content):
        # "alleged more"
        return False
    if kind in {"accuses", "denies"}:
        return True
    told = [w for w in content if w.noun or w.tag in {"JJ", "CD", "VBG"}]
    acts = any(w.tag[:2] == "VB" and w.lemma not in _EMPTY for w in content)
    many = sum(w.form[0].isalnum() for w in content) >= _TOLD_OF
    if not told and not (acts and many):
        # "They did": true or false of nothing that it names.
        return False
    return _states(parsed, attribution, kind, content)


def _states(
    parsed: ParsedDocument, attribution: Attribution, kind: str, content: Sequence[Word]
) -> bool:
    """Whether the content states something: a clause of its own, or what a verb tells of."""
    cue = parsed.cue_words(attribution)
    cues = {w.lemma for w in cue}
    if "call" in cues and cue[-1].form in {"for", "on", "upon"}:
        # "called for the board to act": a demand.
        return False
    if quoted(parsed.text, attribution.content[0]):
        if _feels(content) or _only_asks(parsed.text, attribution, content):
            return False
        said = [w for w in content if w.form[0].isalnum()]
        return len(said) >= _QUOTED or has_main_clause(content)
    if raised(parsed, attribution):
        return True
    asked = bool(cues & load_set("claims/asking.txt"))
    if content[0].tag == "TO" or asked or _headless(parsed, attribution, content):
        return False
    if has_main_clause(content):
        bare = cues & _NO_CLAUSE and content[0].form.lower() not in _MARKED
        return not bare
    tells = any(
        w.lemma in load_set("claims/telling_of.txt")
        and not (i and cue[i - 1].tag in {"DT", "JJ", "PRP$"})
        for i, w in enumerate(cue)
    )
    if content[0].form.lower().endswith(("self", "selves")):
        # "found himself playing defence"
        return False
    if "describe" in cues and not _says_how(parsed, attribution, content):
        # "described the scene": what it was like is not told.
        return False
    told_of = tells and len(content) >= _TOLD_OF and content[0].tag not in _OPENS
    return bool(told_of) or kind == "confirms"


def _says_how(parsed: ParsedDocument, attribution: Attribution, content: Sequence[Word]) -> bool:
    cue = parsed.cue_words(attribution)
    likened = any(w.form.lower() in _LIKENS for w in (*cue, *content))
    if sum(w.form[0].isalnum() for w in content) > _SCENE:
        return True
    if not definite(content) and not any(w.tag == "POS" for w in content):
        # "described a flight four days later": that there was one is told.
        return True
    return likened or any(m in hull(attribution.content).of(parsed.text) for m in _MARKS)


def only_judges(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """ "Criticised the council": a judgment that does not say for what holds no statement."""
    judging = load_set("claims/judging.txt")
    if not parsed.cue_lemmas(attribution) & judging or len(attribution.content) > 1:
        return False
    span = attribution.content[0]
    words = parsed.words_in(span)
    if sum(w.form[0].isalnum() for w in words) > _BARE:
        return False
    if any(w.finite or w.form.lower() in _GROUNDS or w.tag == "VBG" for w in words):
        return False
    return not any(mark in span.of(parsed.text) for mark in _MARKS)


def _dismissed(attribution: Attribution, content: Sequence[Word]) -> bool:
    """ "Orr was dismissed": a deed that was done to somebody, and no denial."""
    if not attribution.cue:
        return False
    passive = content[-1].span.end <= attribution.cue[0].start
    return passive and not attribution.source and not any(w.finite for w in content)


def _withholds(parsed: ParsedDocument, attribution: Attribution, content: Sequence[Word]) -> bool:
    """ "Denied him a hearing", "rebuffed a reporter": what is done to somebody is no denial."""
    disputing = load_set("claims/disputing.txt")
    if any(w.lemma in disputing for c in attribution.cue for w in parsed.words_in(c)):
        rest = [w for w in content if w.tag[:2] not in {"RB", "PD"}]
        given = rest[1:2] and (rest[1].noun or rest[1].tag in {"DT", "PRP$", "JJ", "CD"})
        return rest[:1] != [] and rest[0].form.lower() in _WHOM and bool(given)
    head = head_index(content)
    if head is None or not attribution.cue or content[0].lemma == "that":
        return False
    if content[0].span.start < attribution.cue[-1].end or any(w.finite for w in content[:head]):
        return False
    word = content[head]
    named = any(
        m.kind is MentionKind.PERSON and m.span.covers(word.span) for m in parsed.reading.mentions
    )
    owned = any(w.tag == "POS" for w in content[head : head + 2])
    return (named or (word.noun and is_role(word.lemma))) and not owned


def _differ(cue: Sequence[Word], content: Sequence[Word]) -> bool:
    """ "Scholars disagree on how old it is": with one another, whatever each of them says."""
    differs = any(w.lemma in {"disagree", "differ"} for w in cue)
    first = cue[-1] if cue and cue[-1].tag == "IN" else content[0]
    return differs and first.form.lower() in {"on", "over", "about", "whether", "how", "who"}


def _stands_before_noun(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """ "Holt's widely criticised speech": a participle that only describes tells no statement."""
    if len(attribution.cue) != 1:
        return False
    words = parsed.words_in(attribution.cue[0])
    index = parsed.sentence_at(attribution.cue[0].start)
    if not words or index < 0 or words[-1].tag not in {"VBN", "VBD", "JJ"}:
        return False
    before = [w for w in parsed.words[index] if w.span.end <= words[-1].span.start]
    while before and before[-1].tag == "RB":
        before = before[:-1]
    after = [w for w in parsed.words[index] if w.span.start >= words[-1].span.end]
    owner = any(s.of(parsed.text)[-2:] in {"'s", "’s"} for s in attribution.source)
    opens = bool(before) and (owner or before[-1].tag in {"POS", "PRP$", "DT"})
    opens = opens and before[-1].form.lower() not in DEMONSTRATIVES | {"all"}
    return opens and bool(after) and (after[0].noun or after[0].tag in {"JJ", "CD"})


def _only_asks(text: str, attribution: Attribution, content: Sequence[Word]) -> bool:
    """Whether a quotation is one question ("Did you know of it?")."""
    said = hull(attribution.content).of(text).strip(" \"“”'’,")
    first = next((w for w in content if w.form[0].isalnum()), None)
    asks = first is not None and (first.finite or first.tag in {"WRB", "WP", "WDT"})
    return asks and said.endswith("?") and not re.search(r"[.!?…]\s", said)


def _feels(content: Sequence[Word]) -> bool:
    """Whether a quotation says but how its speaker feels ("We are pleased with the ruling")."""
    said = [w for w in content if w.form[0].isalnum() or w.form == "'m"]
    if len(said) > _FELT or len(said) < _SHORTEST or said[0].form.lower() not in {"i", "we"}:
        return False
    felt = next((w for w in said[2:] if not w.tag.startswith("RB")), None)
    be = said[1].lemma == "be" or said[1].form.lower() in {"m", "re", "'m", "'re"}
    return be and felt is not None and felt.form.lower() in load_set("claims/feelings.txt")


def _headless(parsed: ParsedDocument, attribution: Attribution, content: Sequence[Word]) -> bool:
    """Content that begins with its verb, after the cue: a piece of a sentence, not a statement.

    So is a relative clause ("a motion | that affirmed the treaty").
    """
    start = attribution.content[0].start
    after = bool(attribution.cue) and attribution.cue[0].start < start
    relative = all(w.tag in {"WP", "WDT"} for w in parsed.words_in(attribution.content[0]))
    if relative:
        # "which she said | has failed"
        return True
    if not after or len(attribution.content) > 1:
        return False
    before = parsed.words_in(Span(max(0, start - _WORD), start))
    clause = len(content) > 1 and content[0].lemma == "that" and content[1].finite
    return content[0].finite or (clause and bool(before) and before[-1].tag in {"NN", "NNS"})


_OPENS = frozenset({"WP", "WRB", "WDT", "IN", "VBN", "VBG", "TO"})
"""Tags of first words of what is no noun phrase."""
