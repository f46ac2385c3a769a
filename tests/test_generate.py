"""Runs over many seeds: what is stale, what a bad seed does, where seeds lie."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import generator.generate
from generator.document import InputError, Problem
from generator.ingesting.files import LARGEST_FILE, read_bytes
from generator.project import slug_of
from generator.revision.plan import _seed_in
from tests import newsroom
from tests.dam import DAM, PLAIN, run, sheet, tree


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

    assert told("generate") == (0, "sheets: 1 new\n  content/sheets/bruhl-1.yaml\n")
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


def test_slugs() -> None:
    assert slug_of("Das Öl & die Grube (2)") == "das-ol-die-grube-2"
    assert slug_of("火事") == ""


def test_help_teaches(project: Path) -> None:
    assert "A first day" in run(project, "--help").stdout
    assert "Examples:" in run(project, "generate", "--help").stdout
    assert run(project, "nonsense").exit_code == 2
    assert run(project, "--version").stdout.startswith("factsheets, version ")


# Killed at any instant
