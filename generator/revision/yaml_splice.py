"""Changes -> the same file with just those changes, all else byte for byte as the editor left it.

Input: a sheet as it was loaded (`Loaded`, with the position of every field) and the decisions of a
merge.  Output: the file's new text.  Spans are cut and filled last first, so that positions stay
true; comments, quotes, order, blank lines and line endings outside of a changed value survive.
The result is read again and compared with what was meant: where a file is laid out in a way that
splicing can't handle, `SpliceError` says so and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from generator.revision.decided import Insertion, Merge
from generator.sheet.data import Data, same
from generator.sheet.spec import LISTS, SHEET, SOURCE, Item, Record
from generator.sheet.yaml_dump import WIDTH, entry_lines, flow, item_lines, scalar
from generator.sheet.yaml_guard import strip_bom
from generator.sheet.yaml_io import Loaded, load_sheet
from generator.sheet.yaml_layout import Layout, SpliceError, is_block
from generator.sheet.yaml_read import Mapped


def splice(loaded: Loaded, decided: Merge) -> str:
    """The file's text with the decisions of a merge carried out.

    Raises:
        SpliceError: the result would not read as it was meant to.
    """
    assert loaded.mapped is not None
    splicer = Splicer(loaded)
    splicer.set_source({path[1]: v for path, v in decided.scalars.items() if len(path) > 1})
    for (name, *below), value in decided.scalars.items():
        if not below:
            splicer.set_field(loaded.mapped, SHEET, name, value, 0)
    for listed in LISTS:
        steps = {s.number: s for s in decided.steps if s.list == listed}
        splicer.change_list(listed, steps, [i for i in decided.insertions if i.list == listed])
    text = splicer.text()
    again = load_sheet(text, loaded.path)
    if again.data is None or not same(_meant(decided.data), _meant(again.data)):
        raise SpliceError
    return text


def _meant(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ([], {}, None)}


def entry_is_pristine(loaded: Loaded, name: str, number: int, data: Data) -> bool:
    """Whether the sheet's entry is, byte for byte, `data` as the machine writes it."""
    assert loaded.mapped is not None
    splicer = Splicer(loaded)
    mapped = loaded.mapped.lists[name][number]
    dash = splicer.dash_of(name, number)
    if dash is None:
        return False
    start, end = splicer.line_start(dash), splicer.entry_end(mapped, dash)
    if splicer.comments_above(start, dash - start) != start:
        return False
    written = splicer.source[start:end].replace("\r\n", "\n").rstrip("\n")
    lines = entry_lines(LISTS[name], data, dash - splicer.line_start(dash))
    return written == "\n".join(lines)


def entry_comments(loaded: Loaded, name: str, number: int) -> list[str]:
    """The comments that would go with an entry of the sheet: those within it, not above it."""
    assert loaded.mapped is not None
    splicer = Splicer(loaded)
    dash = splicer.dash_of(name, number)
    if dash is None:
        return []
    end = splicer.entry_end(loaded.mapped.lists[name][number], dash)
    return splicer.comments_within(splicer.line_start(dash), end)


