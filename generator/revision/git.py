"""What Git knows of a project's files; nothing is ever written to the repository."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from generator.document import InputError, Problem


class Git:
    """The repository around a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def there(self) -> bool:
        """Whether there is a repository with at least one commit, and Git to read it."""
        try:
            self.run("rev-parse", "--verify", "--quiet", "HEAD")
        except InputError:
            return False
        return True

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Git's standard output.

        Raises:
            InputError: Git is not installed, or refused.
        """
        command = ["git", "-c", "core.quotepath=off", *arguments]
        try:
            done = subprocess.run(
                command, cwd=self.root, input=given, capture_output=True, check=True
            )
        except FileNotFoundError as error:
            raise InputError(
                Problem("no-git", "Git is not installed", hint="install it")
            ) from error
        except subprocess.CalledProcessError as error:
            words = error.stderr.decode(errors="replace").strip().splitlines() or ["Git failed"]
            raise InputError(Problem("git", words[0])) from error
        return done.stdout

    def commit(self, revision: str) -> str:
        """The hash of a revision that a person named; it can't be taken for an option.

        Raises:
            InputError: there is no such revision.
        """
        try:
            found = self.run("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        except InputError as error:
            raise InputError(Problem(
                "no-such-revision", f"Git knows no revision `{revision}`",
                hint="in CI, check out with full history (fetch-depth: 0)",
            )) from error  # fmt: skip
        return found.decode().strip()

    def files(self, commit: str, folder: Path) -> dict[str, str]:
        """File name -> object, of all files directly in `folder` at a commit."""
        prefix = f"{folder.relative_to(self.top()).as_posix()}/"
        listed = self.run("ls-tree", "-z", "--full-tree", commit, prefix).decode(errors="replace")
        files = {}
        for line in filter(None, listed.split("\0")):
            about, _, path = line.partition("\t")
            files[path.removeprefix(prefix)] = about.split()[2]
        return files

    def top(self) -> Path:
        """The repository's root."""
        return Path(self.run("rev-parse", "--show-toplevel").decode().strip())

    def texts(self, objects: Sequence[str]) -> list[str | None]:
        """The texts of objects, in one go; None for what isn't there or isn't UTF-8."""
        names = "".join(f"{name}\n" for name in objects).encode()
        out = self.run("cat-file", "--batch", given=names) if objects else b""
        texts: list[str | None] = []
        at = 0
        for _ in objects:
            end = out.index(b"\n", at)
            head = out[at:end].split()
            at = end + 1
            if len(head) != 3:
                texts.append(None)
                continue
            size = int(head[2])
            try:
                texts.append(out[at : at + size].decode())
            except UnicodeDecodeError:
                texts.append(None)
            at += size + 1
        return texts
