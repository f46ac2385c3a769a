"""The sheets of a site: read, dated, ordered, and summed up in rows for lists.

Input: a folder of sheets.  Output: `Collection`.  A sheet that cannot be read keeps its place
with its problems, so that its page can say them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from generator.document import InputError, Problem, Severity
from generator.model import FactSheet
from generator.sheet.base import Base, read_base
from generator.sheet.files import read_text
from generator.sheet.references import forgive
from generator.sheet.yaml_io import load_sheet
from generator.site.crossref import Catalogue, build
from generator.site.rendering.dates import date_html, start_of
from generator.site.rendering.entities_file import load_entities
from generator.site.rendering.views import Publish


class SheetFile(NamedTuple):
    """A sheet's file: `sheet` is None where it cannot be read, and `problems` says why."""

    slug: str
    path: Path
    digest: str
    sheet: FactSheet | None
    problems: tuple[Problem, ...] = ()


class SheetRow(NamedTuple):
    """A sheet as lists show it.  `url` is from the site's root."""

    url: str
    title: str
    publisher: str | None
    date: Markup | None
    summary: str | None
    disputes: int
    broken: bool
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """All sheets of a site, the newest first, with what they share."""

    files: Mapping[str, SheetFile]
    catalogue: Catalogue
    publish: Publish = "quotes"
    problems: tuple[Problem, ...] = ()
    """What is wrong with the editors' list of entities."""

    @cached_property
    def rows(self) -> dict[str, SheetRow]:
        """Each sheet's row, by slug, in the collection's order."""
        return {slug: self._row(file) for slug, file in self.files.items()}

    def _row(self, file: SheetFile) -> SheetRow:
        url, sheet = f"sheets/{file.slug}/", file.sheet
        if sheet is None:
            return SheetRow(url, file.slug, None, None, None, 0, broken=True)
        date = sheet.source.published or sheet.source.updated
        return SheetRow(
            url=url,
            title=sheet.title,
            publisher=sheet.source.publisher,
            date=date_html(date) if date else None,
            summary=sheet.summary if self.publish != "none" else None,
            disputes=len([d for d in sheet.competing_claims if not d.rejected]),
            broken=False,
        )

    @property
    def sheets(self) -> Mapping[str, FactSheet]:
        """The sheets that can be read, by slug, the newest first."""
        return self.catalogue.sheets

    def serious(self) -> list[Problem]:
        """The errors of all sheets, as `factsheets check` tells them too."""
        found = [p for f in self.files.values() for p in f.problems]
        return [p for p in (*found, *self.problems) if p.severity is Severity.ERROR]

    def shown(self, problems: Iterable[Problem]) -> list[Problem]:
        """`problems` as a page may tell them.

        A problem quotes the file, and the file its seed: where no word of the seeds may be
        published, a page says which problem stands where, and no more.
        """
        if self.publish != "none":
            return list(problems)
        return [
            Problem(p.code, WITHHELD, p.path, p.line, p.column, severity=p.severity)
            for p in problems
        ]


WITHHELD = "`factsheets check` tells what is wrong here"

_read: dict[Path, SheetFile] = {}
"""Sheets by path, as last read in this process: `serve` reads again only what was saved."""


def read_sheet(path: Path, name: str, content: Path) -> SheetFile:
    """The sheet at `path`, which messages call `name`.  Reads it anew only if it changed.

    A file that can't be read, or that a link leads out of `content`, is a sheet with a problem.
    """
    try:
        text = read_text(path, name, content)
    except InputError as error:
        return SheetFile(path.stem, path, "", None, (error.problem,))
    if text is None:
        message = "a link that leads nowhere" if path.is_symlink() else "the file is gone"
        return SheetFile(path.stem, path, "", None, (Problem("missing-file", message, name),))
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = _read.get(path)
    if known is not None and known.digest == digest:
        return known
    loaded = load_sheet(text, name)
    # What a broken file still lets through is shown only where it can be told what it is.
    sheet = loaded.sheet if loaded.sheet is not None and loaded.sheet.title else None
    problems = forgive(loaded.problems, loaded.data, lambda: _base(path, content))
    file = SheetFile(path.stem, path, digest, sheet, tuple(problems))
    _read[path] = file
    return file


def _base(path: Path, content: Path) -> Base | None:
    """The machine's record of a sheet; None where there is none that can be read."""
    record = content / ".machine" / f"{path.stem}.json"
    try:
        return read_base(record, record.name)
    except InputError:
        return None


def collect(content: Path, publish: Publish = "quotes") -> Collection:
    """All sheets below `content/sheets/`, the newest first; never raises for a sheet's sake."""
    folder = content / "sheets"
    read = [
        read_sheet(path, f"{content.name}/sheets/{path.name}", content)
        for path in sorted(folder.glob("*.yaml"))
    ]
    read.sort(key=lambda file: file.slug)
    read.sort(key=lambda file: _date(file.sheet), reverse=True)
    same, different, problems = load_entities(content / "entities.yaml", content.name)
    sheets = {file.slug: file.sheet for file in read if file.sheet is not None}
    return Collection(
        files={file.slug: file for file in read},
        catalogue=build(sheets, same=same, different=different),
        publish=publish,
        problems=problems,
    )


def _date(sheet: FactSheet | None) -> str:
    if sheet is None:
        return ""
    return start_of(sheet.source.published) or start_of(sheet.source.updated)
