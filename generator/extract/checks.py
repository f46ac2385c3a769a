"""Verification: what the document itself says on checking claims.

Stage: extraction.  Input: a parsed document, its cast, its statements.  Output: `Verification`
values, each with the statements that it is about.  Only the document's own words count; the
tool adds no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import ParsedDocument, Span
from generator.entities.cast import Cast
from generator.findings import Statement, Verification, VerificationKind
from generator.wording import sentence_of

_LY = r"(?: \w+ly)?"
_PATTERNS: tuple[tuple[VerificationKind, re.Pattern[str]], ...] = (
    (
        "unverified",
        re.compile(
            rf"\b(?:(?:could|can|has|have|had|was|were|is|are|been)(?: not|n['’]t)|cannot|unable to|never"
            rf"|not been able to|impossible to|no way to|failed to)(?: be| been)?{_LY}(?: be| been| able to)?{_LY}"
            r" (?:verif|corroborat|authenticat|substantiat|confirm|establish)\w*"
            r"|\bremains? (?:unknown|unclear|unproven|unverified|disputed)\b"
            r"|\bno (?:independent )?(?:confirmation|verification|corroboration)\b"
            r"|\b(?:did|does|do)(?: not|n['’]t) prove\b|\bnot proven\b|\binsufficient evidence\b",
            re.IGNORECASE,
        ),
    ),
    (
        "refuted",
        re.compile(
            r"\b(?:was|were|been|proved|proven|turned out to be|found to be|exposed as|shown to be)"
            r" (?:a )?(?:false|wrong|untrue|fake|forger(?:y|ies)|hoax|incorrect|fabricated|debunked|discredited)\b"
            r"|\b(?:incorrectly|wrongly|falsely) (?:stated|said|claimed|reported)\b"
            r"|\b(?:court|judge|inquiry|tribunal|commission|panel|board|jury)\b[^.]{0,60}"
            r"\b(?:rejected|dismissed|overruled|overturned|threw out|struck down|cleared)\b"
            r"|\bfound no evidence\b|\bno evidence (?:was|had been) found\b",
            re.IGNORECASE,
        ),
    ),
    (
        "confirmed",
        re.compile(
            r"\b(?:court|judge|inquiry|tribunal|commission|panel|board|jury|investigators?)\b[^.]{0,60}"
            r"\b(?:upheld|confirmed|found in favou?r|convicted|agreed with)\b"
            r"|\b(?:was|were|been) (?:independently |later |since )?(?:confirmed|verified|corroborated|proven|authenticated) by\b"
            r"|\bproved (?:right|correct|true|genuine)\b",
            re.IGNORECASE,
        ),
    ),
)
_EITHER = re.compile(
    r"\b(?:either|both|any|neither|each) (?:side|part(?:y|ies)|account|claims?|version)s?\b|\bclaims\b"
)
_NEAR = 3
"""Statements before a verification that it is about, where it names none of their parties."""


def find_verifications(
    parsed: ParsedDocument, cast: Cast, statements: Sequence[Statement]
) -> tuple[Verification, ...]:
    """Sentences in which the document says how a check came out."""
    out: list[Verification] = []
    story = parsed.source.story
    for sentence in parsed.sentences:
        if not any(s.covers(sentence) for s in story):
            continue
        words = sentence.of(parsed.text)
        if words.lstrip()[:1] in {"“", '"'}:
            continue
        for kind, pattern in _PATTERNS:
            match = pattern.search(words)
            if match is None or _inside_quote(words, match.start()):
                continue
            out.append(
                Verification(
                    by=_checker(parsed, cast, sentence, sentence.start + match.start()),
                    kind=kind,
                    text=sentence_of(words),
                    evidence=sentence,
                    about=_about(words, sentence, statements),
                )
            )
            break
    return tuple(out)


def _inside_quote(words: str, at: int) -> bool:
    before = words[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _checker(parsed: ParsedDocument, cast: Cast, sentence: Span, verb: int) -> str | None:
    """Who checked: the subject of the sentence, where it is a party that can check."""
    named = [e for e in cast.named_in(Span(sentence.start, verb)) if e.kind != "country"]
    return named[-1].name if named else parsed.source.publisher


def _about(words: str, sentence: Span, statements: Sequence[Statement]) -> tuple[int, ...]:
    """The claims that a check is about: those before it; all sides where it says so."""
    before = [i for i, s in enumerate(statements) if s.evidence.start < sentence.start]
    if _EITHER.search(words):
        charged = [i for i in before if statements[i].stance in {"accuses", "denies"}]
        return tuple(charged or before[-2 * _NEAR :])
    inside = [i for i, s in enumerate(statements) if s.evidence.overlaps(sentence)]
    return tuple(inside or before[-1:])
