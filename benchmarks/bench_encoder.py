"""How fast the encoder reads, on one core: `python benchmarks/bench_encoder.py [TEXT FILES]`.

Without files it reads made-up reports of about 700 words.  Prints the load time, articles of 700
words a second, the time against the bare encoder (tokenising and running the network on the very
same windows, in the same run, turn by turn), and the peak memory.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

import numpy as np

WORDS = 700
ROUNDS = 5
PLACES = ("Brill", "Harrow Quay", "Stenmouth", "Little Orme")
PEOPLE = ("Tove Brandt", "Ines Orr", "Sam Okafor", "Lena Voss")
PARTS = (
    "{town} council will decide on Thursday whether the old ferry terminal can stay, {who} said.",
    "“Nobody has shown us a plan that works,” {who} told reporters. “We asked in May.”",
    "The company that owns the quay, Stonegate Ltd, denied that it let the building decay.",
    "A report by engineers, seen by this newspaper, warns that its roof may fall in 2 years.",
    "According to the union, 340 people worked there in 1998; {who} put the number at 290.",
    "Rain kept most of the protesters away from {town} on Sunday, but a few dozen stayed late.",
)


def reports(number: int) -> list[str]:
    """Made-up reports, each of about `WORDS` words and none like another."""
    out = []
    for i in range(number):
        paragraphs: list[str] = []
        for k in range(WORDS // 18):
            part = PARTS[(i + k * 5 + k // 3) % len(PARTS)]
            town, who = PLACES[(i + k) % 4], PEOPLE[(i * 3 + k) % 4]
            paragraphs.append(part.format(town=town, who=who))
        out.append("\n\n".join(paragraphs))
    return out


def main() -> None:
    """Measures and prints."""
    began = time.perf_counter()
    from generator import encoder
    from generator.encoder.windows import cut, spread, window
    from generator.encoder.words import cases, find_words

    reader = encoder.load()
    loading = time.perf_counter() - began
    files = [Path(p) for p in sys.argv[1:]]
    texts = [f.read_text(encoding="utf-8") for f in files] or reports(8)
    words = sum(len(find_words(t)) for t in texts)
    session, tokenizer, special = reader._session, reader._tokenizer, reader._marks
    given = []
    for text in texts:
        found = find_words(text)
        case = np.asarray(cases(text, found))
        forms = [w.of(text) for w in found]
        pieces = cut(forms, tokenizer, special.unknown)
        bounds = spread(pieces, reader._length, reader._overlap)
        given.append((forms, [window(pieces, case, *b, special) for b in bounds]))

    def bare() -> None:
        for forms, windows in given:
            tokenizer.encode(forms, is_pretokenized=True, add_special_tokens=False)
            for w in windows:
                session.run(None, {"ids": w.ids[None], "case": w.case[None]})

    def whole() -> None:
        for text in texts:
            reader.read(text)

    times: dict[str, list[float]] = {"bare": [], "whole": []}
    for _ in range(ROUNDS):
        for name, do in (("bare", bare), ("whole", whole)):
            start = time.process_time()
            do()
            times[name].append(time.process_time() - start)
    best = {name: min(each) for name, each in times.items()}
    ratios = [w / b for w, b in zip(times["whole"], times["bare"], strict=True)]
    print(f"words                        {words}")
    print(f"windows                      {sum(len(w) for _, w in given)}")
    print(f"load                         {loading:.2f} s")
    print(f"700-word articles a second   {words / WORDS / best['whole']:.2f}")
    print(f"against the bare encoder     {statistics.median(ratios):.2f}")
    print(f"peak memory                  {_peak_mb():.0f} MB")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
