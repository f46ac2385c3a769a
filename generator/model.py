"""The fact sheet's specification: what a sheet holds, field by field.

Read this file as the format's reference: the JSON Schema is made from it (`generator/schema.py`),
the validator checks against it (`generator/sheet/validate.py`), and the writer follows its order of
fields.  A sheet is one YAML file; every field but `title` and `source.seed` may be missing.

Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and keep their precision; where an interval may stand
it is written `start/end`.  Names in `by`, `against`, `party` and `who` of an event are each the
`name` of a party in `who`, or `unnamed` for a speaker whom the document hides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple

from generator.findings import (
    PartyKind,
    PlaceKind,
    Stance,
    Status,
    VerificationKind,
)

SCHEMA_VERSION = 1
"""Raised whenever a sheet of the previous version would need a change to stay valid."""

UNNAMED = "unnamed"
"""What `by` holds where the document hides the speaker."""

Format = Literal[
    "text", "date", "interval", "url", "id", "country", "latitude", "longitude", "seed"
]


class Field(NamedTuple):
    """What the type of a field cannot say: its meaning, its format, where it stands."""

    doc: str
    format: Format = "text"
    required: bool = False
    last: bool = False
    """Written after the fields of the entry's own kind, though declared before them."""
    refers_to: str = ""
    """The list whose entries' names or ids this field's values must be among."""


Text = str | None
Names = str | tuple[str, ...] | None
"""One name or a list of names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry of a list may hold.  All of it is optional for an editor."""

    id: Annotated[
        Text,
        Field(
            "The entry's stable id, given by the machine; leave it out of an entry you add.",
            format="id",
        ),
    ] = None
    evidence: Annotated[
        Text,
        Field("The exact words of the seed (or of its title) that the entry rests on.", last=True),
    ] = None
    note: Annotated[Text, Field("An editor's note, shown to readers.", last=True)] = None
    review: Annotated[
        Text,
        Field(
            "Set by the machine when the source of an edited entry changed: settle it, delete it.",
            last=True,
        ),
    ] = None
    rejected: Annotated[
        bool | None, Field("True keeps the entry visible as withdrawn.", last=True)
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEntry(Entry):
    """A party that acts, speaks or is accused; one entity, one entry."""

    name: Annotated[Text, Field("The fullest name that the document gives.", required=True)] = None
    kind: Annotated[PartyKind | None, Field("What sort of party it is.")] = None
    role: Annotated[Text, Field("Its role in the text's own words.")] = None
    aliases: Annotated[tuple[str, ...], Field("Other names that the document uses for it.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry(Entry):
    """Something that the document reports in its own voice, readable without its context."""

    text: Annotated[Text, Field("What happened, as a sentence.", required=True)] = None
    when: Annotated[Text, Field("When it happened.", format="interval")] = None
    where: Annotated[tuple[str, ...], Field("Names of places where it happened.")] = ()
    who: Annotated[tuple[str, ...], Field("Parties to it.", refers_to="who")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEntry(Entry):
    """An entry of the timeline."""

    date: Annotated[
        Text,
        Field(
            "The date or interval, resolved against publication.", format="interval", required=True
        ),
    ] = None
    said: Annotated[Text, Field("The seed's own words for the date.")] = None
    text: Annotated[Text, Field("What happened then.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(Entry):
    """A place where things happen."""

    name: Annotated[Text, Field("The place's name.", required=True)] = None
    kind: Annotated[PlaceKind | None, Field("What sort of place it is.")] = None
    country: Annotated[
        Text, Field("ISO 3166-1 alpha-2 code of the country it lies in.", format="country")
    ] = None
    lat: Annotated[float | None, Field("Degrees north, WGS 84.", format="latitude")] = None
    lon: Annotated[float | None, Field("Degrees east, WGS 84.", format="longitude")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry(Entry):
    """A statement on facts that the document attributes to somebody."""

    by: Annotated[
        Names, Field("Whose claim it is: a party, or several.", required=True, refers_to="who")
    ] = None
    stance: Annotated[Stance | None, Field("What the speaker does with the statement.")] = None
    against: Annotated[Names, Field("Whom it accuses.", refers_to="who")] = None
    text: Annotated[
        Text, Field("The claim as a sentence, true to the speaker when read alone.", required=True)
    ] = None
    via: Annotated[Text, Field("The channel, where the document names one.")] = None
    when: Annotated[Text, Field("When it was said.", format="interval")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEntry:
    """One side of a dispute; allies stand on one side."""

    party: Annotated[
        Names, Field("The party, or allied parties.", required=True, refers_to="who")
    ] = None
    claims: Annotated[
        tuple[str, ...], Field("Ids of its claims.", required=True, refers_to="claims")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeEntry(Entry):
    """Claims that cannot all be wholly right, side against side."""

    topic: Annotated[Text, Field("What it is about, in a few words.", required=True)] = None
    status: Annotated[Status | None, Field("Where the document leaves it.")] = None
    sides: Annotated[
        tuple[SideEntry, ...], Field("Two or more sides, each with its claims.", required=True)
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationEntry(Entry):
    """What the document itself says on checking."""

    by: Annotated[Text, Field("Who checked, or tried to.")] = None
    kind: Annotated[VerificationKind | None, Field("How the check came out.")] = None
    text: Annotated[Text, Field("The statement.", required=True)] = None
    about: Annotated[
        tuple[str, ...], Field("Ids of the claims that were checked.", refers_to="claims")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document that the sheet was made from."""

    seed: Annotated[
        str, Field("The seed's path, from the project's root.", format="seed", required=True)
    ] = ""
    publisher: Annotated[Text, Field("Who published it.")] = None
    byline: Annotated[tuple[str, ...], Field("Who wrote it.")] = ()
    published: Annotated[Text, Field("When it was published.", format="date")] = None
    updated: Annotated[Text, Field("When it was last updated.", format="date")] = None
    url: Annotated[Text, Field("Where it can be read.", format="url")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSheet:
    """One document's facts: who, what, when, where, claims, and which claims compete."""

    title: Annotated[str, Field("The document's headline.", required=True)] = ""
    source: Annotated[Source, Field("Where the facts come from.", required=True)] = Source()
    summary: Annotated[
        Text, Field("The document's own lead, verbatim, where it speaks in its own voice.")
    ] = None
    who: Annotated[tuple[PartyEntry, ...], Field("Parties, the central ones first.")] = ()
    what: Annotated[tuple[EventEntry, ...], Field("Events, the main one first.")] = ()
    when: Annotated[tuple[DateEntry, ...], Field("The timeline, oldest first.")] = ()
    where: Annotated[tuple[PlaceEntry, ...], Field("Places, the central ones first.")] = ()
    claims: Annotated[
        tuple[ClaimEntry, ...], Field("Attributed statements, in document order.")
    ] = ()
    competing_claims: Annotated[
        tuple[DisputeEntry, ...], Field("Disputes: claims set side by side.")
    ] = ()
    verification: Annotated[
        tuple[VerificationEntry, ...], Field("What the document says on checking.")
    ] = ()


ID_LETTERS = {
    "who": "p",
    "what": "w",
    "when": "t",
    "where": "l",
    "claims": "c",
    "competing_claims": "d",
    "verification": "v",
}
"""The list of entries -> the letter that its entries' ids begin with (`c-7f2ak`)."""
