"""What the search knows of a sheet: its words without the page's apparatus.

Input: a `SheetView`.  Output: plain HTML for the index, with the page's anchors on its headings so
that a result leads to its section.  A claim stands right behind its party and stance, so that an
excerpt shows them together; nothing is said twice, as the page does, and nothing that the editors
withdrew is found.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from generator.site.rendering.views import ClaimView, Item, Link, SheetView


def search_html(view: SheetView, *, summary: bool) -> str:
    """The words of a sheet for the index; `summary` says whether the report's lead may be told."""
    sheet = view.sheet
    lines = [f"<h1>{escape(sheet.title)}</h1>"]
    if summary and sheet.summary:
        lines.append(_p(sheet.summary))
    for dispute in view.disputes:
        if dispute.item.withdrawn:
            continue
        lines.append(f'<h2 id="{escape(dispute.item.anchor)}">{escape(dispute.topic)}</h2>')
        lines.append(_p(f"{dispute.label}: {_versus(side.parties for side in dispute.sides)}"))
        lines += [_p(check.text) for check in dispute.checks]
    lines.append('<h2 id="statements">Every statement</h2>')
    lines += [_p(_claim(claim)) for claim in view.claims if not claim.item.withdrawn]
    lines.append('<h2 id="own-voice">In the report’s own voice</h2>')
    lines += [_p(_once(e.text, e.item)) for e in view.events if not e.item.withdrawn]
    lines.append('<h2 id="parties">Parties</h2>')
    for party in view.parties:
        if not party.item.withdrawn:
            lines.append(_p("; ".join(filter(None, (party.link.name, party.role, *party.aliases)))))
    lines.append('<h2 id="places">Places</h2>')
    lines.append(_p(", ".join(p.link.name for p in view.places if not p.item.withdrawn)))
    return "\n".join(lines)


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _names(links: Iterable[Link]) -> str:
    return ", ".join([link.name for link in links])


def _versus(sides: Iterable[tuple[Link, ...]]) -> str:
    return " – ".join([_names(side) for side in sides])


def _claim(claim: ClaimView) -> str:
    against = f" {_names(claim.against)}" if claim.against else ""
    return f"{_names(claim.by)} {claim.verb}{against}: {_once(claim.text, claim.item)}"


def _once(text: str, item: Item) -> str:
    """A text and its evidence; one of them alone where it holds all words of the other."""
    quote = item.evidence.quote if item.evidence is not None else ""
    if quote in text:
        return text
    return f"“{quote}”" if text.rstrip(" .") in quote else f"{text} “{quote}”"
