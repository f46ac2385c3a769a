"""Reads the YAML front matter of a Markdown seed.

Input: a file's text.  Output: what it tells (which wins over what the text says), the rest of
the file, and problems with line and column.  Every scalar is read as text; bad front matter is
reported and the report below it still read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import yaml

from generator.document import Problem, Severity
from generator.ingesting.bylines import split_names
from generator.ingesting.makeup import Told
from generator.ingesting.normalise import clean
from generator.timex.dates import parse_date

LONGEST = 20_000
"""Characters of front matter; more is no front matter."""

_FENCED = re.compile(
    r"\ufeff*\s*?---[ \t]*\r?\n(?P<yaml>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_KEYS = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "published": ("published", "date", "publish_date", "pubdate", "date_published"),
    "updated": ("updated", "modified", "lastmod", "last_updated", "date_modified"),
    "publisher": ("publisher", "source", "site", "outlet", "publication", "site_name"),
    "url": ("url", "canonical", "canonical_url", "link", "original_url"),
    "language": ("language", "lang"),
}


class FrontMatter(NamedTuple):
    """What the front matter tells, where the body begins, and what is wrong with it."""

    told: Told
    body: int
    problems: tuple[Problem, ...] = ()


def read_front_matter(file: str, name: str) -> FrontMatter:
    """Reads the front matter of `file`; a file without one tells nothing."""
    match = _FENCED.match(file[: LONGEST + 100])
    if match is None:
        opening = file[:200].lstrip("\ufeff \n\r\t")
        if opening.startswith(("---\n", "---\r\n")) and ":" in opening:
            return FrontMatter(Told(), 0, (_unclosed(name),))
        return FrontMatter(Told(), 0)
    above = file.count("\n", 0, match.start("yaml"))
    lines = match["yaml"].splitlines()
    try:
        told = yaml.load(match["yaml"], Loader=yaml.BaseLoader)  # noqa: S506  (makes text only)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = _bad(
            name,
            error.problem or "cannot be read",
            (above + mark.line + 1, mark.column + 1) if mark else (0, 0),
            lines[mark.line] if mark and mark.line < len(lines) else "",
        )
        return FrontMatter(Told(), match.end(), (problem,))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return FrontMatter(
            Told(),
            match.end(),
            (_bad(name, str(error).split("\n")[0] or "is nested too deeply", (1, 1), ""),),
        )
    if told is None or told == "":
        return FrontMatter(Told(), match.end())
    if not isinstance(told, dict):
        problem = _bad(
            name, "is not a mapping of keys to values", (above + 1, 1), lines[0] if lines else ""
        )
        return FrontMatter(Told(), match.end(), (problem,))
    fields = {str(k).strip().casefold().replace("-", "_"): v for k, v in told.items()}
    return _as_told(fields, match.end(), name, (above, lines))


def _as_told(
    fields: Mapping[str, object], body: int, name: str, place: tuple[int, list[str]]
) -> FrontMatter:
    """The fields that ingest knows, with a problem for each date that cannot be read."""
    problems: list[Problem] = []
    others = [t for key in ("published", "updated") if (t := _text(_first(fields, key)))]

    def date(key: str) -> str | None:
        words = _text(_first(fields, key))
        if not words:
            return None
        value = parse_date(words, others=others)
        if value is not None and len(value) == 10:
            return value
        above, lines = place
        row = next((i for i, line in enumerate(lines) if words in line), 0)
        problems.append(
            Problem(
                code="date",
                message=f"front matter: {words!r} could not be read as a date",
                path=name,
                line=above + row + 1,
                column=max(lines[row].find(words), 0) + 1 if lines else 1,
                length=len(words),
                source_line=lines[row] if lines else "",
                expected="a full date, best as YYYY-MM-DD",
                hint="a date such as 11/12/2022 can be read two ways",
                severity=Severity.WARNING,
            )
        )
        return None

    url = _text(_first(fields, "url"))
    told = Told(
        title=_text(_first(fields, "title")),
        byline=_names(_first(fields, "byline")),
        published=date("published"),
        updated=date("updated"),
        publisher=_text(_first(fields, "publisher")) or None,
        url=url if url.startswith(("https://", "http://")) else None,
        language=_text(_first(fields, "language")) or None,
    )
    return FrontMatter(told, body, tuple(problems))


def _first(fields: Mapping[str, object], key: str) -> object:
    """The value of the first of a field's names that holds something."""
    return next((fields[k] for k in _KEYS[key] if fields.get(k)), None)


def _text(value: object) -> str:
    """A scalar, or the `name` of a mapping, as one line."""
    if isinstance(value, dict):
        value = value.get("name")
    return clean(value) if isinstance(value, str) else ""


def _names(value: object) -> tuple[str, ...]:
    """Writers out of a string, a list of strings, or a list of mappings with `name`."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(n for item in value if (n := _text(item))))
    return split_names(_text(value)) if _text(value) else ()


def _bad(name: str, what: str, place: tuple[int, int], source: str) -> Problem:
    return Problem(
        code="front-matter",
        message=f"front matter: {what}",
        path=name,
        line=place[0],
        column=place[1],
        source_line=source,
        expected="lines of `key: value` between two lines of `---`",
        hint="put values with a colon in quotation marks; the text below was read without it",
        severity=Severity.WARNING,
    )


def _unclosed(name: str) -> Problem:
    return _bad(name, "is never closed", (1, 1), "---")
