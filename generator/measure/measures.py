"""The measures of the reading, each from annotated rows and predicted rows to figures in per cent.

Spans are compared by the words that they cover (`generator.encoder.words`).  Attributions follow
the PARC and PolNeAR papers (exact spans; words a role); names CoNLL-2003; times TempEval-3 (value
of dates, to the day); places "accuracy at 161 km" of the geoparsing literature (Gritta et al.
2019).  Rows that were not predicted count as nothing found.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from generator.document import Span
from generator.encoder.words import find_words

Row = Mapping[str, Any]
Figures = dict[str, float]
ROLES = ("source", "cue", "content")
NAME_KINDS = {"person": "PER", "organisation": "ORG", "place": "LOC"}
NEAR_KM = 161.0
_EARTH_KM = 12742.0
_SAME_CONTENT = 0.5


class Tally:
    """Counts of what was rightly found, wrongly found and missed."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0

    def add(self, gold: set[Any], found: set[Any]) -> None:
        """Counts the members of two sets."""
        self.right += len(gold & found)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in per cent."""
        all_of_it = 2 * self.right + self.wrong + self.missed
        return 200.0 * self.right / all_of_it if all_of_it else 0.0


def named_text(
    sentences: Sequence[Sequence[Sequence[str]]],
) -> tuple[str, set[tuple[int, int, str]]]:
    """The text of tagged sentences (a space between tokens, a line each) and its typed names."""
    text = ""
    names: list[tuple[int, int, str]] = []
    for sentence in sentences:
        going_on: str | None = None
        for number, (token, tag) in enumerate(sentence):
            text += " " * (number > 0)
            kind = None if tag == "O" else tag[2:]
            if kind and kind == going_on and tag[0] == "I":
                names[-1] = (names[-1][0], len(text) + len(token), kind)
            elif kind:
                names.append((len(text), len(text) + len(token), kind))
            text, going_on = text + token, kind
        text += "\n"
    return text, set(names)


def _covered(words: Sequence[Span], spans: Sequence[Sequence[int]]) -> frozenset[int]:
    return frozenset(
        i for i, w in enumerate(words) if any(w.start >= s and w.end <= e for s, e in spans)
    )


def attribution(gold: Sequence[Row], predicted: Mapping[str, Row]) -> Figures:
    """F1 of exact spans (marks at their edges aside) and of words, by role, and of links.

    An attribution is rightly linked where its content shares at least half of its words with one
    of the annotation's and a word of its source is a word of that one's (or neither has one).
    """
    exact, words_of = ({role: Tally() for role in ROLES} for _ in range(2))
    linked = Tally()
    for row in gold:
        words = find_words(row["text"])
        solid = {i for i, w in enumerate(words) if row["text"][w.start].isalnum()}
        found = predicted.get(row["id"], {}).get("attributions") or []
        for role in ROLES:
            sides = []
            for some in (row["attributions"], found):
                spans = {_covered(words, [span]) for a in some for span in a[role]}
                sides.append((spans, {i for s in spans for i in s}))
            (gold_spans, gold_words), (spans, found_words) = sides
            exact[role].add(
                {s & solid for s in gold_spans} - {frozenset()},
                {s & solid for s in spans} - {frozenset()},
            )
            words_of[role].add(gold_words, found_words)
        _add_links(linked, words, row["attributions"], found)
    return {
        **{f"{role} exact F1": exact[role].f1 for role in ROLES},
        **{f"{role} words F1": words_of[role].f1 for role in ROLES},
        "linked F1": linked.f1,
    }


def _add_links(
    tally: Tally, words: Sequence[Span], gold: Sequence[Row], found: Sequence[Row]
) -> None:
    theirs, ours = (
        [(_covered(words, a["source"]), _covered(words, a["content"])) for a in some]
        for some in (gold, found)
    )
    free = set(range(len(theirs)))
    for source, content in ours:
        fits: list[tuple[float, int]] = []
        for i in free:
            share = len(content & theirs[i][1]) / max(1, len(content | theirs[i][1]))
            same_source = bool(source & theirs[i][0]) or not (source or theirs[i][0])
            if share >= _SAME_CONTENT and same_source:
                fits.append((share, -i))
        if fits:
            free.discard(-max(fits)[1])
            tally.right += 1
        else:
            tally.wrong += 1
    tally.missed += len(free)


def names(gold: Sequence[Row], predicted: Mapping[str, Row]) -> Figures:
    """F1 of persons, organisations and places: exact spans of the right kind."""
    tally = Tally()
    for row in gold:
        wanted = {n for n in named_text(row["sentences"])[1] if n[2] in NAME_KINDS.values()}
        mentions = predicted.get(row["id"], {}).get("mentions") or []
        tally.add(
            wanted,
            {
                (m["start"], m["end"], NAME_KINDS[m["kind"]])
                for m in mentions
                if m["kind"] in NAME_KINDS
            },
        )
    return {"F1": tally.f1}


_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_COARSE = re.compile(r"\d{4}-[WQHSF]")


def times(gold: Sequence[Row], predicted: Mapping[str, Row]) -> Figures:
    """F1 of the values of dates and times, to the day; other kinds of times count for nothing."""
    tally = Tally()
    for row in gold:
        wanted: list[Row] = []
        others: list[Row] = []
        for t in row["times"]:
            value = t["value"] or ""
            dated = (
                t["type"] in ("DATE", "TIME") and _DATE.match(value) and not _COARSE.match(value)
            )
            (wanted if dated else others).append(t)
        hit: set[int] = set()
        for p in predicted.get(row["id"], {}).get("times") or []:
            near = [i for i, t in enumerate(wanted) if _overlap(p, t)]
            if not p["value"] or (not near and any(_overlap(p, t) for t in others)):
                continue
            day = _DATE.match(p["value"])
            right = [
                i
                for i in near
                if i not in hit and day and day[0] == _DATE.match(wanted[i]["value"])[0]  # type: ignore[index]
            ]
            hit.update(right[:1])
            tally.right += bool(right)
            tally.wrong += not right
        tally.missed += len(wanted) - len(hit)
    return {"value F1": tally.f1}


def _overlap(a: Row, b: Row) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great-circle distance of two points given as degrees north and east."""
    north, east, other_north, other_east = (math.radians(x) for x in (*a, *b))
    flat = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return _EARTH_KM * math.asin(math.sqrt(flat))


