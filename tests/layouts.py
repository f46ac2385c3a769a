"""The same facts as different hands would lay them out in YAML, at random.

Comments are marked `# T` and a number, so that a test can miss one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from generator.sheet.yaml_dump import flow, scalar

Draw = Callable[[int], int]
"""A number from 0 to below the given one, at random."""


class Hand:
    """Writes a sheet; `draw` decides wherever YAML leaves a choice."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.marks = 0

    def sheet(self, data: Mapping[str, Any]) -> str:
        """A whole sheet of the same data."""
        lines = self.mapping(data, 0)
        if self.odd(4):
            lines = ["---", *lines]
        if self.odd(6):
            lines += ["..."]
        text = "\n".join(lines) + ("" if self.odd(5) else "\n")
        if self.odd(5):
            text = text.replace("\n", "\r\n")
        return ("\ufeff" if self.odd(8) else "") + text

    def odd(self, of: int) -> bool:
        """True once in so many times."""
        return self.draw(of) == of - 1

    def comment(self) -> str:
        self.marks += 1
        return f"# T{self.marks}"

    def between(self, indent: int) -> list[str]:
        """What may stand between two lines."""
        if self.odd(8):
            return [" " * indent + self.comment()]
        return [""] if self.odd(8) else []

    def after(self) -> str:
        return f"  {self.comment()}" if self.odd(8) else ""

    def mapping(self, data: Mapping[str, Any], indent: int) -> list[str]:
        pad = " " * indent
        lines: list[str] = []
        fields = list(data.items())
        if self.odd(4):
            fields.reverse()
        for name, value in fields:
            lines += self.between(indent)
            key = {0: f"'{name}'", 1: f'"{name}"', 2: f"{name} "}.get(self.draw(12), name)
            lines += [pad + line if n == 0 else line
                      for n, line in enumerate(self.field(key, value, indent))]  # fmt: skip
        return lines

    def field(self, key: str, value: Any, indent: int) -> list[str]:
        if isinstance(value, Mapping):
            if self.odd(6):
                return [f"{key}: {flow(value)}{self.after()}"]
            return [f"{key}:{self.after()}", *self.mapping(value, indent + self.step())]
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            if self.odd(12):
                return [f"{key}: {self.flow_list(value, indent)}"]
            step = self.draw(3) * 2
            lines = [f"{key}:{self.after()}"]
            for entry in value:
                lines += self.between(indent + step)
                lines += self.entry(entry, indent + step)
            return lines
        if isinstance(value, list):
            if self.odd(4):
                inner = " " * (indent + 2)
                return [
                    f"{key}:{self.after()}",
                    *(f"{inner}- {scalar(v)}{self.after()}" for v in value),
                ]
            return [f"{key}: {flow(value)}{self.after()}"]
        return self.text(key, value, indent)

    def flow_list(self, value: list[Any], indent: int) -> str:
        if self.odd(2):
            pad = "\n" + " " * (indent + 4)
            return "[" + ",".join(pad + flow(v) for v in value) + "\n" + " " * (indent + 1) + "]"
        return flow(value)

    def entry(self, entry: Mapping[str, Any], indent: int) -> list[str]:
        pad = " " * indent
        if self.odd(8):
            return [f"{pad}- {flow(entry)}{self.after()}"]
        step = 2 + self.draw(2) * 2
        inner = self.mapping(entry, indent + step)
        while inner and not inner[0].strip():
            inner.pop(0)
        if self.odd(6) or inner[0].lstrip().startswith("#"):
            return [f"{pad}-{self.after()}", *inner]
        return [f"{pad}-{' ' * (step - 1)}{inner[0].lstrip()}", *inner[1:]]

    def step(self) -> int:
        return 2 + self.draw(2) * 2

    def text(self, key: str, value: Any, indent: int) -> list[str]:
        if not isinstance(value, str):
            return [f"{key}: {scalar(value)}{self.after()}"]
        words = value.split(" ")
        plain = scalar(value) == value and len(words) > 1 and "" not in words
        inner = " " * (indent + 2)
        choice = self.draw(10)
        if choice == 0 and plain:  # over two lines
            return [f"{key}: {words[0]}", f"{inner}{' '.join(words[1:])}{self.after()}"]
        if choice == 1 and plain:
            return [
                f"{key}: >-{self.after()}",
                f"{inner}{words[0]}",
                f"{inner}{' '.join(words[1:])}",
            ]
        if choice == 2 and plain:
            return [f"{key}: |-{self.after()}", f"{inner}{value}"]
        if choice == 3:
            quoted = value.replace("'", "''")
            return [f"{key}:  '{quoted}'{self.after()}"]
        if choice == 4:
            return [f"{key}: {json.dumps(value, ensure_ascii=False)}{self.after()}"]
        if choice == 5 and plain:
            return [f"{key}:", f"{inner}{scalar(value)}{self.after()}"]
        return [f"{key}: {scalar(value)}{self.after()}"]
