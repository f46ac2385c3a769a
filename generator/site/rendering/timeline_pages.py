"""The timeline across sheets: one page, or one a year where there are many dates.

Input: the site's `Context`.  Output: the pages' addresses and titles, and `Page` values.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from markupsafe import Markup

from generator.site.render import Page
from generator.site.rendering.context import Context
from generator.site.rendering.dates import date_html, start_of, year_of
from generator.site.rendering.list_pages import plain_toc
from generator.site.rendering.views import entry_anchor

ONE_TIMELINE = 400
"""Up to so many dates stand on one page; above it each year has its own."""


class Timeline:
    """The dates of all sheets, and the pages that they stand on."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def _dated(self) -> dict[str, list[tuple[Markup, str, str, str]]]:
        found = []
        for slug, sheet in self.context.collection.sheets.items():
            for n, entry in enumerate(sheet.when):
                if entry.date and entry.text and not entry.rejected and start_of(entry.date):
                    url = f"sheets/{slug}/#{entry_anchor('when', n, entry)}"
                    found.append((entry.date, entry.text, url, sheet.title))
        found.sort(key=lambda row: (start_of(row[0]), row[2]))
        years: dict[str, list[tuple[Markup, str, str, str]]] = defaultdict(list)
        for date, text, url, title in found:
            years[year_of(date)].append((date_html(date), text, url, title))
        return dict(years)

    @cached_property
    def years(self) -> list[str]:
        """The years that have a page of their own."""
        long = sum(map(len, self._dated.values())) > ONE_TIMELINE
        return list(self._dated) if long else []

    def page(self) -> Page:
        """The timeline, or the list of its years where they have pages of their own."""
        years = [] if self.years else list(self._dated.items())
        index = [(year, len(self._dated[year])) for year in self.years]
        html = self.context.renderer.render(
            "timeline.html", root="../", up=False, title="Timeline", years=years, index=index
        )
        return Page("timeline/", "Timeline", html, toc=plain_toc(years, "y"))

    def year_page(self, year: str) -> Page:
        """The page of one year."""
        title, years = f"Timeline: {year}", [(year, self._dated[year])]
        html = self.context.renderer.render(
            "timeline.html", root="../../", up=True, title=title, years=years, index=[]
        )
        return Page(f"timeline/{year}/", title, html)
