"""The lists of a site: front page, sheets, disputes, sources, corrections.

Input: the site's `Context`.  Output: `Page` values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from generator.site.crossref import fold, slugify
from generator.site.render import Page, TocItem
from generator.site.rendering.collection import SheetRow
from generator.site.rendering.context import Context
from generator.site.rendering.corrections import CorrectionView
from generator.site.rendering.dates import year_of
from generator.site.rendering.views import STATUSES

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


def front_page(context: Context) -> Page:
    """The front page: open disputes and the newest sheets."""
    catalogue, rows = context.collection.catalogue, list(context.collection.rows.values())
    disputes = context.disputes
    open_ones = [row for row in disputes if row[1] != "resolved"]
    counts = [
        (len(rows), "sheets" if len(rows) != 1 else "sheet", "sheets/"),
        (len(disputes), "disputes" if len(disputes) != 1 else "dispute", "disputes/"),
        (len(catalogue.of("people")), "people", "people/"),
        (len(catalogue.of("organisations")), "organisations and groups", "organisations/"),
        (len(catalogue.of("places")), "places", "places/"),
    ]
    html = context.renderer.render(
        "front.html",
        root="",
        site_name=context.info.name,
        intro=context.intro(),
        newest=rows[:NEWEST],
        sheet_count=len(rows),
        disputes=[context.dispute_row(ref, "") for ref, _ in open_ones[:OPEN_DISPUTES]],
        dispute_count=len(disputes),
        counts=counts,
    )
    return Page("", context.info.name, html)


def sheets_page(context: Context) -> Page:
    """All sheets, by year."""
    by_year: dict[str, list[SheetRow]] = defaultdict(list)
    for slug, row in context.collection.rows.items():
        sheet = context.collection.files[slug].sheet
        source = sheet.source if sheet is not None else None
        year = year_of(source.published) or year_of(source.updated) if source else ""
        by_year[year].append(row)
    years = list(by_year.items())
    html = context.renderer.render("sheets.html", root="../", years=years)
    return Page("sheets/", "Fact sheets", html, toc=plain_toc(years, "y"))


def disputes_page(context: Context) -> Page:
    """All disputes, by status."""
    found = context.disputes
    groups, long = [], len(found) > PREVIEWS
    for status, label in STATUSES.items():
        refs = [ref for ref, held in found if held == status]
        rows = [context.dispute_row(ref, "../", brief=long) for ref in refs]
        if rows:
            groups.append((status, label, EXPLANATIONS[status], rows))
    html = context.renderer.render(
        "disputes.html", root="../", groups=groups, preview=not long
    )
    toc = tuple(TocItem(label, status) for status, label, _, _ in groups)
    return Page("disputes/", "Disputes", html, toc=toc)


def sources_page(context: Context) -> Page:
    """All sheets, by publisher."""
    by_publisher: dict[str, list[SheetRow]] = defaultdict(list)
    for row in context.collection.rows.values():
        by_publisher[row.publisher or ""].append(row)
    ordered = sorted(by_publisher, key=lambda name: (not name, fold(name)))
    taken: Counter[str] = Counter()
    groups = []
    for name in ordered:
        anchor = f"source-{slugify(name)}"
        taken[anchor] += 1
        unique = anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"
        groups.append((name or "Publisher not named", unique, by_publisher[name]))
    html = context.renderer.render("sources.html", root="../", groups=groups)
    return Page("sources/", "Sources", html)


def corrections_page(context: Context) -> Page:
    """The log of what editors changed, by day, the newest first; what has no date comes last."""
    made = [
        (view, context.collection.rows[slug])
        for slug in context.collection.files
        for view in context.corrections(slug)
    ]
    made.sort(key=lambda pair: pair[0].moment or 0.0, reverse=True)
    days: dict[Markup | None, list[tuple[CorrectionView, SheetRow]]] = defaultdict(list)
    for view, row in made:
        days[view.when].append((view, row))
    html = context.renderer.render("corrections.html", root="../", days=list(days.items()))
    return Page("corrections/", "Corrections", html)


def plain_toc(groups: Sequence[tuple[str, Any]], prefix: str) -> tuple[TocItem, ...]:
    """Contents of a page whose headings are the names of `groups`."""
    return tuple(TocItem(name or "Undated", f"{prefix}{name or 'undated'}") for name, _ in groups)
