"""Training.  The loop: batches -> losses -> steps, a running average, checkpoints."""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from generator.encoder.runtime import MODEL_FOLDER, Encoder
from generator.encoder.windows import Marks, marks
from training import corpora, losses, treebanks
from training.bases import base
from training.batches import Batch, Prepared, epoch, prepare
from training.export import TOKENIZER
from training.fill import fill
from training.network import SIZES, Reader
from training.weights import averaged, checkpoint, start_from

_SAVE_EVERY = 200
_SAY_EVERY = 20
_AHEAD = 8
"""Batches that are made while the network learns."""
Config = dict[str, Any]
Data = dict[str, list[list[Prepared]]]


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


def settings(config: Config, stage: str) -> Config:
    """What a stage goes by: the common settings, and its own where it has any."""
    own = config["stages"][stage]
    given = config["common"] | own
    for table in ("windows", "data"):
        given[table] = config["common"][table] | own.get(table, {})
    return given


def train(folder: Path, config: Config, stage: str, runs: Path) -> None:
    """Trains a stage, or goes on training it; leaves its checkpoint in `runs`."""
    given = settings(config, stage)
    torch.set_num_threads(given["threads"])
    torch.set_flush_denormal(True)  # weights of paths that hardly count slow a processor down
    torch.manual_seed(given["seed"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    runs.mkdir(parents=True, exist_ok=True)
    path = checkpoint(runs, stage)
    state = _begin(given, device, runs)
    if path.exists():
        state.load(path, device)
        print(stage, "goes on from step", state.step, flush=True)
    if state.step >= given["steps"]:
        return
    teachers = [
        averaged(checkpoint(runs, name), settings(config, name)["size"]).to(device)
        for name in given.get("teachers", ())
    ]
    tokenizer = Tokenizer.from_file(str(TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    special = marks(tokenizer)
    articles = corpora.attribution(folder / "attribution.train.jsonl.gz")
    filled = fill(articles, Encoder(MODEL_FOLDER))
    data = _data(folder, filled, tokenizer, special)
    began = time.monotonic()
    while state.step < given["steps"]:
        rng = random.Random(f"{given['seed']} {state.epoch}")  # noqa: S311
        for batch in _ahead(islice(_epoch(data, special, given, rng), state.done, None)):
            costs = _step(state, batch.to(device), given, teachers)
            state.step, state.done = state.step + 1, state.done + 1
            if state.step % _SAY_EVERY == 0:
                each = " ".join(f"{k} {v:.4f}" for k, v in costs.items())
                spent = (time.monotonic() - began) / _SAY_EVERY
                began = time.monotonic()
                print(f"{stage} {state.epoch} {state.step} {each} {spent:.2f} s", flush=True)
            if state.step % _SAVE_EVERY == 0 or state.step >= given["steps"]:
                state.save(path)
            if state.step >= given["steps"]:
                return
        state.epoch, state.done = state.epoch + 1, 0


def _ahead(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The same batches, made in a thread of their own."""
    made: queue.Queue[Batch | BaseException | None] = queue.Queue(_AHEAD)

    def make() -> None:
        try:
            for batch in batches:
                made.put(batch)
            made.put(None)
        except BaseException as error:
            made.put(error)

    threading.Thread(target=make, daemon=True).start()
    while (batch := made.get()) is not None:
        if isinstance(batch, BaseException):
            raise batch
        yield batch


def _begin(given: Config, device: torch.device, runs: Path) -> State:
    """The state before a stage's first step: from a base."""
    reader = Reader(SIZES[given["size"]], given["dropout"])
    new = start_from(reader, base(given["init"], runs))
    print("begun anew:", ", ".join(new), flush=True)
    reader.to(device).train()
    average = {k: v.detach().clone() for k, v in reader.state_dict().items()}
    optimiser = torch.optim.AdamW(_groups(reader, given), fused=True)
    for group in optimiser.param_groups:
        group["peak"] = group["lr"]
    return State(reader, average, optimiser)


def _step(
    state: State,
    batch: Batch,
    given: Config,
    teachers: list[Reader],
) -> dict[str, Tensor]:
    """Learns from one batch; returns the losses a word."""
    torch.manual_seed(given["seed"] * 1_000_003 + state.step)  # dropout, also after a resume
    for group in state.optimiser.param_groups:
        group["lr"] = group["peak"] * _rate(state.step, given)
    outputs = losses.run(state.reader, batch, batch.case)
    costs = losses.against_corpora(state.reader, outputs, batch)
    if teachers:
        taught = losses.teach(teachers, batch)
        theirs = losses.against_teachers(state.reader, outputs, batch, taught)
        share = given["taught"]
        costs = {k: share * theirs[k] + (1 - share) * cost for k, cost in costs.items()}
    words = batch.lengths.sum()
    (torch.stack(list(costs.values())).sum() / words).backward()
    torch.nn.utils.clip_grad_norm_(state.reader.parameters(), 1.0)
    state.optimiser.step()
    state.optimiser.zero_grad()
    _blend(state.average, state.reader, min(given["average"], (2 + state.step) / (11 + state.step)))
    return {k: v.detach() / words for k, v in costs.items()}


def _data(
    folder: Path, articles: Iterable[corpora.Document], tokenizer: Tokenizer, special: Marks
) -> Data:
    """Per corpus, the ways in which its documents are written."""

    def ready(documents: Iterable[corpora.Document]) -> list[Prepared]:
        return [prepare(d, tokenizer, special) for d in documents]

    conll, uner = folder / "names.conll03.train.jsonl.gz", folder / "names.uner-ewt.dev.jsonl.gz"
    return {
        "attribution": [ready(articles)],
        "conll03": [ready(corpora.names(conll, natural=n)) for n in (True, False)],
        "uner_ewt": [ready(corpora.names(uner, natural=n)) for n in (True, False)],
        "gum": [ready(treebanks.documents(folder / "gum.train.conllu.gz", named=True))],
        "ewt": [ready(treebanks.documents(folder / "ewt.train.conllu.gz", named=False))],
    }


def _epoch(data: Data, special: Marks, given: Config, rng: random.Random) -> Iterator[Batch]:
    chosen = []
    for name, ways in data.items():
        for versions in zip(*ways, strict=True):
            times = int(given["data"][name] + rng.random())
            chosen += [rng.choice(versions) for _ in range(times)]
    w = given["windows"]
    return epoch(chosen, special, given["data"], w["pieces"], w["batch"], rng)


def _groups(reader: Reader, given: Config) -> list[dict[str, Any]]:
    """Parameters by how fast they learn: the deeper, the slower."""
    depth = len(reader.layers)
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, parameter in reader.named_parameters():
        decay = given["weight_decay"] if parameter.dim() > 1 else 0.0
        if name.startswith(("words", "places", "norm", "relative")):
            rate = given["encoder_rate"] * given["layer_decay"] ** depth
        elif name.startswith("layers"):
            below = depth - 1 - int(name.split(".")[1])
            rate = given["encoder_rate"] * given["layer_decay"] ** below
        elif name.startswith("chains") or name == "link_bias":
            rate, decay = given["chain_rate"], 0.0
        else:
            rate = given["head_rate"]
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": p, "lr": r, "weight_decay": d} for (r, d), p in groups.items()]


def _rate(step: int, given: Config) -> float:
    """The share of the full rate at a step: up, level, down."""
    left = (given["steps"] - step) / given["cool_down"]
    return float(max(0.01, min(1.0, (step + 1) / given["warm_up"], left)))


@torch.no_grad()
def _blend(average: dict[str, Tensor], reader: Reader, keep: float) -> None:
    for name, value in reader.state_dict().items():
        average[name].lerp_(value, 1 - keep)
