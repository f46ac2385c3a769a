"""The lexicons: each says what it holds and where it comes from, and is read by something."""

from pathlib import Path

import pytest

from generator.lexicon import FOLDER, load_lines

ROOT = Path(__file__).parent.parent
LISTS = sorted(p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*.t?[tv]"))
CODE = "".join(
    p.read_text(encoding="utf-8")
    for folder in ("generator", "training")
    for p in (ROOT / folder).rglob("*.py")
)
SOURCES = (
    "Written ",
    "written ",
    "Source: ",
    "GeoNames",
    "Natural Earth",
    "Universal Dependencies",
)


@pytest.mark.parametrize("name", LISTS)
def test_a_lexicon_says_what_it_is_and_is_used(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    head = " ".join(line for line in lines[:12] if line.startswith("#"))
    assert any(source in head for source in SOURCES), head
    assert name in CODE or Path(name).name in CODE


@pytest.mark.parametrize("name", [n for n in LISTS if n.endswith(".txt")])
def test_no_entry_stands_twice(name: str) -> None:
    entries = load_lines(name)
    assert len(entries) == len(set(entries)), [e for e in entries if entries.count(e) > 1]
