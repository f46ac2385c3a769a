"""Training.  The network: a BERT-like encoder with a case embedding, two tagging heads and links.

Shapes: `ids` and `case` are windows x pieces; every output is windows x pieces x something.
Positions carry the base's one token type, so that there is one table less to ship.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from generator.encoder.link import BUCKETS
from generator.encoder.words import GAPS, SHAPES
from training.crf import Chain, positions

ATTRIBUTION = positions(("source", "cue", "content"))
NAMES = positions(("PER", "ORG", "LOC", "MISC"))


@dataclass(frozen=True)
class Size:
    """The measures of the base (all-MiniLM-L6-v2)."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    attention_heads: int = 12
    link_width: int = 64


class Layer(nn.Module):
    """One transformer layer, normalised after each part (Devlin et al. 2019)."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.attention_heads = size.attention_heads
        self.dropout = dropout
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.norm1 = nn.LayerNorm(size.width, eps=1e-12)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm2 = nn.LayerNorm(size.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """`mask` is true where there is a piece to attend to."""
        b, t, width = x.shape
        each = width // self.attention_heads
        q, k, v = (
            y.reshape(b, t, self.attention_heads, each).transpose(1, 2)
            for y in self.qkv(x).split(width, -1)
        )
        if torch.onnx.is_in_onnx_export():
            attended = (q / math.sqrt(each) @ k.transpose(2, 3)).softmax(-1) @ v
        else:
            attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
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
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        self.attribution = nn.Linear(size.width, len(ATTRIBUTION))
        self.names = nn.Linear(size.width, len(NAMES))
        self.links = nn.Linear(size.width, 4 * size.link_width)
        self.attribution_chain = Chain(ATTRIBUTION)
        self.names_chain = Chain(NAMES)
        self.link_bias = nn.Parameter(torch.zeros(2, BUCKETS))
        self.no_link = nn.Parameter(torch.zeros(2, size.link_width))

    def forward(
        self, ids: Tensor, case: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of attribution labels, scores of name labels, link vectors."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.places(at) + self.case(case))
        x = functional.dropout(x, self.dropout, self.training)
        seen = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        x = functional.dropout(x, self.dropout, self.training)
        return self.attribution(x), self.names(x), self.links(x)

    def link_loss(
        self, vectors: Tensor, buckets: Tensor, targets: Tensor, lengths: Tensor
    ) -> Tensor:
        """Cross-entropy of where each cue's source, and each content's cue, begins; summed.

        Args:
            vectors: windows x words x (4 x link width): a cue's and a source's, a content's and
                a cue's.
            buckets: windows x words x words, see `generator.encoder.link.buckets`.
            targets: 2 x windows x words: the word pointed at, `words` for none of this window,
                -100 where there is nothing to point.
            lengths: words a window.
        """
        n = vectors.shape[1]
        beyond = torch.arange(n, device=vectors.device)[None] >= lengths[:, None]
        parts = vectors.chunk(4, -1)
        total = vectors.new_zeros(())
        for kind in range(2):
            asks, answers = parts[2 * kind], parts[2 * kind + 1]
            scale = 1 / math.sqrt(asks.shape[-1])
            pairs = asks @ answers.transpose(1, 2) * scale + self.link_bias[kind][buckets]
            pairs = pairs.masked_fill(beyond[:, None], -1e4)
            none = (asks @ self.no_link[kind] * scale).unsqueeze(-1)
            scores = torch.cat([pairs, none], -1)
            total = total + functional.cross_entropy(
                scores.flatten(0, 1), targets[kind].flatten(), ignore_index=-100, reduction="sum"
            )
        return total
