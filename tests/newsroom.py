"""A reader of documents for tests: it needs no model, and its output is plain to see.

A seed is lines.  `# ` begins the title, `@ ` a party, `! ` an event, `> Name: words` a claim, and
`~ topic: n, m` a dispute between the nth and the mth claim, `? words: n, m` what the document says
on checking them.  An entry's evidence is its line, or what follows ` | ` in it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.document import Problem
from generator.model import (
    ClaimEntry,
    DisputeEntry,
    EventEntry,
    FactSheet,
    PartyEntry,
    SideEntry,
    Source,
    VerificationEntry,
)
from generator.revision.renew import Reading
from generator.sheet import ids
from generator.sheet.data import to_data


def read_text(text: str, name: str) -> FactSheet:
    """The sheet of a seed's text."""
    title, who, what, claims, disputes, checks = "", [], [], [], [], []
    taken: set[str] = set()

    def made(letter: str, key: str) -> str:
        ident = ids.entry_id(letter, key, taken)
        taken.add(ident)
        return ident

    for line in text.splitlines():
        mark, _, words = line.partition(" ")
        if mark == "#":
            title = words
        elif mark == "@":
            told, _, evidence = words.partition(" | ")
            key = evidence or told
            who.append(PartyEntry(id=made("p", key), name=told, evidence=key))
        elif mark == "!":
            told, _, evidence = words.partition(" | ")
            key = evidence or told
            what.append(EventEntry(id=made("w", key), text=told, evidence=key))
        elif mark == ">":
            name_, _, said = words.partition(": ")
            claims.append(
                ClaimEntry(id=made("c", said), by=name_, stance="asserts", text=said, evidence=said)
            )
        elif mark == "?":
            told, _, numbers = words.rpartition(": ")
            about = tuple(claims[int(n)].id or "" for n in numbers.split(", "))
            checks.append(
                VerificationEntry(id=made("v", told), text=told, about=about, evidence=told)
            )
        elif mark == "~":
            topic, _, numbers = words.rpartition(": ")
            sides = tuple(
                SideEntry(party=claims[int(n)].by, claims=(claims[int(n)].id or "",))
                for n in numbers.split(", ")
            )
            key = ids.dispute_key([s.claims for s in sides])
            disputes.append(DisputeEntry(id=made("d", key), topic=topic, sides=sides))
    return FactSheet(
        title=title,
        source=Source(seed=name, publisher="Vale Courier", published="2024-03-14"),
        who=tuple(who),
        what=tuple(what),
        claims=tuple(claims),
        competing_claims=tuple(disputes),
        verification=tuple(checks),
    )


def read_seed(path: Path, name: str) -> Reading | Problem:
    """What `generator.generate.read_seed` would hand back, without a model."""
    data = path.read_bytes()
    if b"\0" in data:
        return Problem("binary", "not a text", name, hint="delete it")
    text = data.decode()
    sheet = read_text(text, name)
    digest = hashlib.sha256(data).hexdigest()
    return Reading(to_data(sheet), text, sheet.title, digest, (), ())
