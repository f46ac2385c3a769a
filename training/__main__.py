"""Trains the encoder: `python -m training CORPORA [--config FILE] [--runs FOLDER]`.

A run that was interrupted goes on from its last checkpoint when started again with the same
folder.  `python -m training.export` turns a checkpoint into what the package ships.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from training.loop import train

HERE = Path(__file__).parent


def main() -> None:
    """Reads the command line and trains."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder of the corpora")
    parser.add_argument("--config", type=Path, default=HERE / "config.toml")
    parser.add_argument("--runs", type=Path, default=HERE / "runs", help="where checkpoints go")
    given = parser.parse_args()
    train(given.corpora, tomllib.loads(given.config.read_text(encoding="utf-8")), given.runs)


if __name__ == "__main__":
    main()
