"""A project with one seed, on a dam, for tests of the commands; nothing in it reads a document."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main

DAM = """\
# The dam above Brill burst
@ Tove Brandt
@ Stonegate Ltd
! The tailings dam burst late on Tuesday
> Tove Brandt: two warnings were ignored
> Stonegate Ltd: no warning had reached it
~ Warnings: 0, 1
"""


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


PLAIN = """
import generator.generate, generator.revision.plan, generator.revision.renew
from generator.cli import main
from tests import newsroom
generator.generate.read_seed = newsroom.read_seed
generator.revision.plan.engine_digest = generator.revision.renew.engine_digest = lambda: "engine"
main()
"""
"""What a process of its own runs: the command line, with the reader of tests."""
