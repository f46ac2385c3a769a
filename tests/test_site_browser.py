"""The built site in a real browser: search, both sides of a dispute, accessibility, no callers."""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from axe_playwright_python.sync_playwright import Axe
from browser import Watch, launch, served
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from generator.mkdocs_site import build_site

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
WEIR = "sheets/weir-first-report/"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(HERE / "site" / "content", project / "content")
    build_site(project, strict=True)
    with served(project / "site") as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(chromium: Browser, base: str, url: str, **context: object) -> tuple[Page, Watch]:
    watch = Watch(base)
    page = watch.on(chromium.new_context(**context).new_page())  # type: ignore[arg-type]
    page.goto(base + url)
    page.wait_for_load_state("networkidle")
    return page, watch


def test_search_finds_a_person_and_filters_by_place(chromium: Browser, base: str) -> None:
    page, watch = opened(chromium, base, "")
    page.keyboard.press("/")
    page.keyboard.type("Brandt")
    results = page.locator(".fs-result > a")
    expect(results).to_have_count(2)
    page.get_by_role("checkbox", name=re.compile("River Lune")).check()
    expect(results).to_have_count(1)
    expect(results).to_have_text("Water board and mill trade blame over the drowned weir at Ansel")
    page.keyboard.press("Escape")
    expect(page.locator("#fs-search")).not_to_be_visible()
    assert (watch.errors, watch.foreign) == ([], [])


def test_facets_count_what_was_found_even_where_typing_outruns_the_index(
    chromium: Browser, base: str
) -> None:
    page, _ = opened(chromium, base, "")

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/pagefind.js", late)
    page.keyboard.press("/")
    page.keyboard.type("inquiry signed")
    expect(page.locator(".fs-result")).to_have_count(1)
    years = page.locator(".fs-facet[data-facet=year] label span:last-child")
    expect(years).to_have_text(["1"])


def test_search_by_keyboard_alone(chromium: Browser, base: str) -> None:
    page, _ = opened(chromium, base, WEIR)
    page.keyboard.press("s")
    page.keyboard.type("inquiry signed")
    expect(page.locator(".fs-result").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("weir-inquiry"))


def test_both_sides_of_a_dispute_start_level(chromium: Browser, base: str) -> None:
    page, watch = opened(chromium, base, WEIR, viewport={"width": 1280, "height": 900})
    dispute = page.locator(".fs-dispute").first
    expect(dispute.locator(".fs-badge")).to_have_text("Unverified")
    expect(dispute.locator(".fs-check")).to_contain_text("could not see either the letters")
    sides = dispute.locator(".fs-side")
    expect(sides.nth(0)).to_contain_text("Tove Brandt accuses Stonegate Mills")
    expect(sides.nth(1)).to_contain_text("Stonegate Mills denies")
    left, right = (sides.nth(n).bounding_box() for n in range(2))
    assert left and right
    assert left["y"] == right["y"]
    assert right["x"] >= left["x"] + left["width"]
    assert (watch.errors, watch.foreign) == ([], [])


def test_evidence_opens_in_place(chromium: Browser, base: str) -> None:
    page, _ = opened(chromium, base, WEIR)
    evidence = page.locator(".fs-side .fs-evidence").first
    expect(evidence.locator("blockquote")).not_to_be_visible()
    evidence.locator("summary").click()
    expect(evidence.locator("blockquote")).to_contain_text("ignoring two letters in January")


def test_a_phone_scrolls_one_way_only(chromium: Browser, base: str) -> None:
    for url in ("", WEIR, "disputes/", "people/", "about/"):
        page, _ = opened(chromium, base, url, viewport={"width": 390, "height": 800})
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, url


@pytest.mark.parametrize("url", ["", WEIR, "disputes/", "people/", "timeline/", "about/"])
def test_accessible(chromium: Browser, base: str, url: str, scheme: str) -> None:
    page, watch = opened(chromium, base, url, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert (watch.errors, watch.foreign) == ([], [])


def test_the_search_is_accessible(chromium: Browser, base: str, scheme: str) -> None:
    page, _ = opened(chromium, base, "", color_scheme=scheme)
    page.keyboard.press("/")
    page.keyboard.type("weir")
    expect(page.locator(".fs-result").first).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_reads_without_javascript(chromium: Browser, base: str) -> None:
    page, _ = opened(chromium, base, WEIR, java_script_enabled=False)
    expect(page.locator(".fs-side").first).to_contain_text("Tove Brandt accuses Stonegate Mills")
    page.locator(".fs-evidence summary").first.click()
    expect(page.locator(".fs-evidence blockquote").first).to_be_visible()
