"""Parties and events from readings made by hand: a case a file, collected by themselves."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document import ParsedDocument
from generator.entities.cast import Cast
from generator.extract.claims import find_statements
from generator.extract.what import find_events
from generator.extract.when import find_times, main_time
from generator.extract.who import find_parties
from generator.findings import Party
from tests.reading import parsed_document

CASES = Path(__file__).parent / "cases"


def read(path: Path) -> tuple[dict[str, Any], ParsedDocument]:
    case = yaml.safe_load(path.read_text(encoding="utf8"))
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
    events = find_events(parsed, cast, parties, times, (), (), (), news=main_time(parsed, times))
    got = [{"text": e.text} | ({"when": e.when} if e.when else {}) for e in events]
    assert got == case["events"]
    assert all(e.evidence.of(parsed.text) for e in events)
