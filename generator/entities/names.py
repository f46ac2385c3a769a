"""Names joined: full names, surnames, spelling variants, acronyms with their expansions.

Input: a text and its mentions.  Output: one `Named` an entity.  Joining is by form alone (no
world knowledge), following news style: the full name first, the surname afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from generator.document import Mention, MentionKind, Span
from generator.lexicon import load_mapping, load_set
from generator.vocabulary.names import SUFFIXES, WORD, is_address, key_of
from generator.vocabulary.spellings import spelled_alike

_LONGER_BY = 2
"""Words that the full name has before its short form ("Tampa Bay Times", "the Times")."""
_KIN = re.compile(
    r"\b(?:wife|husband|daughter|son|brother|sister|mother|father|widow|cousin|nephew|niece"
    r"|first lady)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"['’]s\b")
_NEAR_KIN = 24
_LONGEST_ACRONYM = 7
_WHOSE = (("u", "s"), ("us",))
"""Whose a body is, folded, as a text says it but once ("U.S. Department of Justice")."""
_LETTERS = re.compile(r"(?:[A-Z]\.){2,}$")
_OFFICE = re.compile(
    r"\b(?:President(?:-elect)?|Vice President|Prime Minister|Chancellor|Governor|Gov\.|Senator"
    r"|Sen\.|Secretary|Judge|Justice|Mayor|Minister|Gen\.|General)\s$"
)


@dataclass(slots=True)
class Named:
    """An entity known by name: its kind, its forms as counted, and where they stand."""

    kind: MentionKind
    forms: Counter[str] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form; of equally full ones the most used, then the first."""
        first = {form: place for place, form in enumerate(self.forms)}
        return max(
            self.forms,
            key=lambda f: (len(key_of(f)), _styled(f), self.forms[f], -first[f]),
        )

    def add(self, form: str, span: Span) -> None:
        """Takes in one more mention."""
        self.forms[form] += 1
        self.spans.append(span)


def join_names(text: str, mentions: Iterable[Mention], places: Container[str] = ()) -> list[Named]:
    """Groups mentions that name the same; in order of first mention.

    Args:
        text: The document's text.
        mentions: The names of people and organisations in it.
        places: Forms that name places, which stand for no organisation of a longer name.
    """
    mentions = [_whole(text, m) for m in mentions if is_name(m.span.of(text))]
    kinds = _usual_kinds(text, mentions)
    out: list[Named] = []
    later: list[Mention] = []
    for mention in mentions:
        form = _tidy(mention.span.of(text))
        kind = kinds[key_of(form)]
        if kind is MentionKind.PERSON and len(key_of(form)) == 1:
            later.append(mention)
            continue
        home = next((n for n in out if n.kind is kind and _same(form, n)), None)
        if home is None:
            out.append(home := Named(kind))
        home.add(form, mention.span)
    for mention in later:
        form = _tidy(mention.span.of(text))
        bearers = [n for n in out if n.kind is MentionKind.PERSON and _part(form, n)]
        bearers = [n for n in bearers if not _kin_of_the_titled(text, mention.span, n)]
        if not bearers:
            out.append(home := Named(MentionKind.PERSON))
        else:
            home = _likeliest(bearers, mention.span, text)
        home.add(form, mention.span)
    out.sort(key=lambda n: min(n.spans))
    return _short_names_joined(out, places)


def _short_names_joined(names: list[Named], places: Container[str]) -> list[Named]:
    """Organisations under a part of their names ("the Post", "Stonegate"), where one alone fits."""
    out = list(names)
    for short in names:
        if short.kind is not MentionKind.ORGANISATION or any(f in places for f in short.forms):
            continue
        others = (n for n in out if n is not short and n.kind is short.kind)
        longer = [n for n in others if _stands_for(short, n)]
        # The full name comes first; what comes later, once, may be two names run together.
        earlier = [n for n in longer if min(n.spans) < min(short.spans)]
        homes = earlier or [n for n in longer if len(n.spans) > 1]
        for home in homes if len(homes) == 1 else []:
            for form, count in short.forms.items():
                home.forms[form] += count
            home.spans = sorted([*home.spans, *short.spans])
            out.remove(short)
    return out


def _stands_for(short: Named, long: Named) -> bool:
    """Whether a short name is the beginning or the end of a longer one, and tells it apart."""
    bodies = load_mapping("who/groups.txt")
    words = key_of(short.name)
    company = load_set("who/company_words.txt")
    if not words or all(w in bodies or w in company for w in words):
        return False
    for form in long.forms:
        theirs = key_of(form)
        if len(theirs) <= len(words) or _OWNER.search(form):
            continue
        rest = theirs[len(words) :]
        plain = not any(w in bodies and w not in company for w in rest)
        if theirs[: len(words)] == words and plain:
            # "Stonegate" is Stonegate Mining; the Senate is not its Judiciary Committee.
            return rest[0] not in {"of", "for", "and", "in"}
        if theirs[-len(words) :] == words and len(theirs) <= len(words) + _LONGER_BY:
            return True
    return False


