"""The fact sheet's specification (`generator/model.py`) as data, compiled once.

Input: the annotated dataclasses of the model.  Output: `SHEET`, a tree of `Record` and `Item`
values that everything driven by the format walks: the loader, the validator, the writer, the
merge and the JSON Schema.  A field added to the model is known to all of them at once.
"""

from __future__ import annotations

import dataclasses
import types
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from generator import model
from generator.model import Field

Kind = Literal["text", "flag", "number", "choice", "texts", "names", "record", "entries"]
"""What a field holds: `texts` is a list of texts, `names` one text or a list of them,
`record` a mapping of fields, `entries` a list of such mappings."""


@dataclass(frozen=True, slots=True)
class Item:
    """One field: its name as written, what it may hold, and what the model says about it."""

    name: str
    kind: Kind
    field: Field
    choices: tuple[str, ...] = ()
    record: Record | None = None

    @property
    def required(self) -> bool:
        """Whether a sheet or entry without the field is in error."""
        return self.field.required


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping of fields, in the order in which they are written."""

    name: str
    doc: str
    type: type
    items: tuple[Item, ...]
    by_name: dict[str, Item]

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the fields that must be there."""
        return tuple(item.name for item in self.items if item.required)


def compile_record(cls: type) -> Record:
    """The specification of one dataclass of the model, with those that it holds."""
    hints = get_type_hints(cls, include_extras=True)
    items = [_item(f.name, hints[f.name]) for f in dataclasses.fields(cls)]
    ordered = [i for i in items if not i.field.last] + [i for i in items if i.field.last]
    doc = (cls.__doc__ or "").strip()
    return Record(cls.__name__, doc, cls, tuple(ordered), {i.name: i for i in ordered})


def _item(name: str, hint: Any) -> Item:
    if get_origin(hint) is not Annotated:  # pragma: no cover - a slip in the model, not in input
        raise TypeError(f"{name} of the model lacks its Field")
    held, field = get_args(hint)
    options = [o for o in _options(held) if o is not type(None)]
    if len(options) == 2:
        return Item(name, "names", field)
    only = options[0]
    if get_origin(only) is Literal:
        return Item(name, "choice", field, choices=get_args(only))
    if get_origin(only) is tuple:
        inner = get_args(only)[0]
        if inner is str:
            return Item(name, "texts", field)
        return Item(name, "entries", field, record=compile_record(inner))
    if dataclasses.is_dataclass(only):
        return Item(name, "record", field, record=compile_record(only))  # type: ignore[arg-type]
    simple: dict[Any, Kind] = {str: "text", bool: "flag", float: "number"}
    return Item(name, simple[only], field)


def _options(held: Any) -> tuple[Any, ...]:
    if get_origin(held) in (Union, types.UnionType):
        return get_args(held)
    return (held,)


SHEET: Record = compile_record(model.FactSheet)
"""The whole sheet."""

LISTS: dict[str, Record] = {
    item.name: item.record
    for item in SHEET.items
    if item.kind == "entries" and item.record is not None
}
"""The lists of entries, by name, in the order in which they are written."""

SOURCE: Record = next(i.record for i in SHEET.items if i.name == "source" and i.record)
"""The fields of `source`."""
