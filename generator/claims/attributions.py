"""Attributions as statements need them: whole, with their sources, and those that were missed.

Input: a parsed document.  Output: attributions.  What the encoder's one layer cuts short or joins
is mended (`pieces.py`), what it passes over within others is found (`nested.py`), and a source
that it missed is taken from the subject; an answer in the passive ("was confirmed by the mayor")
is told by its verb.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from generator.claims.nested import passed_on, with_others
from generator.claims.pieces import quoted, raised, whole_pieces
from generator.claims.wrongs import subject_of
from generator.document import Attribution, BlockKind, ParsedDocument, Span, Word, hull
from generator.language.phrases import DETERMINERS, head_index
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.negation import negates_verb
from generator.vocabulary.works import is_document

_LEAST = 3
_HELPS = frozenset({"VB", "MD"})
_ANSWERED = frozenset({"confirm", "deny", "reject", "dismiss", "dispute", "refute"})
_LONGEST_SUBJECT = 14
_LATE = 9
"""Words after a verb of saying within which "that" stands ("maintained until his death that …")."""
_WORDS_OF = frozenset({"comment", "post", "remark", "speech", "statement", "tweet", "word"})
"""Nouns for what somebody said, which a quotation after a colon gives."""
_PHRASE = DETERMINERS | {"JJ", "CD", "HYPH", "AFX", "VBN"}
"""What may stand before a noun in its phrase."""


def complete(parsed: ParsedDocument) -> list[Attribution]:
    """The document's attributions, made whole and joined by those that were missed."""
    out: list[Attribution] = []
    apart = _told_apart(parsed, parsed.reading.attributions)
    own = itertools.chain.from_iterable(_after_colons(parsed, a) for a in apart)
    for read in itertools.chain.from_iterable(_of_others(parsed, a) for a in own):
        found = _told_of(parsed, read)
        if found is None:
            continue
        for piece in whole_pieces(parsed, _whole_cue(parsed, found)):
            whole = passed_on(parsed, _whole_source(parsed, piece))
            whole = whole or _with_subject(parsed, _whole_source(parsed, piece))
            out += with_others(parsed, whole)
    out = _told_once(out)
    heard = [span for a in out for span in (*a.cue, *a.content)]
    out += [
        a
        for words in parsed.words
        for a in _passives(words)
        if not any(a.cue[0].overlaps(span) for span in heard)
    ]
    return out


def _after_colons(parsed: ParsedDocument, attribution: Attribution) -> list[Attribution]:
    """The attribution, but for a quotation elsewhere that a colon gives to another subject.

    "The guild said it had won. … Then Orr spoke to her clerk: “Come in.”"
    """
    kept: list[Span] = []
    out: list[Attribution] = []
    for piece in sorted(attribution.content):
        here = parsed.sentence_at(piece.start)
        opens = parsed.sentences[here].start if here >= 0 else piece.start
        far = not attribution.source and not attribution.cue
        far = far or (bool(attribution.cue) and attribution.cue[-1].end <= opens)
        leads = (_before_colon(parsed, piece) if far else None) or _announced(parsed, piece)
        if leads is None:
            kept.append(piece)
        else:
            out.append(Attribution((leads[0],), (leads[1],), (piece,)))
    return [attribution._replace(content=tuple(kept)), *out] if kept else out


def _of_others(parsed: ParsedDocument, attribution: Attribution) -> list[Attribution]:
    """The attribution, but for a piece in which somebody else says something.

    "Orr said the pump broke, and Holt, a miner, | maintained in May that it had been shut."
    """
    first, *more = sorted(attribution.content)
    kept, out = [first], []
    for piece in more:
        other = _said_in(parsed, attribution, piece)
        if other is None:
            kept.append(piece)
        else:
            out.append(other)
    return [attribution._replace(content=tuple(kept)), *out]


def _said_in(parsed: ParsedDocument, attribution: Attribution, piece: Span) -> Attribution | None:
    """What a piece tells that begins with a verb of saying, whose subject stands before it."""
    words = parsed.words_in(piece)
    # A past is at times taken for a participle.
    tells = bool(words) and (words[0].finite or words[0].tag == "VBN")
    if not tells or words[0].lemma not in load_mapping("claims/cues.txt"):
        return None
    that = next((i for i, w in enumerate(words[1:_LATE], 1) if w.form == "that"), None)
    here = parsed.sentence_at(piece.start)
    if that is None or that + 1 == len(words) or here < 0:
        return None
    sentence = parsed.words[here]
    verb = next((i for i, w in enumerate(sentence) if w.span == words[0].span), None)
    subject = subject_of(sentence, verb) if verb else ()
    if not any(w.noun for w in subject):
        return None
    source = hull([w.span for w in subject])
    if any(source.overlaps(span) for span in (*attribution.source, *attribution.cue)):
        return None
    return Attribution((source,), (words[0].span,), (Span(words[that].span.start, piece.end),))


