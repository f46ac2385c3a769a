"""One sheet's text, base and new reading -> its new text and base; nothing is read or written.

Input: a sheet as it stands, what the machine recorded of it, and what it now reads in the seed.
Output: a `Renewal`.  `generator/revision/merge.py` has the rules, `yaml_splice.py` the writer; here
they are put together, and a sheet that can't be merged into is told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from generator import __version__
from generator.document import InputError, Problem, Severity
from generator.revision.decided import Merge
from generator.revision.merge import follow, fresh, merge
from generator.revision.notes import Note
from generator.revision.plan import engine_digest
from generator.revision.store import is_untouched, text_digest
from generator.revision.yaml_splice import entry_is_pristine, splice
from generator.sheet.base import Base
from generator.sheet.data import Data
from generator.sheet.references import forgive
from generator.sheet.yaml_dump import dump_data
from generator.sheet.yaml_guard import MAX_CHARACTERS
from generator.sheet.yaml_io import Loaded, load_sheet
from generator.sheet.yaml_layout import SpliceError


class Reading(NamedTuple):
    """What a process that read a document hands back."""

    data: Data
    text: str
    title: str
    digest: str
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


class Renewal(NamedTuple):
    """A sheet's new text and base, and what is to be told of it."""

    text: str
    base: Base
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


def renew(
    before: str | None, base: Base | None, reading: Reading, *, shown: str, schema: str
) -> Renewal:
    """Merges what was read into a sheet.

    Args:
        before: The sheet's text; None where there is none yet.
        base: The machine's record of it, if there is one.
        reading: What its document now says.
        shown: How messages name the sheet.
        schema: The JSON Schema's path as seen from it.

    Raises:
        InputError: the sheet can't be read or changed in place, so it stays as it is.
    """
    if before is None or is_untouched(before, base):
        data = fresh(base, reading.data)
        text = _like(before, dump_data(data, schema))
        _ensure_fits(text, reading)
        return Renewal(text, _stamp(Base(data), reading.digest, schema))
    loaded = load_sheet(before, shown)
    ensure_mergeable(loaded)
    with changeable(loaded):
        decided = merge(
            base, reading.data, loaded.data or {}, digest=reading.digest,
            in_seed=lambda words: words in reading.text or words in reading.title,
            pristine=lambda name, number, data: entry_is_pristine(loaded, name, number, data),
        )  # fmt: skip
        after = carry_out(loaded, decided)
    _ensure_fits(after, reading)
    new_base = _stamp(decided.base, reading.digest, schema)
    return Renewal(after, new_base, tuple(decided.notes), _errors(loaded, after, new_base))


def settle_edits(before: str, base: Base, *, shown: str, schema: str) -> Renewal:
    """Carries out what an editor's changes bring about elsewhere in the sheet, its seed as it was.

    Args:
        before: The sheet's text.
        base: The machine's record of it.
        shown: How messages name the sheet.
        schema: The JSON Schema's path as seen from it.

    Returns:
        The sheet and its errors.  The base is as it was where the text is.

    Raises:
        InputError: as for `renew`.
    """
    if is_untouched(before, base):
        return Renewal(before, base)
    loaded = load_sheet(before, shown)
    ensure_mergeable(loaded)
    with changeable(loaded):
        decided = follow(
            base, loaded.data or {},
            pristine=lambda name, number, data: entry_is_pristine(loaded, name, number, data),
        )  # fmt: skip
        after = carry_out(loaded, decided)
    if after == before:
        return Renewal(before, base, (), _errors(loaded, after, base))
    alone = text_digest(dump_data(decided.base.sheet, schema))
    new_base = replace(decided.base, output=alone)
    return Renewal(after, new_base, tuple(decided.notes), _errors(loaded, after, new_base))


@contextmanager
def changeable(loaded: Loaded) -> Iterator[None]:
    """Raises `InputError` where a sheet's layout turns out to be none that can be changed."""
    try:
        yield
    except SpliceError:
        hint = "write its lists with one `- ` an entry and one field a line, then run again"
        if "\r" in loaded.text.replace("\r\n", ""):
            hint = "its lines end in a lone carriage return: save it with ordinary line ends"
        raise InputError(Problem(
            "layout", "the sheet's layout can't be changed in place, so it stays as it is",
            loaded.path, hint=hint,
        )) from None  # fmt: skip


def carry_out(loaded: Loaded, decided: Merge) -> str:
    """The sheet's text with the decisions of a merge carried out; use within `changeable`."""
    return splice(loaded, decided) if decided.changes else loaded.text


def ensure_mergeable(loaded: Loaded) -> None:
    """Raises `InputError` where what a sheet says isn't clear enough to merge into it."""
    blocking = {"duplicate-id", "duplicate-field", "wrong-type", "bad-key"}
    wrong = [
        p for p in loaded.problems
        if p.severity is Severity.ERROR and (p in loaded.composed.problems or p.code in blocking)
    ]  # fmt: skip
    if wrong or loaded.mapped is None:
        problem = (wrong or list(loaded.problems))[0]
        more = len(wrong) - 1
        hint = f"{problem.hint}; the sheet stays as it is until then".lstrip("; ")
        if more > 0:
            hint += f" (`factsheets check` tells {more} more)"
        raise InputError(replace(problem, hint=hint))


def _errors(before: Loaded, text: str, base: Base) -> tuple[Problem, ...]:
    """What is wrong with a sheet after a merge."""
    loaded = before if text == before.text else load_sheet(text, before.path)
    problems = forgive(loaded.problems, loaded.data, lambda: base)
    return tuple(p for p in problems if p.severity is Severity.ERROR)


def _stamp(base: Base, digest: str, schema: str) -> Base:
    """The base with what made it."""
    alone = text_digest(dump_data(base.sheet, schema))
    return replace(base, digest=digest, generator=__version__, engine=engine_digest(), output=alone)


def _like(before: str | None, text: str) -> str:
    """`text` with the line endings of `before`."""
    return text.replace("\n", "\r\n") if before is not None and "\r\n" in before else text


def _ensure_fits(text: str, reading: Reading) -> None:
    """Raises `InputError` where a sheet would be longer than what is read of one."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(Problem(
            "too-large", f"its sheet would have {len(text):,} characters",
            reading.data["source"]["seed"], expected=f"at most {MAX_CHARACTERS:,}",
            hint="split the seed",
        ))  # fmt: skip
