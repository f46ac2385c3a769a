"""Training.  What a batch costs: against the corpora's annotation, and against teachers.

A student learns whole distributions from its teachers (Hinton, Vinyals & Dean 2015): of label
sequences (what their chains expect) and of what words point at.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from generator.encoder.link import buckets
from training.batches import UNKNOWN, Batch
from training.crf import Expected, mean
from training.network import CHAINS, POINTERS, Near, Outputs, Reader

_ASKING = ("cue", "content")
"""The roles of the spans that point, in the order of `POINTERS`."""


class Taught(NamedTuple):
    """What teachers make of a batch, averaged: by head, and by pointer."""

    chains: dict[str, Expected]
    pointers: dict[str, Tensor]


def run(reader: Reader, batch: Batch, case: Tensor) -> Outputs:
    """What a network says of each word (that is, of its first piece), given one of its cases."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        outputs = reader(batch.ids, case, None if bool(batch.mask.all()) else batch.mask)
    return Outputs(
        *(
            o.float().gather(1, batch.firsts.unsqueeze(-1).expand(-1, -1, o.shape[-1]))
            for o in outputs
        )
    )


def against_corpora(reader: Reader, outputs: Outputs, batch: Batch) -> dict[str, Tensor]:
    """Summed losses by head and pointer; what a corpus doesn't tell costs nothing."""
    out = {}
    for head in CHAINS:
        scores = getattr(outputs, head)
        out[head] = reader.chains[head].loss(
            scores, batch.allowed[head], batch.breaks, batch.lengths
        )
    near = _near(batch)
    for kind, pointer in enumerate(POINTERS):
        scores = reader.pointed(outputs.links, kind, near, batch.lengths)
        out[pointer] = functional.nll_loss(
            scores.flatten(0, 1),
            batch.targets[kind].flatten(),
            ignore_index=UNKNOWN,
            reduction="sum",
        )
    return out


@torch.no_grad()
def teach(teachers: Sequence[Reader], batch: Batch) -> Taught:
    """The mean of what the teachers expect."""
    near = _near(batch)
    chains: dict[str, list[Expected]] = {head: [] for head in CHAINS}
    pointers: dict[str, list[Tensor]] = {pointer: [] for pointer in POINTERS}
    for teacher in teachers:
        outputs = run(teacher, batch, batch.case_as_set)
        for head, each in chains.items():
            scores = getattr(outputs, head)
            each.append(teacher.chains[head].expected(scores, batch.breaks, batch.lengths))
        for kind, told in enumerate(pointers.values()):
            told.append(teacher.pointed(outputs.links, kind, near, batch.lengths).exp())
    return Taught(
        {head: mean(each) for head, each in chains.items()},
        {pointer: torch.stack(told).mean(0) for pointer, told in pointers.items()},
    )


def against_teachers(
    reader: Reader, outputs: Outputs, batch: Batch, taught: Taught
) -> dict[str, Tensor]:
    """Summed cross-entropies by head and pointer, of all words."""
    near = _near(batch)
    out = {}
    for head, expected in taught.chains.items():
        out[head] = reader.chains[head].divergence(
            getattr(outputs, head), expected, batch.breaks, batch.lengths
        )
    for kind, (pointer, role) in enumerate(zip(POINTERS, _ASKING, strict=True)):
        scores = reader.pointed(outputs.links, kind, near, batch.lengths)
        labels = CHAINS["attribution"]
        begins = [labels.index(f"{place}-{role}") for place in "BS"]
        asking = taught.chains["attribution"].labels[..., begins].sum(-1)
        out[pointer] = -((taught.pointers[pointer] * scores).sum(-1) * asking).sum()
    return out


def _near(batch: Batch) -> Near:
    """How far apart the words of each pair of each window are."""
    n = batch.firsts.shape[1]
    at = torch.arange(n, device=batch.ids.device)
    away = at[None] - at[:, None] + n
    return Near(
        _classes(n).to(batch.ids.device), away, batch.lines[:, :, None] != batch.lines[:, None]
    )


@cache
def _classes(words: int) -> Tensor:
    """Same line or not x steps away -> class."""
    away = np.arange(2 * words + 1) - words
    rows = [buckets(np.zeros(1, int), away, np.array(0), np.array(line)) for line in (0, 1)]
    return torch.from_numpy(np.stack(rows))
