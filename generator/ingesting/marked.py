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
        parts = walk(markdown.markdown(body, extensions=["tables", "sane_lists"]))
    except (RecursionError, ValueError, AssertionError) as error:
        parts = tuple(Part(None, chunk) for chunk in body.split("\n\n"))
        problems += (
            Problem(
                code="markdown",
                message=f"the Markdown could not be read ({type(error).__name__}); taken as plain text",
                path=name,
                expected="Markdown",
                hint="look for thousands of nested `>` or `*`",
                severity=Severity.WARNING,
            ),
        )
    text, lines = compose(parts)
    return MarkedPage(text, lines, front.told, problems)
