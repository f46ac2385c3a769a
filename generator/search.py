"""The search index: Pagefind over the built pages of the sheets.

Input: a built site.  Output: `pagefind/` in it, which the browser loads in small pieces as a
reader types, so that no page loads the whole index.  Facets come from the pages' `<meta
data-pagefind-filter>`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from pagefind_bin import get_executable

GLOB = "sheets/*/index.html"
"""Only sheets are searched: what lists and entities' pages say stands in them."""


class SearchError(Exception):
    """The index could not be made; the message says what Pagefind said."""


def command(site: Path) -> list[str]:
    """The command that indexes `site`."""
    return [
        str(get_executable()),
        "--site",
        str(site),
        "--glob",
        GLOB,
        "--force-language",
        "en",
        "--silent",
    ]


def build_index(site: Path) -> bool:
    """Make the search index of the site in the folder `site`.

    Returns:
        Whether there was anything to index.

    Raises:
        SearchError: Pagefind is missing or failed.
    """
    if not any(site.glob(GLOB)):
        return False
    try:
        done = subprocess.run(command(site), capture_output=True, text=True, check=False)
    except OSError as error:
        raise SearchError(f"Pagefind cannot be run: {error}") from error
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()
        raise SearchError(f"Pagefind failed ({done.returncode}): {said}")
    return True
