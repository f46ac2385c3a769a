"""The machine's records of sheets, damaged by accident, by a merge or on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.document import InputError
from generator.sheet.base import parse_base
from tests.dam import run, sheet


def test_a_damaged_base(project: Path) -> None:
    run(project, "generate")
    base = project / "content" / ".machine" / "dam.json"
    base.write_text("{")
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "error[bad-base]" in done.stderr
    with pytest.raises(InputError):
        parse_base(json.dumps({"schema": 99, "sheet": {}}), "x")


def test_a_merge_conflict_in_a_record(project: Path) -> None:
    run(project, "generate")
    base = project / "content" / ".machine" / "dam.json"
    lines = base.read_text().splitlines()
    lines[3:3] = ["<<<<<<< HEAD", lines[3], "=======", lines[3] + " ", ">>>>>>> other"]
    base.write_text("\n".join(lines))
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "error[conflict-marker]" in done.stderr
    assert "git checkout --ours content/.machine/dam.json" in done.stderr


@pytest.mark.parametrize(
    "record",
    ["[]", '{"schema": 1}', '{"schema": 1, "sheet": {"claims": 1}}', "1e999", '"x"', "null",
     '{"schema": 1, "sheet": {"claims": [{"text": "no id"}]}}',
     '{"schema": 1, "sheet": {"claims": [{"id": "c-1", "by": 5}]}}',
     '{"schema": 1, "sheet": {"source": []}}', '{"schema": 1, "sheet": {}, "removed": [1]}',
     '{"schema": 1, "sheet": {}, "orphans": {"a": {"list": "x"}}}',
     '{"schema": 1, "sheet": {}, "orphans": {"a": "text", "title": 3}}',
     '{"schema": 1, "sheet": {"competing_claims": [{"id": "d-1", "sides": [{"claims": "c"}]}]}}',
     '{"schema": 1, "sheet": {"title": {"a": [1]}, "summary": 5, "source": {"byline": 7}}}',
     "[" * 100_000],
)  # fmt: skip
def test_a_record_that_a_stranger_wrote(project: Path, record: str) -> None:
    run(project, "generate")
    base = project / "content" / ".machine" / "dam.json"
    base.write_text(record)
    sheet(project).write_text(sheet(project).read_text() + "summary: By hand.\n")
    before = sheet(project).read_text()
    for command in (
        ["check"], ["generate"], ["generate", "--reread"], ["generate", "--check"],
        ["restore", "dam/title"], ["accept", "dam/title"], ["diff"],
    ):  # fmt: skip
        base.write_text(record)
        sheet(project).write_text(before)
        run(project, *command)
        assert "summary: By hand.\n" in sheet(project).read_text()


@pytest.mark.parametrize("folder", ["content", "content/sheets", "content/.machine"])
def test_a_link_leads_nobody_out_of_the_project(
    project: Path, tmp_path_factory: pytest.TempPathFactory, folder: str
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project / folder).parent.mkdir(exist_ok=True)
    (project / folder).symlink_to(outside)
    for command in (["generate"], ["check"], ["restore", "dam"], ["diff"]):
        done = run(project, *command)
        assert done.exit_code == 1
        assert "a link that leads out of the project" in done.stderr
    assert not list(outside.iterdir())
