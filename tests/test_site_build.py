"""The site as MkDocs builds and serves it: alone, strict, with a broken sheet, live."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import mkdocs_hooks, mkdocs_site
from generator.mkdocs_kept import kept
from generator.mkdocs_shell import SHELL

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
CONTENT = Path(__file__).parent / "site" / "content"
WEIR = "sheets/weir-first-report"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path


def pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("*.html"))
    }


def test_a_folder_without_settings_builds_with_the_packaged_ones(project: Path) -> None:
    site = mkdocs_site.build_site(project, strict=True)
    assert site == project / "site"
    assert (site / "pagefind" / "pagefind.js").is_file()
    assert (site / f"{WEIR}.json").is_file()
    assert (site / f"{WEIR}.yaml").read_bytes() == (CONTENT / f"{WEIR}.yaml").read_bytes()
    assert not list(site.rglob("*machine*"))


def test_mkdocs_alone_builds_the_checkout_strictly(tmp_path: Path) -> None:
    # Not `--quiet`: warnings that are not logged are not counted, and stop nothing.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "pagefind" / "pagefind.js").is_file()
    assert (tmp_path / "index.html").is_file()


def test_building_imports_nothing_that_reads_english(project: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from generator.mkdocs_site import build_site; "
        "build_site(Path(sys.argv[1])); "
        "heavy = {'onnxruntime', 'tokenizers', 'numpy', 'trafilatura', 'py3langid',"
        " 'generator.claims', 'generator.encoder', 'generator.entities', 'generator.extract',"
        " 'generator.language', 'generator.pipeline', 'generator.read', 'generator.timex',"
        " 'generator.toponyms'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    command = [sys.executable, "-c", code, str(project)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_two_builds_make_the_same_pages(project: Path, tmp_path: Path) -> None:
    first = pages(mkdocs_site.build_site(project, tmp_path / "one"))
    assert pages(mkdocs_site.build_site(project, tmp_path / "two")) == first


def test_the_shared_frame_changes_no_byte(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    framed = pages(mkdocs_site.build_site(project, tmp_path / "framed"))
    monkeypatch.setattr(mkdocs_hooks, "SHELL", "main.html")
    assert SHELL != "main.html"
    # MkDocs runs the hooks as a module of its own: its name for the frame is changed there too.
    for name, module in list(sys.modules.items()):
        if name.endswith("mkdocs_hooks.py"):
            monkeypatch.setattr(module, "SHELL", "main.html")
    plain = pages(mkdocs_site.build_site(project, tmp_path / "plain"))
    assert framed == plain


def test_sheets_stay_out_of_the_navigation(project: Path) -> None:
    site = mkdocs_site.build_site(project)
    html = (site / WEIR / "index.html").read_text(encoding="utf-8")
    navigation = html[html.index("md-nav--primary") : html.index("md-sidebar--secondary")]
    assert "sheets/" not in navigation
    assert "Disputes" in navigation


def test_a_broken_sheet_fails_a_strict_build_with_its_message(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (project / "content" / "sheets" / "broken.yaml").write_text("title: [unclosed\n")
    with pytest.raises(mkdocs_site.SiteError):
        mkdocs_site.build_site(project, strict=True)
    assert "content/sheets/broken.yaml" in caplog.text
    site = mkdocs_site.build_site(project)
    page = (site / "sheets" / "broken" / "index.html").read_text(encoding="utf-8")
    assert "This sheet cannot be read" in page


def test_what_links_lead_to_outside_is_not_published(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("title: Kept from readers\nsource: {seed: seeds/x.txt}\n")
    (outside / "secret.txt").write_text("Kept from readers")
    content = project / "content"
    (content / "sheets" / "leak.yaml").symlink_to(outside / "secret.yaml")
    (content / "sheets" / "gone.yaml").symlink_to(outside / "nothing.yaml")
    (content / "note.txt").symlink_to(outside / "secret.txt")
    (content / "folder").symlink_to(outside)
    site = mkdocs_site.build_site(project)
    for path in site.rglob("*"):
        assert not path.is_file() or b"Kept from readers" not in path.read_bytes(), path
    assert not (site / "sheets" / "leak.yaml").exists()
    page = (site / "sheets" / "leak" / "index.html").read_text(encoding="utf-8")
    assert "a link that leads out of its folder" in page
    assert (site / f"{WEIR}.yaml").is_file()
    assert (site / "assets" / "factsheets.css").is_file()
    assert (site / "about" / "index.html").is_file()


def test_a_broken_sheet_is_not_copied_where_no_words_are_published(project: Path) -> None:
    (project / "factsheets.yml").write_text("publish_source: none\n")
    broken = 'claims: [{evidence: "Hidden words}]\n'
    (project / "content" / "sheets" / "broken.yaml").write_text(broken)
    site = mkdocs_site.build_site(project)
    for path in site.rglob("*"):
        assert not path.is_file() or b"Hidden words" not in path.read_bytes(), path
    assert (site / "sheets" / "broken" / "index.html").is_file()


@pytest.fixture
def server(project: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "--project", str(project)]
    process = subprocess.Popen(
        [*command, "serve", "--address", address],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://{address}/"
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_kept_site_is_written_where_it_changes(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept"

    def times() -> dict[str, int]:
        files = (p for p in out.rglob("*") if p.is_file() and "pagefind" not in p.parts)
        return {p.relative_to(out).as_posix(): p.stat().st_mtime_ns for p in files}

    with kept():
        mkdocs_site.build_site(project, out)
        first = times()
        sheet = project / "content" / f"{WEIR}.yaml"
        sheet.write_text(
            sheet.read_text(encoding="utf-8").replace("drowned weir", "mended weir"),
            encoding="utf-8",
        )
        gone = next(p for p in sorted(sheet.parent.glob("*.yaml")) if p != sheet)
        gone.unlink()
        mkdocs_site.build_site(project, out)
        second = times()
    assert f"{WEIR}/index.html" in {p for p in second if second[p] != first.get(p)}
    assert second["404.html"] == first["404.html"]
    assert second["about/index.html"] == first["about/index.html"]
    assert f"sheets/{gone.stem}/index.html" in first.keys() - second.keys()
    anew = mkdocs_site.build_site(project, tmp_path / "anew")
    assert pages(out) == pages(anew)
    assert second.keys() == {
        p.relative_to(anew).as_posix()
        for p in anew.rglob("*")
        if p.is_file() and "pagefind" not in p.parts
    }


def wait_for(url: str, words: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    html = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                html = answer.read().decode()
        except OSError:
            html = ""
        if words in html:
            return
        time.sleep(0.2)
    pytest.fail(f"{words!r} never came to {url}")


def test_a_saved_sheet_shows_and_a_broken_one_keeps_the_server(server: str, project: Path) -> None:
    url, path = f"{server}{WEIR}/", project / "content" / f"{WEIR}.yaml"
    wait_for(url, "over the drowned weir")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("drowned weir", "mended weir"), encoding="utf-8")
    wait_for(url, "over the mended weir")
    path.write_text("title: [unclosed\n", encoding="utf-8")
    wait_for(url, "This sheet cannot be read")
    path.write_text(text, encoding="utf-8")
    wait_for(url, "over the drowned weir")
