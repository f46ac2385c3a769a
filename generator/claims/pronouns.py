"""Pronouns of what was said, subject or object, as names where only one party can be meant.

Input: an attribution, the pieces of its content and their text, the cast.  Output: text.  In doubt
the pronoun stays: a claim given to the wrong party is worse than one that needs its context.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.claims.pieces import quoted
from generator.claims.principals import deputy
from generator.document import Attribution, ParsedDocument, Span, Word
from generator.entities.cast import Cast
from generator.entities.entity import Entity, agrees, is_body, is_people
from generator.language.clitics import in_full, owner_of
from generator.language.marks import in_quotation
from generator.language.phrases import DETERMINERS, head_index, plural
from generator.language.wording import without_joints
from generator.lexicon import load_set
from generator.vocabulary.roles import is_role

_STANDS_FOR = {"he": "m", "she": "f", "it": "n"}
_OWNS = {"his": "m", "her": "f", "its": "n"}
_OBJECTS = {"him": "m", "his": "m", "her": "f", "it": "n", "its": "n", "them": "p"}
_FIRST = frozenset({"me", "us"})
_PARTS = frozenset("some many most several others all half percent %".split())
_FEW = frozenset({"no", "none", "few", "neither", "nobody", "one"})
"""Of whom what "they" do would be told of nobody, or of one."""
_SHARES = frozenset({"proportion", "share", "percentage", "number"})
"""What is told of several, and is not they."""
_NEAR = 320
"""Characters back within which another person may be meant."""
_PREDICATE = 4
"""Words within which a pronoun's verb tells what it does."""
_ASIDE = 30
"""Characters between the several who speak and their verb, at most."""
_OWNER = 5
"""Words of a name that an owner's mark can close."""
_SUBJECT = 10
"""Words of theirs that can be a subject."""
_NEXT = 20
"""Characters in which the word after a mention begins and ends."""


def standing_alone(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    spans: Sequence[Span],
    own: str,
    by: Sequence[str],
) -> str:
    """The content, its first word replaced where it is a pronoun that can mean one party only."""
    words = parsed.words_in(spans[0])
    if not words or quoted(parsed.text, spans[0]) or in_quotation(parsed, words[0].span):
        return own
    words = words[1:] if words[0].lemma == "that" and len(words) > 1 else words
    told_first = bool(attribution.source) and attribution.source[0].start < words[0].span.start
    name = _name_for(parsed, cast, attribution, words, by) if told_first else None
    if name is None:
        return own
    return without_joints(put_name(own, words, name) or own)


def put_name(text: str, words: Sequence[Word], name: str, *, quotes: bool = False) -> str | None:
    """A text that opens with the pronoun that words begin with, told with the name for it.

    "He's" is told as "Orr is"; None where the verb is open.  With `quotes`, what is put stands
    in brackets, as in a quotation it has to.
    """
    head, verb = words[0].form, ""
    after = words[1] if len(words) > 1 and words[1].span.start == words[0].span.end else None
    if after is not None and after.form[:1] in {"'", "’"} and after.form[1:].isalpha():
        helps = in_full(words[1:])
        if helps is None:
            return None
        head, verb = head + after.form, f" {helps}"
    shape = re.escape(head).replace("'", "['’]")
    pattern = rf"^(?P<mark>[\"“‘]?)(?:that )?{shape}\b(?!['’])"
    put = f"[{name}{verb}]" if quotes else f"{name}{verb}"
    out, done = re.subn(pattern, lambda m: m["mark"] + put, text, count=1, flags=re.IGNORECASE)
    return out if done else None


def _name_for(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    words: Sequence[Word],
    by: Sequence[str],
) -> str | None:
    """What to put for the pronoun that words begin with; None where it stays."""
    head = words[0]
    form = head.form.lower()
    if form == "they":
        return _several(parsed, cast, attribution, words[1:], by)
    owns = form in _OWNS and head.tag == "PRP$"
    if owns and not _owned(words[1:]):
        return None
    wanted = _OWNS[form] if owns else _STANDS_FOR.get(form)
    if wanted is None or (form == "it" and not _acts(words[1:])):
        return None
    speakers = [e for e in cast.entities if e.name in by]
    spoken_for = deputy(parsed, cast, attribution, speakers, wanted)
    if owns and (spoken_for is not None or _rivalled(cast, attribution, head, by)):
        # "her lawyer said his client was ill", "he mocked Holt, saying his plan failed"
        return None
    if spoken_for is not None and not _in_person(words[1:]):
        meant = spoken_for.principal
    elif _is_many(parsed, attribution) or (not by and _describes(parsed, attribution)):
        # No "he" means them, nor a work whose author nobody tells.
        meant = _third(cast, head, wanted)
    else:
        meant = _meant(cast, head, wanted, by)
    if meant is None:
        return None
    name = _as_subject(parsed, attribution, meant)
    if owns:
        plain = len(name.split()) <= _OWNER and not re.search(r"['’]s? ", name)
        return owner_of(name) if plain else None
    return name


