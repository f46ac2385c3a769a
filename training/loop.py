"""Training.  The loop: batches -> losses -> steps, a running average, checkpoints."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from generator.encoder.windows import Marks, marks
from training import corpora, gum
from training.batches import Batch, Prepared, epoch, prepare
from training.network import Reader, Size
from training.weights import start_from

TOKENIZER = Path(__file__).parent.parent / "generator" / "encoder" / "tokenizer.json"
_SAVE_EVERY = 50
_SAY_EVERY = 10
Config = dict[str, Any]


@dataclass
class State:
    """All that a run needs to go on: `done` batches of epoch `epoch` are behind it."""

    reader: Reader
    average: dict[str, Tensor]
    optimiser: torch.optim.Optimizer
    step: int = 0
    epoch: int = 0
    done: int = 0

    def save(self, path: Path) -> None:
        """Writes a checkpoint whole or not at all."""
        whole = {
            "reader": self.reader.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "place": [self.step, self.epoch, self.done],
        }
        new = path.with_suffix(".new")
        torch.save(whole, new)
        new.replace(path)

    def load(self, path: Path, device: torch.device) -> None:
        """Goes back to a checkpoint."""
        saved = torch.load(path, map_location=device, weights_only=True)
        self.reader.load_state_dict(saved["reader"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.average = saved["average"]
        self.step, self.epoch, self.done = saved["place"]


def train(folder: Path, config: Config, runs: Path) -> None:
    """Trains, or goes on training; leaves `checkpoint.pt` in `runs`."""
    torch.set_num_threads(config["threads"])
    torch.manual_seed(config["seed"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    runs.mkdir(parents=True, exist_ok=True)
    checkpoint = runs / "checkpoint.pt"
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    special = marks(tokenizer)
    data = _data(folder, tokenizer, special)
    state = _begin(config, device)
    if checkpoint.exists():
        state.load(checkpoint, device)
        print("going on from step", state.step, flush=True)
    steps = config["optimiser"]["steps"]
    while state.step < steps:
        rng = random.Random(f"{config['seed']} {state.epoch}")  # noqa: S311
        batches = _epoch(data, special, config, rng)
        for batch in islice(batches, state.done, None):
            began = time.monotonic()
            losses = _step(state, Batch(*(x.to(device) for x in batch)), config)
            state.step, state.done = state.step + 1, state.done + 1
            if state.step % _SAY_EVERY == 0:
                each = " ".join(f"{x:.4f}" for x in losses)
                spent = time.monotonic() - began
                print(f"epoch {state.epoch} step {state.step} {each} {spent:.2f} s", flush=True)
            if state.step % _SAVE_EVERY == 0 or state.step >= steps:
                state.save(checkpoint)
            if state.step >= steps:
                return
        state.epoch, state.done = state.epoch + 1, 0


def _begin(config: Config, device: torch.device) -> State:
    reader = Reader(Size(), config["optimiser"]["dropout"])
    new = start_from(reader, Path(config["init"]))
    print("begun anew:", ", ".join(new), flush=True)
    reader.to(device).train()
    average = {k: v.detach().clone() for k, v in reader.state_dict().items()}
    optimiser = torch.optim.AdamW(_groups(reader, config["optimiser"]), fused=True)
    for group in optimiser.param_groups:
        group["peak"] = group["lr"]
    return State(reader, average, optimiser)


def _step(state: State, batch: Batch, config: Config) -> list[float]:
    """Learns from one batch; returns the losses a word: attribution, names, links."""
    given = config["optimiser"]
    torch.manual_seed(config["seed"] * 1_000_003 + state.step)  # dropout, also after a resume
    for group in state.optimiser.param_groups:
        group["lr"] = group["peak"] * _rate(state.step, given)
    *losses, words = _losses(state.reader, batch)
    (sum(losses) / words).backward()
    torch.nn.utils.clip_grad_norm_(state.reader.parameters(), 1.0)
    state.optimiser.step()
    state.optimiser.zero_grad()
    _blend(state.average, state.reader, min(given["average"], (2 + state.step) / (11 + state.step)))
    return [float(x.detach() / words) for x in losses]


def _data(folder: Path, tokenizer: Tokenizer, special: Marks) -> dict[str, list[list[Prepared]]]:
    """Per corpus, the ways in which its documents are written."""

    def ready(documents: Any) -> list[Prepared]:
        return [prepare(d, tokenizer, special) for d in documents]

    conll, uner = folder / "names.conll03.train.jsonl.gz", folder / "names.uner-ewt.dev.jsonl.gz"
    return {
        "attribution": [ready(corpora.attribution(folder / "attribution.train.jsonl.gz"))],
        "conll03": [ready(corpora.names(conll, natural=n)) for n in (True, False)],
        "gum": [ready(gum.documents(folder / "gum.train.conllu.gz"))],
        "uner_ewt": [ready(corpora.names(uner, natural=n)) for n in (True, False)],
    }


def _epoch(
    data: dict[str, list[list[Prepared]]], special: Marks, config: Config, rng: random.Random
) -> Any:
    chosen = []
    for name, ways in data.items():
        for versions in zip(*ways, strict=True):
            times = int(config["data"][name] + rng.random())
            chosen += [rng.choice(versions) for _ in range(times)]
    w = config["windows"]
    return epoch(chosen, special, config["data"], w["pieces"], w["batch"], rng)


def _groups(reader: Reader, given: Config) -> list[dict[str, Any]]:
    """Parameters by how fast they learn: the deeper, the slower."""
    depth = len(reader.layers)
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in reader.named_parameters():
        decay = given["weight_decay"] if parameter.dim() > 1 else 0.0
        if name.startswith(("words", "places", "norm")):
            rate = given["encoder_rate"] * given["layer_decay"] ** depth
        elif name.startswith("layers"):
            below = depth - 1 - int(name.split(".")[1])
            rate = given["encoder_rate"] * given["layer_decay"] ** below
        elif "chain" in name or name == "link_bias":
            rate, decay = given["chain_rate"], 0.0
        else:
            rate = given["head_rate"]
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in groups.items()]


def _rate(step: int, given: Config) -> float:
    """The share of the full rate at a step: up, level, down."""
    left = (given["steps"] - step) / given["cool_down"]
    return float(max(0.01, min(1.0, (step + 1) / given["warm_up"], left)))


def _losses(reader: Reader, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Summed losses of attribution, names and links, and the number of words."""
    kind = batch.ids.device.type
    with torch.autocast(kind, dtype=torch.bfloat16):
        outputs = reader(batch.ids, batch.case, None if bool(batch.mask.all()) else batch.mask)
    attribution, names, links = (
        o.float().gather(1, batch.heads.unsqueeze(-1).expand(-1, -1, o.shape[-1])) for o in outputs
    )
    ours, theirs = batch.of_attribution, ~batch.of_attribution
    zero = attribution.sum() * 0
    loss_attribution = loss_names = loss_links = zero
    if ours.any():
        loss_attribution = reader.attribution_chain.loss(
            attribution[ours],
            batch.allowed_attribution[ours],
            batch.breaks[ours],
            batch.lengths[ours],
        )
        loss_links = reader.link_loss(
            links[ours], batch.buckets[ours], batch.targets[:, ours], batch.lengths[ours]
        )
    if theirs.any():
        loss_names = reader.names_chain.loss(
            names[theirs], batch.allowed_names[theirs], batch.breaks[theirs], batch.lengths[theirs]
        )
    return loss_attribution, loss_names, loss_links, batch.lengths.sum()


@torch.no_grad()
def _blend(average: dict[str, Tensor], reader: Reader, keep: float) -> None:
    for name, value in reader.state_dict().items():
        average[name].lerp_(value, 1 - keep)
