"""Words with parts of speech and lemmas, for the rules that need a little grammar.

Stage: reading.  Input: a text and a span of it.  Output: `Word` values (Penn Treebank tags).

A bigram hidden Markov model (Brants 2000, "TnT"): emissions from the counts of a lexicon, guesses
for unknown words from their suffix and case, Viterbi over the few tags that each word can have.
Its counts come from the UD treebanks EWT and GUM (see `lexicons/words.tsv`); of words unseen in
training text it tags 94 in 100 rightly on GUM, 91 on EWT (web pages).  It does not parse.
"""

from __future__ import annotations

import math
import re
from collections.abc import Set
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from generator.document import Span, Word
from generator.lexicon import load_table

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?:[.,]\d+)*|\.{3}|[^\w\s]",
    re.IGNORECASE,
)
_SUFFIX = 4
_UNSEEN = 1e-6
_MOST_TAGS = 5
_INFLECTED = {
    "NNS": {"NN"},
    "VBZ": {"VB", "VBP"},
    "VBD": {"VB", "VBP"},
    "VBN": {"VB", "VBP"},
    "VBG": {"VB", "VBP"},
}
"""Tags of regular inflection, with the tags that their stems have."""
_MUTE_E = ("at", "iz", "is", "us", "uc", "ut", "ur", "v", "c", "g", "u", "z")
"""Endings of stems that had an e before "-ed" and "-ing" ("violat", "advoc", "plung")."""
START = "<s>"
_SECTIONS = {"[word]": "word", "[next]": "next", "[suffix]": "suffix"}


class Lexicon(NamedTuple):
    """The counts behind the model, as log probabilities and tables."""

    emissions: dict[str, dict[str, float]]
    lemmas: dict[tuple[str, str], str]
    transitions: dict[str, dict[str, float]]
    suffixes: dict[str, dict[str, float]]
    tags: dict[str, float]


def tokenise(text: str, span: Span) -> list[Span]:
    """Words and marks of `span`, as the UD treebanks cut them (`do` + `n't`, `Moscow` + `'s`)."""
    return [Span(m.start(), m.end()) for m in _TOKEN.finditer(text, span.start, span.end)]


def tag(text: str, span: Span) -> tuple[Word, ...]:
    """Tags the words of one sentence."""
    spans = tokenise(text, span)
    if not spans:
        return ()
    lexicon = _lexicon()
    forms = [_normal(s.of(text)) for s in spans]
    shouted = text[span.start : span.end].isupper()
    best: dict[str, tuple[float, tuple[str, ...]]] = {START: (0.0, ())}
    for position, form in enumerate(forms):
        step: dict[str, tuple[float, tuple[str, ...]]] = {}
        for name, emission in _candidates(lexicon, form, first=position == 0 or shouted).items():
            score, path = max(
                (
                    (value + lexicon.transitions[before].get(name, math.log(_UNSEEN)), path)
                    for before, (value, path) in best.items()
                ),
                key=lambda pair: pair[0],
            )
            step[name] = (score + emission, (*path, name))
        best = step
    tags = max(best.values(), key=lambda pair: pair[0])[1]
    return tuple(
        Word(s, f, t, lexicon.lemmas.get((f.lower(), t)) or _lemma(lexicon, f.lower(), t))
        for s, f, t in zip(spans, forms, tags, strict=True)
    )


def is_verb(lemma: str) -> bool:
    """Whether a lemma can be a verb at all."""
    return lemma in _verbs()


@cache
def _verbs() -> frozenset[str]:
    forms = (w for w, tags in _lexicon().emissions.items() if {"VB", "VBP"} & tags.keys())
    return frozenset(forms) | {
        stem for (_, name), stem in _lexicon().lemmas.items() if name.startswith("VB")
    }


@cache
def past_of(lemma: str) -> str:
    """The past of a verb: as the lexicon has it, else by the rules of spelling."""
    known = sorted(
        (-_lexicon().emissions.get(form, {}).get("VBD", -99.0), form)
        for (form, name), stem in _lexicon().lemmas.items()
        if stem == lemma and name == "VBD"
    )
    if known:
        return known[0][1]
    if "VBD" in _lexicon().emissions.get(lemma, {}):
        return lemma
    if lemma.endswith("e"):
        return lemma + "d"
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", lemma):
        return lemma + lemma[-1] + "ed"
    return lemma[:-1] + "ied" if re.search(r"[^aeiou]y$", lemma) else lemma + "ed"


def _normal(form: str) -> str:
    return form.replace("’", "'").replace("‘", "'")


def _candidates(lexicon: Lexicon, form: str, *, first: bool) -> dict[str, float]:
    """Log emission scores of the tags that a word can have."""
    known = lexicon.emissions.get(form)
    lower = form.lower()
    if lower == "cannot":
        # Corpora write two words; as one it is a modal all the same.
        return {"MD": 0.0}
    below = lexicon.emissions.get(lower) if form != lower else None
    if below is not None and not (known and form.isupper() and len(form) > 1):
        # "Officials" opens a sentence: its lower-case self says more than the rare capital.
        if known is None:
            return below if first else {**below, **_proper(lexicon)}
        if first:
            return {t: max(known.get(t, -99.0), below.get(t, -99.0)) for t in {*known, *below}}
    return known or _guess(lexicon, form, first=first)


