"""Rendering: fact sheets and the Jinja templates of `site_templates/pages/` in, HTML out.

Knows no site builder: `generator/mkdocs_*.py` are the files that know MkDocs.  Every value is
escaped (Jinja's autoescape), facts never pass through Markdown, only http(s) addresses become
links.  Templates are looked up in the project's own `site_templates/` first, then in the package's,
so that a site may replace one page and keep the others.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import markupsafe
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.site.rendering import atoms

_PACKAGE = Path(__file__).parent.parent


class TocItem(NamedTuple):
    """A heading of a page, for the list of its contents."""

    title: str
    anchor: str
    children: tuple[TocItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page.  `html` and `head` are HTML; all other texts are unescaped.

    `url` is its address from the site's root, ending in `/` (empty for the front page).
    """

    url: str
    title: str
    html: str
    head: str = ""
    description: str = ""
    toc: tuple[TocItem, ...] = field(default=())
    search: str = ""
    """The words of the page for the search index, as HTML; empty where it is not searched."""
    facets: str = ""
    """What the search index knows of the page beside its words, as `<meta>` elements."""


def template_folders(project: Path | None = None) -> list[Path]:
    """Where page templates are looked for, the first that has one winning.

    The package's own lie in the package when it is installed, and beside it in a checkout.
    """
    places = [project / "site_templates"] if project is not None else []
    places += [_PACKAGE / "site_templates", _PACKAGE.parent / "site_templates"]
    return [place for place in dict.fromkeys(places) if (place / "pages").is_dir()]


def theme_folder(project: Path | None = None) -> Path:
    """The folder that is laid over the Material theme: its changed templates, CSS and script."""
    return next(f / "theme" for f in template_folders(project) if (f / "theme").is_dir())


def _escape(value: object) -> str:
    """`markupsafe.escape` for what templates show: HTML as it is, a text at half the cost."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    return html.escape(value) if kind is str else markupsafe.escape(value)  # type: ignore[arg-type]


class _Template(Template):
    """A template that escapes by `_escape`: a page has some three hundred values."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        made = super().from_code(*args, **kwargs)
        made.root_render_func.__globals__["escape"] = _escape
        return made


class _Environment(Environment):
    template_class = _Template


class Renderer:
    """The templates, compiled.  One renderer serves a whole site."""

    def __init__(self, folders: Sequence[Path], **site: Any) -> None:
        """Make a renderer whose templates all know the values of `site`."""
        self.environment = environment(tuple(str(folder / "pages") for folder in folders))
        self.site = site
        self.state = tuple(
            (str(path), path.stat().st_mtime_ns)
            for folder in folders
            for path in sorted((folder / "pages").glob("*.html"))
        )
        """What tells whether a template was changed."""

    def render(self, template: str, /, **context: Any) -> Markup:
        """The HTML of one template.

        Raises:
            jinja2.TemplateError: the template itself is wrong; values never make it raise.
        """
        made = self.environment.get_template(template).render(**self.site, **context)
        return Markup(made)  # noqa: S704 - made by autoescaping templates


@lru_cache(maxsize=8)
def environment(folders: tuple[str, ...]) -> Environment:
    """Jinja, set to escape everything and to fail on a name that a page doesn't have."""
    made = _Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "names": atoms.join_names,
        "opening": atoms.opening,
        "words": atoms.join_words,
        "mark": atoms.mark,
        "lead": atoms.lead,
        "claim_body": atoms.claim_body,
        "flags": atoms.flags,
        "evidence": atoms.evidence,
        "standing": atoms.standing,
    }
    return made
