"""Text -> is it safe to hand to a YAML parser, and does it hold YAML that a sheet may use?

PyYAML's parsers were not made for strangers' files: 25,000 nested brackets crash the C parser,
aliases multiply, control characters end the reading without a place.  Everything here runs before
a parser builds nodes.  A fact sheet needs no anchors, aliases, tags or second document, so all of
them are turned down, whatever they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

MAX_CHARACTERS = 500_000
"""A sheet of a long report has some 50,000 characters; the worst texts of this length take less
than 2 s and 300 MB to read."""

MAX_DEPTH = 20
"""A sheet nests 8 deep (sheet, list, dispute, sides, side, claims, two to spare)."""

_BOM = "\ufeff"

_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_MARKERS = ("<" * 7, "|" * 7, "=" * 7, ">" * 7)
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)", re.MULTILINE)
_INDICATOR = re.compile(r"(?:^|[\s\[{,:?-])[&*!]", re.MULTILINE)
_HALF = re.compile("[\ud800-\udfff]")
_NESTING = re.compile(r"[-?:](?:[ ](?:[-?:][ ]|[ ])|\t)")
"""What a line holds that nests several levels at once (`- - - x`)."""
_FEW_BRACKETS = 300
"""So many brackets can nest in any parser without harm, even where none is ever closed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What stops a text from being read as a sheet's YAML: where, and which kind.

    `index` counts characters of the text; `detail` is the parser's own words or the offending
    characters.
    """

    code: str
    index: int
    detail: str = ""
    start: int = -1
    """Where the construct that failed began, where that is known."""


def strip_bom(text: str) -> tuple[str, str]:
    """Byte order marks at the start of `text`, and the rest.

    The C parser leaves them out when it counts positions, the Python one doesn't.
    """
    rest = text.lstrip(_BOM)
    return text[: len(text) - len(rest)], rest


def faults(text: str) -> Iterator[Fault]:
    """Everything in `text` that no parser must see; it's lazy, and stops at what ends all reading.

    A text that yields nothing holds one document of bounded depth without anchors, aliases or
    tags, or is no YAML (which composing it will tell).
    """
    if len(text) > MAX_CHARACTERS:
        yield Fault("too-large", 0, f"{len(text):,}")
        return
    bad = [Fault("control-character", m.start(), m.group()) for m in _FORBIDDEN.finditer(text)]
    if bad:
        yield from bad[:10]
        return
    directive = re.match(r"(?:[ \t]*(?:#.*)?\r?\n)*%", text)
    if directive is not None:
        yield Fault("directive", directive.end() - 1)
        return
    marks = []
    if any(sign in text for sign in _MARKERS):
        marks = [Fault("conflict-marker", m.start(), m.group()) for m in _CONFLICT.finditer(text)]
    if marks:
        yield from marks
        return
    if _is_suspect(text):
        yield from _scan(text)


def _is_suspect(text: str) -> bool:
    """Whether a text may hold what only its events can tell; it errs on the side of yes.

    Nearly no sheet does, and searching the text costs a tenth of parsing it.
    """
    return (
        text.count("[") + text.count("{") > _FEW_BRACKETS
        or "\n" + " " * 24 in text
        or "\n---" in text
        or "\n..." in text
        or text.startswith(("---", "...", " " * 24))
        or "\\u" in text
        or (("&" in text or "*" in text or "!" in text) and _INDICATOR.search(text) is not None)
        or _NESTING.search(text) is not None
    )


def _scan(text: str) -> Iterator[Fault]:
    """Walks the parser's events, which takes no recursion, and stops at the first fault."""
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            start = event.start_mark.index if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent):
                yield Fault("alias", start, "*")
                return
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    yield Fault("two-documents", start)
                    return
            elif isinstance(event, yaml.NodeEvent):
                if event.anchor is not None:
                    yield Fault("anchor", start, "&")
                    return
                if getattr(event, "tag", None) is not None:
                    yield Fault("tag", start, "!")
                    return
            if isinstance(event, yaml.ScalarEvent) and _HALF.search(event.value):
                yield Fault("bad-escape", start, "half of a pair of escapes")
                return
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    yield Fault("too-deep", start)
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return  # composing meets the same error and tells of it


def without_types(loader: type) -> type:
    """A loader that takes every scalar for a text: the specification decides types, not YAML."""

    class Loader(loader):  # type: ignore[misc]
        def resolve(self, kind: type, value: object, implicit: object) -> str:
            return "tag:yaml.org,2002:str"

        def descend_resolver(self, node: object, index: object) -> None:
            pass

        def ascend_resolver(self) -> None:
            pass

    return Loader


LOADER: type = without_types(getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""PyYAML's C loader, or its Python one where libyaml is absent."""
