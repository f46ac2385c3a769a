"""What pages show beside the sheets: corrections, and the seed's words around a quotation."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.background import corrections_of, seed_texts
from generator.project import open_project
from generator.revision.history import Correction, FieldChange
from generator.site.render import Page, Renderer, template_folders
from generator.site.rendering.collection import collect
from generator.site.rendering.context import Context, SiteInfo
from generator.site.rendering.site import Site

SHEET = """title: The mill at Orby
source: {seed: seeds/mill.txt}
who: [{id: p-aaaaa, name: Ada Moor, kind: person}]
claims:
  - id: c-aaaaa
    by: Ada Moor
    text: The mill shut in May.
    evidence: the mill had shut in May
    note: She gave the month in a letter to us.
"""
SEED = """The mill at Orby

Ada Moor told the council that the mill had shut in May, after a long dispute about water.

Nobody else spoke.
"""
MADE = Correction(
    "mill",
    "changed",
    "c-aaaaa",
    "claims",
    "Ada Moor: The mill shut in May.",
    fields=(FieldChange("text", "The mill burned down.", "The mill shut in May."),),
    note="She gave the month in a letter to us.",
    by="Bo Quist",
    date="2024-03-02T08:00:00+00:00",
)
GONE = Correction("mill", "deleted", "c-bbbbb", "claims", "Ada Moor: The owner stole it.")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("seeds", "content/sheets"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds" / "mill.txt").write_text(SEED, encoding="utf-8")
    (tmp_path / "content" / "sheets" / "mill.yaml").write_text(SHEET, encoding="utf-8")
    return tmp_path


def pages(project: Path, *made: Correction, editors: bool = False) -> dict[str, Page]:
    ours = open_project(project)
    context = Context(
        collect(project / "content", ours.settings.publish_source),
        Renderer(template_folders()),
        SiteInfo(),
        seed_text=seed_texts(ours),
        corrected={"mill": made},
        editors=editors,
    )
    specs = Site(context).pages
    return {url: specs[url].make() for url in ("sheets/mill/", "corrections/")}


def test_what_editors_changed_stands_on_the_sheet_and_in_the_log(project: Path) -> None:
    for page in pages(project, MADE).values():
        assert "Statement corrected" in page.html
        assert "#c-aaaaa" in page.html
        assert "changed: the wording" in page.html
        assert "She gave the month in a letter to us." in page.html
        assert '<time datetime="2024-03-02">2 March 2024</time>' in page.html
    sheet = pages(project, MADE)["sheets/mill/"]
    assert "What editors changed" in [item.title for item in sheet.toc]


def test_a_correction_does_not_spread_what_it_corrects(project: Path) -> None:
    for page in pages(project, MADE, GONE).values():
        assert "burned down" not in page.html
        assert "Statement taken out" in page.html
        assert "stole" not in page.html


def test_editors_are_named_only_where_the_settings_say_so(project: Path) -> None:
    assert "Bo Quist" not in pages(project, MADE)["corrections/"].html
    assert "Bo Quist" in pages(project, MADE, editors=True)["corrections/"].html


def test_without_corrections_the_log_says_so_and_the_sheet_is_silent(project: Path) -> None:
    made = pages(project)
    assert "No sheet has been corrected." in made["corrections/"].html
    assert "What editors changed" not in made["sheets/mill/"].html
    assert corrections_of(open_project(project)) == {}


@pytest.mark.parametrize("publish", ["full", "quotes", "none"])
def test_the_words_around_a_quotation_are_shown_in_full_alone(project: Path, publish: str) -> None:
    (project / "factsheets.yml").write_text(f"publish_source: {publish}\n", encoding="utf-8")
    html = pages(project)["sheets/mill/"].html
    assert ("told the council that" in html) == (publish == "full")
    assert ("after a long dispute" in html) == (publish == "full")
    assert ("the mill had shut in May" in html) == (publish != "none")
    assert "Nobody else spoke" not in html


def test_a_seed_is_read_anew_when_it_changes_and_may_be_missing(project: Path) -> None:
    (project / "factsheets.yml").write_text("publish_source: full\n", encoding="utf-8")
    seed = project / "seeds" / "mill.txt"
    assert "after a long dispute" in pages(project)["sheets/mill/"].html
    seed.write_text(SEED.replace("long dispute", "short quarrel"), encoding="utf-8")
    os.utime(seed, ns=(1, 1))
    assert "after a short quarrel" in pages(project)["sheets/mill/"].html
    seed.unlink()
    assert "the mill had shut in May" in pages(project)["sheets/mill/"].html
