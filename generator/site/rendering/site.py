"""The pages of a site: which there are, and how each is made.

Input: a `Collection` and the templates.  Output: a `Site` that knows the address and title of
every page at once and renders each when it is asked for.  Knows no site builder.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.document import Severity
from generator.model import FactSheet
from generator.site.crossref import GROUPS, DisputeRef, Entity, Group, Ref, fold, slugify
from generator.site.render import Page, Renderer, TocItem
from generator.site.rendering.collection import Collection, SheetFile, SheetRow
from generator.site.rendering.dates import date_html, date_text, start_of, year_of
from generator.site.rendering.jsonld import sheet_jsonld
from generator.site.rendering.search_page import search_html
from generator.site.rendering.views import (
    KINDS,
    STATUSES,
    ClaimView,
    DisputeView,
    EventView,
    SheetReader,
    SheetView,
    entry_anchor,
    link_href,
    names,
)

TITLES: dict[Group, tuple[str, str]] = {
    "people": ("People", "Who acts, speaks or is accused in the reports."),
    "organisations": (
        "Organisations and groups",
        "Bodies, companies, services and groups that the reports name.",
    ),
    "places": ("Places", "Where the reports’ events happen, and the countries that take part."),
}
EXPLANATIONS = {
    "disputed": "The parties contradict each other.",
    "denied": "An accusation, and its denial.",
    "unverified": "The report says that it could not be checked.",
    "resolved": "The report says how it was settled.",
}
NEWEST = 12
OPEN_DISPUTES = 6
PREVIEWS = 60
"""Up to so many disputes are shown with their sides' claims; above it the list is kept short."""
ONE_TIMELINE = 400
"""Up to so many dates stand on one page; above it each year has its own."""


class DisputeRow(NamedTuple):
    """A dispute as lists show it.  `url` is from the site's root."""

    url: str
    title: str
    date: Markup | None
    view: DisputeView


Placed = tuple[ClaimView, str, str]
"""A statement, its address, its sheet's title."""


class PageSpec(NamedTuple):
    """A page before it is rendered.  `slug` is the sheet's, empty for all other pages."""

    url: str
    title: str
    make: Callable[[], Page]
    slug: str = ""


@dataclass(frozen=True)
class SiteInfo:
    """What the pages say of the site itself.  `url` is its full address where it is known."""

    name: str = "Factsheets"
    url: str = ""


def root_of(url: str) -> str:
    """The way from a page at `url` to the site's root."""
    return "../" * url.count("/") or "./"


