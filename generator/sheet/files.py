"""A file of a project -> its text, read only where no link leads out of its folder.

Input: a path and the folder that it must stay in.  Output: its text, or an `InputError` that says
what to mend.  A sheet comes from whoever may propose a change to the project: a link in it must
not publish, or merge, what lies elsewhere on the machine that builds the site.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from generator.document import InputError, Problem


def read_text(path: Path, shown: str, folder: Path) -> str | None:
    """A file's text; None where there is none.

    Args:
        path: the file.
        shown: how messages name it.
        folder: the folder that no link may lead it out of.

    Raises:
        InputError: it can't be read, is not UTF-8, or is a link out of `folder`.
    """
    out = leads_out(path, folder)
    if out is not None:
        raise InputError(Problem("symlink", out, shown, hint="put the file itself there"))
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        hint = "make it readable" if isinstance(error, PermissionError) else ""
        message = f"can't be read: {error.strerror or error}"
        raise InputError(Problem("unreadable", message, shown, hint=hint)) from error
    except UnicodeDecodeError as error:
        raise InputError(Problem(
            "not-utf8", f"not UTF-8 text (byte {error.start})", shown, expected="UTF-8",
            hint="save it as UTF-8",
        )) from error  # fmt: skip


def leads_out(path: Path, folder: Path) -> str | None:
    """Why `path` may not be read: a link leads it out of `folder`."""
    try:
        linked = path.is_symlink()
        inside = _is_inside(path, folder) if linked else _is_folder_inside(path.parent, folder)
    except (OSError, RuntimeError):
        return "a link that leads nowhere"
    return None if inside else "a link that leads out of its folder"


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


_is_folder_inside = lru_cache(maxsize=1024)(_is_inside)
"""Kept, since nearly all files of a project lie in one folder."""
