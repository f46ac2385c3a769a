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

from generator.document import Attribution, BlockKind, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast, Entity
from generator.findings import Stance, Statement, TimeExpression
from generator.grammar import has_clause
from generator.lexicon import load_mapping, load_set
from generator.wording import clean, sentence_of, speak

_NO_COMMENT = re.compile(
    r"\b(?:declin|refus)(?:ed|es|ing)? (?:requests? )?(?:to|for) (?:an? )?(?:\w+ )?"
    r"(?:comment|discuss|answer|elaborate)"
    r"|\bno comment\b"
    r"|\b(?:did|had|has|have|do|does)(?: not|n['’]t)(?: immediately)?"
    r" (?:respond|repl\w+|return\w*|answer\w*|comment\w*)"
    r"|\b(?:neither|not|n['’]t|cannot|could not)(?: either)? confirm\w* (?:n?or) den\w+"
    r"|\b(?:unavailable|not (?:immediately )?available) for comment|\bnot immediately respond",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:did|do|does|would|will|could|has|have|had)(?: not|n['’]t) (?:\w+ly )?"
    r"(?:say|said|specify|specified|name|named|identify|identified|disclose|disclosed|reveal|explain)\b",
    re.IGNORECASE,
)
_UNVERIFIED = re.compile(
    r"\b(?:unable to|not|n['’]t|never|cannot|impossible to)(?: be)?(?: \w+ly)?(?: been)?(?: \w+ly)?"
    r" (?:verif|corroborat|confirm)\w*",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:told|tell|tells|interview with|quoted by|reported by|statement to|speaking to"
    r"|according to)\s+"
)
_EVIDENT = 0.45
"""Share of a claim's evidence that the content makes up at least, so that it stays the point."""
_TINY = 12
"""Characters of content ("them", "it") that mean nothing without their cue."""
_SHORTEST = 3
"""Words that a claim's content has at least."""
_OUTSIDE = frozenset(
    {BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.CAPTION, BlockKind.CREDIT,
     BlockKind.BYLINE, BlockKind.DATE, BlockKind.NOTICE}
)  # fmt: skip


def find_statements(
    parsed: ParsedDocument, cast: Cast, times: Sequence[TimeExpression]
) -> tuple[Statement, ...]:
    """The document's claims, in document order."""
    out: list[Statement] = []
    before: Statement | None = None
    for attribution in sorted(parsed.reading.attributions, key=lambda a: hull(a.content)):
        if not _told(parsed, attribution):
            continue
        statement = _state(parsed, cast, times, attribution, before)
        if statement is None or any(_repeats(statement, s) for s in out):
            continue
        out.append(statement)
        before = statement
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
    before: Statement | None,
) -> Statement | None:
    """One attribution's statement, or None where it is no claim."""
    text = parsed.text
    whole = hull((*attribution.source, *attribution.cue, *attribution.content))
    around = _sentences(parsed, whole)
    around_text = around.of(text)
    kind = _cue_kind(parsed, attribution)
    content = tuple(w for c in attribution.content for w in parsed.words_in(c))
    if attribution.cue and _NEGATED.search(
        text[max(0, attribution.cue[0].start - 20) : attribution.cue[-1].end]
    ):
        return None
    silent = bool(_NO_COMMENT.search(whole.of(text)))
    if _UNVERIFIED.search(_frame(text, whole, attribution.content)):
        return None
    if not silent and not _is_claim(text, attribution, kind, content):
        return None
    by = _speakers(cast, attribution)
    sure = 1.0 if by else 0.4
    if not by and not attribution.source and _quotes(text, attribution.content[0]) and before:
        by, sure = before.by, 0.6
    accused = _accused(parsed, cast, attribution, kind, by)
    stance: Stance = "no_comment" if silent else _stance(text, kind, content, accused)
    evidence = _evidence(text, attribution)
    return Statement(
        attribution=attribution,
        by=by,
        stance=stance,
        against=tuple(e.name for e in accused) if stance == "accuses" else (),
        text=_wording(parsed, cast, attribution, kind, stance, content),
        evidence=evidence,
        via=_channel(parsed, cast, attribution, around, by),
        said=_said_on(times, attribution, around, around_text),
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


# -- what kind of cue


def _cue_kind(parsed: ParsedDocument, attribution: Attribution) -> str:
    """The class of the cue's first listed word; "asserts" for "according to" and the unlisted."""
    cues = load_mapping("claims/cues.txt")
    words = [w for c in attribution.cue for w in parsed.words_in(c)]
    kinds = [cues[w.lemma] for w in words if w.lemma in cues]
    for strong in ("accuses", "denies", "confirms"):
        if strong in kinds:
            return strong
    return kinds[0] if kinds else "asserts"


def _is_claim(text: str, attribution: Attribution, kind: str, content: Sequence[Word]) -> bool:
    """Whether the content can be true or false."""
    if kind in {"intends", "names", "feels"}:
        return False
    if sum(w.form[0].isalnum() for w in content) < _SHORTEST and kind not in {"accuses", "denies"}:
        return False
    if kind in {"accuses", "denies"}:
        return True
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


def _stance(text: str, kind: str, content: Sequence[Word], accused: Sequence[Entity]) -> Stance:
    if kind == "denies":
        return "denies"
    if kind == "confirms":
        return "confirms"
    if kind == "accuses":
        return "accuses"
    if content and _calls_false(content):
        return "denies"
    if accused:
        return "accuses"
    return "asserts"


def _calls_false(content: Sequence[Word]) -> bool:
    """ "The reports are false", "that is not true": short and about somebody's words."""
    falsity = load_set("claims/falsity.txt")
    lemmas = [w.lemma for w in content]
    if len(lemmas) > 14:
        return False
    untrue = any(a in {"not", "n't"} and b == "true" for a, b in pairwise(lemmas))
    return untrue or any(w in falsity for w in lemmas)


# -- who, and against whom


def _speakers(cast: Cast, attribution: Attribution) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source in attribution.source:
        for entity in cast.resolve(source):
            found[entity.name] = None
    return tuple(found)


def _is_pronoun(parsed: ParsedDocument, span: Span) -> bool:
    words = parsed.words_in(span)
    return len(words) == 1 and words[0].tag in {"PRP", "WP", "DT"}


def _accused(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    kind: str,
    by: tuple[str, ...],
) -> list[Entity]:
    """Whom the statement accuses: the object of "accused", else the subject of a wrong."""
    out: list[Entity] = []
    if kind == "accuses" and attribution.cue:
        out = _object(parsed, cast, attribution)
    wrongs = load_set("claims/wrongdoing.txt")
    for span in attribution.content:
        wrong = next((w.span for w in parsed.words_in(span) if w.lemma in wrongs), None)
        if out or (wrong is None and kind != "accuses"):
            continue
        # The doer stands before the wrong ("Quent forged the log"), or owns it ("Quent's lies").
        before = Span(span.start, wrong.start if wrong else span.end)
        out = list(cast.named_in(before)[:1] or cast.resolve(_subject(parsed, before)))
    return [e for e in out if e.name not in by]


def _subject(parsed: ParsedDocument, clause: Span) -> Span:
    """The words of a clause before its verb, without the "that" that opens it."""
    words = parsed.words_in(clause)
    verb = next((w.span.start for w in words if w.tag.startswith("VB") or w.tag == "MD"), clause.end)
    start = next((w.span.start for w in words if w.lemma != "that" and w.form[0].isalpha()), clause.start)
    return Span(start, max(start, verb))


def _object(parsed: ParsedDocument, cast: Cast, attribution: Attribution) -> list[Entity]:
    """Object of the cue: "accused Quent of …", "blamed Quent for …", "Quent was accused of …"."""
    cue = attribution.cue[-1]
    sentence = _sentences(parsed, hull(attribution.cue))
    words = parsed.words_in(Span(cue.end, sentence.end))
    stop = next(
        (i for i, w in enumerate(words) if w.form in {"of", "for", "that", "over", "with"}), None
    )
    if stop:
        phrase = Span(words[0].span.start, words[stop - 1].span.end)
        found = cast.named_in(phrase) or cast.resolve(phrase)
        return list(found[:2])
    cue_words = parsed.words_in(hull(attribution.cue))
    passive = any(w.lemma == "be" for w in cue_words) or any(
        w.lemma == "be" for w in parsed.words_in(Span(sentence.start, cue.start))[-2:]
    )
    if passive or (stop == 0 and not attribution.source):
        before = cast.named_in(Span(sentence.start, cue.start))
        return list(before[-1:])
    return []


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
    own = clean(" ".join(s.of(text) for s in spans))
    clause = has_clause(content) and content[0].tag not in {"IN", "VBG", "TO"}
    if content and content[0].lemma == "that" and len(content) > 1:
        clause = has_clause(content)
    if stance == "no_comment" or kind in {"accuses", "denies"} or not clause:
        first = attribution.cue[0] if attribution.cue else spans[0]
        if attribution.cue and first.end <= spans[0].start and spans[0].start - first.end < 160:
            return speak(text[first.start : spans[-1].end])
        if attribution.cue and kind in {"accuses", "denies"}:
            return speak(f"{first.of(text)}: {own}")
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


# -- channel and date


def _channel(
    parsed: ParsedDocument, cast: Cast, attribution: Attribution, around: Span, by: tuple[str, ...]
) -> str | None:
    """The channel: "told Reuters", "quoted by TASS", "TASS quoted the mayor as saying"."""
    text = parsed.text
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
    times: Sequence[TimeExpression], attribution: Attribution, around: Span, around_text: str
) -> str | None:
    """The date on which it was said: the only date of the frame, outside of the content."""
    frame = [
        t
        for t in times
        if around.covers(t.span)
        and t.date
        and t.kind in {"date", "time"}
        and not any(c.overlaps(t.span) for c in attribution.content)
    ]
    if not attribution.cue or len(around_text) > 600:
        return None
    cue = attribution.cue[0]
    near = [
        t for t in frame if abs(t.span.start - cue.end) < 60 or abs(cue.start - t.span.end) < 60
    ]
    return near[0].date if len(near) == 1 else None
