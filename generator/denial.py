"""Denial: whose words a denial is directed against.

Input: a denying attribution, the cast, and the statements before it.  Output: names of parties.
In order: whose claims, reports or remarks the denial itself names; who accused the denier, or
whom the denier speaks for; who last said something of the same matter.  Otherwise nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.document import Attribution, ParsedDocument, Span, Word, hull
from generator.entities.cast import Cast, Entity
from generator.findings import Statement
from generator.grammar import DETERMINERS, head_index
from generator.lexicon import load_set
from generator.overlap import stems

_TOLD = frozenset({"report", "story", "version", "tale"})
"""What points at something told as such, not at whatever was said just before."""
_FAR = 8
"""Statements back to an accusation that a denial may answer."""
_BARE = 7
"""Words that a denial has at most which says only that it denies."""
_NEAR = 5
"""Statements back to a mere assertion that a denial may answer."""


def denied_by(
    parsed: ParsedDocument,
    cast: Cast,
    attribution: Attribution,
    by: Sequence[str],
    earlier: Sequence[Statement],
) -> tuple[str, ...]:
    """The names of those whose words are denied; empty where the document gives no sign."""
    words = parsed.words_in(hull((*attribution.cue, *attribution.content)))
    named = tuple(e.name for e in _owners(cast, words) if e.name not in by)
    if named:
        return named
    speaks_for = {*by, *(e.name for name in by for e in principals(cast, name))}
    others = [s for s in earlier if s.by and not set(s.by) & set(by) and s.stance != "denies"]
    for statement in reversed(others[-_FAR:]):
        if statement.stance == "accuses" and set(statement.against) & speaks_for:
            return statement.by
    noun = pointed_at(words)
    for statement in reversed(others[-_FAR:] if noun else ()):
        # "the reports are false", of what was told as a report.
        frame = (*statement.attribution.source, *statement.attribution.cue)
        if any(w.lemma == noun for span in frame for w in parsed.words_in(span)):
            return statement.by
    wanted = stems(w for c in attribution.content for w in parsed.words_in(c))
    best, chosen = 0, None
    for statement in reversed(others[-_NEAR:]):
        told = stems(w for c in statement.attribution.content for w in parsed.words_in(c))
        if len(wanted & told) > best:
            best, chosen = len(wanted & told), statement
    bare = anaphoric(words) and noun not in _TOLD
    if chosen is None and others and others[-1] is earlier[-1] and bare:
        chosen = earlier[-1]
    return chosen.by if chosen is not None else ()


def anaphoric(words: Sequence[Word]) -> bool:
    """Whether a denial says only that it denies ("denied it", "rejected those claims")."""
    rest = [w for w in words if w.tag not in DETERMINERS and w.form[0].isalnum()]
    return len(rest) <= _BARE and any(
        w.lemma in load_set("claims/said.txt") or w.tag in {"PRP", "DT"} for w in words[1:]
    )


def principals(cast: Cast, name: str) -> Iterable[Entity]:
    """For whom somebody speaks: the parties that the speaker's role names."""
    for entity in cast.entities:
        if entity.name == name and entity.role is not None:
            yield from (e for e in cast.named_in(entity.role) if e is not entity)


def pointed_at(words: Sequence[Word]) -> str:
    """The noun by which a denial points back ("the reports"), unless it says itself what of."""
    said = load_set("claims/said.txt")
    for at, word in enumerate(words):
        if word.noun and word.lemma in said:
            told = at + 1 < len(words) and words[at + 1].form in {"that", "of", "about", "by"}
            return "" if told else word.lemma
    return ""


def _owners(cast: Cast, words: Sequence[Word]) -> tuple[Entity, ...]:
    """Whose claim it is that the words name: "the mayor's claim", "reports by the agency"."""
    for at, word in enumerate(words):
        if word.lemma not in load_set("claims/said.txt") or not word.noun:
            continue
        start = at
        while start > 0 and (
            words[start - 1].noun or words[start - 1].tag in {"POS", "JJ", *DETERMINERS}
        ):
            start -= 1
        before = words[start:at]
        if before and before[0].tag == "PRP$":
            return cast.resolve(before[0].span, create=False)
        if before and any(w.noun for w in before):
            span = Span(before[0].span.start, before[-1].span.end)
            return cast.named_in(span)[:1] or cast.resolve(span, create=False)
        if at + 2 < len(words) and words[at + 1].form in {"by", "from", "of"}:
            head = head_index(words[at + 2 :])
            if words[at + 1].form != "of" and head is not None:
                span = Span(words[at + 2].span.start, words[at + 2 + head].span.end)
                return cast.resolve(span)
    return ()
