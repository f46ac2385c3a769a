"""Fact sheets as values and as plain data.

Input and output: a `FactSheet` (`generator/model.py`) on one side, plain data on the other:
dictionaries, lists, texts, numbers and flags as YAML and JSON hold them, fields in written order,
nothing empty.  The merge compares and stores plain data, so that a field it does not know is
carried along.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model import FactSheet
from generator.sheet.spec import SHEET, Item, Record

Data = dict[str, Any]
"""A sheet, an entry or a side as plain data."""


def to_data(sheet: FactSheet) -> Data:
    """`sheet` as plain data, in written order; absent and empty fields are left out."""
    return _record_data(SHEET, sheet)


def _record_data(record: Record, value: object) -> Data:
    data: Data = {}
    for item in record.items:
        held = getattr(value, item.name)
        if held is None or held in ((), ""):
            continue
        if item.record is None:
            data[item.name] = list(held) if isinstance(held, tuple) else held
        elif item.kind == "entries":
            data[item.name] = [_record_data(item.record, entry) for entry in held]
        else:
            data[item.name] = _record_data(item.record, held)
    return data


def from_data(data: Mapping[str, Any]) -> FactSheet:
    """The sheet that `data` holds.

    Never raises on data that JSON or YAML can hold: what does not fit its field is left out, since
    the validator (`generator/sheet/validate.py`) is the one to complain.
    """
    sheet = value_of(SHEET, data)
    assert isinstance(sheet, FactSheet)
    return sheet


def value_of(record: Record, data: object) -> object:
    """The dataclass that `record` was compiled from, filled with what of `data` fits."""
    fields: dict[str, object] = {}
    if isinstance(data, Mapping):
        for item in record.items:
            held = data.get(item.name)
            if held is not None:
                fitted = _fit(item, held)
                if fitted is not None:
                    fields[item.name] = fitted
    return record.type(**fields)


def _fit(item: Item, held: object) -> object:
    match item.kind:
        case "text":
            return held if isinstance(held, str) else None
        case "choice":
            return held if isinstance(held, str) and held in item.choices else None
        case "flag":
            return held if isinstance(held, bool) else None
        case "number":
            fits = isinstance(held, (int, float)) and not isinstance(held, bool)
            return float(held) if fits else None  # type: ignore[arg-type]
        case "names" if isinstance(held, str):
            return held
        case "texts" | "names":
            return tuple(h for h in held if isinstance(h, str)) if isinstance(held, list) else None
        case "record" if item.record is not None:
            return value_of(item.record, held)
        case _ if item.record is not None and isinstance(held, list):
            record = item.record
            return tuple(value_of(record, entry) for entry in held if isinstance(entry, Mapping))
    return None


def canonical(data: object) -> object:
    """`data` in the form in which two values are compared.

    A list of one name equals the name; numbers compare as numbers; nothing equals empty.
    """
    if isinstance(data, Mapping):
        return {
            key: value for key, held in data.items() if (value := canonical(held)) not in _EMPTY
        }
    if isinstance(data, (list, tuple)):
        values = [value for held in data if (value := canonical(held)) not in _EMPTY]
        return values[0] if len(values) == 1 and isinstance(values[0], str) else values
    if isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    return data


_EMPTY: tuple[object, ...] = (None, "", [], {})


def same(one: object, other: object) -> bool:
    """Whether two pieces of plain data say the same, however they are spelled."""
    return one == other or canonical(one) == canonical(other)
