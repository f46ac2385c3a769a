"""The search index: Pagefind over the sheets' pages, made while the rest of the site is built.

Input: the sheets' HTML as it is rendered, without the frame that all pages share.  Output:
`pagefind/` in the site, which the browser loads in small pieces as a reader types, so that no page
loads the whole index.  Facets come from the pages' `<meta data-pagefind-filter>`.  Only sheets
are searched: what lists and entities' pages say stands in them.

Pages go to Pagefind by its service protocol (base64 of JSON, a comma after each message), one by
one: no page is written to disk for it, and they are read while others are rendered.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
from pathlib import Path
from threading import Thread

from pagefind_bin import get_executable

_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">{facets}</head>'
    "<body><article data-pagefind-body>{html}</article></body></html>"
)


class SearchError(Exception):
    """The index could not be made; the message says what Pagefind said."""


class SearchIndex:
    """An index in the making: `add` each page, `write`, do something else, `finish`."""

    def __init__(self, site: Path) -> None:
        """Make ready an index for the site in the folder `site`; nothing is started yet."""
        self.site = site
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: _Answers | None = None

    def add(self, url: str, html: str, facets: str) -> None:
        """Add a page: its address from the site's root, its words, its `<meta>` elements.

        Raises:
            SearchError: Pagefind cannot be started, or has ended.
        """
        if self._process is None:
            self._start()
        page = _PAGE.format(facets=facets, html=html)
        self._send("AddFile", index_id=0, url=f"/{url}", file_contents=page)

    def _start(self) -> None:
        command = [str(get_executable()), "--service"]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise SearchError(f"Pagefind cannot be run: {error}") from error
        self._answers = _Answers(self._process)
        self._answers.start()
        self._send("NewIndex", config={"force_language": "en"})

    def _send(self, kind: str, **payload: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        message = json.dumps({"message_id": 0, "payload": {"type": kind, **payload}})
        try:
            self._process.stdin.write(base64.b64encode(message.encode()) + b",")
            if kind == "WriteFiles":
                self._process.stdin.flush()
        except OSError as error:
            self.finish()
            raise SearchError(f"Pagefind failed: {error}") from error

    def write(self) -> None:
        """Have the index of all pages that were added written, and return at once.

        Raises:
            SearchError: Pagefind has ended.
        """
        if self._process is not None:
            self._send("WriteFiles", index_id=0, output_path=str(self.site / "pagefind"))

    def finish(self) -> None:
        """Wait until the index is written.

        Raises:
            SearchError: Pagefind failed.
        """
        if self._answers is None:
            return
        self._answers.join()
        written, said = self._answers.written, self._answers.said
        self.cancel()
        if not written:
            raise SearchError(f"Pagefind failed: {said or 'it ended before its time'}")

    def cancel(self) -> None:
        """Give up an index that nobody needs any more."""
        if self._process is not None and self._answers is not None:
            self._process.kill()
            self._answers.join()
            for stream in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # what is buffered for a process that is gone
                    assert stream is not None
                    stream.close()
            self._process.wait()
        self._process = self._answers = None


class _Answers(Thread):
    """Reads what Pagefind answers, so that it waits for no reader, until the index is written."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.written = False
        self.said = ""
        """What went wrong."""

    def run(self) -> None:
        """Reads to the answer that the index is written, or to the end; an error ends Pagefind."""
        assert self.process.stdout is not None
        rest = b""
        while not self.written and (chunk := os.read(self.process.stdout.fileno(), 1 << 16)):
            *messages, rest = (rest + chunk).split(b",")
            for message in messages:
                self._take(message)
        self.said = self.said or rest.decode(errors="replace").strip()

    def _take(self, message: bytes) -> None:
        try:
            answer = json.loads(base64.b64decode(message, validate=True))["payload"]
        except (ValueError, KeyError, TypeError):  # no answer, but a message for people
            answer = {"type": "Error", "message": message.decode(errors="replace").strip()}
        if answer["type"] == "Error":
            self.said = self.said or str(answer.get("message"))
            self.process.kill()
        self.written = answer["type"] == "WriteFiles"
