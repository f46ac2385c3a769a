"""Training.  Documents -> windows, anew for each epoch -> batches of tensors.

The windows' bounds and the capitals change from epoch to epoch, all drawn from one seed, so that
an epoch can be made again when training resumes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from generator.encoder.windows import Ints, Marks, Pieces, Window, cut, window
from generator.encoder.words import GAPS, SHAPES
from training.corpora import Document, Tags
from training.network import CHAINS, POINTERS

UNKNOWN = -100
"""Where a label or a target is not known."""

_LOWER, _UPPER, _TITLE, _MIXED = 3, 4, 5, 6
_LINE, _EMPTY_LINE = GAPS - 2, GAPS - 1
_POOL = 24
"""Batches whose windows are sorted by length together, so that little is padding."""


@dataclass(frozen=True)
class Prepared:
    """A document with its pieces and what each of its words may be.

    `allowed` (a head: words x labels) and `targets` (pointers x words: a word, -1 for none) allow
    everything where nothing is known.
    """

    document: Document
    pieces: Pieces
    allowed: dict[str, np.ndarray]
    targets: Ints
    line_of: Ints


class Batch(NamedTuple):
    """Tensors of one step; `firsts` are the positions of the words' first pieces.

    `case_as_set` has the empty lines that the corpus has, as teachers saw them.
    Shapes: `ids`, both cases, `mask` windows x pieces; `firsts`, `breaks`, `lines` windows x words;
    `targets` pointers x windows x words, where the number of words stands for none.
    """

    ids: Tensor
    case: Tensor
    case_as_set: Tensor
    mask: Tensor
    firsts: Tensor
    lengths: Tensor
    breaks: Tensor
    lines: Tensor
    allowed: dict[str, Tensor]
    targets: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        return Batch(
            *(
                {k: v.to(device) for k, v in part.items()}
                if isinstance(part, dict)
                else part.to(device)
                for part in self
            )
        )


def prepare(document: Document, tokenizer: Tokenizer, special: Marks) -> Prepared:
    """Cuts a document into pieces and spells out what each word may be."""
    n = len(document.words)
    allowed = {head: np.ones((n, len(labels)), bool) for head, labels in CHAINS.items()}
    targets = np.full((len(POINTERS), n), UNKNOWN, np.int64)
    if told := document.attributions:
        allowed["attribution"] = _allowed(n, CHAINS["attribution"], told.tags)
        for kind, pairs in enumerate((told.sources, told.cues)):
            for asks, answer in pairs:
                targets[kind, asks] = -1 if answer is None else answer
    if named := document.names:
        allowed["names"] = _allowed(n, CHAINS["names"], named.tags, named.other_unknown)
        allowed["names"][sorted(named.unsure)] = True
    lines = np.searchsorted(document.starts, np.arange(n), side="right")
    pieces = cut(document.words, tokenizer, special.unknown)
    return Prepared(document, pieces, allowed, targets, lines)


def _allowed(
    words: int, labels: tuple[str, ...], tags: Tags, other_unknown: bool = False
) -> np.ndarray:
    """Words x labels, true where the label may be right."""
    allowed = np.zeros((words, len(labels)), bool)
    allowed[:, 0] = True
    if other_unknown:
        allowed[:, [i for i, x in enumerate(labels) if x.endswith("MISC")]] = True
    for role, first, last in tags:
        for i in range(first, last):
            place = (
                "S" if last - first == 1 else "B" if i == first else "E" if i == last - 1 else "I"
            )
            allowed[i] = False
            allowed[i, labels.index(f"{place}-{role}")] = True
    return allowed


def _with_lines(case: Ints, rng: random.Random) -> Ints:
    """The words' cases with empty lines put in or taken out.

    Only some corpora have empty lines; a head must not learn that they tell its corpus.
    """
    gap = rng.choice((0, _LINE, _EMPTY_LINE))
    return np.where(case // SHAPES >= _LINE, case % SHAPES + SHAPES * gap, case) if gap else case


def _recased(
    prepared: Prepared, rng: random.Random, upper: float, lower: float, title: float
) -> Ints:
    """The words' cases, some lines written otherwise."""
    case = np.array(prepared.document.case)
    starts = [*prepared.document.starts, len(case)]
    for first, last in pairwise(starts):
        draw = rng.random()
        to = 0
        if draw < upper:
            to = _UPPER
        elif draw < upper + lower:
            to = _LOWER
        elif draw < upper + lower + title and last - first < 30:
            to = _TITLE
        if to:
            shapes = case[first:last] % SHAPES
            letters = (shapes >= _LOWER) & (shapes <= _MIXED)
            case[first:last] += np.where(letters, to - shapes, 0)
    return case


