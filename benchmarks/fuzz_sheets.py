"""Throws damaged sheets at the loader, the validator, the merge, the splicer and the messages.

    python benchmarks/fuzz_sheets.py [SECONDS]

Starts from this project's sheets and the cases of `tests/cases/check`.  Guided by coverage where
atheris is installed, else by the kinds of problems that an input brings about, with mutations that
know YAML.  An exception, an input that takes more than 2 s or more than 500 MB ends it with exit
code 1 and the input in `build/fuzz/`.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from contextlib import nullcontext
from pathlib import Path

try:
    import atheris
except ImportError:
    atheris = None

watched = atheris.instrument_imports(include=["generator", "yaml"]) if atheris else nullcontext()
with watched:
    import yaml

    from generator.document import InputError
    from generator.model import SCHEMA_VERSION
    from generator.problems import FORMATS, format_problems
    from generator.revision.decided import Merge
    from generator.revision.renew import Reading, renew, settle_edits
    from generator.revision.yaml_splice import splice
    from generator.sheet import yaml_guard, yaml_nodes
    from generator.sheet.base import parse_base
    from generator.sheet.data import Data
    from generator.sheet.spec import LISTS, SHEET
    from generator.sheet.yaml_io import load_sheet
    from generator.sheet.yaml_layout import SpliceError

ROOT = Path(__file__).parent.parent
MAX_SECONDS = 2.0
MAX_MEGABYTES = 500

LOADERS = (yaml_guard.LOADER, yaml_guard.without_types(yaml.SafeLoader))

TOKENS = ["[", "]", "{", "}", ": ", "- ", "? ", "&a ", "*a", "!x ", "!!str ", "|\n", ">+\n", "'",
          '"', "\\", "#", " #", "\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\x85", "\ufeff",
          "\0", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "~", "null", "\U0001f600", "  ", "@",
          "`", ",", "- - - ", "claims:\n", "sides:\n", "id: c-7f2ak\n", "\\ud83d", "<<<<<<< a\n",
          "2026-02-30", "9" * 300, "[" * 50, "x" * 2000]  # fmt: skip


def one(text: str) -> frozenset[str]:
    """Reads a text every way there is; returns what kinds of problems it has."""
    seen: set[str] = set()
    start = time.process_time()
    for loader in LOADERS:
        yaml_guard.LOADER = yaml_nodes.LOADER = loader
        loaded = load_sheet(text, "fuzz.yaml")
        seen.update(p.code for p in loaded.problems)
        loaded.check_evidence("A dam burst.", "")
        for style in FORMATS:
            format_problems(loaded.problems, style)
        if loaded.mapped is not None and loaded.sheet is not None and loaded.ok:
            data = {**(loaded.data or {}), "title": "Changed"}
            try:
                splice(loaded, Merge(data, scalars={("title",): "Changed"}))
            except SpliceError:
                seen.add("not spliced")
        if loaded.data:
            seen.update(merged(text, loaded.data))
    if time.process_time() - start > MAX_SECONDS * len(LOADERS):
        raise TimeoutError(f"{time.process_time() - start:.1f} s")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if used > MAX_MEGABYTES:
        raise MemoryError(f"{used:.0f} MB")
    return frozenset(seen)


def merged(text: str, data: Data) -> set[str]:
    """Merges a text with a record of its own facts and a reading of others; returns what it met."""
    record = {k: v for k, v in data.items() if k in SHEET.by_name}
    for name in LISTS:
        entries = [e for e in record.get(name) or [] if isinstance(e, dict) and e.get("id")]
        record[name] = [{k: v for k, v in e.items() if k != "note"} for e in entries]
    try:
        base = parse_base(json.dumps({"schema": SCHEMA_VERSION, "sheet": record}), "fuzz.json")
    except InputError:
        return set()
    new = {**base.sheet, "title": "Another", "source": {"seed": "seeds/a.txt"}}
    for name in LISTS:
        listed = [{**e} for n, e in enumerate(new[name]) if n % 3]
        for entry in listed[::2]:
            entry["evidence"] = f"{entry.get('evidence', '')} again"
        new[name] = listed
    reading = Reading(new, "A dam burst again.", "", "digest", (), ())
    seen = set()
    for bring_up in (
        lambda: renew(text, base, reading, shown="fuzz.yaml", schema="s.json"),
        lambda: settle_edits(text, base, shown="fuzz.yaml", schema="s.json"),
    ):
        try:
            after = bring_up()
            again = renew(after.text, after.base, reading, shown="fuzz.yaml", schema="s.json")
            seen.update(f"merged {note.kind}" for note in again.notes)
        except InputError as error:
            seen.add(f"not merged: {error.problem.code}")
    return seen


def mutate(text: str, other: str, rng: random.Random) -> str:
    """`text` with a few changes of the kinds that editors, merges and strangers make."""
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((1, 3, 20, 200)))
        kind = rng.randrange(6)
        if kind == 0:
            text = text[:at] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 3, 40)) + text[at:]
        elif kind == 1:
            text = text[:at] + text[end:]
        elif kind == 2:
            text = text[:at] + text[at:end] * rng.choice((2, 2, 30)) + text[end:]
        elif kind == 3:
            text = (
                text[:at]
                + chr(rng.choice((rng.randrange(128), rng.randrange(0xD800))))
                + text[end:]
            )
        elif kind == 4:
            start = rng.randrange(len(other) + 1)
            text = text[:at] + other[start : start + rng.choice((20, 300))] + text[end:]
        else:
            lines = text.split("\n")
            row = rng.randrange(len(lines))
            lines[row] = rng.choice((" ", "  ", "\t", "- ", "")) + lines[row].lstrip(
                rng.choice(" -")
            )
            text = "\n".join(lines)
    return text[:40_000]


def corpus() -> list[str]:
    """The texts to start from."""
    paths = [*(ROOT / "content" / "sheets").glob("*.yaml")]
    paths += [*(ROOT / "tests" / "cases" / "check").glob("*/*.yaml")]
    return [p.read_bytes().decode("utf-8", "replace")[:20_000] for p in sorted(paths)]


def keep(text: str, error: BaseException) -> None:
    """Saves an input that broke something."""
    folder = ROOT / "build" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{type(error).__name__}-{abs(hash(text)) % 10**8}.yaml"
    path.write_text(text, "utf-8", errors="surrogatepass")
    print(f"{type(error).__name__}: {error}: {path}", file=sys.stderr)


def run(seconds: float) -> int:
    """Fuzzes without atheris; returns how many inputs it took."""
    rng = random.Random(20240314)
    texts = corpus()
    kinds = {one(text) for text in texts}
    end, done = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        text = mutate(rng.choice(texts), rng.choice(texts), rng)
        done += 1
        try:
            seen = one(text)
        except BaseException as error:
            keep(text, error)
            raise
        if seen not in kinds and len(texts) < 4000:
            kinds.add(seen)
            texts.append(text)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done:,} inputs, {len(kinds):,} combinations of problems, {used:.0f} MB, no fault")
    return done


def guided(seconds: float) -> None:
    """Fuzzes with atheris, guided by coverage."""
    start = ROOT / "build" / "fuzz" / "corpus"
    start.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(corpus()):
        (start / str(number)).write_text(text, "utf-8")

    def test(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        try:
            one(text)
        except BaseException as error:
            keep(text, error)
            raise

    limits = [f"-max_total_time={int(seconds)}", "-timeout=20", "-max_len=20000"]
    atheris.Setup([sys.argv[0], *limits, str(start)], test)
    atheris.Fuzz()


if __name__ == "__main__":
    length = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    if atheris is None:
        run(length)
    else:
        guided(length)
