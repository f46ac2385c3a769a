"""The workflow that publishes, and the script that it runs: what must stay true of them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"
SCRIPT = ROOT / ".ci" / "publish"
TEXT = WORKFLOW.read_text(encoding="utf-8")


class _Loader(yaml.SafeLoader):
    """YAML as GitHub reads it: `on` is a word and no boolean."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    loaded = yaml.load(TEXT, _Loader)
    assert isinstance(loaded, dict)
    return loaded


def steps(workflow: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, step) for name, job in workflow["jobs"].items() for step in job["steps"]]


def test_runs_on_each_push_and_pull_request_without_path_filters(workflow: dict[str, Any]) -> None:
    assert {"push", "pull_request"} <= set(workflow["on"])
    assert "pull_request_target" not in workflow["on"]
    for event in workflow["on"].values():
        assert not {"paths", "paths-ignore"} & set(event or ())


def test_actions_are_pinned_by_commit_with_their_version_beside() -> None:
    used = re.findall(r"^\s*(?:- )?uses: (.*)$", TEXT, re.MULTILINE)
    assert used
    for line in used:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_is_pinned_to_one_commit() -> None:
    pins: dict[str, set[str]] = {}
    for name, commit in re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40})", TEXT):
        pins.setdefault(name, set()).add(commit)
    assert all(len(commits) == 1 for commits in pins.values()), pins


def test_nothing_is_permitted_but_what_a_job_asks_for(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    asked = {name: job["permissions"] for name, job in workflow["jobs"].items()}
    assert asked == {
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "commit": {"contents": "write"},
    }


def test_the_job_that_may_push_runs_no_code_of_the_project(workflow: dict[str, Any]) -> None:
    for step in workflow["jobs"]["commit"]["steps"]:
        for line in step.get("run", "").splitlines():
            assert line.split()[0] in {"git", "echo", "if", "exit", "fi", "}"}, line


def test_jobs_that_write_run_on_main_alone(workflow: dict[str, Any]) -> None:
    for name, job in workflow["jobs"].items():
        if "write" in job["permissions"].values():
            assert job["if"].startswith("github.ref == 'refs/heads/main'"), name
            assert job["needs"] == "build"


def test_checkouts_keep_no_credentials_and_the_build_has_all_history(
    workflow: dict[str, Any],
) -> None:
    for name, step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false", name
            if name == "build":
                assert step["with"]["fetch-depth"] == 0


def test_deploys_are_never_cancelled(workflow: dict[str, Any]) -> None:
    assert workflow["concurrency"]["group"] == "publish-${{ github.ref }}"
    cancels = workflow["concurrency"]["cancel-in-progress"]
    assert cancels == "${{ github.event_name == 'pull_request' }}"


def test_scripts_take_no_text_from_the_event(workflow: dict[str, Any]) -> None:
    """An expression in a script is pasted into it: a branch's name could be a command."""
    for name, step in steps(workflow):
        assert "${{" not in step.get("run", ""), name


def test_ci_runs_the_scripts_of_the_desk(workflow: dict[str, Any]) -> None:
    runs = [step.get("run", "") for step in workflow["jobs"]["build"]["steps"]]
    assert ".ci/publish" in runs
    assert ".ci/publish --write" in runs
    assert ".ci/run" in runs
    assert "exec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["publish", "run", "browser"])
def test_scripts_can_be_run(name: str) -> None:
    script = ROOT / ".ci" / name
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)


def test_locks_name_versions_and_hashes_and_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock.name
        assert "index-url" not in text
        wanted = re.findall(r"^([a-zA-Z0-9][\w.-]*)(?:\[[^\]]*\])?(.*)$", text, re.MULTILINE)
        assert wanted
        for name, rest in wanted:
            assert rest.startswith("=="), f"{lock.name}: {name}{rest}"
        assert text.count("==") >= len(wanted)
        assert text.count("--hash=sha256:") >= len(wanted)


