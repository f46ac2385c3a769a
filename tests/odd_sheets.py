"""Sheets as people lay them out: hand-written parts, put together in more than 200 ways.

Comments are marked `#c` and a number, so that a test can miss one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

# ruff: noqa: E501
HEADS = [
    "",
    "# yaml-language-server: $schema=../fact-sheet.schema.json\n",
    "---\n",
    "\n\n#c1 ours\n\n",
]

TITLES = [
    "title: A dam burst\n",
    "title:   'A dam burst'   #c2 as printed\n",
    'title: "A dam\\u2019s \\"burst\\""\n',
    "title: >-\n  A dam burst\n  above Brill\n",
    "title: |-\n  A dam burst\n#c3\n",
    "title: A dam burst\n  above Brill   \n",
    "'title': \"A dam\n  burst\"\n",
    "title :   A dam burst\n",
]

SOURCES = [
    "source:\n  seed: seeds/dam.txt\n",
    "source: {seed: seeds/dam.txt, byline: [Ines Orr]}  #c4\n",
    "source:\n    #c5 deep\n    seed: 'seeds/dam.txt'\n\n    byline:\n    - Ines Orr   #c6\n    - 'Bo Lund'\n",
    "source:\n  publisher: The Courier\n  seed: seeds/dam.txt   \n  published: 2024-03-14\n",
    "source:\n  seed: seeds/dam.txt\n  byline: [Ines Orr,\n    Bo Lund,  #c7\n    ]\n",
]

WHO = [
    "",
    "who:\n",
    "who: []  #c8 nobody yet\n",
    "who:\n  - name: Tove Brandt\n    kind: person\n",
    "who:\n- name: Tove Brandt   #c9\n  kind: person\n- {name: Bo Lund, kind: person}\n#c10\n",
    "who:\n  #c11 first\n  - kind: person\n    name: Tove Brandt\n    #c12 inside\n    role: mayor\n  #c13 last\n",
    "who: [{name: Tove Brandt}, {name: Bo Lund, aliases: [Bo, 'Mr Lund']}]\n",
    "who:\n  -   name: Tove Brandt\n      role: |\n        mayor\n        of Brill\n\n  -   name: Bo Lund\n",
    "who:\n  -\n    name: Tove Brandt\n  - #c14\n    name: Bo Lund\n",
    "who:\n  - id: p-4k2ma\n    name: >\n      Tove\n      Brandt\n    note: 'It''s her'\n\n\n",
]

CLAIMS = [
    "",
    "claims:\n  - by: unnamed\n    text: It rained.\n",
    "claims:\n  - by: [unnamed]\n    text: \"It rained, \\\n      all night.\"\n    rejected: true   #c15\n",
    "#c16 the claims\nclaims:  #c17\n\n  # \n  - by: unnamed\n    text: It rained.\n\n  #c18\n\n  - by:\n      - unnamed\n    text: 'It''s #1'\n",
    "claims:\n      - text: It rained.\n        by: unnamed\n        evidence: |+\n          It rained.\n\n",
    "claims: [{by: unnamed, text: It rained., note: a #1}]\n",
]  # fmt: skip

ENDS = ["", "#c19 end\n", "...\n", "\n\n", "  #c20 indented end"]


def odd_sheets() -> Iterator[tuple[str, str]]:
    """Name and text of each."""
    everything = list(product(HEADS, TITLES, SOURCES, WHO, CLAIMS, ENDS))
    chosen = everything[:: len(everything) // 239]
    for number, parts in enumerate(chosen, start=1):
        text = "".join(parts)
        if number % 5 == 1:
            text = text.replace("\n", "\r\n")
        if number % 7 == 1:
            text = "\ufeff" + text
        if number % 6 == 1 and not text.endswith("+\n"):
            text = text.rstrip("\r\n")
        yield f"odd-{number:03}", text
