"""The command line: the commands that it lists are there."""

from __future__ import annotations

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
