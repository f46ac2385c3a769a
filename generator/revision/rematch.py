"""New entries -> the entries of before that they are, so that ids are handed on.

Input: the machine's new output and every entry that it wrote before (the base's, those that an
editor deleted, those that the seed had lost).  Output: the new output with the stored ids.
Entries are the same where their evidence is; else where evidence and wording are very alike, with
a clear lead over the next candidate.  In doubt an entry gets a new id: a duplicate is safer than
words put into the wrong mouth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from generator.model import ID_LETTERS
from generator.sheet.data import Data, same
from generator.sheet.ids import dispute_key, entry_id, normalise
from generator.sheet.references import REFERRING, refer, spared, without_claims
from generator.sheet.spec import LISTS

ALIKE = 0.72
"""The likeness, from 0 to 1, from which two entries may be one."""

MARGIN = 0.1
"""The lead that the likest candidate needs over the next."""

_WORDING = {
    "who": "name", "what": "text", "when": "text", "where": "name", "claims": "text",
    "competing_claims": "topic", "verification": "text",
}  # fmt: skip

_SAME_FIELDS = {"claims": ("by",), "who": ("name",), "where": ("name",), "when": ("date",)}
"""What must not differ between entries that are matched by likeness alone."""


def rematch(
    generated: Data,
    known: Mapping[str, Sequence[Data]],
    standing: Mapping[str, Any],
    deleted: Callable[[Sequence[Data]], Collection[str]] = lambda claims: (),
) -> Data:
    """`generated` with the ids of the `known` entries that its entries are.

    Args:
        generated: The machine's new output.
        known: The entries that the machine wrote before, by list, each with its id.
        standing: The sheet as it stands, whose ids are in use as well.  An entry of it that no
            record knows is taken for the machine's if its evidence and its id, or all of it, are.
        deleted: Tells of the output's claims, ids as stored, which the sheet won't hold.

    Returns:
        The same output; entries that are new have ids unlike any other, and disputes and
        verifications name claims by the ids that these now have, and no deleted one.
    """
    result = dict(generated)
    used = all_ids(standing, known)
    renamed: dict[str, str] = {}
    for name, letter in ID_LETTERS.items():
        entries = [dict(entry) for entry in generated.get(name, ())]
        old = list(known.get(name, ()))
        if name in REFERRING:
            entries = [rename_claims(entry, renamed) for entry in entries]
            # Before they are matched: a dispute is known by the claims that it is left with.
            gone = deleted(result.get("claims", ()))
            entries = spared(name, entries, gone)
            old = [without_claims(entry, gone) for entry in old]
        if not entries:
            result.pop(name, None)
            continue
        stored = match(name, entries, old)
        recorded = {e["id"] for e in old}
        lost = [e for e in standing.get(name, ()) if e.get("id") not in recorded]
        rest = [n for n in range(len(entries)) if n not in stored]
        found = _unrecorded(name, [entries[n] for n in rest], lost)
        stored |= {rest[n]: ident for n, ident in found.items()}
        for number, entry in enumerate(entries):
            before = entry.get("id", "")
            entry_now = stored.get(number)
            if entry_now is None:
                entry_now = before
                if not before or before in used:
                    entry_now = entry_id(letter, key_of(name, entry), used)
            used.add(entry_now)
            if name == "claims" and before:
                renamed[before] = entry_now
            entries[number] = {"id": entry_now, **{k: v for k, v in entry.items() if k != "id"}}
        result[name] = entries
    return result


def _unrecorded(name: str, new: Sequence[Data], here: Sequence[Data]) -> dict[int, str]:
    """Matches entries of a run whose record was lost: same words, and same id or content."""
    free = {e["id"]: e for e in here if isinstance(e.get("id"), str)}
    matched: dict[int, str] = {}
    for number, entry in enumerate(new):
        for ident, standing in free.items():
            known = ident == entry.get("id") or same(_body(entry), _body(standing))
            if known and normalise(key_of(name, entry)) == normalise(key_of(name, standing)):
                matched[number] = ident
                del free[ident]
                break
    return matched


def rename_claims(entry: Data, renamed: Mapping[str, str]) -> Data:
    """A dispute or verification that names claims by their new ids."""
    return refer(entry, lambda claims: [renamed.get(claim, claim) for claim in claims])


def key_of(name: str, entry: Data) -> str:
    """What an entry of the list `name` is known by: its evidence, or a dispute's claims."""
    if name == "competing_claims":
        return dispute_key([side.get("claims", ()) for side in entry.get("sides", ())])
    return str(entry.get("evidence") or entry.get(_WORDING[name]) or "")


