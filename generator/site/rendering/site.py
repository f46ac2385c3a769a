"""The pages of a site: which there are, and how each is made.

Input: a `Collection` and the templates, as `Context`.  Output: a `Site` that knows the address and
title of every page at once and renders each when it is asked for.  Knows no site builder.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import NamedTuple

from generator.site.crossref import GROUPS
from generator.site.render import Page
from generator.site.rendering.context import Context
from generator.site.rendering.entity_pages import TITLES, entity_page, group_page
from generator.site.rendering.list_pages import (
    corrections_page,
    disputes_page,
    front_page,
    sheets_page,
    sources_page,
)
from generator.site.rendering.sheet_page import sheet_page
from generator.site.rendering.timeline_pages import Timeline


class PageSpec(NamedTuple):
    """A page before it is rendered.  `slug` is the sheet's, empty for all other pages."""

    url: str
    title: str
    make: Callable[[], Page]
    slug: str = ""


class Site:
    """All pages of a collection."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def pages(self) -> dict[str, PageSpec]:
        """Every page, by its address from the site's root."""
        context, collection = self.context, self.context.collection
        timeline = Timeline(context)
        # Sheets come first: while the lists are made, the search index is made beside them.
        specs = [
            PageSpec(
                f"sheets/{slug}/",
                file.sheet.title if file.sheet is not None else slug,
                partial(sheet_page, context, file),
                slug,
            )
            for slug, file in collection.files.items()
        ]
        specs += [
            PageSpec("", context.info.name, partial(front_page, context)),
            PageSpec("sheets/", "Fact sheets", partial(sheets_page, context)),
            PageSpec("disputes/", "Disputes", partial(disputes_page, context)),
            PageSpec("sources/", "Sources", partial(sources_page, context)),
            PageSpec("corrections/", "Corrections", partial(corrections_page, context)),
            PageSpec("timeline/", "Timeline", timeline.page),
        ]
        for year in timeline.years:
            make = partial(timeline.year_page, year)
            specs.append(PageSpec(f"timeline/{year}/", f"Timeline: {year}", make))
        for group in GROUPS:
            make = partial(group_page, context, group)
            specs.append(PageSpec(f"{group}/", TITLES[group][0], make))
        for entity in collection.catalogue.entities:
            if entity.url:
                make = partial(entity_page, context, entity)
                specs.append(PageSpec(entity.url, entity.name, make))
        return {spec.url: spec for spec in specs}
