"""A week in a newsroom: editors, a branch, changing seeds, a new version; nothing is lost."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import generator.generate
from generator.cli import main
from generator.project import open_project
from generator.revision.history import corrections
from generator.sheet.yaml_io import load_sheet
from tests import newsroom

TOPICS = ["dam", "bridge", "harbour", "school", "mast", "canal", "market", "tunnel"]


def seed(topic: str) -> str:
    return f"""\
# Dispute over the {topic}
@ Tove Brandt
@ Stonegate Ltd
! The {topic} was closed on Tuesday
! Crews inspected the {topic} by night
> Tove Brandt: the {topic} was never safe
> Stonegate Ltd: the {topic} passed every test
> Tove Brandt: the town will pay for the {topic}
~ Safety of the {topic}: 0, 1
"""


class Newsroom:
    """A project under Git, and what people do in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.email", "desk@example.org")
        (root / "seeds").mkdir()
        (root / ".gitignore").write_text("content/.machine/.*\n")

    def git(self, *arguments: str, by: str = "Ines Orr", check: bool = True) -> str:
        done = subprocess.run(
            ["git", "-c", f"user.name={by}", *arguments], cwd=self.root, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout

    def commit(self, message: str, by: str = "Ines Orr") -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, by=by)

    def run(self, *arguments: str) -> Result:
        done = CliRunner().invoke(main, ["--project", str(self.root), *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done

    def seed(self, topic: str) -> Path:
        return self.root / "seeds" / f"{topic}.txt"

    def sheet(self, topic: str) -> Path:
        return self.root / "content" / "sheets" / f"{topic}.yaml"

    def edit(self, topic: str, old: str, new: str, count: int = 1) -> None:
        text = self.sheet(topic).read_text()
        assert old in text, (old, text)
        self.sheet(topic).write_text(text.replace(old, new, count))

    def entry(self, topic: str, words: str) -> str:
        """The lines of the entry that has these words."""
        parts = re.split(r"(?m)^(?=  - |\S)", self.sheet(topic).read_text())
        return next(p for p in parts if words in p and p.startswith("  - "))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr(generator.generate, "read_seed", newsroom.read_seed)
    monkeypatch.setattr("generator.revision.plan.engine_digest", lambda: "engine")
    monkeypatch.setattr("generator.revision.renew.engine_digest", lambda: "engine")
    return Newsroom(tmp_path)


def test_a_week(desk: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: PLR0915
    # Monday: eight reports come in.
    for topic in TOPICS:
        desk.seed(topic).write_text(seed(topic))
    assert "8 new" in desk.run("generate").stdout
    desk.commit("Eight reports")

    # Tuesday: Ines corrects the sheet of the dam.
    desk.edit("dam", "text: the dam was never safe", "text: The dam was never safe, she says.")
    deleted = desk.entry("dam", "Crews inspected")
    desk.edit("dam", deleted, "")
    desk.edit("dam", "claims:\n", "claims:\n  # asked for comment\n")
    own = "  - by: Tove Brandt\n    stance: asserts\n    text: Added by hand.   # phone, Tuesday\n"
    desk.edit("dam", "competing_claims:", own + "competing_claims:")
    rejected = "    rejected: true\n    note: She withdrew it on Tuesday.\n"
    pays = desk.entry("dam", "will pay")
    desk.edit("dam", pays, pays + rejected)
    copied = desk.entry("bridge", "was closed")
    desk.edit("bridge", copied, copied + copied.replace("closed", "shut"))
    done = desk.run("check")
    assert done.exit_code == 1
    assert "error[duplicate-id]" in done.stderr
    assert "delete the `id:` line in the copy" in done.stderr
    ident = copied.split("\n")[0]
    copy = copied.replace("closed", "shut")
    desk.edit(
        "bridge", copied + copy, copied + copy.replace(ident, "  -", 1).replace("-\n    ", "- ")
    )
    assert desk.run("check").exit_code == 1, "evidence of the copy is not the seed's"
    desk.edit("bridge", "    evidence: The bridge was shut on Tuesday\n", "")
    assert desk.run("check").exit_code == 0, desk.run("check").stderr
    withdrawn = desk.entry("mast", "passed every test")
    desk.edit("mast", withdrawn, "")
    crews = desk.entry("canal", "Crews inspected")
    desk.edit("canal", crews, "  # ask the crews\n" + crews)
    assert desk.run("check").exit_code == 0, desk.run("check").stderr
    desk.commit("Corrections")

    # A colleague works on the same sheet, on a branch that began on Monday.
    desk.git("checkout", "-q", "-b", "colleague", "HEAD~1")
    desk.edit("dam", "publisher: Vale Courier", "publisher: The Vale Courier  # new name")
    desk.edit("dam", "    topic: Safety of the dam", "    topic: Was the dam safe?")
    desk.commit("Publisher and topic", by="Bo Lund")
    desk.git("checkout", "-q", "main")
    desk.git("merge", "-q", "--no-edit", "colleague")
    assert desk.run("check").exit_code == 0

    # Wednesday: seeds change, one is renamed, one is removed.
    desk.seed("dam").write_text(
        seed("dam").replace("was never safe", "had never been safe")
        .replace("closed on Tuesday", "closed on Tuesday night") + "! Rain fell\n"
    )  # fmt: skip
    crewless = seed("canal").replace("! Crews inspected the canal by night\n", "")
    desk.seed("canal").write_text(crewless)
    desk.seed("bridge").write_text(seed("bridge") + "> Stonegate Ltd: the bridge is sound\n")
    desk.seed("harbour").rename(desk.seed("port"))
    desk.seed("school").unlink()
    done = desk.run("generate")
    assert done.exit_code == 0, done.stderr
    assert "warning[seed-gone]" in done.stderr
    assert "2 entries to review" in done.stdout
    assert withdrawn.split("id: ")[1].split("\n")[0] not in desk.sheet("mast").read_text()
    assert "competing_claims" not in desk.sheet("mast").read_text()
    assert "The seed now reads: “the dam had never been safe”" in done.stdout
    desk.commit("New versions of the reports")

    # Thursday: the seed of the dam changes again, and what was deleted is in it still.
    desk.seed("dam").write_text(desk.seed("dam").read_text().replace("Rain fell", "Snow fell"))
    desk.seed("canal").write_text(seed("canal").replace("by night", "by night and day"))
    assert desk.run("generate").exit_code == 0

    # Friday: a new version of the generator finds more.
    monkeypatch.setattr("generator.revision.plan.__version__", "0.2.0")
    monkeypatch.setattr("generator.revision.renew.__version__", "0.2.0")
    real = newsroom.read_text
    monkeypatch.setattr(
        newsroom, "read_text",
        lambda text, name: real(text + "! Found by the new version | Dispute over\n", name),
    )  # fmt: skip
    assert desk.run("generate", "--check").exit_code == 3
    done = desk.run("generate", "--report")
    assert done.exit_code == 0
    desk.commit("Made by 0.2.0")
    assert desk.run("generate", "--check").exit_code == 0

    # Each human decision stands.
    text = desk.sheet("dam").read_text()
    assert "text: The dam was never safe, she says." in text
    assert "Crews inspected" not in text
    assert "claims:\n  # asked for comment\n" in text
    assert own in text
    assert pays + rejected in text
    assert "publisher: The Vale Courier  # new name\n" in text
    assert "    topic: Was the dam safe?" in text
    assert "text: The bridge was shut on Tuesday" in desk.sheet("bridge").read_text()

    # Each untouched fact follows its seed.
    assert "text: The dam was closed on Tuesday night" in text
    assert "Snow fell" in text
    assert "Rain fell" not in text
    assert "the bridge is sound" in desk.sheet("bridge").read_text()
    assert "  # ask the crews\n" + crews.split("\n")[0] in desk.sheet("canal").read_text()
    assert "Crews inspected the canal by night and day" in desk.sheet("canal").read_text()
    assert "passed every test" not in desk.sheet("mast").read_text()
    assert "seed: seeds/port.txt" in desk.sheet("harbour").read_text()
    for topic in TOPICS:
        assert ("Found by the new version" in desk.sheet(topic).read_text()) == (topic != "school")

    # What needs eyes is told, and settled.
    done = desk.run("check")
    assert done.exit_code == 0, done.stderr
    assert done.stderr.count("warning[review]") == 1
    assert desk.run("check", "--strict").exit_code == 1
    review = next(line for line in text.splitlines() if "review:" in line)
    desk.edit("dam", review + "\n", "")
    desk.edit("dam", "evidence: the dam was never safe", "evidence: the dam had never been safe")
    assert "warning[review]" not in desk.run("check").stderr
    assert desk.run("retire", "school").exit_code == 0
    assert desk.run("check", "--strict").exit_code == 0, desk.run("check").stderr
    desk.run("generate", "--reread")
    assert "review:" not in desk.sheet("dam").read_text()

    # The history tells who did what; a difference in facts reads as one.
    made = {(c.kind, c.unit or c.words): c for c in corrections(open_project(desk.root))["dam"]}
    assert made["changed", "source.publisher"].by == "Bo Lund"
    assert made["rejected", pays.split("id: ")[1].split("\n")[0]].by == "Ines Orr"
    assert (
        made["rejected", pays.split("id: ")[1].split("\n")[0]].note == "She withdrew it on Tuesday."
    )
    assert made["deleted", deleted.split("id: ")[1].split("\n")[0]].by == "Ines Orr"
    assert made["added", "Tove Brandt: Added by hand."].by == "Ines Orr"
    told = desk.run("diff", "HEAD~1").stdout
    assert "sheet removed: Dispute over the school" in told
    assert re.search(r"  w-\w+ text: The dam|  \+ w-\w+: Found by the new version", told)
    assert "evidence: the dam was never safe → the dam had never been safe" in told
    assert desk.run("diff", "HEAD~1", "HEAD", "--format", "markdown").stdout.startswith("### ")
    assert desk.run("diff", "nosuch").exit_code == 1
    assert desk.run("diff", "--", "--output=x").exit_code == 1
    assert load_sheet(desk.sheet("dam").read_text(), "dam").ok
