"""Pages from sheets: what is shown, what is escaped, what is withheld."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from generator.site.exports import claim_rows, exports, withheld
from generator.site.render import Page, Renderer, template_folders
from generator.site.rendering.collection import Collection, collect
from generator.site.rendering.context import Context, SiteInfo
from generator.site.rendering.dates import date_html, date_text
from generator.site.rendering.entities_file import load_entities
from generator.site.rendering.sheet_reader import SheetReader, words_around
from generator.site.rendering.site import Site
from generator.site.rendering.views import Publish, link_href

CONTENT = Path(__file__).parent / "site" / "content"
EVIL = "<script>alert(1)</script>"


def site(content: Path, publish: Publish = "quotes") -> Site:
    return Site(Context(collect(content, publish), Renderer(template_folders()), SiteInfo()))


def page(content: Path, url: str, publish: Publish = "quotes") -> Page:
    return site(content, publish).pages[url].make()


def everything(whole: Site) -> str:
    """All that the pages of a site give to readers, machines and the search."""
    made = [spec.make() for spec in whole.pages.values()]
    return "".join(p.html + p.head + p.facets + p.search + p.description for p in made)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


def add(content: Path, slug: str, text: str) -> None:
    (content / "sheets" / f"{slug}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024", "2024"),
        ("2024-03", "March 2024"),
        ("2024-03-04", "4 March 2024"),
        ("2022-09-21/2022-09-30", "late September 2022"),
        ("2022-09-01/2022-09-10", "early September 2022"),
        ("2022-09-01/2022-09-30", "September 2022"),
        ("2024-03-02/2024-03-03", "2–3 March 2024"),
        ("2024-03-30/2024-04-02", "30 March – 2 April 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2024-01/2024-03", "January – March 2024"),
        ("2014/2016", "2014 – 2016"),
        ("1930/1939", "the 1930s"),
        ("2024-13-01", "2024-13-01"),
        ("soon <b>", "soon <b>"),
    ],
)
def test_dates_read_as_people_write_them(value: str, words: str) -> None:
    assert date_text(value) == words


def test_dates_keep_their_iso_value() -> None:
    assert date_html("2024-03") == '<time datetime="2024-03">March 2024</time>'
    assert date_html("<b>") == "&lt;b&gt;"


def test_both_sides_of_a_dispute_with_party_and_stance_first() -> None:
    html = page(CONTENT, "sheets/weir-first-report/").html
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "Tove Brandt accuses Stonegate Mills" in plain
    assert "Stonegate Mills denies" in plain
    assert "Unverified" in plain
    assert "An unnamed speaker says" in plain


def test_contents_lead_to_anchors_that_exist() -> None:
    made = page(CONTENT, "sheets/weir-first-report/")
    anchors = [i.anchor for i in made.toc] + [c.anchor for i in made.toc for c in i.children]
    assert all(f'id="{anchor}"' in made.html for anchor in anchors)
    inner = re.findall(r'href="#([^"]+)"', made.html)
    assert inner
    assert all(f'id="{anchor}"' in made.html for anchor in inner)


def test_ids_are_unique_on_every_page() -> None:
    for url, spec in site(CONTENT).pages.items():
        ids = re.findall(r'\bid="([^"]+)"', spec.make().html)
        assert len(ids) == len(set(ids)), url


def test_links_between_pages_lead_to_pages() -> None:
    whole = site(CONTENT)
    known = set(whole.pages) | set(exports(whole.context.collection, "x")) | {"about/"}
    known |= {f"sheets/{slug}.yaml" for slug in whole.context.collection.files}
    for url, spec in whole.pages.items():
        for href in re.findall(r'href="([^"#]+)', spec.make().html):
            if href.startswith("http"):
                continue
            parts = [p for p in url.split("/") if p] + href.split("/")
            path: list[str] = []
            for part in parts:
                if part == "..":
                    path.pop()
                elif part not in (".", ""):
                    path.append(part)
            target = "/".join(path)
            assert target in known or f"{target}/" in known or not target, (url, href)


def test_an_empty_sheet_says_what_is_missing() -> None:
    html = page(CONTENT, "sheets/bare/").html
    for words in ("No party could be named", "No date could be resolved", "No place could be"):
        assert words in html


FIELDS = {
    "title": "title: {}",
    "publisher": "source: {{publisher: {}}}",
    "byline": "source: {{byline: [{}]}}",
    "summary": "summary: {}",
    "name": "who: [{{name: {}, kind: person}}]",
    "role": "who: [{{name: A B, kind: person, role: {}}}]",
    "alias": "who: [{{name: A B, kind: person, aliases: [{}]}}]",
    "event": "what: [{{text: {}}}]",
    "date": "when: [{{date: '2024', said: {0}, text: {0}, evidence: {0}}}]",
    "place": "where: [{{name: {}}}]",
    "claim": "claims: [{{by: unnamed, text: {0}, via: {0}, evidence: {0}, note: {0}}}]",
    "check": "verification: [{{text: {0}, by: {0}}}]",
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "value",
    [EVIL, "<img src=x onerror=alert(1)>", "</title><script>", "{{ 7*7 }}", "a | b { x=1 }"],
)
def test_values_reach_the_page_as_text(content: Path, field: str, value: str) -> None:
    lines = FIELDS[field].format(json.dumps(value))
    rest = "" if lines.startswith("title") else "title: T\n"
    seed = "" if lines.startswith("source") else "source: {seed: seeds/x.txt}\n"
    lines = lines.replace("source: {", "source: {seed: seeds/x.txt, ")
    add(content, "evil", f"{rest}{seed}{lines}\n")
    whole = site(content)
    for spec in whole.pages.values():
        made = spec.make()
        assert "<script>alert" not in made.html + made.head + made.facets + made.search
        assert "<img" not in made.html + made.head + made.facets + made.search
        assert "</title>" not in made.html + made.head + made.facets + made.search
        assert "49" not in made.title


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "//host/x", "", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert link_href(url) is None
    assert link_href("https://example.org/a") == "https://example.org/a"


def test_nothing_of_the_seed_is_published_with_none(content: Path) -> None:
    whole = site(content, "none")
    evidence = [
        entry.evidence
        for sheet in whole.context.collection.sheets.values()
        for part in (sheet.who, sheet.what, sheet.when, sheet.where, sheet.claims)
        for entry in part
        if entry.evidence and entry.evidence not in (getattr(entry, "name", ""),)
    ]
    long = [quote for quote in evidence if len(quote) > 40]
    assert long
    text = everything(whole)
    text += "".join(exports(whole.context.collection, "x").values())
    assert not [quote for quote in long if quote in text or quote.replace('"', '\\"') in text]
    assert "The old weir above Ansel gave way on Tuesday night" not in text
    assert "sheets/weir-first-report.yaml" in exports(whole.context.collection, "x")


def test_nothing_of_a_broken_sheet_is_published_with_none(content: Path) -> None:
    add(content, "broken", 'claims: [{evidence: "Hidden words}]\n')
    add(content, "half", "title: T\nsource: {seed: seeds/x.txt}\nHidden words: said\n")
    whole = site(content, "none")
    assert withheld(whole.context.collection) == ["sheets/broken.yaml"]
    text = everything(whole)
    text += "".join(exports(whole.context.collection, "x").values())
    assert "content/sheets/broken.yaml:" in text
    assert "Hidden words" not in text
    assert not withheld(site(content).context.collection)
    assert "Hidden words" in page(content, "sheets/broken/").html
    assert "Hidden words" in page(content, "sheets/half/").html


def test_what_an_entity_says_links_to_its_sheet(content: Path) -> None:
    text = 'title: "On <b> & weirs"\nsource: {seed: seeds/x.txt}\n'
    text += "who: [{name: Tove Brandt, kind: person}]\n"
    add(content, "again", text + "claims: [{by: Tove Brandt, text: It held.}]\n")
    html = next(
        made.html
        for url, spec in site(content).pages.items()
        if url.startswith("people/") and (made := spec.make()).title == "Tove Brandt"
    )
    assert re.search(
        r'<li><a href="[^"]*sheets/again/#[^"]+">On &lt;b&gt; &amp; weirs</a></li>', html
    )


def test_words_around_a_quotation_stop_at_its_paragraph() -> None:
    text = "First paragraph.\n\nThe dam broke on Monday night. Nobody was hurt.\n\nThird."
    found = words_around(text, "broke on Monday")
    assert found.before == "The dam "
    assert found.after == " night. Nobody was hurt."
    assert words_around(text, "not there").before == ""


def test_a_broken_sheet_shows_its_message(content: Path) -> None:
    add(content, "broken", "title: [unclosed\n")
    whole = site(content)
    html = whole.pages["sheets/broken/"].make().html
    assert "cannot be read" in html
    assert "content/sheets/broken.yaml" in html
    assert whole.context.collection.serious()
    assert "cannot be read" in whole.pages[""].make().html


def test_structured_data_is_safe_and_whole(content: Path) -> None:
    add(content, "evil", f'title: "{EVIL}"\nsource: {{seed: seeds/x.txt}}\n')
    head = page(content, "sheets/evil/").head
    assert EVIL not in head
    head = page(content, "sheets/weir-first-report/").head
    data = json.loads(re.findall(r"<script[^>]*>(.*?)</script>", head, re.DOTALL)[0])
    assert data["@type"] == "WebPage"
    assert data["isBasedOn"]["publisher"]["name"] == "Lower Vale Gazette"
    assert {claim["@type"] for claim in data["mentions"]} == {"Claim"}
    assert "ClaimReview" not in head


def test_facets_of_a_sheet() -> None:
    made = page(CONTENT, "sheets/weir-first-report/")
    facets = re.findall(r'pagefind-filter="(\w+)\[content\]" content="([^"]*)"', made.facets)
    assert ("person", "Tove Brandt") in facets
    assert ("place", "Ansel") in facets
    assert ("source", "Lower Vale Gazette") in facets
    assert ("year", "2024") in facets
    assert ("status", "Unverified") in facets


def test_withdrawn_entries_stay_visible_and_leave_the_lists(content: Path) -> None:
    path = content / "sheets" / "weir-inquiry.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("{id: c-33333,", "{id: c-33333, rejected: true,"), encoding="utf-8"
    )
    whole = site(content)
    assert "Withdrawn by the editors" in whole.pages["sheets/weir-inquiry/"].make().html
    assert "c-33333" not in [row["id"] for row in claim_rows(whole.context.collection)]


def test_a_cell_is_no_formula(content: Path) -> None:
    claim = "claims: [{by: unnamed, text: '=HYPERLINK(1)'}]"
    add(content, "cells", f"title: T\nsource: {{seed: seeds/x.txt}}\n{claim}\n")
    whole: Collection = collect(content)
    assert "'=HYPERLINK" in exports(whole, "x")["claims.csv"]


def test_a_line_begins_with_a_capital_within_it_a_name_stays(content: Path) -> None:
    add(
        content,
        "council",
        """title: T
