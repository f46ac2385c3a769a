"""Two states of the sheets -> what changed in facts, whatever changed in lines.

Input: plain data of sheets by slug, before and after.  Output: `Change` values, and their text,
Markdown or JSON.  Reordered, requoted or commented sheets have not changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generator.revision.decided import SCALARS
from generator.revision.notes import gist, plain
from generator.sheet.data import Data, same
from generator.sheet.spec import LISTS


class Change(NamedTuple):
    """One change.

    `kind` is `changed`, `added`, `removed`, `review`, `sheet-added`, `sheet-removed` or
    `unreadable`; `unit` an entry's id (or `title`, `source.url`, …) and `field` one of its fields.
    """

    slug: str
    kind: str
    unit: str = ""
    field: str = ""
    before: Any = None
    after: Any = None


def changes(before: Mapping[str, Data | None], after: Mapping[str, Data | None]) -> list[Change]:
    """What changed from one state to the other, sheet by sheet; None is a sheet with errors."""
    found: list[Change] = []
    for slug in sorted({*before, *after}):
        if slug not in before:
            found.append(Change(slug, "sheet-added", after=_title(after[slug])))
        elif slug not in after:
            found.append(Change(slug, "sheet-removed", before=_title(before[slug])))
        else:
            old, new = before[slug], after[slug]
            if new is None or old is None:
                if old is not new:
                    found.append(Change(slug, "unreadable", after=new is None))
                continue
            found += sheet_changes(slug, old, new)
    return found


def sheet_changes(slug: str, before: Data, after: Data) -> list[Change]:
    """What changed in one sheet."""
    found = []
    for path in SCALARS:
        old, new = _at(before, path), _at(after, path)
        if not same(old, new):
            found.append(Change(slug, "changed", ".".join(path), "", old, new))
    for name in LISTS:
        found += _list_changes(slug, name, before.get(name, ()), after.get(name, ()))
    return found


def _list_changes(
    slug: str, name: str, before: Sequence[Data], after: Sequence[Data]
) -> list[Change]:
    old = {e["id"]: e for e in before if "id" in e}
    new = {e["id"]: e for e in after if "id" in e}
    found = []
    for ident in [*old, *(i for i in new if i not in old)]:
        if ident not in new:
            found.append(Change(slug, "removed", ident, name, before=gist(old[ident])))
        elif ident not in old:
            found.append(Change(slug, "added", ident, name, after=gist(new[ident])))
        else:
            found += _entry_changes(slug, ident, old[ident], new[ident])
    anonymous_old = [e for e in before if "id" not in e]
    anonymous_new = [e for e in after if "id" not in e]
    for entry in anonymous_old:
        if not any(same(entry, other) for other in anonymous_new):
            found.append(Change(slug, "removed", name, name, before=gist(entry)))
    for entry in anonymous_new:
        if not any(same(entry, other) for other in anonymous_old):
            found.append(Change(slug, "added", name, name, after=gist(entry)))
    return found


def _entry_changes(slug: str, ident: str, old: Data, new: Data) -> list[Change]:
    found = []
    for field in {**old, **new}:
        if not same(old.get(field), new.get(field)):
            kind = "review" if field == "review" else "changed"
            found.append(Change(slug, kind, ident, field, old.get(field), new.get(field)))
    return found


def as_text(found: Sequence[Change]) -> str:
    """A line a change, under its sheet's slug."""
    return "".join(_lines(found, heading="{}\n", item="  {}\n"))


def as_markdown(found: Sequence[Change]) -> str:
    """The same as a list for a pull request; nothing in it is read as markup."""
    if not found:
        return "No facts changed.\n"
    return "".join(_lines(found, heading="\n### {}\n\n", item="- {}\n", escape=True)).lstrip("\n")


def as_json(found: Sequence[Change]) -> str:
    """The changes as a JSON list."""
    rows = [{k: v for k, v in c._asdict().items() if v not in (None, "")} for c in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _lines(found: Sequence[Change], *, heading: str, item: str, escape: bool = False) -> list[str]:
    lines, slug = [], None
    for change in found:
        if change.slug != slug:
            slug = change.slug
            lines.append(heading.format(slug))
        words = _words(change)
        lines.append(item.format(_escaped(words) if escape else words))
    return lines


def _words(change: Change) -> str:
    match change.kind:
        case "sheet-added":
            return f"new sheet: {_shown(change.after)}"
        case "sheet-removed":
            return f"sheet removed: {_shown(change.before)}"
        case "unreadable":
            return "can't be read now" if change.after else "can be read again"
        case "added":
            return f"+ {change.unit}: {_shown(change.after)}"
        case "removed":
            return f"- {change.unit}: {_shown(change.before)}"
        case "review" if change.after:
            return f"! {change.unit}: {_shown(change.after)}"
        case "review":
            return f"{change.unit} review settled"
    unit = f"{change.unit} {change.field}".rstrip()
    return f"{unit}: {_shown(change.before)} → {_shown(change.after)}"


def _shown(value: Any) -> str:
    unseen = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
    return re.sub(unseen, " ", plain(value))


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>&|#!~@])", r"\\\1", text)


def _title(data: Data | None) -> str:
    return str((data or {}).get("title", ""))


def _at(data: Data, path: tuple[str, ...]) -> Any:
    value: Any = data
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value
