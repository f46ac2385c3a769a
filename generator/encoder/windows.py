"""Stage: reading.  Words -> word pieces -> windows that the encoder can take.

Windows overlap, so that every word is read with words on both sides of it; where two windows hold
a word, the one in whose middle it stands weighs more (`Window.trust`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

MOST_PIECES = 8
"""A word's further pieces are left out: they belong to links, hashes and other non-words."""

_CHUNK = 8192
"""Words handed to the tokenizer at once; bounds its memory on long documents."""


class Pieces(NamedTuple):
    """A document's word pieces: `ids[bounds[i]:bounds[i + 1]]` are the pieces of word `i`.

    Every word has at least one piece and at most `MOST_PIECES`.
    """

    ids: Ints
    bounds: Ints


class Window(NamedTuple):
    """Words `first` to `last` (exclusive) of a document, as the encoder takes them.

    `ids` and `case` include the marks of the window's ends; `heads[k]` is the position in them of
    the first piece of word `first + k`.
    """

    first: int
    last: int
    ids: Ints
    case: Ints
    heads: Ints


class Marks(NamedTuple):
    """Numbers of the vocabulary's special pieces."""

    start: int
    end: int
    unknown: int


def marks(tokenizer: Tokenizer) -> Marks:
    """The special pieces of a BERT-like vocabulary."""
    start, end, unknown = (tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
    if start is None or end is None or unknown is None:
        raise ValueError("the vocabulary lacks [CLS], [SEP] or [UNK]")
    return Marks(start, end, unknown)


def cut(words: Sequence[str], tokenizer: Tokenizer, unknown: int) -> Pieces:
    """The pieces of `words`; a word that the tokenizer drops whole becomes one `unknown`."""
    all_ids, all_counts = [], []
    for at in range(0, len(words), _CHUNK):
        chunk = list(words[at : at + _CHUNK])
        encoding = tokenizer.encode(chunk, is_pretokenized=True, add_special_tokens=False)
        ids = np.asarray(encoding.ids, dtype=np.int64)
        owner = np.asarray(encoding.word_ids, dtype=np.int64)
        missing = np.setdiff1d(np.arange(len(chunk)), owner)
        if len(missing):
            ids = np.concatenate([ids, np.full(len(missing), unknown)])
            owner = np.concatenate([owner, missing])
            order = np.argsort(owner, kind="stable")
            ids, owner = ids[order], owner[order]
        counts = np.bincount(owner, minlength=len(chunk))
        rank = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        all_ids.append(ids[rank < MOST_PIECES])
        all_counts.append(np.minimum(counts, MOST_PIECES))
    if not words:
        return Pieces(np.zeros(0, np.int64), np.zeros(1, np.int64))
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(all_counts))])
    return Pieces(np.concatenate(all_ids), bounds)


def window(pieces: Pieces, case: Ints, first: int, last: int, special: Marks) -> Window:
    """The window of words `first` to `last`; `case` holds one number a word of the document."""
    bounds = pieces.bounds[first : last + 1]
    n = int(bounds[-1] - bounds[0])
    ids = np.empty(n + 2, np.int64)
    ids[0], ids[-1] = special.start, special.end
    ids[1:-1] = pieces.ids[bounds[0] : bounds[-1]]
    cases = np.zeros(n + 2, np.int64)
    cases[1:-1] = np.repeat(case[first:last], np.diff(bounds))
    return Window(first, last, ids, cases, bounds[:-1] - bounds[0] + 1)


def spread(pieces: Pieces, length: int, overlap: int) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) words of windows of at most `length` pieces with both marks.

    Neighbours share at least one word and about `overlap` pieces.
    """
    n = len(pieces.bounds) - 1
    first = 0
    while first < n:
        room = pieces.bounds[first] + length - 2
        last = max(first + 1, int(np.searchsorted(pieces.bounds, room, side="right")) - 1)
        yield first, last
        if last >= n:
            return
        back = int(np.searchsorted(pieces.bounds, pieces.bounds[last] - overlap, side="left"))
        first = max(first + 1, min(back, last))


def trust(words: int, reach: int) -> Floats:
    """How much each word's reading counts: its distance to the window's nearer end, capped."""
    at = np.arange(words)
    return np.minimum(np.minimum(at + 1, words - at), reach).astype(np.float32)