source: {seed: seeds/x.txt}
who:
  - {name: city council, kind: organisation}
  - {name: eBay, kind: organisation}
claims:
  - {by: city council, stance: accuses, against: eBay, text: A.}
  - {by: eBay, stance: accuses, against: city council, text: B.}
""",
    )
    html = page(content, "sheets/council/").html
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "City council accuses eBay" in plain
    assert "eBay accuses city council" in plain


def test_places_of_one_name_are_told_apart_by_their_country(content: Path) -> None:
    for slug, country in (("one", "US"), ("two", "GB")):
        where = f"where: [{{name: Boston, kind: city, country: {country}}}]"
        add(content, slug, f"title: {slug}\nsource: {{seed: seeds/x.txt}}\n{where}\n")
    html = page(content, "places/").html
    assert "<li>City</li><li>US</li>" in html
    assert "<li>City</li><li>GB</li>" in html


def test_long_lists_fold_after_the_tenth(content: Path) -> None:
    claims = "\n".join(f"  - {{by: unnamed, text: Statement {n}.}}" for n in range(14))
    add(content, "long", f"title: T\nsource: {{seed: seeds/x.txt}}\nclaims:\n{claims}\n")
    html = page(content, "sheets/long/").html
    assert "Show 4 more statements" in html
    assert html.index("Statement 9.") < html.index("Show 4 more") < html.index("Statement 10.")


def test_a_link_out_of_the_project_is_a_problem_of_its_sheet(content: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("title: Kept from readers\nsource: {seed: seeds/x.txt}\n")
    (content / "sheets" / "leak.yaml").symlink_to(outside)
    (content / "sheets" / "gone.yaml").symlink_to(content / "nothing.yaml")
    (content / "sheets" / "round.yaml").symlink_to(content / "sheets" / "round.yaml")
    whole = site(content)
    files = whole.context.collection.files
    assert [p.code for p in files["leak"].problems] == ["symlink"]
    assert files["gone"].problems
    assert files["round"].problems
    text = everything(whole)
    assert "Kept from readers" not in text + "".join(
        exports(whole.context.collection, "x").values()
    )


def test_a_folder_of_sheets_that_leads_out_is_not_read(content: Path, tmp_path: Path) -> None:
    (content / "sheets").rename(tmp_path / "elsewhere")
    (content / "sheets").symlink_to(tmp_path / "elsewhere")
    files = collect(content).files.values()
    assert {p.code for file in files for p in file.problems} == {"symlink"}
    assert not [file for file in files if file.sheet is not None]


def test_no_side_of_a_dispute_is_left_out(content: Path) -> None:
    claims = "".join(f"  - {{id: c-{n:05}, by: P{n}, text: Word {n}.}}\n" for n in range(30))
    sides = "".join(f"      - {{party: P{n}, claims: [c-{n:05}]}}\n" for n in range(30))
    dispute = f"competing_claims:\n  - topic: Whose weir it is\n    sides:\n{sides}"
    add(content, "many", f"title: T\nsource: {{seed: seeds/x.txt}}\nclaims:\n{claims}{dispute}")
    whole = site(content)
    sheet = whole.context.collection.sheets["many"]
    view = SheetReader("many", sheet, None, root="").view()
    assert [side.mark for side in view.disputes[0].sides][24:] == "Y Z AA AB AC AD".split()
    assert [claim.disputes[0][0] for claim in view.claims][-1] == "AD"
    assert whole.pages["sheets/many/"].make().html.count("fs-side__name") == 30


def glance(html: str) -> str:
    """The words of a page's first section."""
    return re.sub(r"<[^>]+>", " ", html[html.index("At a glance") : html.index("</dl>")])


