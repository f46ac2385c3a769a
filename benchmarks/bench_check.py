"""How fast sheets are read and checked.

    python benchmarks/bench_check.py [SHEETS]

Figures: loading and validating one sheet against PyYAML's C `compose` of the same file; `check`,
`generate --check` and `generate` on a project of SHEETS sheets that are up to date (1,000 unless
told), in CPU and wall seconds.  The sheets are copies of this project's own.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from generator import __version__
from generator.revision.plan import engine_digest
from generator.revision.store import text_digest
from generator.sheet.yaml_io import load_sheet

ROOT = Path(__file__).parent.parent


def best(call: Callable[[], object], rounds: int = 60) -> float:
    """The best time of a call, in milliseconds."""
    least = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        least = min(least, time.perf_counter() - start)
    return least * 1000


def ratio() -> None:
    """Load and validate against `compose`, on the sheet nearest to 12 KB."""
    sheets = sorted((ROOT / "content" / "sheets").glob("*.yaml"))
    path = min(sheets, key=lambda p: abs(p.stat().st_size - 12_000))
    text = path.read_text("utf-8")
    compose = best(lambda: yaml.compose(text, Loader=yaml.CSafeLoader))
    load = best(lambda: load_sheet(text, path.name))
    whole = best(lambda: load_sheet(text, path.name).sheet)
    print(f"{path.name}, {len(text):,} characters")
    print(f"  C compose {compose:.2f} ms")
    print(f"  load and validate {load:.2f} ms: {load / compose:.2f} times")
    print(f"  with the typed sheet {whole:.2f} ms: {whole / compose:.2f} times")


def project(root: Path, number: int) -> None:
    """A project of `number` sheets, each with seed and base; an editor changed every tenth."""
    for folder in ("seeds", "content/sheets", "content/.machine"):
        (root / folder).mkdir(parents=True)
    sheets = sorted((ROOT / "content" / "sheets").glob("*.yaml"))
    for n in range(number):
        path = sheets[n % len(sheets)]
        base = json.loads((ROOT / "content" / ".machine" / f"{path.stem}.json").read_text("utf-8"))
        seed = ROOT / base["sheet"]["source"]["seed"]
        name = f"seeds/{path.stem}-{n}{seed.suffix}"
        data = seed.read_bytes() + b"\n" * n
        (root / name).write_bytes(data)
        text = path.read_text("utf-8")
        text = text.replace(base["sheet"]["source"]["seed"], name, 1)
        base["output_sha256"] = text_digest(text)
        if n % 10 == 0:
            text += "# seen by the desk\n"
        (root / f"content/sheets/{path.stem}-{n}.yaml").write_text(text, "utf-8")
        base["sheet"]["source"]["seed"] = name
        base["seed_sha256"] = hashlib.sha256(data).hexdigest()
        base["generator"], base["engine"] = __version__, engine_digest()
        (root / f"content/.machine/{path.stem}-{n}.json").write_text(json.dumps(base, indent=1))


def run(root: Path, *arguments: str) -> None:
    """Runs a command and tells what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "generator", "--project", str(root), *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["up to date"]
    print(f"  factsheets {' '.join(arguments)}: {wall:.2f} s, {cpu:.2f} s of CPU, "
          f"exit {done.returncode}: {last[0][:80]}")  # fmt: skip


def main() -> None:
    """Prints all figures."""
    ratio()
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        project(Path(folder), number)
        print(f"{number:,} sheets")
        run(Path(folder), "check")
        run(Path(folder), "generate", "--check")
        run(Path(folder), "generate")


if __name__ == "__main__":
    main()
