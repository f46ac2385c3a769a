"""Runs over many seeds: what is stale, what a bad seed does, faults of the disk, other commands."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

import generator.generate
from generator.cli import main
from generator.document import InputError, Problem
from generator.generate import generate
from generator.ingesting.files import LARGEST_FILE, read_bytes
from generator.project import open_project, slug_of
from generator.revision.plan import _seed_in
from generator.revision.store import Store
from generator.sheet.base import parse_base
from generator.sheet.yaml_io import load_sheet
from generator.site.rendering.collection import collect
from tests import newsroom

DAM = """\
# The dam above Brill burst
@ Tove Brandt
@ Stonegate Ltd
! The tailings dam burst late on Tuesday
> Tove Brandt: two warnings were ignored
> Stonegate Ltd: no warning had reached it
~ Warnings: 0, 1
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(generator.generate, "read_seed", newsroom.read_seed)
    monkeypatch.setattr("generator.revision.plan.engine_digest", lambda: "engine")
    monkeypatch.setattr("generator.revision.renew.engine_digest", lambda: "engine")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "dam.txt").write_text(DAM)
    return tmp_path


def run(project: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(main, ["--project", str(project), *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def sheet(project: Path, slug: str = "dam") -> Path:
    return project / "content" / "sheets" / f"{slug}.yaml"


def tree(project: Path) -> dict[str, bytes]:
    return {
        p.relative_to(project).as_posix(): p.read_bytes()
        for p in sorted((project / "content").rglob("*")) if p.is_file() and p.name != ".lock"
    }  # fmt: skip


def test_a_second_run_changes_no_byte(project: Path) -> None:
    assert "1 new" in run(project, "generate").stdout
    before = tree(project)
    assert "1 unchanged" in run(project, "generate").stdout
    assert "1 unchanged" in run(project, "generate", "--reread").stdout
    assert tree(project) == before


def test_check_tells_what_is_stale_and_writes_nothing(project: Path) -> None:
    done = run(project, "generate", "--check")
    assert (done.exit_code, done.stdout) == (3, "stale: dam (new)\n")
    assert not (project / "content").exists()
    run(project, "generate")
    assert run(project, "generate", "--check").exit_code == 0
    (project / "seeds" / "dam.txt").write_text(DAM + "! Rain\n")
    before = tree(project)
    assert run(project, "generate", "--check").stdout == "stale: dam (its seed changed)\n"
    assert run(project, "generate", "--check", "--reread").exit_code == 3
    dry = run(project, "generate", "--dry-run")
    assert "dam: updated (its seed changed)" in dry.stdout
    assert tree(project) == before


def test_another_version_makes_sheets_stale(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(project, "generate")
    monkeypatch.setattr("generator.revision.plan.__version__", "9.9")
    assert run(project, "generate", "--check").stdout == "stale: dam (made by version 0.1.0)\n"


def test_bad_seeds_get_messages_and_the_rest_is_made(project: Path) -> None:
    seeds = project / "seeds"
    (seeds / "binary.txt").write_bytes(b"\0\1\2")
    (seeds / "Twice.txt").write_text(DAM)
    (seeds / "twice.md").write_text(DAM)
    (seeds / "picture.png").write_bytes(b"x")
    (seeds / "…").with_suffix(".txt").write_text(DAM)
    (seeds / "link.txt").symlink_to("/etc/hostname")
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "1 new, 1 failed" in done.stdout
    for words in (
        "seeds/binary.txt: error[binary]",
        "`seeds/Twice.txt` and `seeds/twice.md` would make the same sheet, `twice.yaml`",
        "seeds/picture.png: warning[unknown-kind]", "seeds/….txt: error[no-slug]",
        "seeds/link.txt: error[symlink]",
    ):  # fmt: skip
        assert words in done.stderr
    assert "Traceback" not in done.output
    assert [p.name for p in sheet(project).parent.iterdir()] == ["dam.yaml"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have names of characters")
def test_names_that_no_sheet_can_hold(project: Path) -> None:
    for name in (b"d\xe4mm.txt", b"two\nlines.txt", b"back\\slash.txt"):
        Path(os.fsdecode(os.fsencode(project / "seeds") + b"/" + name)).write_text(DAM)
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "1 new" in done.stdout
    assert done.stderr.count("error[bad-name]") == 3
    assert "not UTF-8" in done.stderr


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
                                    {"PYTHONIOENCODING": "latin-1"}])  # fmt: skip
def test_any_locale_will_do(project: Path, locale: dict[str, str]) -> None:
    (project / "seeds" / "dam.txt").unlink()
    seed = "# Der Damm über Brühl – “geborsten”\n! Er brach\n"
    (project / "seeds" / "Brühl 1.txt").write_text(seed, "utf-8")

    def told(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-c", PLAIN, "--project", str(project), *arguments],
            cwd=Path(__file__).parent.parent, capture_output=True, check=False,
            env={**os.environ, **locale},
        )  # fmt: skip
        return done.returncode, (done.stdout + done.stderr).decode("utf-8")

    assert told("generate") == (0, "sheets: 1 new\n")
    made = sheet(project, "bruhl-1").read_text("utf-8")
    assert "seed: seeds/Brühl 1.txt" in made
    assert told("generate", "--check") == (0, "")
    sheet(project, "bruhl-1").write_text(made.replace("title: ", "titel: "), "utf-8")
    for style in ("text", "json", "github", "sarif"):
        code, words = told("check", "--format", style)
        assert code == 1
        assert "titel" in words
        assert "Traceback" not in words
    assert "über Brühl – “geborsten”" in told("check")[1]
    (project / "seeds" / "Brühl 1.txt").rename(project / "seeds" / "Brühl 2.txt")
    sheet(project, "bruhl-1").write_text(made, "utf-8")
    assert told("generate") == (0, "sheets: 1 updated\n")
    assert "seed: seeds/Brühl 2.txt" in sheet(project, "bruhl-1").read_text("utf-8")


def test_a_fault_of_ours_is_a_problem_of_one_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> object:
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(sys.modules, "generator.ingest", SimpleNamespace(ingest_file=fail))
    monkeypatch.setitem(sys.modules, "generator.pipeline", SimpleNamespace(process=fail))
    problem = generator.generate.read_seed(Path("a.txt"), "seeds/a.txt")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.path) == ("fault", "seeds/a.txt")


def test_an_unreadable_seed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "dam.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "seeds/dam.txt: error[unreadable]: can't be read: Permission denied" in done.stderr
    assert "make it readable" in done.stderr


def read_bytes_alone(path: Path, name: str) -> object:
    try:
        read_bytes(path, name)
    except InputError as error:
        return error.problem
    return newsroom.read_seed(path, name)


def test_what_is_no_file_of_words_is_never_opened(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generator.generate, "read_seed", read_bytes_alone)
    if hasattr(os, "mkfifo"):
        os.mkfifo(project / "seeds" / "pipe.txt")
    with (project / "seeds" / "huge.txt").open("wb") as file:
        file.truncate(LARGEST_FILE * 1000)
    assert run(project, "generate", "--check").exit_code == 3
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "1 new" in done.stdout
    assert "seeds/huge.txt: error[too-large]" in done.stderr
    assert "seeds/pipe.txt: error[not-a-file]" in done.stderr or not hasattr(os, "mkfifo")


def test_a_seed_that_is_named_twice(project: Path) -> None:
    seed = str(project / "seeds" / "dam.txt")
    again = str(project / "seeds" / ".." / "seeds" / "dam.txt")
    assert run(project, "generate", seed, again).exit_code == 0
    done = run(project, "generate", "--reread", seed, seed)
    assert (done.exit_code, "1 unchanged" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    ("sheet_text", "seed"),
    [
        ("source:\n" + "    publisher: Vale Courier\n" * 400 + "title: x\n", ""),
        ("title: x\nsource:\n    publisher: y\n\n# why\n    seed: seeds/a.txt\n", "seeds/a.txt"),
        ("source: # of it\r\n  seed: 'it''s #1.txt' # a name\r\n", "it's #1.txt"),
        ('source:\n  seed: "seeds/\\u00e9 #2.txt"\n', "seeds/é #2.txt"),
        ("source:\n  seed: seeds/a.txt" + " " * 50_000 + "# kept\n", "seeds/a.txt"),
        ("source:\n  publisher: |\n    seed: not.txt\nnote:\n  seed: not.txt\n", ""),
        ("source:\n  seed: # none\n", ""),
        ("source: {seed: a.txt}\n", ""),
    ],
)
def test_the_seed_that_a_sheet_names(sheet_text: str, seed: str) -> None:
    assert _seed_in(sheet_text) == seed


def test_a_seed_that_vanishes_while_it_is_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(path: Path, name: str) -> object:
        path.unlink()
        return Problem("unreadable", "can't be read: gone", name)

    monkeypatch.setattr(generator.generate, "read_seed", vanish)
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "seeds/dam.txt: error[unreadable]" in done.stderr


def test_a_renamed_seed_keeps_its_sheet(project: Path) -> None:
    run(project, "generate")
    (project / "seeds" / "dam.txt").rename(project / "seeds" / "burst.txt")
    done = run(project, "generate")
    assert "1 updated" in done.stdout
    assert "seed: seeds/burst.txt" in sheet(project).read_text()
    assert not sheet(project, "burst").exists()
    assert run(project, "generate", "--check").exit_code == 0


def test_a_deleted_seed_leaves_its_sheet_and_retire_takes_it(project: Path) -> None:
    run(project, "generate")
    assert "is still there" in run(project, "retire", "dam").stderr
    (project / "seeds" / "dam.txt").unlink()
    done = run(project, "generate")
    assert done.exit_code == 0
    assert "warning[seed-gone]" in done.stderr
    assert sheet(project).exists()
    assert "warning[seed-gone]" in run(project, "check").stderr
    assert run(project, "retire", "dam").stdout.count("deleted") == 2
    assert run(project, "retire", "dam").exit_code == 1


def test_a_deleted_sheet_is_asked_about(project: Path) -> None:
    run(project, "generate")
    before = tree(project)
    sheet(project).unlink()
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "factsheets restore dam" in done.stderr
    assert run(project, "restore", "dam").exit_code == 0
    assert tree(project) == before


def test_a_sheet_that_was_copied_as_a_file(project: Path) -> None:
    run(project, "generate")
    sheet(project, "a-copy").write_text(sheet(project).read_text())
    sheet(project, "other").with_suffix(".yml").write_text("x")
    done = run(project, "check")
    assert "content/sheets/a-copy.yaml: error[same-seed]" in done.stderr
    assert "content/sheets/other.yml: error[wrong-suffix]" in done.stderr
    (project / "seeds" / "dam.txt").write_text(DAM + "! Rain\n")
    run(project, "generate")
    assert "Rain" in sheet(project).read_text()
    assert "Rain" not in sheet(project, "a-copy").read_text()


def test_restore_and_accept_an_entry(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    event = text[text.index("what:") : text.index("claims:")]
    ident = event.split("id: ")[1].split("\n")[0]
    sheet(project).write_text(text.replace(event, ""))
    assert run(project, "restore", f"dam/{ident}").stdout == f"dam/{ident} is back\n"
    assert sheet(project).read_text() == text
    sheet(project).write_text(text.replace("text: The tailings", "text: A tailings"))
    assert run(project, "accept", f"dam/{ident}").exit_code == 0
    assert sheet(project).read_text() == text
    sheet(project).write_text(text.replace("Vale Courier", "The Courier"))
    assert run(project, "accept", "dam/source.publisher").exit_code == 0
    assert sheet(project).read_text() == text
    for wrong in ("dam/c-00000", "dam/summary", "nosuch/title"):
        assert run(project, "accept", wrong).exit_code == 1
    assert run(project, "accept", "../dam/title").exit_code == 2


def test_accept_takes_an_entry_out_that_the_seed_has_lost(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    ident = text.split("what:\n  - id: ")[1].split("\n")[0]
    sheet(project).write_text(text.replace("text: The tailings", "text: A tailings"))
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    assert "1 entry to review" in run(project, "generate").stdout
    assert "`factsheets accept dam/" + ident in run(project, "check").stderr
    assert "no longer has it" in run(project, "accept", f"dam/{ident}").stdout
    assert "tailings" not in sheet(project).read_text()
    assert run(project, "check", "--strict").exit_code == 0


def test_accept_deletes_no_note(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    ident = text.split("what:\n  - id: ")[1].split("\n")[0]
    old = "    evidence: The tailings dam burst late on Tuesday\n"
    noted = text.replace(old, old + "    note: The crew's log says Monday.\n")
    sheet(project).write_text(noted)
    done = run(project, "accept", f"dam/{ident}")
    assert done.exit_code == 1
    assert "error[own-words]" in done.stderr
    assert sheet(project).read_text() == noted
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    run(project, "generate")
    reviewed = sheet(project).read_text()
    assert "review:" in reviewed
    done = run(project, "accept", f"dam/{ident}")
    assert "both would go" in done.stderr
    assert sheet(project).read_text() == reviewed
    commented = reviewed.replace("    note: The crew's log says Monday.\n", "    # ask the crew\n")
    sheet(project).write_text(commented)
    assert "has a comment of yours" in run(project, "accept", f"dam/{ident}").stderr
    sheet(project).write_text(commented.replace("    # ask the crew\n", ""))
    assert run(project, "accept", f"dam/{ident}").exit_code == 0
    assert ident not in sheet(project).read_text()


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


def test_a_restored_claim_brings_its_dispute_back(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    claim = "  - id: " + text.split("  - id: ")[-2]
    claim = claim.split("competing_claims")[0]
    sheet(project).write_text(text.replace(claim, ""))
    assert "warning[unknown-claim]" in run(project, "check").stderr
    run(project, "generate")
    assert "competing_claims" not in sheet(project).read_text()
    assert run(project, "check").exit_code == 0
    ident = claim.split("id: ")[1].split("\n")[0]
    assert run(project, "restore", f"dam/{ident}").exit_code == 0
    run(project, "generate", "--reread")
    assert sheet(project).read_text() == text


def test_what_the_seed_lost_can_be_restored_all_the_same(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    event = text[text.index("what:") : text.index("claims:")]
    sheet(project).write_text(text.replace(event, ""))
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    run(project, "generate")
    ident = event.split("id: ")[1].split("\n")[0]
    assert run(project, "restore", f"dam/{ident}").exit_code == 0
    assert event.split("\n")[1] in sheet(project).read_text()
    run(project, "generate", "--reread")
    assert "The tailings dam" in sheet(project).read_text()


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


def test_two_runs_at_once(project: Path) -> None:
    run(project, "generate")
    store = Store(open_project(project))
    with store.locked():
        done = run(project, "generate", "--reread")
    assert done.exit_code == 1
    assert "another run is writing these sheets" in done.stderr


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


def test_sheets_elsewhere_need_no_project(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    done = run(project, "generate", "--out", str(out), str(project / "seeds" / "dam.txt"))
    assert done.exit_code == 0
    assert (
        (out / "dam.yaml")
        .read_text()
        .startswith("# yaml-language-server: $schema=.machine/fact-sheet.schema.json\n")
    )
    assert not (project / "content").exists()
    assert run(project, "check", str(out / "dam.yaml")).exit_code == 0


def test_seeds_outside_of_the_project(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "archive"
    inner = project / "inner"
    inner.mkdir()
    (inner / "factsheets.yml").write_text("seeds: [../archive]\n")
    outside.mkdir()
    (outside / "old.txt").write_text(DAM)
    assert run(inner, "generate").exit_code == 0
    assert "seed: archive/old.txt" in sheet(inner, "old").read_text()
    (outside / "old.txt").unlink()
    outside.rmdir()
    done = run(inner, "generate")
    assert "is not at hand" in done.stderr
    assert done.exit_code == 0
    assert run(inner, "check").exit_code == 0


@pytest.mark.parametrize("writes", range(8))
@pytest.mark.parametrize("touched", [False, True])
def test_a_full_disk_leaves_the_old_files(
    project: Path, monkeypatch: pytest.MonkeyPatch, *, writes: int, touched: bool
) -> None:
    run(project, "generate")
    if touched:
        sheet(project).write_text(sheet(project).read_text() + "summary: By hand.\n")
    before = tree(project)
    (project / "seeds" / "dam.txt").write_text(DAM + "! Rain\n")
    real, done_ = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal done_
        done_ += 1
        if done_ > writes:
            raise OSError(28, "No space left on device")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        done = run(project, "generate")
    if done.exit_code:
        assert "No space left on device" in done.stderr
        assert "nothing was changed" in done.stderr
        assert tree(project) == before
    assert done.exit_code == (writes < 3)
    assert run(project, "generate").exit_code == 0
    assert "Rain" in sheet(project).read_text()
    assert run(project, "generate", "--check").exit_code == 0
    assert not [p for p in project.rglob(".*") if p.suffix in (".tmp", ".pending")]


def test_a_read_only_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*args: object, **kwargs: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", denied)
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "Permission denied" in done.stderr


def test_a_damaged_base(project: Path) -> None:
    run(project, "generate")
    base = project / "content" / ".machine" / "dam.json"
    base.write_text("{")
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "error[bad-base]" in done.stderr
    with pytest.raises(InputError):
        parse_base(json.dumps({"schema": 99, "sheet": {}}), "x")


def test_slugs() -> None:
    assert slug_of("Das Öl & die Grube (2)") == "das-ol-die-grube-2"
    assert slug_of("火事") == ""


def test_help_teaches(project: Path) -> None:
    assert "A first day" in run(project, "--help").stdout
    assert "Examples:" in run(project, "generate", "--help").stdout
    assert run(project, "nonsense").exit_code == 2
    assert run(project, "--version").stdout.startswith("factsheets, version ")


PLAIN = """
import generator.generate, generator.revision.plan, generator.revision.renew
from generator.cli import main
from tests import newsroom
generator.generate.read_seed = newsroom.read_seed
generator.revision.plan.engine_digest = generator.revision.renew.engine_digest = lambda: "engine"
main()
"""

# Killed at any instant

KILLED = """
import sys, pathlib
import generator.generate, generator.revision.plan, generator.revision.renew
from generator.project import open_project
from tests import newsroom
generator.generate.read_seed = newsroom.read_seed
generator.revision.plan.engine_digest = generator.revision.renew.engine_digest = lambda: "engine"
root = pathlib.Path(sys.argv[1])
print("ready", flush=True)
while True:
    sys.stdin.readline()
    run = generator.generate.generate(open_project(root))
    print(len(run.outcomes), flush=True)
"""


def killed_rounds(root: Path, rounds: int) -> int:
    """Kills a run at a random instant, again and again; returns how many were cut short."""
    import random

    rng = random.Random(7)
    seeds = root / "seeds"
    seeds.mkdir(exist_ok=True)
    for number in range(6):
        (seeds / f"s{number}.txt").write_text(DAM + f"! item {number}\n")
    generate(open_project(root))
    own = sheet(root, "s0").read_text() + "summary: By hand.  # mine\n"
    sheet(root, "s0").write_text(own)
    cut = 0
    for turn in range(rounds):
        for number in range(6):
            extra = "".join(f"! turn {t} item {number}\n" for t in range(turn % 3, turn % 3 + 2))
            (seeds / f"s{number}.txt").write_text(DAM + extra)
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(root)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        assert process.stdin and process.stdout
        process.stdout.readline()
        process.stdin.write(b"\n")
        process.stdin.flush()
        time.sleep(rng.uniform(0, 0.08))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        cut += process.stdout.read() == b""
        process.stdout.close()
        whole(root)
        generate(open_project(root))
        assert not list(root.rglob("*.pending")) + list(root.rglob("*.tmp"))
        for number in range(6):
            text = sheet(root, f"s{number}").read_text()
            assert text.count("    text: turn") == 2, "the next run converges"
            assert f"turn {turn % 3} item {number}" in text
        assert "summary: By hand.  # mine\n" in sheet(root, "s0").read_text()
    return cut


def whole(root: Path) -> None:
    for number in range(6):
        text = sheet(root, f"s{number}").read_text()
        assert load_sheet(text, "").ok
        assert text.endswith("# mine\n" if number == 0 and text[-7:] == "# mine\n" else "\n")
        parse_base((root / "content" / ".machine" / f"s{number}.json").read_text(), "")


def test_killed_at_any_instant_nothing_is_torn(project: Path) -> None:
    rounds = int(os.environ.get("KILL_ROUNDS", "8"))
    cut = killed_rounds(project, rounds)
    assert cut or rounds < 20


def test_a_pending_base_is_settled(project: Path) -> None:
    run(project, "generate")
    store = Store(open_project(project))
    before = store.read_base("dam")
    assert before is not None
    pending = project / "content" / ".machine" / ".dam.pending"
    digest = hashlib.sha256(sheet(project).read_bytes()).hexdigest()
    pending.write_text(
        before.to_json(written=digest).replace('"engine": "engine"', '"engine": "x"')
    )
    assert run(project, "generate", "--check").exit_code == 3
    store.settle("dam")
    assert (store.read_base("dam") or before).engine == "x"
    assert not pending.exists()
    pending.write_text(before.to_json(written="0" * 64, before=digest))
    store.settle("dam")
    assert (store.read_base("dam") or before).engine == "x"


class Killed(BaseException):
    """Ends a run at a chosen instant, with nothing tidied up after it."""


def kill(project: Path, monkeypatch: pytest.MonkeyPatch, *, renamed: bool) -> None:
    """Leaves what a run leaves that is killed just before or just after it puts a sheet."""
    import shutil

    folder, copy = project / "content", project / "killed"
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if Path(target).name != "dam.yaml":
            return real(path, target)
        if renamed:
            real(path, target)
        shutil.copytree(folder, copy)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(Killed):
            generate(open_project(project))
    shutil.rmtree(folder)
    copy.rename(folder)


@pytest.mark.parametrize("renamed", [True, False])
def test_a_sheet_that_is_saved_after_a_killed_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, *, renamed: bool
) -> None:
    seed = project / "seeds" / "dam.txt"
    seed.write_text(DAM + "! Rain fell all week\n")
    run(project, "generate")
    sheet(project).write_text(sheet(project).read_text() + "summary: By hand.\n")
    seed.write_text(DAM + "! The army came on Friday\n")
    kill(project, monkeypatch, renamed=renamed)
    assert ("Friday" in sheet(project).read_text()) is renamed
    saved = sheet(project).read_text().replace("By hand.", "By hand, again.")
    sheet(project).write_text(saved)
    assert run(project, "generate").exit_code == 0
    text = sheet(project).read_text()
    assert "army came on Friday" in text
    assert "Rain fell" not in text
    base = Store(open_project(project)).read_base("dam")
    assert base is not None
    assert not base.removed, "what the machine took out is no deletion of the editor's"
    seed.write_text(DAM + "! Rain fell all week\n! The army came on Friday\n")
    run(project, "generate")
    assert "Rain fell" in sheet(project).read_text()
    assert "By hand, again." in sheet(project).read_text()
    assert not [p for p in project.rglob(".*") if p.suffix in (".tmp", ".pending")]


@pytest.mark.parametrize("act", ["restore", "accept", "retire"])
def test_an_act_settles_a_killed_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    seed = project / "seeds" / "dam.txt"
    run(project, "generate")
    seed.write_text(DAM + "! The army came on Friday\n")
    kill(project, monkeypatch, renamed=True)
    seed.unlink()
    if act == "restore":
        sheet(project).unlink()
    run(project, act, "dam/title" if act == "accept" else "dam")
    assert not list(project.rglob("*.pending"))
    if act != "retire":
        assert "army came on Friday" in sheet(project).read_text()
        base = Store(open_project(project)).read_base("dam")
        assert "army came on Friday" in json.dumps(base.sheet if base else {})


def test_a_deleted_source_can_be_restored(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    source = text[text.index("source:") : text.index("who:")]
    sheet(project).write_text(text.replace(source, ""))
    for name in ("seed", "publisher", "published"):
        assert run(project, "restore", f"dam/source.{name}").exit_code == 0
    assert run(project, "check").exit_code == 0
    assert '"2024-03-14"' in sheet(project).read_text()


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


def test_line_ends_of_a_lone_carriage_return(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text().replace("\n", "\r")
    sheet(project).write_bytes(text.encode())
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    done = run(project, "generate")
    assert done.exit_code == 1
    assert "save it with ordinary line ends" in done.stderr
    assert sheet(project).read_bytes() == text.encode()


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