def epoch(
    documents: Sequence[Prepared],
    special: Marks,
    data: dict[str, float],
    pieces: int,
    batch: int,
    rng: random.Random,
) -> Iterator[Batch]:
    """All windows of the documents once, in random batches."""
    windows: list[tuple[Prepared, Window, Window]] = []
    for d in documents:
        as_set = _recased(d, rng, data["upper"], data["lower"], data["title"])
        case = _with_lines(as_set, rng)
        n = len(d.document.words)
        room = pieces if n < pieces // 2 else rng.randint(pieces // 4, pieces)
        first = 0
        while first < n:
            bound = d.pieces.bounds[first] + room - 2
            last = max(first + 1, int(np.searchsorted(d.pieces.bounds, bound, side="right")) - 1)
            both = (window(d.pieces, c, first, last, special) for c in (case, as_set))
            windows.append((d, *both))
            first, room = last, pieces
    rng.shuffle(windows)
    groups = []
    for at in range(0, len(windows), batch * _POOL):
        pool = sorted(windows[at : at + batch * _POOL], key=lambda w: len(w[1].ids))
        groups += [pool[i : i + batch] for i in range(0, len(pool), batch)]
    rng.shuffle(groups)
    for group in groups:
        yield _batch(group)


def _batch(group: list[tuple[Prepared, Window, Window]]) -> Batch:
    b = len(group)
    longest = max(len(w.ids) for _, w, _ in group)
    most = max(w.last - w.first for _, w, _ in group)
    ids, case, as_set = (np.zeros((b, longest), np.int64) for _ in range(3))
    mask = np.zeros((b, longest), bool)
    firsts, lengths = np.zeros((b, most), np.int64), np.zeros(b, np.int64)
    breaks, lines = np.zeros((b, most), bool), np.zeros((b, most), np.int64)
    allowed = {head: np.ones((b, most, len(labels)), bool) for head, labels in CHAINS.items()}
    targets = np.full((len(POINTERS), b, most), UNKNOWN, np.int64)
    for r, (d, w, before) in enumerate(group):
        n, here = w.last - w.first, slice(w.first, w.last)
        ids[r, : len(w.ids)], case[r, : len(w.ids)], mask[r, : len(w.ids)] = w.ids, w.case, True
        as_set[r, : len(w.ids)] = before.case
        firsts[r, :n], lengths[r], lines[r, :n] = w.heads, n, d.line_of[here]
        starts = np.array(d.document.starts)
        breaks[r, starts[(starts >= w.first) & (starts < w.last)] - w.first] = True
        for head, of_all in d.allowed.items():
            allowed[head][r, :n] = of_all[here]
        told = d.targets[:, here]
        inside = (told >= w.first) & (told < w.last)
        targets[:, r, :n] = np.where(told == UNKNOWN, told, np.where(inside, told - w.first, most))

    arrays = (ids, case, as_set, mask, firsts, lengths, breaks, lines)
    return Batch(
        *(torch.from_numpy(a) for a in arrays),
        {head: torch.from_numpy(each) for head, each in allowed.items()},
        torch.from_numpy(targets),
    )
