"""Counts the words, tags and lemmas of the UD treebanks into `generator/lexicons/words.tsv`.

    python -m training.build_words CORPORA [OUT]

CORPORA holds `ewt.*.conllu.gz` and `gum.*.conllu.gz`.  Prints the tagger's accuracy on the dev
files (share of words whose tokens agree).
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.document import Span
from generator.language.tagger import START, tag

HEAD = """\
# Words, tags and lemmas, counted; made by `python -m training.build_words`.
# Source: Universal Dependencies English EWT (CC BY-SA 4.0) and GUM (annotations CC BY 4.0).
# Licence of this table: CC BY-SA 4.0.
"""
OUT = Path(__file__).parent.parent / "generator" / "lexicons" / "words.tsv"
Row = tuple[str, str, str]


def sentences(path: Path) -> Iterator[list[Row]]:
    """Sentences as lists of (form, tag, lemma)."""
    rows: list[Row] = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                rows.append((cells[1].replace("’", "'"), cells[4], cells[2].lower()))
            elif not line.strip() and rows:
                yield rows
                rows = []


def build(corpora: Path, out: Path) -> None:
    """Writes the table: words (seen twice or more), tag bigrams, suffixes of rare words."""
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    follow: defaultdict[str, Counter[str]] = defaultdict(Counter)
    lemmas: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name in ("ewt.train", "gum.train"):
        for sentence in sentences(corpora / f"{name}.conllu.gz"):
            before = START
            for position, (form, label, lemma) in enumerate(sentence):
                key = form.lower() if position == 0 and not label.startswith("NNP") else form
                words[key][label] += 1
                lemmas[form.lower(), label][lemma] += 1
                follow[before][label] += 1
                before = label
            follow[before]["</s>"] += 1
    suffixes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, row in words.items():
        if sum(row.values()) <= 5 and form.islower():
            for size in range(1, 5):
                if len(form) > size:
                    suffixes[form[-size:]].update(row)
    with out.open("w", encoding="utf8", newline="\n") as file:
        file.write(HEAD + "[word]\n")
        for form, row in sorted(words.items()):
            if sum(row.values()) < 2 or " " in form:
                continue
            cells = []
            for label, n in sorted(row.items(), key=lambda x: (-x[1], x[0])):
                lemma = lemmas[form.lower(), label].most_common(1)[0][0]
                cells.append(
                    f"{label} {n}"
                    + (f" {lemma}" if form.islower() and lemma != form and " " not in lemma else "")
                )
            file.write("\t".join([form, *cells]) + "\n")
        for title, table, least in (("next", follow, 1), ("suffix", suffixes, 5)):
            file.write(f"[{title}]\n")
            for key, row in sorted(table.items()):
                if sum(row.values()) >= least:
                    cells = [
                        f"{t} {n}" for t, n in sorted(row.items(), key=lambda x: (-x[1], x[0]))
                    ]
                    file.write("\t".join([key, *cells]) + "\n")


def accuracy(path: Path) -> float:
    """Share of a dev file's words that are tagged rightly, in percent."""
    right = total = 0
    for sentence in sentences(path):
        text, spans = "", []
        for form, _, _ in sentence:
            spans.append(Span(len(text), len(text) + len(form)))
            text += form + " "
        got = {w.span: w.tag for w in tag(text, Span(0, len(text)))}
        total += len(spans)
        right += sum(got.get(s) == label for s, (_, label, _) in zip(spans, sentence, strict=True))
    return 100 * right / total


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    build(folder, Path(sys.argv[2]) if len(sys.argv) > 2 else OUT)
    for name in ("ewt.dev", "gum.dev"):
        print(name, round(accuracy(folder / f"{name}.conllu.gz"), 1))
