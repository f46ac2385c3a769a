"""How central an entity is to a story: what the headline and the lead say of it.

Input: a parsed document and an entity.  Output: a weight.  The headline's first name is whom the
news is about more often than not; then comes the subject of the first sentence (the "who" of the
5W1H; Hamborg et al. 2019, "Giveme5W1H"), then who is named or quoted again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.document import BlockKind, ParsedDocument, Span, Word
from generator.entities.entity import Entity, is_subject
from generator.language.tagger import tag

_PARTS = re.compile(r"(?:[:;?!]|\s[-–—|]|\.\.\.|…)\s+")
_QUOTED = re.compile(r"(?:^|(?<=\s))['\"‘“].+?['\"’”](?=\s|$|[.,:;])")
_WORD = re.compile(r"\w+")
_HEADLINE, _AHEAD = 2.0, 3.0
"""What standing in the headline counts, and what standing at its head (or a part's) adds."""
_SUBJECT, _IN_LEAD, _SECOND = 3.0, 1.0, 1.0
_MENTION, _MOST_MENTIONS = 0.4, 10
_LEAST_WORDS = 6
_LEAST_HEAD = 4


class Stage:
    """A document's headline and lead, asked how much they say for an entity."""

    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        lines = [s.of(parsed.text) for s in parsed.source.spans(BlockKind.HEADLINE)]
        title = parsed.source.title or next(iter(lines), "")
        self.parts = [
            ([w.group().lower() for w in _WORD.finditer(part)], _lemmas(part))
            for part in _parts(title)
        ]
        self.lead = [parsed.sentence_at(s.start) for s in opening(parsed, 2)]

    def weight(self, entity: Entity, mentions: Sequence[Span]) -> float:
        """How much speaks for an entity being whom the story is about."""
        score = _MENTION * min(len(mentions), _MOST_MENTIONS)
        ahead = self.ahead(entity)
        if ahead is not None:
            score += _HEADLINE + _AHEAD / (1 + ahead)
        for place, index in enumerate(self.lead):
            here = [m for m in mentions if self.parsed.sentence_at(m.start) == index]
            words = self.parsed.words[index] if 0 <= index < len(self.parsed.words) else ()
            if any(is_subject(words, m) and not _owns(words, m) for m in here):
                score += _SECOND if place else _SUBJECT
            elif here and not place:
                score += _IN_LEAD
        return score

    def ahead(self, entity: Entity) -> int | None:
        """How many words stand before an entity in its part of the headline, if it is in one."""
        found = [
            at
            for words, lemmas in self.parts
            for at in (_place(words, entity), _head_place(lemmas, entity))
            if at is not None
        ]
        return min(found, default=None)


def opening(parsed: ParsedDocument, count: int) -> list[Span]:
    """The first sentences of the story that tell something."""
    told = parsed.source.spans(BlockKind.PARAGRAPH) or parsed.source.story
    out: list[Span] = []
    for index, sentence in enumerate(parsed.sentences):
        words = parsed.words[index] if index < len(parsed.words) else ()
        if len(words) >= _LEAST_WORDS and any(w.finite for w in words):
            if any(s.covers(sentence) for s in told):
                out.append(sentence)
            if len(out) == count:
                break
    return out


def _parts(title: str) -> Iterator[str]:
    """The headline's parts ("Dam burst: Town blames quarry"), quotations left out."""
    bare = _QUOTED.sub(" ", title)
    return (p for p in _PARTS.split(bare if _WORD.search(bare) else title) if p.strip())


def _lemmas(part: str) -> list[str]:
    words = tag(part.lower(), Span(0, len(part.lower())))
    return [w.lemma for w in words if w.form[0].isalnum()]


def _place(words: Sequence[str], entity: Entity) -> int | None:
    """Where one of an entity's names stands among the headline's words."""
    names = [entity.name, *entity.forms]
    if entity.kind == "person" and entity.name:
        names.append(entity.name.split()[-1])
    best = None
    for name in names:
        wanted = [w.group().lower() for w in _WORD.finditer(name)]
        if not wanted or len("".join(wanted)) < 2:
            continue
        for i in range(len(words) - len(wanted) + 1):
            if words[i : i + len(wanted)] == wanted:
                best = i if best is None else min(best, i)
                break
    return best


def _head_place(lemmas: Sequence[str], entity: Entity) -> int | None:
    """Where the noun of somebody who is only described stands in the headline."""
    if entity.kind == "organisation" or not entity.name[:1].islower():
        return None
    heads = {h.lower() for h in entity.heads if len(h) >= _LEAST_HEAD}
    return next((i for i, lemma in enumerate(lemmas) if lemma in heads), None)


def _owns(words: Sequence[Word], mention: Span) -> bool:
    """Whether a mention only qualifies what follows ("Orr's lawyer", "an Orr aide")."""
    following = next((w for w in words if w.span.start >= mention.end), None)
    return following is not None and (following.tag == "POS" or following.tag in {"NN", "NNS"})
