"""An installed wheel works outside of the repository: it carries all that it needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

SEED = """\
Harbour wall at Tessel cracked before the storm, engineer says

By Ines Varga
Published 4 March 2024

TESSEL, Norway — The harbour wall at Tessel was cracked weeks before Friday's storm, the engineer
Oda Brekke told the council on Monday.

The harbour company Norvik denied it. "There was no crack in January," its director, Paul Reyes,
said. The council could not verify either account.
"""

CARRIED = """\
generator/site_templates/mkdocs.yml
generator/site_templates/about.md
generator/site_templates/pages/sheet.html
generator/site_templates/theme/main.html
generator/site_templates/theme/assets/factsheets.css
generator/site_templates/theme/assets/search.js
generator/encoder/reader.onnx
generator/encoder/reader.json
generator/encoder/tokenizer.json
generator/encoder/MODEL_CARD.md
generator/lexicons/places/gazetteer.sqlite
generator/lexicons/places/README.md
generator/lexicons/words.tsv
""".split()

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from the working tree without any network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def installed(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel's files lie, as after an installation."""
    folder = tmp_path_factory.mktemp("site-packages")
    wheel.extractall(folder)
    return folder


def tracked(below: str) -> list[str]:
    """The files of the repository below a folder that Git doesn't ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", below]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.splitlines() if (ROOT / name).is_file()]


def test_carries_what_it_needs(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert set(CARRIED) <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_carries_each_file_of_the_package_and_the_templates(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert set(tracked("generator")) <= names
    assert {f"generator/{name}" for name in tracked("site_templates")} <= names


def test_carries_nothing_else(wheel: zipfile.ZipFile) -> None:
    for name in wheel.namelist():
        assert name.startswith("generator/") or ".dist-info/" in name
        assert "__pycache__" not in name


def test_names_its_command_and_its_licence(wheel: zipfile.ZipFile) -> None:
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert info.startswith("factsheets-")
    commands = wheel.read(f"{info}/entry_points.txt").decode()
    assert "factsheets = generator.cli:main" in commands
    metadata = wheel.read(f"{info}/METADATA").decode()
    assert "\nLicense-Expression: MIT\n" in metadata
    assert "\nRequires-Python: >=3.11\n" in metadata


def run(installed: Path, folder: Path, *arguments: str) -> str:
    """What `python ARGUMENTS` says in `folder`, with the wheel's files and not the repository's."""
    environment = {"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_makes_a_sheet_and_its_page_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import generator; print(generator.__file__)")
    assert Path(where.strip()).is_relative_to(installed)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "tessel-harbour.txt").write_text(SEED, encoding="utf-8")

    run(installed, tmp_path, "-m", "generator", "generate")
    sheet = tmp_path / "content" / "sheets" / "tessel-harbour.yaml"
    assert "Harbour wall at Tessel" in sheet.read_text(encoding="utf-8")
    run(installed, tmp_path, "-m", "generator", "check")

    run(installed, tmp_path, "-m", "generator", "build", "--strict")
    page = (tmp_path / "site" / "sheets" / "tessel-harbour" / "index.html").read_text("utf-8")
    assert "Oda Brekke" in page
    assert (tmp_path / "site" / "pagefind" / "pagefind.js").is_file()
    assert (tmp_path / "site" / "assets" / "factsheets.css").is_file()
    assert "Harbour wall at Tessel" in (tmp_path / "site" / "index.html").read_text("utf-8")
