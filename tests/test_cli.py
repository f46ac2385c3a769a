"""The command line: the commands that it lists are there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

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
