"""Makes synthetic fact sheets, and the same matter as Markdown pages, to measure the site with.

Usage: `python benchmarks/make_sheets.py OUT [--count 1000] [--seed 7] [--markdown]`

The words are drawn from short lists by a seeded generator, so that the same seed makes the same
bytes.  A sheet holds about 667 words.  Names recur as they do in news: a few in many sheets, most
in one, so that the pages that join sheets are made and paid for too.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

from generator.model import (
    ClaimEntry,
    DateEntry,
    DisputeEntry,
    EventEntry,
    FactSheet,
    PartyEntry,
    PlaceEntry,
    SideEntry,
    Source,
    VerificationEntry,
)
from generator.sheet.yaml_io import dump_sheet

FIRST = (
    "Ada Bela Caro Dorn Edda Fenn Gero Hild Ivor Jona Kaja Lars Mira Nils Orla Pavo Rhea Sten "
    "Tove Ulla Vera Wido Xenia Yrsa Zeno Anke Bodo Cilla Dario Elke"
).split()
LAST = (
    "Abel Brandt Corvin Dahl Ekholm Fisk Gant Holt Iversen Juhl Krogh Lund Moreau Norrby Orr Pryce "
    "Quist Reyes Sand Thorne Urban Vance Wolde Yates Zorn Ashby Birk Crane Dunne Eades Farrow Grieg"
).split()
PLACES = (
    "Ansel Brill Carrow Dunmere Eastholt Farrel Gorsby Hallow Iddon Jarrow Kelby Lorne Marl Norby "
    "Oxley Penmark Querne Rosal Selby Tarn Ulverby Varde Westry Yarrow Zell"
).split()
KINDS = "Council Trust Company Agency Union Board Institute Press Bureau Service".split()
OFFICES = "mayor chair foreman minister engineer captain director clerk judge warden".split()
THINGS = (
    "bridge dam ferry mill harbour archive pipeline railway reservoir clinic school tunnel mast "
    "lighthouse quarry canal depot laboratory market weir"
).split()
VERBS = "ignored repaired closed sold flooded inspected moved opened measured lost".split()
REST = (
    "without telling the town before the winter after two letters in the night during the hearing "
    "while the records were kept under the old agreement against the advice of the engineers as "
    "the minutes of the meeting show for the second time within a week at its own expense"
).split()
STATUS = ("disputed", "denied", "unverified", "resolved")


class Maker:
    """Draws sheets; every draw comes from one seeded generator."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.known = [self._name() for _ in range(400)]

    def _name(self) -> str:
        return f"{self.random.choice(FIRST)} {self.random.choice(LAST)}"

    def _tail(self, words: int) -> str:
        start = self.random.randrange(len(REST) - words)
        return " ".join(REST[start : start + words])

    def _sentence(self, subject: str) -> str:
        thing = self.random.choice(THINGS)
        verb = self.random.choice(VERBS)
        return f"{subject} {verb} the {thing} {self._tail(self.random.randint(4, 7))}"

    def sheet(self, number: int) -> FactSheet:
        """Sheet number `number`."""
        draw = self.random
        people = [draw.choice(self.known) if draw.random() < 0.25 else self._name() for _ in "123"]
        people = list(dict.fromkeys(f"{name} {chr(65 + draw.randrange(26))}." for name in people))
        town, other = draw.sample(PLACES, 2)
        bodies = [f"{town} {draw.choice(KINDS)}", f"{other} {draw.choice(KINDS)} {number % 97}"]
        parties = [*people, *dict.fromkeys(bodies)]
        day = date(2015, 1, 1) + timedelta(days=draw.randrange(4000))
        claims = [self._claim(n, number, parties, day) for n in range(8)]
        events = [self._event(n, number, parties, day, town) for n in range(4)]
        topic = f"{draw.choice(THINGS).capitalize()} at {town}"
        return FactSheet(
            title=f"{parties[0]} against {parties[-1]}: the {draw.choice(THINGS)} at {town}",
            source=Source(
                seed=f"seeds/report-{number:05}.txt",
                publisher=f"{draw.choice(PLACES)} Gazette",
                byline=(self._name(),),
                published=day.isoformat(),
                url=f"https://example.org/{number}",
            ),
            summary=f"{self._sentence(parties[-1])}, and {self._sentence(parties[0])}.",
            who=tuple(
                PartyEntry(
                    id=f"p-{number:04}{n}",
                    name=name,
                    kind="person" if name in people else "organisation",
                    role=f"{draw.choice(OFFICES)} of {town}" if name in people else None,
                    aliases=(name.split()[1],) if name in people else (),
                    evidence=f"{name}, {draw.choice(OFFICES)} of {town}",
                )
                for n, name in enumerate(parties)
            ),
            what=tuple(events),
            when=tuple(
                DateEntry(
                    id=f"t-{number:04}{n}",
                    date=event.when,
                    said="on that day",
                    text=event.text,
                    evidence=event.evidence,
                )
                for n, event in enumerate(sorted(events, key=lambda event: event.when or ""))
            ),
            where=tuple(
                PlaceEntry(
                    id=f"l-{number:04}{n}",
                    name=name,
                    kind="city",
                    country="DK",
                    lat=round(50 + PLACES.index(name) / 4, 2),
                    lon=round(5 + PLACES.index(name) / 3, 2),
                    evidence=f"in {name}",
                )
                for n, name in enumerate((town, other))
            ),
            claims=tuple(claims),
            competing_claims=tuple(
                DisputeEntry(
                    id=f"d-{number:04}{n}",
                    topic=f"{topic}, {('the cause', 'the cost')[n]}",
                    status=draw.choice(STATUS),  # type: ignore[arg-type]
                    sides=(
                        SideEntry(party=claims[n].by, claims=(claims[n].id or "",)),
                        SideEntry(party=claims[n + 4].by, claims=(claims[n + 4].id or "",)),
                    ),
                )
                for n in range(2)
            ),
            verification=(
                VerificationEntry(
                    id=f"v-{number:04}0",
                    by=None,
                    kind="unverified",
                    text="The paper could not verify either account.",
                    about=(claims[0].id or "",),
                    evidence="The paper could not verify either account.",
                ),
            ),
        )

    def _claim(self, n: int, number: int, parties: list[str], day: date) -> ClaimEntry:
        by = parties[n % len(parties)]
        against = parties[(n + 1) % len(parties)]
        stance = ("accuses", "denies", "asserts", "asserts", "confirms")[n % 5]
        text = self._sentence(against if stance == "accuses" else by)
        return ClaimEntry(
            id=f"c-{number:04}{n}",
            by=by,
            stance=stance,  # type: ignore[arg-type]
            against=against if stance == "accuses" else None,
            text=f"{text}.",
            when=day.isoformat(),
            evidence=f"{text}, {by} said",
        )

    def _event(self, n: int, number: int, parties: list[str], day: date, town: str) -> EventEntry:
        text = self._sentence(parties[n % len(parties)])
        return EventEntry(
            id=f"w-{number:04}{n}",
            text=f"{text}.",
            when=(day - timedelta(days=self.random.randrange(60))).isoformat(),
            where=(town,),
            who=(parties[n % len(parties)],),
            evidence=text,
        )


