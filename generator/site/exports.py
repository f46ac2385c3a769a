"""The sheets for machines: JSON a sheet, all claims as JSON Lines and CSV, two feeds.

Input: a `Collection`.  Output: files as text, by their address from the site's root.  With
`publish_source: none` no word of the seeds leaves in any of them, the YAML copies included.
Formats: JSON Lines, RFC 4180 (CSV), JSON Feed 1.1, RFC 4287 (Atom).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from generator.model import FactSheet
from generator.sheet.data import to_data
from generator.sheet.yaml_dump import dump_data
from generator.site.rendering.collection import Collection, SheetFile
from generator.site.rendering.dates import start_of
from generator.site.rendering.views import Publish, names

COLUMNS = (
    "sheet id title publisher published by stance against text via when evidence disputes status"
).split()
FEED = 30
"""So many sheets stand in a feed, the newest."""
_FORMULA = frozenset("=+-@\t\r")
_SOURCE_WORDS = ("evidence", "said", "review")
_json = json.JSONEncoder(ensure_ascii=False).encode
"""Plain data as one line of JSON.  (`json.dumps` makes an encoder anew for each of its calls.)"""


def published_data(sheet: FactSheet, publish: Publish) -> dict[str, Any]:
    """`sheet` as plain data, without the seed's words where they may not be published."""
    data = to_data(sheet)
    if publish == "none":
        data.pop("summary", None)
        for held in data.values():
            for entry in held if isinstance(held, list) else ():
                for key in _SOURCE_WORDS:
                    entry.pop(key, None)
    return data


def exports(collection: Collection, site_name: str, site_url: str = "") -> dict[str, str]:
    """Every file for machines, by address."""
    files: dict[str, str] = {}
    for file in collection.files.values():
        if file.sheet is not None:
            files |= _sheet_files(file, file.sheet, collection.publish)
    claims = list(claim_rows(collection))
    files["claims.jsonl"] = "".join(f"{_json(row)}\n" for row in claims)
    files["claims.csv"] = _csv(claims)
    files["feed.json"] = _json_feed(collection, site_name, site_url)
    files["feed.xml"] = _atom_feed(collection, site_name, site_url)
    return files


def withheld(collection: Collection) -> list[str]:
    """The addresses of sheets that may not be copied to the site as they stand.

    What a sheet that can't be read holds of its seed's words can't be told, so nothing of it may
    leave where they may not be published.  (`exports` replaces those that can be read.)
    """
    if collection.publish != "none":
        return []
    return [f"sheets/{file.slug}.yaml" for file in collection.files.values() if file.sheet is None]


def _sheet_files(file: SheetFile, sheet: FactSheet, publish: Publish) -> dict[str, str]:
    data = published_data(sheet, publish)
    files = {f"sheets/{file.slug}.json": f"{_json(data)}\n"}
    if publish == "none":
        files[f"sheets/{file.slug}.yaml"] = dump_data(data)
    return files


def claim_rows(collection: Collection) -> Iterable[dict[str, Any]]:
    """Every claim that was not withdrawn, with its sheet and its disputes, one flat row each."""
    for slug, sheet in collection.sheets.items():
        disputes: dict[str, list[tuple[str, str]]] = {}
        for dispute in sheet.competing_claims:
            for side in dispute.sides if not dispute.rejected else ():
                for claim_id in side.claims:
                    held = (dispute.topic or "", dispute.status or "disputed")
                    disputes.setdefault(claim_id, []).append(held)
        for claim in sheet.claims:
            if claim.rejected:
                continue
            within = disputes.get(claim.id or "", [])
            yield {
                "sheet": slug,
                "id": claim.id,
                "title": sheet.title,
                "publisher": sheet.source.publisher,
                "published": sheet.source.published,
                "by": list(names(claim.by)),
                "stance": claim.stance or "asserts",
                "against": list(names(claim.against)),
                "text": claim.text,
                "via": claim.via,
                "when": claim.when,
                "evidence": claim.evidence if collection.publish != "none" else None,
                "disputes": [topic for topic, _ in within],
                "status": [status for _, status in within],
            }


def _csv(rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[column]) for column in COLUMNS] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    """A value as a cell; one that a spreadsheet would run as a formula is kept as text."""
    if not value:
        return ""
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if text[:1] in _FORMULA else text


def _feed_sheets(collection: Collection) -> list[tuple[str, FactSheet]]:
    return list(collection.sheets.items())[:FEED]


def _moment(date: str | None) -> str:
    """A date as RFC 3339 wants it: midnight UTC of the first day that it may mean."""
    parts = (start_of(date) or "1970").split("-")
    return "-".join([*parts, "01", "01"][:3]) + "T00:00:00Z"


def _json_feed(collection: Collection, site_name: str, site_url: str) -> str:
    root = site_url.rstrip("/")
    items = [
        {
            "id": f"{root}/sheets/{slug}/",
            "url": f"{root}/sheets/{slug}/",
            "title": sheet.title,
            "content_text": _digest(sheet),
            "date_published": _moment(sheet.source.published or sheet.source.updated),
        }
        for slug, sheet in _feed_sheets(collection)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site_name,
        "home_page_url": f"{root}/",
        "feed_url": f"{root}/feed.json",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _atom_feed(collection: Collection, site_name: str, site_url: str) -> str:
    root, sheets = site_url.rstrip("/"), _feed_sheets(collection)
    moments = [_moment(s.source.updated or s.source.published) for _, s in sheets]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{escape(site_name)}</title>",
        f"<id>{escape(root)}/</id>",
        f"<link href={quoteattr(root + '/')}/>",
        f'<link rel="self" href={quoteattr(root + "/feed.xml")}/>',
        f"<updated>{max(moments, default=_moment(None))}</updated>",
        f"<author><name>{escape(site_name)}</name></author>",
    ]
    for (slug, sheet), moment in zip(sheets, moments, strict=True):
        address = f"{root}/sheets/{slug}/"
        lines += [
            "<entry>",
            f"<title>{escape(sheet.title)}</title>",
            f"<id>{escape(address)}</id>",
            f"<link href={quoteattr(address)}/>",
            f"<updated>{moment}</updated>",
            f"<summary>{escape(_digest(sheet))}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _digest(sheet: FactSheet) -> str:
    """A sheet in a few lines: its source, and what is disputed between whom."""
    source = ", ".join(filter(None, (sheet.source.publisher, sheet.source.published)))
    lines = [source] if source else []
    for dispute in sheet.competing_claims:
        if not dispute.rejected:
            sides = " / ".join(" and ".join(names(side.party)) for side in dispute.sides)
            lines.append(f"{dispute.topic} ({dispute.status or 'disputed'}): {sides}")
    return "\n".join(lines)
