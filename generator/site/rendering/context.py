"""What the pages of a site are made from: the sheets, the templates, the site's name.

Input: a `Collection` and the templates.  Output: `Context`, which each module that makes pages
takes, and rows that lists of sheets and disputes share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from generator.model import FactSheet
from generator.site.crossref import DisputeRef
from generator.site.render import Page, Renderer
from generator.site.rendering.collection import Collection
from generator.site.rendering.corrections import Corrected, CorrectionView, correction_views
from generator.site.rendering.sheet_reader import SheetReader
from generator.site.rendering.views import DisputeView


class DisputeRow(NamedTuple):
    """A dispute as lists show it.  `url` is from the site's root."""

    url: str
    title: str
    date: Markup | None
    view: DisputeView


@dataclass(frozen=True)
class SiteInfo:
    """What the pages say of the site itself.  `url` is its full address where it is known."""

    name: str = "Factsheets"
    url: str = ""


def root_of(url: str) -> str:
    """The way from a page at `url` to the site's root."""
    return "../" * url.count("/") or "./"


@dataclass
class Context:
    """What every page may draw on.

    Attributes:
        collection: the sheets.
        renderer: the templates.
        info: the site's name and address.
        edit_url: gives the address where a sheet (by slug) can be edited, or None.
        intro: gives the front page's introduction, as HTML.
        seed_text: gives the ingested text of a sheet's seed where it is at hand, or None.
        corrected: what editors changed, by sheet.
        editors: whether pages say who changed it.
        kept: sheets' pages as an earlier build made them, each with what it drew on; None keeps
            nothing.
    """

    collection: Collection
    renderer: Renderer
    info: SiteInfo
    edit_url: Callable[[str], str | None] = lambda slug: None
    intro: Callable[[], Markup] = Markup
    seed_text: Callable[[FactSheet], str | None] = lambda sheet: None
    corrected: Mapping[str, Sequence[Corrected]] = field(default_factory=dict)
    editors: bool = False
    kept: dict[str, tuple[object, Page]] | None = None
    _readers: dict[tuple[str, str], SheetReader] = field(default_factory=dict)

    def reader(self, slug: str, root: str) -> SheetReader:
        """The reader of a sheet for pages at `root` that show parts of it."""
        key = (slug, root)
        if key not in self._readers:
            self._readers[key] = self._make_reader(slug, root, here=False)
        return self._readers[key]

    def own_reader(self, slug: str) -> SheetReader:
        """The reader of a sheet for its own page; not kept, since that page is made once."""
        return self._make_reader(slug, root_of(f"sheets/{slug}/"), here=True)

    def corrections(self, slug: str) -> tuple[CorrectionView, ...]:
        """What editors changed in a sheet, the newest first."""
        made = self.corrected.get(slug, ())
        sheet = self.collection.sheets.get(slug)
        return correction_views(made, sheet, editors=self.editors) if made and sheet else ()

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

    @cached_property
    def disputes(self) -> list[tuple[DisputeRef, str]]:
        """All disputes that were not withdrawn, with their status, those of new sheets first."""
        return [
            (DisputeRef(slug, n), dispute.status or "disputed")
            for slug, sheet in self.collection.sheets.items()
            for n, dispute in enumerate(sheet.competing_claims)
            if not dispute.rejected
        ]

    def dispute_row(self, ref: DisputeRef, root: str, *, brief: bool = False) -> DisputeRow:
        """A dispute for a list on a page at `root`; without its claims where it is `brief`."""
        sheet = self.collection.sheets[ref.slug]
        dispute, row = sheet.competing_claims[ref.number], self.collection.rows[ref.slug]
        reader = self.reader(ref.slug, root)
        view = (reader.brief if brief else reader.dispute)(ref.number, dispute)
        return DisputeRow(f"{row.url}#{view.item.anchor}", row.title, row.date, view)