class Splicer(Layout):
    """Collects edits to one file."""

    def __init__(self, loaded: Loaded) -> None:
        assert loaded.mapped is not None
        super().__init__(loaded.composed.text, loaded.mapped)
        self.bom, _ = strip_bom(loaded.text)
        self.eol = "\r\n" if self.source.partition("\n")[0].endswith("\r") else "\n"
        self.edits: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """The file's text with all edits made, last first."""
        out = self.source
        last = len(out) + 1
        placed = [(start, end, n, words) for n, (start, end, words) in enumerate(self.edits)]
        for start, end, _, words in sorted(placed, reverse=True):
            if end > last:
                raise SpliceError
            out = out[:start] + words + out[end:]
            last = start
        return self.bom + out

    # Fields

    def set_source(self, values: Data) -> None:
        """Changes fields of `source`."""
        source = self.sheet.records.get("source")
        if source is None:
            there = {name: value for name, value in values.items() if value}
            if there:
                self.set_field(self.sheet, SHEET, "source", there, 0)
            return
        for name, value in values.items():
            self.set_field(source, SOURCE, name, value, self.column_of(source))

    def set_field(self, mapped: Mapped, record: Record, name: str, value: Any, indent: int) -> None:
        """Sets, adds or (where `value` is None) removes one field of a mapping."""
        there = mapped.fields.get(name)
        item = record.by_name.get(name)
        if value is None or value in ([], ""):
            if there is not None:
                self._remove_field(mapped, name)
            return
        if item is None:
            raise SpliceError
        if there is None:
            self._add_field(mapped, record, item, value, indent)
        else:
            self._replace_value(there[0], there[1], item, value, indent)

    def _replace_value(
        self, key: yaml.ScalarNode, node: yaml.Node, item: Item, value: Any, indent: int
    ) -> None:
        start, end = node.start_mark.index, self.node_end(node)
        inline = self._inline(item, value, indent, self.in_flow(key.start_mark.index))
        block = is_block(node)
        if inline and not block and not self.comments_within(start, end):
            if start == end:  # an empty value
                start = end = self.source.index(":", key.end_mark.index) + 1
                inline = f" {inline}"
            self.edits.append((start, end, inline))
            return
        words = self.eol.join(item_lines(item, value, indent)).lstrip(" ")
        if isinstance(node, yaml.ScalarNode) and is_block(node):
            words += self._header_comment(node)
        else:
            pad = " " * indent
            comments = self.comments_within(key.start_mark.index, end)
            words = "".join(f"{c}{self.eol}{pad}" for c in comments) + words
        self.edits.append((key.start_mark.index, end, words))

    def _inline(self, item: Item, value: Any, indent: int, in_flow: bool) -> str:
        """The value on the line of its key; empty where it needs lines of its own."""
        if in_flow:
            return flow(value)
        if item.record is not None:
            return ""
        if isinstance(value, (list, tuple)):
            text = flow(value)
            return text if indent + len(item.name) + 2 + len(text) <= WIDTH else ""
        return scalar(value)

    def _header_comment(self, node: yaml.Node) -> str:
        """The comment that may follow the `|` or `>` of a block text."""
        header = self.source[node.start_mark.index :].split("\n", 1)[0]
        at = header.find(" #")
        return "" if at < 0 else "  " + header[at:].strip()

    def _add_field(
        self, mapped: Mapped, record: Record, item: Item, value: Any, indent: int
    ) -> None:
        names = [i.name for i in record.items]
        before = [n for n in names[: names.index(item.name)] if n in mapped.fields]
        if self.is_flow(mapped.node):
            at = mapped.node.end_mark.index - 1
            comma = ", " if mapped.fields else ""
            self.edits.append((at, at, f"{comma}{item.name}: {flow(value)}"))
            return
        lines = item_lines(item, value, indent)
        if before:
            anchor = max(before, key=lambda n: mapped.fields[n][0].start_mark.index)
            at = self.past_comments(self.node_end(mapped.fields[anchor][1]), indent)
        else:
            at = self.line_start(next(iter(mapped.fields.values()))[0].start_mark.index)
            if self.source[at : at + indent].strip():
                raise SpliceError
        self._insert_lines(at, lines)

    def _remove_field(self, mapped: Mapped, name: str) -> None:
        key, node = mapped.fields[name]
        start, end = key.start_mark.index, self.node_end(node)
        if self.is_flow(mapped.node):
            keys = [key for key, _ in mapped.fields.values()]
            self._remove_flow_item(keys, list(mapped.fields).index(name), start, end)
            return
        stop = self.line_end(end)
        line = self.line_start(start)
        pad = " " * (start - line)
        comments = self.comments_within(start, stop)
        if self.source[line:start].strip():  # on the line of the entry's dash
            stop += len(self.source[stop:]) - len(self.source[stop:].lstrip(" \r\n"))
            self.edits.append((start, stop, "".join(f"{c}{self.eol}{pad}" for c in comments)))
        else:
            self.edits.append((line, stop, "".join(f"{pad}{c}{self.eol}" for c in comments)))

    def _remove_flow_item(
        self, starts: Sequence[yaml.Node], number: int, start: int, end: int
    ) -> None:
        if number + 1 < len(starts):
            self.edits.append((start, starts[number + 1].start_mark.index, ""))
        else:
            comma = self.source.rfind(",", 0, start) if number else start
            self.edits.append((comma, end, ""))

    # Lists of entries

    def change_list(
        self, name: str, steps: Mapping[int, Any], insertions: Sequence[Insertion]
    ) -> None:
        """Updates and removes entries of one list, and inserts new ones."""
        if not steps and not insertions:
            return
        entries = self.sheet.lists.get(name, [])
        if not entries:
            self._start_list(name, [i.data for i in insertions])
            return
        node = self.sheet.fields[name][1]
        record = LISTS[name]
        gone = {n for n, step in steps.items() if step.kind == "remove"}
        if len(gone) == len(entries):
            self._replace_all(name, gone, [i.data for i in insertions])
            return
        for number, step in steps.items():
            if step.kind == "update":
                self._update(record, entries[number], step.data)
            else:
                self._remove_entry(name, number)
        for after in dict.fromkeys(i.after for i in insertions):
            data = [i.data for i in insertions if i.after == after]
            self._insert(name, node, record, after, data)

    def _update(self, record: Record, mapped: Mapped, data: Data) -> None:
        indent = self.column_of(mapped)
        for name in [*mapped.data, *(n for n in data if n not in mapped.data)]:
            if not same(mapped.data.get(name), data.get(name)):
                self.set_field(mapped, record, name, data.get(name), indent)

    def _remove_entry(self, name: str, number: int) -> None:
        mapped = self.sheet.lists[name][number]
        dash = self.dash_of(name, number)
        if dash is None:
            raise SpliceError
        self.edits.append((self.line_start(dash), self.entry_end(mapped, dash), ""))

    def _replace_all(self, name: str, gone: set[int], data: list[Data]) -> None:
        """Every entry goes: the field goes as well, or holds what is new."""
        key, _ = self.sheet.fields[name]
        first = self.dash_of(name, 0)
        if first is None:
            raise SpliceError
        start, column = self.line_start(first), first - self.line_start(first)
        lines = [line for entry in data for line in entry_lines(LISTS[name], entry, column)]
        for number in sorted(gone)[1:]:
            self._remove_entry(name, number)
        end = self.entry_end(self.sheet.lists[name][0], first)
        if lines:
            self.edits.append((start, end, self.eol.join(lines) + self.eol))
            return
        last = self.entry_end(self.sheet.lists[name][-1], self.dash_of(name, -1) or first)
        if self.comments_within(key.start_mark.index, last):
            colon = self.source.index(":", key.end_mark.index)
            self.edits.append((colon + 1, colon + 1, " []"))
            self.edits.append((start, end, ""))
        else:
            self.edits.append((self.line_start(key.start_mark.index), end, ""))

    def _insert(
        self, name: str, node: yaml.Node, record: Record, after: int, data: list[Data]
    ) -> None:
        entries = self.sheet.lists[name]
        if self.is_flow(node):
            if after < 0:
                at = entries[0].node.start_mark.index
                self.edits.append((at, at, "".join(flow(d) + ", " for d in data)))
            else:
                at = entries[after].node.end_mark.index
                self.edits.append((at, at, "".join(", " + flow(d) for d in data)))
            return
        dash = self.dash_of(name, max(after, 0))
        if dash is None:
            raise SpliceError
        column = dash - self.line_start(dash)
        at = (
            self.comments_above(self.line_start(dash), column) if after < 0
            else self.entry_end(entries[after], dash)
        )  # fmt: skip
        self._insert_lines(at, [line for d in data for line in entry_lines(record, d, column)])

    def _start_list(self, name: str, data: list[Data]) -> None:
        """A list that the sheet lacks, or has empty."""
        there = self.sheet.fields.get(name)
        item = SHEET.by_name[name]
        if there is None:
            self._add_field(self.sheet, SHEET, item, data, 0)
            return
        key, node = there
        colon = self.source.index(":", key.end_mark.index)
        end = max(self.node_end(node), colon + 1)
        self.edits.append((colon + 1, end, ""))
        self._insert_lines(self.line_end(end), item_lines(item, data, 0)[1:])

    def _insert_lines(self, at: int, lines: Sequence[str]) -> None:
        words = self.eol.join(lines) + self.eol
        if at and self.source[at - 1] not in "\r\n":
            words = self.eol + words.removesuffix(self.eol)
        self.edits.append((at, at, words))