def _whole(text: str, mention: Mention) -> Mention:
    """A surname with the given name just before it, where only the surname was marked."""
    before = re.search(
        r"\b([A-Z]\w+) $", text[max(0, mention.span.start - 20) : mention.span.start]
    )
    if mention.kind is not MentionKind.PERSON or before is None:
        return mention
    if before[1].lower() not in load_mapping("who/given_names.txt") or " " in mention.span.of(text):
        return mention
    return mention._replace(span=Span(mention.span.start - len(before[0]), mention.span.end))


def is_name(form: str) -> bool:
    """Whether a form names anybody: more than a title or a mark."""
    titles = load_mapping("who/titles.txt")
    words = [w.lower() for w in WORD.findall(form)]
    return len(form) > 1 and any(w not in titles and w not in SUFFIXES for w in words)


def gender_of(form: str) -> str:
    """`m` or `f` where a title or the given name tells, else empty."""
    words = [w.lower() for w in WORD.findall(form)]
    if not words:
        return ""
    told = load_mapping("who/titles.txt").get(words[0], "")
    if told in {"m", "f"}:
        return told
    names = [w for w in words if w not in load_mapping("who/titles.txt")]
    return load_mapping("who/given_names.txt").get(names[0], "") if len(names) > 1 else ""


def _tidy(form: str) -> str:
    form = re.sub(r"\s+", " ", re.sub(r"['’]s$", "", form)).strip(" ,")
    # The stop after "F.B.I." belongs to it.
    return form.lstrip(".") if _LETTERS.match(form) else form.strip(" .,")


def _usual_kinds(text: str, mentions: list[Mention]) -> dict[tuple[str, ...], MentionKind]:
    """One form, one kind: the one that the encoder gave it most often."""
    votes: dict[tuple[str, ...], Counter[MentionKind]] = {}
    for m in mentions:
        votes.setdefault(key_of(_tidy(m.span.of(text))), Counter())[m.kind] += 1
    return {key: count.most_common(1)[0][0] for key, count in votes.items()}


def _styled(form: str) -> bool:
    """Whether a single name stands with the title that belongs to it ("Lady Gaga")."""
    words = [w.lower() for w in WORD.findall(form)]
    return len(words) == 2 and is_address(words[0], "style")


def _kin_of_the_titled(text: str, at: Span, bearer: Named) -> bool:
    """Whether "President Lo" cannot be the Ines Lo whom the text names later as his wife."""
    if not _OFFICE.search(text[max(0, at.start - 16) : at.start]):
        return False
    first = min((s for s in bearer.spans if len(key_of(s.of(text))) > 1), default=at)
    around = text[max(0, first.start - _NEAR_KIN) : first.start], text[first.end : first.end + 12]
    return first.start > at.start and any(_KIN.search(part) for part in around)


def _same(form: str, named: Named) -> bool:
    words = key_of(form)
    if named.kind is MentionKind.PERSON:
        return any(_same_person(words, key_of(f)) for f in named.forms)
    plain = _plain(words)
    for other in named.forms:
        theirs = key_of(other)
        if plain == _plain(theirs):
            return True
        if named.kind is MentionKind.ORGANISATION and (
            _acronym(form, other) or _acronym(other, form)
        ):
            return True
    return False


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """A body's name without "Ltd", a "U.S." before it and the like, unless it has little else."""
    whose = next((n for n in _WHOSE if words[: len(n)] == n and len(words) > len(n) + 1), ())
    words = words[len(whose) :]
    return tuple(w for w in words if w not in load_set("who/company_words.txt")) or words


def _same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if len(a) < 2 or len(b) < 2 or not spelled_alike(a[-1], b[-1]):
        return False
    short, long = sorted((a, b), key=len)
    if long[-len(short) :] == short:
        # "Ines ten Orr", afterwards "ten Orr".
        return True
    return a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0])


def _part(form: str, named: Named) -> bool:
    """Whether a single word is the surname (or, failing that, the given name) of `named`."""
    (word,) = key_of(form)
    return any(
        spelled_alike(word, key[-1]) or word == key[0] for key in map(key_of, named.forms) if key
    )


def _likeliest(bearers: list[Named], at: Span, text: str) -> Named:
    """Of several bearers of a surname: whom the title fits, then whom it was last."""
    before = text[max(0, at.start - 6) : at.start]
    title = WORD.findall(before)[-1:]
    wanted = load_mapping("who/titles.txt").get(title[0].lower(), "") if title else ""
    fitting = [n for n in bearers if wanted in {"m", "f"} and gender_of(n.name) == wanted]
    if wanted in {"m", "f"} and not fitting:
        fitting = [n for n in bearers if not gender_of(n.name)]

    def recency(named: Named) -> tuple[bool, int, int]:
        surname = any(len(key_of(f)) == 1 for f in named.forms)
        last = max((s.start for s in named.spans if s.start < at.start), default=-1)
        return last >= 0, surname, last

    return max(fitting or bearers, key=recency)


def _acronym(short: str, long: str) -> bool:
    """Whether letters stand for a name: its capitals, or all initials ("DOJ", "DoJ", "TfL")."""
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= _LONGEST_ACRONYM and letters.isalpha() and len(long.split()) > 1):
        return False
    initials = "".join(w[0] for w in WORD.findall(long))
    capitals = "".join(c for c in initials if c.isupper())
    told = {capitals, initials} if letters != letters.upper() else {capitals, initials.upper()}
    return any(letters in {t, t.removeprefix("T"), t.removeprefix("US")} for t in told)
