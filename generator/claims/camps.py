"""Camps: who speaks for whom, so that no party is set against its own.

Input: the document's parties.  Output: whether two of them stand together by what their names and
roles say ("the Brandt campaign" and "Tove Brandt"; "Holt's lawyer" and "Holt").  Names of bodies
share many words; only those that single somebody out count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.entities.names import key_of
from generator.findings import Party
from generator.lexicon import load_lines, load_set, load_table

_SEAT = re.compile(r",? \(?([RD])-")
"""A lawmaker's party, as American reports tell it."""


class Camps:
    """The parties of a document, by who stands with whom."""

    def __init__(self, text: str, parties: Sequence[Party]) -> None:
        self._sides = {p.name: _sides(text, p) for p in parties}
        self._parties = {p.name: p for p in parties}
        self._keys = {p.name: _telling(p) for p in parties}
        self._together = {
            frozenset((p.name, q.name))
            for p in parties
            for q in parties
            if p is not q and (_serves(p, q) or _seats(p, q) or self._namesakes(p, q))
        }

    def _namesakes(self, one: Party, other: Party) -> bool:
        """Whether a body is called after the other ("the Brandt campaign" and "Brandt")."""
        if one.kind == other.kind == "person":
            # Two people of one surname are two people; what one is to the other, roles tell.
            return False
        return bool(self._keys[one.name] & self._keys[other.name]) or _described(one, other)

    def allied(self, names: Iterable[str], others: Iterable[str]) -> bool:
        """Whether some of one set are, or stand with, some of the other."""
        others = tuple(others)
        return any(n == o or frozenset((n, o)) in self._together for n in names for o in others)

    def rivals(self, names: Iterable[str], others: Iterable[str]) -> bool:
        """Whether two sets stand against each other by what they are, as parties in court do."""
        mine = {s for n in names for s in self._sides.get(n, ())}
        theirs = {s for n in others for s in self._sides.get(n, ())}
        return any((pair, not left) in theirs for pair, left in mine) and not mine & theirs

    def compatriots(
        self, names: Iterable[str], others: Iterable[str], against: Iterable[str]
    ) -> bool:
        """Whether two sets share a country that those against whom they stand do not share."""
        shared = self._countries(names) & self._countries(others)
        return bool(shared - self._countries(against))

    def _countries(self, names: Iterable[str]) -> set[str]:
        return {c for n in names if n in self._parties for c in self._parties[n].countries}


def _telling(party: Party) -> frozenset[str]:
    """The words of a name that single somebody out; none for those who stand against them."""
    words = key_of(party.name)
    if any(_singular(w) in load_set("claims/foes.txt") for w in words):
        return frozenset()
    common = load_set("claims/bodies.txt")
    named = [w for w in re.findall(r"[\w’'-]+", party.name) if w[:1].isupper()]
    kept = {k for w in named for k in key_of(w)} - common
    if party.kind == "person" and len(words) > 1:
        # The surname: given names are shared by strangers.
        kept &= {words[-1]}
    return frozenset(w for w in kept if len(w) > 2)


def _sides(text: str, party: Party) -> frozenset[tuple[int, bool]]:
    """The sides on which a party is by its name and role: the line of the list, left or right."""
    told = {_singular(w) for w in re.findall(r"[a-z]+", f"{party.name} {party.role or ''}".lower())}
    for mention in party.mentions:
        # "Ann Lo (R-Ohio)"
        seat = _SEAT.match(text, mention.end)
        if seat is not None:
            told.add({"R": "republican", "D": "democrat"}[seat[1]])
    out = set()
    for number, line in enumerate(load_lines("claims/rivals.txt")):
        for left, side in zip((True, False), line.split("|"), strict=True):
            if told & set(side.split()):
                out.add((number, left))
    return frozenset(out)


def _serves(party: Party, other: Party) -> bool:
    """Whether a role says for whom its bearer speaks ("Holt's spokeswoman")."""
    role = party.role or ""
    if not role or any(_singular(w) in load_set("claims/foes.txt") for w in role.lower().split()):
        return False
    names = (other.name, *(a for a in other.aliases if a[:1].isupper()))
    return any(re.search(rf"\b{re.escape(name)}\b", role) for name in names)


def _seats(party: Party, other: Party) -> bool:
    """Whether a party is the seat of the office that the other holds ("the Kremlin")."""
    titled = " ".join((other.name, other.role or "", *other.aliases)).lower()
    return other.kind == "person" and any(
        seat == " ".join(key_of(party.name)) and re.search(rf"\b{title}\b", titled)
        for seat, title in load_table("claims/seats.txt")
    )


def _described(one: Party, other: Party) -> bool:
    """Whether a body is called by words of its own name ("appeals court", "Court of Appeals")."""
    mine, theirs = set(key_of(one.name)), set(key_of(other.name))
    return one.name.islower() and len(mine) > 1 and mine <= theirs


def _singular(word: str) -> str:
    return word.removesuffix("s")
