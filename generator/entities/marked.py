"""Marked names set right: what the encoder took along with a name is cut off or split.

Input: a text and the mentions that were marked in it.  Output: mentions of names alone.  A role
("Senate Leader Ada Holt"), a picture's credit ("GETTY Ada Holt") and a neighbour in text that
lost its line breaks ("Ada Holt Bo Lind") are no part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.document import Mention, MentionKind, Span
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.names import SUFFIXES, is_address
from generator.vocabulary.roles import is_listed_role, is_role

_TOKEN = re.compile(r"[^\s(]+")
_OWNS = re.compile(r"['’]s?$")
_STYLE = re.compile(r"(?<!\w)(?P<title>Lord|Lady|Pope|King|Queen|Prince|Princess) $")
_ACRONYM = 4
"""Letters up to which a word in capitals is an acronym rather than a name."""
_LONGEST_NAME = 4


def bare_names(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions, each cut to the name itself; glued names apart."""
    mentions = [_acronym_apart(text, m) for m in mentions]
    people = {m.span.of(text) for m in mentions if m.kind is MentionKind.PERSON}
    others = {m.span.of(text) for m in mentions if m.kind is not MentionKind.PERSON}
    return [bare for m in mentions for bare in _bare(text, m, people, others)]


def _acronym_apart(text: str, mention: Mention) -> Mention:
    """An acronym that was taken for a person is a body ("FBI"); a shouted name is not ("HOLT")."""
    form = mention.span.of(text)
    letters = form.isalpha() and form.isupper() and 2 < len(form) <= _ACRONYM
    if mention.kind is not MentionKind.PERSON or not letters or form.title() in text:
        return mention
    given = form.lower() in load_mapping("who/given_names.txt")
    return mention if given else mention._replace(kind=MentionKind.ORGANISATION)


def _bare(text: str, mention: Mention, people: set[str], others: set[str]) -> Iterator[Mention]:
    tokens = [
        Span(m.start(), m.end())
        for m in _TOKEN.finditer(text, mention.span.start, _end(text, mention.span))
    ]
    words = [_plain(t.of(text)) for t in tokens]
    if mention.kind is not MentionKind.PERSON:
        start = _after_role(text, tokens, words)
        if not 0 < start < len(tokens) or not _person(text, tokens[start:], words[start:], people):
            yield mention
            return
        mention = mention._replace(kind=MentionKind.PERSON)
    first, last = _within_credits(text, tokens)
    first += _after_role(text, tokens[first:last], words[first:last])
    first += _after_other(text, tokens[first:last], people, others)
    cut = _glued(words, first, last)
    for start, end in ((first, cut), (cut, last)):
        if start < end:
            span = Span(tokens[start].start, tokens[end - 1].end)
            style = _STYLE.search(text, max(0, span.start - 10), span.start)
            if style and end - start == 1:
                # "Lord Mersey" goes by that name, with the title.
                span = Span(style.start("title"), span.end)
            yield mention._replace(span=span)


def _person(text: str, tokens: Sequence[Span], words: Sequence[str], people: set[str]) -> bool:
    """Whether what follows a role is somebody's name, here or elsewhere in the text."""
    if not 1 < len(tokens) <= _LONGEST_NAME or any(_OWNS.search(t.of(text)) for t in tokens[:-1]):
        return False
    if text[tokens[0].start : tokens[-1].end] in people or tokens[-1].of(text) in people:
        return True
    return len(tokens) == 2 and words[0] in load_mapping("who/given_names.txt")


def _end(text: str, span: Span) -> int:
    """Where a name ends: before a bracket that it does not close."""
    bracket = text.find("(", span.start + 1, span.end)
    return bracket if bracket >= 0 else span.end


def _plain(token: str) -> str:
    return re.sub(r"['’]s?$", "", token.strip(".,'\"‘’“”")).lower()


def _within_credits(text: str, tokens: Sequence[Span]) -> tuple[int, int]:
    """The part of a marked name between counts and credits ("1 of 10 AFP Ada Holt GETTY")."""
    first, last = 0, len(tokens)
    for i, token in enumerate(tokens[:-1]):
        if _credit(token.of(text)) or token.of(text)[0].isdigit():
            first = i + 1
    while last - 1 > first and _credit(tokens[last - 1].of(text)):
        last -= 1
    return first, last


def _credit(word: str) -> bool:
    """Whether a word is an agency's name as credits print it."""
    word = re.split(r"[*/]", word)[0]
    return word.isupper() and word.lower() in load_set("ingest/agencies.txt")


def _after_role(text: str, tokens: Sequence[Span], words: Sequence[str]) -> int:
    """Where the name begins after a role that was marked with it."""
    if not words:
        return 0
    given = words[0] in load_mapping("who/given_names.txt")
    # Before a single word "Herman" or "Guard" may be a given name: two words stay at least.
    for i in range(len(words) - 3, -1, -1):
        if words[i + 1] in SUFFIXES or is_address(words[i], "named"):
            continue
        form = tokens[i].of(text)
        # "Virginia Gov. Ada Holt", "Ada superfan Bo Lind": a stop or a small letter tells.
        plain = form.endswith(".") and words[i] in load_mapping("who/titles.txt")
        plain = plain or (form.islower() and is_role(words[i]))
        if plain or (not given and _says_role(words[i])):
            return _past_office(words, i + 1)
    return 0


def _after_other(text: str, tokens: Sequence[Span], people: set[str], others: set[str]) -> int:
    """Where a name begins that is marked elsewhere alone: "(Mayor of) Brill Ada Holt", "MVP Lo"."""
    surnames = {p.rpartition(" ")[2] for p in people if " " in p}
    for start in range(1, len(tokens)):
        front = text[tokens[0].start : tokens[start - 1].end]
        name = text[tokens[start].start : tokens[-1].end]
        if _OWNS.search(front) or name.isupper():
            continue
        full = start < len(tokens) - 1 and name in people
        if full and (front in others or front.lower() in load_set("who/members.txt")):
            return start
        last = tokens[start - 1].of(text)
        acronym = last.isalpha() and last.isupper() and 1 < len(last) <= _ACRONYM
        if start == len(tokens) - 1 and acronym and name in surnames:
            return start
    return 0


def _past_office(words: Sequence[str], start: int) -> int:
    """Where the name begins after "of Elections", "for Europe"; 0 where that cannot be told."""
    if words[start] not in {"of", "for"}:
        return start
    given = load_mapping("who/given_names.txt")
    return next((i for i in range(start + 2, len(words) - 1) if words[i] in given), 0)


def _says_role(word: str) -> bool:
    return (
        is_listed_role(word.removesuffix("-elect").removesuffix("-designate"))
        or word in load_mapping("who/titles.txt")
        or f"{word}s" in load_set("who/members.txt")
    )


def _glued(words: Sequence[str], first: int, last: int) -> int:
    """Where a second full name begins within the first; `last` where there is but one."""
    given = load_mapping("who/given_names.txt")
    for i in range(first + 1, last):
        if is_address(words[i], "named") and i + 1 < last:
            return i
        if words[i] == words[i - 1]:
            return i
        if i - first >= 2 and i + 1 < last and words[i] in given and words[first] in given:
            return i
    return last