class Site:
    """All pages of a collection.

    Args:
        collection: the sheets.
        renderer: the templates.
        info: the site's name and address.
        edit_url: gives the address where a sheet (by slug) can be edited, or None.
        intro: gives the front page's introduction, as HTML.
        seed_text: gives the ingested text of a sheet's seed where it is at hand, or None.
    """

    def __init__(
        self,
        collection: Collection,
        renderer: Renderer,
        info: SiteInfo,
        *,
        edit_url: Callable[[str], str | None] = lambda slug: None,
        intro: Callable[[], Markup] = Markup,
        seed_text: Callable[[FactSheet], str | None] = lambda sheet: None,
    ) -> None:
        self.collection, self.renderer, self.info = collection, renderer, info
        self.edit_url, self.intro, self.seed_text = edit_url, intro, seed_text
        self._readers: dict[tuple[str, str, bool], SheetReader] = {}

    @cached_property
    def pages(self) -> dict[str, PageSpec]:
        """Every page, by its address from the site's root."""
        # Sheets come first: while the lists are made, the search index is made beside them.
        specs = [
            PageSpec(
                f"sheets/{slug}/",
                file.sheet.title if file.sheet is not None else slug,
                self._bind(self._sheet, file),
                slug,
            )
            for slug, file in self.collection.files.items()
        ]
        specs += [
            PageSpec("", self.info.name, self._front),
            PageSpec("sheets/", "Fact sheets", self._sheets),
            PageSpec("disputes/", "Disputes", self._disputes),
            PageSpec("sources/", "Sources", self._sources),
            *self._timeline_specs(),
        ]
        for group in GROUPS:
            specs.append(PageSpec(f"{group}/", TITLES[group][0], self._bind(self._group, group)))
        for entity in self.collection.catalogue.entities:
            if entity.url:
                make = self._bind(self._entity, entity)
                specs.append(PageSpec(entity.url, entity.name, make))
        return {spec.url: spec for spec in specs}

    @staticmethod
    def _bind(make: Callable[[Any], Page], value: Any) -> Callable[[], Page]:
        return lambda: make(value)

    # A sheet

    def _reader(self, slug: str, root: str, *, here: bool) -> SheetReader:
        key = (slug, root, here)
        if key not in self._readers:
            self._readers[key] = self._make_reader(slug, root, here=here)
        return self._readers[key]

    def _make_reader(self, slug: str, root: str, *, here: bool) -> SheetReader:
        sheet, publish = self.collection.sheets[slug], self.collection.publish
        text = self.seed_text(sheet) if publish == "full" and here else None
        return SheetReader(
            slug,
            sheet,
            self.collection.catalogue,
            root=root,
            publish=publish,
            seed_text=text,
            here=here,
        )

    def _sheet(self, file: SheetFile) -> Page:
        url, slug, sheet = f"sheets/{file.slug}/", file.slug, file.sheet
        if sheet is None:
            html = self.renderer.render(
                "broken.html", slug=slug, problems=self.collection.shown(file.problems)
            )
            return Page(url, slug, html)
        view = self._reader(slug, root_of(url), here=True).view()
        html = self.renderer.render(
            "sheet.html",
            view=view,
            root=root_of(url),
            publish=self.collection.publish,
            problems=self.collection.shown(
                p for p in file.problems if p.severity is Severity.ERROR
            ),
            related=self._related(slug),
            edit_url=link_href(self.edit_url(slug)),
            source_url=link_href(sheet.source.url),
        )
        return Page(
            url=url,
            title=sheet.title,
            html=html,
            head=self._head(file, view),
            description=self._description(view),
            toc=_sheet_toc(view, related=bool(self.collection.catalogue.related.get(slug))),
            search=search_html(view, summary=self.collection.publish != "none"),
        )

    def _related(self, slug: str) -> list[SheetRow]:
        rows, related = self.collection.rows, self.collection.catalogue.related.get(slug, ())
        return [rows[other.slug]._replace(shared=other.names[:3]) for other in related]

    def _head(self, file: SheetFile, view: SheetView) -> Markup:
        sheet = view.sheet
        date = sheet.source.published or sheet.source.updated
        address = f"{self.info.url.rstrip('/')}/sheets/{file.slug}/" if self.info.url else None
        meta = [("title", sheet.title)]
        if sheet.source.publisher:
            meta.append(("source", sheet.source.publisher))
        if date:
            meta.append(("date", date_text(date)))
        return self.renderer.render(
            "head.html",
            facets=self._facets(file.slug, view),
            meta=meta,
            sort=start_of(date) or None,
            jsonld=sheet_jsonld(sheet, address, sheet.source.updated or sheet.source.published),
        )

    def _facets(self, slug: str, view: SheetView) -> list[tuple[str, str]]:
        sheet, by_ref = view.sheet, self.collection.catalogue.by_ref
        found: list[tuple[str, str]] = []
        for n, party in enumerate(sheet.who):
            entity = by_ref.get(Ref(slug, "who", n))
            if entity is not None and party.kind in ("person", "country"):
                found.append(("person" if party.kind == "person" else "place", entity.name))
        for n, _ in enumerate(sheet.where):
            entity = by_ref.get(Ref(slug, "where", n))
            if entity is not None:
                found.append(("place", entity.name))
        if sheet.source.publisher:
            found.append(("source", sheet.source.publisher))
        year = year_of(sheet.source.published) or year_of(sheet.source.updated)
        if year:
            found.append(("year", year))
        found += [("status", d.label) for d in view.disputes if not d.item.withdrawn]
        return list(dict.fromkeys(found))

    @staticmethod
    def _description(view: SheetView) -> str:
        topics = [dispute.topic for dispute in view.disputes if not dispute.item.withdrawn]
        if topics:
            return f"{view.sheet.title}. Competing claims: {'; '.join(topics[:3])}."
        return f"{view.sheet.title}. Who, what, when, where, and who says what."

    # Lists

    def _front(self) -> Page:
        catalogue, rows = self.collection.catalogue, list(self.collection.rows.values())
        disputes = self.collection_disputes
        open_ones = [row for row in disputes if row[1] != "resolved"]
        counts = [
            (len(rows), "sheets" if len(rows) != 1 else "sheet", "sheets/"),
            (len(disputes), "disputes" if len(disputes) != 1 else "dispute", "disputes/"),
            (len(catalogue.of("people")), "people", "people/"),
            (len(catalogue.of("organisations")), "organisations and groups", "organisations/"),
            (len(catalogue.of("places")), "places", "places/"),
        ]
        html = self.renderer.render(
            "front.html",
            root="",
            site_name=self.info.name,
            intro=self.intro(),
            newest=rows[:NEWEST],
            sheet_count=len(rows),
            disputes=[self._dispute_row(ref, "") for ref, _ in open_ones[:OPEN_DISPUTES]],
            dispute_count=len(disputes),
            counts=counts,
        )
        return Page("", self.info.name, html)

    def _sheets(self) -> Page:
        by_year: dict[str, list[SheetRow]] = defaultdict(list)
        for slug, row in self.collection.rows.items():
            sheet = self.collection.files[slug].sheet
            source = sheet.source if sheet is not None else None
            year = year_of(source.published) or year_of(source.updated) if source else ""
            by_year[year].append(row)
        years = list(by_year.items())
        html = self.renderer.render("sheets.html", root="../", years=years)
        return Page("sheets/", "Fact sheets", html, toc=_plain_toc(years, "y"))

    @cached_property
    def collection_disputes(self) -> list[tuple[DisputeRef, str]]:
        """All disputes that were not withdrawn, with their status, those of new sheets first."""
        return [
            (DisputeRef(slug, n), dispute.status or "disputed")
            for slug, sheet in self.collection.sheets.items()
            for n, dispute in enumerate(sheet.competing_claims)
            if not dispute.rejected
        ]

    def _dispute_row(self, ref: DisputeRef, root: str) -> DisputeRow:
        sheet = self.collection.sheets[ref.slug]
        dispute, row = sheet.competing_claims[ref.number], self.collection.rows[ref.slug]
        view = self._reader(ref.slug, root, here=False).dispute(ref.number, dispute)
        return DisputeRow(f"{row.url}#{view.item.anchor}", row.title, row.date, view)

    def _disputes(self) -> Page:
        found = self.collection_disputes
        groups = []
        for status, label in STATUSES.items():
            rows = [self._dispute_row(ref, "../") for ref, held in found if held == status]
            if rows:
                groups.append((status, label, EXPLANATIONS[status], rows))
        html = self.renderer.render(
            "disputes.html", root="../", groups=groups, preview=len(found) <= PREVIEWS
        )
        toc = tuple(TocItem(label, status) for status, label, _, _ in groups)
        return Page("disputes/", "Disputes", html, toc=toc)

    def _group(self, group: Group) -> Page:
        title, explanation = TITLES[group]
        by_letter: dict[str, list[EntityRow]] = defaultdict(list)
        for entity in sorted(self.collection.catalogue.of(group), key=_sort_name):
            by_letter[(_sort_name(entity)[:1] or "#").upper()].append(self._entity_row(entity))
        html = self.renderer.render(
            "entities.html",
            root="../",
            title=title,
            explanation=explanation,
            letters=list(by_letter.items()),
        )
        return Page(f"{group}/", title, html)

    def _entity_row(self, entity: Entity) -> EntityRow:
        ref = entity.refs[0]
        sheet = self.collection.sheets[ref.slug]
        entry = getattr(sheet, ref.part)[ref.number]
        sheet_url = f"sheets/{ref.slug}/#{entry_anchor(ref.part, ref.number, entry)}"
        kind = KINDS.get(entity.kind, "") if entity.kind != "person" else ""
        return EntityRow(
            name=entity.name,
            url=entity.url or sheet_url,
            role=entity.roles[0] if entity.roles else None,
            kind=kind,
            sheets=len(entity.sheets),
            sheet=sheet.title,
        )

    def _entity(self, entity: Entity) -> Page:
        url = entity.url or ""
        root = root_of(url)
        own = {
            slug: {
                getattr(self.collection.sheets[slug], ref.part)[ref.number].name
                for ref in entity.refs
                if ref.slug == slug
            }
            for slug in entity.sheets
        }
        said: list[Placed] = []
        accused: list[Placed] = []
        events: list[tuple[EventView, str, str]] = []
        disputes: list[DisputeRow] = []
        for slug, known in own.items():
            sheet = self.collection.sheets[slug]
            reader = self._reader(slug, root, here=False)
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
                parties = {name for side in dispute.sides for name in names(side.party)}
                if known & parties and not dispute.rejected:
                    disputes.append(self._dispute_row(DisputeRef(slug, n), root))
            for n, event in enumerate(sheet.what):
                if known.intersection(event.where) and not event.rejected:
                    view = reader.event(n, event)
                    events.append((view, f"{page}#{view.item.anchor}", sheet.title))
        html = self.renderer.render(
            "entity.html",
            root=root,
            entity=entity,
            group_title=TITLES[entity.group][0],
            kind=KINDS.get(entity.kind, "Party"),
            rows=[self.collection.rows[slug] for slug in own],
            said=said,
            accused=accused,
            disputes=disputes,
            events=events,
        )
        return Page(url, entity.name, html)

    def _sources(self) -> Page:
        by_publisher: dict[str, list[SheetRow]] = defaultdict(list)
        for row in self.collection.rows.values():
            by_publisher[row.publisher or ""].append(row)
        ordered = sorted(by_publisher, key=lambda name: (not name, fold(name)))
        taken: Counter[str] = Counter()
        groups = []
        for name in ordered:
            anchor = f"source-{slugify(name)}"
            taken[anchor] += 1
            unique = anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"
            groups.append((name or "Publisher not named", unique, by_publisher[name]))
        html = self.renderer.render("sources.html", root="../", groups=groups)
        return Page("sources/", "Sources", html)

    # The timeline

    @cached_property
    def _dated(self) -> dict[str, list[tuple[Markup, str, str, str]]]:
        found = []
        for slug, sheet in self.collection.sheets.items():
            for n, entry in enumerate(sheet.when):
                if entry.date and entry.text and not entry.rejected and start_of(entry.date):
                    url = f"sheets/{slug}/#{entry_anchor('when', n, entry)}"
                    found.append((entry.date, entry.text, url, sheet.title))
        found.sort(key=lambda row: (start_of(row[0]), row[2]))
        years: dict[str, list[tuple[Markup, str, str, str]]] = defaultdict(list)
        for date, text, url, title in found:
            years[year_of(date)].append((date_html(date), text, url, title))
        return dict(years)

    def _timeline_specs(self) -> Iterable[PageSpec]:
        yield PageSpec("timeline/", "Timeline", self._timeline)
        if sum(map(len, self._dated.values())) > ONE_TIMELINE:
            for year in self._dated:
                make = self._bind(self._timeline_year, year)
                yield PageSpec(f"timeline/{year}/", f"Timeline: {year}", make)

    def _timeline(self) -> Page:
        years = list(self._dated.items())
        split = sum(len(entries) for _, entries in years) > ONE_TIMELINE
        html = self.renderer.render(
            "timeline.html",
            root="../",
            up=False,
            title="Timeline",
            years=[] if split else years,
            index=[(year, len(entries)) for year, entries in years] if split else [],
        )
        return Page("timeline/", "Timeline", html, toc=() if split else _plain_toc(years, "y"))

    def _timeline_year(self, year: str) -> Page:
        html = self.renderer.render(
            "timeline.html",
            root="../../",
            up=True,
            title=f"Timeline: {year}",
            years=[(year, self._dated[year])],
            index=[],
        )
        return Page(f"timeline/{year}/", f"Timeline: {year}", html)


