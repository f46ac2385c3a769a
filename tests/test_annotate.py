"""`factsheets annotate`: rows in, rows out, with the real encoder."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import annotate as annotate_module
from generator.annotate import annotate
from generator.document import SourceDocument
from generator.pipeline import Result

pytestmark = pytest.mark.model

KEYS = {"id", "attributions", "mentions", "times", "places", "sheet", "problems"}
REPORT = (
    "Harbour and owner quarrel over the lost ferry\n\n"
    "The ferry Halcyon sank off Bergen on Tuesday, and the harbour blames the owner.\n\n"
    "Harbour master Helga Brandt accused Petrel Lines of ignoring two warnings. "
    "“They were told twice,” Brandt said.\n\n"
    "Petrel Lines denied the accusation. The company said that no warning had reached it.\n\n"
    "The Courier could not verify either account.\n"
)


def rows(*given: Any) -> list[dict[str, Any]]:
    lines = (g if isinstance(g, str) else json.dumps(g) for g in given)
    return [json.loads(line) for line, _ in annotate(lines)]


def every_span(row: dict[str, Any]) -> list[tuple[int, int]]:
    spans = [tuple(s) for a in row["attributions"] for role in a.values() for s in role]
    return spans + [
        (x["start"], x["end"]) for key in ("mentions", "times", "places") for x in row[key]
    ]


def test_a_report_becomes_a_sheet() -> None:
    (row,) = rows({"id": "a1", "text": REPORT, "published": "14 March 2024"})
    assert set(row) == KEYS
    sheet = row["sheet"]
    assert sheet["title"] == "Harbour and owner quarrel over the lost ferry"
    assert sheet["source"]["published"] == "2024-03-14"
    assert "seed" not in sheet["source"]
    assert {"Helga Brandt", "Petrel Lines"} <= {p["name"] for p in sheet["who"]}
    assert {c["stance"] for c in sheet["claims"]} >= {"accuses", "denies"}
    (dispute,) = sheet["competing_claims"]
    assert dispute["status"] == "unverified"
    assert [side["party"] for side in dispute["sides"]] == ["Helga Brandt", "Petrel Lines"]
    assert "2024-03-12" in {t["value"] for t in row["times"]}
    assert "Bergen" in {p["name"] for p in row["places"]}


def test_evidence_is_verbatim() -> None:
    (row,) = rows({"id": "a1", "text": REPORT})
    entries = [e for value in row["sheet"].values() if isinstance(value, list) for e in value]
    told = [e["evidence"] for e in entries if isinstance(e, dict) and "evidence" in e]
    assert told
    assert all(words in REPORT for words in told)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n\t",
        "One.",
        "Zoë said “yes” 😀 to the \u200fשלום\u200e sign.\r\n\r\nHe “left.",
        "A\u00a0BC" * 50,
        "THE MAYOR SAID THE DAM HELD.",
    ],
)
def test_odd_text_keeps_its_offsets(text: str) -> None:
    (row,) = rows({"id": 1, "text": text})
    assert set(row) == KEYS
    assert all(0 <= start < end <= len(text) for start, end in every_span(row))


def test_bad_rows_are_told_and_the_run_goes_on() -> None:
    got = rows("{not json", "[1]", {"id": 3}, {"text": 5, "id": 4}, {"id": 5, "text": "It rained."})
    assert [bool(r["problems"]) for r in got[:4]] == [True] * 4
    assert all(set(r) == KEYS for r in got)
    assert [r["id"] for r in got] == [None, None, 3, 4, 5]
    assert not [p for p in got[4]["problems"] if p["severity"] == "error"]


def test_a_fault_in_one_row_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    read = annotate_module.process

    def faulty(source: SourceDocument) -> Result:
        if "Halcyon" in source.text:
            raise KeyError("halcyon")
        return read(source)

    monkeypatch.setattr(annotate_module, "process", faulty)
    first, second = rows({"id": 1, "text": REPORT}, {"id": 2, "text": "It rained in Oslo."})
    assert [p["code"] for p in first["problems"]] == ["fault"]
    assert not [p for p in second["problems"] if p["severity"] == "error"]


def test_a_row_reads_the_same_alone_and_among_others() -> None:
    other = {"id": "b", "text": "Rain fell in Oslo. The mayor said that it would stop. " * 40}
    one = {"id": "a1", "text": REPORT}
    assert rows(one)[0] == rows(other, one, other)[1]


def test_a_sheet_does_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    seeds = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))[:5]
    given = tmp_path / "rows.jsonl"
    given.write_text(
        "".join(json.dumps({"id": s.stem, "text": s.read_text("utf-8")}) + "\n" for s in seeds),
        encoding="utf-8",
    )
    told = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.jsonl"
        subprocess.run(
            [sys.executable, "-m", "generator", "annotate", str(given), str(out)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        told.append(out.read_text(encoding="utf-8"))
    assert told[0] == told[1]
