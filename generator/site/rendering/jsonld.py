"""Structured data of a sheet's page, as schema.org JSON-LD.

Input: a sheet and its addresses.  Output: plain data, and its HTML.  A page is a `WebPage` that
`isBasedOn` the report and `mentions` its claims as `Claim` (schema.org, "Claim": an utterance
with its `author` and its `appearance`).  There is no `ClaimReview`: that takes a verdict by a
named reviewer, and this tool gives none.
"""

from __future__ import annotations

import json
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from generator.model import UNNAMED, FactSheet, Names
from generator.site.rendering.views import link_href, names

REPORT = "#report"
_TYPES = {"person": "Person", "organisation": "Organization", "group": "Organization"}


_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


def jsonld_html(data: dict[str, Any]) -> Markup:
    """Data as a `<script>` for a page's head; no text in it can end the script."""
    script = htmlsafe_json_dumps(data, dumps=_ENCODE)
    return Markup(  # noqa: S704 - made safe for HTML above
        f'<script type="application/ld+json">{script}</script>\n'
    )


def sheet_jsonld(sheet: FactSheet, url: str | None, modified: str | None) -> dict[str, Any]:
    """The JSON-LD of a sheet's page.

    Args:
        sheet: the sheet.
        url: the page's full address where the site's is known.
        modified: the day on which the sheet last changed (ISO 8601), where it is known.
    """
    kinds = {party.name: party.kind for party in sheet.who}
    report = _filled(
        {
            "@type": "Article",
            "@id": REPORT,
            "headline": sheet.title,
            "author": [{"@type": "Person", "name": name} for name in sheet.source.byline],
            "publisher": _named("Organization", sheet.source.publisher),
            "datePublished": sheet.source.published,
            "dateModified": sheet.source.updated,
            "url": link_href(sheet.source.url),
        }
    )

    def authors(by: Names) -> list[dict[str, Any]]:
        return [
            {"@type": _TYPES.get(kinds.get(name) or "", "Thing"), "name": name}
            for name in names(by)
            if name != UNNAMED
        ]

    claims = [
        _filled(
            {
                "@type": "Claim",
                "@id": f"#{claim.id}" if claim.id else None,
                "text": claim.text,
                "author": authors(claim.by),
                "datePublished": claim.when if claim.when and "/" not in claim.when else None,
                "appearance": {"@id": REPORT},
            }
        )
        for claim in sheet.claims
        if not claim.rejected and claim.text
    ]
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": sheet.title,
            "url": url,
            "dateModified": modified,
            "isBasedOn": report,
            "mentions": claims,
        }
    )


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, [], {}, "")}
