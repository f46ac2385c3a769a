"""A problem as a few lines of plain text, for a build's log."""

from __future__ import annotations

from generator.document import Problem


def problem_text(problem: Problem) -> str:
    """Where, what, the line with its place marked, what was expected, how to mend it."""
    place = problem.path
    if problem.line:
        place += f":{problem.line}:{problem.column}"
    entry = f"{problem.entry}: " if problem.entry else ""
    lines = [f"{place}: {problem.severity}[{problem.code}]: {entry}{problem.message}"]
    if problem.source_line:
        number = f"{problem.line:5} | "
        marks = " " * max(problem.column - 1, 0) + "^" * max(problem.length, 1)
        lines += [f"{number}{problem.source_line}", f"{' ' * 5} | {marks}"]
    if problem.expected:
        lines.append(f"    expected: {problem.expected}")
    if problem.hint:
        lines.append(f"    hint: {problem.hint}")
    return "\n".join(lines)
