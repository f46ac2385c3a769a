"""Claims: which attributions are statements on facts, and whose, how, against whom.

Stage: extraction.  Input: a parsed document, its cast, its time expressions.  Output: statements
in document order.  `generator/claims/` says which attributions are claims, what their stance is,
whom they are against and how they read.  Nothing is paired here: see `generator/compete.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.claims.admission import doubted, is_claim, only_judges, opines, unsaid
from generator.claims.attributions import complete
from generator.claims.blame import characterises, passively_accused
from generator.claims.channel import channel_of, said_on, spread
from generator.claims.pieces import quoted
from generator.claims.position import position_of
from generator.claims.said import what_was_said
from generator.claims.stance import announced, cue_kind, declines
from generator.claims.telling import accused_wording, wording
from generator.document import Attribution, BlockKind, ParsedDocument, Span, hull
from generator.entities.cast import Cast
from generator.findings import Stance, Statement, TimeExpression
from generator.language.phrases import has_main_clause

_EVIDENT = 0.45
"""Share of a claim's evidence that the content makes up at least, so that it stays the point."""
_TOLD_SO = 0.36
"""The same, where only the cue is added: without it "the charge" is no evidence of a denial."""
_NEXT = 10
"""Characters in which the word before a pronoun is found."""
_RELATIVE = frozenset({"who", "whom", "which"})
_TINY = 12
"""Characters of content ("them", "it") that mean nothing without their cue."""
_TITLES = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEAD})
_OUTSIDE = frozenset(
    {*_TITLES, BlockKind.CAPTION, BlockKind.CREDIT,
     BlockKind.BYLINE, BlockKind.DATE, BlockKind.NOTICE}
)  # fmt: skip


_NEAR = 50
"""Statements back to one whose words a statement can share."""


def find_statements(
    parsed: ParsedDocument, cast: Cast, times: Sequence[TimeExpression]
) -> tuple[Statement, ...]:
    """The document's claims, in document order."""
    out: list[Statement] = []
    judged: Statement | None = None
    for attribution in sorted(complete(parsed), key=lambda a: hull(a.content)):
        if not _told(parsed, attribution):
            continue
        statement = _state(parsed, cast, times, attribution, out)
        if statement is None or any(_repeats(statement, s) for s in out[-_NEAR:]):
            continue
        if statement.stance == "accuses" and only_judges(parsed, attribution):
            judged = statement
            continue
        out.append(_grounds(parsed, judged, statement))
    return spread(parsed, out)


def _grounds(parsed: ParsedDocument, judged: Statement | None, statement: Statement) -> Statement:
    """ "She criticised the council, saying it slept": what is said is said against it."""
    if judged is None or not judged.against or judged.by != statement.by:
        return statement
    first, then = hull(judged.attribution.content), hull(statement.attribution.content)
    same = parsed.sentence_at(first.start) == parsed.sentence_at(then.start)
    cue = parsed.cue_words(statement.attribution)
    if not same or statement.stance != "asserts" or not cue or cue[0].tag != "VBG":
        return statement
    return replace(statement, stance="accuses", against=judged.against)


