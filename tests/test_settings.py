"""Settings and the project's folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document import InputError
from generator.project import open_loose, open_project
from generator.settings import Settings, load_settings, read_settings


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_all_that_is_wrong_is_told(tmp_path: Path) -> None:
    (tmp_path / "factsheets.yml").write_text(
        "seed: [a]\npublish_source: all\ncontent: ../x\neditors_names: yes\n"
    )
    settings, problems = read_settings(tmp_path)
    assert [p.code for p in problems] == ["unknown-field", "bad-choice", "bad-seed", "bad-flag"]
    assert problems[0].hint == "did you mean `seeds`?"
    assert settings.seeds == ("seeds",)
    with pytest.raises(InputError, match="unknown field"):
        load_settings(tmp_path)


@pytest.mark.parametrize("text", ["- a\n", "seeds: [\n", "content: .\n", "\0"])
def test_unusable_settings(tmp_path: Path, text: str) -> None:
    (tmp_path / "factsheets.yml").write_text(text)
    with pytest.raises(InputError):
        load_settings(tmp_path)


def test_a_seeds_name_leads_back_to_it_and_nowhere_else(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    (root / "seeds").mkdir(parents=True)
    (root / "factsheets.yml").write_text("seeds: [seeds, ../archive]\n")
    project = open_project(root)
    for path in (root / "seeds" / "a" / "b.txt", tmp_path / "archive" / "c.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        assert project.seed_path(project.seed_name(path)) == path
    assert project.seed_name(tmp_path / "archive" / "c.txt") == "archive/c.txt"
    (root / "seeds" / "out.txt").symlink_to("/etc/hostname")
    for name in ("../x", "/etc/hostname", "seeds/../../x", "other/x.txt", "seeds/out.txt", "C:\\x"):
        assert project.seed_path(name) is None


def test_two_folders_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "factsheets.yml").write_text("seeds: [../a/seeds, ../b/seeds]\n")
    _, problems = open_project(tmp_path).find_seeds()
    assert [p.code for p in problems] == ["seed-folders"]


def test_a_loose_folder_follows_no_seed(tmp_path: Path) -> None:
    loose = open_loose(tmp_path)
    assert loose.seed_name(tmp_path / "reports" / "x.txt") == "reports/x.txt"
    assert loose.seed_path("reports/x.txt") is None
