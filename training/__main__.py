"""Trains the encoder: `python -m training CORPORA [--config FILE] [--runs FOLDER] [--stage NAME]`.

Trains the stages of the configuration in their order, or the named one.  A run that was
interrupted goes on from its last checkpoint when started again with the same folder.
`python -m training.export` turns the last stage's checkpoint into what the package ships.
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
    parser.add_argument("--stage", help="the one stage to train")
    given = parser.parse_args()
    config = tomllib.loads(given.config.read_text(encoding="utf-8"))
    for stage in [given.stage] if given.stage else config["stages"]:
        train(given.corpora, config, stage, given.runs)


if __name__ == "__main__":
    main()
