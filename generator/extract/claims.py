"""Claims: which attributions are statements on facts, and whose, how, against whom.

Stage: extraction.  Input: a parsed document, its cast, its time expressions.  Output: statements
in document order.  An attribution becomes a claim when its content can be true or false; plans,
wishes, feelings, names and scare quotes are left out.  Nothing is paired here: see
`generator/compete.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.claims.attributions import complete
from generator.claims.blame import accused_of, brands, passively_accused, slights
from generator.claims.denial import denied_by
from generator.claims.stance import cue_kind, declines, stance_of, turns_down
from generator.document import Attribution, BlockKind, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast
from generator.findings import Stance, Statement, TimeExpression
from generator.language.phrases import has_clause
from generator.language.wording import clean, sentence_of, speak

_NEGATED = re.compile(
    r"\b(?:did|do|does|would|will|could|has|have|had)(?: not|n['’]t) (?:\w+ly )?"
    r"(?:say|said|specify|specified|name|named|identify|identified|disclose|disclosed|reveal|explain"
    r"|accuse|blame|allege|charge|claim|suggest|imply|argue)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:neither|no|nobody|none|no one)\b", re.IGNORECASE)
_TELLS = frozenset({"tell", "warn", "inform", "remind", "assure", "notify", "advise", "convince"})
"""Verbs whose object is a hearer."""
_UNVERIFIED = re.compile(
    r"\b(?:unable to|not|n['’]t|never|cannot|impossible to)(?: be)?(?: \w+ly)?(?: been)?(?: \w+ly)?"
    r" (?:verif|corroborat|confirm)\w*",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:told|tell|tells|interview with|quoted by|reported by|statement to|speaking to"
    r"|according to)\s+",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:\s+[\w.’'-]+){0,4}?\s+(?:(?:on|in|late|early)\s+)*", re.IGNORECASE)
_OPENING = re.compile(r"(?:[“\"]|(?:on|in|late|early|earlier)\s+)*", re.IGNORECASE)
_EVIDENT = 0.45
"""Share of a claim's evidence that the content makes up at least, so that it stays the point."""
_TINY = 12
"""Characters of content ("them", "it") that mean nothing without their cue."""
_SHORTEST = 3
"""Words that a claim's content has at least."""
_ASIDE = 8
"""Words that a time or a hearer takes at most before the clause of the content."""
_STRAY = 2
"""Words of content in another sentence that say nothing by themselves."""
_OUTSIDE = frozenset(
    {BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.CAPTION, BlockKind.CREDIT,
     BlockKind.BYLINE, BlockKind.DATE, BlockKind.NOTICE}
)  # fmt: skip


def find_statements(
    parsed: ParsedDocument, cast: Cast, times: Sequence[TimeExpression]
) -> tuple[Statement, ...]:
    """The document's claims, in document order."""
    out: list[Statement] = []
    for attribution in sorted(complete(parsed), key=lambda a: hull(a.content)):
        if not _told(parsed, attribution):
            continue
        statement = _state(parsed, cast, times, attribution, out)
        if statement is None or any(_repeats(statement, s) for s in out):
            continue
        out.append(statement)
    return tuple(out)


