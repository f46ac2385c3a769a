"""Verification: what the document itself says on checking claims.

Stage: extraction.  Input: a parsed document, its cast, its statements.  Output: `Verification`
values, each with the statements that it is about.  Only the document's own words count; the
tool adds no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import BlockKind, ParsedDocument, Span
from generator.entities.cast import Cast
from generator.entities.names import key_of
from generator.findings import Statement, Verification, VerificationKind
from generator.language.wording import sentence_of

_LY = r"(?: \w+ly)?"
_NOT = (
    r"(?:(?:could|can|has|have|had|was|were|is|are|been)(?: not|n['’]t)|cannot|unable to|never"
    r"|not been able to|impossible to|no way to|failed to)"
)
_JUDGES = (
    r"\b(?:court|judge|inquiry|tribunal|commission|panel|board|jury|committee|investigators?)\b"
    r".{0,60}"
)
_SAID = (
    r"\b(?:arguments?|claims?|allegations?|charges?|accusations?|case|decision|finding|verdict"
    r"|conclusion|ruling|theory|account|version|story)\b"
)
_PATTERNS: tuple[tuple[VerificationKind, re.Pattern[str]], ...] = (
    (
        "unverified",
        re.compile(
            rf"\b(?:{_NOT}|neither\b.{{0,120}}\bable to)(?: be| been)?{_LY}"
            rf"(?: be| been| able to)?{_LY}"
            r" (?:verif|corroborat|authenticat|substantiat|confirm|establish)\w*"
            r"|\b(?:neither|no|none|nothing)\b[^.,]{0,60}"
            r"\b(?:has|have|had|was|were|is|are|could|can)(?: been| be)?(?: yet| ever)?"
            r"(?: \w+ly)? (?:verif|corroborat|authenticat|substantiat|confirm|prov)\w*"
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
            r" (?:a )?(?:false|wrong|untrue|fake|forger(?:y|ies)|hoax|incorrect|fabricated"
            r"|debunked|discredited)\b"
            r"|\b(?:incorrectly|wrongly|falsely) (?:stated|said|claimed|reported)\b"
            rf"|{_JUDGES}\b(?:rejected|dismissed|overruled|overturned|threw out)\b"
            rf".{{0,40}}{_SAID}"
            rf"|{_SAID}.{{0,60}}\b(?:was|were) (?:rejected|dismissed|overruled|overturned)\b"
            r"|\b(?:misspoke|retracted|withdrew (?:the|his|her|its|their) (?:claim|report|story))\b"
            r"|\bfound no evidence\b|\bno evidence (?:was|had been) found\b",
            re.IGNORECASE,
        ),
    ),
    (
        "confirmed",
        re.compile(
            rf"{_JUDGES}\b(?:upheld|confirmed|found in favou?r|convicted|agreed with)\b"
            rf"|\bagrees? with\b.{{0,40}}{_SAID}"
            r"|\bindependently (?:confirmed|verified|corroborated|authenticated)\b"
            r"|\bproved (?:right|correct|true|genuine)\b",
            re.IGNORECASE,
        ),
    ),
)
_EITHER = re.compile(
    r"\b(?:either|both|any|neither|each|no) (?:set of )?"
    r"(?:side|part(?:y|ies)|account|claim|version|accusation|allegation|charge|theor(?:y|ies)"
    r"|explanation|report)s?\b"
    r"|\bclaims made by\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r"misspoke|retracted|withdrew", re.IGNORECASE)
"""What takes a statement back, whoever reports it."""
_PASSIVE = re.compile(r"\b(?:be|been)(?: \w+ly)? (?:verif|corroborat|confirm|substantiat)")
_CUT = re.compile(r"(?:, |; |—| – )(?:but |and |while |although |though )?|(?<=\w) but ")
_CLAUSE = 30
"""Characters that a clause has at least."""
_NEAR = 3
"""Statements before a verification that it is about, where it names none of their parties."""


def find_verifications(
    parsed: ParsedDocument, cast: Cast, statements: Sequence[Statement]
) -> tuple[Verification, ...]:
    """Clauses in which the document says how a check came out."""
    out: list[Verification] = []
    story = parsed.source.spans(BlockKind.PARAGRAPH) or parsed.source.story
    said = [c for a in parsed.reading.attributions if a.source for c in a.content]
    for sentence in parsed.sentences:
        if not any(s.covers(sentence) for s in story):
            continue
        words = sentence.of(parsed.text)
        for kind, pattern in _PATTERNS:
            match = pattern.search(words)
            if match is None or _inside_quote(words, match.start()):
                continue
            found = Span(sentence.start + match.start(), sentence.start + match.end())
            owned = _CORRECTED.search(match.group())
            if not owned and any(c.covers(found) for c in said):
                # Somebody says so: that is a claim, not the document's own word.
                continue
            evidence = _clause(parsed.text, sentence, found)
            out.append(
                Verification(
                    by=_checker(parsed, cast, sentence, found),
                    kind=kind,
                    text=sentence_of(evidence.of(parsed.text)),
                    evidence=evidence,
                    about=_about(words, sentence, statements),
                )
            )
            break
    return tuple(out)


def _clause(text: str, sentence: Span, found: Span) -> Span:
    """The clause around a match: long sentences are cut where another clause begins."""
    start, end = sentence
    for cut in _CUT.finditer(text, sentence.start, sentence.end):
        if cut.end() <= found.start and found.start - cut.end() > _CLAUSE:
            start = cut.end()
        elif cut.end() <= found.start and cut.group().strip(" ,;").lower() in {"but", "", "and"}:
            start = cut.end()
        elif cut.start() >= found.end and cut.start() - start > _CLAUSE:
            end = cut.start()
            break
    return Span(start, end)


def _inside_quote(words: str, at: int) -> bool:
    before = words[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _checker(parsed: ParsedDocument, cast: Cast, sentence: Span, found: Span) -> str | None:
    """Who checked: the party of the sentence just before the verb, else the publisher."""
    if _PASSIVE.search(found.of(parsed.text)):
        # "The account could not be verified": whoever writes could not.
        return parsed.source.publisher
    named = cast.named_in(Span(sentence.start, found.end))
    bodies = [e for e in named if e.kind == "organisation" or (e.kind == "person" and e.forms)]
    publisher = parsed.source.publisher
    itself = publisher and bodies and {*key_of(bodies[-1].name)} ^ {*key_of(publisher)} <= {"the"}
    if not bodies or itself:
        return publisher
    return bodies[-1].name


def _about(words: str, sentence: Span, statements: Sequence[Statement]) -> tuple[int, ...]:
    """The claims that a check is about: those before it; all sides where it says so."""
    before = [i for i, s in enumerate(statements) if s.evidence.start < sentence.start]
    if _EITHER.search(words):
        charged = [i for i in before if statements[i].stance in {"accuses", "denies"}]
        return tuple(charged or before[-2 * _NEAR :])
    inside = [i for i, s in enumerate(statements) if s.evidence.overlaps(sentence)]
    return tuple(inside or before[-1:])