def test_at_a_glance_counts_what_stands(content: Path) -> None:
    fields = "title: T\nsource: {seed: seeds/x.txt}\n"
    for part, rest in (("who", "kind: person"), ("where", "kind: city")):
        gone = "".join(f"  - {{name: Gone {part} {n}, {rest}, rejected: true}}\n" for n in range(6))
        left = "".join(f"  - {{name: Left {part} {n}, {rest}}}\n" for n in range(8))
        fields += f"{part}:\n{gone}{left}"
    fields += "what:\n  - {text: Gone what, rejected: true}\n  - {text: Left what}\n"
    fields += "when:\n  - {date: '2021', rejected: true}\n  - {date: '2024'}\n"
    add(content, "glance", fields)
    words = glance(page(content, "sheets/glance/").html)
    assert "Gone" not in words
    assert all(f"Left {part} 5" in words for part in ("who", "where"))
    assert words.count("and 2 more") == 2
    assert "Left what" in words
    assert "dates" not in words


def test_a_role_that_says_the_name_again_is_not_shown(content: Path) -> None:
    who = "who: [{name: River Office, kind: organisation, role: river office}]"
    add(content, "role", f"title: T\nsource: {{seed: seeds/x.txt}}\n{who}\n")
    html = page(content, "sheets/role/").html
    assert "River Office" in glance(html)
    assert "river office" not in html


