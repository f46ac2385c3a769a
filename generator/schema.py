"""The specification -> JSON Schemas, which editors' YAML support reads for completion and checks.

Draft 2020-12 keeps to what yaml-language-server understands.  The schema is friendlier than the
validator where an editor types: it allows no unknown field, and describes each known one.
"""

from __future__ import annotations

import json
from typing import Any

from generator.settings import SPEC
from generator.sheet.formats import EXPECTED, PATTERNS
from generator.sheet.spec import SHEET, Item, Record


def sheet_schema() -> str:
    """The fact sheet's JSON Schema, as text."""
    return _schema("Fact sheet", SHEET)


def settings_schema() -> str:
    """The JSON Schema of `factsheets.yml`, as text."""
    return _schema("Settings of factsheets", SPEC)


def _schema(title: str, record: Record) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_record(record),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _record(record: Record) -> dict[str, Any]:
    data: dict[str, Any] = {
        "type": "object",
        "description": " ".join(record.doc.split()),
        "properties": {item.name: _item(item) for item in record.items},
        "additionalProperties": False,
    }
    if record.required:
        data["required"] = list(record.required)
    return data


def _item(item: Item) -> dict[str, Any]:
    return {"description": item.field.doc, **_value(item)}


def _value(item: Item) -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    if item.field.format in PATTERNS:
        text["pattern"] = PATTERNS[item.field.format]
        # What YAML support in editors says instead of showing the pattern.
        text["patternErrorMessage"] = f"Expected {EXPECTED[item.field.format]}."
    match item.kind:
        case "choice":
            return {"enum": list(item.choices)}
        case "flag":
            return {"type": "boolean"}
        case "number":
            limit = 90 if item.field.format == "latitude" else 180
            return {"type": "number", "minimum": -limit, "maximum": limit}
        case "texts":
            return {"type": "array", "items": text}
        case "names":
            return {"anyOf": [text, {"type": "array", "items": text}]}
        case "record" if item.record is not None:
            return _record(item.record)
        case "entries" if item.record is not None:
            listed: dict[str, Any] = {"type": "array", "items": _record(item.record)}
            return {**listed, "minItems": 2} if item.name == "sides" else listed
    return text
