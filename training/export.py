"""Makes what the package ships: `python -m training.export CHECKPOINT FOLDER`.

Writes `reader.onnx` (int8, dynamic, a scale a channel) and `reader.json` (labels, transitions,
link terms: what decoding needs) from the running average of the student's weights.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from generator.encoder.runtime import HEADS
from training.crf import Chain
from training.weights import averaged

TOKENIZER = Path(__file__).parent.parent / "generator" / "encoder" / "tokenizer.json"
OPSET = 18
WINDOW = 256
OVERLAP = 64


def export(checkpoint: Path, folder: Path, *, size: str = "minilm") -> None:
    """Writes the two files into `folder`."""
    reader = averaged(checkpoint, size)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / TOKENIZER.name).exists():
        shutil.copyfile(TOKENIZER, folder / TOKENIZER.name)
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work) / "whole.onnx"
        given = (torch.randint(1000, 20000, (1, 64)), torch.ones(1, 64, dtype=torch.long))
        inputs, outputs = ["ids", "case"], [*HEADS, "links"]
        torch.onnx.export(
            reader,
            given,
            str(whole),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes={name: {1: "pieces"} for name in (*inputs, *outputs)},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole, folder / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True
        )
    onnx.checker.check_model(folder / "reader.onnx")
    settings = {
        "window": WINDOW,
        "overlap": OVERLAP,
        "heads": {head: _chain(reader.chains[head]) for head in HEADS},
        "links": {
            "scale": 1 / math.sqrt(reader.no_link.shape[1]),
            "bias": _rounded(reader.link_bias),
            "none": _rounded(reader.no_link),
        },
    }
    text = json.dumps(settings, separators=(",", ":")) + "\n"
    (folder / "reader.json").write_text(text, encoding="utf-8")


def _chain(chain: nn.Module) -> dict[str, object]:
    assert isinstance(chain, Chain)
    transitions, start, end = (_rounded(x) for x in chain.scores())
    return {"labels": chain.labels, "transitions": transitions, "start": start, "end": end}


def _rounded(x: Tensor) -> object:
    if x.dim() > 1:
        return [_rounded(row) for row in x]
    return [round(v, 5) for v in x.tolist()]


def main() -> None:
    """Reads the command line and exports."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    export(given.checkpoint, given.folder)


if __name__ == "__main__":
    main()
