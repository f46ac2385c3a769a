"""What the search knows of a sheet: its words without the page's apparatus.

Input: a `SheetView`.  Output: plain HTML for the index, with the page's anchors on its headings so
that a result leads to its section.  A claim stands right behind its party and stance, so that an
excerpt shows them together; nothing is said twice, as the page does.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.site.rendering.views import ClaimView, Item, Link, SheetView


def search_html(view: SheetView, *, summary: bool) -> Markup:
    """The words of a sheet for the index; `summary` says whether the report's lead may be told."""
    sheet = view.sheet
    lines = [f"<h1>{escape(sheet.title)}</h1>"]
    if summary and sheet.summary:
        lines.append(_p(sheet.summary))
    for dispute in view.disputes:
        if dispute.item.withdrawn:
            continue
        lines.append(f'<h2 id="{escape(dispute.item.anchor)}">{escape(dispute.topic)}</h2>')
        lines += [_p(f"{dispute.label}: {_versus([s.parties for s in dispute.sides])}")]
        lines += [_p(check.text) for check in dispute.checks]
    lines.append('<h2 id="statements">Every statement</h2>')
    lines += [_p(_claim(claim), claim.item) for claim in view.claims]
    lines.append('<h2 id="own-voice">In the report’s own voice</h2>')
    lines += [_p(event.text, event.item) for event in view.events]
    lines.append('<h2 id="parties">Parties</h2>')
    for party in view.parties:
        lines.append(_p(", ".join(filter(None, (party.link.name, party.role, *party.aliases)))))
    lines.append('<h2 id="places">Places</h2>')
    lines.append(_p(", ".join(place.link.name for place in view.places)))
    return Markup("\n").join(map(Markup, lines))


def _p(text: str, item: Item | None = None) -> str:
    quote = f" “{escape(item.evidence.quote)}”" if item is not None and item.evidence else ""
    return f"<p>{escape(text)}{quote}</p>"


def _names(links: tuple[Link, ...]) -> str:
    return ", ".join(link.name for link in links)


def _versus(sides: list[tuple[Link, ...]]) -> str:
    return " – ".join(_names(side) for side in sides)


def _claim(claim: ClaimView) -> str:
    against = f" {_names(claim.against)}" if claim.against else ""
    return f"{_names(claim.by)} {claim.verb}{against}: {claim.text}"
