"""Reads what a web page says of itself.

Input: a page's tree.  Output: `Told`.  JSON-LD (schema.org NewsArticle and its kin) first, then
Open Graph and other meta tags, then `<time>`; each field from the first that has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import html as lxml_html

from generator.ingesting.bylines import split_names
from generator.ingesting.makeup import Told
from generator.ingesting.normalise import clean
from generator.timex.dates import parse_date

_MOST_LINKED_DATA = 500_000
_TITLE = ("og:title", "twitter:title", "dc.title", "citation_title")
_AUTHOR = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "parsely-author",
    "citation_author",
    "sailthru.author",
)
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "parsely-pub-date",
    "dc.date.issued", "dc.date", "citation_publication_date", "og:published_time", "sailthru.date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "lastmod",
    "last-modified",
    "dc.date.modified",
)
_PUBLISHER = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "application-name",
    "citation_journal_title",
)

_Json = dict[str, object]


def read_metadata(tree: lxml_html.HtmlElement) -> Told:
    """What the page's metadata tell; fields that they leave open are empty."""
    linked = next(_articles(tree), {})
    meta = _meta_tags(tree)
    url = _string(linked.get("url")) or _canonical(tree) or meta.get("og:url", "")
    title = clean(_string(linked.get("headline")) or _pick(meta, _TITLE) or _heading(tree))
    return Told(
        title=title,
        byline=_writers(linked.get("author")) or _meta_writers(meta),
        published=_date(_string(linked.get("datePublished")))
        or _first_date(meta, _PUBLISHED)
        or _time_element(tree),
        updated=_date(_string(linked.get("dateModified"))) or _first_date(meta, _UPDATED),
        publisher=clean(_name(linked.get("publisher")) or _pick(meta, _PUBLISHER)) or None,
        url=url if url.startswith(("https://", "http://")) else None,
        language=(tree.get("lang") or "").strip() or None,
    )


def _articles(tree: lxml_html.HtmlElement) -> Iterator[_Json]:
    """The objects of the page's JSON-LD that describe an article."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        words = script.text_content()
        if len(words) > _MOST_LINKED_DATA:
            continue
        try:
            data = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            graph = item.get("@graph") if isinstance(item, dict) else None
            for node in [item, *(graph if isinstance(graph, list) else [])]:
                if isinstance(node, dict) and _is_article(node.get("@type")):
                    yield node


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(
        isinstance(k, str) and k.endswith(("Article", "BlogPosting", "Report")) for k in kinds
    )


def _meta_tags(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """Names of meta tags, in lower case, with the first content of each."""
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if name and content:
            tags.setdefault(name.strip().casefold(), content)
    return tags


def _pick(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[n] for n in names if n in meta), "")


def _first_date(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((d for n in names if (d := _date(meta.get(n, "")))), None)


def _date(words: str) -> str | None:
    """The day that the words say, in the page's own time zone; None for less."""
    date = parse_date(words) if words else None
    return date if date is not None and len(date) == 10 else None


def _time_element(tree: lxml_html.HtmlElement) -> str | None:
    """The `<time>` that is marked as the date of publication, or the only one of the page."""
    times = tree.xpath("//time[@datetime]")
    marked = [
        t for t in times
        if t.get("pubdate") is not None
        or "publish" in f"{t.get('itemprop', '')} {t.get('class', '')}".casefold()
    ]  # fmt: skip
    chosen = marked[:1] or (times if len(times) == 1 else [])
    return _date(chosen[0].get("datetime", "")) if chosen else None


def _writers(value: object) -> tuple[str, ...]:
    """Names out of schema.org's `author`."""
    items = value if isinstance(value, list) else [value]
    names = [clean(_name(item)) for item in items]
    return tuple(dict.fromkeys(n for whole in names if whole for n in split_names(whole)))


def _meta_writers(meta: dict[str, str]) -> tuple[str, ...]:
    """Names out of meta tags; addresses of profile pages are none."""
    for name in _AUTHOR:
        words = clean(meta.get(name, ""))
        if words and "://" not in words:
            return split_names(words)
    return ()


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _string(value)


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _canonical(tree: lxml_html.HtmlElement) -> str:
    links = tree.xpath("//link[@rel='canonical']/@href")
    return str(links[0]).strip() if links else ""


def _heading(tree: lxml_html.HtmlElement) -> str:
    """The page's only first-level heading, else the title without the site's name."""
    headings = tree.xpath("//h1")
    if len(headings) == 1 and headings[0].text_content().strip():
        return str(headings[0].text_content())
    title = tree.findtext(".//title") or ""
    head, _, site = title.rpartition(" | ")
    return head if head and len(site.split()) <= 5 else title
