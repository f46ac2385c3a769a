"""Corrections in the order in which they were made, whatever is wrong with one of them."""

from pathlib import Path

import pytest

from generator.project import open_project
from generator.revision import history
from generator.revision.history import Correction


def correction(date: str) -> Correction:
    return Correction("s", "changed", "title", "", "title", date=date)


def test_corrections_are_ordered_by_the_moment_not_by_the_text() -> None:
    early = correction("2024-03-01T01:00:00+14:00")  # 11:00 UTC on 29 February
    late = correction("2024-02-29T20:00:00-11:00")  # 07:00 UTC on 1 March
    unsaved = correction("")
    order = sorted((early, unsaved, late), key=history._moment, reverse=True)
    assert order == [unsaved, late, early]


def test_one_sheet_that_cannot_be_dated_undates_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = (correction("2024-03-01T01:00:00+00:00"),)

    def date_sheet(project: object, git: object, slug: str, made: object) -> object:
        if slug == "outside":
            raise ValueError("outside of the repository")
        return dated

    monkeypatch.setattr(history, "_date_sheet", date_sheet)
    monkeypatch.setattr(history.Git, "there", lambda self: True)
    bare = (correction(""),)
    got = history._dated(open_project(tmp_path), {"outside": bare, "inside": bare})
    assert got == {"outside": bare, "inside": dated}
