"""Said: the content of an attribution without what belongs to the telling.

Input: a parsed document and an attribution.  Output: spans.  A hearer ("told the mayor that …"), a
time ("said on Friday that …") and the matter of a quotation ("wrote of the mine, “…”") were at
times taken for the beginning of what was said.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.claims.pieces import quoted
from generator.document import Attribution, ParsedDocument, Span, Word
from generator.language.phrases import SUBJECTS, has_clause, has_main_clause
from generator.lexicon import load_set

_ASIDE = 8
"""Words that a time or a hearer takes at most before the clause of the content."""


def what_was_said(parsed: ParsedDocument, attribution: Attribution) -> list[Span]:
    """The content without a hearer or a time that was taken for its beginning."""
    spans = sorted(attribution.content)
    if len(spans) > 1 and all(w.tag in {"WP", "WDT"} for w in parsed.words_in(spans[0])):
        # "whom one aide described as …"
        spans = spans[1:]
    if len(spans) > 1 and _is_matter(parsed, spans[0], spans[1]):
        spans = spans[1:]
    cues = parsed.cue_lemmas(attribution)
    hearer = bool(cues & load_set("claims/hearers.txt"))
    return [_from_clause(parsed, spans[0], hearer=hearer), *spans[1:]]


def _is_matter(parsed: ParsedDocument, first: Span, second: Span) -> bool:
    """ "wrote of the mine, “It failed.”": what was written of, as a piece of its own."""
    text = parsed.text
    apart = text[first.end : second.start].strip(' "“') in {",", ":"}
    whole = quoted(text, second) and has_main_clause(parsed.words_in(second))
    return apart and whole and not quoted(text, first) and not has_clause(parsed.words_in(first))


def _from_clause(parsed: ParsedDocument, span: Span, *, hearer: bool) -> Span:
    """Content without what belongs to the telling ("for years that …", "the mayor that …")."""
    words = parsed.words_in(span)
    if quoted(parsed.text, span):
        return span
    first = 1 if words and words[0].lemma == "that" else 0
    that = next(
        (i for i, w in enumerate(words[:_ASIDE]) if i > first - 1 and w.form == "that"), None
    )
    if that is None and not first:
        heard = _hearer_end(words) if hearer else 0
        span = Span(words[heard].span.start, span.end) if heard else span
        return _from_quotation(parsed, span, words[heard:])
    if not that or any(w.finite for w in words[:that]) or not has_clause(words[that:]):
        return span
    if words[that].tag == "WDT" and words[that + 1].finite:
        # "a visit that was refused": the clause is the noun's.
        return span
    before = parsed.words_in(Span(max(0, span.start - 12), span.start))
    told = Span(words[0].span.start, words[that - 1].span.end)
    hearer = hearer or any(m.span.covers(told) for m in parsed.reading.mentions)
    leans = words[0].tag in {"IN", "RB"} or (that == 1 and words[0].tag in {"NNP", "NN"})
    if leans or hearer or (before and before[-1].tag in {"IN", "TO"}):
        return Span(words[that].span.start, span.end)
    return span


def _hearer_end(words: Sequence[Word]) -> int:
    """Where the clause begins after a hearer with no "that" ("told voters | she would stay")."""
    for i in range(1, min(len(words) - 1, _ASIDE // 2)):
        if words[i].form.lower() in SUBJECTS and words[i - 1].noun and words[i + 1].finite:
            return i if not any(w.finite for w in words[:i]) else 0
    return 0


def _from_quotation(parsed: ParsedDocument, span: Span, words: Sequence[Word]) -> Span:
    """ "wrote of the mine, “It failed twice.”": the matter goes with the telling."""
    mark = next((i for i, w in enumerate(words) if w.form in {'"', "“"}), None)
    if not mark or mark < 2 or words[mark - 1].form not in {",", ":"}:
        return span
    if any(w.finite for w in words[:mark]) or not has_clause(words[mark:]):
        return span
    return Span(words[mark].span.start, span.end)
