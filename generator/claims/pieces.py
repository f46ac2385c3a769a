"""Pieces: the content of an attribution made whole, and parted where it is several statements.

Input: a parsed document and one of its attributions.  Output: attributions whose content is what
was said: no word of the telling within, nothing of the sentence cut off by "…, she said, …", and
quotations that were closed before the next began apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.document import Attribution, BlockKind, ParsedDocument, Span, Word, hull
from generator.language.phrases import has_clause, has_main_clause
from generator.lexicon import load_set

_LEAST = 3
_CONDITIONS = frozenset({"if", "unless", "although", "though", "because", "once"})
_OPENING = ('"', "“", "‘", "'")
_DASHES = ("-", "–", "—")
_CLOSED = re.compile(r"[\"”]\W*$")
_LOOSE = re.compile(r"[^,;:—\n\"“”]{0,40}?,\s*[\"“]?")
"""What may stand between a cue and the comma that ends the telling ("he ruled on July 17, ")."""
_CUT = re.compile(r"[;:—–]\s|\n")
_JOINS = frozenset({"and", "but", "yet", "so", "for"})
_ASIDES = frozenset({"after", "when", "as", "before", "while", "because", "where"})
_DANGLING = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "TO", "DT"})


def whole_pieces(parsed: ParsedDocument, attribution: Attribution) -> Iterator[Attribution]:
    """The attribution with its content mended: one, or one a quotation."""
    for piece in _from_above(parsed, attribution):
        mended = _told_here(parsed, _within_sentences(parsed, piece))
        mended = _uninterrupted(parsed, _without_asides(parsed, mended))
        mended = _with_its_main_clause(parsed, mended)
        yield from _apart(parsed, mended)


def quoted(text: str, span: Span) -> bool:
    """Whether a piece of content stands in quotation marks, or begins with one."""
    return span.of(text).lstrip()[:1] in _OPENING or text[max(0, span.start - 1) : span.start] in {
        '"',
        "“",
    }


def raised(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """ "The boat was said to be safe": the subject before the telling, the rest after it."""
    if len(attribution.content) < 2 or not attribution.cue:
        return False
    before, after = sorted(attribution.content)[:2]
    cue = parsed.cue_words(attribution)
    rest = parsed.words_in(after)
    apart = before.end <= attribution.cue[0].start <= after.start
    lemmas = {w.lemma for w in cue}
    passive = "be" in lemmas and bool(lemmas & load_set("claims/raising.txt"))
    return passive and apart and bool(rest) and rest[0].tag == "TO"


def _within_sentences(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """Content that runs a word or two into the next sentence ends with its own."""
    content = []
    for span in attribution.content:
        last = parsed.sentence_at(span.end - 1)
        if last > parsed.sentence_at(span.start) and parsed.sentences[last].start < span.end:
            over = Span(parsed.sentences[last].start, span.end)
            if len(parsed.words_in(over)) <= _LEAST:
                span = Span(span.start, parsed.sentences[last - 1].end)  # noqa: PLW2901
        content.append(span)
    return attribution._replace(content=tuple(content))


def _told_here(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """A source in a headline or a subhead is none of a cue in the paragraph below."""
    heads = parsed.source.spans(BlockKind.HEADLINE, BlockKind.SUBHEAD)
    if not attribution.cue or any(h.overlaps(attribution.cue[0]) for h in heads):
        return attribution
    source = tuple(s for s in attribution.source if not any(h.overlaps(s) for h in heads))
    return attribution._replace(source=source)


def _without_asides(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """The document's own words between two quotations ("…," she said after he left. "…")."""
    text, content = parsed.text, sorted(attribution.content)
    if len(content) > 1 and _asked_before(parsed, content):
        # "She asked her friends to wait.  “…”"
        return attribution._replace(content=tuple(content[1:]))
    if len(content) < _LEAST or not quoted(text, content[0]) or not quoted(text, content[-1]):
        return attribution
    kept = [
        span
        for span in content
        if quoted(text, span)
        or not has_clause(parsed.words_in(span))
        or not any(w.form in _ASIDES for w in _words_before(parsed, span, 1))
    ]
    return attribution._replace(content=tuple(kept))


def _asked_before(parsed: ParsedDocument, content: Sequence[Span]) -> bool:
    """Whether the first piece is no statement, and a quotation follows as a sentence of its own."""
    text = parsed.text
    apart = parsed.sentence_at(content[0].start) != parsed.sentence_at(content[1].start)
    loose = not quoted(text, content[0]) and not has_clause(parsed.words_in(content[0]))
    return apart and loose and quoted(text, content[1])


def _words_before(parsed: ParsedDocument, span: Span, many: int) -> Sequence[Word]:
    index = parsed.sentence_at(span.start)
    words = parsed.words[index] if 0 <= index < len(parsed.words) else ()
    return [w for w in words if w.span.end <= span.start][-many:]


def _from_above(parsed: ParsedDocument, attribution: Attribution) -> Iterator[Attribution]:
    """The attribution without quotations of a paragraph above its cue's, which stand alone.

    News names a speaker before a quotation that is a paragraph, or within it; a paragraph of the
    report's own words below it tells something else.  A line that signs it ("- Ada Orr") and a
    further quotation, which the cue tells of, are no such words.
    """
    block = _paragraph_of(parsed, attribution.cue[0].start) if attribution.cue else None
    if block is None or block.of(parsed.text).lstrip()[:1] in {*_OPENING, *_DASHES}:
        yield attribution
        return
    above = [c for c in attribution.content if c.end <= block.start and quoted(parsed.text, c)]
    for span in above:
        yield Attribution((), (), (span,))
    rest = tuple(c for c in attribution.content if c not in above)
    if rest:
        yield attribution._replace(content=rest)


