"""The trained encoder: text in, words, names and attributions out.

`load()` gives the encoder of the package, once per process; `Encoder.read(text)` gives a
`generator.document.Reading`.  Nothing heavy is imported before `load()` is called.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.encoder.runtime import Encoder

__all__ = ["load"]


@cache
def load() -> Encoder:
    """The encoder that the package carries.

    Returns:
        The same encoder on every call: loading takes about a fifth of a second, reading needs it
        loaded once.

    Raises:
        InputError: where the package's model files are missing or damaged.
    """
    from generator.encoder.runtime import MODEL_FOLDER, Encoder

    return Encoder(MODEL_FOLDER)
