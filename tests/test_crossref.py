"""Which entries of different sheets are one person, organisation or place: precision first."""

from __future__ import annotations

from dataclasses import replace

from generator.model import (
    ClaimEntry,
    DisputeEntry,
    FactSheet,
    PartyEntry,
    PlaceEntry,
    SideEntry,
    Source,
)
from generator.site.crossref import Catalogue, build


def person(name: str, role: str | None = None, *aliases: str, **fields: str) -> PartyEntry:
    return PartyEntry(name=name, kind="person", role=role, aliases=aliases, **fields)  # type: ignore[arg-type]


def sheet(*who: PartyEntry, where: tuple[PlaceEntry, ...] = (), topic: str = "") -> FactSheet:
    disputes = ()
    claims = ()
    if topic:
        claims = tuple(
            ClaimEntry(id=f"c-{n}", by=p.name, text="Something.") for n, p in enumerate(who)
        )
        sides = tuple(SideEntry(party=c.by, claims=(c.id or "",)) for c in claims)
        disputes = (DisputeEntry(id="d-1", topic=topic, status="denied", sides=sides),)
    return FactSheet(
        title="T",
        source=Source(seed="seeds/t.txt"),
        who=who,
        where=where,
        claims=claims,
        competing_claims=disputes,
    )


def shared(catalogue: Catalogue) -> set[str]:
    return {entity.name for entity in catalogue.entities if entity.url}


def test_a_full_name_is_one_person_across_sheets() -> None:
    found = build({"a": sheet(person("Tove Brandt")), "b": sheet(person("Tove Brándt"))})
    assert len(found.of("people")) == 1
    assert found.of("people")[0].sheets == ["a", "b"]


def test_a_single_name_needs_a_role_that_agrees() -> None:
    alone = build({"a": sheet(person("Smith")), "b": sheet(person("Smith"))})
    assert len(alone.of("people")) == 2
    agreed = build(
        {"a": sheet(person("Smith", "harbour master")), "b": sheet(person("Smith", "the master"))}
    )
    assert len(agreed.of("people")) == 1


def test_namesakes_with_other_roles_and_nothing_shared_stay_two() -> None:
    found = build(
        {"a": sheet(person("John Smith", "miner")), "b": sheet(person("John Smith", "senator"))}
    )
    assert len(found.of("people")) == 2
    assert {entity.slug for entity in found.of("people")} == {"john-smith", "john-smith-2"}


def test_other_roles_join_where_the_sheets_share_more() -> None:
    ansel = PlaceEntry(name="Ansel", kind="city", country="DK")
    found = build(
        {
            "a": sheet(person("John Smith", "miner"), where=(ansel,)),
            "b": sheet(person("John Smith", "senator"), where=(ansel,)),
        }
    )
    assert shared(found) == {"John Smith", "Ansel"}


def test_kinds_keep_a_person_and_a_company_apart() -> None:
    company = PartyEntry(name="Tove Brandt", kind="organisation")
    assert shared(build({"a": sheet(person("Tove Brandt")), "b": sheet(company)})) == set()


def test_an_alias_joins_where_one_entity_alone_is_called_so() -> None:
    full = PartyEntry(name="Federal River Agency", kind="organisation", aliases=("FRA",))
    short = PartyEntry(name="FRA", kind="organisation")
    found = build({"a": sheet(full), "b": sheet(short)})
    assert len(found.of("organisations")) == 1
    assert found.of("organisations")[0].name == "Federal River Agency"


def test_places_of_one_name_in_two_countries_stay_two() -> None:
    one = PlaceEntry(name="Paris", kind="city", country="FR", lat=48.9, lon=2.4)
    other = PlaceEntry(name="Paris", kind="city", country="US", lat=33.7, lon=-95.6)
    found = build({"a": sheet(where=(one,)), "b": sheet(where=(other,))})
    assert len(found.of("places")) == 2


def test_a_country_is_one_as_party_and_as_place() -> None:
    party = PartyEntry(name="Denmark", kind="country")
    place = PlaceEntry(name="Denmark", kind="country", country="DK")
    assert shared(build({"a": sheet(party), "b": sheet(where=(place,))})) == {"Denmark"}


def test_the_editors_overrule_both_ways() -> None:
    sheets = {
        "a": sheet(person("Tove Brandt", id="p-1")),
        "b": sheet(person("Tove Brandt", id="p-2")),
        "c": sheet(person("T. Brand", id="p-3")),
    }
    apart = build(sheets, different=[["a/p-1", "b/p-2"]])
    assert len(apart.of("people")) == 3
    one = build(sheets, same=[["Tove Brandt", "T. Brand"]])
    assert len(one.of("people")) == 1


def test_related_sheets_share_the_rarest_first() -> None:
    common, rare = person("Ada Orr"), person("Bo Lund")
    found = build(
        {"a": sheet(common, rare), "b": sheet(common), "c": sheet(common, rare), "d": sheet()}
    )
    assert [related.slug for related in found.related["a"]] == ["c", "b"]
    assert found.related["d"] == ()


def test_a_dispute_goes_on_where_the_same_parties_oppose() -> None:
    pair = (person("Ada Orr"), person("Bo Lund"))
    found = build(
        {
            "a": sheet(*pair, topic="Warnings before the flood"),
            "b": sheet(*pair, topic="Who had the warnings"),
            "c": sheet(*pair, topic="Wages"),
        }
    )
    assert {ref.slug for ref in found.same_dispute} == {"a", "b"}


def test_the_same_sheets_make_the_same_catalogue() -> None:
    sheets = {f"s{n}": sheet(person(f"Ada Orr{n % 3}"), person("Bo Lund")) for n in range(9)}
    assert [e.key for e in build(sheets).entities] == [e.key for e in build(sheets).entities]


def test_a_withdrawn_dispute_goes_on_nowhere() -> None:
    pair = (person("Ada Orr"), person("Bo Lund"))
    one, other = (sheet(*pair, topic="Warnings before the flood") for _ in "ab")
    gone = replace(other.competing_claims[0], rejected=True)
    found = build({"a": one, "b": replace(other, competing_claims=(gone,))})
    assert not found.same_dispute
