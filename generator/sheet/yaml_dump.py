"""Plain data -> the YAML of a fact sheet, always the same bytes for the same data.

Written to be read and edited by hand: block style, two-space lists, one line a value however
long, short lists of names in brackets, and quotes only where some YAML 1.1 or 1.2 reader would
take a text for something else.  PyYAML's own writer is not used: it folds long lines, knows YAML
1.1 alone, and its choice of quotes follows no rule that an editor could learn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.sheet.spec import SHEET, Item, Record

MODELINE = "# yaml-language-server: $schema={}"
"""The comment by which editors' YAML support finds the JSON Schema."""

SCHEMA = "../fact-sheet.schema.json"
"""The schema's path from a sheet in `content/sheets/`."""

WIDTH = 100
"""A list of names wider than this, in characters, is written a line each."""


def dump_data(data: Mapping[str, Any], schema: str = SCHEMA) -> str:
    """A whole sheet's YAML, modeline first, ending in a line feed."""
    lines = [MODELINE.format(schema), *field_lines(SHEET, data, 0)]
    return "\n".join(lines) + "\n"


def field_lines(record: Record, data: Mapping[str, Any], indent: int) -> list[str]:
    """The lines of a mapping's fields, each indented by `indent` spaces, in written order."""
    lines: list[str] = []
    for item in record.items:
        value = data.get(item.name)
        if value is not None and value not in ("", [], {}):
            lines += item_lines(item, value, indent)
    return lines


def item_lines(item: Item, value: Any, indent: int) -> list[str]:
    """The lines of one field, key included."""
    pad = " " * indent
    if item.record is not None and item.kind == "entries":
        lines = [f"{pad}{item.name}:"]
        for entry in value:
            lines += entry_lines(item.record, entry, indent + 2)
        return lines
    if item.record is not None:
        return [f"{pad}{item.name}:", *field_lines(item.record, value, indent + 2)]
    if isinstance(value, (list, tuple)):
        inline = f"{pad}{item.name}: {flow(value)}"
        if len(inline) <= WIDTH:
            return [inline]
        return [f"{pad}{item.name}:", *(f"{pad}  - {scalar(v)}" for v in value)]
    return [f"{pad}{item.name}: {scalar(value)}"]


def entry_lines(record: Record, entry: Mapping[str, Any], indent: int) -> list[str]:
    """The lines of one entry of a list, its dash standing at column `indent`."""
    lines = field_lines(record, entry, indent + 2) or [" " * (indent + 2) + "{}"]
    return [" " * indent + "- " + lines[0].lstrip(" "), *lines[1:]]


def flow(value: Any) -> str:
    """Any plain value on one line, lists and mappings in brackets and braces."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{scalar(k, in_flow=True)}: {flow(v)}" for k, v in value.items())
        return f"{{{inner}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(flow(v) for v in value)}]"
    return scalar(value, in_flow=True)


def scalar(value: str | bool | int | float, *, in_flow: bool = False) -> str:
    """One value on one line, quoted where a reader could misread it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return format(Decimal(repr(value)), "f")
    if is_plain(value, in_flow=in_flow):
        return value
    if _NEEDS_ESCAPE.search(value) is None:
        if '"' not in value and "\\" not in value:
            return f'"{value}"'
        if "'" not in value:
            return f"'{value}'"
    return f'"{_ESCAPED.sub(_escape, value)}"'


def is_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether every YAML reader takes the unquoted `text` for just that text.

    Errs on the side of quotes: dates, times, numbers of any notation and the words that YAML 1.1
    takes for truth values are all turned down.
    """
    return (
        _PLAIN_START.match(text) is not None
        and _NOT_PLAIN.search(text) is None
        and text.casefold() not in _WORDS
        and _NUMBER_LIKE.fullmatch(text) is None
        and not (in_flow and _NOT_PLAIN_IN_FLOW.search(text))
    )


_PLAIN_START = re.compile(r"[^\W_]|[(“‘’$£€]")
_NOT_PLAIN = re.compile(
    r":(?=\s|$)|\s\#|^\s|\s$|[^\S ]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:#&*!|>'\"%@`?]")
_NUMBER_LIKE = re.compile(r"[0-9][0-9a-fA-FoOxX_.,:+\-/ tTzZ]*")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})

_NEEDS_ESCAPE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(r"[\"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    short = _SHORT.get(char)
    if short is not None:
        return short
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"
