"""What a sheet means, checked: names, ids and claims that it refers to, dates, and evidence.

Input: a sheet that was read (`generator/sheet/yaml_read.py`) and, for the evidence, the text of its
seed.  Output: problems, all at once.  What a field may hold was checked on reading.  Imports
nothing of the reading of documents, so that checking stays fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import yaml

from generator.document import Severity
from generator.model import UNNAMED
from generator.sheet.formats import date_wrong, first_day, interval_wrong, last_day
from generator.sheet.spec import LISTS
from generator.sheet.yaml_read import Mapped, Reader


def check_meaning(sheet: Mapped, reader: Reader) -> None:
    """Adds to `reader` what is wrong with the sheet as a whole, its seed left aside."""
    _ids(sheet, reader)
    _parties(sheet, reader)
    _claims(sheet, reader)
    _dates(sheet, reader)
    _reviews(sheet, reader)


def check_evidence(sheet: Mapped, reader: Reader, *texts: str) -> None:
    """Adds a problem for each `evidence` that is in none of `texts` (the seed's and its title).

    An entry under review is let be: its `review` line says already that its source changed.
    """
    collapsed: list[str] = []
    for _, entry in entries(sheet):
        evidence = entry.data.get("evidence")
        if not isinstance(evidence, str) or "review" in entry.data:
            continue
        if not any(evidence in text for text in texts):
            collapsed = collapsed or [" ".join(text.split()) for text in texts]
            loose = " ".join(evidence.split())
            spaced = any(loose in text for text in collapsed)
            reader.problem(
                "evidence-not-in-seed", "the seed does not hold these words",
                _node(entry, "evidence"), entry=entry.label, expected="the seed's exact words",
                hint="only the spacing differs: copy it from the seed" if spaced
                else "copy the words from the seed, or delete the line",
            )  # fmt: skip


def entries(sheet: Mapped) -> Iterator[tuple[str, Mapped]]:
    """All entries of the sheet, each with the name of its list."""
    for name in LISTS:
        for entry in sheet.lists.get(name, ()):
            yield name, entry


def _node(entry: Mapped, name: str) -> yaml.Node:
    return entry.fields[name][1]


def _ids(sheet: Mapped, reader: Reader) -> None:
    seen: dict[str, Mapped] = {}
    for _, entry in entries(sheet):
        ident = entry.data.get("id")
        if not ident:
            continue
        if ident in seen:
            line, _ = reader.places.place(_node(seen[ident], "id").start_mark.index)
            reader.problem(
                "duplicate-id", f"`{ident}` is the id of another entry as well", _node(entry, "id"),
                entry=entry.label,
                hint=f"the other is on line {line}; delete the `id:` line in the copy",
            )  # fmt: skip
        else:
            seen[ident] = entry


def _whole(sheet: Mapped, name: str) -> bool:
    """Whether a list could be read, so that what refers to it can be checked."""
    if name not in sheet.fields:
        return True
    node = sheet.fields[name][1]
    return not node.value or len(node.value) == len(sheet.lists.get(name, ()))


def _parties(sheet: Mapped, reader: Reader) -> None:
    if not _whole(sheet, "who"):
        return
    names: set[str] = {UNNAMED}
    aliases: dict[str, str] = {}
    for party in sheet.lists.get("who", ()):
        name = party.data.get("name")
        if isinstance(name, str):
            names.add(name)
            for alias in party.data.get("aliases", ()):
                aliases.setdefault(alias, name)
    for entry in _referring(sheet):
        for field in ("by", "against", "party", "who"):
            if field not in entry.data or (field == "by" and entry.label.startswith("verif")):
                continue
            for name, node in _texts(entry, field):
                if name not in names:
                    _unknown_party(name, node, names, aliases, entry, reader)


def _referring(sheet: Mapped) -> Iterator[Mapped]:
    yield from sheet.lists.get("what", ())
    yield from sheet.lists.get("claims", ())
    for dispute in sheet.lists.get("competing_claims", ()):
        yield from dispute.lists.get("sides", ())


def _unknown_party(
    name: str, node: yaml.Node, names: set[str], aliases: dict[str, str], entry: Mapped,
    reader: Reader,
) -> None:  # fmt: skip
    if name in aliases:
        hint = f"it is an alias of `{aliases[name]}`: write that"
    elif near := reader.closest(name, sorted(names)):
        hint = f"did you mean `{near}`?"
    else:
        hint = (
            "add the party to `who`, or write one of its names; where `who` has a new name "
            "for it, `factsheets generate` follows"
        )
    reader.problem("unknown-party", f"`who` has no party named `{name[:80]}`", node,
                   entry=entry.label, expected="the `name` of an entry of `who`",
                   hint=hint)  # fmt: skip


def _texts(entry: Mapped, field: str) -> Iterator[tuple[str, yaml.Node]]:
    node = _node(entry, field)
    for part in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(part, yaml.ScalarNode) and part.value:
            yield part.value, part


def _claims(sheet: Mapped, reader: Reader) -> None:
    if not _whole(sheet, "claims"):
        return
    known = {e.data["id"] for e in sheet.lists.get("claims", ()) if e.data.get("id")}
    for verification in sheet.lists.get("verification", ()):
        if "about" in verification.data:
            _known_claims(verification, "about", known, reader)
    for dispute in sheet.lists.get("competing_claims", ()):
        sides = dispute.lists.get("sides", [])
        if "sides" in dispute.fields and len(sides) < 2:
            reader.problem("one-side", "a dispute with fewer than two sides",
                           dispute.fields["sides"][0], entry=dispute.label,
                           expected="two sides or more",
                           hint="add the other side, or delete the dispute")  # fmt: skip
        seen: set[str] = set()
        for side in sides:
            if "claims" not in side.fields:
                continue
            if "claims" not in side.data:
                continue  # no list at all, which was told
            if not side.data["claims"]:
                reader.problem("empty-side", "a side without claims", side.fields["claims"][0],
                               entry=side.label, expected="ids of claims",
                               hint="name the party's claims, or delete the side")  # fmt: skip
                continue
            _known_claims(side, "claims", known, reader)
            for ident, node in _texts(side, "claims"):
                if ident in seen:
                    reader.problem("claim-on-two-sides", f"`{ident}` is on another side as well",
                                   node, entry=side.label, hint="keep it on one side")  # fmt: skip
            seen.update(side.data["claims"])


def _known_claims(entry: Mapped, field: str, known: set[str], reader: Reader) -> None:
    for ident, node in _texts(entry, field):
        if ident not in known:
            near = reader.closest(ident, sorted(known))
            reader.problem(
                "unknown-claim", f"`claims` has no `{ident[:60]}`", node, entry=entry.label,
                expected="the id of an entry of `claims`",
                hint=f"did you mean `{near}`?" if near
                else "if the claim was deleted, delete its id here as well",
            )  # fmt: skip


def _dates(sheet: Mapped, reader: Reader) -> None:
    source = sheet.records.get("source")
    if source is not None:
        published, updated = source.data.get("published"), source.data.get("updated")
        if (
            isinstance(published, str) and isinstance(updated, str)
            and not (date_wrong(published) or date_wrong(updated))
            and last_day(updated) < first_day(published)
        ):  # fmt: skip
            reader.problem("dates-out-of-order", "updated before it was published",
                           _node(source, "updated"), entry=source.label,
                           hint="swap `published` and `updated`, or correct one")  # fmt: skip
    latest = ""
    for entry in sheet.lists.get("when", ()):
        date = entry.data.get("date")
        if not isinstance(date, str) or interval_wrong(date):
            continue
        if first_day(date) < latest:
            reader.problem("timeline-out-of-order", f"{date} stands after a later date",
                           _node(entry, "date"), entry=entry.label, severity=Severity.WARNING,
                           hint="move the entry up: the timeline reads oldest first")  # fmt: skip
        latest = max(latest, first_day(date))


def _reviews(sheet: Mapped, reader: Reader) -> None:
    for _, entry in entries(sheet):
        if entry.data.get("review"):
            reader.problem("review", f"to review: {entry.data['review']}",
                           entry.fields["review"][0], entry=entry.label, severity=Severity.WARNING,
                           hint=_settle(reader.path, entry))  # fmt: skip


def _settle(path: str, entry: Mapped) -> str:
    ident = entry.data.get("id")
    hint = "settle it, then delete the `review:` line"
    if not ident:
        return hint
    slug = PurePosixPath(path).stem
    accept = f"`factsheets accept {slug}/{ident}` takes the machine's version"
    return f"{hint}; {accept}, or drops the entry where it has none"
