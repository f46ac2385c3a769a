"""Random sheets, random edits, random changes of seeds: no correction is ever lost."""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.sheet.data import same
from tests.desk import (
    Desk,
    change_field,
    counts,
    delete_entry,
    entries,
    extent,
    insert_lines,
    loaded,
    regenerate,
    settle,
    without_review,
)

WORDS = (
    "dam;rain;mayor;quarry;warning;letter;bridge;court;ore;pump;valley;night;crew;permit;inquiry;"
    "flood;gate;note: on;#3;no"
).split(";")
PEOPLE = ["Tove Brandt", "Stonegate Ltd", "Ines Orr", "Vale Council"]


@st.composite
def lines_of_seed(draw: st.DrawFn) -> list[str]:
    numbers = draw(st.lists(st.integers(0, 400), min_size=1, max_size=9, unique=True))
    return [_line(n) for n in numbers]


def _line(number: int) -> str:
    words = [WORDS[(number * k + k) % len(WORDS)] for k in (1, 3, 7, 11)]
    mark = ("!", "@", ">", ">")[number % 4]
    by = f"{PEOPLE[number % len(PEOPLE)]}: " if mark == ">" else ""
    return f"{mark} {by}{' '.join(words)} item {number}"


def seed_of(lines: list[str], disputed: bool) -> str:
    claims = sum(line.startswith(">") for line in lines)
    dispute = "~ The matter: 0, 1\n" if disputed and claims > 1 else ""
    if disputed and claims > 2:
        dispute += f"~ Another matter: 0, 2, {claims - 1}\n? Nobody could verify it: 1, 2\n"
    return "# A title\n@ Tove Brandt\n@ Ines Orr\n" + "\n".join(lines) + "\n" + dispute


CHANGES = ["drop", "add", "reword", "move", "back", "back"]


def change_seed(draw: st.DrawFn, lines: list[str], dropped: list[str]) -> list[str]:
    lines = list(lines)
    for kind in draw(st.lists(st.sampled_from(CHANGES), max_size=3)):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        if kind == "add":
            new = _line(draw(st.integers(0, 400)))
            if new not in lines:
                lines.insert(at, new)
        elif kind == "back":
            if dropped:
                lines.insert(at, dropped.pop() + draw(st.sampled_from(["", " after all"])))
        elif lines and kind == "drop":
            dropped.append(lines.pop(at))
        elif lines and kind == "reword":
            lines[at] += " again"
        elif lines:
            lines.insert(0, lines.pop(at))
    return lines


EDITS = ["change", "note", "reject", "delete", "add", "add-id", "comment-above", "comment-after",
         "comment-below", "requote", "title", "blank", "swap", "block", "delete-claim",
         "drop-field"]  # fmt: skip


def edit(draw: st.DrawFn, text: str, token: str) -> str:
    """One thing that an editor does to a sheet; `token` marks what was written."""
    kind = draw(st.sampled_from(EDITS))
    data = loaded(text).data
    if kind == "title":
        mapped = loaded(text).mapped
        node = mapped.fields["title"][1]
        end = node.end_mark.index
        return text[: node.start_mark.index] + f"'Title {token}'" + text[end:]
    if kind == "drop-field":
        field = draw(st.sampled_from(["publisher", "published"]))
        return re.sub(rf"(?m)^  {field}: .*\r?\n", "", text)
    there = counts(data)
    if not there:
        return text
    name = draw(st.sampled_from(sorted(there)))
    if kind == "delete-claim":
        kind, name = "delete", "claims" if "claims" in there else name
    number = draw(st.integers(0, there[name] - 1))
    begin, end = extent(text, name, number)
    field = {"who": "name", "competing_claims": "topic"}.get(name, "text")
    entry = data[name][number]
    match kind:
        case "change":
            return change_field(text, name, number, field, f'"Words: {token}"')
        case "note":
            return text if "note" in entry else insert_lines(text, end, f"    note: {token}")
        case "reject":
            return text if "rejected" in entry else insert_lines(text, end, "    rejected: true")
        case "delete":
            return delete_entry(text, name, number)
        case "add" if name == "claims":
            return insert_lines(text, end, f"  - text: Own {token}", "    by: unnamed")
        case "add-id" if name == "what":
            ident = f"w-{int(token[1:]):05d}"
            return insert_lines(text, begin, f"  - id: {ident}", f"    text: Own {token}")
        case "comment-above":
            return insert_lines(text, begin, f"  # {token}")
        case "comment-below":
            return insert_lines(text, end, f"    # {token}")
        case "comment-after":
            at = text.index("\n", begin)
            at -= text[at - 1] == "\r"
            return text[:at] + f"  # {token}" + text[at:]
        case "requote" if "'" not in entry[field]:
            return change_field(text, name, number, field, f"'{entry[field]}'")
        case "blank":
            return insert_lines(text, begin, "")
        case "swap" if number:
            before, _ = extent(text, name, number - 1)
            return text[:before] + text[begin:end] + text[before:begin] + text[end:]
        case "block" if entry[field].strip():
            return change_field(text, name, number, field, f"|-\n      {entry[field]} {token}")
    return text


