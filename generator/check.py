"""Sheets of a project -> everything that is wrong with them, all at once.

What a sheet shows by itself comes from `load_sheet`; here it is set against its seed (is the
evidence there?), its base and the other sheets.  Imports nothing that reads documents unless a
seed has to be ingested to find words that do not stand in its file as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.document import InputError, Problem, Severity
from generator.project import Project, absolute
from generator.revision.store import Store
from generator.sheet.base import Base
from generator.sheet.files import read_text
from generator.sheet.references import forgive
from generator.sheet.spec import LISTS
from generator.sheet.yaml_io import Loaded, load_sheet


@dataclass(frozen=True, slots=True)
class Checked:
    """How many sheets were read, and what is wrong with them."""

    sheets: int
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(p.severity is Severity.ERROR for p in self.problems)


def check_project(project: Project) -> Checked:
    """Checks all sheets of the project, its seeds' names and its bases."""
    store = Store(project)
    slugs = store.slugs()
    _, found = project.find_seeds()
    problems = [p for p in found if p.code in ("no-seed-folder", "seed-folders", "symlink")]
    seeds: dict[str, str] = {}
    for slug in sorted(slugs, key=lambda slug: not store.base_path(slug).exists()):
        path = store.sheet_path(slug)
        loaded, wrong = _check(project, path)
        problems += wrong
        seed = _seed_of(loaded)
        if seed and seeds.setdefault(seed, slug) != slug:
            problems.append(Problem(
                "same-seed", f"its seed `{seed}` is that of `{seeds[seed]}.yaml` as well",
                project.shown(path), hint="give the copy a seed of its own, or delete it",
            ))  # fmt: skip
    for path in sorted(project.sheets.glob("*.yml")):
        problems.append(Problem("wrong-suffix", "this file is no sheet to us", project.shown(path),
                                hint=f"rename it to {path.stem}.yaml"))  # fmt: skip
    for slug in sorted(set(store.base_slugs()) - set(slugs)):
        problems.append(Problem(
            "sheet-gone", "the sheet was deleted but the machine's record of it is still there",
            project.shown(store.base_path(slug)),
            hint=f"`factsheets retire {slug}` if it should go, `factsheets restore {slug}` if not",
        ))  # fmt: skip
    return Checked(len(slugs), tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column))))


def check_files(project: Project, paths: Iterable[Path]) -> Checked:
    """Checks these files alone, wherever they lie."""
    listed = list(paths)
    return Checked(len(listed), tuple(p for path in listed for p in check_sheet(project, path)))


def check_sheet(project: Project, path: Path) -> Sequence[Problem]:
    """Everything wrong with one sheet, in order of place."""
    return _check(project, path)[1]


def _check(project: Project, path: Path) -> tuple[Loaded | None, Sequence[Problem]]:
    shown = project.shown(path)
    try:
        text = read_text(path, shown, path.parent)
    except InputError as error:
        return None, [error.problem]
    if text is None:
        return None, [Problem("no-such-file", "there is no such file", shown)]
    if path.suffix != ".yaml":
        hint = "sheets lie in content/sheets/, and their names end in .yaml"
        return None, [Problem("wrong-suffix", "this file is no sheet", shown, hint=hint)]
    loaded = load_sheet(text, shown)
    own = forgive(loaded.problems, loaded.data, lambda: _base_of(project, path))
    problems = [*own, *check_against_seed(project, loaded)]
    return loaded, sorted(problems, key=lambda p: (p.line, p.column))


def _base_of(project: Project, path: Path) -> Base | None:
    """The machine's record of a sheet of the project's; None where there is none to be read."""
    if absolute(path).parent != project.sheets:
        return None
    try:
        return Store(project).read_base(path.stem)
    except InputError:
        return None


def _seed_of(loaded: Loaded | None) -> str | None:
    source = loaded.mapped.records.get("source") if loaded and loaded.mapped else None
    seed = source.data.get("seed") if source is not None else None
    return seed if isinstance(seed, str) else None


def check_against_seed(project: Project, loaded: Loaded) -> Sequence[Problem]:
    """What the sheet's seed says about it; nothing where the whole folder is not at hand."""
    name = _seed_of(loaded)
    if name is None:
        return ()
    if absolute(Path(project.root, loaded.path)).parent != project.sheets:
        return ()  # a sheet from elsewhere: its seed is not this project's
    path = project.seed_path(name)
    if path is None:
        return ()
    if not path.is_file():
        if not any(folder.is_dir() and path.is_relative_to(folder)
                   for _, folder in project.seed_folders()):  # fmt: skip
            return ()
        return [_at_seed(loaded, "seed-gone", f"its seed `{name}` is not there",
                         f"`factsheets retire {Path(loaded.path).stem}` if the sheet should go as "
                         "well; it is kept as it is")]  # fmt: skip
    try:
        raw = read_text(path, name, path.parent) or ""
    except InputError:
        raw = ""
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    held = [raw, *_known_evidence(project, loaded, path)]
    if not loaded.check_evidence(*held):
        return ()
    from generator.ingest import ingest_file

    try:
        document = ingest_file(path, name=name)
    except InputError as error:
        return [_at_seed(loaded, "seed-unreadable", f"its seed {error.problem.message}", "")]
    return loaded.check_evidence(document.text, document.title)


def _known_evidence(project: Project, loaded: Loaded, seed: Path) -> list[str]:
    """The words that the machine took from this very seed, which need no second look.

    Markdown and HTML do not hold them as they are.  `generate --check --reread` trusts no record.
    """
    try:
        base = _base_of(project, Path(project.root, loaded.path))
        digest = hashlib.sha256(seed.read_bytes()).hexdigest()
    except OSError:
        return []
    if base is None or base.digest != digest:
        return []
    entries = (e for name in LISTS for e in base.sheet.get(name, ()))
    return [e["evidence"] for e in entries if isinstance(e.get("evidence"), str)]


def _at_seed(loaded: Loaded, code: str, message: str, hint: str) -> Problem:
    assert loaded.mapped is not None
    node = loaded.mapped.records["source"].fields["seed"][1]
    lines = loaded.composed.lines
    start = node.start_mark.index if node.start_mark else 0
    line, column = lines.place(start)
    return Problem(
        code, message, loaded.path, line, column, len(node.value), "source", lines.line(line),
        hint=hint, severity=Severity.WARNING,
    )  # fmt: skip
