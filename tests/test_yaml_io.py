"""Reading and writing sheets: what is written is read back, what is not changed keeps its bytes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import model
from generator.revision.decided import Merge
from generator.revision.yaml_splice import splice
from generator.schema import settings_schema, sheet_schema
from generator.sheet.data import from_data, same, to_data
from generator.sheet.ids import assign, entry_id
from generator.sheet.yaml_dump import dump_data, scalar
from generator.sheet.yaml_guard import strip_bom
from generator.sheet.yaml_io import dump_sheet, load_sheet
from tests.odd_sheets import odd_sheets

ROOT = Path(__file__).parent.parent
ODD = dict(odd_sheets())
LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)
odd = st.one_of(
    texts,
    st.sampled_from(
        ["no", "NO", "12:30", "0x1f", "1e5", "~", "null", "2024-03-12", "- a", "a: b", "a #b", "@x",
         "'tis", '"q"', "[x]", "{x}", " lead", "trail ", "a\nb", "a\r\nb", "\u00a0", "a\u2028b",
         "😀", "%x", "`x`", "!x", "&x", "*x", "|", ">", "?", "-", "=", "<<", "y", "1_000", "+1",
         ".5", "0o17", "190:20:30", "a\tb", "\ufeffa", "#a", "a:", "::", "\\", '\\"\'']
    ),
)  # fmt: skip


@given(odd)
@settings(max_examples=500, deadline=None)
def test_a_text_is_read_back_by_every_reader(text: str) -> None:
    for document in (f"- {scalar(text)}\n", f"- [{scalar(text, in_flow=True)}]\n"):
        for loader in LOADERS:
            read = yaml.load(document, Loader=loader)[0]
            assert (read[0] if isinstance(read, list) else read) == text


@given(st.floats(-180, 180))
def test_a_number_is_read_back(number: float) -> None:
    for loader in LOADERS:
        assert yaml.load(scalar(number), Loader=loader) == number


@st.composite
def sheets(draw: st.DrawFn) -> model.FactSheet:
    text = draw(st.lists(odd, min_size=4, max_size=4))
    claims = tuple(
        model.ClaimEntry(by=draw(st.one_of(odd, st.tuples(odd, odd))), text=t, evidence=t)
        for t in draw(st.lists(odd, max_size=3))
    )
    return model.FactSheet(
        title=text[0],
        source=model.Source(seed="seeds/a.txt", byline=tuple(text[1:3]), published="2024-03-14"),
        summary=text[3],
        who=(model.PartyEntry(name=text[1], aliases=tuple(text)),),
        where=(
            model.PlaceEntry(name=text[2], lat=round(draw(st.floats(-90, 90)), 5), country="NO"),
        ),
        claims=claims,
    )


@given(sheets())
@settings(max_examples=200, deadline=None)
def test_a_sheet_is_read_back_whole(sheet: model.FactSheet) -> None:
    sheet = assign(sheet)
    text = dump_sheet(sheet)
    assert load_sheet(text, "a.yaml").sheet == sheet
    assert yaml.safe_load(text) == to_data(sheet), "anyone's safe_load gives the same strings"
    assert from_data(to_data(sheet)) == sheet
    assert dump_data(load_sheet(text, "a.yaml").data or {}) == text


def all_sheets() -> dict[str, str]:
    ours = sorted((ROOT / "content" / "sheets").glob("*.yaml"))
    return {path.stem: path.read_bytes().decode() for path in ours} | ODD


@pytest.mark.parametrize(("name", "text"), all_sheets().items(), ids=all_sheets())
def test_writing_without_change_keeps_every_byte(name: str, text: str) -> None:
    loaded = load_sheet(text, name)
    assert loaded.ok, loaded.problems
    assert splice(loaded, Merge(loaded.data or {})) == text


def test_there_are_enough_odd_sheets() -> None:
    assert len(ODD) >= 200


@pytest.mark.parametrize(("name", "text"), ODD.items(), ids=ODD)
def test_a_changed_value_changes_nothing_else(name: str, text: str) -> None:
    loaded = load_sheet(text, name)
    data = {**(loaded.data or {}), "title": "Another title"}
    new = splice(loaded, Merge(data, scalars={("title",): "Another title"}))
    node = loaded.mapped.fields["title"][1]  # type: ignore[union-attr]
    bom = len(strip_bom(text)[0])
    start, end = node.start_mark.index + bom, node.end_mark.index + bom
    assert new.startswith(text[:start].rstrip("|>- ") if node.style in ("|", ">") else text[:start])
    assert new.endswith(text[end:])
    assert load_sheet(new, name).data["title"] == "Another title"  # type: ignore[index]


def test_every_comment_of_an_odd_sheet_survives_a_change_of_all_entries() -> None:
    from generator.revision.decided import Step
    from generator.sheet.spec import LISTS

    for where, text in ODD.items():
        loaded = load_sheet(text, where)
        data, steps = dict(loaded.data or {}), []
        for name in LISTS:
            entries = [{**entry, "review": "Look again."} for entry in data.get(name, ())]
            steps += [Step(name, n, "update", entry) for n, entry in enumerate(entries)]
            if entries:
                data[name] = entries
        new = splice(loaded, Merge(data, steps=steps))
        lost = set(re.findall(r"#c\d+", text)) - set(re.findall(r"#c\d+", new))
        assert not lost, (where, lost)


def test_ids_are_stable_and_unlike() -> None:
    assert entry_id("c", "The dam broke") == entry_id("c", " the  DAM broke")
    assert entry_id("c", "The dam broke") != entry_id("w", "The dam broke")[0:7]
    first = entry_id("c", "x")
    assert entry_id("c", "x", {first}) != first


def test_the_schemas_are_current() -> None:
    content = ROOT / "content"
    assert (content / "fact-sheet.schema.json").read_text("utf-8") == sheet_schema()
    assert (content / "settings.schema.json").read_text("utf-8") == settings_schema()


def test_our_sheets_fit_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(sheet_schema()))
    validator.check_schema(json.loads(sheet_schema()))
    for path in sorted((ROOT / "content" / "sheets").glob("*.yaml")):
        validator.validate(yaml.safe_load(path.read_text("utf-8")))
    bad = {"title": "A", "source": {"seed": "../x"}, "claims": [{"by": "A", "txt": "B"}]}
    assert len(list(validator.iter_errors(bad))) == 3


def test_nothing_equals_empty() -> None:
    assert same({"by": "A"}, {"by": ["A"], "against": [], "via": None})
    assert not same({"by": "A"}, {"by": ["A", "B"]})
    assert same(1, 1.0)
