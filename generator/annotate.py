"""Interchange: JSON lines in, JSON lines out, for those who want the reading itself.

Input rows: `{id, text, title?, published?, publisher?}`.  Output rows: `{id, attributions,
mentions, times, places, sheet, problems}`, every key in every row; offsets are characters into the
`text` as given.  A row that cannot be read gives a row with `problems`, and the run goes on.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.document import InputError, Problem, Span
from generator.ingest import ingest_text
from generator.model import ID_LETTERS, FactSheet
from generator.pipeline import Result, process
from generator.sheet.data import to_data

_OPTIONAL = ("title", "published", "publisher")


def annotate(lines: Iterable[str], *, path: str = "") -> Iterator[tuple[str, bool]]:
    """Reads each line's document.

    Args:
        lines: JSON, an object a line; blank lines are passed over.
        path: What problems call the input.

    Yields:
        A line of JSON, without its line end, and whether the row could be read.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            row, good = _row(line, number, path)
            yield json.dumps(row, ensure_ascii=False), good


def _row(line: str, number: int, path: str) -> tuple[dict[str, Any], bool]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        column = getattr(error, "colno", 1)
        return _failed(
            None, _problem("bad-json", f"not JSON: {error}", path, number, column)
        ), False
    if not isinstance(given, dict):
        found = type(given).__name__
        message = f"found {found}, expected an object with `text`"
        return _failed(None, _problem("bad-row", message, path, number)), False
    wrong = [k for k in _OPTIONAL if not isinstance(given.get(k), str | None)]
    if not isinstance(given.get("text"), str):
        wrong.insert(0, "text")
    if wrong:
        message = f"`{wrong[0]}` must be a string, found {json.dumps(given.get(wrong[0]))[:40]}"
        return _failed(given.get("id"), _problem("bad-row", message, path, number)), False
    try:
        title, published, publisher = (given.get(key) or None for key in _OPTIONAL)
        source = ingest_text(given["text"], title=title, published=published, publisher=publisher)
        return _annotated(given.get("id"), process(source)), True
    except InputError as error:
        return _failed(given.get("id"), error.problem), False
    except Exception as error:
        # A fault of ours in one document must not cost the others their reading.
        fault = f"reading failed by a fault of the program: {type(error).__name__}: {error}"
        return _failed(given.get("id"), _problem("fault", fault, path, number)), False


def _annotated(name: object, result: Result) -> dict[str, Any]:
    reading = result.parsed.reading
    return {
        "id": name,
        "attributions": [
            {role: [list(span) for span in spans] for role, spans in a._asdict().items()}
            for a in reading.attributions
        ],
        "mentions": [{**_at(m.span), "kind": m.kind.value} for m in reading.mentions],
        "times": [{**_at(t.span), "value": t.value} for t in result.times],
        "places": [
            {**_at(t.span), "name": t.name, "lat": t.lat, "lon": t.lon, "country": t.country}
            for t in result.toponyms
        ],
        "sheet": _sheet(result.sheet),
        "problems": [dataclasses.asdict(p) for p in (*result.problems, *result.doubts)],
    }


def _sheet(sheet: FactSheet) -> dict[str, Any]:
    """The sheet as data, every list in it, without the seed's path, which a row has not."""
    data = dict(to_data(sheet))
    source = {key: value for key, value in data.pop("source", {}).items() if key != "seed"}
    return {"title": sheet.title, "source": source, **{k: [] for k in ID_LETTERS}, **data}


def _at(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _failed(name: object, problem: Problem) -> dict[str, Any]:
    empty: dict[str, Any] = {key: [] for key in ("attributions", "mentions", "times", "places")}
    return {
        "id": name,
        **empty,
        "sheet": _sheet(FactSheet()),
        "problems": [dataclasses.asdict(problem)],
    }


def _problem(code: str, message: str, path: str, line: int, column: int = 1) -> Problem:
    return Problem(code=code, message=message, path=path, line=line, column=column)
