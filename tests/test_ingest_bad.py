"""Seeds that cannot be read: each says what was found and how to mend it, and none hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.document import InputError, Problem
from generator.ingest import ingest_file

WORDS = "The mayor said that the bridge would stay shut. "


def problem_of(path: Path) -> Problem:
    with pytest.raises(InputError) as caught:
        ingest_file(path, name=f"seeds/{path.name}")
    return caught.value.problem


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("empty.html", b"<html></html>", "empty"),
        ("binary.txt", b"\x00\x01\x02\x03words", "binary"),
        ("pdf.txt", b"%PDF-1.7 words", "binary"),
        ("noise.txt", bytes(range(128, 256)) * 3, "encoding"),
        ("large.txt", b"x " * 3_000_000, "too-large"),
        ("line.txt", WORDS.encode() * 11_000, "too-large"),
        ("report.docx", b"words", "suffix"),
        ("report", b"words", "suffix"),
    ],
)
def test_refused(tmp_path: Path, name: str, raw: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(raw)
    problem = problem_of(tmp_path / name)
    assert problem.code == code
    assert problem.path == f"seeds/{name}"
    assert problem.message and problem.expected and problem.hint


def test_gone_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing.txt")
    assert problem_of(tmp_path / "gone.txt").code == "missing"
    assert problem_of(tmp_path / "link.txt").code == "missing"
    assert problem_of(tmp_path / "folder.txt").code == "not-a-file"


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "closed.txt"
    path.write_text(WORDS)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refuse)
    assert problem_of(path).code == "unreadable"


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Bridge shut\n\nIt’s shut, the “mayor” said — at a café. " + WORDS.strip()
    path = tmp_path / "seed.txt"
    path.write_bytes(text.encode(encoding))
    document = ingest_file(path, name="seed.txt")
    assert document.text == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brackets.md", "[" * 100_000 + " words"),
        ("quotes.md", "> " * 20_000 + "words"),
        ("spaces.txt", "By " + " " * 300_000 + "x"),
        ("marks.txt", '"' * 300_000 + WORDS),
        ("parens.txt", "(" * 300_000 + WORDS),
        ("divs.html", "<div>" * 20_000 + WORDS),
        ("nested.md", "---\ntitle: " + "[" * 15_000 + "\n---\nWords here."),
    ],
)
def test_nothing_hangs(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert ingest_file(path, name=name).text


def test_markup_leaves_no_code_behind(tmp_path: Path) -> None:
    path = tmp_path / "seed.md"
    path.write_text(
        "# Bridge shut\n\nThe <script>alert(1)</script>bridge "
        "<img src=x onerror=a()>is [shut](javascript:a())."
    )
    assert ingest_file(path, name="seed.md").text == "Bridge shut\n\nThe bridge is shut."
