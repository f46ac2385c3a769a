"""What Git knows of a project's files; nothing is ever written to the repository."""

from __future__ import annotations

import os
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
        self.top()
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
        prefix = f"{self.path_of(folder)}/"
        listed = self.run("ls-tree", "-z", "--full-tree", commit, prefix).decode(errors="replace")
        files = {}
        for line in filter(None, listed.split("\0")):
            about, _, path = line.partition("\t")
            files[path.removeprefix(prefix)] = about.split()[2]
        return files

    def top(self) -> Path:
        """The repository's root, links resolved.

        Raises:
            InputError: Git is not installed, or the folder is in no repository.
        """
        try:
            found = self.run("rev-parse", "--show-toplevel")
        except InputError as error:
            if error.problem.code == "no-git":
                raise
            raise InputError(Problem(
                "no-repository", f"Git reads no repository here ({error.problem.message})",
                hint="run this within the repository, or `git init` and commit first",
            )) from error  # fmt: skip
        return Path(os.fsdecode(found.removesuffix(b"\n")))

    def path_of(self, path: Path) -> str:
        """How Git names a file or folder of the project.

        Raises:
            InputError: as for `top`, or the path is outside of the repository.
        """
        real, top = path.parent.resolve() / path.name, self.top().resolve()
        if not real.is_relative_to(top):
            raise InputError(Problem("git", f"{path} is outside of the repository", str(path)))
        return real.relative_to(top).as_posix()

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