def test_a_withdrawn_dispute_headlines_nothing(content: Path) -> None:
    path = content / "sheets" / "weir-first-report.yaml"
    live = page(content, "sheets/weir-first-report/")
    topics = [item.title for item in live.toc[1].children]
    assert topics
    assert topics[0] in live.description
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("    topic: ", "    rejected: true\n    topic: "), encoding="utf-8"
    )
    made = page(content, "sheets/weir-first-report/")
    assert "Withdrawn by the editors" in made.html
    assert not made.toc[1].children
    assert "Competing claims" not in made.description
    assert topics[0] not in made.search
    assert "fs-mark" not in made.html[made.html.index('id="statements"') :]


def test_search_says_nothing_twice_and_nothing_withdrawn(content: Path) -> None:
    text = """title: T
source: {seed: seeds/x.txt}
who: [{name: Ada Moor, kind: person}]
what:
  - {text: The mill shut., evidence: The mill shut}
  - {text: The dam held., rejected: true}
claims:
  - {by: Ada Moor, text: The mill paid nobody., evidence: "The mill paid nobody, she said"}
  - {by: Ada Moor, text: The mill lied., evidence: she called it a lie}
  - {by: Ada Moor, text: The dam is safe., rejected: true}
"""
    add(content, "search", text)
    made = page(content, "sheets/search/").search
    assert made.count("The mill shut") == 1
    assert "<p>Ada Moor says: “The mill paid nobody, she said”</p>" in made
    assert "<p>Ada Moor says: The mill lied. “she called it a lie”</p>" in made
    assert "dam" not in made


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("same:\n  - [A, B]\n  - [A, *b]\n", 3, "brackets"),
        ("same: " + "[" * 25_000 + "\n", 1, "deeper"),
        ("a: &a [x, x]\nsame: [*a, *a]\n", 1, "needs quotes"),
        ("same:\n  - [A, B]\nsames:\n  - [A, C]\n", 3, "unknown field"),
        ("same:\n  - [A, B]\n  - [A]\n", 3, "no list of two names"),
        ("same: A\n", 1, "no list"),
        ("- A\n", 1, "no `same`"),
        ("same:\n  - [A, B]\nsame:\n  - [A, C]\n", 3, "a second"),
    ],
)
def test_a_wrong_list_of_entities_is_a_problem_with_its_line(
    content: Path, text: str, line: int, said: str
) -> None:
    (content / "entities.yaml").write_text(text, encoding="utf-8")
    problems = collect(content).problems
    assert problems
    assert problems[0].path == "content/entities.yaml"
    assert problems[0].line == line
    assert problems[0].hint or problems[0].expected
    assert said in f"{problems[0].message} {problems[0].hint}"


def test_the_list_of_entities_is_read_as_text(content: Path) -> None:
    path = content / "entities.yaml"
    path.write_text("\ufeffsame:\n  - [NO, Norway]\ndifferent:\n", encoding="utf-8")
    assert load_entities(path) == ((("NO", "Norway"),), (), ())
    path.write_bytes(b"same: \xff")
    assert [p.code for p in load_entities(path)[2]] == ["not-utf8"]
