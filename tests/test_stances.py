"""What measures stances and targets against labels counts what it says it counts."""

from __future__ import annotations

from collections import Counter

from generator.model import ClaimEntry
from training.stances import count

TEXT = "Ines Orr accused Kade Holt of theft. Mr Holt denied it. The mayor said it rained."
ACCUSED = "accused Kade Holt of theft"
DENIED = "Mr Holt denied it"
TOLD = "The mayor said it rained"


def _label(evidence: str, stance: str, target: str | None) -> dict[str, object]:
    start = TEXT.index(evidence)
    named = [TEXT.index(target), TEXT.index(target) + len(target)] if target else None
    return {"evidence": [start, start + len(evidence)], "stance": stance, "target": named}


def test_counts_what_is_right_and_what_is_missed() -> None:
    labels = [
        _label(ACCUSED, "accuses", "Kade Holt"),
        _label(DENIED, "denies", "Ines Orr"),
        _label(TOLD, "asserts", None),
    ]
    claims = [
        ClaimEntry(id="c-1", evidence=ACCUSED, stance="accuses", against="Holt"),
        ClaimEntry(id="c-2", evidence=DENIED, stance="asserts"),
        ClaimEntry(id="c-3", evidence=TOLD, stance="accuses", against=("Kade Holt",)),
    ]
    counts: Counter[str] = Counter()
    count(counts, TEXT, labels, claims)
    assert counts["claims"] == 3
    assert counts["stance right"] == 1
    told = [counts[f"accuses {kind}"] for kind in ("right", "read", "labelled")]
    assert told == [1, 2, 1]
    assert (counts["target right"], counts["targets read"], counts["targets labelled"]) == (1, 2, 2)


def test_passes_over_what_is_no_claim_or_was_not_read() -> None:
    counts: Counter[str] = Counter()
    labels = [_label(ACCUSED, "bad", None), _label(TOLD, "asserts", None)]
    count(counts, TEXT, labels, [ClaimEntry(id="c-1", evidence=ACCUSED, stance="accuses")])
    assert not counts["claims"]
