"""YAML nodes -> plain data, by the specification, with a problem for whatever does not fit.

Input: the nodes of a file (`generator/sheet/yaml_nodes.py`).  Output: `Mapped` values, which hold
the data and where each field stands.  Every scalar is read as the text that stands there and the
specification says what it is: `NO` is Norway's code, not a truth value, and `12:30` no number.
Fields that the format does not know are reported, and kept in the data.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.document import Problem, Severity
from generator.model import ID_LETTERS
from generator.sheet.data import Data
from generator.sheet.formats import CHECKS, EXPECTED
from generator.sheet.spec import SHEET, Item, Record
from generator.sheet.yaml_dump import scalar
from generator.sheet.yaml_nodes import Lines


@dataclass(slots=True)
class Mapped:
    """A mapping that was read: its data, and the nodes of its fields.

    `lists` holds the entries below, for the fields that are lists of entries; `record`, the
    mapping below for the others.
    """

    node: yaml.Node
    label: str
    data: Data = field(default_factory=dict)
    fields: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = field(default_factory=dict)
    lists: dict[str, list[Mapped]] = field(default_factory=dict)
    records: dict[str, Mapped] = field(default_factory=dict)


MAX_PROBLEMS = 500
"""A file with more problems than that is no sheet; the rest is left unsaid."""


class Reader:
    """Collects the problems of one file while its nodes are read."""

    def __init__(self, path: str, text: str, lines: Lines) -> None:
        self.path = path
        self.text = text
        self.places = lines if lines.text is text else Lines(text)
        self.lines = lines
        self.problems: list[Problem] = []
        self._cut = " #" in text or "\t#" in text

    def sheet(self, root: yaml.Node | None) -> Mapped | None:
        """The whole sheet; None, with a problem, where the root is no mapping."""
        if root is None:
            self._add("empty-sheet", "the sheet is empty", None, expected="at least a `title` and "
                      "a `source`", hint="restore it from history; or delete the file, and "
                      "`factsheets restore` makes it again")  # fmt: skip
            return None
        if not isinstance(root, yaml.MappingNode):
            self.problem("not-a-sheet", f"the file holds {_kind(root)}", root,
                         expected="fields such as `title:`, `source:`, `claims:`")  # fmt: skip
            return None
        return self._mapping(SHEET, root, "")

    def record(self, record: Record, root: yaml.MappingNode) -> Mapped:
        """A whole file that `record` specifies, other than a sheet."""
        return self._mapping(record, root, "")

    def problem(
        self, code: str, message: str, node: yaml.Node, *, entry: str = "", expected: str = "",
        hint: str = "", severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        """Adds a problem that stands where `node` does."""
        self._add(code, message, node, entry, expected, hint, severity)

    def _add(
        self, code: str, message: str, node: yaml.Node | None, entry: str = "", expected: str = "",
        hint: str = "", severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        if len(self.problems) >= MAX_PROBLEMS:
            return
        start, end = (node.start_mark.index, node.end_mark.index) if node else (0, 1)
        line, column = self.places.place(start)
        source_line = self.lines.line(line)
        length = max(1, min(end - start, len(source_line) - column + 1))
        self.problems.append(
            Problem(code, message, self.path, line, column, length, entry, source_line, expected,
                    hint, severity)
        )  # fmt: skip

    def closest(self, word: str, candidates: Iterable[str]) -> str:
        """The candidate that `word` was probably meant to be, or an empty text."""
        if len(self.problems) > MAX_PROBLEMS // 5:
            return ""  # too dear to tell for all of them
        near = difflib.get_close_matches(word[:100], list(candidates)[:500], n=1, cutoff=0.65)
        return near[0] if near else ""

    def _mapping(self, record: Record, node: yaml.MappingNode, label: str) -> Mapped:
        mapped = Mapped(node, label)
        explained: set[str] = set()
        known = record.by_name
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problem("bad-key", f"{_kind(key)} where a field's name belongs", key,
                             entry=label, expected=_names(known))  # fmt: skip
                continue
            name = key.value
            if name in mapped.fields:
                self._duplicate(name, key, mapped)
                continue
            mapped.fields[name] = (key, value)
            item = known.get(name)
            if item is None:
                explained.add(self._unknown(name, key, value, record, label))
                mapped.data[name] = _plain(value)
                continue
            held = self._value(item, key, value, mapped)
            if held is not None:
                mapped.data[name] = held
        for item in record.items:
            if item.required and item.name not in mapped.fields and item.name not in explained:
                self._missing(item, mapped)
        return mapped

    def _duplicate(self, name: str, key: yaml.ScalarNode, mapped: Mapped) -> None:
        first, _ = self.places.place(mapped.fields[name][0].start_mark.index)
        self.problem(
            "duplicate-field", f"a second `{name}` in the same place", key, entry=mapped.label,
            hint=f"the first is on line {first}; keep one, since many readers see just the last",
        )  # fmt: skip

    def _unknown(
        self, name: str, key: yaml.ScalarNode, value: yaml.Node, record: Record, label: str
    ) -> str:
        """Reports an unknown field; returns the field that was probably meant, or nothing."""
        near = self.closest(_tidy(name), record.by_name)
        hint = f"did you mean `{near}`?" if near else ""
        if name != name.strip() or "\u00a0" in name:
            hint = "the line is indented with no-break spaces: replace them with ordinary spaces"
        elif not near and name == "<<":
            hint = "sheets have no merge keys: write the fields out"
        elif not near and _CLAIM_LIKE.search(name):
            hint = "if the line belongs to the value above it, put that value in quotes"
        self.problem("unknown-field", f"unknown field `{_short(name)}`", key, entry=label,
                     expected=_names(record.by_name), hint=hint)  # fmt: skip
        return near

    def _missing(self, item: Item, mapped: Mapped) -> None:
        node = mapped.node
        if isinstance(node, yaml.MappingNode) and node.value:
            node = node.value[0][0]
        what = mapped.label or "the sheet"
        self.problem("missing-field", f"`{item.name}` is missing", node, entry=mapped.label,
                     hint=f"add `{item.name}:` to {what}: {_lower(item.field.doc)}")  # fmt: skip

    def _value(self, item: Item, key: yaml.ScalarNode, node: yaml.Node, parent: Mapped) -> Any:
        """The plain value of one field, None for an absent or unusable one."""
        label = parent.label
        if isinstance(node, yaml.ScalarNode):
            text = node.value
            if not node.style and (text in _NOTHING):
                if item.field.required:
                    self.problem("missing-field", f"`{item.name}` is empty", key, entry=label,
                                 hint=f"fill it in: {_lower(item.field.doc)}")  # fmt: skip
                return None
            if self._cut:
                self._check_cut(node, label)
            if item.kind in _SCALAR_KINDS:
                return self._scalar(item, node, text, label)
            shown = f"[{scalar(_short(text), in_flow=True)}]"
            hint = f"write `{item.name}: {shown}`" if item.kind == "texts" else ""
            self._wrong_type(item, node, label, hint)
            return None
        if isinstance(node, yaml.SequenceNode):
            if item.kind in ("texts", "names"):
                return self._texts(item, node, label)
            if item.kind == "entries" and item.record is not None:
                return self._entries(item, item.record, node, parent)
        elif isinstance(node, yaml.MappingNode) and item.kind == "record" and item.record:
            mapped = self._mapping(item.record, node, f"{label} > {item.name}".lstrip(" >"))
            parent.records[item.name] = mapped
            return mapped.data
        hint = "begin each entry with `- `" if item.kind == "entries" else ""
        self._wrong_type(item, node, label, hint)
        return None

    def _scalar(self, item: Item, node: yaml.Node, text: str, label: str) -> Any:
        if item.kind == "names":
            return text
        if item.kind == "choice":
            if text not in item.choices:
                near = self.closest(_tidy(text), item.choices)
                self.problem(
                    "bad-choice", f"`{item.name}` is `{_short(text)}`", node, entry=label,
                    expected=", ".join(item.choices),
                    hint=f"did you mean `{near}`?" if near else "",
                )  # fmt: skip
            return text
        if item.kind == "flag":
            if text not in ("true", "false"):
                self.problem("bad-flag", f"`{item.name}` is `{_short(text)}`", node, entry=label,
                             expected="true or false")  # fmt: skip
                return text
            return text == "true"
        check = CHECKS.get(item.field.format)
        wrong = check(text) if check is not None else None
        if wrong is not None:
            self.problem(
                f"bad-{item.field.format}", f"`{item.name}` is `{_short(text)}`: {wrong}", node,
                entry=label, expected=EXPECTED[item.field.format],
                hint=_ID_HINT if item.field.format == "id" else "",
            )  # fmt: skip
            return text
        return float(text) if item.kind == "number" else text

    def _texts(self, item: Item, node: yaml.SequenceNode, label: str) -> list[str]:
        texts = []
        for part in node.value:
            if not isinstance(part, yaml.ScalarNode):
                self.problem("wrong-type", f"`{item.name}` holds {_kind(part)}", part, entry=label,
                             expected="texts", hint="put a value with brackets or with a colon "
                             "and a space in quotes")  # fmt: skip
                continue
            if self._cut:
                self._check_cut(part, label)
            if part.style or part.value not in _NOTHING:
                texts.append(part.value)
        return texts

    def _entries(
        self, item: Item, record: Record, node: yaml.SequenceNode, parent: Mapped
    ) -> list[Data]:
        listed = parent.lists.setdefault(item.name, [])
        where = f"{parent.label} > {item.name}".lstrip(" >")
        for number, part in enumerate(node.value, start=1):
            if not isinstance(part, yaml.MappingNode):
                self.problem("wrong-type", f"entry {number} of `{item.name}` is {_kind(part)}",
                             part, entry=f"{where} > {number}", expected="an entry with fields, "
                             f"such as `- {record.required[0]}: …`")  # fmt: skip
                continue
            label = f"{where} > {_entry_name(part, number)}"
            mapped = self._mapping(record, part, label)
            listed.append(mapped)
            self._check_letter(item.name, mapped)
        return [mapped.data for mapped in listed]

    def _check_letter(self, name: str, mapped: Mapped) -> None:
        letter, ident = ID_LETTERS.get(name), mapped.data.get("id")
        if letter and ident and not ident.startswith(letter) and CHECKS["id"](ident) is None:
            self.problem("bad-id", f"`{ident}` is not an id of `{name}`", mapped.fields["id"][1],
                         entry=mapped.label, expected=f"an id that begins with `{letter}-`",
                         hint=_ID_HINT)  # fmt: skip

    def _wrong_type(self, item: Item, node: yaml.Node, label: str, hint: str = "") -> None:
        self.problem("wrong-type", f"`{item.name}` is {_kind(node)}", node, entry=label,
                     expected=_WANTED[item.kind], hint=hint)  # fmt: skip

    def _check_cut(self, node: yaml.ScalarNode, label: str) -> None:
        """Warns of a text that ends where YAML sees a comment: `suspect #2` is `suspect`."""
        if node.style:
            return
        match = _CUT.match(self.text, node.end_mark.index)
        if match is None:
            return
        rest = re.compile(r"[^\r\n]*").match(self.text, match.start())
        whole = node.value + (rest.group().rstrip() if rest else "")
        self.problem(
            "cut-by-comment", f"` {match.group().strip()}` begins a comment, so the value ends "
            f"before it", node, entry=label, severity=Severity.WARNING,
            hint=f"write `{scalar(_short(whole, 90))}`, or a blank after `#` if a comment is meant",
        )  # fmt: skip


_CUT = re.compile(r"[ \t]+#[^\s#]+")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_SCALAR_KINDS = frozenset({"text", "choice", "flag", "number", "names"})
_CLAIM_LIKE = re.compile(r"\s")
_ID_HINT = "ids come from the machine: in an entry that you add, leave `id:` out"
_WANTED = {
    "text": "a text on one line", "choice": "one word", "flag": "true or false",
    "number": "a number", "texts": "a list of texts", "names": "a name, or a list of names",
    "record": "fields, indented below it", "entries": "a list of entries",
}  # fmt: skip


def _tidy(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())[:60]


def _short(text: str, limit: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _lower(doc: str) -> str:
    return (doc[:1].lower() + doc[1:]).rstrip(".")


def _names(known: Iterable[str]) -> str:
    return ", ".join(sorted(known))


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a group of fields"
    return "a text" if node.value else "nothing"


def _entry_name(node: yaml.MappingNode, number: int) -> str:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value == "id":
            return _short(value.value) if isinstance(value, yaml.ScalarNode) else str(number)
    return str(number)


def _plain(node: yaml.Node) -> Any:
    """The data of a node that the format does not know, for comparisons alone."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part) for part in node.value]
    return {str(_plain(key)): _plain(value) for key, value in node.value}
