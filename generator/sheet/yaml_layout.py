"""Where things stand in a sheet's text: the lines of a field or an entry, and its comments.

Input: the text and the sheet that was read from it.  Output: positions in characters.  PyYAML ends
a block at the next token, comments and blank lines included, so that ends are found here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

import yaml

from generator.sheet.yaml_read import Mapped


class SpliceError(Exception):
    """The file is laid out in a way that can't be changed in place."""


class Layout:
    """The layout of one sheet."""

    def __init__(self, source: str, sheet: Mapped) -> None:
        self.source = source
        self.sheet = sheet

    def line_start(self, index: int) -> int:
        """Where the line that holds `index` begins."""
        return self.source.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Past the line break of the line that holds `index`."""
        at = self.source.find("\n", index)
        return len(self.source) if at < 0 else at + 1

    def node_end(self, node: yaml.Node) -> int:
        """Where a node's last character stands; PyYAML's block nodes end at the next token."""
        last = node
        while not self.is_flow(last) and not isinstance(last, yaml.ScalarNode) and last.value:
            tail = last.value[-1]
            last = tail[1] if isinstance(tail, tuple) else tail
        end: int = last.end_mark.index
        if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):
            if "+" in self.source[last.start_mark.index : end].split("\n", 1)[0]:
                return end - 1  # `|+`: the blank lines after it belong to it
            trimmed = self.source[:end].rstrip(" \r\n")
            return max(len(trimmed), last.start_mark.index + 1)
        return end

    def entry_end(self, mapped: Mapped, dash: int) -> int:
        """Past the last line of an entry, comments at its fields' depth included."""
        column = dash - self.line_start(dash)
        return self.past_comments(max(self.node_end(mapped.node), dash + 1), column)

    def past_comments(self, index: int, column: int) -> int:
        """Past the line that holds `index` and the comment lines after it beyond `column`."""
        end = self.line_end(index)
        while match := _NEXT_COMMENT.match(self.source, end):
            if len(match["pad"]) <= column:
                break
            end = match.end()
        return end

    def comments_above(self, start: int, column: int) -> int:
        """Where the comment lines above the line at `start` begin, blank lines let be."""
        above = start
        while above:
            above = self.line_start(above - 1)
            match = _COMMENT_LINE.match(self.source, above)
            if match is not None and len(match["pad"]) > column:
                break  # it belongs to the entry above
            if match is not None:
                start = above
            elif self.source[above : self.line_end(above)].strip():
                break
        return start

    def dash_of(self, name: str, number: int) -> int | None:
        """Where the dash of an entry stands; None in a list in brackets."""
        node = self.sheet.fields[name][1]
        if self.is_flow(node):
            return None
        start = self.sheet.lists[name][number].node.start_mark.index
        line = self.line_start(start)
        match = _DASH.fullmatch(self.source, line, start)
        while match is None and line:  # the dash stands alone on a line above
            end, line = line - 1, self.line_start(line - 1)
            match = _DASH.fullmatch(self.source, line, end)
            if match is None and self.source[line:end].strip() and not _COMMENT_LINE.match(
                self.source, line
            ):  # fmt: skip
                break
        if match is None:
            raise SpliceError
        return match.end("pad")

    def comments_within(self, start: int, end: int) -> list[str]:
        """The comments in a span, whole, without what stands before them."""
        first = bisect_right(self._texts, (start,))
        texts = self._texts[max(0, first - 1) : bisect_right(self._texts, (end,))]
        found = []
        for match in _COMMENT.finditer(self.source, start, end):
            at = match.start("comment")
            if not any(s <= at < e for s, e in texts):
                found.append(match["comment"].rstrip())
        return found

    def column_of(self, mapped: Mapped) -> int:
        """The column at which a mapping's fields begin."""
        start: int = mapped.node.start_mark.index
        return start - self.line_start(start)

    def is_flow(self, node: yaml.Node) -> bool:
        """Whether a list or mapping stands in brackets or braces."""
        return isinstance(node, yaml.CollectionNode) and not is_block(node)

    def in_flow(self, index: int) -> bool:
        """Whether the field at `index` stands within brackets or braces."""
        return any(start < index < end for start, end in self._brackets)

    @cached_property
    def _texts(self) -> list[tuple[int, int]]:
        """Where each text that is no block begins and ends; a `#` in it begins no comment."""
        return [
            (n.start_mark.index, n.end_mark.index)
            for n in _scalars(self.sheet.node)
            if n.style not in ("|", ">")
        ]

    @cached_property
    def _brackets(self) -> list[tuple[int, int]]:
        """Where each list or mapping in brackets begins and ends, those within others left out."""
        found: list[tuple[int, int]] = []
        for node in _collections(self.sheet.node):
            if node.flow_style and not (found and node.start_mark.index < found[-1][1]):
                found.append((node.start_mark.index, node.end_mark.index))
        return found


_DASH = re.compile(r"(?P<pad>[ ]*)-[ \t]*(?:#[^\n]*)?\r?")
_COMMENT_LINE = re.compile(r"(?P<pad>[ ]*)#[^\n]*(?:\n|\Z)")
_NEXT_COMMENT = re.compile(r"(?:[ \t]*\r?\n)*(?P<pad>[ ]*)#[^\n]*(?:\n|\Z)")
_COMMENT = re.compile(r"(?:^|(?<=[ \t\n]))(?P<comment>#[^\r\n]*)", re.MULTILINE)


def _scalars(node: yaml.Node) -> list[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        return [node]
    return [scalar for part in _parts(node) for scalar in _scalars(part)]


def _collections(node: yaml.Node) -> list[yaml.CollectionNode]:
    if not isinstance(node, yaml.CollectionNode):
        return []
    return [node, *(held for part in _parts(node) for held in _collections(part))]


def is_block(node: yaml.Node) -> bool:
    """Whether a node is a block text, or a list or mapping without brackets."""
    if isinstance(node, yaml.CollectionNode):
        return not node.flow_style
    return getattr(node, "style", None) in ("|", ">")


def _parts(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value)
