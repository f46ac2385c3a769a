"""MkDocs' side of the site: hands the rendered pages to MkDocs while it builds.

With `mkdocs_site.py`, which starts MkDocs, `mkdocs_shell.py`, which renders its theme's frame, and
`mkdocs_kept.py`, which spares a server's disk, the only files that know it.

MkDocs calls these functions by name while it builds (its "hooks").  They add a page for each
sheet and each list, hand over its HTML, its contents and its title, put the machines' files
beside it, and run the search index at the end.  Sheets stay out of the navigation, which MkDocs
renders into every page.
"""

from __future__ import annotations

import gc
import logging
import os
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.background import corrections_of, seed_texts
from generator.mkdocs_kept import build_ended
from generator.mkdocs_shell import SHELL, toc_html, with_shell
from generator.problems import as_text
from generator.project import open_project
from generator.sheet.files import leads_out
from generator.site.exports import exports, withheld
from generator.site.render import Page as RenderedPage
from generator.site.render import Renderer, TocItem, template_folders
from generator.site.rendering.collection import Collection, collect
from generator.site.rendering.context import Context, SiteInfo
from generator.site.rendering.site import Site
from generator.site.search import SearchError, SearchIndex

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.factsheets")

_PACKAGE = Path(__file__).parent
ASIDE = frozenset({"corrections.md"})
"""Pages that the foot of every page leads to, not the navigation."""
ABOUT = (_PACKAGE / "site_templates" / "about.md", _PACKAGE.parent / "content" / "about.md")
"""The page about the data, for sites that have none of their own."""


@dataclass
class _Build:
    """What one build knows; made anew by `on_files`."""

    site: Site | None = None
    by_source: dict[str, str] = field(default_factory=dict)
    """The source address of each of our pages -> its address on the site."""
    edit_urls: dict[str, str | None] = field(default_factory=dict)
    intro: Markup = field(default_factory=Markup)
    index: SearchIndex | None = None
    to_index: int = 0
    """So many pages are still to come before the index can be made."""


_build = _Build()
_kept: dict[str, tuple[object, RenderedPage]] | None = None
"""Sheets' pages of the last build, while MkDocs serves: a saved sheet changes few of them."""


class _Ready(Page):
    """A page that comes as HTML: no Markdown is read, and no converter made for it."""

    def read_source(self, config: MkDocsConfig) -> None:
        """There is none."""
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """`on_page_content` hands over the HTML."""
        self.content = ""


def _project(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent


def on_startup(command: str, dirty: bool) -> None:
    """Keep pages between the builds of a server."""
    global _kept  # noqa: PLW0603 - as above
    _kept = {} if command == "serve" else None


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop an index that is still being written, before MkDocs clears the site."""
    if _build.index is not None:
        _build.index.cancel()
        _build.index = None
    # A build makes much and throws little away: looking for cycles cost a tenth of the time.
    gc.disable()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the sheets and lists, and the files for machines."""
    global _build  # noqa: PLW0603 - MkDocs calls plain functions: a build's state lives here
    project, content = _project(config), Path(config.docs_dir)
    ours = open_project(project)
    collection = collect(content, ours.settings.publish_source)
    _warn(collection)
    _drop_links(files, collection, content)
    for address in withheld(collection):
        broken = files.get_file_from_path(address)
        if broken is not None:
            files.remove(broken)
    site_url = config.site_url or ""
    build = _Build()
    context = Context(
        collection,
        Renderer(template_folders(project)),
        SiteInfo(config.site_name, site_url),
        edit_url=build.edit_urls.get,
        intro=lambda: build.intro,
        seed_text=seed_texts(ours),
        corrected=corrections_of(ours),
        editors=ours.settings.editors_names,
        kept=_kept,
    )
    build.site = Site(context)
    _build = build
    build.index = SearchIndex(Path(config.site_dir))
    build.to_index = len(collection.sheets)
    for spec in build.site.pages.values():
        source = f"{spec.url.rstrip('/') or 'index'}.md"
        build.by_source[source] = spec.url
        if source in files.src_uris:
            continue
        file = _page_file(source, spec.slug, collection, config)
        files.append(file)
        if file.inclusion is InclusionLevel.NOT_IN_NAV:
            _Ready(None, file, config)
    if files.get_file_from_path("about.md") is None:
        about = next(str(path) for path in ABOUT if path.is_file())
        aside = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, "about.md", abs_src_path=about, inclusion=aside))
    for address, text in exports(collection, config.site_name, site_url).items():
        if address in files.src_uris:
            files.remove(files.src_uris[address])
        files.append(File.generated(config, address, content=text))
    return files


