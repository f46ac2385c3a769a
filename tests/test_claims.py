"""Claims and disputes from readings made by hand: a case a file, collected by themselves."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.claims.opened import open_named
from generator.claims.spelt import spell_out
from generator.compete import find_disputes
from generator.entities.cast import Cast
from generator.entities.openings import Openings
from generator.extract.checks import find_verifications
from generator.extract.claims import find_statements
from generator.extract.when import find_times
from generator.extract.where import find_toponyms
from generator.extract.who import find_parties
from tests.quotations import altered
from tests.reading import parsed_document

CASES = sorted((Path(__file__).parent / "cases" / "claims").glob("*.yaml"))
KEYS = frozenset(
    {"text", "names", "attributions", "publisher", "claims", "disputes", "topics"}
    | {"verification", "about", "checkers", "roles", "published", "told"}
)


def read(path: Path) -> dict[str, Any]:
    case = yaml.safe_load(path.read_text(encoding="utf8"))
    assert set(case) <= KEYS, f"nothing reads {set(case) - KEYS}"
    return case


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case(path: Path) -> None:
    case = read(path)
    parsed = parsed_document(case, publisher=case.get("publisher"), published=case.get("published"))
    places = find_toponyms(parsed)
    cast = Cast(parsed, places)
    statements = find_statements(
        parsed, cast, find_times(parsed) if parsed.source.published else ()
    )
    checks = find_verifications(parsed, cast, statements)
    parties = find_parties(parsed, cast, places, statements)
    people = {p.name for p in parties if p.kind == "person"}
    statements = open_named(parsed, Openings(parsed, cast.entities), statements, people)

    got = []
    for statement, wanted in zip(statements, case.get("claims") or [], strict=False):
        values = {
            "by": list(statement.by),
            "stance": statement.stance,
            "against": list(statement.against),
            "text": statement.text,
            "via": statement.via,
            "when": statement.said,
        }
        got.append({key: values[key] for key in wanted})
    if "claims" in case:
        assert got == case["claims"]
        assert len(statements) == len(case["claims"]), [s.text for s in statements]

    for statement in statements:
        assert statement.evidence.of(parsed.text)
        assert set(statement.by) | set(statement.against) <= {p.name for p in parties}
        assert not altered(statement.text, parsed.text)

    if "disputes" in case:
        disputes = find_disputes(parsed, parties, statements, checks, places)
        assert [
            {"status": d.status, "sides": [list(side.party) for side in d.sides]} for d in disputes
        ] == case["disputes"]
    if "told" in case:
        disputes = find_disputes(parsed, parties, statements, checks, places)
        assert [s.text for s in spell_out(parsed, statements, disputes)] == case["told"]
    if "topics" in case:
        found = find_disputes(parsed, parties, statements, checks, places)
        assert [d.topic for d in found] == case["topics"]
    if "verification" in case:
        assert [v.kind for v in checks] == case["verification"]
    if "checkers" in case:
        assert [v.by for v in checks] == case["checkers"]
    if "about" in case:
        assert [list(v.about) for v in checks] == case["about"]
    if "roles" in case:
        roles = {p.name: p.role for p in parties}
        assert {name: roles.get(name) for name in case["roles"]} == case["roles"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 20
