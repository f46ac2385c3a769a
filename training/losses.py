"""Training.  What a batch costs: against the corpora's annotation, and against teachers.

A student learns whole distributions from its teachers (Hinton, Vinyals & Dean 2015): of label
sequences (what their chains expect), of labels, of what words point at.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from generator.encoder.link import buckets
from training.batches import UNKNOWN, Batch
from training.crf import Expected, Terms
from training.network import CHAINS, LABELS, PLAIN, POINTERS, Near, Outputs, Reader

_ASKING = {"sources": ("attribution", "cue"), "cues": ("attribution", "content")}
"""Which tagged spans point: by pointer, the head and the role."""


class Taught(NamedTuple):
    """What teachers make of a batch, averaged."""

    chains: dict[str, Expected]
    plain: dict[str, Tensor]
    pointers: list[Tensor]


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
    for head in PLAIN:
        out[head] = functional.cross_entropy(
            getattr(outputs, head).flatten(0, 1),
            batch.labels[head].flatten(),
            ignore_index=UNKNOWN,
            reduction="sum",
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
def teach(teachers: Sequence[Reader], batch: Batch, wanted: Collection[str]) -> Taught:
    """The mean of what the teachers expect; of the chains, of the wanted ones."""
    near, share = _near(batch), 1 / len(teachers)
    chains: dict[str, Expected] = {}
    plain = {head: torch.zeros((), device=batch.ids.device) for head in PLAIN}
    pointers = [torch.zeros((), device=batch.ids.device) for _ in POINTERS]
    for teacher in teachers:
        outputs = run(teacher, batch, batch.case_as_set)
        for head in CHAINS.keys() & wanted:
            found = teacher.chains[head].expected(
                getattr(outputs, head), batch.breaks, batch.lengths
            )
            before = chains.get(head)
            chains[head] = Expected(
                found.labels * share + (before.labels if before else 0),
                Terms(
                    *(
                        new * share + (old if before else 0)
                        for new, old in zip(
                            found.terms, before.terms if before else found.terms, strict=True
                        )
                    )
                ),
            )
        for head in PLAIN:
            plain[head] = plain[head] + getattr(outputs, head).softmax(-1) * share
        for kind in range(len(POINTERS)):
            found_at = teacher.pointed(outputs.links, kind, near, batch.lengths).exp()
            pointers[kind] = pointers[kind] + found_at * share
    return Taught(chains, plain, pointers)


def against_teachers(
    reader: Reader, outputs: Outputs, batch: Batch, taught: Taught
) -> dict[str, Tensor]:
    """Summed cross-entropies by head and pointer, of all words; of the chains that were taught."""
    words = torch.arange(batch.firsts.shape[1], device=batch.ids.device)
    there = (words < batch.lengths[:, None]).float()
    near = _near(batch)
    out = {}
    for head, expected in taught.chains.items():
        out[head] = reader.chains[head].divergence(
            getattr(outputs, head), expected, batch.breaks, batch.lengths
        )
    for head in PLAIN:
        each = (taught.plain[head] * getattr(outputs, head).log_softmax(-1)).sum(-1)
        out[head] = -(each * there).sum()
    for kind, pointer in enumerate(POINTERS):
        scores = reader.pointed(outputs.links, kind, near, batch.lengths)
        asking = there
        if pointer in _ASKING:
            head, role = _ASKING[pointer]
            begins = [i for i, x in enumerate(LABELS[head]) if x in {f"B-{role}", f"S-{role}"}]
            asking = taught.chains[head].labels[..., begins].sum(-1)
        out[pointer] = -((taught.pointers[kind] * scores).sum(-1) * asking).sum()
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
