"""Runs over sheets that editors have changed, seeds as they were or not."""

from __future__ import annotations

from pathlib import Path

import pytest

import generator.generate
from generator.site.rendering.collection import collect
from tests.dam import DAM, run, sheet, tree


def test_a_deleted_claim_is_no_error_and_leaves_no_reference(project: Path) -> None:
    seed = DAM + "? The Courier could not verify either account: 0, 1\n"
    (project / "seeds" / "dam.txt").write_text(seed)
    run(project, "generate")
    text = sheet(project).read_text()
    ident = text.split("claims:\n  - id: ")[1].split("\n")[0]
    claim = text[text.index(f"  - id: {ident}") : text.index("  - id: ", text.index(ident))]
    sheet(project).write_text(text.replace(claim, ""))
    done = run(project, "check")
    assert done.exit_code == 0
    assert done.stderr.count("warning[unknown-claim]") == 2
    assert "`factsheets generate` takes its id out" in done.stderr
    assert not collect(project / "content").serious(), "the site is built all the same"
    assert run(project, "generate", "--check").exit_code == 0
    assert "1 updated" in run(project, "generate", "--dry-run").stdout
    assert ident in sheet(project).read_text()
    done = run(project, "generate")
    assert (done.exit_code, done.stdout) == (0, "sheets: 1 updated\n")
    assert ident not in sheet(project).read_text()
    assert run(project, "check", "--strict").exit_code == 0
    before = tree(project)
    assert "1 unchanged" in run(project, "generate").stdout
    assert "1 unchanged" in run(project, "generate", "--reread").stdout
    assert tree(project)["content/sheets/dam.yaml"] == before["content/sheets/dam.yaml"]


def test_a_sheet_whose_seed_is_not_at_hand_is_looked_after(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    claim = "  - id: " + text.split("claims:\n  - id: ")[1].split("  - id: ")[0]
    sheet(project).write_text(text.replace(claim, "  # by phone\n"))
    (project / "seeds" / "dam.txt").unlink()
    assert "1 updated" in run(project, "generate").stdout
    assert "competing_claims" not in sheet(project).read_text()
    assert "  # by phone\n" in sheet(project).read_text()
    sheet(project).write_text("title: a: b\n" + sheet(project).read_text())
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "error[stray-colon]" in done.stderr


def test_a_renamed_party_is_renamed_without_a_change_of_the_seed(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    renamed = text.replace("name: Stonegate Ltd", "name: Stonegate Holdings")
    sheet(project).write_text(renamed)
    assert run(project, "generate").exit_code == 0
    after = sheet(project).read_text()
    assert after.count("Stonegate Holdings") == 3
    assert run(project, "check", "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("title: The", "title: Fire: the", "stray-colon"),
     ("publisher:", "publsher:", "unknown-field"), ("    by: Tove", "   by: Tove", "bad-indent")],
)  # fmt: skip
def test_a_broken_sheet_is_told_though_its_seed_is_as_it_was(
    project: Path, old: str, new: str, code: str
) -> None:
    (project / "seeds" / "other.txt").write_text("# Other\n! Rain\n")
    run(project, "generate")
    broken = sheet(project).read_text().replace(old, new, 1)
    sheet(project).write_text(broken)
    for options in ([], ["--dry-run"], [str(project / "seeds" / "dam.txt")]):
        done = run(project, "generate", *options)
        assert done.exit_code == 1
        assert f"error[{code}]" in done.stderr
        assert sheet(project).read_text() == broken
    assert run(project, "generate", str(project / "seeds" / "other.txt")).exit_code == 0


def test_a_broken_sheet_is_left_alone(project: Path) -> None:
    run(project, "generate")
    (project / "seeds" / "other.txt").write_text("# Other\n! Rain\n")
    (project / "seeds" / "dam.txt").write_text(DAM + "! Rain\n")
    broken = sheet(project).read_text().replace("title: The", "title: Fire: the")
    sheet(project).write_text(broken)
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "stays as it is" in done.stderr
    assert sheet(project).read_text() == broken
    assert sheet(project, "other").exists()


def test_line_ends_of_a_lone_carriage_return(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text().replace("\n", "\r")
    sheet(project).write_bytes(text.encode())
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "save it with ordinary line ends" in done.stderr
    assert sheet(project).read_bytes() == text.encode()


def test_a_sheet_that_is_saved_in_the_middle_of_a_run(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, "generate")
    (project / "seeds" / "dam.txt").write_text(DAM + "! Rain\n")
    saved = sheet(project).read_text() + "summary: By hand.\n"
    real = generator.generate.renew

    def slow(*arguments: object, **more: object) -> object:
        sheet(project).write_text(saved)
        return real(*arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(generator.generate, "renew", slow)
        done = run(project, "generate")
    assert done.exit_code == 1
    assert "error[saved-meanwhile]" in done.stderr
    assert sheet(project).read_text() == saved
    assert run(project, "generate").exit_code == 0
    assert "summary: By hand." in sheet(project).read_text()
    assert "Rain" in sheet(project).read_text()


@pytest.mark.parametrize("changed", [True, False])
def test_a_fault_of_ours_in_one_sheet_stops_no_other(
    project: Path, monkeypatch: pytest.MonkeyPatch, *, changed: bool
) -> None:
    (project / "seeds" / "other.txt").write_text("# Other\n! Rain\n")
    run(project, "generate")
    edited = sheet(project).read_text() + "summary: By hand.\n"
    sheet(project).write_text(edited)
    if changed:
        (project / "seeds" / "dam.txt").write_text(DAM + "! Rain\n")
    (project / "seeds" / "other.txt").write_text("# Other\n! Snow\n")

    def fail(*args: object, **kwargs: object) -> object:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("generator.revision.renew.carry_out", fail)
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "error[fault]: the merge failed (ZeroDivisionError: oh)" in done.stderr
    assert sheet(project).read_text() == edited
    assert "Snow" in sheet(project, "other").read_text()