def object_named(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    words: Sequence[Word],
    by: Sequence[str],
    against: Sequence[str],
) -> str | None:
    """The name for the pronoun that these words of the telling begin with; None where it may stay.

    Whom the statement is against is meant where the pronoun agrees; else a third person, where
    nobody else can be.  A name within a quotation stands in brackets.
    """
    pronoun, form = words[0], words[0].form.lower()
    owns = form in {"his", "its"} or (form == "her" and _owned(words[1:]))
    if form == "her" and words[1:] and words[1].tag in {"VBG", "VB"}:
        # "Her leaving" and "she, leaving" look alike, as do "her record" and "she record".
        return None
    wanted = _OBJECTS.get(form)
    if wanted is None and form not in _FIRST:
        return None
    targets = [e for e in cast.entities if e.name in against]
    fitting = [e for e in targets if wanted is None or agrees(e, wanted)]
    if len(against) == 1 and fitting and against[0] not in by:
        meant: Entity | None = fitting[0]
    else:
        meant = _third(cast, pronoun, wanted) if wanted in {"m", "f"} and not against else None
    read = cast.resolve(pronoun.span, create=False) if wanted else ()
    if meant is None or meant.name in by or not meant.name[:1].isupper():
        return None
    if read and meant not in read:
        return None
    name = re.sub("^The ", "the ", _as_subject(parsed, attribution, meant))
    if owns:
        name = owner_of(name)
    return f"[{name}]" if in_quotation(parsed, pronoun.span) else name


def _owned(words: Sequence[Word]) -> bool:
    """Whether a noun phrase goes on after "her"."""
    rest = [w for w in words[:_PREDICATE] if not w.tag.startswith("RB")]
    return bool(rest) and (rest[0].noun or rest[0].tag in {"JJ", "JJR", "JJS", "CD", "VBN"})


def _acts(words: Sequence[Word]) -> bool:
    """Whether "it" with these words after it does something, as only a body can.

    "It was in answer to a raid", "it is sad that …", "it would take years" tell of no body.
    """
    rest = [w for w in words[:_PREDICATE] if w.tag != "MD" and not w.tag.startswith("RB")]
    while len(rest) > 1 and rest[0].lemma == "have":
        rest = rest[1:]
    if not rest:
        return False
    if rest[0].lemma == "be":
        doing = rest[1:2]
        return any(w.tag == "VBG" or w.lemma in load_set("claims/agents.txt") for w in doing)
    return rest[0].lemma not in load_set("claims/impersonal.txt")


def _in_person(words: Sequence[Word]) -> bool:
    """Whether the words tell of the one who speaks ("he could not comment")."""
    return any(w.lemma in load_set("claims/in_person.txt") for w in words[:_PREDICATE])


