"""Text -> PyYAML's nodes with their positions, or problems that say how to mend the text.

Input: the text of a YAML file.  Output: `Composed`.  A parser stops at its first error and names
it in its own terms.  Here the line in error is looked at as an editor wrote it; where quoting its
value mends it, the problem says so, and the reading goes on with the mended line, so that one run
shows all problems of a file.
"""

from __future__ import annotations

import contextlib
import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import yaml

from generator.document import Problem
from generator.sheet.spec import LISTS, SHEET, SOURCE
from generator.sheet.yaml_dump import scalar
from generator.sheet.yaml_guard import LOADER, MAX_CHARACTERS, Fault, faults, strip_bom

MAX_REPAIRS = 20
ATTEMPTS_A_REPAIR = 5
PARSED = 3_000_000 if yaml.__with_libyaml__ else 300_000
"""How many characters the repairs of one file may have parsed, which keeps them under a second."""


class Lines:
    """Line and column of a character's index, as editors count them.

    YAML 1.1 also breaks lines at U+0085, U+2028 and U+2029; editors don't.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The index at which each line begins."""
        return [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", self.text))]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line break; empty past the end."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Composed:
    """A file's nodes.

    `text` is what the nodes' positions count in: the file without its byte order mark, each line
    in error as it was mended.  `lines` is of the text as written.
    """

    root: yaml.Node | None
    problems: tuple[Problem, ...]
    text: str
    lines: Lines


def compose(text: str, path: str) -> Composed:
    """The nodes of `text`, a whole YAML file; never raises.

    `root` is None for a file that is empty or can't be read.
    """
    _, text = strip_bom(text)
    lines = Lines(text)
    problems: list[Problem] = []
    for turn in range(1, MAX_REPAIRS + 1):
        mendable = turn * ATTEMPTS_A_REPAIR * len(text) <= PARSED
        found, root = _attempt(text)
        if not found:
            return Composed(root, tuple(problems), text, lines)
        mended = None
        for fault in found:
            mend = _repair(text, fault) if mendable and len(found) == 1 else None
            problems.append(_explain(fault, text, path, lines, mend))
            mended = mend.text if mend else None
        if mended is None:
            break
        text = mended
    return Composed(None, tuple(problems), text, lines)


def _attempt(text: str) -> tuple[list[Fault], yaml.Node | None]:
    found = list(faults(text))
    if found:
        return found, None
    try:
        return [], yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        return [_unclosed_above(text, _syntax_fault(error))], None
    except yaml.reader.ReaderError as error:
        return [Fault("control-character", error.position or 0, str(error.reason))], None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return [Fault("syntax", 0, str(error))], None


def _syntax_fault(error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    start = error.context_mark.index if error.context_mark else -1
    words = f"{error.context or ''}: {error.problem or ''}".strip(": ")
    for pattern, code in _SYNTAX:
        if re.search(pattern, words):
            return Fault(code, mark.index if mark else 0, words, start)
    return Fault("syntax", mark.index if mark else 0, words, start)


def _unclosed_above(text: str, fault: Fault) -> Fault:
    """`fault`, or the quotation mark above it that was never closed.

    Such a mark takes the lines below it for text, up to the next mark of its kind, which opens
    what the parser then stumbles over.
    """
    before = text[: fault.index].rstrip()
    if fault.code not in ("unexpected", "stray-colon") or not before.endswith(("'", '"')):
        return fault
    lines, sign = Lines(text), before[-1:]
    number = lines.place(len(before) - 1)[0]
    if sign in text[lines.starts[number - 1] : len(before) - 1]:
        return fault
    for candidate in range(number - 1, 0, -1):
        written = lines.line(candidate)
        match = _KEYED.fullmatch(written) or _LISTED.fullmatch(written)
        if match and match["value"][0] == sign and sign not in match["value"][1:]:
            opened = lines.starts[candidate - 1] + match.start("value")
            return Fault("unclosed-quote", fault.index, fault.detail, opened)
        if sign in written:
            break
    return fault


_SYNTAX = (
    (r"single document", "two-documents"),
    (r"scanning a quoted scalar.*(?:end of stream|document indicator)", "unclosed-quote"),
    (r"escape", "bad-escape"),
    (r"scanning a block scalar|cannot start any token|(?:scanning an (?:alias|anchor)|a tag)|"
     r"sequence entries are not allowed|undefined alias", "needs-quotes"),
    (r"tab character", "tab-indent"),
    (r"mapping values are not allowed", "stray-colon"),
    (r"flow (?:mapping|sequence)", "unclosed-bracket"),
    (r"expected key|<block end>|'-' indicator|could not find expected ':'", "unexpected"),
)  # fmt: skip
"""PyYAML's words, of either parser -> our code."""


@dataclass(frozen=True, slots=True)
class _Mend:
    """A line with its value quoted, which lets the reading go on past it."""

    text: str
    line: str
    value: str
    index: int
    """Where the value begins."""


_KEYED = re.compile(
    r"(?P<head>[ \t]*(?:-[ ]+)*[^\W\d][\w-]*:[ \t]+)(?P<value>\S.*?)(?P<tail>[ \t]*)"
)
_LISTED = re.compile(r"(?P<head>[ \t]*(?:-[ ]+)+)(?P<value>\S.*?)(?P<tail>[ \t]*)")


def _repair(text: str, fault: Fault) -> _Mend | None:
    """The text with one line's value quoted, if that lets the reading get past the fault."""
    if fault.code not in _MENDABLE:
        return None
    lines = Lines(text)
    failed = fault.start if fault.code == "unclosed-quote" else fault.index
    number = lines.place(min(failed, len(text)))[0]
    for candidate in (number, number - 1):
        written = lines.line(candidate)
        match = _KEYED.fullmatch(written) or _LISTED.fullmatch(written)
        if match is None or not _needs_quotes(match["value"], fault.code):
            continue
        start = lines.starts[candidate - 1]
        for value in _quotings(match["value"], fault.code):
            line = f"{match['head']}{value}{match['tail']}"
            mended = text[:start] + line + text[start + len(written) :]
            if _gets_past(mended, start + len(line), len(text) - failed):
                return _Mend(mended, line.strip(), match["value"], start + match.start("value"))
    return None


_MENDABLE = frozenset(
    {"alias", "anchor", "tag", "needs-quotes", "stray-colon", "unexpected", "unclosed-quote"}
    | {"unclosed-bracket", "bad-escape"}
)


def _gets_past(mended: str, line_end: int, remaining: int) -> bool:
    """Whether the next fault, if any, lies beyond the mended line and beyond the last fault."""
    later, _ = _attempt(mended)
    if not later:
        return True
    at = later[0].start if later[0].code == "unclosed-quote" else later[0].index
    return at > line_end and len(mended) - at < remaining


def _needs_quotes(value: str, code: str) -> bool:
    if code == "bad-escape":
        return value[0] == '"'
    return value[0] in "\"'[{@`%*&!|>" or value.startswith("- ") or ": " in value


def _quotings(value: str, code: str) -> list[str]:
    quoted = scalar(value)
    if code == "unclosed-quote" and value[0] == '"':
        return [value + '"', quoted]
    if code == "unclosed-bracket" and value[0] in "[{":
        return [value + ("]" if value[0] == "[" else "}"), quoted]
    if code == "bad-escape":
        with contextlib.suppress(ValueError, UnicodeEncodeError):
            meant = json.loads(value)
            meant.encode()
            return [scalar(meant)]
    return [quoted]


def _explain(fault: Fault, text: str, path: str, lines: Lines, mend: _Mend | None) -> Problem:
    index, length = fault.index, 1
    if mend is not None:
        index, length = mend.index, len(mend.value)
    elif fault.code == "unclosed-quote" and fault.start >= 0:
        index = fault.start
    line, column = Lines(text).place(min(index, len(text)))
    source_line = lines.line(line)
    slip = None if mend else _slip(lines, line)
    if slip is not None:
        line, column, length, source_line, code, message, expected, hint = slip
    else:
        code, message, expected, hint = _words(fault, source_line, mend)
    return Problem(
        code, message, path, line, column, length, source_line=source_line,
        expected=expected, hint=hint,
    )  # fmt: skip


def _words(fault: Fault, source_line: str, mend: _Mend | None) -> tuple[str, str, str, str]:
    """Code, message, expected and hint of a fault."""
    if mend is not None:
        shown = mend.line if len(mend.line) <= 100 else mend.line[:99] + "…"
        code, message = _value_words(fault, mend.value)
        return code, message, "", f"write `{shown}`"
    if fault.code in ("needs-quotes", "unexpected", "stray-colon") and _TABBED.match(source_line):
        return _FIXED["tab-indent"]
    if fault.code == "control-character":
        name = f"U+{ord(fault.detail):04X}" if len(fault.detail) == 1 else fault.detail
        return (
            "control-character", f"a character that no text holds ({name})", "printable characters",
            "delete it; a file with many of them is not a text file",
        )  # fmt: skip
    if fault.code == "too-large":
        message = f"the file has {fault.detail} characters"
        return "too-large", message, f"at most {MAX_CHARACTERS:,}", "split the sheet"
    fixed = _FIXED.get(fault.code)
    if fixed is not None:
        return fixed
    return "syntax", f"not YAML: {fault.detail}", "", ""


def _slip(lines: Lines, number: int) -> tuple[int, int, int, str, str, str, str, str] | None:
    """A slip of the pen in a line, or in the one above, that a parser stumbles over.

    Returns its line, column and length, the line's text, code, message, expected and hint.
    """
    for candidate in (number, number - 1):
        written = lines.line(candidate)
        if match := _NO_BREAK.match(written):
            return (
                candidate, 1, len(match[0]), written, "no-break-indent",
                "a line that is indented with no-break spaces", "ordinary spaces",
                "replace them; they come with text that was copied from a page",
            )  # fmt: skip
        if (match := _GLUED.match(written)) and match["name"] in FIELD_NAMES:
            return (
                candidate, match.start("dash") + 1, 1, written, "glued-dash",
                "no blank after the dash that begins an entry", "",
                f"write `- {match['name']}: …`",
            )  # fmt: skip
        match = _COLONLESS.fullmatch(written)
        if match is not None and match["name"] in FIELD_NAMES:
            return (
                candidate, match.start("name") + 1, len(match["name"]), written, "missing-colon",
                f"no colon after `{match['name']}`", "",
                f"write `{match['name']}: {scalar(match['value'][:80])}`",
            )  # fmt: skip
    return None


FIELD_NAMES = frozenset(
    item.name
    for record in (SHEET, SOURCE, *LISTS.values())
    for item in record.items
)  # fmt: skip
_NO_BREAK = re.compile(r" *[\u00a0\u2000-\u200a\u202f\u3000]\s*")
_COLONLESS = re.compile(r"[ ]*(?:- )?(?P<name>[a-z_]+) (?P<value>[^:]+?)\s*")
_GLUED = re.compile(r" *(?P<dash>-)(?P<name>[a-z_]+):(?: |$)")
_TABBED = re.compile(r" *\t")

_FIXED = {
    "tab-indent": (
        "tab-indent", "a tab at the start of a line", "spaces",
        "replace the tab by as many spaces as the lines around it have",
    ),
    "conflict-marker": (
        "conflict-marker", "an unresolved merge conflict", "",
        "keep one of the two versions, or both, and delete the lines of the markers",
    ),
    "directive": (
        "directive", "a line that begins with `%`, which gives YAML readers orders", "",
        "delete the line",
    ),
    "two-documents": (
        "two-documents", "a second YAML document begins here", "one document a file",
        "delete the line, or move what follows to a sheet of its own",
    ),
    "too-deep": (
        "too-deep", "lists within lists, deeper than any sheet goes", "",
        "delete the brackets",
    ),
    "alias": ("alias", "an alias (`*`)", "the value itself",
              "write the value out; quote a value that begins with `*`"),
    "anchor": ("anchor", "an anchor (`&`)", "the value alone",
               "delete it; quote a value that begins with `&`"),
    "tag": ("tag", "a tag (`!`)", "the value alone",
            "delete it; quote a value that begins with `!`"),
    "unclosed-quote": (
        "unclosed-quote", "a quotation mark opens here and is never closed", "",
        "close it at the end of the value",
    ),
    "bad-escape": (
        "bad-escape", "an escape that YAML doesn't know", "",
        "write the character itself, or put the value in single quotes",
    ),
    "unclosed-bracket": (
        "unclosed-bracket", "a bracket or brace that doesn't close as it should",
        "`, ` between values and one closing bracket", "",
    ),
    "stray-colon": (
        "stray-colon", "a colon where no field can begin", "",
        "indent the line like its neighbours, or quote the value that the colon belongs to",
    ),
    "unexpected": (
        "bad-indent", "the line doesn't fit the lines above it", "",
        "indent it like the other fields of its entry, with spaces",
    ),
    "needs-quotes": (
        "needs-quotes", "a character that can't begin a value", "", "put the value in quotes",
    ),
}  # fmt: skip


def _value_words(fault: Fault, value: str) -> tuple[str, str]:
    first = value[0]
    if fault.code == "unclosed-quote":
        return "unclosed-quote", "a quotation mark opens here and is never closed"
    if fault.code == "bad-escape":
        return "bad-escape", "an escape that YAML doesn't know"
    if fault.code == "unclosed-bracket":
        return "unclosed-bracket", "a bracket or brace that doesn't close"
    if first in "\"'":
        return "text-after-quote", "text goes on after the closing quotation mark"
    if first in "[{":
        return "needs-quotes", f"text goes on after a list in brackets, begun by `{first}`"
    if first in "@`%*&!|>" or value.startswith("- "):
        return "needs-quotes", f"a value that begins with `{first}` needs quotes"
    return "stray-colon", "a colon and a space within a value that has no quotes"
