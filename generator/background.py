"""What the site shows beside the sheets: the seeds' words around a quote, and the corrections.

Input: a project.  Output: functions and values that `generator/site/rendering/context.py` takes.
What a small project has none of is not looked for: no base, no corrections; no `publish_source:
full`, no seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generator.document import InputError
from generator.model import FactSheet
from generator.project import Project
from generator.site.rendering.corrections import Corrected


def corrections_of(project: Project) -> Mapping[str, tuple[Corrected, ...]]:
    """What editors changed, by sheet; who changed it only where the settings say so."""
    if not project.machine.is_dir():
        return {}
    # Comparing sheets with what the machine made takes the merge's modules, and reads Git.
    from generator.revision.history import corrections

    return corrections(project)


def seed_texts(project: Project) -> Callable[[FactSheet], str | None]:
    """Gives a sheet's seed as it was read, where that may be shown in full and is at hand."""
    if project.settings.publish_source != "full":
        return lambda sheet: None

    def text(sheet: FactSheet) -> str | None:
        name = sheet.source.seed
        path = project.seed_path(name) if name else None
        if name is None or path is None:
            return None
        try:
            return _ingested(path, name, path.stat().st_mtime_ns)
        except (InputError, OSError):
            return None  # `check` is the one to complain

    return text


def _ingested(path: Path, name: str, changed: int) -> str:
    """The seed's text, read anew only if it changed: `serve` asks for all of them each time."""
    known = _texts.get(path)
    if known is None or known[0] != changed:
        from generator.ingest import ingest_file

        known = _texts[path] = changed, ingest_file(path, name=name).text
    return known[1]


_texts: dict[Path, tuple[int, str]] = {}
