"""Where: places named in a document, settled, and the places where things happen.

Stage: extraction.  Input: a parsed document.  Output: `Toponym` values for every place name and
demonym that could be settled, and the sheet's `Place` values.
"""

from __future__ import annotations

from generator.document import ParsedDocument
from generator.findings import Toponym
from generator.gazetteer import Use
from generator.toponyms.recognise import recognise
from generator.toponyms.resolve import resolve


def find_toponyms(parsed: ParsedDocument) -> tuple[Toponym, ...]:
    """Every place name and demonym of the text that could be settled, in document order.

    The title counts only where it stands in the text.  Names without a place in the gazetteer,
    or whose place the context does not settle, are left out.
    """
    names = recognise(parsed)
    return tuple(
        Toponym(
            span=r.named.span,
            name=r.place.name,
            kind=r.place.kind,
            country=r.place.country,
            lat=r.place.lat,
            lon=r.place.lon,
            demonym=r.place.use is Use.DEMONYM,
            rivals=r.rivals,
        )
        for r in resolve(parsed.text, names)
        if r
    )