def _told(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether an attribution stands in the story; headlines say again what the story says."""
    at = attribution.content[0]
    return not any(b.kind in _OUTSIDE and b.span.overlaps(at) for b in parsed.source.blocks)


def _repeats(one: Statement, other: Statement) -> bool:
    a, b = hull(one.attribution.content), hull(other.attribution.content)
    same = min(a.end, b.end) - max(a.start, b.start)
    return same > 0.8 * min(a.end - a.start, b.end - b.start) and one.by == other.by


def _state(
    parsed: ParsedDocument,
    cast: Cast,
    times: Sequence[TimeExpression],
    attribution: Attribution,
    earlier: Sequence[Statement],
) -> Statement | None:
    """One attribution's statement, or None where it is no claim."""
    text = parsed.text
    whole = hull((*attribution.source, *attribution.cue, *attribution.content))
    around = _sentences(parsed, whole)
    kind = cue_kind(parsed, attribution)
    content = tuple(w for c in attribution.content for w in parsed.words_in(c))
    if attribution.cue and _NEGATED.search(
        text[max(0, attribution.cue[0].start - 20) : attribution.cue[-1].end]
    ):
        return None
    if any(_NOBODY.match(s.of(text)) for s in attribution.source):
        return None
    silent = declines(parsed, attribution)
    if _UNVERIFIED.search(_frame(text, whole, attribution.content)):
        return None
    branding = brands(parsed, attribution, content)
    if not silent and not branding and not _is_claim(text, attribution, kind, content):
        return None
    by = _speakers(cast, attribution)
    sure = 1.0 if by else 0.4
    if not by and not attribution.source and _quotes(text, attribution.content[0]) and earlier:
        by, sure = earlier[-1].by, 0.6
    accused: tuple[str, ...]
    if passively_accused(parsed, attribution, kind):
        # "Quent was accused of fraud": the source is the accused, and who accuses is hidden.
        by, accused = (), by
    else:
        accused = tuple(e.name for e in accused_of(parsed, cast, attribution, kind, by))
    stance: Stance = "no_comment" if silent else stance_of(kind, content, accused)
    against = accused if stance == "accuses" else ()
    if stance == "asserts" and branding:
        stance = "accuses"
    if stance == "asserts" and slights(content) and earlier and set(earlier[-1].by) - set(by):
        stance, against = "accuses", earlier[-1].by
    if stance == "denies":
        against = denied_by(parsed, cast, attribution, by, earlier)
    evidence = _evidence(text, attribution)
    return Statement(
        attribution=attribution,
        by=by,
        stance=stance,
        against=against,
        text=_wording(parsed, cast, attribution, kind, stance, content),
        evidence=evidence,
        via=_channel(parsed, cast, attribution, around, by),
        said=_said_on(times, attribution, around, text),
        sureness=sure * (0.7 if any(_is_pronoun(parsed, s) for s in attribution.source) else 1.0),
    )


def _sentences(parsed: ParsedDocument, span: Span) -> Span:
    first, last = parsed.sentence_at(span.start), parsed.sentence_at(span.end - 1)
    if first < 0:
        return span
    return hull((parsed.sentences[first], parsed.sentences[last], span))


def _frame(text: str, whole: Span, content: Sequence[Span]) -> str:
    """An attribution's words without its content: source, cue and what joins them."""
    out, at = [], whole.start
    for span in sorted(content):
        out.append(text[at : span.start])
        at = max(at, span.end)
    return " ".join([*out, text[at : whole.end]])


# -- what is a claim


def _is_claim(text: str, attribution: Attribution, kind: str, content: Sequence[Word]) -> bool:
    """Whether the content can be true or false."""
    if kind in {"intends", "names", "feels"}:
        return False
    if kind == "confirms" and attribution.cue[0].start >= attribution.content[-1].end:
        # "The meeting was confirmed by the mayor."
        return any(w.noun for w in content)
    if sum(w.form[0].isalnum() for w in content) < _SHORTEST and kind not in {"accuses", "denies"}:
        return False
    if kind == "denies" and turns_down(content):
        return False
    if kind == "accuses" and not any(w.noun or w.tag.startswith(("VB", "PRP")) for w in content):
        # "alleged more"
        return False
    if kind in {"accuses", "denies"}:
        return True
    if not any(w.noun or w.tag in {"JJ", "CD"} or w.tag == "VBG" for w in content):
        # "They did": true or false of nothing that it names.
        return False
    quoted = _quotes(text, attribution.content[0])
    first = content[0] if content else None
    if first is not None and first.tag == "TO" and not quoted:
        return False
    if quoted and len(content) >= 6:
        return True
    return has_clause(content)


def _quotes(text: str, span: Span) -> bool:
    return span.of(text).lstrip()[:1] in {'"', "“", "‘", "'"} or text[
        max(0, span.start - 1) : span.start
    ] in {'"', "“"}


# -- who


def _speakers(cast: Cast, attribution: Attribution) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source in attribution.source:
        for entity in cast.resolve(source):
            found[entity.name] = None
    return tuple(found)


def _is_pronoun(parsed: ParsedDocument, span: Span) -> bool:
    words = parsed.words_in(span)
    return len(words) == 1 and words[0].tag in {"PRP", "WP", "DT"}


# -- its words


def _evidence(text: str, attribution: Attribution) -> Span:
    """The exact words: content and cue, and the source where it stands beside them."""
    content = hull(attribution.content)
    size = content.end - content.start
    out = content
    for part in (*attribution.cue, *attribution.source):
        wider = hull((out, part))
        if size >= _EVIDENT * (wider.end - wider.start) or size < _TINY:
            out = wider
    return _tidied(text, out)


def _tidied(text: str, span: Span) -> Span:
    """Takes in a closing mark that belongs to the span, and drops white space at its edges."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end < len(text) and text[end] in '”"’.!?' and end - span.end < 2:
        end += 1
    if start > 0 and text[start - 1] in '“"':
        start -= 1
    return Span(start, end)


def _wording(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    kind: str,
    stance: Stance,
    content: Sequence[Word],
) -> str:
    """A sentence that stands alone: the content, or cue and content where that is no clause."""
    text = parsed.text
    spans = sorted(attribution.content)
    cue_words = {w.lemma for c in attribution.cue for w in parsed.words_in(c)}
    spans = [_from_clause(parsed, spans[0], hearer=bool(cue_words & _TELLS)), *spans[1:]]
    own = clean(_pieced(parsed, spans))
    if len(spans) > 1 and all(_quotes(text, s) for s in spans):
        own = _joined([clean(s.of(text)) for s in spans])
    figure = len(content) > 1 and content[1].tag == "CD"
    clause = has_clause(content) and (content[0].tag not in {"IN", "VBG", "TO"} or figure)
    if content and content[0].lemma == "that" and len(content) > 1:
        clause = has_clause(content)
    passive = bool(attribution.cue) and attribution.cue[0].start >= spans[-1].end and not clause
    if passive and attribution.source:
        return sentence_of(hull((*spans, *attribution.cue, *attribution.source)).of(text))
    if stance == "no_comment" or kind in {"accuses", "denies"} or not clause:
        first = attribution.cue[0] if attribution.cue else spans[0]
        if attribution.cue and first.end <= spans[0].start and spans[0].start - first.end < 160:
            return speak(text[first.start : spans[-1].end])
        if attribution.cue and kind in {"accuses", "denies"}:
            later = [clean(s.of(text)) for s in spans if s.start >= first.end]
            return speak(
                f"{first.of(text)} {' '.join(later)}" if later else f"{first.of(text)}: {own}"
            )
        return sentence_of(own)
    first_word = content[0] if content[0].lemma != "that" else content[min(1, len(content) - 1)]
    if first_word.tag == "PRP" and not _quotes(text, spans[0]):
        meant = cast.resolve(first_word.span, create=False)
        if len(meant) == 1 and meant[0].name:
            own = re.sub(
                rf"^(that )?{re.escape(first_word.form)}\b",
                meant[0].name,
                own,
                count=1,
                flags=re.IGNORECASE,
            )
    return sentence_of(own)


def _pieced(parsed: ParsedDocument, spans: Sequence[Span]) -> str:
    """Pieces of content as running text: what parts them stays, unless it is the telling."""
    text = parsed.text
    out = spans[0].of(text)
    for before, span in pairwise(spans):
        gap = text[before.end : span.start]
        if parsed.sentence_at(before.start) != parsed.sentence_at(span.start):
            if len(parsed.words_in(span)) <= _STRAY:
                continue
            piece = re.sub(r"^that\s+", "", span.of(text))
            if not has_clause(parsed.words_in(before)):
                # What hangs over from the sentence before says nothing by itself.
                out = piece
                continue
            out = out.rstrip(" ,;") + ("" if out.rstrip()[-1:] in ".!?" else ".") + " "
            out += piece[:1].upper() + piece[1:]
            continue
        out += gap if gap.strip() in {"", ",", ";", "and", ", and", "but", ", but"} else " "
        out += span.of(text)
    return out


def _from_clause(parsed: ParsedDocument, span: Span, *, hearer: bool) -> Span:
    """Content without what belongs to the telling ("for years that …", "the mayor that …")."""
    words = parsed.words_in(span)
    that = next((i for i, w in enumerate(words[:_ASIDE]) if w.form == "that"), None)
    if not that or any(w.finite for w in words[:that]) or not has_clause(words[that:]):
        return span
    before = parsed.words_in(Span(max(0, span.start - 12), span.start))
    told = Span(words[0].span.start, words[that - 1].span.end)
    hearer = hearer or any(m.span.covers(told) for m in parsed.reading.mentions)
    if words[0].tag == "IN" or hearer or (before and before[-1].tag in {"IN", "TO"}):
        return Span(words[that].span.start, span.end)
    return span


def _joined(pieces: Sequence[str]) -> str:
    """Pieces of one quotation, with a stop where the next begins a sentence."""
    out = pieces[0]
    for piece in pieces[1:]:
        stop = "." if piece[:1].isupper() and out[-1:] not in ".!?…" else ""
        out = f"{out}{stop} {piece}"
    return out


# -- channel and date


def _channel(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, around: Span, by: tuple[str, ...]
) -> str | None:
    """The channel: "told Reuters", "quoted by TASS", "TASS quoted the mayor as saying"."""
    text = parsed.text
    if any(w.lemma in {"quote", "cite"} for c in attribution.cue for w in parsed.words_in(c)):
        before = cast.named_in(Span(around.start, attribution.cue[0].start))
        if before and before[-1].kind == "organisation" and before[-1].name not in by:
            return before[-1].name
    for match in _TOLD.finditer(text, around.start, around.end):
        if any(c.start <= match.start() < c.end for c in attribution.content):
            continue
        window = Span(match.end(), min(around.end, match.end() + 60))
        for entity in cast.named_in(window):
            near = min((m.start for m in entity.mentions if window.covers(m)), default=window.end)
            between = text[match.end() : near]
            near_enough = "," not in between and len(between) < 30
            if entity.kind == "organisation" and near_enough and entity.name not in by:
                return entity.name
    return None


def _said_on(
    times: Sequence[TimeExpression], attribution: Attribution, around: Span, text: str
) -> str | None:
    """The date on which it was said: beside the cue, or at the head of the sentence."""
    if not attribution.cue:
        return None
    cue = hull(attribution.cue)
    near = []
    for time in times:
        inside = any(c.overlaps(time.span) for c in attribution.content)
        if inside or not time.date or time.kind not in {"date", "time"}:
            continue
        if not around.covers(time.span):
            continue
        after = text[cue.end : time.span.start]
        opening = text[around.start : time.span.start]
        if (cue.end <= time.span.start and _BESIDE.fullmatch(after)) or _OPENING.fullmatch(opening):
            near.append(time.date)
    return near[0] if len(set(near)) == 1 else None
