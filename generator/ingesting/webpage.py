"""Reads a saved web page: its main text by trafilatura, and what its metadata say.

Input: HTML.  Output: text with its lines, and what is told.  Metadata count in this order:
JSON-LD, meta tags, `<time>`; dates that could only be guessed from the page are left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from generator.document import BlockKind
from generator.ingesting.lines import Line
from generator.ingesting.makeup import Told
from generator.ingesting.metadata import read_metadata
from generator.ingesting.normalise import clean
from generator.ingesting.parts import Part, compose
from generator.ingesting.walker import walk

_CAPTION_MARK = "\ue0ca"
"""Private-use character that carries a caption through the extractor, which drops figures."""
_LEAST_SHARE = 0.25
"""Share of the words of the page's own article element below which the extractor has failed."""


class WebPage(NamedTuple):
    """A page as ingest takes it on."""

    text: str
    lines: list[Line]
    told: Told


def read_webpage(page: str) -> WebPage:
    """Reads a page.  A page in which no text can be found gives a text without lines."""
    # lxml refuses text that declares an encoding; ours is decoded already.
    page = re.sub(r"\A\s*<\?xml[^>]*\?>", "", page)
    if not page.strip():
        return WebPage("", [], Told())
    try:
        tree = lxml_html.document_fromstring(page)
    except (etree.LxmlError, ValueError):
        return _plainly(page, Told())
    told = read_metadata(tree)
    for caption in tree.iter("figcaption"):
        caption.tag = "p"
        caption.text = _CAPTION_MARK + (caption.text or "")
        figure = next((e for e in caption.iterancestors("figure")), None)
        if figure is not None:
            figure.tag = "div"
    parts = _main_parts(lxml_html.tostring(tree, encoding="unicode"))
    whole = _article_words(tree)
    if not parts or sum(len(p.words.split()) for p in parts) < _LEAST_SHARE * whole:
        return _plainly(page, told)
    if not any(p.kind is BlockKind.HEADLINE for p in parts) and told.title:
        same = [
            i for i, p in enumerate(parts[:4]) if clean(p.words).casefold() == told.title.casefold()
        ]
        parts = [
            Part(BlockKind.HEADLINE, told.title),
            *(p for i, p in enumerate(parts) if i not in same),
        ]
    text, lines = compose(parts)
    return WebPage(text, lines, told)


def _main_parts(page: str) -> list[Part]:
    """The blocks of the main text."""
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, favor_recall=True
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    return [part for child in body for part in _parts_of(child)]


def _parts_of(element: etree._Element) -> list[Part]:
    """The blocks of one element of trafilatura's tree."""
    if element.tag in {"list", "table", "quote", "div"} and len(element):
        inner = [part for child in element for part in _parts_of(child)]
        lead = [Part(None, element.text)] if element.text and element.text.strip() else []
        return lead + inner
    for line_break in element.iter("lb"):
        line_break.text = "\n"
    if element.tag == "row":
        cells = [" ".join("".join(cell.itertext()).split()) for cell in element]
        return [Part(None, " | ".join(c for c in cells if c))]
    words = "".join(str(t) for t in element.itertext()).strip()
    if not words or element.tag == "graphic":
        return []
    if words.startswith(_CAPTION_MARK):
        return [Part(BlockKind.CAPTION, words.replace(_CAPTION_MARK, ""))]
    words = words.replace(_CAPTION_MARK, "")
    if element.tag == "head":
        main = element.get("rend") == "h1"
        return [Part(BlockKind.HEADLINE if main else BlockKind.SUBHEAD, words)]
    return [Part(None, words)]


def _article_words(tree: lxml_html.HtmlElement) -> int:
    """How many words the page's own article element has, 0 where it has none."""
    articles = tree.xpath("//article") or tree.xpath("//main")
    return len(articles[0].text_content().split()) if len(articles) == 1 else 0


def _plainly(page: str, told: Told) -> WebPage:
    """The page without its markup, where the extractor finds no main text."""
    for tag in ("article", "main"):
        start, end = page.find(f"<{tag}"), page.rfind(f"</{tag}>")
        if 0 <= start < end:
            page = page[start:end]
            break
    text, lines = compose(walk(page))
    return WebPage(text, lines, told)