def match(name: str, new: Sequence[Data], old: Sequence[Data]) -> dict[int, str]:
    """New entry's number -> the id of the old entry that it is; one to one."""
    matched: dict[int, str] = {}
    left_new = defaultdict(list)
    left_old = defaultdict(list)
    for number, entry in enumerate(new):
        left_new[normalise(key_of(name, entry))].append(number)
    for number, entry in enumerate(old):
        left_old[normalise(key_of(name, entry))].append(number)
    rest_new, rest_old = [], set(range(len(old)))
    for key, numbers in left_new.items():
        candidates = left_old.get(key, [])
        if len(numbers) == len(candidates) == 1:
            pairs = [(numbers[0], candidates[0])]
        else:
            pairs = _by_content(name, numbers, candidates, new, old)
        for one, other in pairs:
            matched[one] = old[other]["id"]
            rest_old.discard(other)
        rest_new += [n for n in numbers if n not in matched]
    for one, other in _by_likeness(name, rest_new, sorted(rest_old), new, old):
        matched[one] = old[other]["id"]
    return matched


def _by_content(
    name: str, numbers: list[int], candidates: list[int], new: Sequence[Data], old: Sequence[Data]
) -> list[tuple[int, int]]:
    """Pairs among entries that rest on the same words: those that say the same, then the likest."""
    pairs = []
    free = list(candidates)
    waiting = []
    for number in numbers:
        twin = next((c for c in free if same(_body(new[number]), _body(old[c]))), None)
        if twin is None:
            waiting.append(number)
        else:
            free.remove(twin)
            pairs.append((number, twin))

    def likeness(one: Data, other: Data) -> float:
        return _ratio(one.get(_WORDING[name], ""), other.get(_WORDING[name], ""))

    return pairs + _clear_pairs(waiting, free, new, old, likeness)


def _by_likeness(
    name: str, numbers: list[int], candidates: list[int], new: Sequence[Data], old: Sequence[Data]
) -> list[tuple[int, int]]:
    def likeness(one: Data, other: Data) -> float:
        if name == "competing_claims":
            return _overlap(one, other)
        if any(not same(one.get(f), other.get(f)) for f in _SAME_FIELDS.get(name, ())):
            return 0.0
        score = 0.0
        for alike in (_at_most, _ratio):
            evidence = alike(one.get("evidence", ""), other.get("evidence", ""))
            wording = alike(one.get(_WORDING[name], ""), other.get(_WORDING[name], ""))
            score = max(evidence, 0.5 * evidence + 0.5 * wording)
            if score < ALIKE - MARGIN:
                break  # too low to be a match, or to come near one
        return score

    return _clear_pairs(numbers, candidates, new, old, likeness)


def _clear_pairs(
    numbers: list[int], candidates: list[int], new: Sequence[Data], old: Sequence[Data],
    likeness: Callable[[Data, Data], float],
) -> list[tuple[int, int]]:  # fmt: skip
    """Pairs that are alike, and more alike than either is to anything else."""
    scores = [[likeness(new[n], old[c]) for c in candidates] for n in numbers]
    rows = [_best_two(row) for row in scores]
    columns = [_best_two(column) for column in zip(*scores, strict=True)]
    pairs = []
    for n, row, (best, second) in zip(numbers, scores, rows, strict=True):
        if best < ALIKE or best < second + MARGIN:
            continue
        at = row.index(best)
        top, rival = columns[at]
        if best >= top and best >= rival + MARGIN:
            pairs.append((n, candidates[at]))
    return pairs


def _best_two(scores: Sequence[float]) -> tuple[float, float]:
    """The highest score and the next; nought where there is none."""
    best = second = 0.0
    for score in scores:
        if score > best:
            best, second = score, best
        else:
            second = max(second, score)
    return best, second


def _overlap(one: Data, other: Data) -> float:
    first = {c for side in one.get("sides", ()) for c in side.get("claims", ())}
    second = {c for side in other.get("sides", ()) for c in side.get("claims", ())}
    shared = len(first & second) / max(1, len(first | second))
    return 1.0 if shared >= 0.5 else shared


def _ratio(one: str, other: str) -> float:
    """How alike two texts are, word by word."""
    return SequenceMatcher(None, _words(one), _words(other), False).ratio()


def _at_most(one: str, other: str) -> float:
    """What `_ratio` can't be above, and a hundredth of its price."""
    length = len(_words(one)) + len(_words(other))
    shared = (_counted(one) & _counted(other)).total()
    return 2.0 * shared / length if length else 1.0


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(normalise(text).split())


@lru_cache(maxsize=8192)
def _counted(text: str) -> Counter[str]:
    return Counter(_words(text))


def _body(entry: Data) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "id"}


def all_ids(*sheets: Mapping[str, Any]) -> set[str]:
    """Every id that the entries of these sheets have."""
    return {
        entry["id"]
        for sheet in sheets
        for name in LISTS
        for entry in sheet.get(name, ())
        if isinstance(entry.get("id"), str)
    }
