"""A fact sheet as its page shows it: entries joined, named, linked, and put in words.

Input: a sheet, the site's catalogue (`generator/site/crossref.py`) and what may be published of the
source.  Output: the values of `generator/site/rendering/views.py`.  No verdict is added and no gap
is filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from markupsafe import Markup

from generator.model import (
    UNNAMED,
    ClaimEntry,
    DisputeEntry,
    Entry,
    EventEntry,
    FactSheet,
    Names,
    PartyEntry,
    PlaceEntry,
    SideEntry,
    VerificationEntry,
)
from generator.site.crossref import Catalogue, DisputeRef, Ref, fold
from generator.site.rendering.dates import date_html, start_of
from generator.site.rendering.views import (
    KINDS,
    STANCES,
    STATUSES,
    CheckView,
    ClaimView,
    DateView,
    DisputeView,
    EventView,
    Evidence,
    Item,
    Link,
    PartyView,
    PlaceView,
    Publish,
    SheetView,
    SideView,
    entry_anchor,
    names,
)

_UNNAMED = Link("An unnamed speaker")
AROUND = 90
"""So many characters of the seed are shown before and after a quotation, at the most."""


class SheetReader:
    """Turns the entries of one sheet into views, for a page at `root` from the site's root.

    Args:
        slug: the sheet's slug.
        sheet: the sheet.
        catalogue: the site's entities; None links nothing.
        root: the way from the page to the site's root (`../../`).
        publish: what may be published of the seed.
        seed_text: the seed's ingested text where it is at hand and may be shown.
        here: whether the page is the sheet's own, so that anchors need no address.
    """

    def __init__(
        self,
        slug: str,
        sheet: FactSheet,
        catalogue: Catalogue | None,
        *,
        root: str,
        publish: Publish = "quotes",
        seed_text: str | None = None,
        here: bool = True,
    ) -> None:
        self.slug, self.sheet, self.catalogue, self.root = slug, sheet, catalogue, root
        self.publish = publish
        self.text = seed_text if publish == "full" else None
        self.page = "" if here else f"{root}sheets/{slug}/"
        self._claims: dict[int, ClaimView] = {}
        self._links: dict[tuple[str, str], Link] = {}
        self._named = {"who": _by_name(sheet.who), "where": _by_name(sheet.where)}

    def _entity_href(self, ref: Ref) -> str | None:
        entity = self.catalogue.by_ref.get(ref) if self.catalogue else None
        return f"{self.root}{entity.url}" if entity is not None and entity.url else None

    def _link(self, part: Literal["who", "where"], name: str) -> Link:
        """A name with its page, or else with its place on the sheet's page."""
        link = self._links.get((part, name))
        if link is None:
            href, found = None, self._named[part].get(name)
            if found is not None:
                fallback = f"{self.page}#{entry_anchor(part, *found)}"
                href = self._entity_href(Ref(self.slug, part, found[0])) or fallback
            link = self._links[part, name] = Link(name, href)
        return link

    def _role(self, name: str) -> str | None:
        _, party = self._named["who"].get(name, (0, None))
        return role_of(party) if isinstance(party, PartyEntry) else None

    def item(self, part: str, number: int, entry: Entry) -> Item:
        """What is common to all kinds of entries."""
        evidence = None
        if entry.evidence and self.publish != "none":
            evidence = words_around(self.text, entry.evidence)
        return Item(
            anchor=entry_anchor(part, number, entry),
            evidence=evidence,
            note=entry.note,
            withdrawn=bool(entry.rejected),
            under_review=bool(entry.review),
        )

    def parties(self, value: Names) -> tuple[Link, ...]:
        """The parties that an entry names, linked."""
        return tuple(
            [_UNNAMED if name == UNNAMED else self._link("who", name) for name in names(value)]
        )

    def claim(self, number: int, claim: ClaimEntry) -> ClaimView:
        """A statement, without the disputes that it is part of."""
        if number not in self._claims:
            self._claims[number] = self._claim(number, claim)
        return self._claims[number]

    def _claim(self, number: int, claim: ClaimEntry) -> ClaimView:
        by, against = self.parties(claim.by), self.parties(claim.against)
        several = len(by) > 1 or (isinstance(claim.by, str) and self._is_several(claim.by))
        verb = STANCES[claim.stance or "asserts"][several]
        if claim.stance == "accuses" and not against:
            verb = "make an accusation" if several else "makes an accusation"
        return ClaimView(
            item=self.item("claims", number, claim),
            by=by or (_UNNAMED,),
            verb=verb,
            against=against if claim.stance == "accuses" else (),
            text=claim.text or "",
            via=claim.via,
            when=date_html(claim.when) if claim.when else None,
        )

    def _is_several(self, name: str) -> bool:
        """Whether a party is a group whose name takes a plural verb."""
        _, party = self._named["who"].get(name, (0, None))
        return isinstance(party, PartyEntry) and party.kind == "group" and _plural(name)

    def check(self, number: int, check: VerificationEntry) -> CheckView:
        """What the report says on a check."""
        return CheckView(
            item=self.item("verification", number, check),
            by=check.by,
            kind=check.kind or "unverified",
            text=check.text or "",
        )

    def dispute(self, number: int, dispute: DisputeEntry) -> DisputeView:
        """A dispute with its sides, its checks, and the sheets in which it goes on."""
        by_id = {claim.id: (n, claim) for n, claim in enumerate(self.sheet.claims) if claim.id}
        ids = {claim for side in dispute.sides for claim in side.claims}
        view = self.brief(number, dispute)
        return view._replace(
            sides=tuple(
                shown._replace(
                    claims=tuple(self.claim(*by_id[c]) for c in side.claims if c in by_id)
                )
                for shown, side in zip(view.sides, dispute.sides, strict=True)
            ),
            checks=tuple(
                self.check(n, check)
                for n, check in enumerate(self.sheet.verification)
                if ids.intersection(check.about) and not check.rejected
            ),
            elsewhere=self.elsewhere(number),
        )

    def brief(self, number: int, dispute: DisputeEntry) -> DisputeView:
        """A dispute as a long list shows it: its topic and its sides, without their claims."""
        status = dispute.status or "disputed"
        return DisputeView(
            item=self.item("competing_claims", number, dispute),
            topic=dispute.topic or "Competing claims",
            status=status,
            label=STATUSES[status],
            sides=tuple(self._side(n, side) for n, side in enumerate(dispute.sides)),
        )

    def _side(self, number: int, side: SideEntry) -> SideView:
        roles = [self._role(name) for name in names(side.party)]
        return SideView(
            mark=mark_of(number),
            parties=self.parties(side.party),
            roles=tuple(role for role in roles if role) if len(roles) == 1 else (),
        )

    def elsewhere(self, number: int) -> tuple[Link, ...]:
        """The sheets in which a dispute goes on."""
        if self.catalogue is None:
            return ()
        others = self.catalogue.same_dispute.get(DisputeRef(self.slug, number), ())
        links = []
        for slug, at in others:
            sheet = self.catalogue.sheets[slug]
            anchor = entry_anchor("competing_claims", at, sheet.competing_claims[at])
            links.append(Link(sheet.title, f"{self.root}sheets/{slug}/#{anchor}"))
        return tuple(links)

    def view(self) -> SheetView:
        """The whole sheet."""
        sheet = self.sheet
        disputes = tuple(self.dispute(n, d) for n, d in enumerate(sheet.competing_claims))
        within: dict[str, list[tuple[str, str, str]]] = {}
        # A withdrawn dispute marks no claim; what was checked on it stays with it.
        disputed = {c for d in sheet.competing_claims for side in d.sides for c in side.claims}
        for entry, view in zip(sheet.competing_claims, disputes, strict=True):
            if entry.rejected:
                continue
            for side, shown in zip(entry.sides, view.sides, strict=True):
                for claim_id in side.claims:
                    reference = (shown.mark, view.item.anchor, view.topic)
                    within.setdefault(claim_id, []).append(reference)
        checks = [
            self.check(n, check)
            for n, check in enumerate(sheet.verification)
            if not disputed.intersection(check.about)
        ]
        return SheetView(
            slug=self.slug,
            sheet=sheet,
            parties=tuple(self._party_views()),
            events=tuple(self.event(n, event) for n, event in enumerate(sheet.what)),
            dates=tuple(self._date_views()),
            places=tuple(self._place_views()),
            claims=tuple(self._claim_views(within)),
            disputes=disputes,
            checks=tuple(checks),
            published=date_html(sheet.source.published) if sheet.source.published else None,
            updated=date_html(sheet.source.updated) if sheet.source.updated else None,
            span=span_of([entry.date for entry in sheet.when if not entry.rejected]),
        )

    def _party_views(self) -> Iterable[PartyView]:
        for n, party in enumerate(self.sheet.who):
            yield PartyView(
                item=self.item("who", n, party),
                link=Link(party.name or "", self._entity_href(Ref(self.slug, "who", n))),
                kind=KINDS.get(party.kind or "", "Party"),
                role=role_of(party),
                aliases=party.aliases,
            )

    def event(self, number: int, event: EventEntry) -> EventView:
        """Something that the report says in its own voice."""
        return EventView(
            item=self.item("what", number, event),
            text=event.text or "",
            when=date_html(event.when) if event.when else None,
            where=tuple([self._link("where", name) for name in event.where]),
            who=self.parties(event.who),
        )

    def _date_views(self) -> Iterable[DateView]:
        for n, entry in enumerate(self.sheet.when):
            yield DateView(
                item=self.item("when", n, entry),
                date=date_html(entry.date or ""),
                said=entry.said if self.publish != "none" else None,
                text=entry.text,
            )

    def _place_views(self) -> Iterable[PlaceView]:
        for n, place in enumerate(self.sheet.where):
            yield PlaceView(
                item=self.item("where", n, place),
                link=Link(place.name or "", self._entity_href(Ref(self.slug, "where", n))),
                kind=KINDS.get(place.kind or "", "Place"),
                country=place.country,
                point=point_text(place.lat, place.lon),
            )

    def _claim_views(self, within: dict[str, list[tuple[str, str, str]]]) -> Iterable[ClaimView]:
        for n, claim in enumerate(self.sheet.claims):
            view, disputes = self.claim(n, claim), within.get(claim.id or "")
            yield view._replace(disputes=tuple(disputes)) if disputes else view


