"""`factsheets.yml`: a project's settings, each with a default, so that the file may be missing.

Input: the project's folder.  Output: `Settings`, or an `InputError` that says what to mend.  The
file is read as sheets are: by a specification, all problems with line and hint.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import yaml

from generator.document import InputError, Problem
from generator.model import Field
from generator.sheet.data import value_of
from generator.sheet.formats import seed_wrong
from generator.sheet.spec import compile_record
from generator.sheet.yaml_nodes import compose
from generator.sheet.yaml_read import Reader

FILE = "factsheets.yml"

Publish = Literal["full", "quotes", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a project may set."""

    seeds: Annotated[
        tuple[str, ...],
        Field("Folders of seeds, from the project's root; they may lie outside of it."),
    ] = ("seeds",)
    content: Annotated[
        str, Field("The site's source folder, which holds `sheets/`.", format="seed")
    ] = "content"
    publish_source: Annotated[
        Publish,
        Field(
            "What the site shows of a seed: `quotes`, the words used as evidence; `full`, those "
            "with the words around them; `none`."
        ),
    ] = "quotes"
    editors_names: Annotated[
        bool, Field("True shows on the site who corrected a sheet, as Git knows them.")
    ] = False


SPEC = compile_record(Settings)


def load_settings(project: Path) -> Settings:
    """The settings of the project at this folder; the defaults where it has no settings file.

    Raises:
        InputError: the file can't be read, or a setting isn't what it should be.
    """
    settings, problems = read_settings(project)
    if problems:
        raise InputError(problems[0])
    return settings


def read_settings(project: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings as far as they can be read, and all that is wrong with them."""
    path = project / FILE
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        return Settings(), (Problem("unreadable", f"can't be read: {reason}", FILE),)
    composed = compose(text, FILE)
    root = composed.root
    if root is None:
        return Settings(), composed.problems
    reader = Reader(FILE, composed.text, composed.lines)
    if not isinstance(root, yaml.MappingNode):
        reader.problem("not-settings", "settings are fields such as `seeds:`", root)
        return Settings(), (*composed.problems, *reader.problems)
    mapped = reader.record(SPEC, root)
    content = mapped.data.get("content")
    if isinstance(content, str) and not seed_wrong(content) and Path(content).parts == ():
        reader.problem("bad-seed", "`content` is the project's root", mapped.fields["content"][1],
                       expected="a folder below the root")  # fmt: skip
    settings = value_of(SPEC, mapped.data)
    assert isinstance(settings, Settings)
    return settings, (*composed.problems, *reader.problems)