def _before_colon(parsed: ParsedDocument, quotation: Span) -> tuple[Span, Span] | None:
    """The subject and the verb of the clause that ends in a colon before a quotation."""
    here = parsed.sentence_at(quotation.start)
    start = parsed.sentences[here].start if here >= 0 else quotation.start
    before = parsed.words_in(Span(start, quotation.start))
    while before and before[-1].tag in {"``", "''"}:
        before = before[:-1]
    verb = next((i for i, w in enumerate(before) if w.finite), None)
    if not verb or before[-1].form != ":" or not quoted(parsed.text, quotation):
        return None
    subject = subject_of(before, verb)
    if not subject or (len(subject) == 1 and subject[0].tag in {"DT", "EX"}):
        return None
    return hull([w.span for w in subject]), before[verb].span


def _announced(parsed: ParsedDocument, quotation: Span) -> tuple[Span, Span] | None:
    """Whose words the paragraph before announces: "The site rated this statement by Orr:"."""
    here = parsed.sentence_at(quotation.start)
    if here < 1 or quotation.start > parsed.sentences[here].start + 1:
        return None
    before = parsed.words[here - 1]
    if not before or before[-1].form != ":" or not quoted(parsed.text, quotation):
        return None
    for at in range(len(before) - 2):
        if before[at].noun and before[at].lemma in _WORDS_OF and before[at + 1].form == "by":
            head = head_index(before[at + 2 :])
            if head is not None and before[at + 2 + head].proper:
                name = Span(before[at + 2].span.start, before[at + 2 + head].span.end)
                return name, before[at].span
    return None


