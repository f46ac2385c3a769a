"""Assembly: findings in, a fact sheet out.

Spans become the document's exact words, positions become ids.  Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.document import ParsedDocument, Span
from generator.findings import (
    DatedEvent,
    Dispute,
    Event,
    Party,
    Place,
    Statement,
    Verification,
)
from generator.model import (
    UNNAMED,
    ClaimEntry,
    DateEntry,
    DisputeEntry,
    EventEntry,
    FactSheet,
    PartyEntry,
    PlaceEntry,
    SideEntry,
    Source,
    VerificationEntry,
)
from generator.sheet.ids import assign, entry_id


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found in one document."""

    parties: tuple[Party, ...] = ()
    events: tuple[Event, ...] = ()
    timeline: tuple[DatedEvent, ...] = ()
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    verifications: tuple[Verification, ...] = ()
    summary: Span | None = None


def assemble(parsed: ParsedDocument, found: Findings) -> FactSheet:
    """The sheet of a document, with ids on every entry."""
    text, source = parsed.text, parsed.source
    ids = _claim_ids(text, found.statements)
    return assign(
        FactSheet(
            title=source.title,
            source=Source(
                seed=source.name,
                publisher=source.publisher,
                byline=source.byline,
                published=source.published,
                updated=source.updated,
                url=source.url,
            ),
            summary=found.summary.of(text) if found.summary else None,
            who=tuple(
                PartyEntry(
                    name=p.name,
                    kind=p.kind,
                    role=p.role,
                    aliases=p.aliases,
                    evidence=p.evidence.of(text),
                )
                for p in found.parties
            ),
            what=tuple(
                EventEntry(
                    text=e.text, when=e.when, where=e.where, who=e.who, evidence=e.evidence.of(text)
                )
                for e in found.events
            ),
            when=tuple(
                DateEntry(date=d.date, said=d.said, text=d.text, evidence=d.evidence.of(text))
                for d in found.timeline
            ),
            where=tuple(
                PlaceEntry(
                    name=p.name,
                    kind=p.kind,
                    country=p.country,
                    lat=p.lat,
                    lon=p.lon,
                    evidence=p.evidence.of(text),
                )
                for p in found.places
            ),
            claims=tuple(
                ClaimEntry(
                    id=i,
                    by=_names(s.by) or UNNAMED,
                    stance=s.stance,
                    against=_names(s.against),
                    text=s.text,
                    via=s.via,
                    when=s.said,
                    evidence=s.evidence.of(text),
                )
                for i, s in zip(ids, found.statements, strict=True)
            ),
            competing_claims=tuple(
                DisputeEntry(
                    topic=d.topic,
                    status=d.status,
                    sides=tuple(
                        SideEntry(
                            party=_names(side.party),
                            claims=tuple(ids[i] for i in side.statements),
                        )
                        for side in d.sides
                    ),
                )
                for d in found.disputes
            ),
            verification=tuple(
                VerificationEntry(
                    by=v.by,
                    kind=v.kind,
                    text=v.text,
                    evidence=v.evidence.of(text),
                    about=tuple(ids[i] for i in v.about),
                )
                for v in found.verifications
            ),
        )
    )


def _claim_ids(text: str, statements: Sequence[Statement]) -> list[str]:
    """Ids of the claims, which disputes and verifications name."""
    ids: list[str] = []
    for statement in statements:
        ids.append(entry_id("c", statement.evidence.of(text), set(ids)))
    return ids


def _names(names: Sequence[str]) -> str | tuple[str, ...] | None:
    """One name as a string, several as a list, none as nothing."""
    return names[0] if len(names) == 1 else tuple(names) or None
