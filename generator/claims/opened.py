"""Opened: claims whose "He" or "Her" means somebody whom the text has told of before, named.

Stage: after the cast is complete.  Input: a parsed document, its openings, statements.  Output:
the statements, with a name put where but one party can be meant: in brackets within a quotation.
The speaker is never meant here; see `generator/claims/pronouns.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.claims.pronouns import put_name
from generator.document import ParsedDocument, Span, hull
from generator.entities.openings import Openings
from generator.findings import Statement
from generator.language.marks import in_quotation

_POINTING = frozenset({"PRP", "WP"})


def open_named(
    parsed: ParsedDocument,
    openings: Openings,
    statements: Sequence[Statement],
    people: Collection[str],
) -> tuple[Statement, ...]:
    """The statements, with names for pronouns that open them; `people` are parties by name."""
    return tuple(_named(parsed, openings, s, people) for s in statements)


def _named(
    parsed: ParsedDocument, openings: Openings, statement: Statement, people: Collection[str]
) -> Statement:
    attribution = statement.attribution
    words = [w for w in parsed.words_in(min(attribution.content)) if w.form not in {'"', "“", "''"}]
    words = words[1:] if words and words[0].lemma == "that" else words
    if not words:
        return statement
    quotes = in_quotation(parsed, words[0].span)
    if not quotes and not _of_others(parsed, statement, words[0].span, people):
        return statement
    frame = (*attribution.source, *attribution.cue, *attribution.content)
    meant = openings.sure(words[0], statement.by, _whole(parsed, hull(frame)))
    if meant is None or meant.name.split()[-1] in statement.text:
        return statement
    text = put_name(statement.text, words, meant.put, quotes=quotes)
    return replace(statement, text=text) if text else statement


def _of_others(
    parsed: ParsedDocument, statement: Statement, at: Span, people: Collection[str]
) -> bool:
    """Whether a pronoun of indirect speech can't mean whoever speaks.

    Several and bodies are no "he"; a speaker who is told by name after what is said is not yet.
    """
    source = statement.attribution.source
    if not source or not statement.by:
        return False
    if source[0].start < at.start:
        return not set(statement.by) & set(people)
    sentence = parsed.sentences[parsed.sentence_at(at.start)]
    opens = len(parsed.words_in(Span(sentence.start, at.start))) <= 1
    return opens and not any(w.tag in _POINTING for w in parsed.words_in(source[0]))


def _whole(parsed: ParsedDocument, span: Span) -> Span:
    """The sentences of which a span is part."""
    first, last = parsed.sentence_at(span.start), parsed.sentence_at(span.end - 1)
    return hull((span, *parsed.sentences[first : last + 1])) if first >= 0 else span
