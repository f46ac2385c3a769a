"""The theme's page around a sheet, rendered once and filled for each sheet.

All sheets have the same frame: the same depth, none of them in the navigation.  Rendering it anew
for each was half of what MkDocs did for a thousand sheets.  Input: MkDocs' template environment.
Output: the same, with one more "template", `SHELL`, whose result is byte for byte that of
`main.html` (a test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from generator.site.render import TocItem

if TYPE_CHECKING:
    import jinja2
    from mkdocs.structure.pages import Page

SHELL = "factsheets-shell"
_MARK = "\ufdd0{}\ufdd1"
_MARKS = re.compile("\ufdd0(\\w+)\ufdd1")
"""Noncharacters (Unicode 3.2, section 23.7) that no page holds."""


class Shell:
    """A stand-in for `main.html` that renders it once for each folder and fills it."""

    def __init__(self, main: Callable[[], jinja2.Template]) -> None:
        self._main = main
        self._frames: dict[tuple[object, ...], list[str]] = {}

    def render(self, context: MutableMapping[str, Any]) -> str:
        """The whole page of `context`, as `main.html` would make it."""
        page: Page = context["page"]
        values = {
            "content": page.content or "",
            "title": escape(str(page.meta["fs_title"])).replace("&#x27;", "&#39;"),
            "head": str(page.meta["fs_head"]),
            "description": str(page.meta["description"]),
            "canonical": page.canonical_url or "",
            "toc": str(page.meta["fs_toc"]),
        }
        first = next(iter(page.toc)).id if len(page.toc) else ""
        # Links are relative: pages share a frame only with those of their own folder.
        folder = page.url.rstrip("/").rpartition("/")[0]
        key = (folder, first, *page.meta["hide"])
        key += (bool(page.meta["fs_head"]),)
        if key not in self._frames:
            self._frames[key] = _MARKS.split(self._frame(page, context))
        parts = self._frames[key]
        return "".join(values[part] if n % 2 else part for n, part in enumerate(parts))

    def _frame(self, page: Page, context: MutableMapping[str, Any]) -> str:
        kept = page.content, dict(page.meta), page.canonical_url
        page.content = _MARK.format("content")
        page.meta.update(
            fs_title=_MARK.format("title"),
            fs_head=_MARK.format("head") if page.meta["fs_head"] else "",
            description=_MARK.format("description"),
            fs_toc=_MARK.format("toc") if page.meta["fs_toc"] else "",
        )
        page.canonical_url = _MARK.format("canonical") if page.canonical_url else None
        try:
            return self._main().render(context)
        finally:
            page.content, meta, page.canonical_url = kept
            page.meta.clear()
            page.meta.update(meta)


def with_shell(env: jinja2.Environment) -> jinja2.Environment:
    """`env`, knowing the shell."""
    get_template = env.get_template
    shell = Shell(lambda: get_template("main.html"))

    def find(name: Any, *args: Any, **kwargs: Any) -> Any:
        return shell if name == SHELL else get_template(name, *args, **kwargs)

    env.get_template = find  # type: ignore[method-assign]
    return env


def toc_html(items: Sequence[TocItem]) -> str:
    """The items of a page's contents as Material sets them."""
    return "".join([_item(item) for item in items])


def _item(item: TocItem) -> str:
    title, below = escape(item.title), ""
    if item.children:
        below = (
            f'<nav class="md-nav" aria-label="{title}">'
            f'<ul class="md-nav__list">{toc_html(item.children)}</ul></nav>'
        )
    return (
        f'<li class="md-nav__item"><a href="#{escape(item.anchor)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{title}</span></a>{below}</li>'
    )
