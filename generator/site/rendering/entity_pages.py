"""People, organisations and places: their indexes, and a page for each that several sheets name.

Input: the site's `Context`.  Output: `Page` values.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from generator.site.crossref import DisputeRef, Entity, Group, fold
from generator.site.render import Page
from generator.site.rendering.context import Context, DisputeRow, root_of
from generator.site.rendering.views import KINDS, ClaimView, EventView, entry_anchor, names

TITLES: dict[Group, tuple[str, str]] = {
    "people": ("People", "Who acts, speaks or is accused in the reports."),
    "organisations": (
        "Organisations and groups",
        "Bodies, companies, services and groups that the reports name.",
    ),
    "places": ("Places", "Where the reports’ events happen, and the countries that take part."),
}

Placed = tuple[ClaimView, str, str]
"""A statement, its address, its sheet's title."""


class EntityRow(NamedTuple):
    """An entity as its index shows it."""

    name: str
    url: str
    role: str | None
    kind: str
    country: str | None
    sheets: int
    sheet: str


def _sort_name(entity: Entity) -> str:
    """People are listed by their last name, all else as it is called."""
    folded = fold(entity.name)
    if entity.kind != "person":
        return folded
    first, _, last = folded.rpartition(" ")
    return f"{last} {first}".strip()


def group_page(context: Context, group: Group) -> Page:
    """The index of people, organisations or places, by letter."""
    title, explanation = TITLES[group]
    by_letter: dict[str, list[EntityRow]] = defaultdict(list)
    for entity in sorted(context.collection.catalogue.of(group), key=_sort_name):
        by_letter[(_sort_name(entity)[:1] or "#").upper()].append(_entity_row(context, entity))
    html = context.renderer.render(
        "entities.html",
        root="../",
        title=title,
        explanation=explanation,
        letters=list(by_letter.items()),
    )
    return Page(f"{group}/", title, html)


def _entity_row(context: Context, entity: Entity) -> EntityRow:
    ref = entity.refs[0]
    sheet = context.collection.sheets[ref.slug]
    entry = getattr(sheet, ref.part)[ref.number]
    sheet_url = f"sheets/{ref.slug}/#{entry_anchor(ref.part, ref.number, entry)}"
    kind = KINDS.get(entity.kind, "") if entity.kind != "person" else ""
    return EntityRow(
        name=entity.name,
        url=entity.url or sheet_url,
        role=entity.roles[0] if entity.roles else None,
        kind=kind,
        country=entity.country if entity.kind != "country" else None,
        sheets=len(entity.sheets),
        sheet=sheet.title,
    )


def entity_page(context: Context, entity: Entity) -> Page:
    """The page of one entity: its sheets, what it says, what is said against it, its disputes."""
    url = entity.url or ""
    root = root_of(url)
    own: dict[str, set[str]] = {slug: set() for slug in entity.sheets}
    for ref in entity.refs:
        entries = getattr(context.collection.sheets[ref.slug], ref.part)
        own[ref.slug].add(entries[ref.number].name)
    said: list[Placed] = []
    accused: list[Placed] = []
    events: list[tuple[EventView, str, str]] = []
    disputes: list[DisputeRow] = []
    for slug, known in own.items():
        sheet = context.collection.sheets[slug]
        reader = context.reader(slug, root)
        page = f"{root}sheets/{slug}/"
        for n, claim in enumerate(sheet.claims):
            if claim.rejected:
                continue
            if known.intersection(names(claim.by)):
                into = said
            elif claim.stance == "accuses" and known.intersection(names(claim.against)):
                into = accused
            else:
                continue
            anchor = entry_anchor("claims", n, claim)
            into.append((reader.claim(n, claim), f"{page}#{anchor}", sheet.title))
        for n, dispute in enumerate(sheet.competing_claims):
            took_part = any(known.intersection(names(side.party)) for side in dispute.sides)
            if took_part and not dispute.rejected:
                disputes.append(context.dispute_row(DisputeRef(slug, n), root))
        for n, event in enumerate(sheet.what):
            if known.intersection(event.where) and not event.rejected:
                view = reader.event(n, event)
                events.append((view, f"{page}#{view.item.anchor}", sheet.title))
    html = context.renderer.render(
        "entity.html",
        root=root,
        entity=entity,
        group_title=TITLES[entity.group][0],
        kind=KINDS.get(entity.kind, "Party"),
        rows=[context.collection.rows[slug] for slug in own],
        said=said,
        accused=accused,
        disputes=disputes,
        events=events,
    )
    return Page(url, entity.name, html)
