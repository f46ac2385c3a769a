"""Problems -> text for a terminal, JSON, GitHub's annotations, or SARIF.

One problem reads, as text:

    content/sheets/quarry-dam.yaml:41:5: error[unknown-field]: claims > c-7f2ak: unknown field …
       41 |     agianst: Stonegate Ltd
          |     ^^^^^^^
        expected: against, by, evidence, …
        hint: did you mean `against`?
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence
from urllib.parse import quote

from generator import __version__
from generator.document import Problem, Severity

FORMATS = ("text", "json", "github", "sarif")

_SHOWN = 120
"""The characters of a line in error that are shown, around the error."""


def format_problems(problems: Sequence[Problem], style: str = "text") -> str:
    """All problems in one of `FORMATS`; ends in a line feed unless empty."""
    if style == "json":
        return json.dumps([_as_data(p) for p in problems], ensure_ascii=False, indent=1) + "\n"
    if style == "sarif":
        return json.dumps(_sarif(problems), ensure_ascii=False, indent=1) + "\n"
    if style == "github":
        return "".join(_github(p) + "\n" for p in problems)
    return "".join(as_text(p) + "\n" for p in problems)


def as_text(problem: Problem) -> str:
    """One problem over several lines, without a line feed at the end."""
    lines = [f"{_place(problem)}{problem.severity}[{problem.code}]: {_message(problem)}"]
    if problem.source_line.strip() and problem.line:
        lines += _excerpt(problem)
    if problem.expected:
        lines.append(f"    expected: {_printable(problem.expected)}")
    if problem.hint:
        lines.append(f"    hint: {_printable(problem.hint)}")
    return "\n".join(lines)


def _place(problem: Problem) -> str:
    if not problem.path:
        return ""
    path = _printable(problem.path)
    return f"{path}:{problem.line}:{problem.column}: " if problem.line else f"{path}: "


def _message(problem: Problem) -> str:
    entry = f"{problem.entry}: " if problem.entry else ""
    return _printable(entry + problem.message)


def _printable(text: str) -> str:
    """`text` without what would steer a terminal or break the line."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", "�", text)


def _excerpt(problem: Problem) -> list[str]:
    line = problem.source_line
    start = max(0, problem.column - 1 - _SHOWN // 2) if len(line) > _SHOWN else 0
    shown = _printable(line[start : start + _SHOWN].replace("\t", " "))
    at = min(problem.column - 1 - start, len(shown))
    marks = "^" * max(1, min(problem.length, len(shown) - at))
    number = f"{problem.line:5}"
    return [f"{number} | {shown}", f"{' ' * len(number)} | {' ' * at}{marks}"]


def _as_data(problem: Problem) -> dict[str, object]:
    return {k: v for k, v in dataclasses.asdict(problem).items() if v not in ("", 0)}


def _github(problem: Problem) -> str:
    """A workflow command; its values are escaped, or a sheet could write commands of its own."""
    level = "error" if problem.severity is Severity.ERROR else "warning"
    place = f"file={_property(problem.path)}"
    if problem.line:
        end = problem.column + problem.length
        place += f",line={problem.line},col={problem.column},endColumn={end}"
    message = "\n".join(
        part for part in (
            _message(problem),
            problem.expected and f"expected: {problem.expected}",
            problem.hint and f"hint: {problem.hint}",
        ) if part
    )  # fmt: skip
    return f"::{level} {place},title={_property(problem.code)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary_markdown(problems: Sequence[Problem]) -> str:
    """A table of all problems for GitHub's step summary, which shows more than ten."""
    rows = ["| place | | what | hint |", "|---|---|---|---|"]
    for p in problems:
        cells = (_place(p).rstrip(": "), p.severity.value, _message(p), p.hint)
        rows.append("| " + " | ".join(_cell(c) for c in cells) + " |")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    plain = _printable(text).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_\[\]|!])", r"\\\1", plain)


def _sarif(problems: Sequence[Problem]) -> dict[str, object]:
    rules = [{"id": code} for code in sorted({p.code for p in problems})]
    driver = {"name": "factsheets", "version": __version__, "rules": rules}
    results = [_result(p) for p in problems]
    return {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
                  "results": results}],
    }  # fmt: skip


def _result(problem: Problem) -> dict[str, object]:
    text = _message(problem) + (f" ({problem.hint})" if problem.hint else "")
    # A viewer that is told no place shows nothing, so what is wrong with a file is on its line 1.
    region = {"startLine": 1}
    if problem.line:
        region = {
            "startLine": problem.line, "startColumn": problem.column,
            "endColumn": problem.column + problem.length,
        }  # fmt: skip
    place = {
        "artifactLocation": {"uri": quote(problem.path.replace("\\", "/"))}, "region": region,
    }  # fmt: skip
    return {
        "ruleId": problem.code, "level": problem.severity.value, "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }  # fmt: skip
