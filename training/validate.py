"""Training.  Measures an exported encoder on the development files: `… validate CORPORA FOLDER`.

Prints attribution and names by the measures of `factsheets evaluate`, and the share of tokens with
the right tag, head, and head and relation, over the treebanks' sentences.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from generator.encoder.runtime import Encoder
from generator.measure import measures
from training.conllu import trees
from training.corpora import rows

_KINDS = {"person", "organisation", "place"}


def validate(corpora: Path, encoder: Encoder) -> dict[str, float]:
    """All figures, in per cent."""
    out: dict[str, float] = {}
    gold = list(rows(corpora / "attribution.dev.jsonl.gz"))
    found = {}
    for row in gold:
        reading = encoder.read(row["text"])
        found[row["id"]] = {
            "attributions": [
                dict(zip(measures.ROLES, ([list(s) for s in r] for r in a), strict=True))
                for a in reading.attributions
            ]
        }
    out |= measures.attribution(gold, found)
    for name in ("names.conll03.dev", "names.uner-ewt.test"):
        gold = list(rows(corpora / f"{name}.jsonl.gz"))
        found = {}
        for row in gold:
            reading = encoder.read(measures.named_text(row["sentences"])[0])
            found[row["id"]] = {
                "mentions": [
                    {"start": m.span.start, "end": m.span.end, "kind": m.kind.value}
                    for m in reading.mentions
                    if m.kind.value in _KINDS
                ]
            }
        out[f"{name} F1"] = measures.names(gold, found)["F1"]
    for name in ("gum", "ewt"):
        out |= {
            f"{name}.dev {k}": v for k, v in _syntax(corpora / f"{name}.dev.conllu.gz", encoder)
        }
    return out


def _syntax(path: Path, encoder: Encoder) -> Iterator[tuple[str, float]]:
    total = right_tags = right_heads = right_both = 0
    for tree in trees(path):
        bounds = [b for b in pairwise([*tree.starts, len(tree.tokens)]) if b[0] < b[1]]
        spans = [[t.span for t in tree.tokens[a:b]] for a, b in bounds]
        grammar = encoder.read(tree.text, spans).grammar
        for (first, last), found in zip(bounds, grammar, strict=True):
            for token, (tag, relation, head) in zip(tree.tokens[first:last], found, strict=True):
                if token.relation in {"_", "punct"}:
                    continue
                total += 1
                right_tags += tag == token.tag
                above = token.head - first if token.head >= 0 else -1
                right_heads += head == above
                right_both += head == above and relation == token.relation
    yield "tags", 100 * right_tags / total
    yield "heads", 100 * right_heads / total
    yield "heads and relations", 100 * right_both / total


def main() -> None:
    """Reads the command line and measures."""
    parser = argparse.ArgumentParser(prog="python -m training.validate", description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path, help="where reader.onnx lies")
    given = parser.parse_args()
    for name, value in validate(given.corpora, Encoder(given.folder)).items():
        print(f"{name:40} {value:6.2f}", flush=True)


if __name__ == "__main__":
    main()
