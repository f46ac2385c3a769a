"""Spelt out: bare denials told with what they deny, in the words of the claim that they answer.

Stage: after the disputes.  Input: statements and disputes.  Output: the statements.  "Rejected
that idea." says nothing alone; with the one claim that it stands against it is "Rejected the idea
that …".  Where more than one claim may be meant, or the claim's words would not do in another's
mouth, the denial stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.claims.capitals import Capitals
from generator.claims.denial import negative
from generator.document import ParsedDocument, Span, Word
from generator.findings import Dispute, Statement
from generator.language.phrases import has_main_clause
from generator.language.tagger import tag
from generator.lexicon import load_set

_BARE = re.compile(
    r"^(?P<told>\w+(?: \w+){0,2}?) (?:(?P<it>it|this|that)"
    r"|(?P<whose>the|this|that|these|those|such|any|[A-Z]\w+[’']s?)"
    r" (?:[a-z]+ )?(?P<noun>[a-z]+))\.$"
)
_MOST = 40
"""Words of a claim that a denial can take up."""
_SEVERAL = re.compile(r"[.!?…]\W*\s|[?!]$|, (?:and|but) (?!that\b)")
"""More than one sentence or clause, of which a denial may be of one alone."""
_CHARGED = re.compile(r"^(?:Accused .+?|.+? was accused) of (?P<deed>[a-z]+ing\b.*)$")
_BELIEVES = re.compile(r"^(?:\S+ ){1,5}(?:believe|think|fear|suspect|fe[el]l|though)s?[dt]?\b")
"""A claim of what its speaker believes: that he does is not what is denied."""
_OTHERS = frozenset({"i", "we", "you", "my", "our", "your", "me", "us", "mine", "ours"})
"""Words that mean somebody else in another's mouth."""
_POINTERS = frozenset({"it", "this", "that", "these", "those", "there", "here"})
_NO_PRONOUN = frozenset({"he", "she", "they", "him", "his", "her", "their", "them"})


def spell_out(
    parsed: ParsedDocument, statements: Sequence[Statement], disputes: Sequence[Dispute]
) -> tuple[Statement, ...]:
    """The statements, each bare denial with the matter of the one claim that it answers."""
    out = list(statements)
    capitals: Capitals | None = None
    for index, statement in enumerate(statements):
        bare = _BARE.match(statement.text) if statement.stance == "denies" else None
        if bare is None or (bare["noun"] and not _takes_that(bare["noun"])):
            continue
        answered = _answered(index, disputes)
        if index - 1 in answered and not (bare["noun"] or "").endswith("s"):
            # "Denied it", of several claims, is of the last.
            answered = [index - 1]
        if len(answered) == 1:
            capitals = capitals or Capitals(parsed.words)
            text = _told_with(capitals, bare, statement, statements[answered[0]])
            out[index] = replace(statement, text=text) if text else statement
    return tuple(out)


def _takes_that(noun: str) -> bool:
    return noun.removesuffix("s") in load_set("claims/takes_that.txt")


def _answered(index: int, disputes: Sequence[Dispute]) -> list[int]:
    """The claims before a denial that stand against it."""
    return sorted(
        {
            i
            for dispute in disputes
            for side in dispute.sides
            if any(index in s.statements for s in dispute.sides if s is not side)
            for i in side.statements
            if i < index and index not in side.statements
        }
    )


def _told_with(
    capitals: Capitals, bare: re.Match[str], denial: Statement, claim: Statement
) -> str | None:
    """The denial with the claim's words; None where they would not do in another's mouth."""
    told, noun = bare["told"], bare["noun"] or ""
    if not noun and told != "Denied":
        noun = "claim"
    if noun:
        told += f" {bare['whose'] if (bare['whose'] or '')[:1].isupper() else 'the'} {noun}"
    line = claim.text.rstrip(".")
    words = tag(line, Span(0, len(line)))
    if not words or len(words) > _MOST or _SEVERAL.search(line):
        return None
    charged = _CHARGED.match(line)
    if charged is not None:
        deed = charged["deed"]
        mine = tuple(denial.by) == tuple(claim.against)
        if not mine or (claim.by and any(w.tag in {"PRP", "PRP$"} for w in words)):
            # "Accused him of mocking her": of an accuser who is named, "her" may be anybody.
            return None
        return f"{told} of {deed}." if noun else f"{told} {deed}."
    # "Denied that nobody came" would have to be read twice; "the answer that nobody came" not.
    unclear = not noun and negative(words)
    if not _clause(words) or unclear or _BELIEVES.match(line):
        return None
    return f"{told} that {capitals.within(line, words)}."


def _clause(words: Sequence[Word]) -> bool:
    """Whether words are a clause that says the same in anybody's mouth."""
    forms = [w.form.lower() for w in words]
    if words[0].tag.startswith("VB") or forms[0] in _POINTERS or _OTHERS & set(forms):
        return False
    name = next((i for i, w in enumerate(words) if w.proper), len(words))
    return has_main_clause(words) and not _NO_PRONOUN & set(forms[:name])
