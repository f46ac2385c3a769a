"""Walks HTML for its blocks of words.

Input: HTML.  Output: `Part` values in order.  Scripts, styles and markup of every sort are
dropped; what is left is words, to be escaped by whoever shows them.
"""

from __future__ import annotations

from html.parser import HTMLParser

from generator.document import BlockKind
from generator.ingesting.parts import Part

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(
    "script style template noscript iframe svg math object head select textarea button form".split()
)
_BREAKING = frozenset(
    "p div li ul ol dl dt dd blockquote section article aside header footer main nav figure "
    "table tr thead tbody pre hr address details summary body html".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Walker(HTMLParser):
    """Gathers the words between block-level tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._words: list[str] = []
        self._kind: BlockKind | None = None
        self._silent: list[str] = []
        self._headlines = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if self._silent:
            return
        if tag == "br":
            self._words.append("\n")
        elif tag == "img":
            alt = dict(attrs).get("alt") or ""
            if len(alt.split()) > 1:
                self._insert(Part(BlockKind.CAPTION, alt))
        elif tag in _HEADINGS:
            self._flush()
            self._kind = BlockKind.SUBHEAD
            if tag == "h1" and not self._headlines:
                self._kind = BlockKind.HEADLINE
                self._headlines = 1
        elif tag == "figcaption":
            self._flush()
            self._kind = BlockKind.CAPTION
        elif tag in _BREAKING:
            self._flush()
        elif tag in {"td", "th"} and "".join(self._words).strip():
            self._words.append(" | ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in _HEADINGS or tag in _BREAKING or tag == "figcaption":
            self._flush()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def _insert(self, part: Part) -> None:
        """Puts a part before the block that is being gathered."""
        self.parts.append(part)

    def _flush(self) -> None:
        words = "".join(self._words).strip()
        if words:
            self.parts.append(Part(self._kind, words))
        self._words = []
        self._kind = None

    def close(self) -> None:
        super().close()
        self._silent = []
        self._flush()


def walk(html: str) -> tuple[Part, ...]:
    """The blocks of words of a page or of a piece of HTML."""
    walker = _Walker()
    walker.feed(html)
    walker.close()
    return tuple(walker.parts)
