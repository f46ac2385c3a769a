"""Reads a seed's bytes.

Input: a path.  Output: bytes, never more than `LARGEST_FILE`; or `InputError` for everything
that is no readable file of words.
"""

from __future__ import annotations

import stat
from pathlib import Path

from generator.document import InputError, Problem

LARGEST_FILE = 5_000_000
"""Bytes.  A seed is one report; a page of the web with its scripts stays below this."""
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")


def refuse(
    name: str, code: str, found: str, *, expected: str, hint: str, line: int = 0, column: int = 0
) -> InputError:
    """The error that a seed cannot be read, to be raised by the caller."""
    return InputError(
        Problem(
            code=code,
            message=found,
            path=name,
            line=line,
            column=column,
            expected=expected,
            hint=hint,
        )
    )


def read_bytes(path: Path, name: str) -> bytes:
    """The file's bytes.

    Raises:
        InputError: The file is missing, a folder or device, unreadable, too large, empty, or of
            a kind that seeds do not have.
    """
    if path.suffix.casefold() not in SUFFIXES:
        found = (
            f"files that end in {path.suffix!r} are not read" if path.suffix else "no file ending"
        )
        raise refuse(
            name,
            "suffix",
            found,
            expected=", ".join(SUFFIXES),
            hint="rename the file after what it holds, or move it out of the seeds' folder",
        )
    try:
        mode = path.stat()
        if not stat.S_ISREG(mode.st_mode):
            what = "a folder" if stat.S_ISDIR(mode.st_mode) else "a device, pipe or socket"
            raise refuse(
                name,
                "not-a-file",
                f"is {what}",
                expected="a text file",
                hint="name its files, or give the folder under `seeds:` in factsheets.yml",
            )
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(path, name, error) from error
    if len(raw) > LARGEST_FILE:
        size = max(mode.st_size, len(raw)) / 1e6
        raise refuse(
            name,
            "too-large",
            f"has {size:.1f} MB",
            expected=f"at most {LARGEST_FILE / 1e6:.0f} MB: a seed is one report",
            hint="split it into one file a report, or move it out of the seeds' folder",
        )
    if not raw:
        raise empty(name, "has 0 bytes")
    return raw


def empty(name: str, found: str) -> InputError:
    """The error that there is nothing to read."""
    return refuse(
        name,
        "empty",
        found,
        expected="the text of a report",
        hint="save the report's text into it, or delete the file",
    )


def _unreadable(path: Path, name: str, error: OSError) -> InputError:
    """The error for what the operating system said."""
    if isinstance(error, FileNotFoundError):
        link = path.is_symlink()
        return refuse(
            name,
            "missing",
            "is a link to nothing" if link else "is gone: there is no such file (any more)",
            expected="a text file",
            hint="mend or delete the link" if link else "put it back, or run again without it",
        )
    if isinstance(error, PermissionError):
        return refuse(
            name,
            "unreadable",
            "may not be read: permission denied",
            expected="a file that you may read",
            hint=f"chmod u+r {name}",
        )
    return refuse(
        name,
        "unreadable",
        f"cannot be read: {error.strerror or error}",
        expected="a text file",
        hint="open it by hand to see what is wrong with it, then run again",
    )
