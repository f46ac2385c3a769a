"""What the pages show, as plain values that the templates walk.

`generator/site/rendering/sheet_reader.py` makes them of sheets.  Every text in them is unescaped,
every `Markup` in them is finished HTML.  (A site has some hundred thousand of them: tuples are made
in half the time that frozen dataclasses take.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from markupsafe import Markup

from generator.model import (
    Entry,
    FactSheet,
    Names,
)

Publish = Literal["full", "quotes", "none"]
"""What is published of the sources: quotations with the words around them, quotations alone,
or nothing of their words."""

STATUSES = {
    "disputed": "Disputed",
    "denied": "Denied",
    "unverified": "Unverified",
    "resolved": "Resolved",
}
KINDS = {
    "person": "Person",
    "organisation": "Organisation",
    "group": "Group",
    "country": "Country",
    "city": "City",
    "region": "Region",
    "water": "Water",
    "site": "Site",
    "other": "Place",
}
STANCES = {
    # One speaker, several speakers; each with and without somebody whom the claim is against.
    "asserts": ("says", "say"),
    "accuses": ("accuses", "accuse"),
    "denies": ("denies", "deny"),
    "confirms": ("confirms", "confirm"),
    "no_comment": ("gives no comment", "give no comment"),
}

_ANCHOR = re.compile(r"[\w.-]+")
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


class Evidence(NamedTuple):
    """The seed's words behind an entry, with what stands around them where that may be shown."""

    quote: str
    before: str = ""
    after: str = ""


class Link(NamedTuple):
    """A name with where it leads (relative to the page), or None."""

    name: str
    href: str | None = None


class Item(NamedTuple):
    """What every shown entry has."""

    anchor: str
    evidence: Evidence | None
    note: str | None
    withdrawn: bool
    under_review: bool

    @property
    def flagged(self) -> bool:
        """Whether there is something to say before the entry."""
        return self.withdrawn or self.under_review


class PartyView(NamedTuple):
    """A party with its role in the report's own words."""

    item: Item
    link: Link
    kind: str
    role: str | None
    aliases: tuple[str, ...]


class EventView(NamedTuple):
    """Something that the report says in its own voice."""

    item: Item
    text: str
    when: Markup | None
    where: tuple[Link, ...]
    who: tuple[Link, ...]


class DateView(NamedTuple):
    """An entry of the timeline."""

    item: Item
    date: Markup
    said: str | None
    text: str | None


class PlaceView(NamedTuple):
    """A place; `point` is its latitude and longitude, in words."""

    item: Item
    link: Link
    kind: str
    country: str | None
    point: str | None


class ClaimView(NamedTuple):
    """A statement: who conveys it, how, and what it says."""

    item: Item
    by: tuple[Link, ...]
    verb: str
    against: tuple[Link, ...]
    text: str
    via: str | None
    when: Markup | None
    disputes: tuple[tuple[str, str, str], ...] = ()
    """The mark of its side, the anchor and the topic of each dispute that it is part of."""


class CheckView(NamedTuple):
    """What the report says on checking."""

    item: Item
    by: str | None
    kind: str
    text: str


class SideView(NamedTuple):
    """A side of a dispute with its claims."""

    mark: str
    parties: tuple[Link, ...]
    roles: tuple[str, ...]
    claims: tuple[ClaimView, ...] = ()


class DisputeView(NamedTuple):
    """Claims side by side, with what was checked and where the dispute goes on."""

    item: Item
    topic: str
    status: str
    label: str
    sides: tuple[SideView, ...]
    checks: tuple[CheckView, ...] = ()
    elsewhere: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetView:
    """A whole sheet, ready for its template."""

    slug: str
    sheet: FactSheet
    parties: tuple[PartyView, ...]
    events: tuple[EventView, ...]
    dates: tuple[DateView, ...]
    places: tuple[PlaceView, ...]
    claims: tuple[ClaimView, ...]
    disputes: tuple[DisputeView, ...]
    checks: tuple[CheckView, ...]
    """The checks that are not about a dispute."""
    published: Markup | None
    updated: Markup | None
    span: Markup | None
    """The stretch of time that the timeline covers."""


def names(value: Names) -> tuple[str, ...]:
    """One name or several, always as several."""
    if isinstance(value, str):
        return (value,)
    return value or ()


def link_href(url: str | None) -> str | None:
    """`url` where it is a web address that a page may link to, else None."""
    if url and _WEB.match(url):
        return url
    return None


def entry_anchor(part: str, number: int, entry: Entry) -> str:
    """The anchor of an entry on its sheet's page: its id, else its place in its list."""
    if entry.id and _ANCHOR.fullmatch(entry.id):
        return entry.id
    return f"{part.replace('_', '-')}-{number + 1}"
