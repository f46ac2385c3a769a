"""Parties and events from readings made by hand: a case a file, collected by themselves."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document import ParsedDocument
from generator.entities.cast import Cast
from generator.entities.openings import Openings
from generator.extract.claims import find_statements
from generator.extract.what import find_events
from generator.extract.when import find_times, main_time
from generator.extract.who import find_parties
from generator.findings import Party
from tests.reading import parsed_document

CASES = Path(__file__).parent / "cases"
KEYS = frozenset(
    {"text", "title", "published", "publisher", "names", "attributions", "parties", "first"}
    | {"speakers", "roles", "kinds", "events"}
)


def read(path: Path) -> tuple[dict[str, Any], ParsedDocument]:
    case = yaml.safe_load(path.read_text(encoding="utf8"))
    assert set(case) <= KEYS, f"nothing reads {set(case) - KEYS}"
    source = {key: case[key] for key in ("title", "published", "publisher") if key in case}
    return case, parsed_document(case, **source)


def cast_of(parsed: ParsedDocument) -> tuple[Cast, tuple[Party, ...]]:
    cast = Cast(parsed, ())
    statements = find_statements(parsed, cast, ())
    return cast, find_parties(parsed, cast, (), statements)


@pytest.mark.parametrize("path", sorted((CASES / "who").glob("*.yaml")), ids=lambda p: p.stem)
def test_parties(path: Path) -> None:
    case, parsed = read(path)
    cast, parties = cast_of(parsed)
    names = [p.name for p in parties]
    if "parties" in case:
        assert sorted(names) == sorted(case["parties"])
    if "first" in case:
        assert names[0] == case["first"]
    if "speakers" in case:
        sources = [s for a in parsed.reading.attributions for s in a.source]
        assert [e.name for s in sources for e in cast.resolve(s)] == case["speakers"]
    roles = {p.name: p.role for p in parties}
    assert {name: roles.get(name) for name in case.get("roles", {})} == case.get("roles", {})
    kinds = {p.name: p.kind for p in parties}
    assert {name: kinds.get(name) for name in case.get("kinds", {})} == case.get("kinds", {})


@pytest.mark.parametrize("path", sorted((CASES / "what").glob("*.yaml")), ids=lambda p: p.stem)
def test_events(path: Path) -> None:
    case, parsed = read(path)
    cast, parties = cast_of(parsed)
    times = find_times(parsed)
    openings = Openings(parsed, cast.entities)
    news = main_time(parsed, times)
    events = find_events(parsed, openings, parties, times, (), (), (), news=news)
    got = [{"text": e.text} | ({"when": e.when} if e.when else {}) for e in events]
    assert got == [{k: v for k, v in wanted.items() if k != "who"} for wanted in case["events"]]
    for event, wanted in zip(events, case["events"], strict=True):
        assert list(event.who) == wanted.get("who", list(event.who))
    assert all(e.evidence.of(parsed.text) for e in events)


def test_an_opening_pronoun_is_told_whatever_was_asked_before() -> None:
    text = (
        "Tove Brandt opened the gate in 1901. She closed it in May. But she lost the lease. "
        "In June she sold the mill."
    )
    parsed = parsed_document({"text": text, "names": {"Tove Brandt": "person"}})
    cast = Cast(parsed, ())
    mentions = [list(e.mentions) for e in cast.entities]
    sentences = [[w for w in words if w.tag != "CC"] for words in parsed.words]
    forwards = Openings(parsed, cast.entities)
    told = [forwards.of(words) for words in sentences]
    assert [o and (o.word.form, o.put) for o in told] == [
        None,
        ("She", "Tove Brandt"),
        ("she", "Tove Brandt"),
        ("she", "Tove Brandt"),
    ]
    backwards = Openings(parsed, cast.entities)
    assert [backwards.of(words) for words in reversed(sentences)] == told[::-1]
    assert [e.mentions for e in cast.entities] == mentions
