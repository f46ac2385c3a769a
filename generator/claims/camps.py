"""Camps: who speaks for whom, so that no party is set against its own.

Input: the document's parties.  Output: whether two of them stand together by what their names and
roles say ("the Brandt campaign" and "Tove Brandt"; "Holt's lawyer" and "Holt").  Names of bodies
share many words; only those that single somebody out count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.findings import Party
from generator.lexicon import load_lines, load_set, load_table
from generator.toponyms.gazetteer import is_demonym
from generator.vocabulary.names import key_of

_SEAT = re.compile(r",? \(?([RD])-")
"""A lawmaker's party, as American reports tell it."""
_AFTER_HEAD = re.compile(r"\s*[,;(]|\s(?:of|for|in|at|to|from|with|on|and|who|under|behind)\s")
"""What may follow the head noun of a name or a role."""


class Camps:
    """The parties of a document, by who stands with whom."""

    def __init__(self, text: str, parties: Sequence[Party], places: Iterable[str] = ()) -> None:
        """Reads who stands with whom.

        Args:
            text: The document's text.
            parties: Its parties.
            places: Names of places and peoples in it, which many of its parties may bear.
        """
        placed = frozenset(k for place in places for k in key_of(place))
        self._sides = {p.name: _sides(text, p) for p in parties}
        self._parties = {p.name: p for p in parties}
        self._keys = {p.name: _telling(p, placed) for p in parties}
        self._together = {
            frozenset((p.name, q.name))
            for p in parties
            for q in parties
            if p is not q
            and (_serves(p, q) or _seats(p, q) or _is_one_of(p, q) or self._namesakes(p, q))
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


def _telling(party: Party, placed: frozenset[str]) -> frozenset[str]:
    """The words of a name that single somebody out; none for those who stand against them.

    A place says only where a body is, or whose: others have it in their names as well.
    """
    words = key_of(party.name)
    if any(_singular(w) in load_set("claims/foes.txt") for w in words):
        return frozenset()
    common = load_set("claims/bodies.txt")
    named = [w for w in re.findall(r"[\w’'-]+", party.name) if w[:1].isupper()]
    kept = {k for w in named for k in key_of(w)} - common
    if party.kind == "person" and len(words) > 1:
        # The surname: given names are shared by strangers.
        kept &= {words[-1]}
    elif party.kind != "person":
        kept = {w for w in kept if w not in placed and not is_demonym(w)}
    return frozenset(w for w in kept if len(w) > 2)


def _sides(text: str, party: Party) -> frozenset[tuple[int, bool]]:
    """The sides on which a party is by its name and role: the line of the list, left or right."""
    told = {" ".join(map(_singular, key_of(party.name)))}
    heads = {_head(party.name), _head(party.role or "")}
    adjectives = set(re.findall(r"[a-z]+", (party.role or "").lower()))
    adjectives |= set(re.findall(r"[a-z]+(?= part(?:y|ies)$)", party.name.lower()))
    for mention in party.mentions:
        # "Ann Lo (R-Ohio)"
        seat = _SEAT.match(text, mention.end)
        if seat is not None:
            adjectives.add({"R": "republican", "D": "democratic"}[seat[1]])
    out = set()
    for number, line in enumerate(load_lines("claims/rivals.txt")):
        for left, side in zip((True, False), line.split("|"), strict=True):
            for entry in (e.strip() for e in side.split(",")):
                word = entry.removesuffix("*")
                ends = any(f" {head}".endswith(f" {word}") for head in heads)
                if ends or word in told or (word != entry and word in adjectives):
                    out.add((number, left))
    return frozenset(out)


def _head(phrase: str) -> str:
    """A name or role up to its head noun ("a defense lawyer for Orr": "defense lawyer")."""
    first = _AFTER_HEAD.split(phrase.lower(), maxsplit=1)[0]
    return " ".join(_singular(w) for w in re.findall(r"[\w-]+", first))


def _serves(party: Party, other: Party) -> bool:
    """Whether a role says for whom its bearer speaks ("Holt's spokeswoman")."""
    role = party.role or ""
    if not role or any(_singular(w) in load_set("claims/foes.txt") for w in role.lower().split()):
        return False
    names = (other.name, *(a for a in other.aliases if a[:1].isupper()))
    return any(re.search(rf"\b{re.escape(name)}\b", role) for name in names)


def _is_one_of(party: Party, other: Party) -> bool:
    """Whether somebody is one of a group, in its words ("a Vale official", "Vale officials")."""
    told = _AFTER_HEAD.split(party.role or "", maxsplit=1)[0]
    single = any(letter.isupper() for letter in told)
    # "A local resident" stands with no others; "a Vale official" does.
    return other.kind == "group" and single and _head(told) == _head(other.name)


def _seats(party: Party, other: Party) -> bool:
    """Whether a party is the seat of the office that the other holds, or of the other's country."""
    return other.kind in {"person", "country"} and any(
        seat == " ".join(key_of(party.name))
        and (country in other.countries or not other.countries)
        and (other.kind == "country" or _holds(other, title))
        for seat, country, title in load_table("claims/seats.txt")
    )


def _holds(person: Party, title: str) -> bool:
    """Whether somebody's role is headed by a title, or the name begins with it ("King Rolf")."""
    if any(n.lower().startswith(f"{title} ") for n in (person.name, *person.aliases)):
        return True
    role = (person.role or "").lower()
    head = _AFTER_HEAD.split(role, maxsplit=1)[0]
    if title in role and role.startswith(title):
        # "secretary of state"
        head = title if not role[len(title) :].startswith(("-", "'", "’")) else ""
    before = set(re.findall(r"\w+", head.removesuffix(title)))
    holds = not before & load_set("who/not_in_office.txt")
    return re.search(rf"(?:^|\s){title}$", head) is not None and holds


def _described(one: Party, other: Party) -> bool:
    """Whether a body is called by words of its own name ("appeals court", "Court of Appeals")."""
    mine, theirs = set(key_of(one.name)), set(key_of(other.name))
    return one.name.islower() and len(mine) > 1 and mine <= theirs


def _singular(word: str) -> str:
    return word.removesuffix("s")