def _told_once(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Content that belongs to the next attribution is none of the one before it.

    "She accused Orr of a cover-up: the books, she alleged, were burnt": "the books" was told once.
    """
    out = list(attributions)
    for i, (one, other) in enumerate(itertools.pairwise(attributions)):
        last, first = max(one.content), min(other.content)
        apart = len(other.content) > 1 and other.cue and first.end <= other.cue[0].start
        if apart and last.start < first.start < last.end <= other.cue[0].start:
            kept = Span(last.start, first.start - 1)
            out[i] = one._replace(content=(*sorted(one.content)[:-1], kept))
    return out


def _told_apart(
    parsed: ParsedDocument, attributions: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Attributions without those that are none: other names ("also known as"), heads of notes.

    A subhead that ends in a cue ("Allies alleged") begins nothing in the paragraph below it.
    """
    heads = parsed.source.spans(BlockKind.HEADLINE, BlockKind.SUBHEAD)
    named = [a for a in attributions if _renames(parsed, a)]
    for attribution in attributions:
        if attribution in named or _tells_nothing(parsed, attribution):
            continue
        if attribution.cue:
            head = next((h for h in heads if h.overlaps(attribution.cue[0])), None)
            if head is not None and not any(head.overlaps(c) for c in attribution.content):
                continue
        for other in named:
            last, frame = attribution.content[-1], hull((*other.cue, *other.content))
            if 0 <= frame.start - last.end <= 2:
                # What "also known as" cut off goes on after the other name.
                joined = Span(last.start, frame.end)
                attribution = attribution._replace(  # noqa: PLW2901
                    content=(*attribution.content[:-1], joined)
                )
        yield attribution


def _told_of(parsed: ParsedDocument, attribution: Attribution) -> Attribution | None:
    """A passive's subject is no speaker: "was told that …" has none that the text names.

    "The vote was reported as …" is nobody's statement but the document's.
    """
    words = parsed.cue_words(attribution)
    said = next((w for w in words if w.tag == "VBN" and w.lemma != "be"), None)
    passive = said is not None and any(w.lemma == "be" for w in words)
    if said is None or not passive or not attribution.source:
        return attribution
    if min(attribution.content).start < attribution.cue[0].start:
        return attribution
    if attribution.source[0].start > attribution.cue[0].start:
        return attribution
    if said.lemma in load_set("claims/hearers.txt"):
        return attribution._replace(source=())
    return None if said.lemma in load_set("claims/seen_as.txt") else attribution


def _renames(parsed: ParsedDocument, attribution: Attribution) -> bool:
    words = parsed.cue_words(attribution)
    return not attribution.source and [w.lemma for w in words][-2:] == ["know", "as"]


def _tells_nothing(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Whether nobody speaks and the cue is no word of telling ("was granted … “Come here”")."""
    cues = load_mapping("claims/cues.txt")
    words = parsed.cue_words(attribution)
    if words and all(w.tag in {"IN", "TO"} for w in words):
        # "Headlines about the storm", "anger over the ruling"; but "in a Vale Wire poll, …"
        source = {w.lemma for s in attribution.source for w in parsed.words_in(s)}
        return words[0].form.lower() != "per" and not any(map(is_document, source))
    return bool(words) and not attribution.source and not any(w.lemma in cues for w in words)


def _whole_cue(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """The cue with "did not" before it."""
    if not attribution.cue:
        return attribution
    cue = attribution.cue[0]
    index = parsed.sentence_at(cue.start)
    before = [w for w in parsed.words[index] if w.span.end <= cue.start]
    near = range(max(0, len(before) - _LEAST), len(before))
    negation = next((i for i in near if negates_verb(before[i].lemma)), None)
    if negation is None or any(w.noun or w.form == "," for w in before[negation:]):
        return attribution
    start = before[
        negation - 1 if negation and before[negation - 1].tag[:2] in _HELPS else negation
    ]
    if any(s.overlaps(start.span) for s in (*attribution.source, *attribution.content)):
        return attribution
    return attribution._replace(cue=(Span(start.span.start, cue.end), *attribution.cue[1:]))


def _whole_source(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """ "Officials in Brill say …", where only "Brill" was taken for the source."""
    if not attribution.source or not attribution.cue:
        return attribution
    source = attribution.source[0]
    index = parsed.sentence_at(source.start)
    if index < 0 or source.start > attribution.cue[0].start:
        return attribution
    before = [w for w in parsed.words[index] if w.span.end <= source.start]
    if len(before) < 2 or before[-1].form not in {"in", "of", "at"} or not before[-2].noun:
        return attribution
    start = len(before) - 1
    while start > 0 and (
        before[start - 1].noun or before[start - 1].tag in _PHRASE or before[start].form == "-"
    ):
        start -= 1
    whole = Span(before[start].span.start, source.end)
    if any(c.overlaps(whole) for c in attribution.content):
        return attribution
    return attribution._replace(source=(whole, *attribution.source[1:]))


def _with_subject(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """An attribution without a source gets the subject that stands before its cue."""
    if attribution.source or not attribution.cue:
        return attribution
    if raised(parsed, attribution):
        return attribution
    cue = attribution.cue[0]
    for span in attribution.content[:1]:
        # "Holt rejected the claim", read as if Holt were part of what was rejected.
        words = parsed.words_in(span)
        beside = 0 <= cue.start - span.end <= 1 and len(attribution.content) > 1
        if beside and len(words) <= _LEAST + 3 and not any(w.finite for w in words):
            return attribution._replace(source=(span,), content=attribution.content[1:])
    cue_words = parsed.words_in(cue)
    index = parsed.sentence_at(cue.start)
    if index < 0 or not cue_words:
        return attribution
    verbal = cue_words[0].tag.startswith(("VB", "MD"))
    if not verbal and cue_words[0].lemma not in load_mapping("claims/cues.txt"):
        return attribution
    if any(a.lemma == "be" and b.tag == "VBN" for a, b in itertools.pairwise(cue_words)):
        return attribution
    before = [w for w in parsed.words[index] if w.span.end <= cue.start]
    subject = list(itertools.takewhile(lambda w: w.form != ",", before))
    aside = before[len(subject) :]
    if aside and not (aside[-1].form == "," and len(aside) <= _LEAST + 3):
        return attribution
    opens = subject[0].tag if subject else ""
    if not 0 < len(subject) <= _LONGEST_SUBJECT or opens in {"IN", "WRB", "RB", "CC", "``"}:
        return attribution
    if any(w.tag[:2] == "VB" or w.tag == "MD" for w in subject):
        return attribution
    source = Span(subject[0].span.start, subject[-1].span.end)
    if any(c.overlaps(source) for c in attribution.content):
        return attribution
    return attribution._replace(source=(source,))


def _passives(words: Sequence[Word]) -> Iterator[Attribution]:
    """ "That sale is confirmed by its notary": an answer in the passive."""
    for i in range(2, len(words) - 2):
        if words[i].lemma not in _ANSWERED or words[i + 1].form != "by":
            continue
        if words[i - 1].lemma != "be" and words[i - 2].lemma != "be":
            continue
        end = head_index(words[i + 2 :])
        verb = next(j for j in range(i - 1, -1, -1) if words[j].lemma == "be" or j == 0)
        if end is None or verb == 0 or words[i + 2 + end].tag == "CD":
            continue
        yield Attribution(
            (Span(words[i + 2].span.start, words[i + 2 + end].span.end),),
            (Span(words[i].span.start, words[i].span.end),),
            (Span(words[0].span.start, words[verb - 1].span.end),),
        )
