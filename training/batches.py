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

from generator.encoder.link import buckets
from generator.encoder.windows import Ints, Marks, Pieces, Window, cut, window
from generator.encoder.words import SHAPES
from training.corpora import Document
from training.network import ATTRIBUTION, NAMES

_LOWER, _UPPER, _TITLE, _MIXED = 3, 4, 5, 6
_POOL = 24
"""Batches whose windows are sorted by length together, so that little is padding."""


@dataclass(frozen=True)
class Prepared:
    """A document with its pieces and, for each word, the allowed labels of its task."""

    document: Document
    pieces: Pieces
    allowed: np.ndarray
    line_of: Ints


class Batch(NamedTuple):
    """See `Reader` for the shapes.  `attribution` and `names` tell which windows are whose."""

    ids: Tensor
    case: Tensor
    mask: Tensor
    heads: Tensor
    lengths: Tensor
    breaks: Tensor
    allowed_attribution: Tensor
    allowed_names: Tensor
    of_attribution: Tensor
    buckets: Tensor
    targets: Tensor


def prepare(document: Document, tokenizer: Tokenizer, special: Marks) -> Prepared:
    """Cuts a document into pieces and spells out the labels that each word allows."""
    labels = ATTRIBUTION if document.task == "attribution" else NAMES
    allowed = np.zeros((len(document.words), len(labels)), bool)
    allowed[:, 0] = True
    if document.other_unknown:
        allowed[:, [i for i, x in enumerate(labels) if x.endswith("MISC")]] = True
    for role, first, last in document.tags:
        for i in range(first, last):
            place = (
                "S" if last - first == 1 else "B" if i == first else "E" if i == last - 1 else "I"
            )
            allowed[i] = False
            allowed[i, labels.index(f"{place}-{role}")] = True
    for i in document.unsure:
        allowed[i] = True
    lines = np.searchsorted(document.starts, np.arange(len(document.words)), side="right")
    return Prepared(document, cut(document.words, tokenizer, special.unknown), allowed, lines)


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
    windows: list[tuple[Prepared, Window]] = []
    for d in documents:
        case = _recased(d, rng, data["upper"], data["lower"], data["title"])
        n = len(d.document.words)
        room = pieces if n < 150 else rng.randint(pieces // 4, pieces)
        first = 0
        while first < n:
            bound = d.pieces.bounds[first] + room - 2
            last = max(first + 1, int(np.searchsorted(d.pieces.bounds, bound, side="right")) - 1)
            windows.append((d, window(d.pieces, case, first, last, special)))
            first, room = last, pieces
    rng.shuffle(windows)
    groups = []
    for at in range(0, len(windows), batch * _POOL):
        pool = sorted(windows[at : at + batch * _POOL], key=lambda w: len(w[1].ids))
        groups += [pool[i : i + batch] for i in range(0, len(pool), batch)]
    rng.shuffle(groups)
    for group in groups:
        yield _batch(group)


def _batch(group: list[tuple[Prepared, Window]]) -> Batch:
    b = len(group)
    longest = max(len(w.ids) for _, w in group)
    most = max(w.last - w.first for _, w in group)
    ids, case = np.zeros((b, longest), np.int64), np.zeros((b, longest), np.int64)
    mask = np.zeros((b, longest), bool)
    heads, lengths = np.zeros((b, most), np.int64), np.zeros(b, np.int64)
    breaks = np.zeros((b, most), bool)
    allowed = {
        "attribution": np.zeros((b, most, len(ATTRIBUTION)), bool),
        "names": np.zeros((b, most, len(NAMES)), bool),
    }
    places, lines = np.zeros((b, most), np.int64), np.zeros((b, most), np.int64)
    targets = np.full((2, b, most), -100, np.int64)
    for r, (d, w) in enumerate(group):
        n = w.last - w.first
        ids[r, : len(w.ids)], case[r, : len(w.ids)], mask[r, : len(w.ids)] = w.ids, w.case, True
        heads[r, :n], lengths[r] = w.heads, n
        starts = np.array(d.document.starts)
        breaks[r, starts[(starts >= w.first) & (starts < w.last)] - w.first] = True
        allowed[d.document.task][r, :n] = d.allowed[w.first : w.last]
        places[r, :n], lines[r, :n] = np.arange(n), d.line_of[w.first : w.last]
        for kind, pairs in enumerate((d.document.sources, d.document.cues)):
            for asks, answer in pairs:
                if w.first <= asks < w.last:
                    inside = answer is not None and w.first <= answer < w.last
                    targets[kind, r, asks - w.first] = (
                        answer - w.first if inside and answer is not None else most
                    )
    near = buckets(places[:, :, None], places[:, None], lines[:, :, None], lines[:, None])
    arrays = (ids, case, mask, heads, lengths, breaks, allowed["attribution"], allowed["names"])
    task = np.array([d.document.task == "attribution" for d, _ in group])
    return Batch(*(torch.from_numpy(a) for a in (*arrays, task, near, targets)))