class EntityRow(NamedTuple):
    """An entity as its index shows it."""

    name: str
    url: str
    role: str | None
    kind: str
    sheets: int
    sheet: str


def _sort_name(entity: Entity) -> str:
    """People are listed by their last name, all else as it is called."""
    folded = fold(entity.name)
    if entity.kind != "person":
        return folded
    first, _, last = folded.rpartition(" ")
    return f"{last} {first}".strip()


def _plain_toc(groups: Sequence[tuple[str, Any]], prefix: str) -> tuple[TocItem, ...]:
    return tuple(TocItem(name or "Undated", f"{prefix}{name or 'undated'}") for name, _ in groups)


def _sheet_toc(view: SheetView, *, related: bool) -> tuple[TocItem, ...]:
    topics = tuple(
        TocItem(dispute.topic, dispute.item.anchor)
        for dispute in view.disputes
        if not dispute.item.withdrawn
    )
    items = [
        TocItem("At a glance", "at-a-glance"),
        TocItem("Competing claims", "competing-claims", topics),
        TocItem("Timeline", "timeline"),
        TocItem("In the report’s own voice", "own-voice"),
        TocItem("Every statement", "statements"),
    ]
    if view.checks:
        items.append(TocItem("What was checked", "checks"))
    items += [TocItem("Parties", "parties"), TocItem("Places", "places")]
    if related:
        items.append(TocItem("Related sheets", "related"))
    return (*items, TocItem("Source and data", "data"))
