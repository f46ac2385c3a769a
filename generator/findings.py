"""What the extractors find in a document: typed values with spans, before they become entries.

`generator/assemble.py` turns them into the entries of a fact sheet (`generator/model.py`).
Extractors never import each other; what one needs of another comes in as one of these values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.document import Attribution, Span

TimeKind = Literal["date", "time", "duration", "set"]
PartyKind = Literal["person", "organisation", "group", "country"]
PlaceKind = Literal["city", "region", "country", "water", "site", "other"]
Stance = Literal["asserts", "accuses", "denies", "confirms", "no_comment"]
Status = Literal["disputed", "denied", "unverified", "resolved"]
VerificationKind = Literal["unverified", "confirmed", "refuted"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3-like expression.

    `value` is its TIMEX3 value ("2022-11-14", "2022-09", "PRESENT_REF", "P9M"), None where it
    could not be resolved.  `date` is what a sheet may hold: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or
    an interval `start/end` of those ("late September 2022" is "2022-09-21/2022-09-30"), None
    where the expression names no stretch of the calendar.
    """

    span: Span
    kind: TimeKind
    value: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name resolved to a place.

    `name` is the place's usual English name, `country` its ISO 3166-1 alpha-2 code (None for
    waters that several share), `lat` and `lon` degrees of WGS 84.  `demonym` says that the words
    name people or things of the place ("Turkish"), not the place.  `rivals` counts other places
    of that name which the context did not rule out.
    """

    span: Span
    name: str
    kind: PlaceKind
    country: str | None
    lat: float
    lon: float
    demonym: bool = False
    rivals: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts, speaks or is accused: one entity, with every mention of it that was resolved.

    `role` is in the text's own words.  `evidence` is the mention that introduces it.
    """

    name: str
    kind: PartyKind
    role: str | None
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    evidence: Span
    countries: tuple[str, ...] = ()
    """Countries that its names or its role speak of, ISO 3166-1 alpha-2."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed statement on facts: the finding behind a claim.

    `by` and `against` are names of parties; `by` is empty where the document hides the speaker.
    `text` reads as a sentence on its own.  `said` is the date on which it was made.
    `sureness` is between 0 and 1, for the report alone.
    """

    attribution: Attribution
    by: tuple[str, ...]
    stance: Stance
    against: tuple[str, ...]
    text: str
    evidence: Span
    via: str | None = None
    said: str | None = None
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the document reports in its own voice."""

    text: str
    evidence: Span
    when: str | None = None
    where: tuple[str, ...] = ()
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An entry of the timeline: a resolved date, the words that say it, and what happened."""

    date: str
    said: str
    text: str
    evidence: Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place where things happen, the central ones first.  See `Toponym` for units."""

    name: str
    kind: PlaceKind
    country: str | None
    lat: float | None
    lon: float | None
    evidence: Span


@dataclass(frozen=True, slots=True)
class Verification:
    """What the document itself says on checking.  `about` are indices into the statements."""

    by: str | None
    kind: VerificationKind
    text: str
    evidence: Span
    about: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: a party (or allies) and its statements, as indices."""

    party: tuple[str, ...]
    statements: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Statements that cannot all be wholly right, side against side."""

    topic: str
    status: Status
    sides: tuple[Side, ...]
