"""Measures the whole reading on annotated corpora, and holds it to pinned floors.

Input: the folder of the corpora.  Output: figures by name (`attribution.dev source exact F1`), and
what fell below its floor.  Documents go the way that `factsheets annotate` takes them.  Floors are
pinned together with the hashes of the files that they were measured on: on other files they say
nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.annotate import annotate
from generator.document import InputError, Problem
from generator.measure import measures
from generator.measure.measures import Figures, Row

Measure = Callable[[Sequence[Row], Mapping[str, Row]], Figures]

TASKS: dict[str, Measure] = {
    "attribution.dev": measures.attribution,
    "names.conll03.dev": measures.names,
    "names.uner-ewt.test": measures.names,
    "times.dev": measures.times,
    "places.trnews.dev": measures.places,
    "fivew.dev": measures.fivew,
}
"""Corpora by name -> how they are measured."""

SLACK = 0.3
"""Points that a figure may lie below what was measured: int8 kernels differ among processors."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Pinned floors: `figures` in per cent, `corpora` the SHA-256 of each file.

    `lowered` tells which floors were let down and why.
    """

    figures: dict[str, float] = field(default_factory=dict)
    corpora: dict[str, str] = field(default_factory=dict)
    lowered: dict[str, str] = field(default_factory=dict)


def corpus_path(folder: Path, name: str) -> Path:
    """Where a corpus lies within the folder of the corpora."""
    return folder / f"{name}.jsonl.gz"


def measure(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, Figures]]:
    """Measures each of the named corpora, one after another.

    Raises:
        InputError: where a corpus is missing or unreadable.
    """
    for name in names:
        gold = _rows(corpus_path(folder, name))
        figures = TASKS[name](gold, _predict(gold))
        yield name, {f"{name} {k}": round(v, 2) for k, v in figures.items()}


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    except (OSError, EOFError, ValueError) as error:
        raise InputError(
            Problem(
                code="bad-corpus",
                message=f"the corpus cannot be read: {error}",
                path=str(path),
                expected="gzipped JSON lines",
                hint="give the folder that holds the annotated corpora",
            )
        ) from error


def _predict(gold: Sequence[Row]) -> dict[str, Row]:
    """What the product makes of the rows' texts, by id.  Sees nothing of the annotation."""
    shown = ("id", "title", "published", "publisher")
    given = (
        {
            **{k: row[k] for k in shown if row.get(k)},
            "text": measures.named_text(row["sentences"])[0] if "sentences" in row else row["text"],
        }
        for row in gold
    )
    rows = (json.loads(line) for line, _ in annotate(json.dumps(row) for row in given))
    return {row["id"]: row for row in rows}


def load_floors(path: Path) -> Floors:
    """The pinned floors; none where there is no such file."""
    if not path.exists():
        return Floors()
    return Floors(**json.loads(path.read_text(encoding="utf-8")))


def save_floors(path: Path, floors: Floors) -> None:
    """Writes the floors, one a line, in order."""
    data = {"figures": floors.figures, "corpora": floors.corpora, "lowered": floors.lowered}
    path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def fallen(floors: Floors, figures: Figures) -> dict[str, tuple[float, float]]:
    """Figures below their floors: name -> (measured, floor)."""
    return {
        name: (value, floors.figures[name])
        for name, value in figures.items()
        if value < floors.figures.get(name, 0.0) - SLACK
    }


def changed(floors: Floors, folder: Path, names: Sequence[str]) -> list[str]:
    """Which of the corpora are not the files that the floors were measured on."""
    return [n for n in names if floors.corpora.get(n) not in (None, digest(corpus_path(folder, n)))]


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pin(floors: Floors, figures: Figures, hashes: Mapping[str, str], *, reason: str = "") -> Floors:
    """Raises floors to what was measured; lowers them only where a reason is given."""
    new, lowered = dict(floors.figures), dict(floors.lowered)
    for name, value in figures.items():
        down = math.floor(value * 10) / 10
        if down >= new.get(name, 0.0):
            new[name] = down
        elif reason:
            lowered[name] = f"{new[name]} to {down}: {reason}"
            new[name] = down
    return Floors(new, {**floors.corpora, **hashes}, lowered)
