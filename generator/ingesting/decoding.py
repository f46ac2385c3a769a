"""Turns a file's bytes into text, whatever encoding it can be known to be in.

Input: bytes.  Output: text and the encoding's name, or a `Refusal` that says what was found.
The order is: byte-order mark, signs of a file that is no text, UTF-8, the charset that a web page
declares, the two one-byte encodings of Western desktops where the text bears them out, and last
charset-normalizer's statistics.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple


class Decoded(NamedTuple):
    """Text, the encoding it was in, and whether that was inferred rather than told."""

    text: str
    encoding: str
    inferred: bool = False


class Refusal(NamedTuple):
    """Why bytes are no text that we can read."""

    code: str
    found: str
    expected: str
    hint: str


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as .docx, .odt and .epub are)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF media file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-1": "cp1252",
}
_TYPOGRAPHY = frozenset("‘’“”–—…•™©®°£€¥§«»½¼¾×· \xa0¢†²³")
_SAMPLE = 65_536
_MOST_CHAOS = 0.1


def decode(raw: bytes, *, html: bool = False) -> Decoded | Refusal:
    """Decodes the bytes of a seed; `html` lets a page's own `charset` count."""
    marked = _by_mark(raw)
    if marked is not None:
        return marked
    for magic, what in _FORMATS:
        if raw.startswith(magic):
            return Refusal(
                "binary", what, "plain text, Markdown or HTML", "save it as text (.txt) first"
            )
    if b"\0" in raw:
        return _by_nulls(raw)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        place = error.start
    if html and (declared := _by_declaration(raw)):
        return declared
    return _by_looks(raw) or Refusal(
        "encoding",
        f"byte 0x{raw[place]:02x} at offset {place}, in no encoding that can be told",
        "UTF-8",
        "open it in the program that made it and save it as UTF-8",
    )


def _by_mark(raw: bytes) -> Decoded | Refusal | None:
    """The text behind a byte-order mark."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return Decoded(raw[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                return Refusal(
                    "encoding",
                    f"a mark that says {encoding}, but other bytes at {error.start + len(mark)}",
                    "text in one encoding throughout",
                    "save it again as UTF-8",
                )
    return None


def _by_nulls(raw: bytes) -> Decoded | Refusal:
    """UTF-16 without a mark has its nulls on one side only; anything else is no text."""
    sample = raw[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    encoding = "utf-16-le" if even < 0.05 * half and odd > 0.4 * half else ""
    encoding = "utf-16-be" if odd < 0.05 * half and even > 0.4 * half else encoding
    if encoding:
        try:
            return Decoded(raw.decode(encoding), encoding, inferred=True)
        except UnicodeDecodeError:
            pass
    offset = raw.index(b"\0")
    return Refusal(
        "binary",
        f"a null byte at offset {offset}: not a text",
        "plain text, Markdown or HTML",
        "save it as text (.txt, UTF-8), or move it out of the seeds' folder",
    )


def _by_declaration(raw: bytes) -> Decoded | None:
    """The text of a page in the charset that it declares."""
    match = _CHARSET.search(raw[:4096])
    if match is None:
        return None
    name = match[1].decode("ascii").casefold()
    try:
        return Decoded(raw.decode(_WEB_NAMES.get(name, name)), name)
    except (LookupError, UnicodeDecodeError):
        return None


def _by_looks(raw: bytes) -> Decoded | None:
    """The text in the encoding that makes sense of its high bytes."""
    for encoding in ("cp1252", "mac_roman"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return Decoded(text, encoding, inferred=True)
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE]).best()
    if best is None or best.chaos > _MOST_CHAOS or best.coherence <= 0 or not best.language:
        return None
    try:
        return Decoded(raw.decode(best.encoding), best.encoding, inferred=True)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str) -> bool:
    """Whether the characters beyond ASCII stand where English text has them."""
    high = [m.start() for m in re.finditer(r"[^\x00-\x7f]", text)]
    controls = sum(ord(c) < 32 and c not in "\t\n\r\f" for c in text[:_SAMPLE])
    if controls or 10 * len(high) > len(text):
        return False
    odd = 0
    for i in high:
        before, here, after = text[max(i - 1, 0) : i], text[i], text[i + 1 : i + 2]
        if here in _TYPOGRAPHY:
            continue
        fits = here.isalpha() and (
            (here.islower() and before.isalpha())
            or (here.isupper() and after.isalpha() and not before.islower())
            or (here.islower() and after.isalpha() and after.islower())
        )
        odd += not fits or (
            here.isupper() and before in "\"' " and after.islower() and here in "ÒÔ"
        )
    return odd <= 0.02 * len(high)