def mark_of(number: int) -> str:
    """The mark of a side by its place: A to Z, then AA, AB and so on, without end.

    Sides are told apart by letters in a quiet shape, since colour must not take sides.
    """
    mark = ""
    while number >= 0:
        mark = chr(ord("A") + number % 26) + mark
        number = number // 26 - 1
    return mark


def words_around(text: str | None, quote: str) -> Evidence:
    """`quote` with the words beside it in `text`, cut at blank lines and between words."""
    at = text.find(quote) if text else -1
    if text is None or at < 0:
        return Evidence(quote)
    before = text[max(0, at - AROUND) : at].rpartition("\n\n")[2]
    if at - len(before) > 0 and len(before) >= AROUND:
        before = "… " + before.partition(" ")[2]
    end = at + len(quote)
    after = text[end : end + AROUND].partition("\n\n")[0]
    if len(after) >= AROUND:
        after = after.rpartition(" ")[0] + " …"
    return Evidence(quote, before, after)


def _by_name(
    entries: Sequence[PartyEntry | PlaceEntry],
) -> dict[str, tuple[int, PartyEntry | PlaceEntry]]:
    """The entries that were not withdrawn, with their places, by name; the first of each."""
    found: dict[str, tuple[int, PartyEntry | PlaceEntry]] = {}
    for number, entry in enumerate(entries):
        if entry.name and not entry.rejected:
            found.setdefault(entry.name, (number, entry))
    return found


def role_of(party: PartyEntry) -> str | None:
    """A party's role, unless it says the party's name again."""
    if party.role and party.name and fold(party.role) == fold(party.name):
        return None
    return party.role


def _plural(name: str) -> bool:
    """Whether a group's name takes a plural verb ("supporters of Lund say")."""
    return name.partition(" of ")[0].endswith("s")


def point_text(lat: float | None, lon: float | None) -> str | None:
    """A point in degrees with its hemispheres, as atlases give it."""
    if lat is None or lon is None:
        return None
    return f"{abs(lat):.1f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.1f}° {'E' if lon >= 0 else 'W'}"


def span_of(dates: Sequence[str | None]) -> Markup | None:
    """The stretch from the first of `dates` to the last, None where none is readable."""
    known = sorted((start_of(date), date) for date in dates if start_of(date))
    if not known:
        return None
    first, last = known[0][1] or "", known[-1][1] or ""
    if first == last or "/" in first or "/" in last:
        ends = dict.fromkeys((date_html(first), date_html(last)))
        return Markup(" – ").join(ends)
    return date_html(f"{first}/{last}")
