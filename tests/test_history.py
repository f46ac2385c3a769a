"""Corrections in the order in which they were made, and what changed in facts."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.document import InputError, Problem
from generator.project import open_project
from generator.revision import history
from generator.revision.facts_diff import as_text, sheet_changes
from generator.revision.history import Correction, corrections
from generator.revision.notes import differs
from generator.sheet.base import Base
from tests.test_newsroom_week import Newsroom


def correction(date: str) -> Correction:
    return Correction("s", "changed", "title", "", "title", date=date)


def test_corrections_are_ordered_by_the_moment_not_by_the_text() -> None:
    early = correction("2024-03-01T01:00:00+14:00")  # 11:00 UTC on 29 February
    late = correction("2024-02-29T20:00:00-11:00")  # 07:00 UTC on 1 March
    unsaved = correction("")
    assert history._newest_first((early, unsaved, late)) == (unsaved, late, early)


def test_one_sheet_that_cannot_be_dated_undates_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = (correction("2024-03-01T01:00:00+00:00"),)

    def date_sheet(project: object, git: object, slug: str, made: object) -> object:
        if slug == "outside":
            raise InputError(Problem("git", "outside of the repository"))
        return dated

    monkeypatch.setattr(history, "_date_sheet", date_sheet)
    monkeypatch.setattr(history.Git, "there", lambda self: True)
    bare = (correction(""),)
    got = history._dated(open_project(tmp_path), {"outside": bare, "inside": bare})
    assert got == {"outside": bare, "inside": dated}


SHEET = "title: A dam burst\nsource:\n  seed: seeds/dam.txt\n"


def test_a_project_that_is_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    desk = Newsroom(tmp_path / "real")
    for folder in ("sheets", ".machine"):
        (desk.root / "content" / folder).mkdir(parents=True)
    desk.sheet("dam").write_text(SHEET)
    base = Base({"title": "A dam broke", "source": {"seed": "seeds/dam.txt"}})
    (desk.root / "content" / ".machine" / "dam.json").write_text(base.to_json())
    desk.commit("One sheet")
    desk.sheet("dam").write_text(SHEET.replace("A dam", "The dam"))
    (tmp_path / "link").symlink_to(tmp_path / "real")
    desk.root = tmp_path / "link"
    assert desk.run("diff").stdout == "dam\n  title: A dam burst → The dam burst\n"
    desk.commit("Title")
    (made,) = corrections(open_project(desk.root))["dam"]
    assert made.by == "Ines Orr"


def test_what_changed_is_told_in_words_not_in_data() -> None:
    before = {"party": ["Tove Brandt", "Ana Ruiz"], "claims": ["c-11111", "c-22222"]}
    after = {"party": "Stonegate Ltd", "claims": ["c-33333"]}
    old = {"competing_claims": [{"id": "d-44444", "sides": [before, after]}]}
    new = {"competing_claims": [{"id": "d-44444", "sides": [after]}]}
    words = as_text(sheet_changes("dam", old, new))
    both = "Tove Brandt, Ana Ruiz (c-11111, c-22222); Stonegate Ltd (c-33333)"
    assert words == f"dam\n  d-44444 sides: {both} → Stonegate Ltd (c-33333)\n"
    assert differs({"about": ["c-11111"]}, {}) == "about: c-11111 → nothing"


def test_diff_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = CliRunner().invoke(main, ["--project", str(tmp_path), "diff"])
    assert done.exit_code == 1
    assert done.stderr.startswith("error[no-repository]: Git reads no repository here")
