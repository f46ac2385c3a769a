"""The command line: the commands that it lists are there, and slips in calling them are told."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_is_listed_can_be_called(name: str) -> None:
    assert isinstance(main, click.Group)
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_the_runtime_of_the_encoder_keeps_no_record_of_its_use(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    code = "import generator, onnxruntime"
    subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent.parent, check=True,
        env={k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"} | home,
    )  # fmt: skip
    assert not list(tmp_path.rglob("*"))


SHEET = "title: The dam\nsource: {seed: seeds/quarry-dam.txt}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "sheets").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "content" / "sheets" / "quarry-dam.yaml").write_text(SHEET)
    return tmp_path


def called(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(project), *arguments])


def test_check_takes_a_sheet_by_its_name_and_no_other_file(project: Path) -> None:
    assert "1 sheet: 0 errors" in called(project, "check", "quarry-dam").output
    seed = project / "seeds" / "report.txt"
    seed.write_text("A dam burst.\n")
    told = called(project, "check", str(seed))
    assert told.exit_code == 1
    assert "seeds/report.txt: error[wrong-suffix]: this file is no sheet" in told.output


@pytest.mark.parametrize("command", ["restore", "retire"])
def test_a_sheet_that_is_not_there_is_answered_with_the_one_that_is(
    project: Path, command: str
) -> None:
    told = called(project, command, "quarry-dan")
    assert told.exit_code == 1
    assert "`quarry-dan` is no sheet here" in told.output
    assert "did you mean `quarry-dam`?" in told.output


def test_a_path_does_for_a_sheets_name(project: Path) -> None:
    told = called(project, "accept", "content/sheets/quarry-dam.yaml/title")
    assert "`quarry-dam` has no record of the machine's" in told.output


def test_annotate_does_not_overwrite_what_it_reads(project: Path) -> None:
    rows = project / "rows.jsonl"
    rows.write_text('{"id": "a", "text": "The dam burst."}\n')
    told = called(project, "annotate", str(rows), str(rows))
    assert told.exit_code == 2
    assert rows.read_text().startswith('{"id": "a"')


def test_an_address_that_is_none_or_taken_is_told_before_the_site_is_built(project: Path) -> None:
    told = called(project, "serve", "--address", "8001")
    assert told.exit_code == 1
    assert "`8001` is no address: write it as in 127.0.0.1:8001" in told.output
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        told = called(project, "serve", "--address", address)
    assert told.exit_code == 1
    assert f"{address} can't be served at" in told.output
