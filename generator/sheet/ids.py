"""Ids of entries: a letter for the list and five characters of Crockford's base 32.

Input: what an entry rests on (its evidence, or for a dispute the ids of its claims).  Output: an
id such as `c-7f2ak`.  An id is made once and stored; the merge
(`generator/revision/merge.py`) hands the stored one on for as long as the entry can be
recognised, so that links to it keep working.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from collections.abc import Collection

from generator.model import ID_LETTERS, ClaimEntry, DisputeEntry, FactSheet, VerificationEntry

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in lower case: no i, l, o or u, so that ids survive being read aloud."""

LENGTH = 5

ID_PATTERN = re.compile(rf"[{''.join(sorted(set(ID_LETTERS.values())))}]-[{ALPHABET}]{{{LENGTH}}}")


def normalise(words: str) -> str:
    """`words` as ids and comparisons see them: compatibility forms, case and spacing folded.

    Quotation marks and dashes lose their typographic form as well, since a desk that straightens
    them has changed nothing.
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    folded = folded.translate(_TYPOGRAPHY)
    return " ".join(folded.split())


_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-"}
)


def entry_id(letter: str, key: str, taken: Collection[str] = ()) -> str:
    """An id for the entry that rests on `key`, unlike any in `taken`.

    Args:
        letter: The list's letter (`generator.model.ID_LETTERS`).
        key: What tells the entry from others of its list, usually its evidence.
        taken: Ids in use.  A collision hashes again with a counter.

    Returns:
        The same id for the same arguments, on any machine.
    """
    words = normalise(key)
    attempt = 0
    while True:
        salted = f"{letter}\n{words}" if attempt == 0 else f"{letter}\n{words}\n{attempt}"
        number = int.from_bytes(hashlib.sha256(salted.encode()).digest()[:8], "big")
        digits = []
        for _ in range(LENGTH):
            number, digit = divmod(number, len(ALPHABET))
            digits.append(ALPHABET[digit])
        made = f"{letter}-{''.join(digits)}"
        if made not in taken:
            return made
        attempt += 1


def dispute_key(sides: Collection[Collection[str]]) -> str:
    """What a dispute's id is made from: the ids of its claims, side by side."""
    return " | ".join(" ".join(sorted(claims)) for claims in sides)


def assign(sheet: FactSheet) -> FactSheet:
    """`sheet` with an id on every entry that lacks one.

    Entries that have an id keep it.  Disputes get theirs from the ids of their claims, so claims
    come first; a dispute or verification that names claims must name them by ids already.
    """
    taken = {e.id for name in ID_LETTERS for e in getattr(sheet, name) if e.id is not None}
    changed: dict[str, object] = {}
    for name, letter in ID_LETTERS.items():
        entries = []
        for entry in getattr(sheet, name):
            if entry.id is None:
                made = entry_id(letter, _key(entry), taken)
                taken.add(made)
                entries.append(dataclasses.replace(entry, id=made))
            else:
                entries.append(entry)
        changed[name] = tuple(entries)
    return dataclasses.replace(sheet, **changed)  # type: ignore[arg-type]


def _key(entry: object) -> str:
    if isinstance(entry, DisputeEntry):
        return dispute_key([side.claims for side in entry.sides])
    if isinstance(entry, (ClaimEntry, VerificationEntry)) and not entry.evidence:
        return entry.text or ""
    return (
        getattr(entry, "evidence", None)
        or getattr(entry, "text", None)
        or getattr(entry, "name", None)
        or ""
    )