FACTSHEETS = """#!/bin/sh
echo "factsheets $*" >>"$LOG"
case "$*" in
  "generate --check") echo "stale: quarry-dam (changed)"; exit "$STALE" ;;
  check*) exit "$WRONG" ;;
  diff*) echo "### quarry-dam"; exit 0 ;;
  build*) exit "$BROKEN" ;;
esac
"""


class Desk:
    """A project whose `factsheets` only notes how it was called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.summary = folder / "summary.md"
        (folder / ".ci").mkdir()
        (folder / ".ci" / "publish").write_bytes(SCRIPT.read_bytes())
        (folder / ".ci" / "publish").chmod(0o755)
        (folder / ".venv" / "bin").mkdir(parents=True)
        fake = folder / ".venv" / "bin" / "factsheets"
        fake.write_text(FACTSHEETS, encoding="utf-8")
        fake.chmod(0o755)
        (folder / "Makefile").write_text("setup:\n\t@true\n", encoding="utf-8")

    def publish(self, *arguments: str, **variables: str) -> tuple[int, str, list[str]]:
        """Exit code, what was said, and the calls of `factsheets`."""
        env = {"PATH": os.environ["PATH"], "LOG": str(self.log)}
        env |= {"STALE": "0", "WRONG": "0", "BROKEN": "0"} | variables
        done = subprocess.run(
            [self.folder / ".ci" / "publish", *arguments],
            env=env, capture_output=True, text=True, check=False, cwd="/",
        )  # fmt: skip
        calls = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return done.returncode, done.stdout + done.stderr, calls


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_checks_freshness_and_sheets_before_it_builds(desk: Desk) -> None:
    code, _, calls = desk.publish()
    assert code == 0
    assert calls == [
        "factsheets generate --check",
        "factsheets check --format text",
        "factsheets build --strict",
    ]


def test_a_stale_sheet_stops_the_build_with_the_command_that_mends_it(desk: Desk) -> None:
    code, said, calls = desk.publish(STALE="3", GITHUB_STEP_SUMMARY=str(desk.summary))
    assert code == 3
    assert "make site && git add content && git commit" in said
    assert not any("build" in call for call in calls)
    summary = desk.summary.read_text(encoding="utf-8")
    assert "## Stale sheets" in summary
    assert "    stale: quarry-dam (changed)" in summary
    assert "make site" in summary


def test_wrong_sheets_are_told_beside_stale_ones(desk: Desk) -> None:
    code, said, calls = desk.publish(STALE="3", WRONG="1")
    assert code == 1
    assert "make site" in said
    assert "factsheets check --format text" in calls
    assert not any("build" in call for call in calls)


def test_writing_makes_sheets_first(desk: Desk) -> None:
    code, _, calls = desk.publish("--write")
    assert code == 0
    assert calls[0] == "factsheets generate"
    assert "factsheets generate --check" not in calls


def test_tells_what_changed_in_facts(desk: Desk) -> None:
    code, said, calls = desk.publish("--since", "v1", GITHUB_STEP_SUMMARY=str(desk.summary))
    assert code == 0
    assert "factsheets diff v1 --format markdown" in calls
    assert "### quarry-dam" in said
    assert "## What changed in facts\n\n### quarry-dam" in desk.summary.read_text(encoding="utf-8")


def test_in_actions_problems_become_annotations(desk: Desk) -> None:
    _, _, calls = desk.publish(GITHUB_ACTIONS="true")
    assert "factsheets check --format github" in calls


def test_a_site_that_cannot_be_built_fails(desk: Desk) -> None:
    assert desk.publish(BROKEN="1")[0] == 1


@pytest.mark.parametrize("arguments", [["--wrong"], ["--since"], ["seeds"]])
def test_wrong_usage(desk: Desk, arguments: list[str]) -> None:
    code, said, calls = desk.publish(*arguments)
    assert (code, calls) == (2, [])
    assert "usage" in said
