"""Reads Markdown: front matter, then the text without its markup.

Input: a file's text.  Output: the normalised text with its lines, where headings are subheads,
the texts of pictures are captions and links are their words.
"""

from __future__ import annotations

from typing import NamedTuple

import markdown

from generator.document import Problem, Severity
from generator.ingesting.frontmatter import read_front_matter
from generator.ingesting.lines import Line
from generator.ingesting.makeup import Told
from generator.ingesting.normalise import normalise
from generator.ingesting.parts import Part, compose
from generator.ingesting.walker import walk

MOST_OPEN = 50
"""Brackets that a text may leave open, and levels that its quotations may nest."""
LONGEST_LINE = 20_000
"""Characters of a line that the converter is given."""


class MarkedPage(NamedTuple):
    """A Markdown file as ingest takes it on."""

    text: str
    lines: list[Line]
    told: Told
    problems: tuple[Problem, ...]


def read_markdown(file: str, name: str) -> MarkedPage:
    """Reads a Markdown file; nothing in it stops the reading."""
    front = read_front_matter(file, name)
    body = normalise(file[front.body :]).text
    problems = front.problems
    try:
        _refuse_nesting(body)
        parts = walk(markdown.markdown(body, extensions=["tables", "sane_lists"]))
    except (RecursionError, ValueError, AssertionError) as error:
        parts = tuple(Part(None, chunk) for chunk in body.split("\n\n"))
        problems += (
            Problem(
                code="markdown",
                message=f"unreadable Markdown ({type(error).__name__}), taken as plain text",
                path=name,
                expected="Markdown",
                hint="look for brackets left open, nested `>`, or a giant line",
                severity=Severity.WARNING,
            ),
        )
    text, lines = compose(parts)
    return MarkedPage(text, lines, front.told, problems)


def _refuse_nesting(body: str) -> None:
    """Keeps text from the converter on which it would take time without end.

    Raises:
        ValueError: Brackets are left open by the dozen, quotations nest deeply, or a line is far
            too long.
    """
    if (
        body.count("[") - body.count("]") > MOST_OPEN
        or body.count("<") - body.count(">") > MOST_OPEN
    ):
        raise ValueError("brackets left open")
    for line in body.split("\n"):
        if len(line) > LONGEST_LINE or line[: 4 * MOST_OPEN].count(">") > MOST_OPEN:
            raise ValueError("nested too deeply")
