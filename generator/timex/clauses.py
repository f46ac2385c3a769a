"""The part of a sentence that tells what happened on a date, made to stand alone.

A clause is cut out only where that is safe: it has a subject and a verb of its own, its quotation
marks are balanced, and no "officials said" is lost on the way, since that would turn a claim into
a fact.  In doubt the whole sentence stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.document import Span, Word
from generator.language.marks import closed, single_signs
from generator.language.phrases import has_clause
from generator.language.tagger import tag

LONGEST = 2000
"""Characters beyond which a sentence is left alone: it is a table or a broken line."""
REACH = 300
"""Characters that are kept around a date in such a line."""
CUT = re.compile(
    r"(?P<semi>;\s+)|,\s+(?P<coordinated>and|but|while|whereas|although|though|so)\s+"
    r"|,\s+(?P<relative>who|which)\s+"
    r"|(?P<aside>,\s+(?=(?:where|when|with|including|because|since|as|after|before|following)\s))"
)
REPORTS = re.compile(
    r"\b(?:said|says|saying|told|according to|reported|reports|claimed|claims|alleged|alleges|"
    r"added|adding|stated|announced|wrote|argued|denied|accused|insisted|testified|believes?)\b",
    re.IGNORECASE,
)
FEWEST_REPORTED = 6
"""Words after "said" that are likely to hold what was said."""
LEAD = re.compile(
    r"(?:(?:and|but|so|also|however|meanwhile|moreover|nevertheless|still|then|in addition|"
    r"for (?:his|her|its|their) part|in a related development)\b,?\s+)+",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(r"(?:(?:the|The)\s+)?(?:[A-Z][\w.’'-]*\s+){0,5}[A-Z][\w’'-]*$")
HANGS = re.compile(r"\b(?:with|of|to|in|for|on|and|or)\s$")
"""Before a name, these leave open whether "which" means the name or the noun before."""
DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.]{1,20})?"
    r"(?:, (?:\d{1,2} [A-Z][a-z]+\.?|[A-Z][a-z]+\.? \d{1,2})(?:,? \d{4})?)?"
    r"(?: \([^()]{2,30}\))?\s?(?:--|[—–_-])\s{1,3}(?=\S)"
)
"""The place, and perhaps the date and the agency, that open a report."""
LEANS = frozenset(
    (
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "its",
        "their",
        "who",
        "which",
        "that",
        "this",
        "these",
        "there",
    )
)
SUBORDINATES = frozenset(
    {"although", "though", "because", "if", "while", "whereas", "unless", "since", "as", "after"}
    | {"before", "until", "that"}
)
TIMES_GO = frozenset({"later", "earlier", "day", "night", "week", "month", "year"})
"""What ends words that open a clause with its time."""


class Told(NamedTuple):
    """What happened, as a sentence, and the words of the text that it rests on."""

    text: str
    evidence: Span


def told(
    text: str,
    sentence: Span,
    date: Span,
    keep: Sequence[Span] = (),
    words: Sequence[Word] = (),
) -> Told:
    """The shortest part of `sentence` around `date` that stands alone.

    Args:
        text: The document's text.
        sentence: The sentence that holds the date.
        date: The expression.
        keep: Spans that must stay in sight with it, such as who said it.
        words: The sentence's tagged words, where they are at hand already.

    Returns:
        A sentence of the text's own words and the exact span that it was taken from.
    """
    sentence = sentence.trimmed(text)
    if sentence.end - sentence.start > LONGEST:
        clipped = _around(text, sentence, date)
        return Told(as_sentence(clipped.of(text)), clipped)
    cuts = list(CUT.finditer(text, sentence.start, sentence.end))
    tagged = (words or tag(text, sentence)) if cuts else ()
    parts = _parts(text, sentence, date, [c for c in cuts if not _lists(c, tagged)])
    for part, prefix in parts:
        span = part.trimmed(text)
        clause = prefix + span.of(text)
        lost = text[sentence.start : span.start] + " | " + text[span.end : sentence.end]
        if (
            all(span.covers(k) for k in keep)
            and not REPORTS.search(lost)
            and not _reports_elsewhere(clause, from_start=span.start == sentence.start)
            and _balanced(clause)
            and _stands([w for w in tagged if span.covers(w.span)], alone=not prefix)
        ):
            return Told(as_sentence(clause), _evidence(text, span, prefix))
    return Told(as_sentence(sentence.of(text)), sentence)


def _around(text: str, sentence: Span, date: Span) -> Span:
    """The words around a date where the sentence is too long to be one."""
    start, end = max(sentence.start, date.start - REACH), min(sentence.end, date.end + REACH)
    if start > sentence.start:
        start = max(text.find(" ", start, date.start), start)
    if end < sentence.end:
        end = max(text.rfind(" ", date.end, end), date.end)
    return Span(start, end).trimmed(text)


def quoted(text: str, happening: Told, source: Sequence[Span], *, marked: bool) -> Told:
    """The words as somebody's, whom their own sentence does not name.

    Words that stand in quotation marks keep them and are changed in nothing; what is told in the
    document's words has the speaker alone before it.

    Args:
        text: The document's text.
        happening: What `told` made of the sentence.
        source: Who says it, elsewhere in the text; empty where the document hides the speaker.
        marked: Whether the words stand within a quotation.
    """
    words = happening.text
    if marked:
        words = f"“{_verbatim(happening.evidence.of(text))}”"
    name = " ".join(" ".join(s.of(text) for s in source).split()).strip(" ,")
    if name and name.lower() not in LEANS:
        words = f"{name[:1].upper()}{name[1:]}: {words}"
    return happening._replace(text=words)


def _verbatim(words: str) -> str:
    """Words of a quotation on one line, without its marks or the comma before what follows."""
    words = " ".join(single_signs(words).split()).strip('"“”')
    if words.startswith(("'", "‘")):
        words = words[1:].rstrip("'’")
    words = words.rstrip(" ,;:—–-")
    return words if words[-1:] in ".!?…" else words + "."


def _evidence(text: str, span: Span, prefix: str) -> Span:
    if not prefix:
        return span
    return Span(text.rindex(prefix.strip(), 0, span.start), span.end)


def _lists(cut: re.Match[str], words: Sequence[Word]) -> bool:
    """Whether ", and" goes on with a list rather than opening a clause."""
    if cut["coordinated"] != "and":
        return False
    rest = [w for w in words if w.span.start >= cut.end()]
    stops = [*(i for i, w in enumerate(rest) if w.form in {",", ";"}), len(rest), len(rest)]
    # "And in 2008, …", "and the following day, …": the clause comes after the comma.
    ahead = rest and (
        rest[0].tag in {"IN", "RB", "CD"} or (rest[: stops[0]] or rest)[-1].lemma in TIMES_GO
    )
    if any(w.tag in {"WP", "WDT"} for w in rest[stops[0] + 1 : stops[0] + 2]):
        # "And the mayor, who had warned of it, left": one verb is the relative clause's.
        return sum(w.finite for w in rest) < len(("had", "left"))
    return not has_clause(rest[: stops[1 if ahead else 0]])


def _parts(
    text: str, sentence: Span, date: Span, cuts: Sequence[re.Match[str]]
) -> list[tuple[Span, str]]:
    """Parts of the sentence around the date, shortest first, each with a subject to put before."""
    before = [c for c in cuts if c.end() <= date.start]
    after = [c for c in cuts if c.start() >= date.end]
    ends = [c.start() for c in after] + [sentence.end]
    parts: list[tuple[Span, str]] = []
    for cut in reversed(before):
        if cut["aside"] is not None:
            continue
        if cut["relative"]:
            name = NAME_BEFORE.search(text[sentence.start : cut.start()])
            lead = text[sentence.start : cut.start()][: name.start()] if name else ""
            if not name or (cut["relative"] == "which" and HANGS.search(lead)):
                continue
            comma = text.find(",", date.end, sentence.end)
            end = comma if comma > 0 else sentence.end
            parts.append((Span(cut.end(), end), name[0] + " "))
            continue
        parts.extend((Span(cut.end(), end), "") for end in ends)
    parts.extend((Span(sentence.start, end), "") for end in ends)
    return parts


def _reports_elsewhere(words: str, *, from_start: bool) -> bool:
    """Whether the words tell that something was said, but may have lost what it was."""
    report = REPORTS.search(words)
    if report is None:
        return False
    return not from_start or len(words[report.end() :].split()) < FEWEST_REPORTED


def _stands(words: Sequence[Word], *, alone: bool) -> bool:
    """Whether the words have a subject that needs no antecedent, and a finite verb of their own.

    Every relative pronoun and subordinating conjunction takes one finite verb for its own clause.
    Where `alone` is false a subject was put before the words, so the verb must come first.
    """
    words = [w for w in words if w.form[0].isalnum() and w.tag != "CC"]
    if len(words) < 3:
        return False
    if not alone:
        return next(w for w in words if w.tag != "RB" or w is words[-1]).finite
    if words[0].lemma in LEANS or words[0].tag.startswith(("V", "W", "MD", "TO")):
        return False
    subject, owed = False, 0
    for word in words:
        if word.tag in ("WDT", "WP", "WRB", "WP$") or word.lemma in SUBORDINATES:
            owed += 1
        elif word.finite and owed:
            owed -= 1
        elif word.finite and subject:
            return True
        subject = subject or word.noun or word.tag == "PRP"
    return False


def _balanced(words: str) -> bool:
    words = single_signs(words)
    return (
        words.count('"') % 2 == 0
        and words.count("“") == words.count("”")
        and words.count("(") == words.count(")")
    )


def as_sentence(words: str) -> str:
    """The words as a sentence: single-spaced, no connective in front, capitalised, with a stop."""
    words = " ".join(single_signs(words).split())
    if dateline := DATELINE.match(words):
        words = words[dateline.end() :]
    words = LEAD.sub("", words, count=1) if LEAD.match(words) else words
    words = words.rstrip(" ,;:—–-")
    if words and words[-1] not in '.!?”"’':
        words += "."
    return closed(words[:1].upper() + words[1:])
