"""Faults of the disk, runs that are killed, and two at once: nothing is torn, nothing lost."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.generate import generate
from generator.project import open_project
from generator.revision.store import Store
from generator.sheet.base import parse_base
from generator.sheet.yaml_io import load_sheet
from tests.dam import DAM, run, sheet, tree


def test_two_runs_at_once(project: Path) -> None:
    run(project, "generate")
    store = Store(open_project(project))
    with store.locked():
        done = run(project, "generate", "--reread")
    assert done.exit_code == 1
    assert "another run is writing these sheets" in done.stderr


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
    real, calls = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls > writes:
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