def places(gold: Sequence[Row], predicted: Mapping[str, Row]) -> Figures:
    """Share of the toponyms with coordinates that were found and placed within 161 km.

    `precision` is the share of the placed names that are toponyms at all.
    """
    total = right = 0
    kinds = ("Literal", "Mixed", "Coercion", "Embedded_Literal")
    precision: Counter[bool] = Counter()
    for row in gold:
        placed = [
            p for p in predicted.get(row["id"], {}).get("places") or [] if p["lat"] is not None
        ]
        for t in row["toponyms"]:
            if not t["lat"] or not (t["type"] is None or t["type"].startswith(kinds)):
                continue
            total += 1
            point = (float(t["lat"]), float(t["lon"]))
            right += any(
                _overlap(p, t) and distance_km(point, (p["lat"], p["lon"])) <= NEAR_KM
                for p in placed
            )
        precision.update(any(_overlap(p, t) for t in row["toponyms"]) for p in placed)
    return {
        "within 161 km": 100.0 * right / max(1, total),
        "precision": 100.0 * precision[True] / max(1, precision.total()),
    }


def answer_f1(given: str | None, wanted: str) -> float:
    """How far two answers share their words, small words aside, from 0 to 1."""
    a, b = (
        Counter(w for w in re.findall(r"\w+", (x or "").lower()) if w not in _SMALL)
        for x in (given, wanted)
    )
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


_SMALL = frozenset({"the", "a", "an", "of", "in", "on", "at", "to"})


def fivew(gold: Sequence[Row], predicted: Mapping[str, Row]) -> Figures:
    """How well the first entries of a sheet answer who, what, when and where (words shared)."""
    scores: dict[str, list[float]] = {q: [] for q in ("who", "what", "when", "where")}
    for row in gold:
        sheet = predicted.get(row["id"], {}).get("sheet") or {}
        first = {q: (sheet.get(q) or [{}])[0] for q in scores}
        when = first["when"]
        date = first["what"].get("when")
        if date:
            of_event = [w for w in sheet.get("when") or [] if w.get("date") == date]
            when = of_event[0] if of_event else {"said": date}
        given = {
            "who": first["who"].get("name"),
            "what": first["what"].get("evidence") or first["what"].get("text"),
            "when": when.get("said") or when.get("date"),
            "where": first["where"].get("name"),
        }
        for question, each in scores.items():
            answers = row["answers"].get(question) or []
            if answers:
                each.append(max(answer_f1(given[question], a) for a in answers))
    return {q: 100.0 * sum(each) / max(1, len(each)) for q, each in scores.items()}