def _paragraph_of(parsed: ParsedDocument, at: int) -> Span | None:
    if parsed.source.blocks:
        return next((b.span for b in parsed.source.blocks if b.span.start <= at < b.span.end), None)
    start = parsed.text.rfind("\n\n", 0, at)
    return Span(start + 2, len(parsed.text)) if start >= 0 else None


# -- content that the telling cuts in two


def _uninterrupted(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """ "The blame, he ruled, must rest …", where only what follows was taken for content."""
    text = parsed.text
    if not attribution.cue or not attribution.source:
        return attribution
    frame = hull((*attribution.source, *attribution.cue))
    index = parsed.sentence_at(frame.start)
    if index < 0 or parsed.sentence_at(frame.end - 1) != index:
        return attribution
    sentence = parsed.sentences[index]
    before = text[sentence.start : frame.start].rstrip()
    loose = _LOOSE.match(text, frame.end, sentence.end)
    if not before.endswith((",", ',"', ",”")) or loose is None:
        return attribution
    content = sorted(attribution.content)
    here = [c for c in content if sentence.covers(c)]
    after = [c for c in here if c.start >= frame.end]
    if after and after == here and -1 <= after[0].start - loose.end() < 2:
        first = next((w for w in parsed.words_in(after[0]) if w.form[0].isalnum()), None)
        if first is not None and (first.finite or first.tag in {"VB", "VBN", "IN", "TO"}):
            start = _clause_start(text, Span(sentence.start, sentence.start + len(before)))
            if start < sentence.start + len(before):
                content = sorted((*content, Span(start, sentence.start + len(before))))
    elif here and not after and _dangles(parsed, here[-1]):
        end = sentence.end - (text[sentence.end - 1] in ".!?")
        rest = Span(loose.end(), end)
        if rest.start < rest.end and not any(w.tag == "CC" for w in parsed.words_in(rest)[:1]):
            content = sorted((*content, rest))
    return attribution._replace(content=tuple(content))


def _clause_start(text: str, span: Span) -> int:
    """Where the clause begins that the telling interrupts: after a colon, without "And"."""
    start = max((m.end() + span.start for m in _CUT.finditer(span.of(text))), default=span.start)
    first = re.match(r"(\w+)\s+", text[start : span.end])
    if first and first.group(1).lower() in _JOINS:
        start += first.end()
    return start


def _with_its_main_clause(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """ "… that if the dam fails, the town will flood", cut off at the comma."""
    content = sorted(attribution.content)
    last = content[-1]
    words = parsed.words_in(last)
    opens = [w.form.lower() for w in words[:2] if w.lemma != "that"]
    if not opens or opens[0] not in _CONDITIONS or has_main_clause(words):
        return attribution
    sentence = parsed.sentences[parsed.sentence_at(last.end - 1)]
    rest = parsed.words_in(Span(last.end, sentence.end))
    if not rest or rest[0].form != "," or not has_main_clause(rest[1:]):
        return attribution
    end = sentence.end - (parsed.text[sentence.end - 1] in ".!?")
    return attribution._replace(content=(*content[:-1], Span(last.start, end)))


def _dangles(parsed: ParsedDocument, span: Span) -> bool:
    """Whether content ends on a word that something must follow ("which rested")."""
    words = [w for w in parsed.words_in(span) if w.form[0].isalnum()]
    return len(words) > 1 and words[-1].tag in _DANGLING and words[-2].tag in {"WDT", "WP", "DT"}


# -- several quotations


def _apart(parsed: ParsedDocument, attribution: Attribution) -> Iterator[Attribution]:
    """One attribution a quotation: those of other paragraphs than the cue's stand by themselves.

    A quotation whose marks are opened anew in each paragraph and closed once is one.  Words of
    another paragraph that stand in no marks are the document's own.
    """
    text = parsed.text
    content = sorted(attribution.content)
    if len(content) < 2 or not attribution.cue:
        yield attribution
        return
    runs: list[list[Span]] = [[content[0]]]
    for span in content[1:]:
        last = runs[-1][-1]
        open_still = quoted(text, last) and not _CLOSED.search(text[last.start : last.end + 1])
        if _one_paragraph(parsed, last, span) or (open_still and quoted(text, span)):
            runs[-1].append(span)
        else:
            runs.append([span])
    cue = attribution.cue[0]
    told = min(range(len(runs)), key=lambda i: _away(runs[i], cue))
    for i, run in enumerate(runs):
        if i == told:
            yield attribution._replace(content=tuple(run))
        elif quoted(text, run[0]):
            yield Attribution(attribution.source, (), tuple(run))


def _one_paragraph(parsed: ParsedDocument, one: Span, other: Span) -> bool:
    whole = hull((one, other))
    if parsed.source.blocks:
        return any(b.span.covers(whole) for b in parsed.source.blocks)
    return not re.search(r"\n\s*\n", whole.of(parsed.text))


def _away(run: Sequence[Span], cue: Span) -> int:
    """Characters between a run of content and its cue."""
    return min(max(span.start - cue.end, cue.start - span.end, 0) for span in run)
