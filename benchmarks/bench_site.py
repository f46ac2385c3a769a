"""Measures the site: fact sheets by `factsheets build` against the same matter as Markdown pages.

Usage: `python benchmarks/bench_site.py [--count 1000] [--keep DIR]`

Three builds of the same synthetic matter (`make_sheets.py`), each in a process of its own:

1. sheets: YAML in, rendered, every list and cross reference made, Pagefind's index with facets;
2. Markdown: a page per sheet, all in Material's navigation, with its built-in search;
3. sheets again, over what the first build left.

Prints wall and CPU seconds (children included) and the ratio of 2 to 1.  Both are first builds
into empty folders: a file system that was just told to delete thousands of files is slow to make
new ones.  On a machine that does other work compare the CPU times.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from make_sheets import write

PLAIN = """\
site_name: Plain
docs_dir: docs
site_dir: site
theme:
  name: material
  font: false
nav:
"""
ROOT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """What a build took, in seconds."""

    wall: float
    cpu: float


def measure(command: list[str], folder: Path) -> Cost:
    """Run `command` in `folder`; raises CalledProcessError if it fails."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Cost(wall, cpu)


def run(folder: Path, count: int) -> None:
    """Make the matter, build it three times, print the table."""
    sheets, plain = folder / "sheets", folder / "plain"
    write(sheets / "content" / "sheets", count, seed=7)
    for page in ("index.md", "about.md"):
        (sheets / "content" / page).write_bytes((ROOT / "content" / page).read_bytes())
    pages = write(plain / "docs", count, seed=7, as_markdown=True)
    (plain / "docs" / "index.md").write_text("# Plain\n", encoding="utf-8")
    nav = "".join(f"  - {page}\n" for page in ["index.md", *pages])
    (plain / "mkdocs.yml").write_text(PLAIN + nav, encoding="utf-8")
    words = sum(len(p.read_text(encoding="utf-8").split()) for p in (plain / "docs").glob("r*.md"))
    print(f"{count} sheets of {words // count} words (as Markdown); other work on the machine "
          f"before: a load of {os.getloadavg()[0]:.1f}")  # fmt: skip
    build = [sys.executable, "-m", "generator", "build"]
    rows = {
        "sheets, with the search index": measure(build, sheets),
        "Markdown, all in the navigation": measure(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"], plain
        ),
        "sheets again": measure(build, sheets),
    }
    for name, cost in rows.items():
        print(f"{name:34} {cost.wall:7.1f} s wall {cost.cpu:7.1f} s CPU")
    ours, theirs, _ = rows.values()
    print(f"ratio: {theirs.wall / ours.wall:.1f} by wall, {theirs.cpu / ours.cpu:.1f} by CPU")


def main() -> None:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="leave the matter and the sites in this folder")
    options = parser.parse_args()
    if options.keep:
        run(options.keep, options.count)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), options.count)


if __name__ == "__main__":
    main()
