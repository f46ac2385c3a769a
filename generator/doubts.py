"""Doubts: what the reading was unsure of, so that an editor knows where to look first.

Stage: after assembly.  Input: a parsed document and its findings.  Output: problems of severity
WARNING, the least sure claims first, each with its place in the seed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.assemble import Findings
from generator.document import ParsedDocument, Problem, Severity, Span
from generator.findings import Statement, TimeExpression, Toponym

_SURE = 0.75
_MOST = 12
_PRONOUN = re.compile(r"(?:he|she|they|his|her|their)\b", re.IGNORECASE)


def find_doubts(
    parsed: ParsedDocument,
    found: Findings,
    times: Sequence[TimeExpression],
    toponyms: Sequence[Toponym],
) -> tuple[Problem, ...]:
    """Least sure claims, pronouns and dates unresolved, places with rivals; a dozen of each."""
    out: list[Problem] = []
    for statement in sorted(found.statements, key=lambda s: s.sureness)[:_MOST]:
        if statement.sureness < _SURE:
            who = ", ".join(statement.by) or "an unnamed speaker"
            out.append(
                _doubt(parsed, statement.evidence, "unsure-claim", f"is this said by {who}?")
            )
    vague = [s for s in found.statements if _PRONOUN.match(s.text) and not _in_marks(parsed, s)]
    out += [
        _doubt(
            parsed,
            s.evidence,
            "unresolved-pronoun",
            f"whom does “{s.text.split()[0]}” mean in “{s.text}”?",
        )
        for s in vague[:_MOST]
    ]
    unresolved = [t for t in times if t.kind in {"date", "time"} and t.value is None]
    out += [
        _doubt(
            parsed,
            t.span,
            "unresolved-date",
            f"no date could be told from “{t.span.of(parsed.text)}”",
        )
        for t in unresolved[:_MOST]
    ]
    rivals = {t.name: t for t in toponyms if t.rivals}
    out += [
        _doubt(
            parsed, t.span, "place-with-rivals", f"{name}: {t.rivals} other places have this name"
        )
        for name, t in list(rivals.items())[:_MOST]
    ]
    return tuple(out)


def _in_marks(parsed: ParsedDocument, statement: Statement) -> bool:
    """Whether a statement is a quotation, in which the speaker's own words stand."""
    return parsed.text[statement.evidence.start : statement.evidence.start + 1] in {'"', "“"}


def _doubt(parsed: ParsedDocument, span: Span, code: str, message: str) -> Problem:
    text = parsed.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    return Problem(
        code=code,
        message=message,
        path=parsed.source.name,
        line=text.count("\n", 0, span.start) + 1,
        column=span.start - start + 1,
        length=max(1, min(span.end, len(text) if end < 0 else end) - span.start),
        source_line=text[start : len(text) if end < 0 else end],
        severity=Severity.WARNING,
    )
