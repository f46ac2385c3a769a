"""Training.  GUM's entities -> names of persons, organisations and places in many genres.

GUM marks whole noun phrases, nested, of many kinds.  A name is what a phrase of the three kinds
has around a head that is a proper noun.  Where that leaves doubt (titles before a person's name,
names within longer phrases), the words are given as unsure rather than as no name.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.document import Span
from training.corpora import Document, spans_document

_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_LINKS_WITHIN = {"of", "the", "and", "&", "-", "for", "de", "'s", "."}
_ENTITY = re.compile(r"\((?P<opened>[^()]+)(?P<at_once>\))?|(?P<closed>[^()]+)\)")


class _Token(NamedTuple):
    span: Span
    proper: bool
    head: int
    relation: str
    form: str


class _Phrase(NamedTuple):
    kind: str
    first: int
    last: int


def documents(path: Path) -> Iterator[Document]:
    """All documents of a GUM file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            if line.startswith("# newdoc") and block:
                yield _document(block)
                block = []
            block.append(line.rstrip("\n"))
        yield _document(block)


def _document(lines: list[str]) -> Document:
    text, tokens, phrases = "", [], []
    open_phrases: dict[str, list[tuple[str, int]]] = {}
    offset, glued_until = 0, 0
    for line in lines:
        if line.startswith("# newpar") and text:
            text = text.rstrip(" \n") + "\n"
        if not line or line.startswith("#"):
            offset = len(tokens)
            continue
        number, form, _, tag, fine, _, head, relation, _, misc = line.split("\t")
        space = "" if "SpaceAfter=No" in misc else " "
        if "-" in number:
            glued_until = int(number.split("-")[1])
            last_space = space
            continue
        if "." in number:
            continue
        at = int(number)
        if at < glued_until:
            space = ""
        elif at == glued_until:
            space, glued_until = last_space, 0
        index = offset + at - 1
        span = Span(len(text), len(text) + len(form))
        proper = tag == "PROPN" or fine.startswith("NNP")
        tokens.append(
            _Token(span, proper, offset + int(head) - 1 if head != "0" else -1, relation, form)
        )
        text += form + space
        entity = re.search(r"(?:^|\|)Entity=([^|]+)", misc)
        for m in _ENTITY.finditer(entity[1] if entity else ""):
            parts = (m["opened"] or m["closed"]).split("-")
            if m["opened"]:
                if m["at_once"]:
                    phrases.append(_Phrase(parts[1], index, index + 1))
                else:
                    open_phrases.setdefault(parts[0], []).append((parts[1], index))
            elif open_phrases.get(parts[0]):
                kind, first = open_phrases[parts[0]].pop()
                phrases.append(_Phrase(kind, first, index + 1))
    return _named(text, tokens, phrases)


def _named(text: str, tokens: list[_Token], phrases: list[_Phrase]) -> Document:
    tags: list[tuple[str, Span]] = []
    unsure: set[int] = set()
    taken: set[int] = set()
    for phrase in sorted(phrases, key=lambda p: (p.first, -p.last)):
        inside = range(phrase.first, phrase.last)
        heads = [i for i in inside if not phrase.first <= tokens[i].head < phrase.last]
        if phrase.kind not in _KINDS or len(heads) != 1 or not tokens[heads[0]].proper:
            continue
        first, last = _core(tokens, phrase, heads[0])
        if taken & set(range(first, last)):
            continue
        taken |= set(range(first, last))
        tags.append(
            (_KINDS[phrase.kind], Span(tokens[first].span.start, tokens[last - 1].span.end))
        )
    for i, token in enumerate(tokens):
        if token.proper and i not in taken:
            unsure.add(i)
    return spans_document(text, tags, [tokens[i].span for i in sorted(unsure)])


def _core(tokens: list[_Token], phrase: _Phrase, head: int) -> tuple[int, int]:
    """The name within a phrase: proper nouns around the head."""

    def belongs(i: int) -> bool:
        if not tokens[i].proper:
            return False
        return (
            phrase.kind != "person"
            or i == head
            or tokens[i].relation.startswith("flat")
            or tokens[head].relation.startswith("flat")
        )

    first, last = head, head + 1
    while first > phrase.first and belongs(first - 1):
        first -= 1
    while last < phrase.last:
        ahead = last
        while (
            phrase.kind != "place"
            and ahead < phrase.last - 1
            and tokens[ahead].form.lower() in _LINKS_WITHIN
            and (phrase.kind != "person" or tokens[ahead].form in "-.")
        ):
            ahead += 1
        if not belongs(ahead):
            break
        last = ahead + 1
    return first, last
