"""Open this file first: how a source document becomes a fact sheet, one line a stage.

Input: a `SourceDocument` (from `generator/ingest.py`).  Output: a `Result` with the sheet and
everything that was found on the way.  Typed values pass between stages: spans and readings
(`generator/document.py`), findings (`generator/findings.py`), entries (`generator/model.py`).

`generator/generate.py` runs this over many seeds and merges what editors changed;
`generator/annotate.py` runs it over rows of an interchange file.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.assemble import Findings, assemble
from generator.claims.opened import open_named
from generator.claims.spelt import spell_out
from generator.compete import answer, find_disputes
from generator.document import ParsedDocument, Problem, SourceDocument
from generator.doubts import find_doubts
from generator.entities.cast import Cast
from generator.entities.openings import Openings
from generator.extract.checks import find_verifications
from generator.extract.claims import find_statements
from generator.extract.lead import find_summary
from generator.extract.what import find_events
from generator.extract.when import find_timeline, find_times, main_time
from generator.extract.where import find_places, find_toponyms
from generator.extract.who import find_parties
from generator.findings import TimeExpression, Toponym
from generator.model import FactSheet
from generator.read import parse, unread


@dataclass(frozen=True, slots=True)
class Result:
    """A document's sheet, what it was made from, and what the reading was unsure of."""

    sheet: FactSheet
    parsed: ParsedDocument
    times: tuple[TimeExpression, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()


def process(source: SourceDocument) -> Result:
    """Reads a document into a sheet; a document that isn't English gives its metadata alone."""
    if source.language != "en":
        nothing = unread(source)
        return Result(assemble(nothing, Findings()), nothing, problems=source.problems)

    parsed = parse(source)
    times = find_times(parsed)
    toponyms = find_toponyms(parsed)
    cast = Cast(parsed, toponyms)
    statements = find_statements(parsed, cast, times)
    checks = find_verifications(parsed, cast, statements)
    parties = find_parties(parsed, cast, toponyms, statements)
    places = find_places(parsed, toponyms)
    openings = Openings(parsed, cast.entities)
    people = {p.name for p in parties if p.kind == "person"}
    named = open_named(parsed, openings, statements, people)
    disputes = find_disputes(parsed, parties, named, checks, toponyms)
    news = main_time(parsed, times)
    found = Findings(
        parties=parties,
        events=find_events(parsed, openings, parties, times, toponyms, places, checks, news=news),
        timeline=find_timeline(parsed, times, openings=openings),
        places=places,
        statements=answer(spell_out(parsed, named, disputes), disputes),
        disputes=disputes,
        verifications=checks,
        summary=find_summary(parsed, statements),
    )
    return Result(
        sheet=assemble(parsed, found),
        parsed=parsed,
        times=times,
        toponyms=toponyms,
        problems=source.problems,
        doubts=find_doubts(parsed, found, times, toponyms),
    )