def _told(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether an attribution stands in the story; headlines say again what the story says.

    What follows a subhead is not the content of a cue within it.
    """
    at = attribution.content[0]
    return not any(
        (b.kind in _OUTSIDE and b.span.overlaps(at))
        or (b.kind in _TITLES and any(b.span.overlaps(cue) for cue in attribution.cue))
        for b in parsed.source.blocks
    )


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
    content = tuple(w for s in what_was_said(parsed, attribution) for w in parsed.words_in(s))
    silent = declines(parsed, attribution)
    if not silent and unsaid(parsed, attribution, whole):
        return None
    if doubted(parsed, attribution):
        kind = "denies"
    charges = "accuses" if kind == "asserts" and announced(parsed, attribution) else kind
    view = characterises(parsed, attribution, content)
    if not silent and not view and not is_claim(parsed, attribution, kind, content):
        return None
    by = _speakers(cast, attribution)
    if not by and _writer(parsed, attribution):
        return None
    meant = _object_of_relative(parsed, cast, attribution)
    if meant and by == meant:
        # "Quent, whom she has called a liar": the speaker is not whom the clause is about.
        by = earlier[-1].by if earlier and earlier[-1].by != meant else ()
    sure = 1.0 if by else 0.4
    loose = not by and not attribution.source and quoted(text, attribution.content[0])
    if loose and earlier and not hull(earlier[-1].attribution.content).covers(whole):
        by, sure = earlier[-1].by, 0.6
    stance: Stance = "no_comment"
    against: tuple[str, ...] = ()
    hidden = passively_accused(parsed, attribution, kind)
    if hidden:
        # "Quent was accused of fraud": the source is the accused, and who accuses is hidden.
        by, stance, against = (), "accuses", by
    elif not silent:
        stance, against = position_of(parsed, cast, attribution, charges, content, by, earlier)
    if stance == "denies" and not against and opines(parsed, attribution):
        stance = "asserts"
    if stance == "accuses" and not against and meant != by:
        against = meant
    told = wording(parsed, cast, attribution, kind, stance, by, against, named=view is not None)
    if (hidden or _in_the_passive(parsed, attribution, kind)) and len(against) == 1:
        told = accused_wording(parsed, attribution, against[0])
    return Statement(
        attribution=attribution,
        by=by,
        stance=stance,
        against=against,
        text=told,
        evidence=_evidence(parsed, attribution),
        via=channel_of(parsed, cast, attribution, around, by),
        said=said_on(times, attribution, around, text),
        sureness=sure * (0.7 if any(_is_pronoun(parsed, s) for s in attribution.source) else 1.0),
    )


def _sentences(parsed: ParsedDocument, span: Span) -> Span:
    first, last = parsed.sentence_at(span.start), parsed.sentence_at(span.end - 1)
    if first < 0:
        return span
    return hull((parsed.sentences[first], parsed.sentences[last], span))


# -- who


def _in_the_passive(parsed: ParsedDocument, attribution: Attribution, kind: str) -> bool:
    """Whether an accusation is told of the accused ("Quent was accused of fraud by Orr")."""
    words = parsed.cue_words(attribution)
    verb = next((i for i, w in enumerate(words) if w.tag == "VBN" and w.lemma != "be"), None)
    return kind == "accuses" and verb is not None and any(w.lemma == "be" for w in words[:verb])


def _speakers(cast: Cast, attribution: Attribution) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source in attribution.source:
        if source.of(cast.parsed.text).lower() == "what":
            continue
        for entity in cast.resolve(source):
            found[entity.name] = None
    return tuple(found)


def _writer(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether the author or the reader is the source ("I don't think …", "you might say")."""
    words = [w for s in attribution.source for w in parsed.words_in(s)]
    return len(words) == 1 and words[0].form.lower() in {"i", "we", "you", "one"}


def _object_of_relative(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution
) -> tuple[str, ...]:
    """Of whom a relative clause is said whose subject speaks ("Quent, whom she called …")."""
    if len(attribution.source) != 1:
        return ()
    source = attribution.source[0]
    before = parsed.words_in(Span(max(0, source.start - _NEXT), source.start))
    relative = next((w for w in before[-2:] if w.form.lower() in _RELATIVE), None)
    if relative is None or any(w.noun or w.form == "," for w in before[-1:]):
        return ()
    return tuple(e.name for e in cast.resolve(relative.span, create=False) if e.name)


def _is_pronoun(parsed: ParsedDocument, span: Span) -> bool:
    words = parsed.words_in(span)
    return len(words) == 1 and words[0].tag in {"PRP", "WP", "DT"}


# -- its words


def _evidence(parsed: ParsedDocument, attribution: Attribution) -> Span:
    """The exact words: content and cue, and the source where it stands beside them.

    Where a denial tells of the claim ("Holt denies Orr's claim that …"), the rest is the denial's.
    """
    text = parsed.text
    content = hull(attribution.content)
    words = [w for c in attribution.content for w in parsed.words_in(c)]
    if has_main_clause(words) and any(
        cue_kind(parsed, other) == "denies"
        for other in parsed.reading.attributions
        for c in other.content
        for frame in attribution.source[:1]
        if other.cue and c.covers(frame) and not c.overlaps(other.cue[0])
    ):
        return _tidied(text, content)
    size = content.end - content.start
    out = content
    parts = [(cue, _TOLD_SO) for cue in attribution.cue]
    # A quotation that goes on in a further paragraph is its own evidence.
    parts += [(source, _EVIDENT) for source in attribution.source if attribution.cue]
    for part, share in parts:
        wider = hull((out, part))
        if size >= share * (wider.end - wider.start) or size < _TINY:
            out = wider
    return _tidied(text, out)


def _tidied(text: str, span: Span) -> Span:
    """Takes in a closing mark that belongs to the span, and drops white space at its edges."""
    start, end = span.trimmed(text)
    while end < len(text) and text[end] in '”"’.!?' and end - span.end < 2:
        end += 1
    if start > 0 and text[start - 1] in '“"':
        start -= 1
    return Span(start, end)
