"""The measures on small examples, the floors' rules, and the floors themselves on the corpora."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.commands.evaluate import evaluate
from generator.measure import measures
from generator.measure.evaluate import (
    TASKS,
    Floors,
    corpus_path,
    fallen,
    load_floors,
    pin,
    save_floors,
)

TEXT = "Ada said it broke. Bo denied it."
GOLD = {
    "id": "a",
    "text": TEXT,
    "attributions": [
        {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 17]]},
        {"source": [[19, 21]], "cue": [[22, 28]], "content": [[29, 31]]},
    ],
}


def test_a_perfect_reading_gets_full_marks() -> None:
    assert set(measures.attribution([GOLD], {"a": GOLD}).values()) == {100.0}


def test_nothing_found_gets_none() -> None:
    assert set(measures.attribution([GOLD], {}).values()) == {0.0}


def test_marks_at_the_edges_of_a_span_do_not_count() -> None:
    first = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 18]]}
    got = measures.attribution([GOLD], {"a": {"attributions": [first]}})
    assert got["content exact F1"] == pytest.approx(200 / 3)


def test_a_link_needs_the_source_and_half_the_content() -> None:
    swapped = [{**GOLD["attributions"][0], "source": [[19, 21]]}, GOLD["attributions"][1]]
    got = measures.attribution([GOLD], {"a": {"attributions": swapped}})
    assert got["linked F1"] == 50.0


def test_names_are_exact_and_of_a_kind() -> None:
    sentences = [[["Ana", "B-PER"], ["Bell", "I-PER"], ["left", "O"]], [["Brill", "B-LOC"]]]
    assert measures.named_text(sentences) == (
        "Ana Bell left\nBrill\n",
        {(0, 8, "PER"), (14, 19, "LOC")},
    )
    mentions = [
        {"start": 0, "end": 8, "kind": "person"},
        {"start": 14, "end": 19, "kind": "organisation"},
        {"start": 9, "end": 13, "kind": "other"},
    ]
    row = {"id": "n", "sentences": sentences}
    assert measures.names([row], {"n": {"mentions": mentions}}) == {"F1": 50.0}


def test_times_are_compared_to_the_day() -> None:
    def time(start: int, value: str, kind: str = "DATE") -> dict[str, object]:
        return {"start": start, "end": start + 4, "value": value, "type": kind}

    gold = {
        "id": "t",
        "times": [
            time(0, "2024-03-12T09:00", "TIME"),
            time(10, "2024-03"),
            time(20, "P3D", "DURATION"),
        ],
    }
    found = [time(0, "2024-03-12"), time(10, "2024-04"), time(20, "2024"), time(30, "2023")]
    got = measures.times([gold], {"t": {"times": found}})
    assert got["value F1"] == pytest.approx(200 * 1 / (2 + 2 + 1))


def test_places_are_right_within_reach() -> None:
    def toponym(start: int, lat: str | None) -> dict[str, object]:
        return {"start": start, "end": start + 4, "lat": lat, "lon": "10.0", "type": None}

    gold = {"id": "p", "toponyms": [toponym(0, "50.0"), toponym(10, "50.0"), toponym(20, None)]}
    found = [
        {"start": 0, "end": 4, "lat": 51.0, "lon": 10.0},
        {"start": 10, "end": 14, "lat": 54.0, "lon": 10.0},
        {"start": 40, "end": 44, "lat": 50.0, "lon": 10.0},
    ]
    got = measures.places([gold], {"p": {"places": found}})
    assert got["within 161 km"] == 50.0
    assert got["precision"] == pytest.approx(200 / 3)
    assert measures.distance_km((0, 0), (0, 90)) == pytest.approx(10_007, abs=1)


def test_answers_are_compared_by_words() -> None:
    sheet = {
        "who": [{"name": "the Brill council"}],
        "what": [{"evidence": "It burst", "when": "2024-03-12"}],
        "when": [
            {"date": "2024-01-01", "said": "in January"},
            {"date": "2024-03-12", "said": "Tuesday"},
        ],
        "where": [],
    }
    answers = {"who": ["council of Brill"], "what": [], "when": ["on Tuesday"], "where": ["Brill"]}
    got = measures.fivew([{"id": "f", "answers": answers}], {"f": {"sheet": sheet}})
    assert got == {"who": 100.0, "what": 0.0, "when": 100.0, "where": 0.0}


def test_floors_rise_freely_and_fall_only_with_a_reason(tmp_path: Path) -> None:
    old = Floors({"a": 70.0, "b": 60.0}, {"x": "1"})
    risen = pin(old, {"a": 71.28, "b": 55.0}, {"x": "2"})
    assert risen.figures == {"a": 71.2, "b": 60.0}
    assert risen.corpora == {"x": "2"}
    let_down = pin(old, {"b": 55.0}, {}, reason="a smaller model")
    assert let_down.figures == {"a": 70.0, "b": 55.0}
    assert "a smaller model" in let_down.lowered["b"]
    save_floors(tmp_path / "floors.json", let_down)
    assert load_floors(tmp_path / "floors.json") == let_down
    assert load_floors(tmp_path / "none.json") == Floors()


def test_a_little_slack_is_given_to_other_processors() -> None:
    floors = Floors({"a": 70.0})
    assert fallen(floors, {"a": 69.8, "b": 1.0}) == {}
    assert fallen(floors, {"a": 69.0}) == {"a": (69.0, 70.0)}


def test_a_broken_corpus_is_a_message(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "times.dev.jsonl.gz", "wt") as file:
        file.write("{")
    got = CliRunner().invoke(evaluate, [str(tmp_path), "--only", "times.dev"])
    assert got.exit_code == 1
    assert "bad-corpus" in got.stderr


def test_pinning_needs_a_file(tmp_path: Path) -> None:
    got = CliRunner().invoke(evaluate, [str(tmp_path), "--pin"])
    assert got.exit_code == 2


CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
FLOORS = Path(__file__).parent / "floors.json"


@pytest.mark.model
@pytest.mark.corpora
@pytest.mark.parametrize("name", TASKS)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    if not corpus_path(CORPORA, name).exists():
        pytest.skip(f"{name} is not at hand: put the annotated corpora into {CORPORA}")
    pinned = json.loads(FLOORS.read_text())
    assert name in pinned["corpora"], f"no floor is pinned for {name}"
    arguments = [str(CORPORA), "--only", name, "--floors", str(FLOORS)]
    got = CliRunner().invoke(evaluate, arguments)
    assert got.exit_code == 0, got.output
