"""The smallest parts of a page, made in Python because a page has hundreds of them.

Input: values of `generator/site/rendering/views.py`.  Output: finished HTML, every text
escaped.  The templates call them as filters.  (As Jinja macros they were a third of a page's cost.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from markupsafe import Markup, escape

from generator.site.rendering.views import (
    ClaimView,
    DateView,
    EventView,
    Item,
    Link,
    PartyView,
    PlaceView,
)

View = TypeVar("View", PartyView, EventView, DateView, PlaceView)


def opening(name: str) -> str:
    """A name where a line begins with it: `court` is `Court` there, `eBay` stays as it is."""
    return name[:1].upper() + name[1:] if name.split(" ", 1)[0].islower() else name


def join_names(links: Iterable[Link], first: bool = False) -> Markup:
    """Names as a sentence lists them, linked where they lead anywhere.

    With `first` a line begins with them.
    """
    names = tuple(links)
    if first and names:
        names = (names[0]._replace(name=opening(names[0].name)), *names[1:])
    return _join_names(names)


@lru_cache(maxsize=4096)
def _join_names(links: tuple[Link, ...]) -> Markup:
    return _sentence([_link(link) for link in links])


def _link(link: Link) -> str:
    name = escape(link.name)
    return f'<a href="{escape(link.href)}">{name}</a>' if link.href else name


def join_words(words: Iterable[str], last: str = "and") -> Markup:
    """Words as a sentence lists them ("a, b and c"), escaped."""
    return _sentence([escape(word) for word in words], last)


def _sentence(parts: Sequence[str], last: str = "and") -> Markup:
    """Parts that are HTML already, as a sentence lists them."""
    words = ", ".join(parts[:-1])
    html = f"{words} {escape(last)} {parts[-1]}" if words else "".join(parts)
    return Markup(html)  # noqa: S704 - made of escaped parts


@lru_cache(maxsize=64)
def mark(letter: str) -> Markup:
    """A side's letter in its shape."""
    shape = escape(letter.lower())
    return Markup(  # noqa: S704 - the letter is escaped
        f'<span class="fs-mark fs-mark--{shape}">{escape(letter)}</span>'
    )


def lead(claim: ClaimView) -> Markup:
    """Who conveys a claim and how: party and stance first."""
    against = f" <b>{join_names(claim.against)}</b>" if claim.against else ""
    return Markup(  # noqa: S704 - made of escaped parts
        f'<b>{join_names(claim.by, first=True)}</b> <span class="fs-verb">{escape(claim.verb)}</span>{against}'
    )


def standing(views: Iterable[View]) -> list[View]:
    """The entries that were not withdrawn."""
    return [view for view in views if not view.item.withdrawn]


def claim_body(claim: ClaimView, sides: bool = True, extra: Markup | str = "") -> Markup:
    """A statement: who conveys it and how, its words, when and through whom, its evidence.

    With `sides` it says on which side of which dispute it stands; `extra` is one more thing to say
    in small type.
    """
    item = claim.item
    html = f'<p class="fs-claim__lead">{lead(claim)}</p>{flags(item) if item.flagged else ""}'
    if claim.text:
        html += f'<p class="fs-claim__text">{escape(claim.text)}</p>'
    small = [str(claim.when)] if claim.when else []
    if claim.via:
        small.append(f"via {escape(claim.via)}")
    for letter, anchor, topic in claim.disputes if sides else ():
        link = f'<a href="#{escape(anchor)}">{mark(letter)} in “{escape(topic)}”</a>'
        small.append(link)
    if extra:
        small.append(escape(extra))
    if small:
        html += f'<ul class="fs-meta"><li>{"</li><li>".join(small)}</li></ul>'
    return Markup(f"{html}{evidence(item)}")  # noqa: S704 - made of escaped parts


def flags(item: Item) -> Markup:
    """What a reader must know before an entry."""
    html = ""
    if item.withdrawn:
        html = '<p class="fs-flag">Withdrawn by the editors</p>'
    if item.under_review:
        html += '<p class="fs-flag">Under review: the source changed</p>'
    return Markup(html)  # noqa: S704 - fixed words


def evidence(item: Item, label: str = "Evidence") -> Markup:
    """An entry's note, and its evidence as a disclosure that opens in place."""
    html = ""
    if item.note:
        html = f'<p class="fs-note"><b>Editors’ note:</b> {escape(item.note)}</p>'
    if item.evidence is not None:
        quote, before, after = item.evidence
        html += (
            f'<details class="fs-evidence"><summary>{escape(label)}</summary><blockquote>'
            f"{_around(before)}<q>{escape(quote)}</q>{_around(after)}</blockquote></details>"
        )
    return Markup(html)  # noqa: S704 - made of escaped parts


def _around(words: str) -> str:
    return f'<span class="fs-around">{escape(words)}</span>' if words else ""
