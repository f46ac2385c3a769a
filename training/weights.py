"""Training.  Initial weights: of the base (safetensors), or of an encoder shipped as int8 ONNX.

Training can go on from a shipped encoder: its int8 weights times their scales are within half a
step of what they were made from.  An encoder with simpler labels (begin, inside, outside) lends
its heads' weights to the labels used here.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from generator.encoder.words import GAPS, SHAPES
from training.crf import positions
from training.network import ATTRIBUTION, NAMES, Reader

_PARTS = {
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "norm2",
}
_PLAIN = {"att": ("source", "cue", "content"), "ner": ("PER", "ORG", "LOC", "MISC")}


def start_from(reader: Reader, path: Path) -> list[str]:
    """Loads what `path` holds into `reader`; returns the names of parameters left as they were."""
    found = _read_onnx(path) if path.suffix == ".onnx" else _read_safetensors(path)
    given = _ours(found) if any("encoder.layer.0" in k for k in found) else found
    own = reader.state_dict()
    fitting = {k: v for k, v in given.items() if k in own and own[k].shape == v.shape}
    reader.load_state_dict(fitting, strict=False)
    return sorted(set(own) - set(fitting))


def _read_safetensors(path: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    return dict(load_file(path))


def _read_onnx(path: Path) -> dict[str, Tensor]:
    """Weights by module name, dequantised."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(path).graph
    raw = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {}
    for name, value in raw.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            scale, zero = raw[stem + "_scale"], raw[stem + "_zero_point"]
            out[stem] = (value.astype(np.float32) - zero.astype(np.float32)) * scale
        elif not name.endswith(("_scale", "_zero_point")):
            out[name] = value
    for node in graph.node:  # products are numbered: their names come from where they stand
        if node.op_type == "MatMulInteger":
            stem = node.input[1].removesuffix("_quantized")
            module = node.name.split("/MatMul")[0].strip("/").replace("/", ".")
            if stem in out:
                out[module + ".weight"] = out.pop(stem).T
    return {k: torch.tensor(np.array(v)) for k, v in out.items() if v.dtype == np.float32}


def _ours(bert: dict[str, Tensor]) -> dict[str, Tensor]:
    """Renames the parts of a BERT-like model; folds its token type into its positions."""
    bert = {k.removeprefix("b."): v for k, v in bert.items()}
    out = {
        "words.weight": bert["embeddings.word_embeddings.weight"],
        "places.weight": bert["embeddings.position_embeddings.weight"]
        + bert["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": bert["embeddings.LayerNorm.weight"],
        "norm.bias": bert["embeddings.LayerNorm.bias"],
    }
    if "case.weight" in bert:
        out["case.weight"] = bert["case.weight"][:SHAPES].repeat(GAPS, 1)
    for name, value in bert.items():
        m = re.fullmatch(r"encoder\.layer\.(\d+)\.(.+)\.(weight|bias)", name)
        if m and m[2] in _PARTS:
            out[f"layers.{m[1]}.{_PARTS[m[2]]}.{m[3]}"] = value
        elif m and m[2] == "attention.self.query":
            three = [bert[name.replace("query", part)] for part in ("query", "key", "value")]
            out[f"layers.{m[1]}.qkv.{m[3]}"] = torch.cat(three)
    for theirs, ours, labels in (("att", "attribution", ATTRIBUTION), ("ner", "names", NAMES)):
        if f"{theirs}.weight" in bert:
            plain = ["O", *(f"{p}-{r}" for r in _PLAIN[theirs] for p in "BI")]
            rows = [plain.index(x.replace("E-", "I-").replace("S-", "B-")) for x in labels]
            assert labels == positions(_PLAIN[theirs])
            for part in ("weight", "bias"):
                out[f"{ours}.{part}"] = bert[f"{theirs}.{part}"][rows]
    return out
