"""The machine's last word on a sheet, and the JSON that keeps it.

Input and output: the text of `content/.machine/<slug>.json` on one side, a `Base` on the other.
Where it lies and how it is written is the business of `generator/revision/store.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.document import InputError, Problem
from generator.model import SCHEMA_VERSION
from generator.sheet.data import Data
from generator.sheet.files import read_text
from generator.sheet.spec import LISTS


@dataclass(frozen=True, slots=True)
class Base:
    """The machine's last word on a sheet.

    `sheet` is its whole output, ids as stored.  `removed` holds what an editor deleted, by id (or
    by `title`, `summary`, `source.url`, …); `orphans`, entries that the seed no longer yields and
    that an editor had changed or commented.  `output` is the hash of the sheet's text as the
    machine alone wrote it.
    """

    sheet: Data
    digest: str = ""
    generator: str = ""
    engine: str = ""
    output: str = ""
    removed: Data = field(default_factory=dict)
    orphans: Data = field(default_factory=dict)

    def to_json(self, written: str = "", before: str = "", staged: str = "") -> str:
        """One value a line, sorted, so that Git merges and shows it well.

        Args:
            written: For a pending base: the hash of the sheet as it is about to be written.
            before: The hash of the sheet as it was, empty where there was none.
            staged: The name of the file that holds its new text until it is put in place.
        """
        data = {
            "schema": SCHEMA_VERSION,
            "generator": self.generator,
            "engine": self.engine,
            "seed_sha256": self.digest,
            "output_sha256": self.output,
            "sheet": self.sheet,
            "removed": self.removed,
            "orphans": self.orphans,
        }
        if written:
            data |= {"written_sha256": written, "before_sha256": before, "staged": staged}
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def keep(name: str, entry: Data, **more: Any) -> Data:
    """How `removed` and `orphans` hold an entry of the list `name`."""
    return {"list": name, "entry": entry, **more}


def kept_in(store: Data, name: str) -> dict[str, Data]:
    """The entries of the list `name` that `removed` or `orphans` holds, by id."""
    return {
        ident: kept["entry"]
        for ident, kept in store.items()
        if isinstance(kept, dict) and kept["list"] == name
    }


def read_base(path: Path, shown: str) -> Base | None:
    """The base in a file, which messages call `shown`; None where there is none.

    Raises:
        InputError: it can't be read, is damaged, was written by a newer version, or is a link out
            of its folder.
    """
    text = read_text(path, shown, path.parent)
    return None if text is None else parse_base(text, shown)


def parse_base(text: str, shown: str) -> Base:
    """A base from its JSON, brought up to this version's schema.

    Raises:
        InputError: it is damaged, or of a newer version.
    """
    try:
        data: Any = json.loads(text)
        version, sheet = data["schema"], data["sheet"]
        removed, orphans = data.get("removed") or {}, data.get("orphans") or {}
        if not isinstance(version, int) or not _is_sheet(sheet):
            raise TypeError("no sheet")
        if not _is_store(removed) or not _is_store(orphans):
            raise TypeError("no entries")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(Problem(
            "bad-base", "the machine's record of this sheet is damaged", shown,
            hint="restore it from version control; without it (delete it) every entry of the "
            "sheet counts as edited",
        )) from error  # fmt: skip
    if version > SCHEMA_VERSION:
        raise InputError(Problem(
            "newer-base", f"made by a newer version (schema {version})", shown,
            expected=f"schema {SCHEMA_VERSION} or older", hint="update factsheets",
        ))  # fmt: skip
    return Base(
        sheet=sheet,
        digest=str(data.get("seed_sha256", "")),
        generator=str(data.get("generator", "")),
        engine=str(data.get("engine", "")),
        output=str(data.get("output_sha256", "")),
        removed=removed,
        orphans=orphans,
    )


def _is_sheet(sheet: Any) -> bool:
    """Whether the sheet of a record has the shape that a merge walks; strangers propose records."""
    return (
        isinstance(sheet, dict)
        and isinstance(sheet.get("source", {}), dict)
        and all(
            isinstance(listed := sheet.get(name, []), list) and all(map(_is_entry, listed))
            for name in LISTS
        )
    )


def _is_entry(entry: Any) -> bool:
    """Whether an entry has an id, and lists where the merge looks for claims and sides."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return False
    sides = entry.get("sides", [])
    return isinstance(sides, list) and all(
        isinstance(holder, dict) and _is_texts(holder.get(field, []))
        for holder, field in [(entry, "about"), *((side, "claims") for side in sides)]
    )


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_store(value: Any) -> bool:
    """Whether a mapping holds units outside of the sheet: entries by id, scalars by path."""
    return isinstance(value, dict) and all(
        not isinstance(kept, dict) or (kept.get("list") in LISTS and _is_entry(kept.get("entry")))
        for kept in value.values()
    )
