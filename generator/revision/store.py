"""The files of sheets and bases: read whole, written whole, by one run at a time.

A base is the machine's last whole output for a sheet (`content/.machine/<slug>.json`).  A write
survives being killed at any instant: the new base is laid down as pending, the sheet is renamed
into place, then the base.  A pending base found later is taken over if its sheet was written, even
if somebody has saved the sheet since, and else dropped.  It is not written if the sheet is as it
was before, or if its new text still lies beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from generator.document import InputError, Problem
from generator.project import Project
from generator.sheet.base import Base, parse_base, read_base
from generator.sheet.files import read_text

PENDING = ".pending"
"""Ends the name of a base whose sheet is being written."""


class Store:
    """A project's sheets and bases."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def sheet_path(self, slug: str) -> Path:
        """Where the sheet stands, or would stand."""
        return self.project.sheets / f"{slug}.yaml"

    def base_path(self, slug: str) -> Path:
        """Where the sheet's base stands, or would stand."""
        return self.project.machine / f"{slug}.json"

    def slugs(self) -> list[str]:
        """The slugs of all sheets, in order."""
        folder = self.project.sheets
        return sorted(p.stem for p in folder.glob("*.yaml") if not p.name.startswith("."))

    def base_slugs(self) -> list[str]:
        """The slugs of all bases, in order."""
        return sorted(
            p.stem for p in self.project.machine.glob("*.json")
            if not p.name.startswith(".") and not p.name.endswith(".schema.json")
        )  # fmt: skip

    def read_sheet(self, slug: str) -> str | None:
        """The sheet's text as it stands; None where there is none.

        Raises:
            InputError: it can't be read, is not UTF-8, or is a link out of its folder.
        """
        path = self.sheet_path(slug)
        return read_text(path, self.project.shown(path), self.project.sheets)

    def read_base(self, slug: str) -> Base | None:
        """The sheet's base; None where there is none.

        Raises:
            InputError: it can't be read, or was written by a newer version.
        """
        path = self.base_path(slug)
        return read_base(path, self.project.shown(path))

    def write(self, slug: str, text: str | None, base: Base, before: str | None) -> None:
        """Writes the sheet (where `text` is given) and then its base, each whole or not at all.

        Args:
            slug: Which sheet.
            text: Its new text; None leaves it alone.
            base: Its new base.
            before: Its text when it was read, None where there was none.

        Raises:
            InputError: the disk is full or the folder read-only, or somebody saved the sheet since
                it was read; the old files stand.
        """
        path, base_path = self.sheet_path(slug), self.base_path(slug)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            base_path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                write_atomic(base_path, base.to_json())
                return
            data = text.encode()
            pending = base_path.with_name(f".{slug}{PENDING}")
            # All that takes space on the disk is laid down before the first file is put in place.
            with staged(base_path, base.to_json().encode()) as record, staged(path, data) as new:
                try:
                    hashes = _digest(data), _digest(before.encode()) if before is not None else ""
                    write_atomic(pending, base.to_json(*hashes, new.temporary.name))
                    if self.read_sheet(slug) != before:
                        raise InputError(Problem(
                            "saved-meanwhile", "the sheet was saved while it was being merged",
                            self.project.shown(path), hint="it stands as it was saved; run again",
                        ))  # fmt: skip
                    new.put()
                except BaseException:
                    self.settle(slug)  # while the new text still lies there, if it was not put
                    raise
                record.put()
            pending.unlink()
        except OSError as error:
            raise InputError(_disk_problem(error, self.project.shown(path))) from error

    def settle(self, slug: str) -> None:
        """Finishes or drops what a killed run left behind for this sheet."""
        pending = self.base_path(slug).with_name(f".{slug}{PENDING}")
        if not pending.exists():
            return
        try:
            text = pending.read_text("utf-8")
            base, marks = parse_base(text, pending.name), json.loads(text)
            sheet = self.sheet_path(slug)
            now = _digest(sheet.read_bytes()) if sheet.exists() else ""
            left = marks.get("staged") and (sheet.parent / marks["staged"]).exists()
            # Saved since by an editor, the sheet descends from what the killed run had put there.
            saved = not left and now != marks.get("before_sha256", now)
            if now == marks.get("written_sha256") or saved:
                write_atomic(self.base_path(slug), base.to_json())
            pending.unlink()
            if left:
                (sheet.parent / marks["staged"]).unlink(missing_ok=True)
        except (OSError, ValueError, InputError) as error:
            shown = self.project.shown(pending)
            raise InputError(Problem(
                "unfinished", f"an earlier run was cut short and can't be settled: {error}", shown,
                hint=f"delete {shown} and run again",
            )) from error  # fmt: skip

    def unsettled(self) -> list[str]:
        """The slugs that a killed run left unfinished."""
        found = self.project.machine.glob(f".*{PENDING}")
        return sorted(p.name[1 : -len(PENDING)] for p in found)

    def delete(self, slug: str) -> list[Path]:
        """Deletes the sheet and its base; returns what was there."""
        self.settle(slug)
        gone = []
        for path in (self.sheet_path(slug), self.base_path(slug)):
            if path.exists():
                path.unlink()
                gone.append(path)
        return gone

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs out while it lasts.

        Raises:
            InputError: another run is at work, or the folder can't be written to.
        """
        path = self.project.machine / ".lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(path, timeout=0)
            lock.acquire()
        except Timeout as error:
            raise InputError(Problem(
                "locked", "another run is writing these sheets", self.project.shown(path),
                hint="wait until it is done, then run again",
            )) from error  # fmt: skip
        except OSError as error:
            raise InputError(_disk_problem(error, self.project.shown(path))) from error
        try:
            self._sweep()
            yield
        finally:
            lock.release()

    def _sweep(self) -> None:
        """Deletes the temporary files of a run that was killed, but for those yet to settle by."""
        kept = set()
        for pending in self.project.machine.glob(f".*{PENDING}"):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                kept.add(json.loads(pending.read_text("utf-8")).get("staged"))
        for folder in (self.project.sheets, self.project.machine):
            for left in folder.glob(".*.tmp"):
                if left.name not in kept:
                    left.unlink(missing_ok=True)


def is_untouched(text: str, base: Base | None) -> bool:
    """Whether a sheet is, but for line endings, what the machine alone wrote last."""
    return (
        base is not None and not (base.removed or base.orphans) and text_digest(text) == base.output
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def text_digest(text: str) -> str:
    """A hash of a sheet's text that line endings don't change."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def write_atomic(path: Path, text: str) -> None:
    """Writes a file so that it is there whole or not at all, whatever happens."""
    with staged(path, text.encode()) as new:
        new.put()


class Staged(NamedTuple):
    """A file's new content, safe on the disk in `temporary`; `put` renames it into place."""

    temporary: Path
    put: Callable[[], None]


@contextlib.contextmanager
def staged(path: Path, data: bytes) -> Iterator[Staged]:
    """Yields `data` laid down beside `path`; what was not put is deleted at the end."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)

        def put() -> None:
            temporary.replace(path)
            _sync_folder(path.parent)

        yield Staged(temporary, put)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems can't, and the file is in place
            os.fsync(handle)
    finally:
        os.close(handle)


def _disk_problem(error: OSError, shown: str) -> Problem:
    return Problem(
        "not-written", f"can't be written: {error.strerror or error}", shown,
        hint="free some space or allow writing, then run again; nothing was changed",
    )  # fmt: skip
