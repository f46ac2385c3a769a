"""The rules of the merge, one by one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.revision.rematch import _clear_pairs
from generator.sheet.yaml_dump import scalar
from tests.desk import (
    Desk,
    change_field,
    delete_entry,
    extent,
    insert_lines,
    loaded,
    regenerate,
    settle,
)

SEED = """\
# The dam above Brill burst
@ Tove Brandt
@ Stonegate Ltd
! The tailings dam burst late on Tuesday
! Brill was cleared of its people
> Tove Brandt: Stonegate ignored two warnings in January
> Stonegate Ltd: no warning had reached the company
> Tove Brandt: the town will sue before the summer
~ Warnings before the burst: 0, 1
"""


def start(seed: str = SEED) -> Desk:
    desk, _ = regenerate(Desk(), seed)
    return desk


def after_edit(desk: Desk, text: str, seed: str) -> tuple[Desk, Any]:
    return regenerate(Desk(text, desk.base), seed)


def test_an_untouched_sheet_follows_its_seed() -> None:
    desk, _ = regenerate(start(), SEED.replace("late on Tuesday", "early on Wednesday"))
    assert "early on Wednesday" in (desk.text or "")
    assert "late on Tuesday" not in (desk.text or "")


def test_an_edited_entry_stands_whole() -> None:
    desk = start()
    edited = change_field(desk.text, "claims", 0, "text", "Two warnings went unheeded.")
    desk, notes = after_edit(desk, edited, SEED.replace("two warnings", "two written warnings"))
    claim = loaded(desk.text).data["claims"][0]
    assert claim["text"] == "Two warnings went unheeded."
    assert claim["evidence"] == "Stonegate ignored two warnings in January"
    assert claim["review"] == (
        "The seed now reads: “Stonegate ignored two written warnings in January”"
    )
    assert [n.kind for n in notes if "claims" in n.unit] == ["review"]


def test_a_settled_review_does_not_come_back() -> None:
    desk = start()
    edited = change_field(desk.text, "claims", 0, "text", "Two warnings went unheeded.")
    changed = SEED.replace("two warnings", "two written warnings")
    desk, _ = after_edit(desk, edited, changed)
    settled = re.sub(r"    review: .*\n", "", desk.text)
    desk, _ = after_edit(desk, settled, changed + "! More rain fell\n")
    assert "review:" not in desk.text
    assert "More rain fell" in desk.text


def test_new_wording_on_standing_evidence_is_no_review() -> None:
    desk = start()
    edited = change_field(desk.text, "claims", 0, "text", "Two warnings went unheeded.")
    desk, notes = after_edit(desk, edited, SEED + "> Tove Brandt: there is more\n")
    assert "review:" not in desk.text
    assert "there is more" in desk.text
    assert not [n for n in notes if n.kind == "review"]


def test_deleted_stays_deleted_also_when_it_returns() -> None:
    desk = start()
    gone = delete_entry(desk.text, "what", 0)
    without = SEED.replace("! The tailings dam burst late on Tuesday\n", "")
    for seed in (SEED + "! Rain\n", without, SEED, SEED.replace("Tuesday", "Tuesday night")):
        desk, _ = after_edit(desk, gone if desk.text == start().text else desk.text, seed)
        assert "tailings dam burst" not in desk.text


def test_a_deleted_claim_takes_its_dispute_along() -> None:
    desk = start()
    desk, _ = after_edit(desk, delete_entry(desk.text, "claims", 1), SEED + "! Rain\n")
    assert "competing_claims" not in loaded(desk.text).data
    assert loaded(desk.text).ok


def test_an_entry_that_only_got_a_comment_follows_its_seed_again() -> None:
    desk = start()
    begin, _ = extent(desk.text, "what", 1)
    text = insert_lines(desk.text, begin, "  # ask the mayor")
    without = SEED.replace("! Brill was cleared of its people\n", "")
    desk, _ = after_edit(desk, text, without)
    assert "review: The seed no longer holds these words." in desk.text
    desk, _ = regenerate(desk, without + "! Rain\n")
    back = SEED.replace("was cleared of its people", "was cleared of all its people")
    desk, _ = regenerate(desk, back)
    assert "review:" not in desk.text
    assert "# ask the mayor\n  - id:" in desk.text
    assert loaded(desk.text).data["what"][1]["text"] == "Brill was cleared of all its people"
    desk, _ = regenerate(desk, back.replace("its people", "its folk"))
    assert "its folk" in desk.text


def test_an_edited_entry_that_comes_back_stays_as_edited() -> None:
    desk = start()
    text = change_field(desk.text, "what", 1, "text", "Brill was emptied.")
    without = SEED.replace("! Brill was cleared of its people\n", "")
    desk, _ = after_edit(desk, text, without)
    assert "review: The seed no longer holds these words." in desk.text
    desk, _ = regenerate(desk, SEED)
    assert desk.text == text, "what the line said is no longer so"
    desk, notes = regenerate(desk, SEED.replace("cleared of its", "cleared of all its"))
    assert "review: “The seed now reads" not in desk.text
    assert "text: Brill was emptied." in desk.text
    assert [n.kind for n in notes] == ["review"]


def test_a_settled_review_of_a_lost_entry_does_not_come_back() -> None:
    desk = start()
    text = change_field(desk.text, "what", 1, "text", "Brill was emptied.")
    without = SEED.replace("! Brill was cleared of its people\n", "")
    desk, _ = after_edit(desk, text, without)
    settled = re.sub(r"    review: .*\n", "", desk.text)
    desk, _ = after_edit(desk, settled, without + "! Rain\n")
    assert "review:" not in desk.text
    assert "Brill was emptied." in desk.text


def test_words_that_leave_the_seed_after_their_entry_want_a_review() -> None:
    desk = start()
    text = change_field(desk.text, "what", 1, "text", "Brill was emptied.")
    kept = SEED.replace("! Brill was", "= Brill was")
    desk, _ = after_edit(desk, text, kept)
    assert "review:" not in desk.text
    desk, _ = regenerate(desk, SEED.replace("! Brill was cleared of its people\n", ""))
    assert "review: The seed no longer holds these words." in desk.text


def test_a_review_goes_when_the_seed_reads_as_before() -> None:
    desk = start()
    text = change_field(desk.text, "claims", 0, "text", "Two warnings went unheeded.")
    desk, _ = after_edit(desk, text, SEED.replace("two warnings", "two written warnings"))
    assert "review:" in desk.text
    desk, _ = regenerate(desk, SEED)
    assert desk.text == text


CHECKED = SEED + "? The Courier could not verify either account: 0, 1\n"


@pytest.mark.parametrize("seed", [CHECKED, CHECKED + "! Rain\n"])
def test_a_deleted_claim_leaves_no_reference(seed: str) -> None:
    desk = start(CHECKED)
    before = loaded(desk.text).data
    text = delete_entry(desk.text, "claims", 1)
    desk, _ = after_edit(desk, text, seed)
    data = loaded(desk.text).data
    assert loaded(desk.text).ok
    assert data["verification"][0]["about"] == [before["claims"][0]["id"]]
    assert "competing_claims" not in data
    again, _ = regenerate(desk, seed)
    assert again == desk
    settled = settle(Desk(text, start(CHECKED).base))
    assert settled.text == desk.text or seed != CHECKED


def test_an_entry_whose_dead_reference_was_deleted_by_hand_is_the_machines() -> None:
    desk = start(CHECKED)
    gone = loaded(desk.text).data["claims"][1]["id"]
    text = delete_entry(desk.text, "claims", 1).replace(f", {gone}]", "]")
    seed = CHECKED.replace("either account:", "either of the accounts:")
    desk, _ = after_edit(desk, text, seed)
    assert "either of the accounts" in desk.text
    assert loaded(desk.text).ok


def test_a_claim_that_was_deleted_while_the_seed_lacked_it_leaves_no_reference() -> None:
    desk = start()
    edited = change_field(desk.text, "claims", 0, "text", "Two warnings went unheeded.")
    without = SEED.replace("> Tove Brandt: Stonegate ignored two warnings in January\n", "")
    desk, _ = after_edit(desk, edited, without.replace("~ Warnings before the burst: 0, 1\n", ""))
    assert "Two warnings went unheeded." in desk.text
    desk, _ = after_edit(desk, delete_entry(desk.text, "claims", 0), SEED)
    assert loaded(desk.text).ok, loaded(desk.text).problems
    again, _ = regenerate(desk, SEED)
    assert again == desk


def test_a_reference_in_an_edited_entry_is_left_to_the_editor() -> None:
    desk = start(CHECKED)
    text = delete_entry(desk.text, "claims", 1)
    text = change_field(text, "verification", 0, "text", "Nobody checked.")
    desk, _ = after_edit(desk, text, CHECKED)
    assert len(loaded(desk.text).data["verification"][0]["about"]) == 2
    assert [p.code for p in loaded(desk.text).problems] == ["unknown-claim"]


def test_a_dispute_keeps_its_id_when_most_of_its_claims_are_deleted() -> None:
    seed = SEED.replace("0, 1", "0, 1, 2, 3, 4") + "> Ines Orr: rain did it\n> Ines Orr: or frost\n"
    seed = "\n".join(sorted(seed.splitlines(), key=lambda line: line[0] == "~")) + "\n"
    desk = start(seed)
    ident = loaded(desk.text).data["competing_claims"][0]["id"]
    text = desk.text
    for _ in range(3):
        text = delete_entry(text, "claims", 2)
    desk, _ = after_edit(desk, text, seed)
    for _ in range(3):
        (dispute,) = loaded(desk.text).data["competing_claims"]
        assert dispute["id"] == ident
        assert len(dispute["sides"]) == 2
        again, _ = regenerate(desk, seed)
        assert again == desk
        desk = again


def test_a_commented_dispute_that_lost_a_side_is_left_to_the_editor() -> None:
    desk = start()
    begin, _ = extent(desk.text, "competing_claims", 0)
    text = insert_lines(desk.text, begin, "  # the heart of it")
    desk, _ = after_edit(desk, delete_entry(text, "claims", 1), SEED)
    assert "# the heart of it" in desk.text
    assert "review: A claim of it was deleted here, which leaves one side." in desk.text
    again, _ = regenerate(desk, SEED)
    assert again == desk


def test_an_editors_own_entry_is_never_touched() -> None:
    desk = start()
    _, end = extent(desk.text, "claims", 2)
    own = ["  - by: Tove Brandt", "    text: 'Ours alone'   # checked by phone"]
    text = insert_lines(desk.text, end, *own)
    desk, _ = after_edit(desk, text, SEED.replace("> Tove Brandt: the town", "> Tove Brandt: it"))
    assert "\n".join(own) in desk.text


def test_evidence_gone_removes_only_what_is_the_machines() -> None:
    desk = start()
    begin, _ = extent(desk.text, "what", 1)
    text = insert_lines(desk.text, begin, "  # ask the mayor")
    fewer = "\n".join(line for line in SEED.splitlines() if not line.startswith("!")) + "\n"
    desk, _ = after_edit(desk, text, fewer)
    data = loaded(desk.text).data
    assert [e["text"] for e in data["what"]] == ["Brill was cleared of its people"]
    assert data["what"][0]["review"] == "The seed no longer holds these words."
    assert "# ask the mayor\n  - id:" in desk.text


def test_ids_are_handed_on_and_references_follow() -> None:
    desk = start()
    before = loaded(desk.text).data
    desk, _ = regenerate(desk, SEED.replace("reached the company", "reached the firm"))
    after = loaded(desk.text).data
    assert [e["id"] for e in after["claims"]] == [e["id"] for e in before["claims"]]
    assert after["competing_claims"][0]["id"] == before["competing_claims"][0]["id"]
    assert loaded(desk.text).ok


def test_clear_pairs_among_many_entries() -> None:
    entries_ = [{"at": n / 10} for n in range(400)]
    numbers = list(range(400))

    def likeness(one: Any, other: Any) -> float:
        return 1 - abs(one["at"] - other["at"] - 0.01)

    pairs = _clear_pairs(numbers[::2], numbers[::4], entries_, entries_, likeness)
    assert pairs == [(n, n) for n in numbers[::4]]


def test_words_of_another_speaker_get_a_new_id() -> None:
    desk = start()
    before = {e["id"] for e in loaded(desk.text).data["claims"]}
    desk, _ = regenerate(
        desk, SEED.replace("> Tove Brandt: the town will sue before the summer",
                           "> Stonegate Ltd: the town will sue before the winter")
    )  # fmt: skip
    after = {e["id"]: e for e in loaded(desk.text).data["claims"]}
    new = [e for ident, e in after.items() if ident not in before]
    assert [e["by"] for e in new] == ["Stonegate Ltd"]


def test_base_gone_counts_everything_as_edited() -> None:
    desk = start()
    text = change_field(desk.text, "claims", 0, "text", "Mine.")
    text = delete_entry(text, "what", 1)
    desk, notes = regenerate(Desk(text, None), SEED)
    assert desk.text == text
    assert {n.kind for n in notes} == {"adopted", "kept", "deleted"}
    desk, _ = regenerate(desk, SEED + "! Rain\n")
    assert "Rain" in desk.text
    assert "Mine." in desk.text
    assert "was cleared" not in desk.text


def test_a_renamed_party_keeps_its_claims() -> None:
    desk = start()
    text = change_field(desk.text, "who", 1, "name", "Stonegate Holdings Ltd")
    seed = SEED + "> Stonegate Ltd: the dam was sound\n"
    desk, _ = after_edit(desk, text, seed)
    data = loaded(desk.text)
    assert data.ok, data.problems
    assert [c["by"] for c in data.data["claims"]].count("Stonegate Holdings Ltd") == 2
    assert data.data["competing_claims"][0]["sides"][1]["party"] == "Stonegate Holdings Ltd"
    again, notes = regenerate(desk, seed)
    assert again == desk
    assert not notes
    desk, _ = regenerate(
        desk, seed.replace("had reached the company", "had ever reached the company")
    )
    assert len(loaded(desk.text).data["claims"]) == 4
    assert loaded(desk.text).ok


def test_a_party_that_an_entry_names_stays() -> None:
    desk = start()
    _, end = extent(desk.text, "claims", 2)
    own = insert_lines(desk.text, end, "  - by: Stonegate Ltd", "    text: Sent by letter.")
    seed = SEED.replace("@ Stonegate Ltd\n", "").replace("> Stonegate Ltd", "> Ines Orr")
    desk, _ = after_edit(desk, own, "@ Ines Orr\n" + seed)
    assert loaded(desk.text).ok, loaded(desk.text).problems
    assert "name: Stonegate Ltd" in desk.text
    desk, _ = after_edit(
        desk, desk.text.replace("  - by: Stonegate Ltd\n", "  - by: unnamed\n"), seed
    )
    assert loaded(desk.text).ok


def test_a_claim_that_an_entry_names_stays() -> None:
    desk = start()
    edited = change_field(desk.text, "competing_claims", 0, "topic", "Who was warned?")
    seed = SEED.replace("> Stonegate Ltd: no warning had reached the company\n", "")
    desk, _ = after_edit(desk, edited, seed.replace("0, 1", "0"))
    assert loaded(desk.text).ok, loaded(desk.text).problems
    assert "no warning had reached the company" in desk.text
    assert desk.text.count("review:") == 2


def test_a_party_keeps_its_name_while_an_editors_entry_uses_it() -> None:
    seed = SEED.replace("@ Tove Brandt", "@ Tove Brandt | Brandt, the mayor")
    desk = start(seed)
    edited = change_field(desk.text, "claims", 2, "text", "The town will sue.")
    renamed = seed.replace("Tove Brandt", "Mayor Brandt")
    desk, _ = after_edit(desk, edited, renamed)
    assert loaded(desk.text).ok, loaded(desk.text).problems
    assert "Mayor Brandt" not in desk.text
    again, _ = regenerate(desk, renamed)
    assert again == desk
    desk, _ = after_edit(desk, delete_entry(desk.text, "claims", 2), renamed)
    assert loaded(desk.text).ok
    assert "Tove Brandt" not in desk.text


def test_scalars_are_units_of_their_own() -> None:
    desk = start()
    text = desk.text.replace("publisher: Vale Courier", "publisher: The Courier  # its new name")
    text = text.replace('  published: "2024-03-14"\n', "")
    desk, _ = after_edit(desk, text, SEED.replace("Brill burst", "Brill broke"))
    data = loaded(desk.text).data
    assert data["title"] == "The dam above Brill broke"
    assert data["source"] == {"seed": "seeds/a.txt", "publisher": "The Courier"}
    assert "# its new name" in desk.text


def test_line_endings_and_byte_order_mark_survive() -> None:
    desk = start()
    text = change_field(desk.text, "claims", 0, "text", "Mine.")
    text = "\ufeff" + text.replace("\n", "\r\n")
    desk, _ = after_edit(desk, text, SEED.replace("Tuesday", "Monday") + "! Rain\n")
    assert desk.text.startswith("\ufeff#")
    assert "\n" not in desk.text.replace("\r\n", "")
    assert "Monday" in desk.text
    assert "Rain" in desk.text


def test_values_survive_quoting() -> None:
    for value in ("a: b", "it's #2", '"x"', "\u00a0x", "no", "12:30", "- a", "", "a\nb", "😀 “q”"):
        assert loaded(f"title: {scalar(value)}\nsource:\n  seed: x\n").data.get("title") == value
