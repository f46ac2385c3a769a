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
from generator.sheet.spec import LISTS, SHEET, Item, Record


@dataclass(frozen=True, slots=True)
class Base:
    """The machine's last word on a sheet.

    `sheet` is its whole output, ids as stored.  `removed` holds what an editor deleted, by id (or
    by `title`, `summary`, `source.url`, …); `orphans`, entries that the seed no longer yields and
    that an editor had changed or commented (`told`: a `review:` told of it).  `output` is the hash
    of the sheet's text as the machine alone wrote it.
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
    if text.find("\n<<<<<<< ") >= 0 or text.startswith("<<<<<<< "):
        raise InputError(Problem(
            "conflict-marker", "an unresolved merge conflict in the machine's record", shown,
            hint=f"take either side (`git checkout --ours {shown}`), then run "
            "`factsheets generate --reread`",
        ))  # fmt: skip
    try:
        data: Any = json.loads(text)
        version, sheet = data["schema"], data["sheet"]
        removed, orphans = data.get("removed") or {}, data.get("orphans") or {}
        if not isinstance(version, int) or not _fits(SHEET, sheet):
            raise TypeError("no sheet")
        if not _is_store(removed) or not _is_store(orphans, scalars=False):
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


def _fits(record: Record, data: Any) -> bool:
    """Whether a record's data has the types that a merge relies on; strangers propose records.

    What a text or a choice says is not looked at: the merge compares it, `check` reads the sheet.
    """
    return isinstance(data, dict) and all(
        _holds(record.by_name.get(name), value) for name, value in data.items()
    )


def _holds(item: Item | None, value: Any) -> bool:
    match item.kind if item is not None else "":
        case "text" | "choice":
            return isinstance(value, str)
        case "flag":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, (int, float))
        case "names" if isinstance(value, str):
            return True
        case "texts" | "names":
            return isinstance(value, list) and all(isinstance(text, str) for text in value)
        case "record":
            return item is not None and item.record is not None and _fits(item.record, value)
        case "entries" if item is not None and item.record is not None and isinstance(value, list):
            ids = item.name not in LISTS or all("id" in entry for entry in value)
            return ids and all(_fits(item.record, entry) for entry in value)
    return item is None  # a field that this version does not know is carried along


def _is_store(value: Any, *, scalars: bool = True) -> bool:
    """Whether a mapping holds units outside of the sheet: entries by id, scalars by path."""
    return isinstance(value, dict) and all(
        scalars
        if not isinstance(kept, dict)
        else (
            kept.get("list") in LISTS and _holds(SHEET.by_name[kept["list"]], [kept.get("entry")])
        )
        for kept in value.values()
    )
