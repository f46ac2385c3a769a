"""Verification: what the document itself says on checking claims.

Stage: extraction.  Input: a parsed document, its cast, its statements.  Output: `Verification`
values, each with the statements that it is about.  Only the document's own words count; the
tool adds no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.claims.overlap import stems
from generator.document import BlockKind, ParsedDocument, Span
from generator.entities.cast import Cast
from generator.findings import Statement, Verification, VerificationKind
from generator.language.marks import unclosed
from generator.language.seams import find_seams
from generator.language.wording import sentence_of
from generator.vocabulary.names import key_of
from generator.vocabulary.works import is_document

_LY = r"(?: \w+ly)?"
_NOT = (
    r"(?:(?:could|can|has|have|had|was|were|is|are|been)(?: not|n['’]t)|cannot|unable to|never"
    r"|not been able to|impossible to|no way to|failed to)"
)
_JUDGES = (
    r"\b(?:court|judge|inquiry|tribunal|commission|panel|board|jury|investigators?"
    r"|(?<!national )(?<!campaign )(?<!party )(?<!central )(?<!executive )committee)\b"
    r"(?! (?:chair|member|chief|head|director|spokes|leader)).{0,60}"
)
"""Who decides on what others claim; a party's committee and those who speak for one do not."""
_SAID = (
    r"\b(?:arguments?|claims?|allegations?|charges?|accusations?|case|decision|finding|verdict"
    r"|conclusion|ruling|theory|account|version|story)\b"
)
_RATED = (
    r"\b(?:rate[sd]?|rated it|label(?:s|l?ed)|deem(?:s|ed)|judge[sd]|concluded (?:that )?.{3,60}"
    r" (?:was|were|is|are))\b"
)
"""How those who check facts give their finding."""
_PARTLY = (
    r"(?:\s(?:it|as|to be|that|them|this|the \w+))?\s?[“\"‘']?\s?"
    r"(?:(?:mostly|largely|partly|half)[\s-])?"
)
_PATTERNS: tuple[tuple[VerificationKind, re.Pattern[str]], ...] = (
    (
        "unverified",
        re.compile(
            rf"\b(?:{_NOT}|neither\b.{{0,120}}\bable to)(?: be| been)?{_LY}"
            rf"(?: be| been| able to)?{_LY}"
            r" (?:verif|corroborat|authenticat|substantiat|confirm|establish)\w*"
            r"|\b(?:neither|no|none|nothing)\b[^.,]{0,60}"
            r"\b(?:has|have|had|was|were|is|are|could|can)(?: yet| ever)?(?: been| be)?"
            r"(?: yet| ever)?(?: \w+ly)?"
            r" (?:verif|corroborat|authenticat|substantiat|confirm|prov)\w*"
            r"|\bremains? (?:unproven|unverified|disputed)\b"
            # What will be is unclear of itself; only what is or was can be checked.
            r"|\bremains? (?:unknown|unclear) (?:whether|if|who|why|how many|what caused)\b"
            r"(?!.{0,100}\b(?:will|may|might|would|could|can)\b)"
            r"|\bno (?:independent )?(?:confirmation|verification|corroboration)\b"
            r"|\b(?:did|does|do)(?: not|n['’]t) prove\b|\bnot proven\b|\binsufficient evidence\b"
            r"|\b(?:offer|provid|present|produc|giv)\w* no (?:evidence|proof)\b"
            r"|\bwithout (?:offering |providing |citing |giving |presenting )?(?:any )?"
            r"(?:evidence|proof)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "refuted",
        re.compile(
            r"\b(?:was|were|been|proved|proven|turned out to be|found to be|exposed as|shown to be)"
            r" (?:a )?(?:false|untrue|fake|forger(?:y|ies)|hoax|incorrect|fabricated"
            r"|debunked|discredited|wrong (?:about|in|to|when|that))\b"
            rf"|{_RATED}{_PARTLY}(?:false|untrue|inaccurate|misleading|wrong)\b"
            r"|\b(?:incorrectly|wrongly|falsely) (?:stated|said|claimed|reported)\b"
            rf"|{_JUDGES}\b(?P<ruled>rejected|dismissed|overruled|overturned|threw out)\b"
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
            rf"{_JUDGES}\b(?P<ruled>(?:upheld|confirmed)\b.{{0,40}}{_SAID}"
            r"|found in favou?r\b|convicted\b|agreed with\b)"
            rf"|{_RATED}{_PARTLY}(?:true|accurate|correct)\b"
            r"|\bcheck(?:s|ed)? out\b(?= *[,.;”\"]| and)"
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
_TWO = re.compile(
    r"(?:either|both|neither)\b.*\b(?:account|claim|version|theory|theories|explanation|report)",
    re.IGNORECASE,
)
"""What is said of two accounts, not of all that two sides have charged each other with."""
_CORRECTED = re.compile(r"misspoke|retracted|withdrew", re.IGNORECASE)
"""What takes a statement back, whoever reports it."""
_GIVEN = re.compile(r"\b(?:was|were|been) (?:rated|label|deemed|judged)")
"""A finding that was given, of which the document tells."""
_PASSIVE = re.compile(r"\b(?:be|been)(?: \w+ly)? (?:verif|corroborat|confirm|substantiat)")
_WRITERS = re.compile(
    r"(?:incorrectly|wrongly|falsely) |without (?:\w+ )*(?:evidence|proof)|no (?:evidence|proof)$",
    re.IGNORECASE,
)
"""What whoever writes says of a speaker ("she falsely claimed", "he said without proof")."""
_NOTHING = re.compile(r"(?:no|none|nothing)\b", re.IGNORECASE)
_CUT = re.compile(r"(?:,[”\"]? |; |—| – )(?:but |and |while |although |though )?|(?<=\w) but ")
_BESIDES = re.compile(r" (?:if|because|after|since|when|as|unless|while|where) ")
"""What begins a clause that a long sentence can do without."""
_BY = re.compile(r"\s+by\s+(?:an?\s+|the\s+)?")
_GOES_ON = re.compile(r"\b(?:and|but) $")
_POINTS = re.compile(
    r"\b(?:it|them|th(?:at|is|ose|ese)(?: \w+)?|whether|the (?:\w+ )?(?:account|accusation"
    r"|allegation|argument|assertion|charge|claim|figure|footage|photograph|picture|report|statement"
    r"|story|toll|video)s?(?! (?:of|by|from|against|that)))\b",
    re.IGNORECASE,
)
"""What points at a claim that was made before."""
_CLAUSE = 30
"""Characters that a clause has at least."""
_LONG = 160
"""Characters from which a clause is cut where the next begins, conjunction or not."""
_AGENT = 60
"""Characters within which the one who acted stands after "by"."""
_FITS = 2
"""Words that a check shares with the claim that it is about."""
_BACK = 2
"""Sentences between a check and the claim that it points at."""
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
            if match is None or unclosed(words[: match.start()]):
                continue
            found = Span(sentence.start + match.start(), sentence.start + match.end())
            owned = _CORRECTED.search(match.group()) or _GIVEN.search(
                words, max(0, match.start() - 5), match.end()
            )
            if not owned and any(c.covers(found) for c in said):
                # Somebody says so: that is a claim, not the document's own word.
                continue
            evidence = _clause(parsed.text, sentence, found)
            text = sentence_of(evidence.of(parsed.text))
            by = _checker(parsed, cast, sentence, found, match)
            if all(v.text != text for v in out):
                about = _about(parsed, sentence, found, kind, by, statements)
                out.append(
                    Verification(by=by, kind=kind, text=text, evidence=evidence, about=about)
                )
            break
    return tuple(out)


def _clause(text: str, sentence: Span, found: Span) -> Span:
    """The clause around a match: long sentences are cut where another clause begins."""
    start, end = sentence
    for seam in find_seams(text, sentence):
        if seam <= found.start:
            # A caption without a stop ran into the sentence.
            start = seam
    for cut in _CUT.finditer(text, start, sentence.end):
        if cut.end() <= found.start and found.start - cut.end() > _CLAUSE:
            start = cut.end()
        elif cut.end() <= found.start and cut.group().strip(' ,;”"').lower() in {"but", "", "and"}:
            start = cut.end()
        elif cut.start() >= found.end and cut.start() - start > _CLAUSE:
            end = cut.start()
            break
    if end - start > _LONG:
        besides = _BESIDES.search(text, found.end, end)
        end = besides.start() if besides is not None else end
    return Span(start, end)


def _checker(
    parsed: ParsedDocument, cast: Cast, sentence: Span, found: Span, match: re.Match[str]
) -> str | None:
    """Who checked: the party just before the verb, or after its "by"; else the publisher."""
    publisher = parsed.source.publisher
    by = _BY.match(parsed.text, found.end, sentence.end)
    if by is not None:
        # "The ruling was overturned by a higher court": who is named there, or nobody.
        agent = cast.named_in(Span(by.end(), min(sentence.end, by.end() + _AGENT)))
        return agent[0].name if agent else None
    if _NOTHING.match(found.of(parsed.text)):
        # "No study has confirmed it": none that did, so whoever writes says so.
        return publisher
    if _PASSIVE.search(found.of(parsed.text)) or _WRITERS.match(match.group()):
        # "The account could not be verified": whoever writes could not.
        return publisher
    ruled = match.start("ruled") if match.re.groups and match["ruled"] else match.end()
    before = Span(sentence.start, sentence.start + ruled)
    named = cast.named_in(before)
    if not named and match.re.groups and match["ruled"]:
        # "The appeals court overruled …": a body that only a description names.
        words = parsed.words_in(before)
        whole = Span(words[0].span.start, words[-1].span.end) if words else before
        described = [e.name for e in cast.resolve(whole)]
        return described[0] if described else publisher
    bodies = [e for e in named if e.kind == "organisation" or (e.kind == "person" and e.forms)]
    itself = publisher and bodies and {*key_of(bodies[-1].name)} ^ {*key_of(publisher)} <= {"the"}
    if not bodies or itself:
        return publisher
    # "The site looked at the claim, and rated it false": the subject goes on.
    first = next(iter(parsed.words_in(found)), None)
    goes_on = first is not None and first.finite and _GOES_ON.search(parsed.text[: found.start])
    return bodies[0 if goes_on else -1].name


def _about(
    parsed: ParsedDocument,
    sentence: Span,
    found: Span,
    kind: VerificationKind,
    by: str | None,
    statements: Sequence[Statement],
) -> tuple[int, ...]:
    """The claims that a check is about: all sides where it says so, else those that it fits."""
    words = sentence.of(parsed.text)
    before = [i for i, s in enumerate(statements) if s.evidence.start < sentence.start]
    inside = [i for i, s in enumerate(statements) if s.evidence.overlaps(sentence)]
    either = _EITHER.search(words) if kind == "unverified" else None
    if either is not None:
        return _of_both(parsed, sentence, before, statements, two=_TWO.match(either.group()))
    if _CORRECTED.search(words):
        own = [i for i in before if by in statements[i].by]
        return tuple(own[-1:])
    # A judge's own denial is the check itself; what it is about is what was denied.
    checked = [i for i in inside if by not in statements[i].by or statements[i].stance == "asserts"]
    if checked:
        return tuple(checked)
    others = [i for i in before if by not in statements[i].by]
    mine = stems(w for w in parsed.words_in(sentence) if not found.covers(w.span))
    fitting = [(len(mine & _stems(parsed, statements[i])), i) for i in others]
    best = max(fitting, default=(0, -1))
    if best[0] >= _FITS:
        return (best[1],)
    index = parsed.sentence_at(sentence.start)
    near = [
        i
        for i in others[-1:]
        if index - parsed.sentence_at(statements[i].evidence.end - 1) <= _BACK
    ]
    pointing = _POINTS.search(words) is not None and not _told_within(parsed, sentence, found)
    return tuple(near) if pointing or any(n for n, i in fitting if i in near) else ()


def _told_within(parsed: ParsedDocument, sentence: Span, found: Span) -> bool:
    """Whether "them" are what the sentence itself tells of ("Orr's reports …, but nobody …")."""
    before = parsed.words_in(Span(sentence.start, found.start))
    pointer = parsed.words_in(Span(found.end, sentence.end))[:1]
    them = bool(pointer) and pointer[0].form.lower() == "them"
    return them and any(w.tag == "NNS" and is_document(w.lemma) for w in before)


def _of_both(
    parsed: ParsedDocument,
    sentence: Span,
    before: Sequence[int],
    statements: Sequence[Statement],
    *,
    two: re.Match[str] | None,
) -> tuple[int, ...]:
    """The claims of both sides: all charges and denials, or the two accounts that are meant.

    "Either theory" is of two; where more parties than that have spoken, only those who spoke just
    before can be meant.
    """
    charged = [i for i in before if statements[i].stance in {"accuses", "denies"}]
    if two is None:
        return tuple(charged or before[-2 * _NEAR :])
    if len({statements[i].by for i in charged}) == 2:
        return tuple(charged)
    index = parsed.sentence_at(sentence.start)
    near = [
        i for i in before if index - parsed.sentence_at(statements[i].evidence.end - 1) <= _BACK
    ]
    return tuple(near) if len({statements[i].by for i in near}) <= 2 else ()


def _stems(parsed: ParsedDocument, statement: Statement) -> set[str]:
    return stems(w for c in statement.attribution.content for w in parsed.words_in(c))
