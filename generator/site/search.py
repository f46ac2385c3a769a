"""The search index: Pagefind over the sheets' pages, made while the rest of the site is built.

Input: the sheets' HTML as it is rendered, without the frame that all pages share.  Output:
`pagefind/` in the site, which the browser loads in small pieces as a reader types, so that no page
loads the whole index.  Facets come from the pages' `<meta data-pagefind-filter>`.  Only sheets
are searched: what lists and entities' pages say stands in them.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pagefind_bin import get_executable

_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
    "<body><article data-pagefind-body>{html}</article></body></html>"
)


class SearchError(Exception):
    """The index could not be made; the message says what Pagefind said."""


class SearchIndex:
    """An index in the making: `add` each page, `start`, do something else, `finish`."""

    def __init__(self, site: Path) -> None:
        """Make ready an index for the site in the folder `site`."""
        self.site = site
        self._folder = tempfile.TemporaryDirectory(prefix="factsheets-search-")
        self._process: subprocess.Popen[str] | None = None
        self._pages = 0

    def add(self, url: str, html: str, head: str) -> None:
        """Add a page: its address from the site's root, its article, what its head says."""
        folder = Path(self._folder.name, url)
        folder.mkdir(parents=True)
        page = _PAGE.format(head=head, html=html)
        (folder / "index.html").write_text(page, encoding="utf-8")
        self._pages += 1

    def start(self) -> None:
        """Start Pagefind on the pages, and return at once.

        Raises:
            SearchError: it cannot be started.
        """
        if not self._pages:
            return
        places = ["--site", self._folder.name, "--output-path", str(self.site / "pagefind")]
        command = [str(get_executable()), *places, "--force-language", "en", "--silent"]
        try:
            self._process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
        except OSError as error:
            raise SearchError(f"Pagefind cannot be run: {error}") from error

    def finish(self) -> None:
        """Wait until the index is written.

        Raises:
            SearchError: Pagefind failed.
        """
        if self._process is not None:
            said, _ = self._process.communicate()
            code, self._process = self._process.returncode, None
            if code != 0:
                raise SearchError(f"Pagefind failed ({code}): {said.strip()}")
        self._folder.cleanup()

    def cancel(self) -> None:
        """Give up an index that nobody needs any more."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
        self._folder.cleanup()
