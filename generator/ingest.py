"""Ingest: from a seed's file, or a row's text, to a `SourceDocument`.

Input: a path (`.txt`, `.md`, `.html`) or a text.  Output: the text that every offset will point
into, and what its make-up says.  A file is normalised once, here (`ingesting/normalise.py`); a
text that is given is never changed.  The make-up follows the habits of news desks (headline,
byline, dates, subheads, captions with their credit, agency credits), not any one paper's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.document import InputError, Problem, Severity, SourceDocument
from generator.ingesting.decoding import Decoded, Refusal, decode
from generator.ingesting.files import empty, read_bytes, refuse
from generator.ingesting.language import find_language
from generator.ingesting.lines import BLANK, Line, split_lines
from generator.ingesting.makeup import Remark, Told, find_make_up
from generator.ingesting.normalise import normalise
from generator.ingesting.quotes import find_stray_marks
from generator.timex.dates import parse_date

MOST_CHARACTERS = 500_000
"""Characters of text in one seed: some 80,000 words, far beyond any report."""
LONGEST_LINE = 20_000
"""Characters of one line; longer ones draw a warning that paragraphs could not be told."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What a reader of one format hands over.

    `place` turns an offset of the text into line and column of the file (0, 0: not known).
    """

    text: str
    lines: Sequence[Line]
    told: Told
    place: Callable[[int], tuple[int, int]]
    problems: tuple[Problem, ...] = ()


def ingest_file(path: Path, *, name: str) -> SourceDocument:
    """Reads a seed.

    Args:
        path: Where the file lies.
        name: What sheets and messages call it (`seeds/quarry-dam.md`).

    Returns:
        The document; what should be known of it, but does not stop it, is in `problems`.

    Raises:
        InputError: The seed cannot be read at all; the problem says why and how to mend it.
    """
    raw = read_bytes(path, name)
    suffix = path.suffix.casefold()
    decoded = decode(raw, html=suffix in {".html", ".htm"})
    if isinstance(decoded, Refusal):
        raise refuse(
            name, decoded.code, decoded.found, expected=decoded.expected, hint=decoded.hint
        )
    if suffix in {".html", ".htm"}:
        page = _read_html(decoded.text, name)
    elif suffix in {".md", ".markdown"}:
        page = _read_markdown(decoded.text, name)
    else:
        page = _read_plain(decoded.text)
    if not page.lines:
        raise empty(name, "holds no words")
    if len(page.text) > MOST_CHARACTERS:
        raise _too_long(name, len(page.text))
    doubts = _doubt_encoding(decoded, name)
    return _finish(page, name, hashlib.sha256(raw).hexdigest(), before=(*doubts, *page.problems))


def ingest_text(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    name: str = "",
) -> SourceDocument:
    """Reads a text that is given, as rows of interchange files do; never changes it.

    Args:
        text: The text; all offsets will point into it as it is.
        title: Its headline, which may or may not also stand at the top of the text.
        published: When it was published, in any format.
        publisher: Who published it.
        name: What messages call it.

    Raises:
        InputError: The text holds no words, or is too long.
    """
    name = name or "text"
    if len(text) > MOST_CHARACTERS:
        raise _too_long(name, len(text))
    lines = split_lines(text)
    if not lines:
        raise empty(name, "holds no words")
    date = parse_date(published) if published else None
    problems: tuple[Problem, ...] = ()
    if published and date is None:
        problems = (
            Problem(
                code="date",
                message=f"`published` {published!r} could not be read as a date",
                path=name,
                expected="a date, best as YYYY-MM-DD",
                hint="a date such as 11/12/2022 can be read two ways",
                severity=Severity.WARNING,
            ),
        )
    told = Told(
        title=" ".join((title or "").split()),
        published=date if date and len(date) == 10 else None,
        publisher=(publisher or "").strip() or None,
    )
    page = _Page(text, lines, told, _place_in(text), problems)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _finish(page, name, digest, before=problems)


def _finish(page: _Page, name: str, digest: str, *, before: tuple[Problem, ...]) -> SourceDocument:
    """The steps that all formats share."""
    make_up = find_make_up(page.text, page.lines, page.told)
    language = (page.told.language or "en")[:2].casefold()
    if language == "en":
        language = find_language(page.text)
    remarks = [*make_up.remarks, *_long_lines(page.lines), *_unknown_characters(page.text)]
    if language == "en":
        remarks += find_stray_marks(page.text, make_up.blocks)
    else:
        remarks.append(_foreign(language))
    return SourceDocument(
        text=page.text,
        title=make_up.title,
        name=name,
        byline=make_up.byline,
        published=make_up.published,
        updated=make_up.updated,
        publisher=make_up.publisher,
        url=page.told.url,
        language=language,
        blocks=make_up.blocks,
        digest=digest,
        problems=(*before, *(_as_problem(r, page, name) for r in remarks)),
    )


def _read_plain(decoded: str) -> _Page:
    text, numbers = normalise(decoded)
    place_in_text = _place_in(text)

    def place(offset: int) -> tuple[int, int]:
        line, column = place_in_text(offset)
        return numbers[line - 1], column

    return _Page(text, split_lines(text), Told(), place)


def _read_markdown(decoded: str, name: str) -> _Page:
    from generator.ingesting.marked import read_markdown

    if len(decoded) > MOST_CHARACTERS:
        raise _too_long(name, len(decoded))
    page = read_markdown(decoded, name)
    return _Page(
        page.text, page.lines, page.told, _place_by_words(decoded, page.text), page.problems
    )


def _read_html(decoded: str, name: str) -> _Page:
    from generator.ingesting.webpage import read_webpage

    page = read_webpage(decoded)
    return _Page(page.text, page.lines, page.told, _place_by_words(decoded, page.text))


def _place_in(text: str) -> Callable[[int], tuple[int, int]]:
    """Places in a text that is its own file."""

    def place(offset: int) -> tuple[int, int]:
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

    return place


def _place_by_words(file: str, text: str) -> Callable[[int], tuple[int, int]]:
    """Places in a file with markup, found by the words around the offset."""

    def place(offset: int) -> tuple[int, int]:
        words = text[max(offset - 20, 0) : offset + 10].rsplit("\n", maxsplit=1)[-1]
        at = file.find(words) if len(words) > 8 else -1
        return (0, 0) if at < 0 else (file.count("\n", 0, at) + 1, at - file.rfind("\n", 0, at))

    return place


def _as_problem(remark: Remark, page: _Page, name: str) -> Problem:
    """A warning placed in the file."""
    line, column = page.place(remark.start) if remark.start >= 0 else (0, 0)
    start = page.text.rfind("\n", 0, max(remark.start, 0)) + 1
    end = page.text.find("\n", start)
    source = page.text[start : end if end >= 0 else len(page.text)].strip(BLANK)
    return Problem(
        code=remark.code,
        message=remark.message,
        path=name,
        line=line,
        column=column,
        length=max(remark.length, 1),
        source_line=source if line and len(source) <= 300 else "",
        expected=remark.expected,
        hint=remark.hint,
        severity=Severity.WARNING,
    )


def _foreign(language: str) -> Remark:
    return Remark(
        "language",
        f"the text seems to be in `{language}`; only English is read, so its sheet stays empty",
        -1,
        0,
        expected="English",
        hint="give an English version, or `language: en` if this is wrong",
    )


def _long_lines(lines: Sequence[Line]) -> list[Remark]:
    """A remark on the first line that is too long to be a paragraph."""
    return [
        Remark(
            "long-line",
            f"a line of {len(line.text):,} characters: its paragraphs cannot be told apart",
            line.span.start,
            60,
            expected="paragraphs with a blank line between them",
            hint="save the text again with its line breaks",
        )
        for line in lines
        if len(line.text) > LONGEST_LINE
    ][:1]


def _unknown_characters(text: str) -> list[Remark]:
    """A remark on characters that were lost before the text reached us."""
    count = text.count("\ufffd")
    if not count:
        return []
    return [
        Remark(
            "lost-characters",
            f"{count} characters were lost in an earlier conversion (shown as \ufffd)",
            text.index("\ufffd"),
            1,
            expected="text as it was first written",
            hint="save the report again from its source, as UTF-8",
        )
    ]


def _doubt_encoding(decoded: Decoded, name: str) -> tuple[Problem, ...]:
    """A warning where the encoding was inferred."""
    if not decoded.inferred:
        return ()
    return (
        Problem(
            code="encoding",
            message=f"is not UTF-8; it was read as {decoded.encoding}",
            path=name,
            expected="UTF-8",
            hint="if letters look wrong, save the file as UTF-8",
            severity=Severity.WARNING,
        ),
    )


def _too_long(name: str, length: int) -> InputError:
    return refuse(
        name,
        "too-large",
        f"holds {length:,} characters of text",
        expected=f"at most {MOST_CHARACTERS:,}: a seed is one report",
        hint="split it into one file a report",
    )
