"""`check` on the cases of `cases/check`: a new case is a new file.

In `positive/` nothing is wrong; beside each sheet in `negative/` stands a `.expected` file
with what is to be said of it.  `RECORD_CASES=1` writes those that are missing: read them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.check import check_sheet
from generator.cli import main
from generator.document import Problem
from generator.problems import format_problems, summary_markdown
from generator.project import Project
from generator.settings import Settings
from generator.sheet import yaml_guard
from generator.sheet.yaml_io import load_sheet

CASES = Path(__file__).parent / "cases" / "check"
POSITIVE = sorted((CASES / "positive").glob("*.yaml"))
NEGATIVE = sorted((CASES / "negative").glob("*.yaml"))


def told(path: Path) -> str:
    project = Project(CASES, Settings(), path.parent, path.parent / ".machine")
    return format_problems(check_sheet(project, path))


@pytest.mark.parametrize("path", POSITIVE, ids=lambda p: p.stem)
def test_nothing_is_said_of_a_good_sheet(path: Path) -> None:
    assert told(path) == ""


@pytest.mark.parametrize("path", NEGATIVE, ids=lambda p: p.stem)
def test_a_bad_sheet_gets_its_message(path: Path) -> None:
    expected = path.with_suffix(".expected")
    if os.environ.get("RECORD_CASES") and not expected.exists():
        expected.write_text(told(path), "utf-8")
    assert told(path) == expected.read_text("utf-8")


@pytest.mark.parametrize("path", NEGATIVE, ids=lambda p: p.stem)
def test_a_bad_sheet_gets_a_message_without_libyaml(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    loader = yaml_guard.without_types(yaml.SafeLoader)
    monkeypatch.setattr(yaml_guard, "LOADER", loader)
    monkeypatch.setattr("generator.sheet.yaml_nodes.LOADER", loader)
    codes = [line.split("]")[0].split("[")[-1] for line in told(path).splitlines() if "[" in line]
    expected = path.with_suffix(".expected").read_text("utf-8")
    assert codes[0] in expected


def test_there_are_enough_cases() -> None:
    assert len(NEGATIVE) >= 60


def project_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "content" / "sheets").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "dam.txt").write_text("A dam burst.\n\nIt rained.\n")
    (tmp_path / "content" / "sheets" / "dam.yaml").write_text(text, "utf-8")
    return tmp_path


GOOD = "title: A dam burst.\nsource:\n  seed: seeds/dam.txt\n"
REVIEW = GOOD + "what:\n  - text: Rain.\n    review: Look again.\n"


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [(GOOD, [], 0), (GOOD + "x: 1\n", [], 1), (REVIEW, [], 0), (REVIEW, ["--strict"], 1),
     (GOOD, ["--nonsense"], 2)],
)  # fmt: skip
def test_exit_codes(tmp_path: Path, text: str, options: list[str], code: int) -> None:
    root = project_with(tmp_path, text)
    done = CliRunner().invoke(main, ["--project", str(root), "check", *options])
    assert done.exit_code == code, done.output


def test_a_message_points_at_the_place(tmp_path: Path) -> None:
    root = project_with(tmp_path, GOOD + "claims:\n  - by: unnamed\n    txt: It rained.\n")
    done = CliRunner().invoke(main, ["--project", str(root), "check"])
    assert done.stderr.startswith(
        "content/sheets/dam.yaml:6:5: error[unknown-field]: claims > 1: unknown field `txt`\n"
        "    6 |     txt: It rained.\n"
        "      |     ^^^\n"
        "    expected: against, by, evidence, id, note, rejected, review, stance, text, via, when\n"
        "    hint: did you mean `text`?\n"
    )


def test_formats_for_machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = GOOD.replace("A dam", '"100% ::error::\\nA dam').replace("burst.", 'burst."')
    root = project_with(tmp_path, bad + "url: x\n")
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    runner = CliRunner()
    told = {
        style: runner.invoke(main, ["--project", str(root), "check", "--format", style]).stdout
        for style in ("json", "github", "sarif")
    }
    assert json.loads(told["json"])[0]["code"] == "unknown-field"
    assert told["github"].count("\n") == 1
    assert told["github"].startswith("::error file=content/sheets/dam.yaml,line=4,col=1,")
    assert json.loads(told["sarif"])["runs"][0]["results"][0]["ruleId"] == "unknown-field"
    assert "unknown field" in summary.read_text()


def test_sarif_names_any_file() -> None:
    problem = Problem("binary", "not a text", "seeds/Ein Öl 100%.txt")
    (result,) = json.loads(format_problems([problem], "sarif"))["runs"][0]["results"]
    (place,) = (p["physicalLocation"] for p in result["locations"])
    assert place["artifactLocation"] == {"uri": "seeds/Ein%20%C3%96l%20100%25.txt"}
    assert place["region"] == {"startLine": 1}


def test_a_github_command_cannot_be_forged() -> None:
    loaded = load_sheet(
        'title: "x"\nsource:\n  seed: "a%0A::error::b"\n"k\\n::warning::y": 1\n', "s"
    )
    out = format_problems(loaded.problems, "github")
    assert all(line.startswith("::error file=s,") for line in out.splitlines())
    assert "<" not in summary_markdown(load_sheet("<b>: 1\n", "s").problems).replace("&lt;", "")


def test_all_messages_name_place_and_mend() -> None:
    for path in NEGATIVE:
        for line in path.with_suffix(".expected").read_text("utf-8").splitlines():
            if "error[" in line or "warning[" in line:
                assert line.startswith("negative/"), line


def test_checking_imports_nothing_that_reads_documents() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from generator.cli import main; "
        "done = CliRunner().invoke(main, ['check']); "
        "heavy = {'onnxruntime', 'tokenizers', 'numpy', 'trafilatura', 'py3langid', 'mkdocs',"
        " 'generator.claims', 'generator.encoder', 'generator.entities', 'generator.extract',"
        " 'generator.language', 'generator.pipeline', 'generator.read'} & set(sys.modules); "
        "sys.exit(f'{done.output} {heavy}' if heavy or done.exit_code else 0)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
