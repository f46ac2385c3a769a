"""The merge on sheets in any layout that YAML allows, with edits, at random."""

from __future__ import annotations

import os
import random
import re
from typing import Any

import pytest
import yaml

from generator.sheet import yaml_guard
from generator.sheet.data import same
from generator.sheet.spec import LISTS
from generator.sheet.yaml_io import load_sheet
from tests.desk import Desk, entries, loaded, regenerate, settle, without_review
from tests.layouts import Hand

LAYOUTS = int(os.environ.get("LAYOUTS", "200"))

WORDS = [
    "the dam", "burst", "“late”", "on Tuesday:", "#3", "no", "it's", "0123", "a: b", "- so", "100%",
    "{x}", "[sic]", "naïve", "😀", "said\tthe", "& more", "*", "!", "'", '"', "|", "C:\\dam", "yes",
    "é", "long " * 40,
]  # fmt: skip


def seed(rng: random.Random) -> str:
    def words() -> str:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 7))).strip()

    lines = [f"# {words()}", "@ Tove Brandt", "@ Stonegate Ltd"]
    lines += [f"! {words()} w{n}" for n in range(rng.randint(0, 3))]
    claims = rng.randint(0, 4)
    for n in range(claims):
        lines.append(f"> {rng.choice(['Tove Brandt', 'Stonegate Ltd'])}: {words()} c{n}")
    if claims > 1:
        lines.append(f"~ {words()}: 0, 1")
        lines.append(f"? {words()} v: 0, {claims - 1}")
    return "\n".join(lines) + "\n"


def changed(rng: random.Random, text: str) -> str:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line[0] in "!>" and rng.random() < 0.4:
            lines[number] = line + rng.choice([" again", " #4", ": then", "’s"])
        elif line[0] == "!" and rng.random() < 0.3:
            lines[number] = f"! {rng.choice(WORDS)} new{number}"
    if rng.random() < 0.3:
        lines.insert(3, f"! {rng.choice(WORDS)} first")
    return "\n".join(line for line in lines if line[0] != "!" or rng.random() < 0.8) + "\n"


def edited(rng: random.Random, data: dict[str, Any]) -> dict[str, Any]:
    """The data as an editor might leave it."""
    out = {**data}
    for name in LISTS:
        listed = [dict(e) for e in data.get(name, ())]
        for entry in listed:
            if rng.random() < 0.2:
                entry["note"] = rng.choice(WORDS).strip() or "x"
        if name == "what" and rng.random() < 0.3:
            own = {"text": f"Own: {rng.choice(WORDS)}"}
            listed.insert(rng.randint(0, len(listed)), own)
        if name == "what" and listed and rng.random() < 0.3:
            listed.pop(rng.randrange(len(listed)))
        if listed:
            out[name] = listed
        else:
            out.pop(name, None)
    return out


@pytest.mark.fuzz
def test_corrections_survive_in_any_layout() -> None:
    for turn in range(LAYOUTS):
        check(random.Random(turn), f"layout {turn}")


@pytest.mark.fuzz
def test_corrections_survive_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    loader = yaml_guard.without_types(yaml.SafeLoader)
    monkeypatch.setattr(yaml_guard, "LOADER", loader)
    monkeypatch.setattr("generator.sheet.yaml_nodes.LOADER", loader)
    for turn in range(LAYOUTS // 8):
        check(random.Random(turn), f"layout {turn}")


def check(rng: random.Random, name: str) -> None:
    before = seed(rng)
    start, _ = regenerate(Desk(), before)
    data = edited(rng, loaded(start.text or "").data or {})
    text = Hand(rng.randrange).sheet(data)
    sheet = load_sheet(text, "a.yaml")
    assert same(sheet.data, data), (name, text)
    desk = Desk(text, start.base)
    assert settle(desk).text == text, name
    assert regenerate(desk, before)[0].text == text, name
    after = changed(rng, before)
    new, _ = regenerate(desk, after)
    here, there = entries(data), entries(loaded(new.text or "").data or {})
    base, machine = entries(start.base.sheet), entries(new.base.sheet)  # type: ignore[union-attr]
    for ident, entry in here.items():
        if not same(entry, base.get(ident)):
            assert same(entry, without_review(there[ident])), (name, "edits are kept")
        elif ident in machine:
            assert same(machine[ident], without_review(there[ident])), (name, "the rest follows")
    own = [e for e in data.get("what", ()) if "id" not in e]
    assert all(e in (loaded(new.text or "").data or {})["what"] for e in own), name
    marks = re.findall(r"# T\d+\b", text)
    assert set(marks) <= set(re.findall(r"# T\d+\b", new.text or "")), (name, "comments are kept")
    assert new.text is not None
    assert ("\r\n" in text) == ("\r\n" in new.text), name
    assert "\n" not in new.text.replace("\r\n", "") or "\r\n" not in text, name
    assert new.text.startswith("\ufeff") == text.startswith("\ufeff"), name
    again, _ = regenerate(new, after)
    assert again == new, (name, "a second run changes nothing")
