"""The gazetteer: names of places, looked up by an index, offline.

Input: a name as a text has it.  Output: the places that bear it (`Candidate`), likeliest first,
with what resolution needs to choose among them.  Choosing is not done here.

The data is `lexicons/places/gazetteer.sqlite`, made by `training/build_gazetteer.py` from GeoNames
(CC BY 4.0), Natural Earth (public domain) and the tables beside it.  It is opened read-only on
the first look-up; nothing is read at import, and nothing is ever held in memory as a whole.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import cast
from urllib.parse import quote

from generator.document import InputError, Problem
from generator.findings import PlaceKind
from generator.lexicon import FOLDER
from generator.vocabulary.names import without_accents

DATABASE = FOLDER / "places" / "gazetteer.sqlite"
FORMAT = 1
"""Raised whenever the tables change; a database of another format is refused."""
SCALE = 10_000
"""Degrees are stored as whole ten-thousandths (11 m)."""

_MARKS = re.compile(r"[^\w]+")
_SAINT = re.compile(r"\b(?:st|ste|sainte)\b")
_MOUNT = re.compile(r"\bmt\b")
_FORT = re.compile(r"\bft\b")
_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_CACHED = 4096

_local = threading.local()


class Use(IntEnum):
    """How a name is used for a place."""

    NAME = 0
    ALTERNATE = 1
    """A name from a list of many languages: right for some texts, accidental in others."""
    DEMONYM = 2
    """It names people or things of the place."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    `level` orders containment: 0 continents and the like, 1 countries, 2 first-level regions,
    3 second-level ones, 4 cities and sites, 5 waters, mountains, islands.  `region` is the code
    of its first-level region within its country.  `weight` says how likely a text means it, other
    things equal: about the decimal logarithm of its inhabitants, raised for countries, capitals
    and places often in the news.
    """

    id: int
    name: str
    kind: PlaceKind
    level: int
    country: str | None
    region: str | None
    lat: float
    lon: float
    weight: float
    use: Use


def fold(name: str) -> str:
    """The form under which a name is kept: lower case, no accents, no marks, "St." as "saint"."""
    plain = without_accents(name.lower().translate(_WITHOUT_DECOMPOSITION))
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)
    plain = re.sub(r"['’‘ʼʻ`ʿʾ]", "", plain)
    key = _MARKS.sub(" ", plain).strip()
    return _FORT.sub("fort", _MOUNT.sub("mount", _SAINT.sub("saint", key)))


@lru_cache(maxsize=_CACHED)
def look_up(name: str) -> tuple[Candidate, ...]:
    """All places that bear `name`, by falling weight; empty where there is none.

    Case, accents and punctuation do not count.

    Raises:
        InputError: The package's gazetteer is missing or of another format.
    """
    rows = _connection().execute(
        "SELECT p.id, p.name, p.kind, p.level, p.country, p.region, p.lat, p.lon, p.weight, n.use"
        " FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
        " ORDER BY p.weight DESC, p.id",
        (fold(name),),
    )
    found: dict[int, Candidate] = {}
    for id_, called, kind, level, country, region, lat, lon, weight, use in rows:
        candidate = Candidate(
            id_,
            called,
            cast(PlaceKind, kind),
            level,
            country,
            region,
            lat / SCALE,
            lon / SCALE,
            weight / 100,
            Use(use),
        )
        known = found.get(id_)
        if known is None or candidate.use < known.use:
            found[id_] = candidate
    return tuple(found.values())


def is_demonym(word: str) -> bool:
    """Whether a word names people or things of a place ("Dutch"), in some text at least."""
    return any(c.use is Use.DEMONYM for c in look_up(word))


def _connection() -> sqlite3.Connection:
    """This thread's read-only connection, opened on first use."""
    connection: sqlite3.Connection | None = getattr(_local, "connection", None)
    if connection is None:
        connection = _open(DATABASE)
        _local.connection = connection
    return connection


def _open(path: Path) -> sqlite3.Connection:
    """Opens a gazetteer and makes sure that it is one."""
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
        (found,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise InputError(
            Problem(
                "gazetteer-unreadable",
                f"the gazetteer cannot be read: {error}",
                path=str(path),
                hint="install the package anew",
            )
        ) from error
    if found != FORMAT:
        raise InputError(
            Problem(
                "gazetteer-format",
                f"the gazetteer is of format {found}",
                path=str(path),
                expected=f"format {FORMAT}",
                hint="install the package anew, or make it with training/build_gazetteer.py",
            )
        )
    return connection
