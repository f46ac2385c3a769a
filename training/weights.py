"""Training.  Initial weights: a base's `model.safetensors` -> the parts of the network.

Two kinds of base are known, told apart by the names of their parts: BERT-like ones
(all-MiniLM-L6-v2) and MPNet (all-mpnet-base-v2), whose vocabulary is BERT's, four places further.
"""

from __future__ import annotations

import re
from pathlib import Path

import torch
from torch import Tensor

from training.network import SIZES, Reader

_PARTS = {
    "attention.output.dense": "out",
    "attention.attn.o": "out",
    "attention.output.LayerNorm": "norm1",
    "attention.LayerNorm": "norm1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}
_QUERIES = {"attention.self.query": ("key", "value"), "attention.attn.q": ("k", "v")}
_SHIFT, _FIRST_POSITION = 4, 2
"""MPNet's vocabulary begins with four pieces of its own; its positions count from two."""
_SPECIAL = {100: 3, 101: 0, 102: 2, 0: 1}
"""BERT's pieces [UNK], [CLS], [SEP] and [PAD] -> MPNet's."""


def checkpoint(runs: Path, stage: str) -> Path:
    """Where a stage's checkpoint lies."""
    return runs / f"{stage}.pt"


def averaged(path: Path, size: str) -> Reader:
    """The network of a checkpoint, with the running average of its weights, not to be trained."""
    reader = Reader(SIZES[size], dropout=0.0)
    reader.load_state_dict(torch.load(path, weights_only=True, map_location="cpu")["average"])
    return reader.eval().requires_grad_(False)


def start_from(reader: Reader, path: Path) -> list[str]:
    """Loads what `path` holds into `reader`; returns the names of parameters left as they were."""
    from safetensors.torch import load_file

    given = _ours(dict(load_file(path)))
    own = reader.state_dict()
    wrong = {k for k, v in given.items() if k not in own or own[k].shape != v.shape}
    if wrong:
        raise ValueError(f"{path} does not fit the network: {', '.join(sorted(wrong))}")
    reader.load_state_dict(given, strict=False)
    return sorted(set(own) - set(given))


def _ours(base: dict[str, Tensor]) -> dict[str, Tensor]:
    """Renames the parts of a base; folds its token type, if any, into its positions."""
    words = base["embeddings.word_embeddings.weight"]
    places = base["embeddings.position_embeddings.weight"]
    out: dict[str, Tensor] = {}
    if "encoder.relative_attention_bias.weight" in base:
        order = torch.arange(len(words) - _SHIFT - 1) + _SHIFT
        for bert, mpnet in _SPECIAL.items():
            order[bert] = mpnet
        words, places = words[order], places[_FIRST_POSITION:]
        out["relative.weight"] = base["encoder.relative_attention_bias.weight"]
    else:
        places = places + base["embeddings.token_type_embeddings.weight"][0]
    out |= {"words.weight": words, "places.weight": places}
    for part in ("weight", "bias"):
        out[f"norm.{part}"] = base[f"embeddings.LayerNorm.{part}"]
    for name, value in base.items():
        m = re.fullmatch(r"encoder\.layer\.(\d+)\.(.+)\.(weight|bias)", name)
        if m and m[2] in _PARTS:
            out[f"layers.{m[1]}.{_PARTS[m[2]]}.{m[3]}"] = value
        elif m and m[2] in _QUERIES:
            query = m[2].rpartition(".")[2]
            others = (base[name.replace(f".{query}.", f".{part}.")] for part in _QUERIES[m[2]])
            out[f"layers.{m[1]}.qkv.{m[3]}"] = torch.cat([value, *others])
    return out
