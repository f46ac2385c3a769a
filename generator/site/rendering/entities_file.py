"""The editors' word on identity across sheets: `content/entities.yaml`.

Input: a file with `same` and `different`, each a list of lists of names or of entries
(`slug/id`).  Output: those lists, and problems where the file says something else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.document import Problem

Groups = tuple[tuple[str, ...], ...]
Read = tuple[Groups, Groups, tuple[Problem, ...]]


def load_entities(
    path: Path, folder: str = "content"
) -> tuple[Groups, Groups, tuple[Problem, ...]]:
    """`same`, `different` and what is wrong with the file; empty where there is no file."""
    name = f"{folder}/{path.name}"
    if not path.is_file():
        return (), (), ()
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = Problem(
            code="yaml",
            message=str(getattr(error, "problem", None) or error),
            path=name,
            line=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 0,
        )
        return (), (), (problem,)
    if data is None:
        return (), (), ()
    if not isinstance(data, dict):
        return (), (), (_wrong(name, "the file holds no `same` and no `different`"),)
    problems = [
        _wrong(name, f"unknown field `{key}`") for key in data if key not in ("same", "different")
    ]
    lists = []
    for key in ("same", "different"):
        groups, wrong = _groups(name, key, data.get(key))
        lists.append(groups)
        problems += wrong
    return lists[0], lists[1], tuple(problems)


def _groups(name: str, key: str, held: Any) -> tuple[Groups, list[Problem]]:
    if held is None:
        return (), []
    if not isinstance(held, list):
        return (), [_wrong(name, f"`{key}` is no list")]
    groups, problems = [], []
    for number, group in enumerate(held, 1):
        fits = isinstance(group, list) and len(group) > 1
        if fits and all(isinstance(member, str) for member in group):
            groups.append(tuple(group))
        else:
            problems.append(_wrong(name, f"`{key}`, entry {number}, is no list of two names"))
    return tuple(groups), problems


def _wrong(name: str, message: str) -> Problem:
    return Problem(
        code="entities",
        message=message,
        path=name,
        expected="same: [[Name, Other name]] and different: [[Name, Other name]]",
    )
