"""Marks: quotation marks in running text, of whatever kind a paper sets them.

Input: text.  Output: text, or whether words stand within a quotation.
"""

from __future__ import annotations

import re

from generator.document import ParsedDocument, Span

_DOUBLED = re.compile(r"(?<!\S)(?:''|``)|(?:''|``)(?!')")
_OPENS = re.compile(r"“|(?<![^\s(\[—–-])(?:''|``|\"|[‘'](?=[^\s\d]))")
"""A mark before a word, which no apostrophe ("the '90s") is taken for."""
_CLOSES = re.compile(r"”|''|(?<=\S)\"")
_CLOSES_SINGLE = re.compile(r"(?<=\S)['’](?!\w)")
_DOUBLE = re.compile(r"[“”\"]")
_INCHES = re.compile(r"\d\"\s")
"""A mark after a figure within a line may be of inches."""
_PAIR = 2
_STOPS = frozenset(".!?…")
_APART = 6
"""Characters of white space between two paragraphs, at most."""
_LONGEST = 1500
"""Characters of a quotation; a mark that opened further back was never closed."""
_EITHER = re.compile(r"[“”]|(?<!\d)\"|''|``")
_OPENS_AFTER = frozenset(" \t\n\xa0([—–-")
_FAR = 4000
"""Characters back within which a quotation was opened."""


def single_signs(text: str) -> str:
    """Text in which two single marks side by side, as some papers set them, are one double one."""
    return _DOUBLED.sub('"', text)


def within_marks(text: str, span: Span, paragraph: Span) -> bool:
    """Whether a stretch of a paragraph is all within one quotation, its marks counted in.

    A quotation that goes on in the next paragraph is closed in none but its last.
    """
    goes_on = text[paragraph.end : paragraph.end + _APART].lstrip()[:1] in {'"', "“"}
    for opens in _OPENS.finditer(text, max(paragraph.start, span.start - _FAR), span.end):
        if opens.start() > span.start:
            break
        single = opens.group() in {"'", "‘"}
        closes = (_CLOSES_SINGLE if single else _CLOSES).search(text, opens.end(), paragraph.end)
        if (goes_on and not single) if closes is None else span.end <= closes.end():
            return True
    return False


def in_quotation(parsed: ParsedDocument, span: Span) -> bool:
    """Whether words are those of a quotation, so that no other may stand for them."""
    paragraphs = (b.span for b in parsed.source.blocks if b.span.covers(span))
    return within_marks(parsed.text, span, next(paragraphs, Span(0, len(parsed.text))))


def closed(line: str) -> str:
    """A line with the mark that it lacks where it was cut out of a longer quotation.

    As it is where a mark may be of inches: none is better than one that nobody set.
    """
    marks = [] if _INCHES.search(line) else list(_DOUBLE.finditer(line))
    opening = [m for m in marks if _OPENS.match(line, m.start())]
    if 2 * len(opening) == len(marks) + 1 and marks[-1] in opening:
        return line + ("”" if marks[-1].group() == "“" else '"')
    if 2 * len(opening) == len(marks) - 1 and marks[0] not in opening:
        return ("“" if marks[0].group() == "”" else '"') + line
    return line


def unopened(line: str) -> str:
    """A quotation as a whole without the marks that each of its paragraphs opened anew."""
    marks = list(_DOUBLE.finditer(line))
    anew = len(marks) > _PAIR and all(_OPENS.match(line, m.start()) for m in marks[:-1])
    if not anew or marks[0].start() or marks[-1].end() != len(line):
        return line
    if any(line[m.start() - 2 : m.start() - 1] not in _STOPS for m in marks[1:-1]):
        return line
    return line[0] + _DOUBLE.sub("", line[1:-1]) + line[-1]


def opened_before(text: str, paragraph: Span, at: int) -> bool:
    """Whether `at` lies within a quotation that began in its paragraph."""
    opened: int | None = None
    for mark in _EITHER.finditer(text, paragraph.start, at):
        opened = mark.start() if _opening(text, paragraph, mark) else None
    return opened is not None and at - opened <= _LONGEST


def _opening(text: str, paragraph: Span, mark: re.Match[str]) -> bool:
    if mark.group() in "“``":
        return True
    if mark.group() == "”":
        return False
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    return before in _OPENS_AFTER and not text[mark.end() : mark.end() + 1].isspace()


def unclosed(before: str) -> bool:
    """Whether one line's words so far leave a quotation open, by the count of its marks."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
