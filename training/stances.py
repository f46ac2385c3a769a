"""Measures stances and targets against labels: `python -m training.stances CORPORA`.

`labels/stances.jsonl.gz` tells of claims in articles of `attribution.train`, as offsets alone:
where the evidence stands, the stance, and where the text names whom the claim is against
("unnamed" where nobody is named).  What is read is compared with it, claim by claim.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.document import Span
from generator.ingest import ingest_text
from generator.model import ClaimEntry, Names
from generator.pipeline import process
from training.corpora import rows

LABELS = Path(__file__).parent / "labels" / "stances.jsonl.gz"


def measure(corpora: Path) -> dict[str, float]:
    """Shares of labelled claims, in per cent: stances right, accusations and targets right, found.

    Only claims that are read count: one that is missed lowers no share.
    """
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(LABELS):
        labels[row["article"]].append(row)
    counts: Counter[str] = Counter()
    for row in rows(corpora / "attribution.train.jsonl.gz"):
        if row["id"] in labels:
            source = ingest_text(row["text"], published=row.get("published"))
            count(counts, row["text"], labels[row["id"]], process(source).sheet.claims)
    return {
        "stance": _share(counts, "stance right", "claims"),
        "accuses precision": _share(counts, "accuses right", "accuses read"),
        "accuses recall": _share(counts, "accuses right", "accuses labelled"),
        "target precision": _share(counts, "target right", "targets read"),
        "target recall": _share(counts, "target right", "targets labelled"),
    }


def count(
    counts: Counter[str],
    text: str,
    labels: Sequence[Mapping[str, Any]],
    claims: Sequence[ClaimEntry],
) -> None:
    """Adds what one article's claims get right to `counts`."""
    read = {claim.evidence: claim for claim in claims}
    for label in labels:
        claim = read.get(Span(*label["evidence"]).of(text))
        if claim is None or label["stance"] == "bad":
            continue
        counts["claims"] += 1
        right = claim.stance == label["stance"]
        counts["stance right"] += right
        counts["accuses read"] += claim.stance == "accuses"
        counts["accuses labelled"] += label["stance"] == "accuses"
        counts["accuses right"] += right and claim.stance == "accuses"
        named = label["target"] if label["target"] != "unnamed" else None
        against = _listed(claim.against)
        counts["targets read"] += bool(against)
        counts["targets labelled"] += bool(named)
        if named:
            target = Span(*named).of(text)
            counts["target right"] += any(_same(target, name) for name in against)


def _listed(names: Names) -> Sequence[str]:
    return [names] if isinstance(names, str) else names or []


def _same(one: str, other: str) -> bool:
    """Whether the words of one name are among the other's ("Orr", "Ines Orr")."""
    a, b = ({w.strip(".,'’").lower() for w in name.split()} - {"the"} for name in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def _share(counts: Counter[str], part: str, whole: str) -> float:
    return round(100 * counts[part] / max(1, counts[whole]), 1)


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.stances", description=__doc__)
    parser.add_argument("corpora", type=Path)
    for name, figure in measure(parser.parse_args().corpora).items():
        print(f"{name:20}{figure:6.1f}")


if __name__ == "__main__":
    main()
