"""The files of a site that is being served, which stay from one build to the next.

MkDocs empties its folder and writes every file anew for each file that is saved.  Most come out as
they were, and on many disks writing them takes as long as making them.  While a site is `kept`,
a file is written only where its bytes change, and what a build no longer makes goes at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs import utils
from mkdocs.structure.files import File


class _Kept:
    """The files that MkDocs has written; others in their folder (the search index) are not ours."""

    def __init__(self) -> None:
        self._there: set[Path] = set()
        self._made: set[Path] = set()

    def begin(self, directory: str) -> None:
        """A build begins; nothing is removed."""
        self._there |= self._made
        self._made = set()

    def write(self, content: bytes, output_path: str) -> None:
        """Write a file, unless it is there with these bytes."""
        path = Path(output_path)
        self._made.add(path)
        if _holds(path, content):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def copy(self, file: File) -> None:
        """Write a file that is no page, unless it is there already."""
        self.write(file.content_bytes, file.abs_dest_path)

    def end(self) -> None:
        """The build is complete: what only those before it made goes."""
        for path in self._there - self._made:
            path.unlink(missing_ok=True)
        self._there = set()


_kept: _Kept | None = None
"""The site that is kept."""


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


@contextmanager
def kept() -> Iterator[None]:
    """While it lasts, builds leave the files alone that they would write as they are."""
    global _kept  # noqa: PLW0603 - MkDocs' functions, which it stands in for, are global too
    before = utils.clean_directory, utils.write_file, File.copy_file
    site = _kept = _Kept()
    utils.clean_directory, utils.write_file = site.begin, site.write
    File.copy_file = lambda file, dirty=False: site.copy(file)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        utils.clean_directory, utils.write_file, File.copy_file = before  # type: ignore[method-assign]
        _kept = None


def build_ended() -> None:
    """Take out of a kept site what the build that has just ended did not make."""
    if _kept is not None:
        _kept.end()
