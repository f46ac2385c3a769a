"""Pages kept from an earlier build: the same as pages made anew, whatever changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site.render import Page, Renderer
from generator.site.rendering.collection import collect
from generator.site.rendering.context import Context, SiteInfo
from generator.site.rendering.site import Site

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "site_templates"
FIRST = "weir-first-report"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "site" / "content", tmp_path / "content")
    shutil.copytree(TEMPLATES, tmp_path / "site_templates")
    return tmp_path


def sheets(project: Path, kept: dict[str, tuple[object, Page]] | None) -> dict[str, Page]:
    context = Context(
        collect(project / "content"),
        Renderer([project / "site_templates"]),
        SiteInfo(),
        kept=kept,
    )
    return {url: spec.make() for url, spec in Site(context).pages.items() if spec.slug}


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit(project: Path) -> None:
    rewrite(project / "content" / "sheets" / f"{FIRST}.yaml", "drowned weir", "mended weir")


def delete(project: Path) -> None:
    (project / "content" / "sheets" / f"{FIRST}.yaml").unlink()


def breaks(project: Path) -> None:
    (project / "content" / "sheets" / f"{FIRST}.yaml").write_text("title: [unclosed\n")


def join(project: Path) -> None:
    (project / "content" / "entities.yaml").write_text("different: [[Tove Brandt, Tove Brandt]]\n")


def template(project: Path) -> None:
    rewrite(project / "site_templates" / "pages" / "_parts.html", "Show ", "Show all ")
    rewrite(project / "site_templates" / "pages" / "sheet.html", "At a glance", "In short")


@pytest.mark.parametrize("change", [edit, delete, breaks, join, template])
def test_kept_pages_follow_what_they_draw_on(project: Path, change: Callable[[Path], None]) -> None:
    kept: dict[str, tuple[object, Page]] = {}
    before = sheets(project, kept)
    assert sheets(project, kept) == before
    change(project)
    assert sheets(project, kept) == sheets(project, None)


def test_a_page_is_made_once_while_nothing_changes(project: Path) -> None:
    kept: dict[str, tuple[object, Page]] = {}
    first, again = sheets(project, kept), sheets(project, kept)
    assert all(again[url] is first[url] for url in first)
    edit(project)
    third = sheets(project, kept)
    assert third[f"sheets/{FIRST}/"] is not first[f"sheets/{FIRST}/"]
    assert any(third[url] is first[url] for url in first)