def _guess(lexicon: Lexicon, form: str, *, first: bool) -> dict[str, float]:
    """Scores for a word that the lexicon lacks: by its marks, its stem, its suffix."""
    lower = form.lower()
    if not any(c.isalnum() for c in form):
        return {"SYM": 0.0, ",": -1.0}
    if form[0].isdigit():
        return {"CD": 0.0}
    if form[0].isupper() and not first:
        return _proper(lexicon)
    proper = _proper(lexicon) if form[0].isupper() else {}
    inflected = {
        name: -lexicon.tags[name]
        for name, bases in _INFLECTED.items()
        if any(bases & _tags_of(lexicon, s) for s in _stems(lower, name) if s != lower)
    }
    if lower in _verbs_told():
        inflected |= {name: -lexicon.tags[name] for name in ("VBP", *_verbs_told()[lower])}
    if inflected:
        return inflected | {name: score - 2.0 for name, score in proper.items()}
    for size in range(min(_SUFFIX, len(lower)), 0, -1):
        guess = lexicon.suffixes.get(lower[-size:])
        if guess is not None:
            return guess | proper
    return {"NN": -lexicon.tags["NN"]}


def _tags_of(lexicon: Lexicon, stem: str) -> Set[str]:
    """The tags that a stem is known to have."""
    return lexicon.emissions.get(stem, {}).keys() | _verbs_told().get(stem, frozenset())


@cache
def _verbs_told() -> dict[str, frozenset[str]]:
    """Verbs that the counted words lack, with the tags of their stems."""
    rows = load_table("verbs.tsv")
    return {verb: frozenset({"VB", *("NN" for _ in noun)}) for verb, *noun in rows}


def _proper(lexicon: Lexicon) -> dict[str, float]:
    return {"NNP": -lexicon.tags["NNP"] - 8.0, "NNPS": -lexicon.tags["NNPS"] - 11.0}


def _stems(lower: str, name: str) -> list[str]:
    """What a form of this tag can be inflected from, by the rules of spelling."""
    if name in {"NNS", "VBZ"} and lower.endswith("s") and not lower.endswith("ss"):
        if lower.endswith("ies"):
            return [lower[:-3] + "y", lower[:-1]]
        return [lower[:-1], lower[:-2]] if lower.endswith("es") else [lower[:-1]]
    for ending, names in (("ed", {"VBD", "VBN"}), ("ing", {"VBG"})):
        if lower.endswith(ending) and name in names:
            stem = lower[: -len(ending)]
            doubled = [stem[:-1]] if stem[-1:] == stem[-2:-1] else []
            return [stem, stem + "e", *doubled] + ([stem[:-1] + "y"] if stem[-1:] == "i" else [])
    return []


def _lemma(lexicon: Lexicon, lower: str, name: str) -> str:
    """The lemma of a form that the lexicon lacks: of its stems, one that the lexicon knows."""
    stems = _stems(lower, name)
    known = [s for s in stems if {"VB", "VBP", "NN"} & _tags_of(lexicon, s)]
    if not known and len(stems) > 1 and name.startswith("VB") and stems[0].endswith(_MUTE_E):
        return stems[1]
    return next(iter(known or stems), lower)


@cache
def _lexicon() -> Lexicon:
    """Reads `lexicons/words.tsv`: a section a table, a tab between columns."""
    counts: dict[str, dict[str, dict[str, int]]] = {"word": {}, "next": {}, "suffix": {}}
    lemmas: dict[tuple[str, str], str] = {}
    section = ""
    data = files("generator") / "lexicons" / "words.tsv"
    for line in data.read_text(encoding="utf8").splitlines():
        if line.startswith("# "):
            continue
        if line in _SECTIONS:
            section = _SECTIONS[line]
            continue
        key, *cells = line.split("\t")
        row = counts[section].setdefault(key, {})
        for cell in cells:
            name, number, *lemma = cell.split(" ")
            row[name] = int(number)
            if lemma:
                lemmas[key, name] = lemma[0]
    totals: dict[str, int] = {}
    for before, row in counts["next"].items():
        totals[before] = sum(row.values())
    return Lexicon(
        emissions={
            w: {t: math.log(n / totals[t]) for t, n in _frequent(row)}
            for w, row in counts["word"].items()
        },
        lemmas=lemmas,
        transitions={
            before: {t: math.log(n / totals[before]) for t, n in row.items()}
            for before, row in counts["next"].items()
        },
        # P(word | tag) is proportional to P(tag | suffix) / P(tag): Bayes, as TnT does.
        suffixes={
            s: {
                t: math.log(n / sum(row.values())) - math.log(totals[t] / totals[START]) - 12.0
                for t, n in _frequent(row)
            }
            for s, row in counts["suffix"].items()
        },
        tags={t: math.log(n / totals[START]) for t, n in totals.items()},
    )


def _frequent(row: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(row.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TAGS]
