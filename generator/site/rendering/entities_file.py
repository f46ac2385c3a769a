"""The editors' word on identity across sheets: `content/entities.yaml`.

Input: a file with `same` and `different`, each a list of lists of names or of entries
(`slug/id`).  Output: those lists, and problems with line and hint where the file says something
else.  It is read as sheets are: by the same guard, every value as the text that stands there.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.document import InputError, Problem
from generator.sheet.files import read_text
from generator.sheet.yaml_nodes import compose
from generator.sheet.yaml_read import Reader

Groups = tuple[tuple[str, ...], ...]
FIELDS = ("same", "different")
EXPECTED = "same: [[Name, Other name]] and different: [[Name, Other name]]"


def load_entities(
    path: Path, folder: str = "content"
) -> tuple[Groups, Groups, tuple[Problem, ...]]:
    """`same`, `different` and what is wrong with the file; empty where there is no file."""
    name = f"{folder}/{path.name}"
    try:
        text = read_text(path, name, path.parent)
    except InputError as error:
        return (), (), (error.problem,)
    if text is None:
        return (), (), ()
    composed = compose(text, name)
    reader = Reader(name, composed.text, composed.lines)
    lists: dict[str, Groups] = {}
    if isinstance(composed.root, yaml.MappingNode):
        for key, value in composed.root.value:
            _field(reader, key, value, lists)
    elif composed.root is not None:
        message = "the file holds no `same` and no `different`"
        _wrong(reader, message, composed.root)
    problems = (*composed.problems, *reader.problems)
    return lists.get("same", ()), lists.get("different", ()), problems


def _field(reader: Reader, key: yaml.Node, value: yaml.Node, lists: dict[str, Groups]) -> None:
    name = key.value if isinstance(key, yaml.ScalarNode) else ""
    if name not in FIELDS:
        near = reader.closest(name, FIELDS)
        hint = f"did you mean `{near}`?" if near else ""
        _wrong(reader, f"unknown field `{name[:60]}`", key, hint)
    elif name in lists:
        _wrong(reader, f"a second `{name}`", key, "put all of its lists below the first")
    else:
        lists[name] = _groups(reader, name, value)


def _groups(reader: Reader, key: str, node: yaml.Node) -> Groups:
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        _wrong(reader, f"`{key}` is no list", node)
        return ()
    groups = []
    for number, group in enumerate(node.value, 1):
        members = group.value if isinstance(group, yaml.SequenceNode) else ()
        names = tuple(m.value for m in members if isinstance(m, yaml.ScalarNode) and m.value)
        if len(names) > 1 and len(names) == len(members):
            groups.append(names)
        else:
            message = f"`{key}`, entry {number}, is no list of two names"
            _wrong(reader, message, group, "write `- [Name, Other name]`")
    return tuple(groups)


def _wrong(reader: Reader, message: str, node: yaml.Node, hint: str = "") -> None:
    reader.problem("entities", message, node, expected=EXPECTED, hint=hint)