def markdown(sheet: FactSheet) -> str:
    """The sheet's matter as a Markdown page, as people write them by hand."""
    lines = [f"# {sheet.title}", "", f"*{sheet.source.publisher}, {sheet.source.published}*", ""]
    lines += [sheet.summary or "", "", "## Who", ""]
    lines += [
        f"- **{p.name}**, {p.role or p.kind} (also {p.aliases}): {p.evidence}" for p in sheet.who
    ]
    lines += ["", "## What", ""]
    lines += [f"- {e.text} ({e.when}, {e.where}, {e.who}): {e.evidence}" for e in sheet.what]
    lines += ["", "## When", "", "| Date | What | Evidence |", "|---|---|---|"]
    lines += [f"| {d.date} | {d.text} | {d.evidence} |" for d in sheet.when]
    lines += ["", "## Where", ""]
    lines += [f"- {p.name}, {p.country}, {p.lat}, {p.lon}: {p.evidence}" for p in sheet.where]
    lines += ["", "## Claims", ""]
    for claim in sheet.claims:
        lines += [f"- **{claim.by}** {claim.stance} {claim.against or ''}: {claim.text}", ""]
        lines += [f"    > {claim.evidence}", ""]
    by_id = {claim.id: claim for claim in sheet.claims}
    for dispute in sheet.competing_claims:
        lines += [f"## {dispute.topic}", "", f"Status: {dispute.status}", ""]
        for side in dispute.sides:
            lines += [f"### {side.party}", "", *(by_id[c].text or "" for c in side.claims), ""]
    lines += ["## Verification", "", *(v.text or "" for v in sheet.verification)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the sheets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--markdown", action="store_true", help="Markdown pages instead of YAML")
    options = parser.parse_args()
    write(options.out, options.count, options.seed, as_markdown=options.markdown)


def write(out: Path, count: int, seed: int, *, as_markdown: bool = False) -> list[str]:
    """Write `count` sheets into the folder `out`, and return the names of the files."""
    out.mkdir(parents=True, exist_ok=True)
    maker, names = Maker(seed), []
    for number in range(count):
        sheet = maker.sheet(number)
        name = f"report-{number:05}.{'md' if as_markdown else 'yaml'}"
        text = markdown(sheet) if as_markdown else dump_sheet(sheet)
        (out / name).write_text(text, encoding="utf-8")
        names.append(name)
    return names


if __name__ == "__main__":
    main()
