"""A sheet's page: its facts, what its head says for search and machines, its contents.

Input: a sheet's file and the site's `Context`.  Output: a `Page`.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.document import Severity
from generator.model import FactSheet
from generator.site.crossref import Ref
from generator.site.render import Page, TocItem
from generator.site.rendering.collection import SheetFile, SheetRow
from generator.site.rendering.context import Context, root_of
from generator.site.rendering.dates import date_text, start_of, year_of
from generator.site.rendering.jsonld import jsonld_html, sheet_jsonld
from generator.site.rendering.search_page import search_html
from generator.site.rendering.views import SheetView, link_href


def sheet_page(context: Context, file: SheetFile) -> Page:
    """The page of one sheet, or of what is wrong with it; made anew only if it may have changed."""
    if context.kept is None:
        return _make(context, file)
    drawn_on = _drawn_on(context, file)
    known = context.kept.get(file.slug)
    if known is None or known[0] != drawn_on:
        known = context.kept[file.slug] = drawn_on, _make(context, file)
    return known[1]


def _drawn_on(context: Context, file: SheetFile) -> tuple[object, ...]:
    """All that goes into a sheet's page, to tell whether it may have changed."""
    slug, sheet, collection = file.slug, file.sheet, context.collection
    catalogue = collection.catalogue
    settings = (collection.publish, context.info, context.editors, context.edit_url(slug))
    if sheet is None:
        return (file.digest, file.problems, context.renderer.state, settings)
    refs = [Ref(slug, "who", n) for n in range(len(sheet.who))]
    refs += [Ref(slug, "where", n) for n in range(len(sheet.where))]
    named = [catalogue.by_ref.get(ref) for ref in refs]
    reader = context.own_reader(slug)
    return (
        file.digest,
        context.renderer.state,
        settings,
        tuple((entity.name, entity.url) for entity in named if entity is not None),
        tuple(_related(context, slug)),
        tuple(reader.elsewhere(n) for n in range(len(sheet.competing_claims))),
        context.corrections(slug),
        reader.text,
    )


def _make(context: Context, file: SheetFile) -> Page:
    url, slug, sheet = f"sheets/{file.slug}/", file.slug, file.sheet
    if sheet is None:
        html = context.renderer.render(
            "broken.html", slug=slug, problems=context.collection.shown(file.problems)
        )
        return Page(url, slug, html)
    view = context.own_reader(slug).view()
    corrections = context.corrections(slug)
    html = context.renderer.render(
        "sheet.html",
        view=view,
        root=root_of(url),
        publish=context.collection.publish,
        problems=context.collection.shown(
            p for p in file.problems if p.severity is Severity.ERROR
        ),
        related=_related(context, slug),
        corrections=corrections,
        edit_url=link_href(context.edit_url(slug)),
        source_url=link_href(sheet.source.url),
    )
    return Page(
        url=url,
        title=sheet.title,
        html=html,
        head=_jsonld(context, file.slug, sheet),
        description=_description(view),
        toc=_sheet_toc(
            view,
            related=bool(context.collection.catalogue.related.get(slug)),
            corrected=bool(corrections),
        ),
        search=search_html(view, summary=context.collection.publish != "none"),
        facets=_facets(context, slug, view),
    )


def _related(context: Context, slug: str) -> list[SheetRow]:
    rows, related = context.collection.rows, context.collection.catalogue.related.get(slug, ())
    return [rows[other.slug]._replace(shared=other.names[:3]) for other in related]


def _jsonld(context: Context, slug: str, sheet: FactSheet) -> Markup:
    address = f"{context.info.url.rstrip('/')}/sheets/{slug}/" if context.info.url else None
    modified = sheet.source.updated or sheet.source.published
    return jsonld_html(sheet_jsonld(sheet, address, modified))


def _facets(context: Context, slug: str, view: SheetView) -> str:
    """What the search may narrow to and sort by, and what it shows of a sheet."""
    source = view.sheet.source
    date = source.published or source.updated
    shown = (
        ("title", view.sheet.title),
        ("source", source.publisher),
        ("date", date_text(date) if date else None),
    )
    lines = [_meta("filter", name, value) for name, value in _narrowing(context, slug, view)]
    lines += [_meta("meta", name, value) for name, value in shown if value]
    if start_of(date):
        lines.append(_meta("sort", "date", start_of(date)))
    return "".join(lines)


def _meta(kind: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">\n'


def _narrowing(context: Context, slug: str, view: SheetView) -> list[tuple[str, str]]:
    sheet, by_ref = view.sheet, context.collection.catalogue.by_ref
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


def _description(view: SheetView) -> str:
    topics = [dispute.topic for dispute in view.disputes if not dispute.item.withdrawn]
    if topics:
        return f"{view.sheet.title}. Competing claims: {'; '.join(topics[:3])}."
    return f"{view.sheet.title}. Who, what, when, where, and who says what."


def _sheet_toc(view: SheetView, *, related: bool, corrected: bool) -> tuple[TocItem, ...]:
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
    if corrected:
        items.append(TocItem("What editors changed", "corrections"))
    if related:
        items.append(TocItem("Related sheets", "related"))
    return (*items, TocItem("Source and data", "data"))