def _is_many(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether several speak, whom no "he" can mean ("her advisers")."""
    words = parsed.words_in(attribution.source[0])
    head = head_index(words) if words else None
    return head is not None and words[head].tag == "NNS" and words[0].tag != "CD"


def _describes(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether the source is told by a noun ("a story often told"), not by a pronoun."""
    words = parsed.words_in(attribution.source[0])
    head = head_index(words) if words else None
    return head is not None and words[head].tag == "NN"


def _rivalled(cast: Cast, attribution: Attribution, pronoun: Word, by: Sequence[str]) -> bool:
    """Whether an owner may be another than the speaker, of whom the words before it tell."""
    source = attribution.source[0]
    if any(w.tag == "PRP$" for w in cast.parsed.words_in(source)[:1]):
        # "his manager said his streak would go on"
        return True
    wanted = _OWNS[pronoun.form.lower()]
    between = Span(source.end, pronoun.span.start)
    return any(agrees(e, wanted) and e.name not in by for e in cast.named_in(between))


def _several(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    after: Sequence[Word],
    by: Sequence[str],
) -> str | None:
    """The several who speak, as the text tells who they are ("most of the miners said they").

    `after` are the words after "they".
    """
    if len(attribution.source) != 1 or not attribution.cue or len(by) > 2:
        return None
    source, cue = attribution.source[0], attribution.cue[0]
    if not 0 < cue.start - source.end < _ASIDE:
        return None
    told = parsed.words_in(cue)
    if not any(w.tag.startswith("VB") for w in told) or any(w.lemma == "doubt" for w in told):
        return None
    if re.search(r"\bof (?:the )?$", parsed.text[max(0, source.start - _NEXT) : source.start]):
        # "the share of | miners who say they …": not all of them.
        return None
    words = parsed.words_in(source)
    head = head_index(words) if words else None
    if head is None:
        return None
    asked = words[head].tag == "CD" or any(w.lemma in _PARTS or w.form == "%" for w in words)
    if not asked and _happened(after) and _others_told(parsed, cast, attribution, by):
        # What those who are asked in a poll say is of themselves.
        return None
    if words[head].tag in {"PRP", "WP", "WDT"}:
        many = [e for e in cast.entities if e.name in by and e.many]
        return _as_subject(parsed, attribution, many[0]) if len(by) == len(many) == 1 else None
    plain = len(words) <= _SUBJECT and not any(
        w.finite or w.tag in {"WP", "WDT", "PRP", "PRP$"} or w.form in ",:;" for w in words
    )
    speak = [e for e in cast.entities if e.name in by]
    named = len(speak) > 1 or any(e.many or e.kind == "group" for e in speak)
    return source.of(parsed.text) if plain and _are_several(words, head, named=named) else None


def _happened(words: Sequence[Word]) -> bool:
    """Whether words tell a deed ("had stolen the boat"), which others may have done."""
    verb = next((w for w in words if w.finite), None)
    return verb is not None and verb.tag == "VBD" and verb.lemma != "be"


def _others_told(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, by: Sequence[str]
) -> bool:
    """Whether "they" may be others, told of just before ("Two men fled. Police said they …")."""
    source = attribution.source[0]
    here = parsed.sentence_at(source.start)
    near = parsed.sentences[max(0, here - 1)].start if here >= 0 else source.start
    before = Span(near, source.start)
    own = {w.lemma for w in parsed.words_in(source)}
    told = any(
        w.tag in {"NNS", "NNPS"} and w.lemma not in own and (is_people(w) or is_role(w.lemma))
        for w in parsed.words_in(before)
    )
    return told or any(
        (e.many or e.kind == "group") and e.name not in by for e in cast.named_in(before)
    )


def _are_several(words: Sequence[Word], head: int, *, named: bool) -> bool:
    """Whether a noun phrase means several people ("aides", "most of the miners", "26%").

    With `named`, those whom it names are: "Democrats", "Lund and Orr".
    """
    first = words[0].lemma
    if first in _FEW or words[head].lemma in _SHARES:
        return False
    if words[head].tag == "NNS" or words[head].lemma in {"people", "police"}:
        return True
    if words[head].tag == "NNPS" or (len(words) > 2 and any(w.form == "and" for w in words)):
        return named
    if words[head].tag in {"DT", "JJ", "CD"} or words[head].lemma in _PARTS:
        # "some", "just three in ten", "about half of the miners"
        return any(w.lemma in _PARTS or w.tag == "CD" for w in words[: head + 1])
    inner = head_index(words[head + 2 :]) if words[head + 1 : head + 2] else None
    of = inner is not None and words[head + 1].form == "of"
    return of and inner is not None and plural(words[head + 2 + inner])


def _meant(cast: Cast, pronoun: Word, wanted: str, by: Sequence[str]) -> Entity | None:
    """The speaker, where the pronoun agrees; a third person only where nobody else can be meant."""
    fitting = [e for e in cast.entities if e.name in by and agrees(e, wanted)]
    if len(by) == 1 and fitting:
        read = cast.resolved.get(pronoun.span)
        return fitting[0] if not read or read[0].name == by[0] else None
    return _third(cast, pronoun, wanted) if len(by) == 1 else None


def _third(cast: Cast, pronoun: Word, wanted: str) -> Entity | None:
    """A third person, where nobody else can be meant."""
    if wanted == "n":
        return None
    found = cast.resolve(pronoun.span, create=False)
    if len(found) != 1 or found[0].kind != "person" or not found[0].name:
        return None
    if found[0].name.split()[-1][:1].islower():
        # Whom the text only describes may be anybody.
        return None
    near = [
        e
        for e in cast.entities
        if e.name
        and agrees(e, wanted)
        and any(0 <= pronoun.span.start - m.start < _NEAR for m in e.mentions)
    ]
    return found[0] if near in ([], [found[0]]) else None


def _as_subject(parsed: ParsedDocument, attribution: Attribution, entity: Entity) -> str:
    """The entity's name as a subject: a description and some bodies have their article."""
    name = entity.name
    if entity.kind == "person" and name[:1].isupper() and name.split()[-1][:1].isupper():
        return name
    if re.search(r"['’]s? ", name):
        # "Orr's lawyer" has its article in the name; "child's uncle" has lost it.
        return name if name[:1].isupper() else f"The {name}"
    alone = [m for m in entity.mentions if m.of(parsed.text) in name and _is_head(parsed, m)]
    with_article = [
        m for m in alone if parsed.text[max(0, m.start - 4) : m.start].lower() == "the "
    ]
    a_body = not alone and " " in name and is_body(name.split()[-1].lower())
    if a_body or (with_article and 2 * len(with_article) >= len(alone)):
        return f"The {name}"
    first = parsed.words_in(attribution.source[0]) if attribution.source else ()
    owned = bool(first) and (first[0].tag in {"PRP$", "NNP"} and first[0].tag not in DETERMINERS)
    described = name[:1].islower() or name.split()[-1][:1].islower()
    common = described and not entity.many
    return f"The {name}" if common and not owned else name


def _is_head(parsed: ParsedDocument, mention: Span) -> bool:
    """Whether a mention is no part of a longer phrase ("the Brill mayor", "the Brill's gate")."""
    after = parsed.words_in(Span(mention.end, mention.end + _NEXT))
    return not after or not (after[0].noun or after[0].tag in {"POS", "JJ"})
