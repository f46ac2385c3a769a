"""Tells the language of a text, so that none but English is read.

Input: the text.  Output: an ISO 639-1 code.  Asking a library costs a second for its model
alone, so the share of English function words decides where it is clear (English news: 0.25 to
0.45; its neighbours: below 0.12) and the library is asked in doubt only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from generator.lexicon import load_set

LEAST_WORDS = 20
"""Shorter texts count as English: nothing could be told."""
LEAST_RUNNING = 0.5
"""Share of words in lower case that running text has in any language that has case."""
ENGLISH_SHARE = 0.18
NOT_ENGLISH_SHARE = 0.05
LEAST_CERTAINTY = 0.9
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")


def find_language(text: str) -> str:
    """The language's code; "en" where the text is too short or the answer uncertain."""
    found = _WORD.findall(text[:_SAMPLE])
    words = [w.casefold() for w in found]
    foreign = len(words) > 3 and _is_foreign_script(words)
    running = sum(w.islower() for w in found)
    if not foreign and running < max(LEAST_WORDS, LEAST_RUNNING * len(words)):
        # Names and figures in a table have no language.
        return "en"
    known = load_set("ingest/stop_words.txt")
    share = sum(w in known for w in words) / len(words)
    if share >= ENGLISH_SHARE:
        return "en"
    code, certainty = _ask_library(text[:_SAMPLE])
    if certainty >= LEAST_CERTAINTY or share < NOT_ENGLISH_SHARE:
        return code
    return "en"


def _is_foreign_script(words: list[str]) -> bool:
    """Whether most letters are of no Latin script."""
    letters = "".join(words)
    return sum(ord(c) > 0x24F for c in letters) > len(letters) / 2


@cache
def _identifier() -> Any:
    """The library's model, loaded once a run: that takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _ask_library(text: str) -> tuple[str, float]:
    """py3langid's answer and its probability."""
    code, certainty = _identifier().classify(text)
    return str(code), float(certainty)