@st.composite
def weeks(draw: st.DrawFn) -> tuple[list[str], Any]:
    return draw(lines_of_seed()), draw(st.booleans())


EXAMPLES = int(os.environ.get("MERGE_EXAMPLES", "500"))


@pytest.mark.fuzz
@settings(max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES == 500,
          suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
          phases=[Phase.explicit, Phase.generate, Phase.shrink])  # fmt: skip
@given(st.data(), weeks(), st.booleans())
def test_no_hand_correction_is_ever_lost(data: st.DataObject, week: Any, crlf: bool) -> None:
    lines, disputed = week
    desk, _ = regenerate(Desk(), seed_of(lines, disputed))
    deleted: set[str] = set()
    dropped: list[str] = []
    token = 0
    for _ in range(3):
        text = desk.text
        if crlf:
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        for _ in range(data.draw(st.integers(0, 4))):
            token += 1
            text = edit(data.draw, text, f"T{token}")
        before = loaded(text)
        deleted |= set(entries(desk.base.sheet)) - set(entries(before.data))
        if data.draw(st.booleans()):
            settled = settle(Desk(text, desk.base))
            check_settled(Desk(text, desk.base), settled)
            desk, text = settled, settled.text
        lines = change_seed(data.draw, lines, dropped)
        seed = seed_of(lines, disputed)
        new, _ = regenerate(Desk(text, desk.base), seed)
        check_week(desk, text, new, seed, deleted)
        desk = new


def check_settled(old: Desk, new: Desk) -> None:
    """What a sheet looks like after a run that read no seed."""
    here, there = entries(loaded(old.text).data), entries(loaded(new.text).data)
    base = entries(old.base.sheet)
    for ident, entry in here.items():
        if ident not in base or not same(entry, base[ident]):
            assert same(without_review(entry), without_review(there[ident])), "edits are kept"
        elif ident[0] not in "cdvw":
            assert same(entry, there[ident]), "nothing else changes"
    assert not set(there) - set(here), "nothing is added"
    assert {i for i in here if i[0] != "d"} <= set(there), "only a dispute can fall"
    for mark in re.findall(r"# (T\d+)\b", old.text):
        assert f"# {mark}" in new.text, "comments are kept"
    assert settle(new) == new, "a second run changes nothing"
    claims = {e.get("id") for e in loaded(new.text).data.get("claims", ())}
    for ident, entry in there.items():
        if ident in base and same(entry, base[ident]):
            named = [
                *entry.get("about", ()),
                *(c for s in entry.get("sides", ()) for c in s["claims"]),
            ]
            assert claims.issuperset(named) or ident in new.base.orphans, "no dead reference"


def check_week(old: Desk, text: str, new: Desk, seed: str, deleted: set[str]) -> None:
    before, after = loaded(text).data, loaded(new.text).data
    base, machine = entries(old.base.sheet), entries(new.base.sheet)
    base = {ident: kept["entry"] for ident, kept in old.base.orphans.items()} | base
    here, there = entries(before), entries(after)
    for ident, entry in here.items():
        if ident not in base or not same(without_review(entry), base[ident]):
            assert same(without_review(entry), without_review(there[ident])), "edits are kept"
        elif ident in machine:
            assert same(without_review(there[ident]), machine[ident]), "untouched entries follow"
    own = [e for name in ("claims",) for e in before.get(name, ()) if "id" not in e]
    assert all(e in after["claims"] for e in own), "additions stay"
    assert not deleted & set(there), "deletions stay"
    for mark in re.findall(r"# (T\d+)\b", text):
        assert f"# {mark}" in new.text, "comments are kept"
        follows = re.search(rf"(?m)^  # {mark}\r?\n(?:  #.*\n|\s*\n)*  - id: (\S+)", text)
        if follows:
            pattern = rf"(?m)^  # {mark}\r?\n(?:  #.*\n|\s*\n)*  - id: {follows[1]}"
            assert re.search(pattern, new.text), "a comment stays with its entry"
    again, notes = regenerate(new, seed)
    assert again.text == new.text, "a second run changes nothing"
    assert again.base == new.base, "a second run changes nothing"
    assert not [n for n in notes if n.kind in ("review", "added", "removed")]
    crashed, _ = regenerate(Desk(new.text, old.base), seed)
    assert crashed.text == new.text, "a crash before the base converges"
