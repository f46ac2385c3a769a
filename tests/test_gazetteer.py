"""The gazetteer: names lead to places, by an index, with nothing loaded before it is asked."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.document import InputError
from generator.lexicon import load_table
from generator.toponyms import gazetteer
from generator.toponyms.gazetteer import DATABASE, Use, fold, look_up


@pytest.mark.parametrize(
    ("name", "country", "kind", "lat", "lon"),
    [
        ("Turkey", "TR", "country", 39.0, 35.0),
        ("Kiev", "UA", "city", 50.45, 30.52),
        ("Kyiv", "UA", "city", 50.45, 30.52),
        ("Dnipro River", None, "water", 46.5, 32.3),
        ("Zurich", "CH", "city", 47.37, 8.55),
        ("Alberta", "CA", "region", 52.28, -117.47),
        ("Sichuan", "CN", "region", 30.5, 102.67),
        ("West Bank", "PS", "region", 32.0, 35.25),
        ("ST. PETERSBURG", "RU", "city", 59.94, 30.31),
        ("Middle East", None, "region", 33.13, 35.86),
        ("Strait of Hormuz", None, "water", 26.57, 56.25),
        ("Mount Etna", "IT", "other", 37.75, 15.0),
    ],
)
def test_first_candidate(name: str, country: str | None, kind: str, lat: float, lon: float) -> None:
    best = look_up(name)[0]
    assert (best.country, best.kind) == (country, kind)
    assert best.lat == pytest.approx(lat, abs=0.2)
    assert best.lon == pytest.approx(lon, abs=0.2)


@pytest.mark.parametrize("name", ["Turkish", "Russians", "Parisian", "Texan", "Scottish", "Swiss"])
def test_demonyms(name: str) -> None:
    assert look_up(name)[0].use is Use.DEMONYM


def test_every_country_and_demonym_leads_home() -> None:
    for code, name, *_, others, demonyms in (
        (row + ("",) * 6)[:6] for row in load_table("places/countries.tsv")
    ):
        for called in [name, *filter(None, others.split("|")), *filter(None, demonyms.split("|"))]:
            found = [c.country for c in look_up(called.strip()) if c.level == 1]
            assert code in found, called


def test_unknown_name() -> None:
    assert look_up("Quennelby-on-the-Moor") == ()
    assert look_up("") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "Saint Louis"),
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("U.S.", "US"),
        ("Sana'a", "Sanaa"),
        ("Łódź", "Lodz"),
        ("Mt. Etna", "Mount Etna"),
    ],
)
def test_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_size_and_index() -> None:
    assert DATABASE.stat().st_size < 20_000_000
    with sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True) as database:
        plan = database.execute(
            "EXPLAIN QUERY PLAN SELECT p.name FROM names n JOIN places p ON p.id = n.place"
            " WHERE n.key = 'x'"
        ).fetchall()
        assert not any(str(step[3]).startswith("SCAN") for step in plan)
        (regions,) = database.execute(
            "SELECT count(DISTINCT country) FROM places WHERE level = 2"
        ).fetchone()
        assert regions > 180


def test_nothing_heavy_is_imported_or_opened() -> None:
    script = (
        "import json, sys; import generator.extract.where, generator.toponyms.gazetteer as g;"
        "print(json.dumps([sorted({'numpy', 'onnxruntime', 'tokenizers'} & set(sys.modules)),"
        " hasattr(g._local, 'connection')]))"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    ).stdout
    assert json.loads(out) == [[], False]


def test_a_missing_gazetteer_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "DATABASE", tmp_path / "none.sqlite")
    monkeypatch.delattr(gazetteer._local, "connection", raising=False)
    look_up.cache_clear()
    with pytest.raises(InputError) as caught:
        look_up("Turkey")
    assert caught.value.problem.code == "gazetteer-unreadable"
    wrong = tmp_path / "wrong.sqlite"
    sqlite3.connect(wrong).close()
    monkeypatch.setattr(gazetteer, "DATABASE", wrong)
    with pytest.raises(InputError) as caught:
        look_up("Turkey")
    assert caught.value.problem.code == "gazetteer-format"


def test_threads_agree() -> None:
    look_up.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(look_up, ["Paris"] * 16))
    assert len(set(answers)) == 1
