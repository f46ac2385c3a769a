"""What an editor decides by a command: restore, accept."""

from __future__ import annotations

from pathlib import Path

from tests.dam import DAM, run, sheet


def test_restore_and_accept_an_entry(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    event = text[text.index("what:") : text.index("claims:")]
    ident = event.split("id: ")[1].split("\n")[0]
    sheet(project).write_text(text.replace(event, ""))
    assert run(project, "restore", f"dam/{ident}").stdout == f"dam/{ident} is back\n"
    assert sheet(project).read_text() == text
    sheet(project).write_text(text.replace("text: The tailings", "text: A tailings"))
    assert run(project, "accept", f"dam/{ident}").exit_code == 0
    assert sheet(project).read_text() == text
    sheet(project).write_text(text.replace("Vale Courier", "The Courier"))
    assert run(project, "accept", "dam/source.publisher").exit_code == 0
    assert sheet(project).read_text() == text
    for wrong in ("dam/c-00000", "dam/summary", "nosuch/title"):
        assert run(project, "accept", wrong).exit_code == 1
    assert run(project, "accept", "../dam/title").exit_code == 2


def test_accept_takes_an_entry_out_that_the_seed_has_lost(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    ident = text.split("what:\n  - id: ")[1].split("\n")[0]
    sheet(project).write_text(text.replace("text: The tailings", "text: A tailings"))
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    assert "1 entry to review" in run(project, "generate").stdout
    assert "`factsheets accept dam/" + ident in run(project, "check").stderr
    assert "no longer has it" in run(project, "accept", f"dam/{ident}").stdout
    assert "tailings" not in sheet(project).read_text()
    assert run(project, "check", "--strict").exit_code == 0


def test_accept_deletes_no_note(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    ident = text.split("what:\n  - id: ")[1].split("\n")[0]
    old = "    evidence: The tailings dam burst late on Tuesday\n"
    noted = text.replace(old, old + "    note: The crew's log says Monday.\n")
    sheet(project).write_text(noted)
    done = run(project, "accept", f"dam/{ident}")
    assert done.exit_code == 1
    assert "error[own-words]" in done.stderr
    assert sheet(project).read_text() == noted
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    run(project, "generate")
    reviewed = sheet(project).read_text()
    assert "review:" in reviewed
    done = run(project, "accept", f"dam/{ident}")
    assert "both would go" in done.stderr
    assert sheet(project).read_text() == reviewed
    commented = reviewed.replace("    note: The crew's log says Monday.\n", "    # ask the crew\n")
    sheet(project).write_text(commented)
    assert "has a comment of yours" in run(project, "accept", f"dam/{ident}").stderr
    sheet(project).write_text(commented.replace("    # ask the crew\n", ""))
    assert run(project, "accept", f"dam/{ident}").exit_code == 0
    assert ident not in sheet(project).read_text()


def test_a_restored_claim_brings_its_dispute_back(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    claim = "  - id: " + text.split("  - id: ")[-2]
    claim = claim.split("competing_claims")[0]
    sheet(project).write_text(text.replace(claim, ""))
    assert "warning[unknown-claim]" in run(project, "check").stderr
    run(project, "generate")
    assert "competing_claims" not in sheet(project).read_text()
    assert run(project, "check").exit_code == 0
    ident = claim.split("id: ")[1].split("\n")[0]
    assert run(project, "restore", f"dam/{ident}").exit_code == 0
    run(project, "generate", "--reread")
    assert sheet(project).read_text() == text


def test_what_the_seed_lost_can_be_restored_all_the_same(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    event = text[text.index("what:") : text.index("claims:")]
    sheet(project).write_text(text.replace(event, ""))
    (project / "seeds" / "dam.txt").write_text(DAM.replace("! The tailings dam burst late", "! It"))
    run(project, "generate")
    ident = event.split("id: ")[1].split("\n")[0]
    assert run(project, "restore", f"dam/{ident}").exit_code == 0
    assert event.split("\n")[1] in sheet(project).read_text()
    run(project, "generate", "--reread")
    assert "The tailings dam" in sheet(project).read_text()


def test_a_deleted_source_can_be_restored(project: Path) -> None:
    run(project, "generate")
    text = sheet(project).read_text()
    source = text[text.index("source:") : text.index("who:")]
    sheet(project).write_text(text.replace(source, ""))
    for name in ("seed", "publisher", "published"):
        assert run(project, "restore", f"dam/source.{name}").exit_code == 0
    assert run(project, "check").exit_code == 0
    assert '"2024-03-14"' in sheet(project).read_text()
