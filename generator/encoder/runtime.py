"""Stage: reading.  Runs the trained encoder: text -> words, names, attributions, grammar.

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
    Grammar,
    InputError,
    Mention,
    MentionKind,
    Problem,
    Reading,
    Span,
)
from generator.encoder.decode import Chain, Tagged
from generator.encoder.link import Pointers, Vectors, link
from generator.encoder.syntax import Sentences
from generator.encoder.windows import Floats, cut, marks, spread, trust, window
from generator.encoder.words import align, cases, find_words, line_starts

MODEL_FOLDER = Path(__file__).parent

KINDS = {
    "PER": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "LOC": MentionKind.PLACE,
    "MISC": MentionKind.OTHER,
}


class Scores(NamedTuple):
    """What the heads say of a document's words: words x labels a head, and vectors for links."""

    labels: dict[str, Floats]
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
            self._chains = {head: _chain(given) for head, given in settings["chains"].items()}
            self._plain = {head: tuple(labels) for head, labels in settings["plain"].items()}
            self._pointers = _pointers(settings["links"])
            self._length = int(settings["window"])
            self._overlap = int(settings["overlap"])
        except Exception as error:  # each library raises its own kinds
            raise InputError(_damaged(folder, error)) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._marks = marks(self._tokenizer)

    def read(self, text: str, sentences: Sequence[Sequence[Span]] = ()) -> Reading:
        """Reads a text of any length.

        Args:
            text: what to read.
            sentences: sentences whose grammar is wanted, as the tokens of each, in order.

        Returns:
            Words, names, attributions and the sentences' grammar, with offsets into `text`.
        """
        words = find_words(text)
        if not words:
            return Reading((), (), (), tuple(() for _ in sentences))
        starts = line_starts(text, words)
        line_of = np.searchsorted(starts, np.arange(len(words)), side="right")
        trees = Sentences([align(tokens, words) for tokens in sentences], line_of, self._pointers)
        scores = self.score([w.of(text) for w in words], cases(text, words), trees)
        names = self._tagged("names", scores.labels["names"], starts)
        spans = self._tagged("attribution", scores.labels["attribution"], starts)

        def place(tagged: Tagged) -> Span:
            return Span(words[tagged.first].start, words[tagged.last - 1].end)

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
            tuple(
                tuple(Grammar(*each) for each in sentence)
                for sentence in trees.grammar(
                    self._plain["tags"],
                    scores.labels["tags"],
                    self._plain["relations"],
                    scores.labels["relations"],
                )
            ),
        )

    def score(self, words: list[str], case: Sequence[int], trees: Sentences) -> Scores:
        """What the heads say of each word, before decoding; `case` is what `cases` gives.

        `trees` sees the link vectors of each window as it is read.
        """
        pieces = cut(words, self._tokenizer, self._marks.unknown)
        cased = np.asarray(case, np.int64)
        sizes = {head: len(chain.labels) for head, chain in self._chains.items()}
        sizes |= {head: len(labels) for head, labels in self._plain.items()}
        labels = {head: np.zeros((len(words), n), np.float32) for head, n in sizes.items()}
        links = Vectors(self._pointers)
        weight = np.zeros((len(words), 1), np.float32)
        windows = list(spread(pieces, self._length, self._overlap))
        wanted = trees.best_windows(windows)
        for number, (first, last) in enumerate(windows):
            w = window(pieces, cased, first, last, self._marks)
            given = {"ids": w.ids[None], "case": w.case[None]}
            *found, vectors = self._session.run([*sizes, "links"], given)
            trusted = trust(last - first, self._overlap)[:, None]
            weight[first:last] += trusted
            for head, each in zip(sizes, found, strict=True):
                labels[head][first:last] += each[0, w.heads] * trusted
            of_words = vectors[0, w.heads]
            links.add(first, last, of_words)
            for sentence in wanted[number]:
                trees.point(sentence, first, of_words)
        return Scores({head: each / weight for head, each in labels.items()}, links)

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
    return Pointers(tuple(given["pointers"]), float(given["scale"]), bias, none)


def _damaged(folder: Path, error: Exception) -> Problem:
    return Problem(
        code="encoder-damaged",
        message=f"the trained encoder cannot be loaded: {error}",
        path=str(folder),
        expected="reader.onnx, reader.json and tokenizer.json",
        hint="install the package again",
    )