def _page_file(source: str, slug: str, collection: Collection, config: MkDocsConfig) -> File:
    in_nav = "/" not in source and source not in ASIDE
    inclusion = InclusionLevel.INCLUDED if in_nav else InclusionLevel.NOT_IN_NAV
    if not slug:
        return File.generated(config, source, content="", inclusion=inclusion)
    path = collection.files[slug].path
    file = File.generated(config, source, abs_src_path=str(path), inclusion=inclusion)
    file.edit_uri = f"sheets/{path.name}"
    return file


def _warn(collection: Collection) -> None:
    """Say what is wrong with sheets; under `--strict` MkDocs stops for a warning."""
    for problem in collection.serious():
        log.warning("%s", as_text(problem))


def _drop_links(files: Files, collection: Collection, content: Path) -> None:
    """Keep MkDocs from publishing what a link leads to outside of `content`, or can't be read."""
    told = {file.path for file in collection.files.values()}
    read = {file.path for file in collection.files.values() if file.digest}
    folder = str(content)
    for file in list(files):
        if file.src_dir != folder:
            continue  # the theme's, or made by a plugin
        path = content / file.src_uri
        if path in read:
            continue
        wrong = leads_out(path, content)
        if wrong is None and os.access(path, os.R_OK):
            continue
        files.remove(file)
        if path not in told:
            log.warning("%s: left out: %s", file.src_uri, wrong or "it can't be read")


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Keep MkDocs from reading our pages as Markdown; the front page's introduction is."""
    if page.file.src_uri in _build.by_source and page.file.generated_by is not None:
        return ""
    return None


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand over the page's HTML, with its title, its contents and what goes into its head."""
    url = _build.by_source.get(page.file.src_uri)
    if url is None or _build.site is None:
        return html
    spec = _build.site.pages[url]
    if spec.slug:
        _build.edit_urls[spec.slug] = page.edit_url
    elif not url:
        _build.intro = Markup(html)  # noqa: S704 - the site owner's own Markdown
    made = spec.make()
    if page.parent is None and not page.title:
        page.title = escape(made.title)
    page.toc = TableOfContents([_anchor(item, 2) for item in made.toc])
    if page.file.inclusion is InclusionLevel.NOT_IN_NAV:
        page.meta["template"] = SHELL
    if made.search:
        _index(made)
    page.meta.update(
        fs_toc=toc_html(made.toc),
        fs_page=True,
        fs_title=made.title,
        fs_head=made.head,
        description=escape(made.description or config.site_description or ""),
        hide=["navigation"] if made.toc else ["navigation", "toc"],
    )
    return made.html


def _index(made: RenderedPage) -> None:
    """Add a page to the search index, which is started once it has them all."""
    if _build.index is None:
        return
    try:
        _build.index.add(made.url, made.search, made.facets)
        _build.to_index -= 1
        if _build.to_index == 0:
            _build.index.write()
    except SearchError as error:
        log.warning("%s", error)
        _build.index = None


def _anchor(item: TocItem, level: int) -> AnchorLink:
    link = AnchorLink(escape(item.title), item.anchor, level)
    link.children = [_anchor(child, level + 1) for child in item.children]
    return link


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Render the frame of the sheets' pages once instead of for each of them."""
    return with_shell(env)


def on_post_build(config: MkDocsConfig) -> None:
    """Wait for the search index, which was started when the last sheet was rendered.

    A server doesn't wait: the page that was saved shows at once, the search follows.
    """
    build_ended()
    if _kept is None:
        gc.freeze()  # what was made is not looked at again
    gc.enable()
    if _build.index is not None and _kept is None:
        try:
            _build.index.finish()
        except SearchError as error:
            log.warning("%s", error)
        _build.index = None


def on_build_error(error: Exception) -> None:
    """Leave nothing behind."""
    gc.enable()
    if _build.index is not None:
        _build.index.cancel()
        _build.index = None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Follow changes of the templates too."""
    for folder in template_folders(_project(config)):
        server.watch(str(folder))
    return server
