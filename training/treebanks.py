"""Training.  Treebanks -> documents; GUM's entities -> names of many genres.

GUM marks whole noun phrases, nested, of many kinds.  A name is what a phrase of the three kinds
has around a head that is a proper noun.  Where that leaves doubt (titles before a person's name,
names within longer phrases), the words are given as unsure rather than as no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.document import Span
from training.conllu import Token, Tree, trees
from training.corpora import Document, Text

_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
_LINKS_WITHIN = {"of", "the", "and", "&", "-", "for", "de", "'s", "."}
_ENTITY = re.compile(r"\((?P<opened>[^()]+)(?P<at_once>\))?|(?P<closed>[^()]+)\)")


class _Phrase(NamedTuple):
    kind: str
    first: int
    last: int


def documents(path: Path, *, named: bool) -> Iterator[Document]:
    """All documents of a treebank; with `named`, its entities tell names, else nothing is told."""
    for tree in trees(path):
        text = Text(tree.text)
        yield _named(text, tree) if named else text.document()


def _named(text: Text, tree: Tree) -> Document:
    tokens = tree.tokens
    tags: list[tuple[str, Span]] = []
    taken: set[int] = set()
    for phrase in sorted(_phrases(tokens), key=lambda p: (p.first, -p.last)):
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
    unsure = [t.span for i, t in enumerate(tokens) if t.proper and i not in taken]
    return text.named(tags, unsure, other_unknown=True)


def _phrases(tokens: list[Token]) -> Iterator[_Phrase]:
    """Entities as GUM brackets them, inner before outer."""
    opened: dict[str, list[tuple[str, int]]] = {}
    for index, token in enumerate(tokens):
        entity = re.search(r"(?:^|\|)Entity=([^|]+)", token.misc)
        for m in _ENTITY.finditer(entity[1] if entity else ""):
            parts = (m["opened"] or m["closed"]).split("-")
            if m["at_once"]:
                yield _Phrase(parts[1], index, index + 1)
            elif m["opened"]:
                opened.setdefault(parts[0], []).append((parts[1], index))
            elif opened.get(parts[0]):
                kind, first = opened[parts[0]].pop()
                yield _Phrase(kind, first, index + 1)


def _core(tokens: list[Token], phrase: _Phrase, head: int) -> tuple[int, int]:
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
