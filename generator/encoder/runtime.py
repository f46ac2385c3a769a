"""Stage: reading.  Runs the trained encoder: text -> words, names, attributions.

ONNX Runtime on one thread, one window at a time: dynamic quantisation scales activations over all
that is read at once, so what stands beside a window would change its result.  How the model was
made and how far it can be trusted is told in `MODEL_CARD.md`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
import tokenizers

from generator.document import (
    Attribution,
    InputError,
    Mention,
    MentionKind,
    Problem,
    Reading,
    Span,
)
from generator.encoder.decode import Chain, Tagged
from generator.encoder.link import Pointers, Vectors, link
from generator.encoder.windows import Floats, cut, marks, spread, trust, window
from generator.encoder.words import cases, find_words, line_starts

MODEL_FOLDER = Path(__file__).parent

HEADS = ("attribution", "names")

KINDS = {
    "PER": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "LOC": MentionKind.PLACE,
    "MISC": MentionKind.OTHER,
}


class Scores(NamedTuple):
    """What the heads say of a document's words: words x labels, and vectors for links."""

    attribution: Floats
    names: Floats
    links: Vectors


class Encoder:
    """The trained encoder.  Reading changes nothing in it, so threads may share it."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Loads `reader.onnx`, `reader.json` and `tokenizer.json` of `folder`.

        Raises:
            InputError: where one of them is missing or damaged.
        """
        try:
            settings = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = _session(folder / "reader.onnx", threads)
            self._chains = {head: _chain(given) for head, given in settings["heads"].items()}
            self._pointers = _pointers(settings["links"])
            self._length = int(settings["window"])
            self._overlap = int(settings["overlap"])
        except Exception as error:  # each library raises its own kinds
            raise InputError(_damaged(folder, error)) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._marks = marks(self._tokenizer)

    def read(self, text: str) -> Reading:
        """Reads a text of any length.

        Returns:
            Words, names and attributions, all with character offsets into `text`.
        """
        words = find_words(text)
        if not words:
            return Reading((), (), ())
        starts = line_starts(text, words)
        scores = self.score([w.of(text) for w in words], cases(text, words))
        names = self._tagged("names", scores.names, starts)
        spans = self._tagged("attribution", scores.attribution, starts)

        def place(tagged: Tagged) -> Span:
            return Span(words[tagged.first].start, words[tagged.last - 1].end)

        line_of = np.searchsorted(starts, np.arange(len(words)), side="right")
        return Reading(
            words,
            tuple(Mention(place(n), KINDS[n.role]) for n in names),
            tuple(
                Attribution(
                    (place(a.source),) if a.source else (),
                    (place(a.cue),),
                    tuple(place(c) for c in a.content),
                )
                for a in link(spans, scores.links, self._pointers, line_of)
            ),
        )

    def score(self, words: list[str], case: Sequence[int]) -> Scores:
        """What the heads say of each word, before decoding; `case` is what `cases` gives."""
        pieces = cut(words, self._tokenizer, self._marks.unknown)
        cased = np.asarray(case, np.int64)
        attribution, names = (
            np.zeros((len(words), len(self._chains[head].labels)), np.float32) for head in HEADS
        )
        links = Vectors(self._pointers)
        weight = np.zeros((len(words), 1), np.float32)
        for first, last in spread(pieces, self._length, self._overlap):
            w = window(pieces, cased, first, last, self._marks)
            given = {"ids": w.ids[None], "case": w.case[None]}
            found = self._session.run([*HEADS, "links"], given)
            trusted = trust(last - first, self._overlap)[:, None]
            weight[first:last] += trusted
            attribution[first:last] += found[0][0, w.heads] * trusted
            names[first:last] += found[1][0, w.heads] * trusted
            links.add(first, last, found[2][0, w.heads])
        return Scores(attribution / weight, names / weight, links)

    def _tagged(self, head: str, scores: Floats, starts: list[int]) -> list[Tagged]:
        chain = self._chains[head]
        return chain.spans(chain.best(scores, starts))


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _chain(given: dict[str, Any]) -> Chain:
    start, end, transitions = (
        np.asarray(given[k], np.float32) for k in ("start", "end", "transitions")
    )
    return Chain(tuple(given["labels"]), transitions, start, end)


def _pointers(given: dict[str, Any]) -> Pointers:
    bias, none = (np.asarray(given[k], np.float32) for k in ("bias", "none"))
    return Pointers(float(given["scale"]), bias, none)


def _damaged(folder: Path, error: Exception) -> Problem:
    return Problem(
        code="encoder-damaged",
        message=f"the trained encoder cannot be loaded: {error}",
        path=str(folder),
        expected="reader.onnx, reader.json and tokenizer.json",
        hint="install the package again",
    )
