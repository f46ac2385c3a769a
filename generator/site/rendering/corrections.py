"""What editors changed in a sheet, in words for readers.

Input: corrections as `generator/revision/history.py` tells them.  Output: `CorrectionView` values,
for the sheet's page and for the log of the whole site.  An entry is named by what it says now, and
what was wrong in it is not said again: a correction must not spread what it corrects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from markupsafe import Markup

from generator.model import FactSheet
from generator.site.rendering.dates import date_html
from generator.site.rendering.views import entry_anchor


class Corrected(Protocol):
    """One thing that an editor changed (`generator/revision/history.py`, `Correction`)."""

    @property
    def kind(self) -> str:
        """One of `VERBS`."""
    @property
    def unit(self) -> str:
        """The entry's id, or the scalar's path; empty for an entry without id."""
    @property
    def list(self) -> str:
        """The list it stands in; empty for a scalar."""
    @property
    def words(self) -> str:
        """Which entry it is."""
    @property
    def fields(self) -> Sequence[Any]:
        """The fields that were changed."""
    @property
    def note(self) -> str | None:
        """The editor's note."""
    @property
    def by(self) -> str:
        """Who made it, as Git knows."""
    @property
    def date(self) -> str:
        """When (ISO 8601), or nothing."""
    @property
    def moment(self) -> float | None:
        """When, as a number that compares across time zones."""


class CorrectionView(NamedTuple):
    """One thing that an editor changed, as a page says it."""

    what: str
    """As in "Statement corrected"."""
    words: str
    """What the entry says now; empty where it is gone."""
    anchor: str | None
    """Its place on the sheet's page."""
    fields: tuple[str, ...]
    """What of it was changed, in words."""
    note: str | None
    by: str
    when: Markup | None
    moment: float | None
    """When, to order a log by; None where that is not known."""


NOUNS = {
    "who": "Party",
    "what": "Event",
    "when": "Date",
    "where": "Place",
    "claims": "Statement",
    "competing_claims": "Dispute",
    "verification": "What was checked",
}
SCALARS = {
    "title": "Title",
    "summary": "Summary",
    "source.publisher": "Publisher",
    "source.byline": "Byline",
    "source.published": "Date of publication",
    "source.updated": "Date of the last update",
    "source.url": "Link to the report",
    "source.seed": "Name of the source file",
}
VERBS = {
    "changed": "corrected",
    "added": "added",
    "deleted": "taken out",
    "rejected": "withdrawn",
}
FIELDS = {
    "by": "who says it",
    "against": "whom it is against",
    "text": "the wording",
    "via": "the channel",
    "when": "the date",
    "date": "the date",
    "said": "the report’s words for the date",
    "where": "the place",
    "who": "the parties",
    "name": "the name",
    "kind": "the kind",
    "role": "the role",
    "aliases": "other names",
    "country": "the country",
    "lat": "the position",
    "lon": "the position",
    "topic": "the topic",
    "sides": "the sides",
    "about": "what it is about",
}
"""Fields that are not named as readers would; the others are."""


def correction_views(
    made: Iterable[Corrected], sheet: FactSheet, *, editors: bool
) -> tuple[CorrectionView, ...]:
    """The corrections of one sheet, in the order given; with `editors` they say who made them."""
    anchors = {
        entry.id: entry_anchor(part, number, entry)
        for part in NOUNS
        for number, entry in enumerate(getattr(sheet, part))
        if entry.id
    }
    return tuple(
        CorrectionView(
            what=_what(one),
            words=one.words if one.list and one.kind != "deleted" else "",
            anchor=anchors.get(one.unit) if one.unit else None,
            fields=tuple(_fields(one)) if one.list and one.kind == "changed" else (),
            note=one.note,
            by=one.by if editors else "",
            when=date_html(one.date[:10]) if one.date else None,
            moment=one.moment,
        )
        for one in made
    )


def _what(one: Corrected) -> str:
    noun = NOUNS.get(one.list) or SCALARS.get(one.unit, one.unit)
    only_note = one.kind == "changed" and one.list and not one.fields and one.note
    return f"{noun}: note added" if only_note else f"{noun} {VERBS[one.kind]}"


def _fields(one: Corrected) -> Iterable[str]:
    return dict.fromkeys(FIELDS.get(change.field, change.field) for change in one.fields)
