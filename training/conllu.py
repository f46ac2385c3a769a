"""Training.  CoNLL-U treebanks (GUM, EWT) -> documents: text and tokens that know their place."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.document import Span


class Token(NamedTuple):
    """A token; `head` counts the document's tokens, -1 for a sentence's root."""

    span: Span
    form: str
    coarse: str
    tag: str
    head: int
    relation: str
    misc: str

    @property
    def proper(self) -> bool:
        """Whether it is a proper noun, by either tag."""
        return self.coarse == "PROPN" or self.tag.startswith("NNP")


@dataclass
class Tree:
    """A document: its text (a line a paragraph) and its tokens, in order."""

    text: str
    tokens: list[Token]


def trees(path: Path) -> Iterator[Tree]:
    """All documents of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        block: list[str] = []
        for line in lines:
            if line.startswith("# newdoc") and block:
                yield _tree(block)
                block = []
            block.append(line.rstrip("\n"))
        yield _tree(block)


def _tree(lines: list[str]) -> Tree:
    text, tokens = "", list[Token]()
    offset, glued_until, last_space = 0, 0, ""
    for line in lines:
        if line.startswith("# newpar") and text:
            text = text.rstrip(" \n") + "\n"
        if not line or line.startswith("#"):
            offset = len(tokens)
            continue
        number, form, _, coarse, tag, _, head, relation, _, misc = line.split("\t")
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
        span = Span(len(text), len(text) + len(form))
        above = offset + int(head) - 1 if head != "0" else -1
        tokens.append(Token(span, form, coarse, tag, above, relation, misc))
        text += form + space
    return Tree(text, tokens)
