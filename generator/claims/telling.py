"""Telling: an attribution's content as a sentence that stands alone.

Input: an attribution, its stance, the cast.  Output: text.  No word of what was said is changed,
but for pronouns that can only mean one party; what is no clause by itself is told with its verb
("Blamed the mayor for the flood.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.claims.pieces import quoted, raised
from generator.claims.pronouns import object_named, standing_alone
from generator.claims.said import what_was_said
from generator.document import Attribution, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast
from generator.findings import Stance
from generator.language.marks import single_signs
from generator.language.phrases import has_clause, has_main_clause
from generator.language.tagger import is_verb, past_of
from generator.language.wording import clean, sentence_of, without_joints
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.negation import negates_verb

_STRAY = 2
"""Words of content in another sentence that say nothing by themselves."""
_NEAR = 160
"""Characters that cue and content may lie apart to be told together."""
_GAPS = frozenset({"", ",", ";", "and", ", and", "but", ", but"})
_CLAUSE_JOINS = frozenset({"and", "but", "or", "so", "yet", "because", "although", "which", "who"})
"""Words that a comma may stand before, whether or not the telling comes between."""
_LEANS = frozenset({"IN", "VBG", "TO"})
_NOT_PAST = frozenset({"VBG", "VBZ", "VBP", "VBN", "VB"})
_HEDGES = frozenset({"almost", "nearly", "virtually"})
"""Adverbs without which a telling says more than was done ("all but accused")."""
_MERELY = frozenset({"say", "believe"})
_AUXILIARIES = frozenset({"have", "be", "do"})


def wording(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    kind: str,
    stance: Stance,
    by: Sequence[str],
    against: Sequence[str] = (),
    *,
    named: bool = False,
) -> str:
    """The content, or cue and content where that is no clause or where the cue says the stance.

    `kind` is the class of the cue, `by` the names of the speakers, `against` those of whom it is
    against; `named` says that the cue calls somebody something.
    """
    spans = what_was_said(parsed, attribution)
    words = tuple(w for s in spans for w in parsed.words_in(s))
    own = _own_words(parsed, spans)
    clause = _is_clause(parsed, spans, words)
    passive = bool(attribution.cue) and attribution.cue[0].start >= spans[-1].end and not clause
    if raised(parsed, attribution):
        return sentence_of(hull((*spans, *attribution.cue)).of(parsed.text))
    if passive and _told_after(parsed, attribution, spans, words):
        return sentence_of(own)
    if passive and attribution.source:
        whole = hull((*spans, *attribution.cue, *attribution.source))
        return sentence_of(whole.of(parsed.text))
    around = bool(attribution.cue) and spans[0].end <= attribution.cue[0].start < spans[-1].start
    points = quoted(parsed.text, spans[0]) or _that_points(words)
    if clause and around:
        alone = standing_alone(parsed, cast, attribution, spans, own, by)
        return sentence_of(alone, keep_that=points)
    plain = stance != "no_comment" and kind not in {"accuses", "denies"} and not named
    if plain and _hedges(parsed, attribution, spans):
        alone = standing_alone(parsed, cast, attribution, spans, own, by) if clause else ""
        return _hedged(parsed, attribution, spans, alone) or _with_cue(
            parsed, cast, attribution, spans, own, kind, by, against
        )
    if plain and not clause and _merely_says(parsed, attribution, words):
        return sentence_of(own)
    if not plain or not clause:
        return _with_cue(parsed, cast, attribution, spans, own, kind, by, against)
    alone = standing_alone(parsed, cast, attribution, spans, own, by)
    return sentence_of(alone, keep_that=points)


def _hedges(parsed: ParsedDocument, attribution: Attribution, spans: Sequence[Span]) -> bool:
    """Whether the cue says less than that it is so: without it a text would say more."""
    listed = parsed.cue_lemmas(attribution) & load_set("claims/hedging.txt")
    if not listed or quoted(parsed.text, spans[0]):
        return False
    return _is_verb(parsed, attribution) or _tells(parsed, attribution.cue[0])


def _hedged(
    parsed: ParsedDocument, attribution: Attribution, spans: Sequence[Span], alone: str
) -> str:
    """ "Implied that Quent knew": the verb before a clause that follows it; empty otherwise."""
    words = parsed.words_in(attribution.cue[-1])
    verbs = [w for w in words if w.tag[:2] == "VB" and w.lemma not in _AUXILIARIES]
    between = parsed.text[attribution.cue[-1].end : max(attribution.cue[-1].end, spans[0].start)]
    later = spans[0].start >= attribution.cue[-1].end
    listed = load_set("claims/hedging.txt")
    if not (alone and later and [w.lemma in listed for w in verbs] == [True]) or between.strip():
        return ""
    others = [w for w in words if w not in verbs and w.lemma not in _AUXILIARIES]
    adverbs = all(w.tag == "RB" and w.lemma not in _HEDGES for w in others)
    if not adverbs or any(negates_verb(w.lemma) for w in words):
        # "expressed doubt that …", "almost suggested that …"
        return ""
    alone = re.sub(r"^that\s+", "", alone)
    return sentence_of(f"{past_of(verbs[0].lemma).capitalize()} that {alone}")


def _that_points(words: Sequence[Word]) -> bool:
    """Whether a leading "that" is part of what was said ("that was not so", "that claim is …")."""
    if len(words) < 3 or words[0].lemma != "that":
        return False
    if words[1].finite or (words[1].tag.startswith("RB") and words[2].finite):
        return True
    return words[1].lemma in load_set("claims/said.txt") and not words[1].tag.endswith("S")


def accused_wording(parsed: ParsedDocument, attribution: Attribution, name: str) -> str:
    """ "Quent was accused of fraud": an accusation whose source the document hides."""
    start = attribution.cue[0].start
    end = max(c.end for c in (*attribution.cue, *attribution.content))
    words = parsed.words_in(Span(start, end))
    skipped = next((i for i, w in enumerate(words) if w.tag == "VBN" and w.lemma != "be"), 0)
    told = Span(words[skipped].span.start, end).of(parsed.text) if words else ""
    return sentence_of(f"{name} was {clean(told)}")


def _is_clause(parsed: ParsedDocument, spans: Sequence[Span], words: Sequence[Word]) -> bool:
    """Whether the content can be told without its cue."""
    if not words:
        return False
    first = words[0]
    if first.lemma == "that" and len(words) > 1:
        return has_clause(words) or has_main_clause(words)
    if quoted(parsed.text, spans[0]):
        return has_clause(words)
    if first.tag in {"WRB", "WP", "WDT"}:
        # "how the gate was opened": what was told of, not what was said.
        return False
    figure = len(words) > 1 and words[1].tag == "CD"
    lone = len(words) > 1 and first.tag in {"MD", "VBD", "VBZ", "VBP"}
    return (
        has_main_clause(words, sure=True)
        and not lone
        and (first.tag not in _LEANS or figure or _comma(words))
    )


def _told_after(
    parsed: ParsedDocument,
    attribution: Attribution,
    spans: Sequence[Span],
    words: Sequence[Word],
) -> bool:
    """Whether a plain telling follows what says something by itself ("If it rained, she said")."""
    cues = parsed.cue_lemmas(attribution)
    plain = bool(cues & load_set("claims/plain_cues.txt")) and "be" not in cues
    alone = quoted(parsed.text, spans[0]) or any(w.finite for w in words)
    return plain and alone and words[0].tag not in {"WP", "WDT", "WRB"}


def _merely_says(parsed: ParsedDocument, attribution: Attribution, words: Sequence[Word]) -> bool:
    """Whether the cue tells only that a clause was said ("said at least two had fled")."""
    first = words[0] if words else None
    asks = first is None or first.tag in {"WRB", "WP", "WDT"} or first.finite
    cues = parsed.cue_lemmas(attribution)
    return not asks and bool(cues & _MERELY) and has_clause(words)


def _comma(words: Sequence[Word]) -> bool:
    """Whether what leans comes before a comma and a clause ("In Brill, the dam broke")."""
    at = next((i for i, w in enumerate(words) if w.form == ","), None)
    return at is not None and not any(w.finite for w in words[:at]) and has_main_clause(words[at:])


# -- the content as running text


def _own_words(parsed: ParsedDocument, spans: Sequence[Span]) -> str:
    text = parsed.text
    if len(spans) > 1 and all(quoted(text, s) for s in spans):
        return _joined([s.of(text) for s in spans])
    own = clean(_pieced(parsed, spans))
    return own if quoted(text, spans[0]) else without_joints(own)


def _pieced(parsed: ParsedDocument, spans: Sequence[Span]) -> str:
    """Pieces of content as running text: what parts them stays, unless it is the telling."""
    text = parsed.text
    out = spans[0].of(text)
    for i, (before, span) in enumerate(pairwise(spans), start=1):
        gap = text[before.end : span.start]
        here = parsed.sentence_at(span.start)
        if parsed.sentence_at(before.start) != here:
            goes_on = any(parsed.sentence_at(s.start) == here for s in spans[i + 1 :])
            if len(parsed.words_in(span)) <= _STRAY and not goes_on:
                continue
            piece = re.sub(r"^that\s+", "", span.of(text))
            if not has_clause(parsed.words_in(before)):
                # What hangs over from the sentence before says nothing by itself.
                out = piece
                continue
            out = f"{_stopped(out)} {piece[:1].upper()}{piece[1:]}"
            continue
        if gap.strip() in _GAPS:
            out += gap
        else:
            # "The bridge, police said, collapsed": the commas belong to the telling.
            closes = span.of(text).lstrip('"“')[:1].islower() or text[span.start - 1] in '"“'
            leads = _fronted(parsed, before) and "," in (out[-1:], gap.lstrip()[:1])
            out = out.rstrip(" ,") if closes or leads else out.rstrip()
            out += ", " if leads else " "
        out += span.of(text)
    return out


def _fronted(parsed: ParsedDocument, span: Span) -> bool:
    """Whether a piece leads to the clause after it ("In the spring, she said, the dam broke")."""
    words = parsed.words_in(span)
    words = words[1:] if words and words[0].form == "that" else words
    return bool(words) and words[0].tag == "IN" and not has_main_clause(words)


def _joined(pieces: Sequence[str]) -> str:
    """Pieces of one quotation, with a stop where the next begins a sentence."""
    out = clean(pieces[0])
    for before, raw in pairwise(pieces):
        piece = clean(raw)
        stop = "." if piece[:1].isupper() and out[-1:] not in ".!?…" else ""
        if piece.partition(" ")[0] in _CLAUSE_JOINS and re.search(r",\W*$", before):
            stop = ","
        out = f"{_open_end(out)}{stop} {piece}"
    return out


def _stopped(piece: str) -> str:
    """A piece with a stop at its end, before a mark that closes there."""
    piece = single_signs(piece).rstrip(" ,;")
    if re.search(r"[.!?…][\"”’]*$", piece):
        return piece
    return re.sub(r",?((?:[’']?[\"”])?)$", r".\1", piece, count=1)


def _open_end(piece: str) -> str:
    """A piece without the comma that the telling put before its closing mark."""
    return re.sub(r",([”\"]*)$", r"\1", piece)


# -- the content with its verb


def _with_cue(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    spans: Sequence[Span],
    own: str,
    kind: str,
    by: Sequence[str],
    against: Sequence[str],
) -> str:
    """ "Denied that …": the telling without its subject, in the past."""
    text = parsed.text
    if not attribution.cue:
        return sentence_of(own)
    first, verb = _verb_start(parsed, attribution.cue[0]), _is_verb(parsed, attribution)
    nominal = not verb and not _tells(parsed, attribution.cue[0])
    if nominal and has_main_clause(parsed.words_in(spans[0])):
        # "the accusation that …": the clause says it.
        return sentence_of(own)
    if first <= spans[0].start and spans[0].start - attribution.cue[0].end < _NEAR:
        told = Span(first, spans[-1].end)
        subject = _subject(parsed, attribution, first, by)
        if subject:
            line = Span(attribution.cue[0].start, told.end).of(text)
            apart = "" if line.startswith(("'", "’")) else " "
            return sentence_of(f"{subject}{apart}{line}", keep_that=True)
        line = _told(parsed, told, verb=verb)
        return _with_object(parsed, cast, attribution, told, line, by, against)
    if kind in {"accuses", "denies"}:
        later = [clean(s.of(text)) for s in spans if s.start >= first]
        cue = _told(parsed, Span(first, attribution.cue[0].end), verb=verb).rstrip(".")
        return sentence_of(f"{cue} {' '.join(later)}" if later else f"{cue}: {own}")
    return sentence_of(own)


def _subject(
    parsed: ParsedDocument, attribution: Attribution, first: int, by: Sequence[str]
) -> str:
    """Who "was reluctant to say …": a state needs its subject, which a deed can do without."""
    state = parsed.words_in(Span(first, attribution.cue[0].end))[:1]
    if not state or state[0].lemma not in {"be", "have"} or len(attribution.source) != 1:
        return ""
    source = attribution.source[0]
    if source.end > first or not parsed.words_in(attribution.cue[0])[0].finite:
        return ""
    words = parsed.words_in(source)
    if len(words) > 1 or (words and words[0].noun):
        return source.of(parsed.text)
    return by[0] if len(by) == 1 and words and words[0].tag == "PRP" else ""


def _with_object(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    told: Span,
    line: str,
    by: Sequence[str],
    against: Sequence[str],
) -> str:
    """ "Accused him of fraud" with his name, where it is clear who is meant."""
    words = parsed.words_in(told)[1:]
    if not words or words[0].tag not in {"PRP", "PRP$"}:
        return line
    name = object_named(parsed, cast, attribution, words, by, against)
    if name is None:
        return line
    return re.sub(rf"^(\w+) {words[0].form}\b", lambda m: f"{m[1]} {name}", line, count=1)


def _verb_start(parsed: ParsedDocument, cue: Span) -> int:
    """Where the telling begins: at its verb, without "has", "also" and the like before it."""
    words = parsed.words_in(cue)
    for i, word in enumerate(words[:-1]):
        adverb = word.tag.startswith("RB") and not negates_verb(word.lemma)
        if word.lemma in _HEDGES or (word.lemma == "all" and words[i + 1].lemma == "but"):
            return word.span.start
        helps = word.lemma in _AUXILIARIES and words[i + 1].tag[:2] in {"VB", "RB"}
        helps = helps and not (word.lemma == "be" and words[i + 1].tag == "VBN")
        helps = helps and not negates_verb(words[i + 1].lemma)
        if not (adverb or helps):
            return word.span.start
    return words[-1].span.start if words else cue.start


def _told(parsed: ParsedDocument, span: Span, *, verb: bool) -> str:
    """The telling as a sentence: its verb in the past, since a report tells what was said.

    `verb`: the first word is known for a verb, whatever it was tagged as.
    """
    line = clean(span.of(parsed.text))
    words = parsed.words_in(span)
    if words and words[0].tag == "TO" and len(words) > 1:
        # "took the floor to accuse Orr"
        line, words = line[len(words[0].form) :].lstrip(), words[1:]
    if words and (words[0].tag in _NOT_PAST or verb):
        past = past_of(words[0].lemma)
        if line.startswith(words[0].form) and words[0].lemma not in _AUXILIARIES:
            line = past + line[len(words[0].form) :]
    return sentence_of(line)


def _tells(parsed: ParsedDocument, cue: Span) -> bool:
    """Whether a cue is a verb, and not a noun ("accusations") or "according to"."""
    words = parsed.words_in(cue)
    if not words or words[0].form.lower() == "according":
        return False
    return any(w.tag[:2] == "VB" or is_verb(w.lemma) for w in words)


def _is_verb(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether the cue is the verb of the source before it ("officials allege", not "the claim")."""
    cue = attribution.cue[0]
    if not attribution.source or attribution.source[-1].end > cue.start:
        return False
    between = (
        attribution.source[-1].of(parsed.text)[-2:]
        + parsed.text[attribution.source[-1].end : cue.start]
    )
    first = parsed.words_in(cue)[:1]
    listed = bool(first) and first[0].lemma in load_mapping("claims/cues.txt")
    base = (
        listed
        and is_verb(first[0].lemma)
        and first[0].form.lower() in {first[0].lemma, first[0].lemma + "s"}
    )
    return base and not re.search(r"['’]s?\s*$", between)
