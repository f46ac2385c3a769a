"""Training.  The network: a transformer encoder with a case embedding, tagging heads and pointers.

Shapes: `ids` and `case` are windows x pieces; every output is windows x pieces x something.
Positions carry the base's one token type, so that there is one table less to ship.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from generator.encoder.link import BUCKETS
from generator.encoder.words import GAPS, SHAPES
from training.crf import Chain, positions

CHAINS = {
    "attribution": positions(("source", "cue", "content")),
    "names": positions(("PER", "ORG", "LOC", "MISC")),
}
"""Heads, and the labels of each."""
POINTERS = ("sources", "cues")
"""What points: each cue at its source, each content at its cue."""


@dataclass(frozen=True)
class Size:
    """The measures of a base; as they stand, those of all-MiniLM-L6-v2.

    `relative` is how many classes of distance its attention knows beyond positions (MPNet: 32).
    """

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    attention_heads: int = 12
    relative: int = 0
    epsilon: float = 1e-12
    link_width: int = 64


SIZES = {
    "minilm": Size(),
    "mpnet": Size(width=768, inner=3072, layers=12, relative=32, epsilon=1e-5, link_width=128),
}


class Outputs(NamedTuple):
    """Scores a head, by the names of `CHAINS`, and link vectors (two a pointer)."""

    attribution: Tensor
    names: Tensor
    links: Tensor


class Near(NamedTuple):
    """How far apart the words of pairs are.

    `classes` (2 x distances) are those of `generator.encoder.link.buckets`, of one line and of two;
    `away` (words x words) are columns of it; `other` (windows x words x words) is true where the
    two stand in different lines.
    """

    classes: Tensor
    away: Tensor
    other: Tensor


class Layer(nn.Module):
    """One transformer layer, normalised after each part (Devlin et al. 2019)."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.attention_heads = size.attention_heads
        self.dropout = dropout
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.norm1 = nn.LayerNorm(size.width, eps=size.epsilon)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm2 = nn.LayerNorm(size.width, eps=size.epsilon)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """`bias` is added to the attention's scores: distances, and -inf where nothing stands."""
        b, t, width = x.shape
        each = width // self.attention_heads
        q, k, v = (
            y.reshape(b, t, self.attention_heads, each).transpose(1, 2)
            for y in self.qkv(x).split(width, -1)
        )
        if torch.onnx.is_in_onnx_export():
            attended = (q / math.sqrt(each) @ k.transpose(2, 3)).softmax(-1) @ v
        else:
            given = None if bias is None else bias.to(q.dtype)
            attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=given)
        y = self.out(attended.transpose(1, 2).reshape(b, t, width))
        x = self.norm1(x + functional.dropout(y, self.dropout, self.training))
        y = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(y, self.dropout, self.training))


class Reader(nn.Module):
    """The encoder with its heads."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.words = nn.Embedding(size.vocabulary, size.width)
        self.places = nn.Embedding(size.positions, size.width)
        self.case = nn.Embedding(SHAPES * GAPS, size.width)
        nn.init.zeros_(self.case.weight)  # the base knows no cases: begin as it was
        self.norm = nn.LayerNorm(size.width, eps=size.epsilon)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.relative = nn.Embedding(size.relative, size.attention_heads) if size.relative else None
        self.heads = nn.ModuleDict({h: nn.Linear(size.width, len(x)) for h, x in CHAINS.items()})
        self.chains = nn.ModuleDict({head: Chain(labels) for head, labels in CHAINS.items()})
        self.links = nn.Linear(size.width, 2 * len(POINTERS) * size.link_width)
        self.link_bias = nn.Parameter(torch.zeros(len(POINTERS), BUCKETS))
        self.no_link = nn.Parameter(torch.zeros(len(POINTERS), size.link_width))

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor | None = None) -> Outputs:
        """What all heads say; `mask` is true where there is a piece."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(at) + self.case(case))
        x = functional.dropout(x, self.dropout, self.training)
        bias = None
        if self.relative is not None:
            bias = self.relative(_distance(at[None] - at[:, None], self.relative.num_embeddings))
            bias = bias.permute(2, 0, 1).unsqueeze(0)
        if mask is not None:
            beyond = torch.zeros(mask.shape, device=ids.device).masked_fill(~mask, -torch.inf)
            beyond = beyond[:, None, None, :]
            bias = beyond if bias is None else bias + beyond
        for layer in self.layers:
            x = layer(x, bias)
        x = functional.dropout(x, self.dropout, self.training)
        return Outputs(**{h: head(x) for h, head in self.heads.items()}, links=self.links(x))

    def pointed(self, vectors: Tensor, kind: int, near: Near, lengths: Tensor) -> Tensor:
        """Log probabilities of what each word points at; the last is that of pointing at nothing.

        Args:
            vectors: windows x words x (2 x pointers x link width).
            kind: which of `POINTERS`.
            near: how far apart the words of each pair are.
            lengths: words a window.
        """
        asks, answers = vectors.chunk(2 * len(POINTERS), -1)[2 * kind : 2 * kind + 2]
        beyond = torch.arange(vectors.shape[1], device=vectors.device)[None] >= lengths[:, None]
        scale = 1 / math.sqrt(asks.shape[-1])
        # First the few distances, then the pairs: else the gradient of a bias would be summed
        # over millions of pairs one by one.
        bias = self.link_bias[kind][near.classes][:, near.away]
        pairs = asks @ answers.transpose(1, 2) * scale + torch.where(near.other, bias[1], bias[0])
        pairs = pairs.masked_fill(beyond[:, None], -1e4)
        none = (asks @ self.no_link[kind] * scale).unsqueeze(-1)
        return torch.cat([pairs, none], -1).log_softmax(-1)


def _distance(steps: Tensor, classes: int, most: int = 128) -> Tensor:
    """Classes of signed distances as T5 and MPNet have them: exact near by, logarithmic beyond."""
    half = classes // 2
    away, exact = steps.abs(), half // 2
    far = (
        exact + ((away.clamp_min(1) / exact).log() / math.log(most / exact) * (half - exact)).long()
    )
    return torch.where(steps > 0, half, 0) + torch.where(
        away < exact, away, far.clamp_max(half - 1)
    )
