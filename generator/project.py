"""Where a project keeps what: seeds, sheets and the machine's bases, and how they name each other.

Input: a folder (with or without `factsheets.yml`), or a loose folder for sheets made elsewhere.
Output: `Project`, which finds seeds, names them as sheets do (`source.seed`) and follows such a
name back to its file without ever leaving the seeds' folders.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.document import InputError, Problem, Severity
from generator.ingesting.files import SUFFIXES
from generator.settings import FILE, Settings, load_settings
from generator.sheet.files import leads_out
from generator.sheet.formats import seed_wrong
from generator.sheet.yaml_dump import SCHEMA


class Seed(NamedTuple):
    """A seed: its file, its name in sheets (`seeds/quarry-dam.md`), and the slug it asks for."""

    path: Path
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folders.  `schema` is the JSON Schema's path as seen from a sheet."""

    root: Path
    settings: Settings
    sheets: Path
    machine: Path
    schema: str = SCHEMA
    loose: bool = False
    """Made for `--out`: seeds come from anywhere and there is no project around."""

    def seed_folders(self) -> list[tuple[str, Path]]:
        """Each folder of seeds with the path that begins its seeds' names."""
        folders = []
        for setting in self.settings.seeds:
            folder = Path(os.path.normpath(self.root / setting))
            inside = folder.is_relative_to(self.root)
            name = _spelled(folder.relative_to(self.root) if inside else Path(folder.name))
            folders.append((name, folder))
        return folders

    def seed_name(self, path: Path) -> str:
        """How sheets name the seed at `path`: from the root, or from its own folder's name."""
        path = absolute(path)
        for name, folder in self.seed_folders():
            if path.is_relative_to(folder):
                inner = _spelled(path.relative_to(folder))
                return inner if name == "." else f"{name}/{inner}"
        if path.is_relative_to(self.root) and not self.loose:
            return _spelled(path.relative_to(self.root))
        return _spelled(Path(path.parent.name, path.name)).lstrip("/")

    def seed_path(self, name: str) -> Path | None:
        """The file that a sheet's `source.seed` names; None where it may not be followed."""
        if seed_wrong(name) is not None or self.loose:
            return None
        pure = PurePosixPath(name)
        for folder_name, folder in self.seed_folders():
            if folder_name == "." or pure.is_relative_to(folder_name):
                inner = pure if folder_name == "." else pure.relative_to(folder_name)
                path = folder / os.fsdecode(str(inner).encode("utf-8", "surrogateescape"))
                return path if leads_out(path, folder) is None else None
        return None

    def find_seeds(self) -> tuple[list[Seed], list[Problem]]:
        """All seeds of the project's folders, in order of name, and what can't be one."""
        seeds: list[Seed] = []
        problems: list[Problem] = []
        folders = self.seed_folders()
        for name, folder in folders:
            if sum(other == name for other, _ in folders) > 1:
                problems.append(Problem(
                    "seed-folders", f"two folders of seeds are both called `{name}`", FILE,
                    hint="rename one: sheets name a seed by its folder",
                ))  # fmt: skip
                return [], problems
            if not folder.is_dir():
                problems.append(Problem(
                    "no-seed-folder", f"the folder of seeds `{name}` is not at hand", str(folder),
                    hint="put reports there, or name the folder in factsheets.yml; sheets whose "
                    "seeds are elsewhere are kept as they are", severity=Severity.WARNING,
                ))  # fmt: skip
                continue
            for path in sorted(_files(folder)):
                if path.suffix.lower() in SUFFIXES:
                    out = leads_out(path, folder)
                    if out is None:
                        seeds.append(self.seed(path))
                    else:
                        problems.append(Problem("symlink", out, self.seed_name(path),
                                                hint="put a copy of the file there"))  # fmt: skip
                else:
                    problems.append(Problem(
                        "unknown-kind", "not a kind of file that can be read", self.seed_name(path),
                        expected=", ".join(sorted(SUFFIXES)), severity=Severity.WARNING,
                        hint="save it as text or HTML, or move it out of the seeds",
                    ))  # fmt: skip
        return seeds, problems

    def seed(self, path: Path) -> Seed:
        """The seed at `path`, wherever that is."""
        name = self.seed_name(path)
        return Seed(path, name, slug_of(PurePosixPath(name).stem))

    def shown(self, path: Path) -> str:
        """`path` as messages name it: from the project's root where it is below it."""
        whole = absolute(path)
        if whole.is_relative_to(self.root) and not self.loose:
            return _spelled(whole.relative_to(self.root))
        return _spelled(path)


def open_project(root: Path) -> Project:
    """The project at `root`, with or without a settings file.

    Raises:
        InputError: the settings can't be used, or a link leads sheets or records out of the
            project, where nothing may be read or written.
    """
    root = absolute(root)
    settings = load_settings(root)
    content = root / settings.content
    project = Project(root, settings, content / "sheets", content / ".machine")
    for folder in (project.sheets, project.machine):
        if not folder.resolve().is_relative_to(root.resolve()):
            raise InputError(Problem(
                "symlink", "a link that leads out of the project", project.shown(folder),
                hint="put the folder itself there, or run this where it is",
            ))  # fmt: skip
    return project


def open_loose(folder: Path) -> Project:
    """A folder for sheets outside of any project: `<slug>.yaml`, with bases beside them."""
    folder = absolute(folder)
    schema = ".machine/fact-sheet.schema.json"
    return Project(folder, Settings(seeds=()), folder, folder / ".machine", schema, loose=True)


def absolute(path: Path) -> Path:
    """`path` from the root of the file system, `..` resolved by name and links left alone."""
    return Path(os.path.normpath(path.absolute()))


def _spelled(path: Path) -> str:
    """A path as text.  File names are taken for UTF-8 whatever the locale says.

    A name that is none comes out with lone surrogates, which `seed_wrong` turns down.
    """
    return os.fsencode(path.as_posix()).decode("utf-8", "surrogateescape")


def _files(folder: Path) -> Iterable[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def slug_of(stem: str) -> str:
    """`stem` as a sheet's name: lower-case ASCII words joined by hyphens; may come out empty."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:120].rstrip("-")


def slug_problems(seeds: Sequence[Seed]) -> tuple[list[Seed], list[Problem]]:
    """The seeds whose slugs are theirs alone, and a problem for each of the others."""
    by_slug: dict[str, list[Seed]] = {}
    for seed in seeds:
        by_slug.setdefault(seed.slug, []).append(seed)
    good, problems = [], []
    for slug, sharing in by_slug.items():
        if not slug:
            problems += [
                Problem("no-slug", "the file's name has no letter or digit to name a sheet by",
                        seed.name, hint="rename the file, as in `quarry-dam.txt`")
                for seed in sharing
            ]  # fmt: skip
        elif len(sharing) > 1:
            names = " and ".join(f"`{seed.name}`" for seed in sharing)
            problems.append(Problem(
                "slug-collision", f"{names} would make the same sheet, `{slug}.yaml`",
                sharing[0].name, hint="rename one of them",
            ))  # fmt: skip
        else:
            good += sharing
    return good, problems
