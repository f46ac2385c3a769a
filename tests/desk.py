"""An editor at work on a sheet's text, for tests: what people do to YAML, done to lines of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.revision.notes import Note
from generator.revision.renew import Reading, renew, settle_edits
from generator.revision.yaml_splice import Splicer
from generator.sheet.base import Base
from generator.sheet.data import Data, to_data
from generator.sheet.spec import LISTS
from generator.sheet.yaml_io import Loaded, load_sheet
from tests.newsroom import read_text


class Desk(NamedTuple):
    """A sheet and its base, as they stand."""

    text: str | None = None
    base: Base | None = None


def reading_of(seed: str) -> Reading:
    sheet = read_text(seed, "seeds/a.txt")
    digest = str(hash(seed))
    return Reading(to_data(sheet), seed, sheet.title, digest, (), ())


def regenerate(desk: Desk, seed: str) -> tuple[Desk, tuple[Note, ...]]:
    new = renew(desk.text, desk.base, reading_of(seed), shown="a.yaml", schema="s.json")
    return Desk(new.text, new.base), new.notes


def settle(desk: Desk) -> Desk:
    """What a run makes of a sheet whose seed is as it was."""
    assert desk.text is not None
    assert desk.base is not None
    new = settle_edits(desk.text, desk.base, shown="a.yaml", schema="s.json")
    return Desk(new.text, new.base)


def loaded(text: str) -> Loaded:
    sheet = load_sheet(text, "a.yaml")
    assert sheet.mapped is not None, sheet.problems
    return sheet


def entries(data: Data) -> dict[str, Data]:
    """All entries with ids, by id."""
    return {e["id"]: e for name in LISTS for e in data.get(name, ()) if "id" in e}


def without_review(entry: Data) -> Data:
    return {k: v for k, v in entry.items() if k != "review"}


def extent(text: str, name: str, number: int) -> tuple[int, int]:
    """Where an entry's lines begin and end, comments of its own included."""
    splicer = Splicer(loaded(text))
    dash = splicer.dash_of(name, number)
    assert dash is not None
    return splicer.line_start(dash), splicer.entry_end(splicer.sheet.lists[name][number], dash)


def change_field(text: str, name: str, number: int, field: str, value: str) -> str:
    mapped = loaded(text).mapped
    assert mapped is not None
    entry = mapped.lists[name][number]
    node = entry.fields[field][1]
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in ("|", ">"):
        end = len(text[:end].rstrip())
    return text[:start] + value + text[end:]


def delete_entry(text: str, name: str, number: int) -> str:
    start, end = extent(text, name, number)
    rest = text[:start] + text[end:]
    if len(loaded(text).mapped.lists[name]) == 1:  # type: ignore[union-attr]
        rest = rest.replace(f"\n{name}:", f"\n{name}: []", 1)
    return rest


def insert_lines(text: str, at: int, *lines: str) -> str:
    eol = "\r\n" if "\r\n" in text else "\n"
    return text[:at] + "".join(line + eol for line in lines) + text[at:]


def counts(data: Data) -> dict[str, int]:
    return {name: len(data[name]) for name in LISTS if data.get(name)}


def only(values: Any) -> Any:
    (value,) = values
    return value
